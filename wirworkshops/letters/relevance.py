"""Whether a letter's news is still true when its turn comes; if not, it is dropped.

Asked before each try. A dropped letter is always followed by one that says what is true.
"""

from collections.abc import Callable
from datetime import timedelta

from wirworkshops import clock
from wirworkshops.domain import (
    arranging,
    attending,
    briefings,
    dues,
    interests,
    mailings,
    materials,
    outbox,
    seats,
    states,
    trainers,
    workshops,
)
from wirworkshops.domain.groups import unnamed
from wirworkshops.letters.content import Reader
from wirworkshops.letters.people import MY_LINK_LASTS
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop


def reader_of(letter: Letter) -> Reader | None:
    """Return whom it goes to; None where the person is deleted or has no mailbox."""
    if letter.trainer:
        return _trainer(letter.trainer)
    if letter.registration:
        person = letter.registration.participant
        language = _language(letter, letter.registration.language)
    else:
        person = letter.participant
        language = person.language if person else ""
    if person:
        return Reader(person.name, person.email, language) if person.email else None
    account = letter.account
    if account is None:
        return None
    return Reader(account.name, account.email, letter.facts.get("language") or account.language)


def _trainer(trainer: Trainer) -> Reader | None:
    mailbox = trainers.mailboxes([trainer.id]).get(trainer.id)
    return Reader(trainer.name, mailbox.email, mailbox.language) if mailbox else None


def _language(letter: Letter, own: str) -> str:
    """Return her language; of what the office has written itself, one it is written in."""
    written = _mailing(letter) if letter.kind == "mailing" else None
    return mailings.language_for(written, own) if written else own


def _mailing(letter: Letter) -> Mailing | None:
    return mailings.by_id(int(letter.facts["mailing"]))


def is_true(letter: Letter) -> bool:
    reader = reader_of(letter)
    if reader is None or letter.recipient not in ("", reader.email):
        return False  # finished for a mailbox that is no longer hers
    registration = letter.registration
    if registration is None:
        return _OTHER_RULES[letter.kind](letter)
    return _RULES[letter.kind](letter, registration)


# About a person as a whole, or to the office


def _always(_: Letter) -> bool:
    return True


def _link_lasts(letter: Letter) -> bool:
    return letter.created_at + MY_LINK_LASTS > clock.now()


def _invitation_stands(letter: Letter) -> bool:
    invitation = letter.account.invitation if letter.account else None
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at:
        return False
    is_newest = invitation.link_number == letter.facts["link_number"]
    return is_newest and invitation.expires_at > clock.now()


def _workshop(letter: Letter) -> Workshop | None:
    """Return the workshop a letter is about, while it is public."""
    workshop = workshops.by_id(int(letter.facts["workshop"]))
    return workshop if workshop and workshop.status == "published" else None


def _can_be_joined(letter: Letter) -> bool:
    workshop = _workshop(letter)
    if workshop is None:
        return False
    return seats.closed_because(workshop, clock.now()) not in ("closed", "over")


def _wants_to_hear(letter: Letter) -> bool:
    interest = interests.by_id(int(letter.facts["interest"]))
    return interest is not None and interest.told_at is None


def _needs_decision(letter: Letter) -> bool:
    workshop, account = _workshop(letter), letter.account
    if workshop is None or workshop.minimum is None or not (account and account.active):
        return False
    is_ahead = seats.begins_at(workshop) > clock.now()
    return is_ahead and not workshop.decided_at and seats.taken(workshop) < workshop.minimum


def _may_need_decision(letter: Letter) -> bool:
    workshop = _workshop(letter)
    decide_at = workshop.decide_at if workshop else None
    return _needs_decision(letter) and decide_at is not None and decide_at > clock.now()


def _is_of_today(letter: Letter) -> bool:
    """A digest is for its day only; the next one says what is still true."""
    account = letter.account
    is_hers = account is not None and account.active
    return is_hers and letter.facts["day"] == clock.today().isoformat()


def _is_kept(letter: Letter) -> bool:
    return _mailing(letter) is not None


# To somebody who leads a session


def _leads(letter: Letter) -> bool:
    session, trainer = letter.session, letter.trainer
    if session is None or trainer is None or session.ends_at <= clock.now():
        return False
    return briefings.leads(session, trainer)


def _leads_no_more(letter: Letter) -> bool:
    session, trainer = letter.session, letter.trainer
    return bool(session and trainer) and not _leads(letter)


# About a registration


def _is(status: str) -> Callable[[Letter, Registration], bool]:
    return lambda _, registration: registration.status == status


def _runs(status: str) -> Callable[[Letter, Registration], bool]:
    """Return the rule that she is in a state with a deadline, and that it is not over."""

    def rule(_: Letter, registration: Registration) -> bool:
        until = registration.held_until
        return registration.status == status and until is not None and until > clock.now()

    return rule


def _is_called(_: Letter, registration: Registration) -> bool:
    """Whether there is a seat left for her to take, as one of several who were told."""
    free, has_begun = registration.pool.free, _begun(registration)
    fits = free >= registration.seats or (free > 0 and registration.takes_fewer)
    return registration.status == "waiting" and fits and not has_begun


def _begun(registration: Registration) -> bool:
    return seats.begins_at(registration.workshop) <= clock.now()


def _is_active(_: Letter, registration: Registration) -> bool:
    return registration.status in states.ACTIVE


