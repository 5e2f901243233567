"""Needs in a form: which, into which language, what matters in food, and two consents."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from wirworkshops import clock, i18n
from wirworkshops.domain import arranging, lead_times
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import NEEDS, Need, Registration
from wirworkshops.models.workshops import SPOKEN
from wirworkshops.web import fields, words

WITH_WORDS = ("other", "interpreting", "diet")  # said by a field of their own, not by a tick
TICKED = {
    **{need: words.NEEDS[need] for need in NEEDS if need not in WITH_WORDS},
    "sign-language": _l("Gebärdensprach\u00addolmetschen"),  # may break where a phone is narrow
}
INTO = {code: text for code, text in words.SPOKEN.items() if code != "de"}
MOST_NEED = 1000
CONSENT = _l(
    "Ich bin einverstanden, dass Sie diese Angaben nutzen, um meine Teilnahme möglich zu "
    "machen. Das kann ich jederzeit zurücknehmen."
)
SHARES = _l(
    "Referent:innen und Catering dürfen auch wissen, dass ich es bin. Ohne dieses Häkchen "
    "sehen sie nur, was gebraucht wird und wie oft."
)


def ticks(label: str) -> SelectMultipleField:
    checks = [fields.OneOf(NEEDS)]
    chosen = fields.choices(TICKED)
    return SelectMultipleField(label, checks, choices=chosen, validate_choice=False)


def into(label: str) -> SelectField:
    """Return the field for the language to interpret into."""
    offered = fields.choices({"": _l("Nicht nötig")} | INTO)
    return SelectField(label, [fields.OneOf(SPOKEN)], choices=offered, validate_choice=False)


def diet(label: str) -> StringField:
    return fields.line(label, about=_l("Zum Beispiel: vegan, keine Nüsse."))


def typed(needs: Iterable[Need]) -> dict[str, Any]:
    """Return what a form begins with where somebody has said before what she needs."""
    rows = {need.kind: need for need in needs}
    texts = {kind: need.text for kind, need in rows.items()}
    return {
        "needs": [kind for kind in TICKED if kind in rows],
        "need_language": rows["interpreting"].language if "interpreting" in rows else "",
        "need_diet": texts.get("diet", ""),
        "need_text": texts.get("other", ""),
        "shares_needs": any(need.shared_at for need in rows.values()),
    }


class Needs(fields.Form):
    """What a form with needs checks and gives. The fields themselves stand in each form, in
    its own words and order: needs, need_language, need_diet, need_text, consent, shares_needs.
    """

    no_consent = _l("Bitte stimmen Sie zu, oder nehmen Sie diese Angaben wieder heraus.")

    @property
    def names_needs(self) -> bool:
        """Whether any need was filled in."""
        return bool(self.data["needs"] or any(self._texts.values()))

    @property
    def _texts(self) -> dict[str, str]:
        return {
            "interpreting": self.value("need_language"),
            "diet": self.value("need_diet"),
            "other": self.value("need_text"),
        }

    def validate_need_text(self, field: Field) -> None:
        if "other" in self.data["needs"] and not field.data:
            raise ValidationError(_("Bitte schreiben Sie, was Sie brauchen."))

    def validate_consent(self, field: Field) -> None:
        if self.names_needs and not field.data:
            raise ValidationError(str(self.no_consent))

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what was filled in, as applications take it."""
        typed = self._texts
        chosen = {*self.data["needs"]} - {*WITH_WORDS} | {kind for kind in typed if typed[kind]}
        return {
            "needs": tuple(need for need in NEEDS if need in chosen),
            "need_language": typed["interpreting"],
            "need_diet": typed["diet"],
            "need_text": typed["other"],
            "shares_needs": bool(chosen) and bool(self.data["shares_needs"]),
        }


# What is late


@dataclass(frozen=True)
class Late:
    """What can hardly be arranged for the next date: all of it, or some, each with its last day."""

    is_all: bool
    days: list[tuple[str, str]]


def late(registration: Registration) -> Late | None:
    """Return what it is late for; None where there is time for everything."""
    if registration.workshop.is_undated:
        return None
    starts_at, now = arranging.next_start(registration.workshop), clock.now()
    last = [(str(words.NEEDS[kind]), lead_times.due_at(kind, starts_at)) for kind in NEEDS]
    days = [(name, i18n.day_in_year(at)) for name, at in last if at <= now]
    return Late(len(days) == len(last), days) if days else None


def said(added: Collection[Need]) -> list[tuple[str, str]]:
    """Return what to say once it is kept, and how; where the time is over, that too."""
    found = [(_("Gespeichert. Das Büro kümmert sich darum."), "success")]
    if any(arranging.task_of(need).came_late for need in added):
        found.append(
            (_("Dafür ist es schon spät. Wir versuchen es, können es aber nicht versprechen."),
             "warning")
        )  # fmt: skip
    return found
