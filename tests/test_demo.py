"""The demo: what there is to try out after loading it, on whatever day that happens."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import cast, conftest
from wirworkshops import clock
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.demo import content, crowds, dates, load, programme
from wirworkshops.domain import arranging, attendance, doubles, groups, moves, rebookings, seats
from wirworkshops.domain.reach import ALL
from wirworkshops.models.accounts import Account
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.history import Event
from wirworkshops.models.hosts import Host
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.questions import Answer, Question
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.models.workshops import Series, Session, Workshop, WorkshopLanguage

TODAY = clock.local(cast.NOW).date()
ANY_DAYS = [date(2027, 1, 1) + timedelta(days=11 * number) for number in range(70)]


def make_account(email: str, name: str, role: str, host_slugs: tuple[str, ...]) -> Account:
    with transaction() as session:
        hosts = list(session.scalars(select(Host).where(Host.slug.in_(host_slugs))))
        account = Account(
            email=email, name=name, fs_uniquifier=email, hosts=hosts, created_at=clock.now()
        )
        session.add(account)
    return account


@pytest.fixture(scope="module")
def demo(whole_app: Flask, settings: Settings) -> Iterator[Settings]:
    """The demo, loaded once; these tests only read."""
    with whole_app.app_context(), clock.frozen(cast.NOW):
        conftest.empty()
        load.load(settings, make_account=make_account)
        yield settings
        db.session.remove()


def all_of(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model)))


def by_label() -> dict[str, list[Workshop]]:
    found: dict[str, list[Workshop]] = {}
    for workshop in all_of(Workshop):
        label = seats.availability(workshop, clock.now()).label
        found.setdefault("draft" if workshop.status == "draft" else label, []).append(workshop)
    return found


def starts_of(workshop: Workshop) -> list[datetime]:
    return [clock.local(session.starts_at) for session in workshop.sessions]


def test_every_state_a_visitor_can_meet_is_there(demo: Settings) -> None:
    counts = {label: len(workshops) for label, workshops in by_label().items()}
    assert counts == {
        "free": 17, "few": 4, "waiting": 2, "request": 1, "full": 1, "open": 5, "external": 1,
        "soon": 1, "closed": 3, "cancelled": 1, "over": 9, "draft": 2,
    }  # fmt: skip


def test_the_waiting_list_is_long_and_the_full_one_has_none(demo: Settings) -> None:
    waiting = max(by_label()["waiting"], key=lambda workshop: workshop.pool.waiting)
    (full,) = by_label()["full"]
    assert (waiting.pool.taken, waiting.pool.waiting, waiting.waiting_list) == (20, 6, True)
    assert (full.pool.taken, full.pool.capacity, full.waiting_list) == (15, 15, False)


def of_kind(kind: str) -> list[Pool]:
    return [pool for pool in all_of(Pool) if pool.kind == kind]


def test_a_freed_seat_is_on_offer_while_others_wait(demo: Settings) -> None:
    (offered,) = [row for row in all_of(Registration) if row.status == "offered"]
    assert offered.held_until > clock.now()
    assert (offered.pool.free, offered.pool.waiting) == (0, 3)


def test_one_workshop_is_by_approval_and_has_requests(demo: Settings) -> None:
    (workshop,) = by_label()["request"]
    rows = [row for row in all_of(Registration) if row.workshop_id == workshop.id]
    assert Counter(row.status for row in rows) == {"confirmed": 5, "requested": 4}


def test_a_group_has_names_and_a_seat_without(demo: Settings) -> None:
    (contact,) = [row for row in all_of(Registration) if moves.is_group(row)]
    assert (contact.seats, len(moves.members(contact)), groups.unnamed(contact)) == (4, 2, 1)
    assert contact.workshop.names_until > clock.now()


def test_a_hybrid_workshop_has_people_in_both_halves(demo: Settings) -> None:
    (here,), (online,) = of_kind("onsite"), of_kind("online")
    assert (here.taken, online.taken) == (4, 2)


def test_at_the_conference_a_partners_people_have_chosen_sessions(demo: Settings) -> None:
    (contingent,) = all_of(Contingent)
    assert (contingent.seats, contingent.used) == (15, 5)
    assert [pool.taken for pool in of_kind("session")] == [3, 3, 3, 3]


def test_one_workshop_is_below_its_minimum_and_soon_to_be_decided(demo: Settings) -> None:
    (workshop,) = [workshop for workshop in all_of(Workshop) if workshop.minimum]
    assert seats.taken(workshop) < workshop.minimum
    assert clock.now() < workshop.decide_at < clock.now() + timedelta(days=7)


def test_six_series_keep_their_colours(demo: Settings) -> None:
    assert [(row.slug, row.palette) for row in all_of(Series)] == [
        ("diversity-to-go", "raspberry"),
        ("erzaehlcafe", "brick"),
        ("im-dialog", "leaf"),
        ("deutsch-und-beruf", "petrol"),
        ("lotsen-akademie", "violet"),
        ("mittendrin", "ochre"),
    ]


def test_one_course_runs_across_the_change_of_summer_time(demo: Settings) -> None:
    (course,) = [workshop for workshop in all_of(Workshop) if len(workshop.sessions) == 9]
    starts = starts_of(course)
    assert {start.time() for start in starts} == {time(17)}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=1), timedelta(hours=2)}


def test_one_course_has_lost_a_single_session(demo: Settings) -> None:
    called_off = [
        session
        for session in all_of(Session)
        if session.is_cancelled and session.workshop.status == "published"
    ]
    (session,) = called_off
    assert session.sequence == 1
    assert len(session.workshop.sessions) == 5


def test_what_is_repeated_points_to_its_original(demo: Settings) -> None:
    repeated = [workshop for workshop in all_of(Workshop) if workshop.original_id]
    titles = {workshop.id: workshop.text("de").title for workshop in all_of(Workshop)}
    assert len(repeated) == 10
    assert {titles[row.original_id or 0] for row in repeated} == {
        row.text("de").title for row in repeated
    }


def test_titles_are_short_and_long_and_places_real_and_online(demo: Settings) -> None:
    lengths = [len(workshop.text("de").title) for workshop in all_of(Workshop)]
    online = {session.workshop_id for session in all_of(Session) if session.is_online}
    assert min(lengths) < 10
    assert max(lengths) > 150
    assert len(online) >= 5


def test_trainer_and_helper_have_something_to_do_on_the_day_it_is_loaded(demo: Settings) -> None:
    todays = [row for row in all_of(Session) if clock.local(row.starts_at).date() == TODAY]
    (session,) = [row for row in todays if [each.name for each in row.trainers] == ["Leyla Tunç"]]
    assert session.workshop.host.slug == "vielfaltszentrum"
    assert session.starts_at > clock.now()
    assert len(attendance.expected(session)) == 8
    needed = [need for row in attendance.expected(session) for need in row.needs]
    assert {(need.kind, need.state) for need in needed} == {
        ("interpreting", "arranged"), ("assistance", "arranged"), ("diet", "arranged"),
    }  # fmt: skip


def test_needs_are_said_late_and_by_phone_and_one_is_to_be_called_off(demo: Settings) -> None:
    rows = rebookings.still_open(ALL)
    assert [(row.kind, rebookings.what_to_do(row)) for row in rows] == [
        ("interpreting", "call-off")
    ]
    assert [task.kind.name for task in arranging.tasks(ALL) if task.came_late] == ["live-captions"]
    ways = Counter(need.consent for need in all_of(Need))
    assert (ways["oral"] > 0, ways["web"] > 0) == (True, True)
    assert [need.due_on for need in all_of(Need) if need.due_on] == [clock.after(3)]


def test_many_languages_are_spoken(demo: Settings) -> None:
    assert len({row.language for row in all_of(WorkshopLanguage)}) >= 10


def test_all_that_is_over_but_the_last_has_its_attendance(demo: Settings) -> None:
    marked = set(db.session.scalars(select(Attendance.session_id)))
    over = [workshop for workshop in by_label()["over"] if workshop.signup_mode == "form"]
    unmarked = [row.slug for row in over if row.sessions[0].id not in marked]
    assert len(over) == 8
    assert unmarked == ["mein-erster-winter"]
    assert {row.present for row in all_of(Attendance)} == {True, False}


def test_people_signed_up_in_every_way(demo: Settings) -> None:
    rows = all_of(Registration)
    assert 200 < len(rows) <= 330
    assert {row.status for row in rows} == {
        "confirmed", "held", "waiting", "offered", "requested", "withdrawn", "expired", "cancelled"
    }  # fmt: skip
    assert Counter(row.source for row in rows)["phone"] >= 10
    assert len([row for row in rows if row.question]) >= 5
    assert len({row.kind for row in all_of(Need)}) >= 7
    assert {row.state for row in all_of(Need)} == {"open", "requested", "arranged"}


def test_one_caller_is_there_twice_for_the_office_to_find(demo: Settings) -> None:
    (pair,) = doubles.likely(ALL)
    assert {person.name for person in pair} == {pair[0].name}


def test_nobody_in_it_can_be_real(demo: Settings) -> None:
    people = [row.email for row in (*all_of(Participant), *all_of(Account)) if row.email]
    hosts = [row.email for row in all_of(Host)]
    sites = [row.website.rsplit("/", 1)[-1] for row in all_of(Host)]
    online = [row.online_url.split("/")[2] for row in all_of(Session) if row.online_url]
    addresses = (*people, *hosts, *sites, *online)
    assert [text for text in addresses if not text.endswith(".example")] == []
    phones = {row.phone for row in (*all_of(Registration), *all_of(Host)) if row.phone}
    assert [phone for phone in phones if not phone.startswith("069 90009-")] == []


def test_only_a_few_letters_are_left_to_send(demo: Settings) -> None:
    left = [row.kind for row in all_of(Letter) if row.status == "queued"]
    assert sorted(left) == [
        "briefing", "cancelled", "confirmed", "invited", "moved_up", "named", "offered",
        "please_confirm", "requested", "session_cancelled", "waiting",
    ]  # fmt: skip


def test_nothing_happened_in_the_future(demo: Settings) -> None:
    assert db.session.scalar(select(func.max(Event.at))) <= clock.now()
    assert db.session.scalar(select(func.max(Registration.received_at))) <= clock.now()
    assert db.session.scalar(select(func.max(Letter.due_at))) <= clock.now()


def test_accounts_belong_to_their_hosts(demo: Settings) -> None:
    assert {row.name: {host.slug for host in row.hosts} for row in all_of(Account)} == {
        "Selin Arslan": {"vielfaltszentrum"},
        "Jonas Lindner": {"freiwilligenzentrum"},
        "Leyla Tunç": set(),
        "Lukas Baum": {"vielfaltszentrum", "freiwilligenzentrum"},
        "Martina Hahn": set(),
        "Nadia Weiß": {"kulturkueche-mainufer"},
    }


def test_a_second_load_changes_nothing(demo: Settings) -> None:
    before = db.session.scalar(select(func.count()).select_from(Event))
    assert load.is_loaded()
    load.load(demo, make_account=make_account)
    assert db.session.scalar(select(func.count()).select_from(Event)) == before


def test_every_text_is_whole_in_both_languages() -> None:
    for entry in content.workshops():
        german, english = entry.texts["de"], entry.texts["en"]
        assert german.keys() == english.keys(), entry.key
        for text in (german, english):
            assert 70 <= len(text["body"].split()) <= 160, entry.key
            assert text["body"].count("## ") == 3, entry.key


def test_sessions_fall_on_sensible_days_whenever_it_is_loaded() -> None:
    planned = [entry for entry in content.workshops() if entry.dates.weekday != dates.TODAY]
    for today, entry in product(ANY_DAYS, planned):
        days, where = programme.days_of(entry.dates, today), (entry.key, today)
        assert days == sorted(set(days)), where
        assert not any(dates.is_feast(day) for day in days), where
        assert {day.weekday() for day in days} == {dates.DAYS.index(entry.dates.weekday)}, where
        assert days[0].weekday() < 6 or entry.kind == "story-cafe", where
        assert today - timedelta(days=90) < days[0] < today + timedelta(days=225), where


def test_people_sign_up_while_they_can_whenever_it_is_loaded() -> None:
    for today, (number, entry) in product(ANY_DAYS, enumerate(content.workshops())):
        people = content.people()[entry.crowd.group][: entry.crowd.size]
        now, where = clock.at(today, time(0, 30)), (entry.key, today)
        with clock.frozen(now):
            calendar = programme.calendar_of(entry, number=number, today=today)
            instants = [visit.at for visit in crowds.visits(entry, calendar, people)]
        published_at = clock.at(calendar.published_on, time(10))
        closes_at = min(now, calendar.closes_at or now)
        assert instants == sorted(set(instants)), where
        assert all(published_at < at < closes_at for at in instants), where


def test_the_nearest_change_of_summer_time_comes_next() -> None:
    assert dates.next_clock_change(date(2027, 3, 3)) == date(2027, 3, 28)
    assert dates.next_clock_change(date(2027, 3, 28)) == date(2027, 10, 31)
    assert dates.next_clock_change(date(2027, 12, 1)) == date(2028, 3, 26)


def test_one_workshop_and_its_repetitions_ask_something_of_their_own(demo: Settings) -> None:
    asking = {row.workshop_id for row in all_of(Question)}
    titles = {row.text("de").title for row in all_of(Workshop) if row.id in asking}
    assert titles == {"Veranstaltungen planen, die wirklich alle erreichen"}
    assert all(row.purpose and row.keep_days <= 14 for row in all_of(Question))
    assert {type(row.value) for row in all_of(Answer)} == {bool, str, list}
