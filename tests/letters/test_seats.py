"""What people are written about offers, requests, halves, choices, and other ways to leave."""

import dataclasses
from datetime import timedelta

import pytest

from tests import cast
from tests.letters.mails import ONLINE, firm, full, news, online_too, only, to
from wirworkshops import links
from wirworkshops.config import Settings
from wirworkshops.domain import (
    choices,
    desk,
    registrations,
    requests,
    transfers,
    workshops,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app", "time")


# Offers


def test_a_freed_seat_is_offered_until_a_deadline(demo: Settings) -> None:
    workshop, first = full()
    waiting = cast.sign_up(workshop)
    (told,) = to(news(demo), "cem@kita.example")
    assert "Für Ihre Antwort haben Sie 24 Stunden." in told.text
    assert "Adresse bestätigen" not in told.text
    registrations.withdraw(first)
    (mail,) = to(news(demo), "cem@kita.example")
    assert mail.kind == "offered"
    assert "Bitte antworten Sie bis Fr, 5. März 2027, 9:00 Uhr." in mail.text
    assert links.registration_url(demo.base_url, waiting) in mail.text
    assert mail.calendar is None


def test_an_offer_that_is_over_is_not_sent(demo: Settings, time: cast.Time) -> None:
    workshop, first = full()
    cast.sign_up(workshop)
    news(demo)
    registrations.withdraw(first)
    time.move(days=3)
    assert to(news(demo), "cem@kita.example") == []


def test_an_expired_offer_says_that_the_place_in_the_line_is_gone(
    demo: Settings, time: cast.Time
) -> None:
    workshop, first = full()
    waiting = cast.sign_up(workshop)
    registrations.withdraw(first)
    news(demo)
    time.move(days=3)
    registrations.expire(waiting)
    mail = only(demo)
    assert mail.subject == "Angebot abgelaufen: Beratung, die ankommt"
    assert "Deshalb bekommt den Platz jetzt jemand anderes." in mail.text


def test_shortly_before_the_start_several_are_told_at_once(demo: Settings, time: cast.Time) -> None:
    workshop, first = full()
    cast.sign_up(workshop)
    cast.sign_up(workshop, cast.EVE)
    news(demo)
    time.jump(workshop.starts_at - timedelta(hours=20))
    registrations.withdraw(first)
    mails = [mail for mail in news(demo) if mail.kind == "called"]
    assert [mail.message["To"].addresses[0].username for mail in mails] == ["cem", "eve"]
    assert "Wir schreiben gerade mehreren Personen auf der Warteliste." in mails[0].text


def test_who_is_called_hears_nothing_once_the_seat_is_gone_and_again_when_it_is_not(
    demo: Settings, time: cast.Time
) -> None:
    workshop, first = full()
    cem, eve = cast.sign_up(workshop), cast.sign_up(workshop, cast.EVE)
    news(demo)
    time.jump(workshop.starts_at - timedelta(hours=20))
    registrations.withdraw(first)
    registrations.confirm(cem)
    assert to(news(demo), "eve@fremd.example") == []
    time.move(hours=2)
    registrations.withdraw(cem)
    (mail,) = to(news(demo), "eve@fremd.example")
    assert mail.kind == "called"
    registrations.confirm(eve)
    assert only(demo).kind == "confirmed"


def test_an_offer_instead_of_what_is_off_says_so(demo: Settings) -> None:
    workshop = cast.make_workshop()
    instead = cast.make_workshop(sessions=cast.dates(21), original_id=workshop.id)
    firm(workshop, demo)
    workshops.cancel(workshop, because="Saal gesperrt.", by=WORKER, instead=instead)
    cancelled, offered = news(demo)
    assert "Dort halten wir etwas für Sie frei." in cancelled.text
    assert "„Beratung, die ankommt, Mi, 17. März 2027“ ist leider abgesagt." in offered.text
    assert "Wer von der Absage betroffen ist, wird zuerst gefragt." in offered.text


def test_a_cancelled_workshop_names_open_ones_of_the_same_content(demo: Settings) -> None:
    workshop = cast.make_workshop()
    other = cast.make_workshop(sessions=cast.dates(21), original_id=workshop.id)
    firm(workshop, demo)
    workshops.cancel(workshop, because="", by=WORKER)
    mail = only(demo)
    assert "Mi, 24. März 2027, 9:00–12:30 Uhr, Ort noch offen. Es sind Plätze frei." in mail.text
    assert links.workshop_url(demo.base_url, other.slug) in mail.text


def test_who_has_something_else_at_that_time_is_told_before_confirming(demo: Settings) -> None:
    cast.confirmed(cast.make_workshop("Erzählcafé"))
    cast.sign_up(cast.make_workshop())
    mail = news(demo)[-1]
    assert (
        "Zur gleichen Zeit haben Sie schon einen Platz bei "
        "„Erzählcafé“ (Mi, 17. März 2027, 9:00 Uhr)." in mail.text
    )


# Requests


def test_a_request_is_received_accepted_and_firm(demo: Settings) -> None:
    workshop = cast.make_workshop(admission="approval")
    registration = cast.sign_up(workshop)
    mail = only(demo)
    assert mail.subject == "Ihre Anfrage: Beratung, die ankommt"
    assert "Adresse bestätigen:" in mail.text
    registrations.confirm(registration)
    requests.accept(workshop, [registration.id], by=WORKER)
    mail = only(demo)
    assert "Ihre Anfrage ist angenommen. Ihr Platz für" in mail.text
    assert mail.calendar is not None


def test_a_declined_request_says_why(demo: Settings) -> None:
    workshop = cast.make_workshop(admission="approval")
    registration = cast.sign_up(workshop)
    news(demo)
    requests.decline(workshop, [registration.id], because="Nur für Kitas.", by=WORKER)
    mail = only(demo)
    assert "Der Grund: Nur für Kitas.\n" in mail.text


# Leaving in other ways


def test_who_is_moved_to_another_workshop_reads_where(demo: Settings) -> None:
    registration = firm(cast.make_workshop(), demo)
    transfers.move_to(registration, cast.make_workshop("Erzählcafé"), by=WORKER)
    gone, come = news(demo)
    assert "von „Beratung, die ankommt“ zu „Erzählcafé“ umgemeldet." in gone.text
    assert [mail.calendar["method"] for mail in (gone, come) if mail.calendar] == [
        "CANCEL", "REQUEST",
    ]  # fmt: skip


def test_whose_seat_went_to_somebody_at_the_door_reads_so(demo: Settings, time: cast.Time) -> None:
    workshop, absent = full()
    news(demo)
    time.jump(workshop.starts_at + timedelta(minutes=20))
    desk.at_door(workshop.sessions[0], cast.EVE, by=WORKER, absent=absent)
    (mail,) = to(news(demo), "person1@ort.example")
    assert "Deshalb hat jemand vor Ort Ihren Platz bekommen." in mail.text


# Halves and choices


@pytest.mark.parametrize(("half", "place"), [(0, "Rathaus, Saal 3"), (1, "Online")])
def test_each_half_reads_its_own_place_and_link(half: int, place: str, demo: Settings) -> None:
    workshop = cast.make_workshop(sessions=(online_too(),), online_capacity=50)
    who = dataclasses.replace(cast.CEM, pool_id=workshop.entries[half].id)
    cast.confirmed(workshop, who)
    mail = news(demo)[-1]
    assert f"9:00–12:30 Uhr\n  {place}\n" in mail.text
    assert (ONLINE in mail.text) == (half == 1)
    assert ("So kommen Sie hinein" in mail.text) == (half == 0)
    assert mail.calendar
    assert mail.calendar.event["location"].startswith(place)


def conference() -> Workshop:
    """Return a conference: one session for all, and two at the same time to choose from."""
    whole, first, second = cast.dates(14, 15, 15)
    second = dataclasses.replace(second, starts_at=second.starts_at + timedelta(minutes=30))
    few = {"capacity": 5}
    return cast.make_workshop(
        sessions=(whole, dataclasses.replace(first, **few), dataclasses.replace(second, **few))
    )


def test_choosing_another_session_changes_her_calendar_each_time(demo: Settings) -> None:
    workshop = conference()
    registration = firm(workshop, demo)
    first, second = [pool for pool in workshop.pools if pool.kind == "session"]
    choices.choose(registration, [first.id])
    come = only(demo)
    choices.choose(registration, [second.id])
    gone, other = news(demo)
    choices.choose(registration, [first.id])
    back = news(demo)[-1]
    calendars = [mail.calendar for mail in (come, gone, other, back) if mail.calendar]
    assert gone.subject == "Nicht mehr gewählt: Beratung, die ankommt"
    assert [calendar["method"] for calendar in calendars] == [
        "REQUEST", "CANCEL", "REQUEST", "REQUEST",
    ]  # fmt: skip
    assert [calendar.event["sequence"] for calendar in calendars] == ["1", "2", "2", "3"]
    assert calendars[0].event["uid"] == calendars[1].event["uid"] == calendars[3].event["uid"]


def test_a_choice_taken_back_before_its_letter_went_out_is_not_written_of(demo: Settings) -> None:
    workshop = conference()
    registration = firm(workshop, demo)
    first, second = [pool for pool in workshop.pools if pool.kind == "session"]
    choices.choose(registration, [first.id])
    choices.choose(registration, [second.id])
    mail = only(demo)
    assert mail.calendar
    assert mail.calendar.event["uid"] == workshop.sessions[2].uid


def test_withdrawing_from_a_conference_takes_out_what_she_chose(demo: Settings) -> None:
    workshop = conference()
    registration = firm(workshop, demo)
    pool = next(pool for pool in workshop.pools if pool.kind == "session")
    choices.choose(registration, [pool.id])
    news(demo)
    registrations.withdraw(registration)
    mails = news(demo)
    assert [mail.calendar.event["uid"] for mail in mails if mail.calendar] == [
        session.uid for session in workshop.sessions[:2]
    ]
    assert "Ihr Kalender nimmt die Termine wieder heraus." in mails[0].text
