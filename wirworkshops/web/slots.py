"""The sessions of a conference that people choose, slot by slot, as forms and pages show them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from wirworkshops import i18n
from wirworkshops.domain import choices, seats
from wirworkshops.domain.seats import Availability
from wirworkshops.errors import Invalid
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.pools import Pool
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import items

FIELD = "slot-"


@dataclass(frozen=True)
class Option:
    """One session of a slot; state says how many seats are left."""

    value: int
    title: str
    about: str
    state: str
    is_chosen: bool
    is_open: bool


@dataclass(frozen=True)
class Slot:
    """Sessions at the same time, of which one is chosen; a slot that has begun is settled."""

    name: str
    when: str
    options: list[Option]
    is_settled: bool

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options if option.is_chosen), None)


def of(workshop: Workshop, now: datetime, chosen: Collection[int] = ()) -> list[Slot]:
    """Return the slots of a workshop; of one without choices none, and no query."""
    if all(pool.kind != "session" for pool in workshop.pools):
        return []
    found = enumerate(choices.with_trainers(workshop), start=1)
    return [_slot(f"{FIELD}{place}", options, now, chosen) for place, options in found]


def _slot(name: str, options: list[choices.Option], now: datetime, chosen: Collection[int]) -> Slot:
    sessions = [session for session, _pool in options]
    hours = {(session.starts_at, session.ends_at) for session in sessions}
    begun = [s for s, pool in options if s.starts_at <= now and pool.id in chosen]
    starts_at = min(session.starts_at for session in sessions)
    return Slot(
        name=name,
        when=i18n.when(starts_at, max(session.ends_at for session in sessions)),
        options=[
            _option(session, pool, now, is_chosen=pool.id in chosen, with_hours=len(hours) > 1)
            for session, pool in options
        ],
        is_settled=bool(begun) or all(session.starts_at <= now for session in sessions),
    )


def _option(
    session: Session, pool: Pool, now: datetime, *, is_chosen: bool, with_hours: bool
) -> Option:
    led_by, place = i18n.listing([row.name for row in session.trainers]), items.place_of(session)
    named = text_in(session.title, i18n.language())
    about = [items.hours(session) if with_hours else "", place if named or led_by else ""]
    if named and led_by:
        about.append(_("mit %(names)s", names=led_by))
    title = named or (_("mit %(names)s", names=led_by) if led_by else place)
    return Option(
        value=pool.id,
        title=title[:1].upper() + title[1:],
        about=" · ".join(part for part in about if part),
        state=state_words(state_of(pool)),
        is_chosen=is_chosen,
        is_open=is_chosen or (pool.free > 0 and session.starts_at > now),
    )


def state_of(pool: Pool) -> Availability:
    return seats.pool_label(pool.free, pool.capacity, 0, has_list=False)


def state_words(state: Availability) -> str:
    if state.label == "few":
        return ngettext("noch %(num)s frei", "noch %(num)s frei", state.free or 0)
    return _("voll") if state.label == "full" else _("Plätze frei")


def read(form: Mapping[str, str]) -> set[int]:
    """Return what was chosen in a form. Raises Invalid for what is no choice at all."""
    chosen = [value for name, value in form.items() if name.startswith(FIELD) and value]
    if not all(value.isascii() and value.isdigit() and len(value) < 10 for value in chosen):
        raise Invalid("choice-unknown")
    return {int(value) for value in chosen}