def _is_firm(_: Letter, registration: Registration) -> bool:
    return registration.is_firm


def _has_ended(_: Letter, registration: Registration) -> bool:
    return registration.status in states.ENDED


def _invites(letter: Letter, registration: Registration) -> bool:
    """A further invitation is nothing but its calendar part, unless the date is new to her."""
    is_news = _by_mail(registration) or bool(letter.facts.get("added"))
    return registration.is_firm and _goes_on(letter) and _attends(letter, registration) and is_news


def _wants_file(_: Letter, registration: Registration) -> bool:
    person = registration.participant
    by_file = person is not None and person.calendar == "file" and registration.attends
    return registration.is_firm and by_file and bool(attending.upcoming(registration))


def _attends(letter: Letter, registration: Registration) -> bool:
    """Whether she comes to the letter's session: a contact may not, others may have chosen."""
    return registration.attends and letter.session in attending.sessions_of(registration)


def _reminds(letter: Letter, registration: Registration) -> bool:
    """A reminder is for a session she comes to; one that moved far is reminded of again."""
    session = letter.session
    if session is None or session.is_cancelled or session.starts_at <= clock.now():
        return False
    due_at = session.starts_at - timedelta(hours=int(letter.facts.get("hours", 0)))
    has_moved = due_at >= letter.created_at + dues.SAME
    return registration.is_firm and not has_moved and _attends(letter, registration)


def _lacks_names(_: Letter, registration: Registration) -> bool:
    until = registration.workshop.names_until
    is_open = until is not None and until > clock.now()
    return registration.is_firm and is_open and unnamed(registration) > 0


def _is_named(_: Letter, registration: Registration) -> bool:
    return registration.is_firm and registration.group_id is not None


def _removes(letter: Letter, registration: Registration) -> bool:
    """A removal needs an invitation before it, and that she has left or changed to her feed.

    At a conference she may also have chosen another session. facts.way is how it had come.
    """
    if letter.session is None or not outbox.was_invited(registration, letter.session):
        return False
    if registration.is_firm:
        return not _by_mail(registration) or not _attends(letter, registration)
    by_mail = _by_mail(registration) or letter.facts.get("way") == "mail"
    return by_mail and registration.status in states.ENDED


def _by_mail(registration: Registration) -> bool:
    return registration.participant is not None and registration.participant.calendar == "mail"


def _goes_on(letter: Letter) -> bool:
    session = letter.session
    return session is not None and not session.is_cancelled and session.ends_at > clock.now()


def _concerns(letter: Letter, registration: Registration) -> bool:
    return _is_active(letter, registration) and _goes_on(letter)


def _is_off(letter: Letter, _: Registration) -> bool:
    # also for who has left since: no other letter takes this date out of her calendar
    return letter.session is not None and letter.session.is_cancelled


def _has_material(letter: Letter, registration: Registration) -> bool:
    numbers = set(letter.facts.get("materials", ()))
    return any(row.id in numbers for row in materials.seen_by(registration))


def _brings_link(letter: Letter, registration: Registration) -> bool:
    session = letter.session
    is_out = session is not None and bool(session.link)
    return is_out and registration.is_firm and _goes_on(letter) and _attends(letter, registration)


def _whole_is_off(_: Letter, registration: Registration) -> bool:
    return registration.workshop.status == "cancelled"


def _has_answer(letter: Letter, registration: Registration) -> bool:
    """Whether she still agrees that her needs are kept, and one of them has an answer."""
    answered = any(need.state in arranging.TOLD for need in registration.needs)
    is_over = registration.workshop.ends_at <= clock.now()
    return _is_active(letter, registration) and answered and not is_over


def _still_meant(letter: Letter, registration: Registration) -> bool:
    """Whether she still stands as those do whom the office wrote to."""
    written = _mailing(letter)
    was = str(letter.facts.get("status", ""))
    return written is not None and mailings.concerns(written, registration.status, was=was)


_RULES: dict[str, Callable[[Letter, Registration], bool]] = {
    "please_confirm": _runs("held"),
    "requested": _is("requested"),
    "declined": _is("declined"),
    "waiting": _is("waiting"),
    "offered": _runs("offered"),
    "called": _is_called,
    "offer_expired": _is("expired"),
    "already": _is_active,
    "confirmed": _is_firm,
    "moved_up": _is_firm,
    "named": _is_named,
    "reminder": _reminds,
    "invitation": _invites,
    "changed": _concerns,
    "withdrawn": _has_ended,
    "removal": _removes,
    "file": _wants_file,
    "cancelled": _whole_is_off,
    "session_cancelled": _is_off,
    "date_open": _is_off,
    "member_left": _is_active,
    "resized": _is_active,
    "names_missing": _lacks_names,
    "names_released": _is_firm,
    "material": _has_material,
    "need_news": _has_answer,
    "link": _brings_link,
    "mailing": _still_meant,
}
_OTHER_RULES: dict[str, Callable[[Letter], bool]] = {
    "account": _always,
    "invited": _invitation_stands,
    "my_link": _link_lasts,
    "too_many": _can_be_joined,
    "interest": _wants_to_hear,
    "next_date": _can_be_joined,
    "decision_soon": _may_need_decision,
    "decision": _needs_decision,
    "digest": _is_of_today,
    "mailing_test": _is_kept,
    "briefing": _leads,
    "briefing_changed": _leads,
    "briefing_off": _leads_no_more,
}
