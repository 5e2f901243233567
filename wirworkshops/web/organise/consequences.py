"""What will follow from an act, said before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from wirworkshops.domain import news, states
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


@dataclass(frozen=True)
class ByHand:
    """Somebody no letter reaches."""

    name: str
    contact: str


@dataclass(frozen=True)
class Told:
    """Who hears of it: so many by letter, these by phone or post."""

    by_letter: int
    by_hand: list[ByHand]

    @property
    def sentence(self) -> str:
        if not self.by_letter:
            return _("Es gehen keine Nachrichten hinaus.")
        return ngettext(
            "%(num)s Mensch bekommt eine Nachricht.",
            "%(num)s Menschen bekommen eine Nachricht.",
            self.by_letter,
        )


def told(workshop: Workshop) -> Told:
    return told_of(news.concerned(workshop))


def told_of(people: Sequence[Registration]) -> Told:
    by_hand = [
        ByHand(name_of(registration), contact_of(registration))
        for registration in people
        if not news.has_mailbox(registration)
    ]
    return Told(len(people) - len(by_hand), by_hand)


def of_saving(workshop: Workshop | None) -> str:
    """Say what saving the form brings about."""
    if workshop is None or workshop.status == "draft":
        return _("Ein Entwurf ist nur im Büro zu sehen. Nachrichten gehen keine hinaus.")
    number = told(workshop).by_letter
    if not number:
        return _("Was Sie ändern, steht sofort auf der Seite und in den Kalendern.")
    return ngettext(
        "Ändern sich Zeit oder Ort, bekommt %(num)s Mensch eine Nachricht. Anderes steht still "
        "auf der Seite.",
        "Ändern sich Zeit oder Ort, bekommen %(num)s Menschen eine Nachricht. Anderes steht still "
        "auf der Seite.",
        number,
    )


def of_withdrawing(registration: Registration) -> list[str]:
    """Say what withdrawing somebody brings about."""
    sentences = [_reaching(registration)]
    if registration.status == "confirmed" and news.has_mailbox(registration):
        sentences.append(_("Die Termine verschwinden aus dem Kalender."))
    if registration.group_id:
        sentences.append(_("Der Platz bleibt der Gruppe, solange die Frist für Namen läuft."))
    elif states.takes_seat(registration.status):
        sentences.append(_passing_on(registration))
    return sentences


def _passing_on(registration: Registration) -> str:
    if registration.seats > 1:
        return _("Die ganze Gruppe ist dann abgemeldet, alle %(n)s Plätze sind wieder frei.",
                 n=registration.seats)  # fmt: skip
    if not registration.pool.waiting:
        return _("Der Platz ist danach wieder frei.")
    if registration.workshop.moves_up == "offer":
        return _("Der Platz wird sofort der nächsten Person auf der Warteliste angeboten.")
    return _("Der Platz geht sofort an die nächste Person auf der Warteliste.")


def of_confirming(registration: Registration) -> str:
    if not news.has_mailbox(registration):
        return _reaching(registration)
    return _("Die Person bekommt eine Nachricht mit dem Kalendereintrag.")


def _reaching(registration: Registration) -> str:
    if news.has_mailbox(registration):
        return _("Die Person bekommt eine Nachricht.")
    contact = contact_of(registration)
    return _("Eine E-Mail-Adresse gibt es nicht. Bitte sagen Sie Bescheid: %(way)s", way=contact)


def contact_of(registration: Registration) -> str:
    """Return how to reach somebody: mailbox, else another way, else the phone number."""
    person = registration.participant
    if person is None:
        return _("gelöscht")
    return person.email or person.other_contact or registration.phone or _("keine Angabe")


def name_of(registration: Registration) -> str:
    return registration.participant.name if registration.participant else _("gelöscht")
