"""Workshops: drafts, editing that others are told of, publishing, new addresses, calling off."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import applications, catalogue, desk, history, registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.history import Event
from wirworkshops.models.outbox import Letter
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import OldSlug, Session, Workshop

pytestmark = pytest.mark.usefixtures("app")


def letters(kind: str) -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def sessions_of(workshop: Workshop) -> tuple[SessionPlan, ...]:
    """Return the workshop's dates as its form would give them."""
    return tuple(
        SessionPlan(starts_at=s.starts_at, ends_at=s.ends_at, id=s.id) for s in workshop.sessions
    )


def later(workshop: Workshop, hours: float = 1) -> WorkshopPlan:
    """Return the same workshop, its first date some hours later."""
    first, *others = sessions_of(workshop)
    length = timedelta(hours=hours)
    moved = replace(first, starts_at=first.starts_at + length, ends_at=first.ends_at + length)
    return cast.plan(sessions=(moved, *others))


def edit(workshop: Workshop, plan: WorkshopPlan, **values: Any) -> int:
    return workshops.edit(workshop, plan, by=WORKER, **values)


# Drafts


def test_a_draft_is_seen_by_nobody() -> None:
    before = catalogue.revision()
    draft = cast.make_draft()
    assert (draft.status, draft.published_at) == ("draft", None)
    assert catalogue.revision() == before
    assert catalogue.find(catalogue.Filters()).total == 0


def test_equal_titles_get_addresses_of_their_own() -> None:
    slugs = [cast.make_draft("Überall Café").slug for _ in range(3)]
    assert slugs == ["ueberall-cafe", "ueberall-cafe-2", "ueberall-cafe-3"]


def test_the_address_of_the_month_view_stays_free() -> None:
    assert cast.make_draft("Calendar").slug == "calendar-2"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sessions": ()}, "no-session"),
        ({"capacity": 0}, "capacity"),
        ({"signup_mode": "external"}, "signup-url"),
    ],
)
def test_what_cannot_be_held_is_refused(values: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        cast.make_draft(**values)
    assert refusal.value.code == code


def test_a_date_that_ends_before_it_begins_is_refused() -> None:
    (date,) = cast.dates(14)
    backwards = replace(date, ends_at=date.starts_at)
    with pytest.raises(Invalid) as refusal:
        cast.make_draft(sessions=(backwards,))
    assert refusal.value.code == "ends-before-start"


def test_a_drafts_dates_come_and_go() -> None:
    draft = cast.make_draft(sessions=cast.dates(14, 21))
    kept = sessions_of(draft)[1]
    edit(draft, cast.plan(sessions=(kept, *cast.dates(28))))
    assert [s.starts_at for s in draft.sessions] == [
        kept.starts_at,
        cast.dates(28)[0].starts_at,
    ]
    assert [s.sequence for s in draft.sessions] == [0, 0]


def test_a_text_that_is_taken_out_is_gone() -> None:
    draft = cast.make_draft(texts={"de": TextPlan("Titel"), "en": TextPlan("Title")})
    edit(draft, cast.plan(texts={"de": TextPlan("Titel")}))
    assert [text.language for text in cast.fresh(draft).texts] == ["de"]


def test_a_deleted_draft_leaves_nothing() -> None:
    draft = cast.make_draft(sessions=cast.dates(14, 21))
    copy = cast.make_draft("Kopie", original_id=draft.id)
    workshops.delete_draft(draft)
    assert cast.fresh(copy).original_id is None
    counts = [
        db.session.scalar(select(func.count()).select_from(t)) for t in (Session, Pool, Event)
    ]
    assert counts == [1, 1, 1]  # those of the copy


def test_what_was_public_is_not_deleted() -> None:
    with pytest.raises(Conflict) as refusal:
        workshops.delete_draft(cast.make_workshop())
    assert refusal.value.code == "workshop-published"


# Publishing


def test_publishing_twice_is_the_same_as_once(time: cast.Time) -> None:
    workshop = cast.make_workshop()
    first, revision = workshop.published_at, catalogue.revision()
    time.move(hours=1)
    workshops.publish(workshop, by=WORKER)
    assert cast.fresh(workshop).published_at == first
    assert catalogue.revision() == revision
    acts = [event.act for event in history.of_workshop(workshop.id)]
    assert acts == ["published", "created"]


def test_what_is_called_off_is_not_published_again() -> None:
    workshop = cast.make_workshop()
    workshops.cancel(workshop, because="", by=WORKER)
    with pytest.raises(Conflict) as refusal:
        workshops.publish(workshop, by=WORKER)
    assert refusal.value.code == "workshop-cancelled"


# Editing what others know of


def test_a_moved_date_raises_sequence_once_and_keeps_its_uid() -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    uids = [s.uid for s in workshop.sessions]
    edit(workshop, later(workshop))
    assert [s.sequence for s in cast.fresh(workshop).sessions] == [1, 0]
    assert [s.uid for s in workshop.sessions] == uids


def test_a_moved_date_is_told_to_all_who_count() -> None:
    workshop = cast.make_workshop(capacity=2)
    cast.confirmed(workshop, cast.CEM)
    cast.sign_up(workshop, cast.EVE)
    cast.sign_up(workshop, cast.DUA)
    gone = cast.sign_up(workshop, cast.somebody(1))
    registrations.withdraw(gone)
    was = workshop.starts_at
    assert edit(workshop, later(workshop)) == 3
    assert [letter.facts["was"] for letter in letters("changed")] == [was.isoformat()] * 3


def test_who_has_no_mailbox_is_not_counted_as_told() -> None:
    workshop = cast.make_workshop()
    by_phone = applications.Application(name="Rosa", email="", other_contact="069 1")
    desk.sign_up(workshop, by_phone, by=WORKER)
    assert edit(workshop, later(workshop)) == 0
    assert letters("changed") == []


def test_another_room_is_a_move_too() -> None:
    workshop = cast.make_workshop()
    (date,) = sessions_of(workshop)
    edit(workshop, cast.plan(sessions=(replace(date, room_id=cast.room().id),)))
    assert cast.fresh(workshop).sessions[0].sequence == 1


def test_other_texts_and_trainers_move_nothing() -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    (date,) = sessions_of(workshop)
    told = edit(workshop, cast.plan("Neuer Titel", sessions=(replace(date, trainer_names=("A",)),)))
    assert told == 0
    assert cast.fresh(workshop).sessions[0].sequence == 0
    assert letters("changed") == []


def test_a_date_that_is_over_moves_without_letters(time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1, 14))
    cast.confirmed(workshop)
    time.move(days=3)
    assert edit(workshop, later(workshop, hours=-1)) == 0
    assert letters("changed") == []


