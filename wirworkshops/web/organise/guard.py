"""The office's door: each view names the act it is for, and gets the row it may act on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Blueprint
from flask_security import auth_required, current_user

from wirworkshops.domain import (
    accounts,
    audiences,
    call_offs,
    calls,
    contingents,
    directory,
    funders,
    history,
    hosts,
    imports,
    logins,
    mailings,
    materials,
    memos,
    needs,
    outbox,
    permissions,
    rebookings,
    registrations,
    rooms,
    series,
    templates,
    topics,
    trainers,
    venues,
    workshops,
)
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Forbidden, NotFound
from wirworkshops.models.accounts import Account
from wirworkshops.models.calls import Call
from wirworkshops.models.funders import Funder
from wirworkshops.models.hosts import Host
from wirworkshops.models.imports import Import
from wirworkshops.models.logins import Login
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.materials import Material
from wirworkshops.models.memos import Memo
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Contingent
from wirworkshops.models.registrations import CallOff, Need, Rebooking, Registration
from wirworkshops.models.templates import Template
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
    "funder": funders.by_id,
    "material": materials.by_id,
    "venue": venues.by_id,
    "room": rooms.by_id,
    "topic": topics.by_id,
    "audience": audiences.by_id,
    "person": directory.by_id,
    "other": directory.by_id,
    "memo": memos.by_id,
    "call": calls.by_id,
    "template": templates.by_id,
    "account": accounts.by_id,
    "login": logins.by_id,
    "need": needs.by_id,
    "call_off": call_offs.by_id,
    "rebooking": rebookings.by_id,
}
MASTER_DATA = Series | Host | Funder | Venue | Room | Trainer | Topic | Audience  # of no workshop


def account() -> Account:
    """Return who is logged in; only behind the guard."""
    return cast(Account, current_user._get_current_object())


def actor() -> Actor:
    return history.office(account().id)


def reach() -> Reach:
    """Return what to narrow lists to."""
    return permissions.reach(account())


def is_in_reach(host_id: int) -> bool:
    """Whether the account sees what belongs to this host."""
    own = reach()
    return own.is_all or host_id in own.host_ids


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
            permissions.refuse_unless(account(), act)
            things = {_thing(name): _find(_thing(name), id_) for name, id_ in numbers.items()}
            for thing in things.values():
                permissions.refuse_unless(account(), act, _scope_of(thing))
            return view(**things)

        guarded = auth_required("session")(run)
        guarded.act = act  # for the test that visits every address as every role
        return cast(View, guarded)

    return decorate


def act_of(view: Callable[..., Any]) -> str:
    """Return the act that a view declares; empty where it declares none."""
    return str(getattr(view, "act", ""))


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


def _number_of_workshop(thing: Contingent | Material) -> int:
    if isinstance(thing, Material):
        return thing.workshop_id
    return contingents.workshop_id_of(thing)


def _refuse_strangers(person: Participant) -> None:
    """Let nobody near people who have no registration in her reach."""
    if not directory.reaches(person, reach()):
        raise Forbidden("not-allowed")


def _about(memo: Memo) -> Any:
    """Return what a memo is about: a registration or a person."""
    if memo.registration_id is not None:
        return registrations.by_id(memo.registration_id)
    return directory.by_id(memo.participant_id or 0)


def _refuse_other_hosts(template: Template) -> None:
    if not is_in_reach(template.host_id):
        raise Forbidden("not-allowed")


OF_NO_WORKSHOP: dict[type, Callable[[Any], None]] = {
    Import: _refuse_others,
    Trainer: _refuse_elsewhere,
    Participant: _refuse_strangers,
    Template: _refuse_other_hosts,
}


def _scope_of(thing: Any) -> Workshop | Session | None:
    """Return what the reach of an account is asked about; refuse what is of no workshop or hers."""
    if isinstance(thing, Memo):
        thing = _about(thing)
    if isinstance(thing, Registration | CallOff | Rebooking | Mailing):
        return thing.workshop
    if isinstance(thing, Call | Need):
        return thing.registration.workshop
    if isinstance(thing, Contingent | Material):
        return workshops.by_id(_number_of_workshop(thing))
    if isinstance(thing, Letter):
        return _workshop_of_letter(thing)
    OF_NO_WORKSHOP.get(type(thing), lambda _thing: None)(thing)
    known = Import | Account | Login | Participant | Template | MASTER_DATA
    return None if isinstance(thing, known) else cast(Workshop | Session, thing)


def _workshop_of_letter(letter: Letter) -> Workshop | None:
    if letter.trainer and letter.session:
        return letter.session.workshop
    if letter.registration is None:  # it belongs to no workshop
        permissions.refuse_unless(account(), "see everything")
        return None
    return letter.registration.workshop
