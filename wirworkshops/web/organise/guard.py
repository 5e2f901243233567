"""The office's door: each view names the act it is for, and gets the row it may act on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Blueprint
from flask_security import auth_required, current_user

from wirworkshops.domain import (
    audiences,
    contingents,
    history,
    hosts,
    imports,
    mailings,
    outbox,
    permissions,
    registrations,
    rooms,
    series,
    topics,
    trainers,
    venues,
    workshops,
)
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Forbidden, NotFound
from wirworkshops.models.accounts import Account
from wirworkshops.models.hosts import Host
from wirworkshops.models.imports import Import
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.pools import Contingent
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import Audience, Series, Session, Topic, Workshop

LARGEST = 2**31 - 1  # of a row's number in either database
View = TypeVar("View", bound=Callable[..., Any])
FINDERS: dict[str, Callable[[int], Any]] = {
    "workshop": workshops.by_id,
    "session": workshops.session_by_id,
    "registration": registrations.for_page,
    "letter": outbox.letter_by_id,
    "mailing": mailings.by_id,
    "series": series.by_id,
    "contingent": contingents.by_id,
    "upload": imports.by_id,
    "trainer": trainers.by_id,
    "host": hosts.by_id,
    "venue": venues.by_id,
    "room": rooms.by_id,
    "topic": topics.by_id,
    "audience": audiences.by_id,
}
MASTER_DATA = Series | Host | Venue | Room | Trainer | Topic | Audience  # of no workshop


def account() -> Account:
    """Return who is logged in; only behind the guard."""
    return cast(Account, current_user._get_current_object())


def actor() -> Actor:
    return history.office(account().id)


def reach() -> Reach:
    """Return what to narrow lists to."""
    return permissions.reach(account())


def private(name: str, module: str, *, prefix: str) -> Blueprint:
    """Return a blueprint whose pages know who is logged in."""
    blueprint = Blueprint(name, module, url_prefix=prefix)
    blueprint.context_processor(lambda: {"account": current_user})
    return blueprint


def office(act: str) -> Callable[[View], View]:
    """Let a view in whose account may do this act; <thing>_id in its address becomes the thing.

    Nobody logged in: to the login. No such thing: 404. Another host's: 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def run(**numbers: int) -> Any:
            things = {_thing(name): _find(_thing(name), id_) for name, id_ in numbers.items()}
            for thing in things.values() or (None,):
                permissions.refuse_unless(account(), act, _workshop_of(thing))
            return view(**things)

        return cast(View, auth_required("session")(run))

    return decorate


def _thing(name: str) -> str:
    return name.removesuffix("_id")


def _find(thing: str, number: int) -> Any:
    row = FINDERS[thing](number) if number <= LARGEST else None
    if row is None:
        raise NotFound("not-found")
    return row


def _refuse_others(upload: Import) -> None:
    """Let nobody but who sent a file see it."""
    if upload.account_id != account().id:
        raise Forbidden("not-allowed")


def _refuse_elsewhere(trainer: Trainer) -> None:
    """Let a coordinator near those trainers only who lead for her own host, or nothing yet."""
    if not trainers.is_in_reach(trainer, reach()):
        raise Forbidden("not-allowed")


def _workshop_of(thing: Any) -> Workshop | None:
    if isinstance(thing, Session | Registration | Mailing):
        return thing.workshop
    if isinstance(thing, Contingent):
        return workshops.by_id(contingents.workshop_id_of(thing))
    if isinstance(thing, Import):
        _refuse_others(thing)
    if isinstance(thing, Trainer):
        _refuse_elsewhere(thing)
    if isinstance(thing, Import | MASTER_DATA):
        return None
    if not isinstance(thing, Letter):
        return cast(Workshop | None, thing)
    if thing.registration is None:  # it belongs to no workshop
        permissions.refuse_unless(account(), "see everything")
        return None
    return thing.registration.workshop