def test_a_new_date_is_sent_to_whoever_has_a_firm_seat() -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop, cast.CEM)
    cast.sign_up(workshop, cast.DUA)
    plan = cast.plan(sessions=(*sessions_of(workshop), *cast.dates(21)))
    assert edit(workshop, plan) == 1
    (letter,) = letters("invitation")
    assert letter.session_id == workshop.sessions[1].id


def test_a_published_date_does_not_just_go() -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    with pytest.raises(Conflict) as refusal:
        edit(workshop, cast.plan(sessions=sessions_of(workshop)[:1]))
    assert refusal.value.code == "session-published"
    assert len(cast.fresh(workshop).sessions) == 2


def test_fewer_seats_than_taken_are_refused_with_the_number() -> None:
    workshop = cast.make_workshop(capacity=5)
    cast.fill(workshop, 3)
    with pytest.raises(Conflict) as refusal:
        edit(workshop, cast.plan(sessions=sessions_of(workshop), capacity=2))
    assert (refusal.value.code, refusal.value.sentence) == ("capacity-below-taken", "3")
    assert cast.fresh(workshop.pool).capacity == 5


def test_more_seats_move_those_who_wait_up_in_order() -> None:
    workshop = cast.make_workshop(capacity=1)
    rows = cast.fill(workshop, 4)
    edit(workshop, cast.plan(sessions=sessions_of(workshop), capacity=3))
    assert [cast.fresh(row).status for row in rows] == ["held", "held", "held", "waiting"]


def test_whoever_saves_second_is_told_first(time: cast.Time) -> None:
    workshop = cast.make_draft()
    seen_at, plan = workshop.changed_at, cast.plan("Neu", sessions=sessions_of(workshop))
    time.move(minutes=1)
    edit(workshop, plan, seen_at=seen_at)
    with pytest.raises(Conflict) as refusal:
        edit(workshop, plan, seen_at=seen_at)
    assert refusal.value.code == "changed-meanwhile"


def test_each_change_raises_the_revision() -> None:
    workshop = cast.make_workshop()
    before = catalogue.revision()
    edit(workshop, cast.plan("Neuer Titel", sessions=sessions_of(workshop)))
    assert catalogue.revision() > before


def test_a_refused_change_leaves_no_trace() -> None:
    workshop = cast.make_workshop(capacity=5)
    cast.fill(workshop, 3)
    before = catalogue.revision()
    with pytest.raises(Conflict):
        edit(workshop, replace(later(workshop), capacity=2))
    assert cast.fresh(workshop).sessions[0].sequence == 0
    assert catalogue.revision() == before
    assert letters("changed") == []


