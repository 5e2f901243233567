"""What will follow from an act, said before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wirworkshops import clock, i18n
from wirworkshops.domain import attending, news, outbox, states
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop


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


def told_of_date(session: Session) -> Told:
    """Return who hears of one date: where people choose, those who have chosen it."""
    people = news.concerned(session.workshop)
    each = attending.sessions_of_each(session.workshop, people)
    return told_of([registration for registration, own in each if session in own])


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
    people, links = told(workshop), _links(workshop)
    said = [_of_changes(people.by_letter, links), _calls(people.by_hand), _of_links(links)]
    return " ".join(sentence for sentence in said if sentence)


@dataclass(frozen=True)
class Links:
    """Whether some people have a coming date's online link, and when the others' goes out.

    soon: a link that is entered now goes out at once, since its hour has come.
    """

    are_out: bool
    later: list[datetime]
    soon: bool


def _links(workshop: Workshop) -> Links:
    coming, now = outbox.upcoming(workshop), clock.now()
    online = [session for session in coming if session.is_online or session.online_url]
    held = [at for session in online if (at := session.link_at)]
    return Links(
        are_out=any(not session.holds_link_back for session in coming),
        later=[at for at in held if at > now],
        soon=any(at <= now for at in held),
    )


def _of_changes(number: int, links: Links) -> str:
    if not number:
        return _("Was Sie ändern, steht sofort auf der Seite und in den Kalendern.")
    if not links.are_out:
        return ngettext(
            "Ändern sich Zeit oder Ort, bekommt %(num)s Mensch eine Nachricht. Anderes steht still "
            "auf der Seite.",
            "Ändern sich Zeit oder Ort, bekommen %(num)s Menschen eine Nachricht. Anderes steht "
            "still auf der Seite.",
            number,
        )
    return ngettext(
        "Ändern sich Zeit, Ort oder Online-Link, bekommt %(num)s Mensch eine Nachricht. Anderes "
        "steht still auf der Seite.",
        "Ändern sich Zeit, Ort oder Online-Link, bekommen %(num)s Menschen eine Nachricht. Anderes "
        "steht still auf der Seite.",
        number,
    )


def _calls(people: list[ByHand]) -> str:
    if not people:
        return ""
    return ngettext(
        "%(num)s Mensch hat keine E-Mail-Adresse und steht dann unter „Anrufe und Briefe“.",
        "%(num)s Menschen haben keine E-Mail-Adresse und stehen dann unter „Anrufe und Briefe“.",
        len(people),
    )


def _of_links(links: Links) -> str:
    """Say what a changed link brings about while it is held back."""
    if links.soon:
        return _("Ein Online-Link, den Sie jetzt eintragen oder ändern, geht gleich an alle, die "
                 "online dabei sind.")  # fmt: skip
    if not links.later:
        return ""
    when = i18n.moment(min(links.later))
    if links.are_out or len(links.later) > 1:
        return _("Online-Links, die noch niemand hat, gehen zu ihrer Zeit hinaus, der nächste: "
                 "%(when)s. Ändern Sie einen vorher, bekommt niemand eine Nachricht.",
                 when=when)  # fmt: skip
    return _("Der Online-Link geht erst später hinaus: %(when)s. Ändern Sie ihn vorher, bekommt "
             "niemand eine Nachricht.", when=when)  # fmt: skip


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
