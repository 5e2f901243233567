"""What people are written about offers, groups, halves, choices, reminders and decisions."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.letters.mails import Mail, firm, news, only
from wirworkshops import clock, links
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    choices,
    desk,
    dues,
    duties,
    groups,
    interests,
    registrations,
    requests,
    transfers,
    workshops,
)
from wirworkshops.domain.groups import Named
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app", "time")

MIRA = Named("Mira Kaya", "mira@kita.example")
NOUR = Named("Nour Haddad", "nour@kita.example")
ONLINE = "https://meet.example/1"


def full(**values: object) -> tuple[Workshop, Registration]:
    """Return a workshop whose only seat is taken, and the registration that has it."""
    workshop = cast.make_workshop(**{"capacity": 1, "moves_up": "offer"} | values)
    return workshop, cast.confirmed(workshop, cast.somebody(1))


def to(mails: list[Mail], email: str) -> list[Mail]:
    return [mail for mail in mails if mail.message["To"].addresses[0].addr_spec == email]


def do_due() -> None:
    for number in dues.due(clock.now()):
        duties.do(number)


def online_too(**values: object) -> SessionPlan:
    date = cast.dates(14)[0]
    return dataclasses.replace(
        date, room_id=cast.room().id, is_online=True, online_url=ONLINE, **values
    )


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


# Groups


def group_of(workshop: Workshop, seats: int = 3, *, attends: bool = True) -> Registration:
    return cast.sign_up(workshop, dataclasses.replace(cast.CEM, seats=seats, attends=attends))


def roomy(**values: object) -> Workshop:
    until = clock.now() + timedelta(days=10)
    return cast.make_workshop(**{"most_seats": 5, "names_until": until} | values)


def test_a_groups_letters_say_how_many_seats_and_names(demo: Settings) -> None:
    contact = group_of(roomy())
    assert "Wir halten für Sie 3 Plätze: „Beratung, die ankommt“." in only(demo).text
    groups.name(contact, MIRA)
    registrations.confirm(contact)
    mail, _ = news(demo)
    assert "Ihre 3 Plätze für „Beratung, die ankommt“ sind fest." in mail.text
    assert "Genannt sind: Mira Kaya. Es fehlt noch ein Name." in mail.text
    assert mail.calendar is not None


def test_a_contact_who_does_not_come_gets_no_calendar(demo: Settings) -> None:
    workshop = roomy(sessions=cast.dates(14, 21))
    contact = group_of(workshop, attends=False)
    registrations.confirm(contact)
    mails = news(demo)
    registrations.withdraw(contact)
    mails += news(demo)
    assert [(mail.kind, mail.calendar) for mail in mails] == [
        ("confirmed", None), ("withdrawn", None),
    ]  # fmt: skip
    assert mails[0].subject == "Angemeldet: Beratung, die ankommt"
    assert "Sie selbst nehmen nicht teil." in mails[0].text
    assert "Ihre 3 Plätze für „Beratung, die ankommt“ sind wieder frei." in mails[1].text


def test_who_is_named_is_told_by_whom_and_invited(demo: Settings) -> None:
    workshop = roomy(sessions=cast.dates(14, 21))
    contact = group_of(workshop)
    registrations.confirm(contact)
    news(demo)
    member = groups.name(contact, MIRA)
    mail, further = news(demo)
    assert "Cem Aksoy (Kita Sonne) hat Sie für „Beratung, die ankommt“ angemeldet." in mail.text
    assert "Sie können widersprechen: Melden Sie sich ab, oder rufen Sie uns an" in mail.text
    assert links.registration_url(demo.base_url, member) in mail.text
    assert links.registration_url(demo.base_url, contact) not in mail.text
    assert [one.calendar["method"] for one in (mail, further) if one.calendar] == ["REQUEST"] * 2


def test_who_is_named_no_more_has_her_dates_taken_out(demo: Settings) -> None:
    contact = group_of(roomy(sessions=cast.dates(14, 21)))
    registrations.confirm(contact)
    member = groups.name(contact, MIRA)
    news(demo)
    groups.swap(member, NOUR)
    mails = news(demo)
    gone, come = to(mails, "mira@kita.example"), to(mails, "nour@kita.example")
    assert "Diese Anmeldung gilt nicht mehr." in gone[0].text
    assert [mail.calendar["method"] for mail in gone if mail.calendar] == ["CANCEL"] * 2
    assert [mail.calendar["method"] for mail in come if mail.calendar] == ["REQUEST"] * 2


def test_a_contact_hears_who_does_not_come(demo: Settings) -> None:
    contact = group_of(roomy())
    registrations.confirm(contact)
    member = groups.name(contact, MIRA)
    news(demo)
    registrations.withdraw(member)
    goodbye, told = sorted(news(demo), key=lambda mail: mail.kind, reverse=True)
    assert "Cem Aksoy (Kita Sonne) weiß Bescheid." in goodbye.text
    assert "Mira Kaya hat sich von „Beratung, die ankommt“ abgemeldet." in told.text
    assert "Der Platz gehört weiter Ihrer Gruppe." in told.text


def test_when_names_are_final_a_seat_given_back_goes_to_others_and_the_contact_hears(
    demo: Settings, time: cast.Time
) -> None:
    contact = group_of(roomy(), 2)
    registrations.confirm(contact)
    member = groups.name(contact, MIRA)
    news(demo)
    time.move(days=11)
    registrations.withdraw(member)
    (told,) = to(news(demo), "cem@kita.example")
    assert "Der Platz geht deshalb an andere. Ihre Gruppe hat jetzt noch einen Platz." in told.text


def test_a_contact_whose_people_all_left_hears_that_it_is_over(
    demo: Settings, time: cast.Time
) -> None:
    contact = group_of(roomy(), 1, attends=False)
    registrations.confirm(contact)
    member = groups.name(contact, MIRA)
    news(demo)
    time.move(days=11)
    registrations.withdraw(member)
    (told,) = to(news(demo), "cem@kita.example")
    assert told.subject == "Abgemeldet: Beratung, die ankommt"
    assert "Alle, die Sie für „Beratung, die ankommt“ genannt hatten" in told.text


def test_missing_names_are_asked_for_and_then_their_seats_go(
    demo: Settings, time: cast.Time
) -> None:
    workshop = roomy()
    registrations.confirm(group_of(workshop))
    news(demo)
    assert workshop.names_until
    time.jump(workshop.names_until - timedelta(days=2))
    do_due()
    asked = only(demo)
    assert "Es fehlen noch 2 Namen. Bitte nennen Sie uns alle bis Sa, 13. März 2027" in asked.text
    time.jump(workshop.names_until)
    do_due()
    gone = only(demo)
    assert "Für 2 Ihrer Plätze bei „Beratung, die ankommt“" in gone.text
    assert "Ihre Gruppe hat jetzt noch einen Platz." in gone.text


def test_a_group_nobody_is_named_for_hears_why_it_is_off(demo: Settings, time: cast.Time) -> None:
    workshop = roomy()
    registrations.confirm(group_of(workshop, attends=False))
    news(demo)
    time.jump(workshop.names_until or clock.now())
    do_due()
    mail = news(demo)[-1]
    assert mail.kind == "withdrawn"
    assert "Bis Sa, 13. März 2027, 9:00 Uhr haben wir keine Namen bekommen." in mail.text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"takes_fewer": True}, "Dann bekommen Sie diese."),
        ({"queue": "strict"}, "Dann warten Sie weiter, bis genug frei sind."),
        ({"queue": "fitting"}, "Dann behalten Sie Ihre Stelle in der Reihe."),
    ],
)
def test_a_waiting_group_is_told_what_happens_when_fewer_are_free(
    values: dict[str, object], said: str, demo: Settings
) -> None:
    values = dict(values)
    fewer = bool(values.pop("takes_fewer", False))
    workshop, _ = full(most_seats=5, **values)
    cast.sign_up(workshop, dataclasses.replace(cast.CEM, seats=3, takes_fewer=fewer))
    mail = news(demo)[-1]
    assert "sind im Moment keine 3 Plätze frei." in mail.text
    assert said in mail.text


def test_a_group_that_gets_fewer_is_told_how_many_it_wanted(demo: Settings) -> None:
    workshop, first = full(most_seats=5)
    cast.sign_up(workshop, dataclasses.replace(cast.CEM, seats=3, takes_fewer=True))
    registrations.withdraw(first)
    (mail,) = [mail for mail in news(demo) if mail.kind == "offered"]
    assert "halten wir einen Platz für Sie frei. Sie wollten 3 Plätze." in mail.text


def test_a_resized_group_gets_a_receipt(demo: Settings) -> None:
    contact = group_of(roomy())
    registrations.confirm(contact)
    news(demo)
    groups.resize(contact, 2)
    assert "Sie haben jetzt 2 Plätze für „Beratung, die ankommt“." in only(demo).text


def test_who_is_named_before_the_group_is_firm_is_not_asked_to_confirm(demo: Settings) -> None:
    workshop = roomy()
    groups.name(group_of(workshop), MIRA)
    news(demo)
    again = dataclasses.replace(cast.CEM, name=MIRA.name, email=MIRA.email)
    registrations.sign_up(workshop, again)
    mail = only(demo)
    assert mail.subject == "Sie sind schon genannt: Beratung, die ankommt"
    assert "Anmeldung bestätigen" not in mail.text


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


# Reminders


@pytest.fixture
def reminded(demo: Settings, time: cast.Time) -> Registration:
    """A firm seat whose reminder is queued, and not yet sent."""
    workshop = cast.make_workshop(sessions=(online_too(),), reminders=(24,))
    registration = firm(workshop, demo)
    time.jump(workshop.starts_at - timedelta(hours=24))
    do_due()
    return registration


def test_a_reminder_says_when_where_and_how_to_let_others_come(
    reminded: Registration, demo: Settings
) -> None:
    mail = only(demo)
    assert mail.subject == "Erinnerung: Beratung, die ankommt"
    assert "Am Mittwoch, 17. März, um 9:00 Uhr beginnt „Beratung, die ankommt“." in mail.text
    assert ONLINE in mail.text
    assert "Dann kann jemand anderes kommen." in mail.text
    assert mail.calendar is None


@pytest.mark.parametrize("days", [1, 30])
def test_a_reminder_of_a_session_that_moved_is_not_sent(
    days: int, reminded: Registration, demo: Settings
) -> None:
    with transaction():
        session = reminded.workshop.sessions[0]
        session.starts_at += timedelta(days=days)
        session.ends_at += timedelta(days=days)
    assert news(demo) == []


def test_a_reminder_is_not_for_who_has_left_or_what_is_off(
    reminded: Registration, demo: Settings
) -> None:
    cast.confirmed(reminded.workshop, cast.EVE)
    workshops.cancel(reminded.workshop, because="", by=WORKER)
    assert "reminder" not in [mail.kind for mail in news(demo)]


# To people and to the office


def test_who_wants_to_hear_of_the_next_date_can_take_it_back_and_hears(demo: Settings) -> None:
    workshop = cast.make_workshop()
    interests.note(workshop, name="Eve", email="eve@fremd.example", language="de")
    mail, interest = only(demo), db.session.scalars(select(Interest)).one()
    assert links.interest_url(demo.base_url, interest) in mail.text
    cast.make_workshop(sessions=cast.dates(21), original_id=workshop.id)
    mail = only(demo)
    assert mail.subject == "Neuer Termin: Beratung, die ankommt"
    assert "* Mi, 24. März 2027, 9:00–12:30 Uhr" in mail.text


def test_news_of_a_next_date_that_is_off_again_is_not_sent(demo: Settings) -> None:
    workshop = cast.make_workshop()
    interests.note(workshop, name="Eve", email="eve@fremd.example", language="de")
    news(demo)
    again = cast.make_workshop(sessions=cast.dates(21), original_id=workshop.id)
    workshops.cancel(again, because="", by=WORKER)
    assert news(demo) == []


def test_who_has_too_many_of_a_series_reads_how_many_she_may(demo: Settings) -> None:
    series = cast.series()
    with transaction():
        series.most_per_person = 1
    cast.confirmed(cast.make_workshop("Erzählcafé"))
    news(demo)
    registrations.sign_up(cast.make_workshop(sessions=cast.dates(20)), cast.CEM)
    mail = only(demo)
    assert mail.subject == "Nicht angemeldet: Beratung, die ankommt"
    assert "nur eine kommende Anmeldung haben." in mail.text


@pytest.fixture
def too_few(time: cast.Time) -> Workshop:
    """A workshop with one of at least eight people, on the day when somebody has to decide."""
    workshop = cast.make_workshop(minimum=8, decide_at=cast.NOW + timedelta(days=7))
    with transaction() as session:
        host_id = workshop.host_id
        session.add(
            Account(
                email="ada@of.example", name="Ada", fs_uniquifier="a", host_id=host_id,
                active=True, created_at=cast.NOW,
            )
        )  # fmt: skip
    cast.confirmed(workshop)
    return workshop


def test_the_office_hears_before_and_when_it_has_to_decide(
    too_few: Workshop, demo: Settings, time: cast.Time
) -> None:
    news(demo)
    time.move(days=5)
    do_due()
    soon = only(demo)
    time.move(days=2)
    do_due()
    now = only(demo)
    assert (soon.kind, now.kind) == ("decision_soon", "decision")
    assert "ist bisher ein Platz vergeben. Nötig sind mindestens 8." in soon.text
    assert "Entschieden wird bis Mi, 10. März 2027, 9:00 Uhr." in soon.text
    assert links.decision_url(demo.base_url, too_few.id) in now.text


def test_the_office_is_not_asked_once_there_are_enough(
    too_few: Workshop, demo: Settings, time: cast.Time
) -> None:
    news(demo)
    time.move(days=7)
    do_due()
    for registration in cast.fill(too_few, 7):
        registrations.confirm(registration)
    assert {mail.kind for mail in news(demo)} == {"confirmed"}
