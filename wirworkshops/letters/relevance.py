"""Whether a letter's news is still true when its turn comes; if not, it is dropped.

Asked before each try. A dropped letter is always followed by one that says what is true.
"""

from collections.abc import Callable

from wirworkshops import clock
from wirworkshops.domain import outbox, states
from wirworkshops.letters.content import Reader
from wirworkshops.letters.people import MY_LINK_LASTS
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration


def reader_of(letter: Letter) -> Reader | None:
    """Return whom it goes to; None where the person is deleted or has no mailbox."""
    if letter.registration:
        person = letter.registration.participant
        language = letter.registration.language
    else:
        person = letter.participant
        language = person.language if person else ""
    if person:
        return Reader(person.name, person.email, language) if person.email else None
    account = letter.account
    return Reader(account.name, account.email, account.language) if account else None


def is_true(letter: Letter) -> bool:
    reader = reader_of(letter)
    if reader is None or letter.recipient not in ("", reader.email):
        return False  # finished for a mailbox that is no longer hers
    registration = letter.registration
    if registration is None:
        return _is_fresh(letter)
    rule = _RULES[letter.kind]
    return rule(letter, registration)


def _is_fresh(letter: Letter) -> bool:
    return letter.kind != "my_link" or letter.created_at + MY_LINK_LASTS > clock.now()


def _is_held(_: Letter, registration: Registration) -> bool:
    until = registration.held_until
    return registration.status == "held" and until is not None and until > clock.now()


def _is_waiting(_: Letter, registration: Registration) -> bool:
    return registration.status == "waiting"


def _is_active(_: Letter, registration: Registration) -> bool:
    return registration.status in states.ACTIVE


def _is_firm(_: Letter, registration: Registration) -> bool:
    return registration.is_firm


def _has_ended(_: Letter, registration: Registration) -> bool:
    return registration.status in states.ENDED


def _invites(letter: Letter, registration: Registration) -> bool:
    """A further invitation is nothing but its calendar part, unless the date is new to her."""
    is_news = _by_mail(registration) or bool(letter.facts.get("added"))
    return registration.is_firm and _goes_on(letter) and is_news


def _removes(letter: Letter, registration: Registration) -> bool:
    """A removal needs an invitation before it, and that she has left or changed to her feed."""
    if letter.session is None or not outbox.was_invited(registration, letter.session):
        return False
    if _by_mail(registration):
        return registration.status in states.ENDED
    return registration.is_firm


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


def _whole_is_off(_: Letter, registration: Registration) -> bool:
    return registration.workshop.status == "cancelled"


_RULES: dict[str, Callable[[Letter, Registration], bool]] = {
    "please_confirm": _is_held,
    "waiting": _is_waiting,
    "already": _is_active,
    "confirmed": _is_firm,
    "moved_up": _is_firm,
    "invitation": _invites,
    "changed": _concerns,
    "withdrawn": _has_ended,
    "removal": _removes,
    "cancelled": _whole_is_off,
    "session_cancelled": _is_off,
}
