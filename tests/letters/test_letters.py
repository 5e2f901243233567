"""What people are written, kind by kind, on the way they really come about."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.letters.mails import firm, news, only
from wirworkshops import links
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import calendars, outbox, participants, registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan
from wirworkshops.models.accounts import Account
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app", "time")


def in_a_room(*days: int) -> tuple[SessionPlan, ...]:
    room = cast.room().id
    return tuple(dataclasses.replace(date, room_id=room) for date in cast.dates(*days))


def moved(workshop: Workshop, *, by: timedelta, **values: object) -> WorkshopPlan:
    dates = tuple(
        SessionPlan(starts_at=s.starts_at + by, ends_at=s.ends_at + by, id=s.id)
        for s in workshop.sessions
    )
    return cast.plan(workshop.text("de").title, **{"sessions": dates} | values)


def test_please_confirm_says_until_when(demo: Settings) -> None:
    registration = cast.sign_up(cast.make_workshop())
    mail = only(demo)
    assert mail.subject == "Bitte bestätigen: Beratung, die ankommt"
    assert "Bitte tun Sie das bis Do, 4. März 2027, 9:00 Uhr." in mail.text
    assert links.registration_url(demo.base_url, registration) in mail.text
    assert mail.calendar is None


def test_the_waiting_list_says_the_place(demo: Settings) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 2)
    cast.sign_up(workshop)
    mail = news(demo)[-1]
    assert "Sie stehen auf Platz 2 der Warteliste." in mail.text
    assert "Bitte bestätigen Sie noch Ihre Adresse." in mail.text


def test_who_waits_with_a_known_address_need_not_confirm(demo: Settings) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 1)
    registrations.confirm(cast.sign_up(workshop))
    mail = news(demo)[-1]
    assert "Der Platz gehört Ihnen dann sofort." in mail.text
    assert "Adresse bestätigen" not in mail.text


def test_signing_up_twice_leads_to_the_first_registration(demo: Settings) -> None:
    workshop = cast.make_workshop()
    registration = firm(workshop, demo)
    registrations.sign_up(workshop, cast.CEM)
    mail = only(demo)
    assert mail.subject == "Sie sind schon angemeldet: Beratung, die ankommt"
    assert links.registration_url(demo.base_url, registration) in mail.html
    assert mail.calendar is None


def test_confirmed_brings_the_first_date_and_a_short_letter_each_further_one(
    demo: Settings,
) -> None:
    workshop = cast.make_workshop("Deutsch im Beruf", sessions=in_a_room(14, 21, 28))
    cast.confirmed(workshop)
    mails = news(demo)
    assert [mail.subject for mail in mails] == [
        "Sie sind dabei: Deutsch im Beruf",
        "Termin 2 von 3: Deutsch im Beruf",
        "Termin 3 von 3: Deutsch im Beruf",
    ]
    calendars = [mail.calendar for mail in mails]
    assert [calendar["method"] for calendar in calendars if calendar] == ["REQUEST"] * 3
    assert [calendar.event["uid"] for calendar in calendars if calendar] == [
        session.uid for session in workshop.sessions
    ]
    assert "Berliner Straße 100, 63065 Offenbach am Main. S-Bahn Marktplatz." in mails[0].text


def test_an_online_link_is_for_those_who_have_a_seat(demo: Settings) -> None:
    date = dataclasses.replace(
        cast.dates(14)[0], is_online=True, online_url="https://meet.example/1"
    )
    registration = cast.sign_up(cast.make_workshop(sessions=(date,)))
    assert "meet.example" not in only(demo).text
    registrations.confirm(registration)
    mail = only(demo)
    assert "https://meet.example/1" in mail.text
    assert 'href="https://meet.example/1"' in mail.html


def test_who_moves_up_is_invited(demo: Settings) -> None:
    workshop = cast.make_workshop(capacity=1)
    first = cast.confirmed(workshop, cast.somebody(1))
    registrations.confirm(cast.sign_up(workshop))
    news(demo)
    registrations.withdraw(first)
    mail = news(demo)[-1]
    assert mail.subject == "Nachgerückt, Sie sind dabei: Beratung, die ankommt"
    assert mail.calendar is not None
    assert mail.calendar.event["attendee"] == "mailto:cem@kita.example"


def test_a_freed_seat_waits_for_an_unknown_address_to_confirm(demo: Settings) -> None:
    workshop = cast.make_workshop(capacity=1)
    first = cast.confirmed(workshop, cast.somebody(1))
    cast.sign_up(workshop)
    news(demo)
    registrations.withdraw(first)
    mail = news(demo)[-1]
    assert mail.kind == "please_confirm"
    assert "Ein Platz für „Beratung, die ankommt“ ist frei. Wir halten ihn für Sie." in mail.text


def test_a_moved_session_says_old_and_new_and_updates_the_calendar(demo: Settings) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    before = news(demo)[-1].calendar
    workshops.edit(workshop, moved(workshop, by=timedelta(hours=2)), by=WORKER)
    mail = only(demo)
    after = mail.calendar
    assert before is not None
    assert after is not None
    assert "Bisher war der Beginn: Mi, 17. März 2027, 9:00 Uhr." in mail.text
    assert "* Mi, 17. März 2027, 11:00–14:30 Uhr" in mail.text
    assert after["method"] == "REQUEST"
    assert after.event["uid"] == before.event["uid"]
    assert (before.event["sequence"], after.event["sequence"]) == ("0", "1")


def test_who_waits_hears_of_a_change_without_an_invitation(demo: Settings) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 1)
    cast.sign_up(workshop)
    news(demo)
    workshops.edit(workshop, moved(workshop, by=timedelta(hours=2), capacity=1), by=WORKER)
    mails = news(demo)
    assert [(mail.kind, mail.calendar) for mail in mails] == [("changed", None)] * 2
    assert "Sie stehen weiter auf der Warteliste." in mails[1].text


def test_a_new_date_is_told_to_those_with_a_seat(demo: Settings) -> None:
    workshop = cast.make_workshop()
    firm(workshop, demo)
    plan = moved(workshop, by=timedelta())
    plan = dataclasses.replace(plan, sessions=plan.sessions + cast.dates(21))
    workshops.edit(workshop, plan, by=WORKER)
    mail = only(demo)
    assert mail.subject == "Neuer Termin: Beratung, die ankommt"
    assert mail.calendar is not None


def test_withdrawing_takes_each_date_out_of_the_calendar(demo: Settings) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    registration = firm(workshop, demo)
    registrations.withdraw(registration)
    mails = news(demo)
    assert [mail.subject for mail in mails] == [
        "Abgemeldet: Beratung, die ankommt",
        "Termin 2 von 2 entfällt für Sie: Beratung, die ankommt",
    ]
    for mail, session in zip(mails, workshop.sessions, strict=True):
        calendar = mail.calendar
        assert calendar is not None
        assert (calendar["method"], calendar.event["uid"]) == ("CANCEL", session.uid)
        assert calendar.event["sequence"] == "1"
        assert "status" not in calendar.event


def test_leaving_the_waiting_list_cancels_nothing_in_a_calendar(demo: Settings) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 1)
    registration = cast.sign_up(workshop)
    news(demo)
    registrations.withdraw(registration)
    mail = only(demo)
    assert "Sie stehen nicht mehr auf der Liste für „Beratung, die ankommt“." in mail.text
    assert mail.calendar is None


def test_a_cancelled_workshop_says_why_and_leaves_calendars(demo: Settings) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    cast.confirmed(workshop)
    cast.sign_up(workshop, cast.EVE)
    news(demo)
    workshops.cancel(workshop, because="Zu wenige Anmeldungen.", by=WORKER)
    mails = news(demo)
    assert [(mail.kind, mail.message["To"].addresses[0].addr_spec) for mail in mails] == [
        ("cancelled", "cem@kita.example"),
        ("removal", "cem@kita.example"),
        ("cancelled", "eve@fremd.example"),
    ]
    assert "Zu wenige Anmeldungen." in mails[0].text
    assert [c.event["status"] for mail in mails if (c := mail.calendar)] == ["CANCELLED"] * 2


def test_a_cancelled_session_names_what_stays(demo: Settings) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    firm(workshop, demo)
    workshops.cancel_session(workshop.sessions[0], because="Saal gesperrt.", by=WORKER)
    mail = only(demo)
    assert mail.text.index("17. März") < mail.text.index("Diese Termine bleiben:")
    assert mail.text.index("Diese Termine bleiben:") < mail.text.index("24. März")
    assert mail.calendar is not None
    assert mail.calendar.event["status"] == "CANCELLED"


def test_who_reads_her_own_feed_gets_no_calendar_parts(demo: Settings) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    registration = cast.sign_up(workshop)
    assert registration.participant is not None
    calendars.choose(registration.participant, "feed")
    registrations.confirm(registration)
    mails = news(demo)
    workshops.edit(workshop, moved(workshop, by=timedelta(hours=1)), by=WORKER)
    mails += news(demo)
    workshops.cancel_session(workshop.sessions[1], because="", by=WORKER)
    mails += news(demo)
    registrations.withdraw(registration)
    mails += news(demo)
    assert [(mail.kind, mail.calendar) for mail in mails] == [
        ("confirmed", None),
        ("changed", None),
        ("changed", None),
        ("session_cancelled", None),
        ("withdrawn", None),
    ]


def test_choosing_the_feed_takes_invitations_back_and_mail_brings_them_again(
    demo: Settings,
) -> None:
    registration = firm(cast.make_workshop(), demo)
    assert registration.participant is not None
    calendars.choose(registration.participant, "feed")
    taken = only(demo)
    calendars.choose(registration.participant, "mail")
    again = only(demo)
    methods = [mail.calendar["method"] for mail in (taken, again) if mail.calendar]
    sequences = [mail.calendar.event["sequence"] for mail in (taken, again) if mail.calendar]
    assert (taken.kind, again.kind) == ("removal", "invitation")
    assert (methods, sequences) == (["CANCEL", "REQUEST"], ["1", "2"])
    assert taken.subject == "Jetzt im Kalender-Abo: Beratung, die ankommt"


def test_a_link_to_all_registrations_is_good_for_a_day(demo: Settings, time: cast.Time) -> None:
    person = firm(cast.make_workshop(), demo).participant
    assert person is not None
    participants.send_links("cem@kita.example")
    url = links.my_url(demo.base_url, person, expires_at=cast.NOW + timedelta(days=1))
    time.move(hours=2)  # late, but the day counts from when she asked
    assert url in only(demo).text
    participants.send_links("cem@kita.example")
    time.move(days=1)
    assert news(demo) == []


def test_an_accounts_letter_is_wrapped_and_its_secret_not_kept_twice(demo: Settings) -> None:
    with transaction() as session:
        ada = Account(email="ada@of.example", name="Ada", fs_uniquifier="a", created_at=cast.NOW)
        session.add(ada)
        outbox.queue_for_account(ada, subject="Passwort", text="Link:\n\nhttps://x.example/r/1")
    mail = only(demo)
    assert mail.subject == "Passwort"
    assert 'href="https://x.example/r/1"' in mail.html
    db.session.rollback()
    assert [letter.facts for letter in db.session.scalars(select(Letter))] == [{}]


def test_a_letter_speaks_its_readers_language(demo: Settings) -> None:
    texts = {"de": TextPlan("Beratung"), "en": TextPlan("Counselling")}
    cast.sign_up(cast.make_workshop(texts=texts), cast.DUA)
    mail = only(demo)
    assert mail.message["Content-Language"] == "en"
    assert mail.text.startswith("Hello Dua Farouk,\n")
    assert "Counselling" in mail.subject
    assert "Beratung" not in mail.text
    assert '<html lang="en" dir="ltr">' in mail.html


def test_what_people_type_is_no_markup(demo: Settings) -> None:
    who = dataclasses.replace(cast.CEM, name="<b>Cem</b>")
    cast.sign_up(cast.make_workshop("A <script> & B"), who)
    mail = only(demo)
    assert "A &lt;script&gt; &amp; B" in mail.html
    assert "&lt;b&gt;Cem&lt;/b&gt;" in mail.html
    assert "<script" not in mail.html


def test_every_letter_says_whom_to_call_and_who_pays(demo: Settings) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    registrations.withdraw(cast.confirmed(workshop))
    participants.send_links("cem@kita.example")
    for mail in news(demo):
        for body in (mail.text, mail.html):
            for words in (demo.phone, demo.funding, "/privacy", "/imprint", "Guten Tag Cem Aksoy,"):
                assert words in body
        assert 'href="tel:+496990009120"' in mail.html


def test_text_and_html_say_the_same(demo: Settings) -> None:
    cast.confirmed(cast.make_workshop(sessions=in_a_room(14)))
    mail = only(demo)
    for line in mail.text.split("-- \n")[0].splitlines():
        sentence = line.removeprefix("* Mi, 17. März 2027, ").rstrip(":").strip()
        plain = mail.html.replace("<strong>", "").replace("</strong>", "")
        assert sentence in plain, sentence


def test_new_words_are_mailed_only_if_the_organiser_says_so(demo: Settings) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    firm(workshop, demo)
    cast.sign_up(workshop, cast.EVE)
    news(demo)
    same = moved(workshop, by=timedelta(0), texts={"de": TextPlan("Beratung", "Neu: mit Pause.")})
    workshops.edit(workshop, same, by=WORKER)
    assert news(demo) == []
    assert workshops.edit(workshop, same, by=WORKER, tell_all=True) == 1
    first, second = news(demo)
    assert (first.kind, second.kind) == ("changed", "invitation")
    assert "Zeit und Ort bleiben gleich." in first.text
    events = [mail.calendar.event for mail in (first, second) if mail.calendar]
    assert [event["uid"] for event in events] == [one.uid for one in workshop.sessions]
    assert all("Neu: mit Pause." in event["description"] for event in events)
