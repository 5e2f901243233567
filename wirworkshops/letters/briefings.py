"""Letters to those who lead a session: who comes in numbers, what is needed, where it is.

No names of participants, and of needs only what and how often.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from wirworkshops import i18n, links
from wirworkshops.calendars import office, words
from wirworkshops.config import Settings
from wirworkshops.domain import materials, needs, trainers
from wirworkshops.domain.trainers import Mailbox
from wirworkshops.i18n import gettext as _
from wirworkshops.letters import names
from wirworkshops.letters.content import Button, Content, Fact, Note, dressed, paragraph
from wirworkshops.letters.mailings import about
from wirworkshops.letters.places import tile, ways_in
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import NEEDS
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, Workshop


@dataclass(frozen=True)
class Lead:
    """A trainer and a session. Read it while speaking her language."""

    trainer: Trainer
    session: Session
    facts: dict[str, Any]
    settings: Settings

    @property
    def workshop(self) -> Workshop:
        return self.session.workshop

    @cached_property
    def title(self) -> str:
        return words.title(self.session, i18n.language())

    @cached_property
    def mailbox(self) -> Mailbox:
        return trainers.mailboxes([self.trainer.id]).get(self.trainer.id, Mailbox(""))

    def dressed(self, **given: Any) -> Content:
        return dressed(self.workshop, i18n.language(), **given)


def lead_of(letter: Letter, settings: Settings) -> Lead:
    if letter.trainer is None or letter.session is None:
        raise ValueError("a briefing about nothing")
    return Lead(letter.trainer, letter.session, letter.facts, settings)


def values_of(lead: Lead) -> dict[str, str]:
    """Return what the blanks of own words stand for."""
    known = about(lead.workshop, [lead.session], i18n.language())
    return known | {"Name": lead.trainer.name, "Titel": lead.title}


def briefing(lead: Lead) -> Content:
    """Say some days before what she needs to know of her session."""
    return lead.dressed(
        subject=_("Ihr Termin als Referent:in: %(title)s", title=lead.title),
        headline=_("Bald leiten Sie diesen Termin."),
        lead=(
            _("Schön, dass Sie „%(title)s“ leiten. Hier steht, was Sie wissen müssen.",
              title=lead.title),
            Fact(who_comes(lead.session)),
        ),
        tiles=(tile(lead.session),),
        button=_dates(lead),
        notes=_notes(lead),
        closing=_("Vielen Dank, dass Sie dabei sind!"),
    )  # fmt: skip


def briefing_changed(lead: Lead) -> Content:
    """Say that date or place is another one than she was told; facts.was is the old start."""
    return lead.dressed(
        subject=_("Geändert: %(title)s", title=lead.title),
        headline=_("Ihr Termin hat sich geändert."),
        lead=(
            _("Für „%(title)s“ gilt etwas anderes als bisher.", title=lead.title),
            Fact(_before(lead)),
            Fact(who_comes(lead.session)),
            Fact(_("Jetzt gilt:")),
        ),
        tiles=(tile(lead.session),),
        button=_dates(lead),
        notes=_notes(lead),
        closing=_("Vielen Dank, dass Sie dabei sind!"),
    )


def _before(lead: Lead) -> str:
    if not lead.facts.get("was"):
        return _("Der Beginn bleibt gleich. Bitte lesen Sie, was neu ist.")
    was = datetime.fromisoformat(lead.facts["was"])
    return _("Bisher war der Beginn: %(was)s.", was=i18n.moment(was))


def briefing_off(lead: Lead) -> Content:
    """Say that a session she has been told of is called off, or no longer hers."""
    is_off = lead.session.is_cancelled
    because = lead.session.cancelled_because or lead.workshop.cancelled_because
    return lead.dressed(
        subject=_("Abgesagt: %(title)s", title=lead.title)
        if is_off
        else _("Nicht mehr bei Ihnen: %(title)s", title=lead.title),
        headline=_("Ihr Termin findet nicht statt.")
        if is_off
        else _("Diesen Termin leiten Sie nicht mehr."),
        lead=(
            Fact(because if is_off else ""),
            _("Sie müssen nicht kommen und nichts vorbereiten."),
            Fact(_("Ein neuer Termin folgt. Dazu melden wir uns.")
                 if lead.session.undated_since else ""),
            Fact(_("Das entfällt:")),
        ),
        tiles=(tile(lead.session),),
        button=_dates(lead),
        notes=(_office(lead),),
    )  # fmt: skip


def who_comes(session: Session) -> str:
    """Say how many come and how many wait; of a hybrid workshop, how many of them online."""
    said = office.said(session)
    halves = session.workshop.entries
    if not said or len(halves) < 2 or office.has_own_seats(session):
        return said
    online = sum(pool.taken for pool in halves if pool.kind == "online")
    return paragraph(said, _("Davon online: %(number)s.", number=online))


def _dates(lead: Lead) -> Button:
    """Return the button to her dates in the office, or to the page that all can see."""
    base = lead.settings.base_url
    if lead.mailbox.has_account:
        note = _("Dort sehen Sie jederzeit, wie viele kommen, und am Tag selbst, wer da ist.")
        return Button(_("Meine Termine ansehen"), links.own_dates_url(base), note)
    page = links.workshop_url(base, lead.workshop.slug)
    return Button(_("Seite der Veranstaltung ansehen"), page)


def _notes(lead: Lead) -> tuple[Note, ...]:
    session, language = lead.session, i18n.language()
    found = [
        *ways_in([session], language),
        Note(_("Online-Zugang"), _("Der Link ist für Sie und die Angemeldeten."),
             session.online_url) if session.online_url else None,
        _note(_("Sprachen"), i18n.listing(_languages(lead.workshop))),
        _note(_("Das wird gebraucht"), _needed(session)),
        _note(_("Material für die Teilnehmenden"), _materials(lead.workshop)),
        _note(_("Die Teilnehmenden bringen mit"), lead.workshop.text(language).bring),
        _office(lead),
    ]  # fmt: skip
    return tuple(note for note in found if note)


def _note(heading: str, text: str) -> Note | None:
    return Note(heading, text) if text else None


def _languages(workshop: Workshop) -> list[str]:
    spoken = {row.language for row in workshop.languages}
    return [str(name) for code, name in names.SPOKEN.items() if code in spoken]


def _needed(session: Session) -> str:
    """Say what is needed and how often; never who needs it, nor in whose words."""
    counts = needs.counts(session.workshop, session)
    counts.sort(key=lambda count: (NEEDS.index(count.kind.name), count.kind.language))
    said = [f"{count.number} × {_named(count.kind)}" for count in counts]
    return paragraph(f"{', '.join(said)}.", _("Um alles kümmert sich das Büro.")) if said else ""


def _named(kind: needs.Kind) -> str:
    name = str(names.NEED_NAMES[kind.name])
    return f"{name}: {names.SPOKEN[kind.language]}" if kind.language else name


def _materials(workshop: Workshop) -> str:
    phases = {"before": _("zum Vorbereiten"), "after": _("zum Nachlesen")}
    return ", ".join(f"{row.title} ({phases[row.phase]})" for row in materials.of_workshop(
        workshop.id or 0
    ))  # fmt: skip


def _office(lead: Lead) -> Note:
    phone = lead.workshop.host.phone or lead.settings.phone
    return Note(
        _("Fragen, oder kommt etwas dazwischen?"),
        _("Rufen Sie uns bitte gleich an: %(phone)s. Oder antworten Sie auf diese Nachricht.",
          phone=phone),
    )  # fmt: skip
