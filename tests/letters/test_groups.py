"""What contacts are written about their groups, and those whom they name."""

import dataclasses
from datetime import timedelta

import pytest

from tests import cast
from tests.letters.mails import do_due, full, news, only, to
from wirworkshops import clock, links
from wirworkshops.config import Settings
from wirworkshops.domain import (
    groups,
    registrations,
)
from wirworkshops.domain.groups import Named
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app", "time")

MIRA = Named("Mira Kaya", "mira@kita.example")
NOUR = Named("Nour Haddad", "nour@kita.example")


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
