"""Addresses that letters, calendars and pages give away: public ones and secret ones.

A secret address carries a token of wirworkshops.tokens; whoever reads one asks the same
purpose, named here, and the row's number.
"""

from datetime import datetime
from typing import Protocol

from wirworkshops import tokens

REGISTRATION, MY, FEED = "registration", "my", "feed"
TRAINER_FEED, OFFICE_FEED = "trainer-feed", "office-feed"
INTEREST, CONTINGENT = "interest", "contingent"
INVITATION = "account-invitation"


class Linked(Protocol):
    """A registration, an interest or a contingent, as far as its link needs it."""

    @property
    def id(self) -> int: ...
    @property
    def link_number(self) -> int: ...


class Subscriber(Protocol):
    """A trainer or an account, as far as the address of her feed needs it."""

    @property
    def id(self) -> int: ...
    @property
    def feed_number(self) -> int: ...


class Reader(Subscriber, Protocol):
    """A participant, as far as her links need it."""

    @property
    def my_number(self) -> int: ...


def workshop_url(base_url: str, slug: str) -> str:
    return f"{base_url}/workshops/{slug}"


def short_url(base_url: str, workshop_id: int) -> str:
    """Return the address that paper shows: short enough to be typed."""
    return f"{base_url}/w/{workshop_id}"


def workshops_url(base_url: str) -> str:
    return f"{base_url}/workshops"


def my_page_url(base_url: str) -> str:
    """Return where a person asks for a fresh link; it is no secret."""
    return f"{base_url}/my"


def registration_url(base_url: str, registration: Linked) -> str:
    """Return the secret address of one registration."""
    token = tokens.issue(REGISTRATION, registration.id, registration.link_number)
    return f"{base_url}/registrations/{token}"


def interest_url(base_url: str, interest: Linked) -> str:
    """Return the secret address where somebody takes back that she wants to hear of a date."""
    return f"{base_url}/interests/{tokens.issue(INTEREST, interest.id, interest.link_number)}"


def invitation_url(base_url: str, invitation: Linked, *, expires_at: datetime) -> str:
    """Return the secret address where somebody sets up her account."""
    number = invitation.link_number
    token = tokens.issue(INVITATION, invitation.id, number, expires_at=expires_at)
    return f"{base_url}/account/invitations/{token}"


def decision_url(base_url: str, workshop_id: int) -> str:
    """Return where the office decides on a workshop with too few people, behind its login."""
    return f"{base_url}/organise/workshops/{workshop_id}/decision"


def contingent_url(base_url: str, slug: str, contingent: Linked) -> str:
    """Return the address where one signs up for the seats that are kept for a partner."""
    code = tokens.issue(CONTINGENT, contingent.id, contingent.link_number)
    return f"{base_url}/workshops/{slug}/signup/{code}"


def my_url(base_url: str, participant: Reader, *, expires_at: datetime) -> str:
    """Return the secret address of all of a person's registrations, good until expires_at."""
    token = tokens.issue(MY, participant.id, participant.my_number, expires_at=expires_at)
    return f"{base_url}/my/{token}"


def feed_url(base_url: str, participant: Subscriber) -> str:
    """Return the secret address of a person's own feed; it can only be read."""
    token = tokens.issue(FEED, participant.id, participant.feed_number)
    return f"{base_url}/calendar/my/{token}.ics"


def trainer_feed_url(base_url: str, trainer: Subscriber) -> str:
    """Return the secret address of the feed of all that somebody leads."""
    token = tokens.issue(TRAINER_FEED, trainer.id, trainer.feed_number)
    return f"{base_url}/calendar/trainer/{token}.ics"


def office_feed_url(base_url: str, account: Subscriber) -> str:
    """Return the secret address of an account's feed, with numbers."""
    token = tokens.issue(OFFICE_FEED, account.id, account.feed_number)
    return f"{base_url}/calendar/office/{token}.ics"


def digest_url(base_url: str) -> str:
    """Return where somebody of the office chooses how often Today comes by mail."""
    return f"{base_url}/account/digest"


def own_dates_url(base_url: str) -> str:
    """Return where somebody who leads sessions sees hers, behind the login."""
    return f"{base_url}/organise/dates"


def workshop_office_url(base_url: str, workshop_id: int) -> str:
    """Return where the office looks after a workshop, behind its login."""
    return f"{base_url}/organise/workshops/{workshop_id}/"
