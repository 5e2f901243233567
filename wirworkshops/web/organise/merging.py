"""Making doubles one: which row stays, what moves over to it, and who hears of it."""

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField

from wirworkshops.domain import hosts, likeness, masterdata, places
from wirworkshops.domain.likeness import Candidate
from wirworkshops.errors import Conflict
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.web import fields
from wirworkshops.web.organise import guard, inputs, kinds
from wirworkshops.web.organise.kinds import Kind
from wirworkshops.web.organise.record_forms import RecordForm


class MergeForm(RecordForm):
    into = inputs.one(
        _l("Was bleibt?"),
        validators=[inputs.needed(_l("Bitte wählen Sie, was bleibt."))],
        description=_l("Das bleibt, wie es ist, mit seinem Namen und seinen Angaben."),
    )
    quietly = BooleanField(
        _l("Es ist derselbe Ort: niemandem schreiben"),
        description=_l("Kalender-Abos und die Seite zeigen es trotzdem."),
    )


def form(kind: Kind, row: Any) -> MergeForm:
    """Return the form with everything that this row could be a double of."""
    found = MergeForm()
    others = masterdata.others(kind.noun, row, among=kind.among(row))
    names = {number: kinds.name_in(name) or _("Der ganze Ort") for number, name in others}
    found.into.choices = fields.choices({"": _("Bitte wählen")} | names)
    return found


def merge(kind: Kind, row: Any, form: MergeForm) -> int:
    """Merge the row into the chosen one; return how many people are written to."""
    into = kind.rules.by_id(form.into.data)
    if into is None:
        raise Conflict("record-gone")
    if kind.there is None:
        kind.rules.merge(row, into, by=guard.actor())
        return 0
    told: int = kind.rules.merge(row, into, by=guard.actor(), quietly=form.quietly.data)
    return told


def consequences(kind: Kind, row: Any) -> list[str]:
    """Say what merging brings about, whatever stays."""
    said = [
        _("„%(name)s“ gibt es danach nicht mehr.", name=kinds.name_of(row)),
        _moving(masterdata.used(kind.noun, row.id)),
    ]
    if kind is kinds.VENUES:
        said.append(_rooms(len(row.rooms)))
    if kind is kinds.HOSTS and (number := len(hosts.accounts_of(row))):
        said.append(ngettext("%(num)s Konto zieht um.", "%(num)s Konten ziehen um.", number))
    if kind is kinds.TRAINERS:
        said.append(_("Die Adresse des Kalender-Abos dieser Person antwortet nicht mehr."))
    if kind.there:
        said.append(_letters(places.concerned(kind.there(row))))
    return said


@dataclass(frozen=True)
class Suspects:
    """Two rows that may be one, and where to merge the second into the first."""

    one: Candidate
    other: Candidate
    because: str
    href: str


def suspects(kind: Kind) -> list[Suspects]:
    rows = masterdata.candidates(kind.noun, among=kind.among())
    return [
        Suspects(pair.one, pair.other, pair.because, kind.address("merge", pair.other.number))
        for pair in likeness.likely(rows)
    ]


def _moving(number: int) -> str:
    if not number:
        return _("Keine Veranstaltung zieht um.")
    return ngettext("%(num)s Veranstaltung zieht um.", "%(num)s Veranstaltungen ziehen um.", number)


def _rooms(number: int) -> str:
    said = ngettext("%(num)s Raum zieht mit.", "%(num)s Räume ziehen mit.", number)
    return f"{said} {_('Räume mit gleichem Namen werden einer.')}"


def _letters(number: int) -> str:
    if not number:
        return _("Es gehen keine Nachrichten hinaus.")
    return ngettext(
        "Heißt oder liegt der Ort danach anders, bekommt %(num)s Mensch eine Nachricht und einen "
        "neuen Kalendereintrag.",
        "Heißt oder liegt der Ort danach anders, bekommen %(num)s Menschen eine Nachricht und "
        "einen neuen Kalendereintrag.",
        number,
    )
