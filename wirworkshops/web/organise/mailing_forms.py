"""The form of a mailing: to whom, and what, in each language; and the instant it goes out."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from wirworkshops import clock
from wirworkshops.config import LANGUAGES
from wirworkshops.domain import blanks, mailings
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.errors import Invalid
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, refusals, words
from wirworkshops.web.organise import difference, inputs, seating
from wirworkshops.web.organise.difference import Difference
from wirworkshops.web.organise.seating import blame

AUDIENCES = {
    "confirmed": _l("Alle mit festem Platz"),
    "waiting": _l("Alle auf der Warteliste"),
    "requested": _l("Alle, deren Anfrage noch offen ist"),
    "held": _l("Alle, die noch nicht bestätigt haben"),
    "active": _l("Alle Angemeldeten, auch die auf der Warteliste"),
    "withdrawn": _l("Alle, die sich abgemeldet haben"),
    "cancelled": _l("Alle, die von der Absage betroffen sind"),
    "chosen": _l("Nur einige, unten angehakt"),
}


def known_blanks(_form: Any, field: Field) -> None:
    """Refuse a blank that nobody can fill in."""
    _checked(blanks.check, field)


def subject_blanks(_form: Any, field: Field) -> None:
    """Refuse the same, and the secret link."""
    _checked(blanks.check_subject, field)


def _checked(check: Callable[[str], None], field: Field) -> None:
    try:
        check(field.data or "")
    except Invalid as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


class MailingForm(fields.Form):
    """What is written to people of a workshop. Whom one can choose is set by form_for()."""

    audience = inputs.one_of_few(_l("An wen?"), AUDIENCES)
    chosen = inputs.some(_l("Wer genau?"))
    subject = fields.line(
        _l("Betreff"),
        fields.Required(_l("Bitte geben Sie einen Betreff an.")),
        subject_blanks,
        most=mailings.MOST_SUBJECT,
    )
    text = fields.lines(
        _l("Text"),
        fields.Required(_l("Bitte schreiben Sie etwas.")),
        known_blanks,
        most=mailings.MOST_TEXT,
        about=_l("Eine leere Zeile macht einen Absatz. Anrede und Gruß kommen von selbst dazu."),
    )
    subject_en = fields.line(_l("Betreff auf Englisch"), subject_blanks, most=mailings.MOST_SUBJECT)
    text_en = fields.lines(_l("Text auf Englisch"), known_blanks, most=mailings.MOST_TEXT)
    seen = HiddenField()
    differences: Sequence[Difference] = ()  # to what somebody else has saved meanwhile

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        checks = (super().validate(*args, **kwargs), self._whole_english(), self._somebody())
        return all(checks)

    def _whole_english(self) -> bool:
        sentence = _("Auf Englisch braucht es beides: Betreff und Text. Oder keines von beiden.")
        for one, other in ((self.subject_en, self.text_en), (self.text_en, self.subject_en)):
            if one.data and not other.data:
                return blame(other, sentence)
        return True

    def _somebody(self) -> bool:
        if self.audience.data == "chosen" and not self.chosen.data:
            return blame(self.chosen, _("Bitte haken Sie mindestens einen Menschen an."))
        return True

    def plan(self) -> MailingPlan:
        return MailingPlan(
            subject=self._texts("subject"),
            text=self._texts("text"),
            audience=self.audience.data,
            chosen=tuple(self.chosen.data or ()),
        )

    def _texts(self, name: str) -> dict[str, str]:
        typed = {"de": self.value(name), "en": self.value(f"{name}_en")}
        return {language: typed[language] for language in LANGUAGES if typed[language]}


class TimeForm(fields.Form):
    """When it goes out."""

    day = inputs.day(_l("Tag"), inputs.needed(_l("Bitte geben Sie den Tag an.")))
    hour = inputs.hour(_l("Uhrzeit"), inputs.needed(_l("Bitte geben Sie die Uhrzeit an.")))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        if self.at <= clock.now():
            return blame(self.day, _("Bitte wählen Sie einen Zeitpunkt in der Zukunft."))
        return True

    @property
    def at(self) -> datetime:
        return seating.at(self.day.data, self.hour.data)


def form_for(
    workshop: Workshop, people: list[Registration], mailing: Mailing | None = None
) -> MailingForm:
    """Return the form with the audiences and people that a workshop has."""
    form = MailingForm(data=_shown(mailing, people) if mailing else {})
    numbers = mailings.reachable(workshop.id) | {"chosen": len(people)}
    kept = {"confirmed", form.audience.data}
    form.audience.choices = fields.choices(
        {
            name: _counted(str(text), numbers.get(name, 0) if name != "chosen" else None)
            for name, text in AUDIENCES.items()
            if name in numbers or name in kept
        }
    )
    form.chosen.choices = fields.choices({row.id: _person(row) for row in people})
    return form


def differences(form: MailingForm, mailing: Mailing) -> list[Difference]:
    """Return what is saved by now, beside what was typed."""
    people = mailings.people(mailing.workshop_id)
    stored = MailingForm(formdata=None, data=_shown(mailing, people))
    for field, filled in ((stored.audience, form.audience), (stored.chosen, form.chosen)):
        field.choices = filled.choices
    return difference.between(form, stored)


def _counted(text: str, number: int | None) -> str:
    return text if number is None else f"{text} ({number})"


def _person(registration: Registration) -> str:
    person = registration.participant
    name = person.name if person else _("gelöscht")
    return f"{name} · {words.STATUSES[registration.status]}"


def _shown(mailing: Mailing, people: list[Registration]) -> dict[str, Any]:
    """Return what the form shows; whoever has left since she was ticked, is so no more."""
    ticked = [row.id for row in people if row.id in mailing.chosen and mailings.stays(mailing, row)]
    return {
        "seen": mailings.print_of(mailing),
        "audience": mailing.audience,
        "chosen": ticked,
        "subject": mailing.subject.get("de", ""),
        "text": mailing.text.get("de", ""),
        "subject_en": mailing.subject.get("en", ""),
        "text_en": mailing.text.get("en", ""),
    }