# Addresses


def test_a_new_address_redirects_from_the_old_one() -> None:
    workshop = cast.make_workshop("Alt")
    workshops.rename(workshop, "neu", by=WORKER)
    assert catalogue.slug_now("alt") == "neu"
    assert cast.make_draft("Alt").slug == "alt-2"


def test_going_back_to_an_old_address_is_allowed() -> None:
    workshop = cast.make_workshop("Alt")
    workshops.rename(workshop, "neu", by=WORKER)
    workshops.rename(workshop, "alt", by=WORKER)
    assert catalogue.slug_now("neu") == "alt"


@pytest.mark.parametrize("slug", ["vergeben", "Groß und Klein", "calendar", "a/b", ""])
def test_an_address_that_cannot_be_is_refused(slug: str) -> None:
    cast.make_workshop("Vergeben")
    with pytest.raises(Conflict) as refusal:
        workshops.rename(cast.make_workshop("Anders"), slug, by=WORKER)
    assert refusal.value.code == "slug-taken"


def test_a_drafts_new_address_needs_no_redirect() -> None:
    draft = cast.make_draft("Alt")
    edit(draft, cast.plan("Neu", sessions=sessions_of(draft)))
    assert draft.slug == "neu"
    assert db.session.scalars(select(OldSlug)).all() == []


# Calling off


def test_calling_off_ends_everything_and_tells_everybody() -> None:
    workshop = cast.make_workshop(capacity=1, sessions=cast.dates(14, 21))
    firm = cast.confirmed(workshop, cast.CEM)
    waits = cast.sign_up(workshop, cast.DUA)
    assert workshops.cancel(workshop, because="Krank", by=WORKER) == 2
    assert [cast.fresh(row).status for row in (firm, waits)] == ["cancelled", "cancelled"]
    assert [(s.status, s.sequence) for s in cast.fresh(workshop).sessions] == [("cancelled", 1)] * 2
    assert (workshop.pool.taken, workshop.pool.waiting) == (0, 0)
    assert [letter.registration_id for letter in letters("cancelled")] == [firm.id, waits.id]
    assert [letter.registration_id for letter in letters("removal")] == [firm.id]


def test_what_is_over_is_not_called_off(time: cast.Time) -> None:
    workshop = cast.make_workshop()
    time.move(days=20)
    with pytest.raises(Conflict) as refusal:
        workshops.cancel(workshop, because="Krank", by=WORKER)
    assert refusal.value.code == "workshop-over"


def test_dates_that_have_been_stay_as_they_were(time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1, 14))
    time.move(days=3)
    workshops.cancel(workshop, because="Krank", by=WORKER)
    assert [s.status for s in cast.fresh(workshop).sessions] == ["planned", "cancelled"]


def test_calling_off_twice_is_the_same_as_once() -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    workshops.cancel(workshop, because="Krank", by=WORKER)
    assert workshops.cancel(workshop, because="Noch einmal", by=WORKER) == 0
    assert cast.fresh(workshop).cancelled_because == "Krank"
    assert len(letters("cancelled")) == 1


def test_a_draft_is_not_called_off() -> None:
    with pytest.raises(Conflict) as refusal:
        workshops.cancel(cast.make_draft(), because="", by=WORKER)
    assert refusal.value.code == "workshop-draft"


def test_one_date_is_called_off_and_the_rest_goes_on() -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    firm = cast.confirmed(workshop)
    session = workshop.sessions[0]
    assert workshops.cancel_session(session, because="Feiertag", by=WORKER) == 1
    assert workshops.cancel_session(session, because="Feiertag", by=WORKER) == 0
    assert (cast.fresh(session).status, session.sequence) == ("cancelled", 1)
    assert cast.fresh(firm).status == "confirmed"
    assert [letter.session_id for letter in letters("session_cancelled")] == [session.id]


def test_the_last_date_is_not_called_off_alone(time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1, 14))
    time.move(days=3)
    for session, code in zip(workshop.sessions, ("session-over", "last-session"), strict=True):
        with pytest.raises(Conflict) as refusal:
            workshops.cancel_session(session, because="Krank", by=WORKER)
        assert refusal.value.code == code


def test_a_date_that_is_off_no_longer_moves() -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    workshops.cancel_session(workshop.sessions[0], because="Feiertag", by=WORKER)
    edit(workshop, later(workshop))
    assert cast.fresh(workshop).sessions[0].sequence == 1
    assert clock.local(workshop.sessions[0].starts_at).hour == 9
