"""Mailings: who gets one, until when it can be changed, and that it goes out once."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from tests import cast
from tests.conftest import Queries
from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import history, mailings, privacy, registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.domain.reach import ALL
from wirworkshops.errors import Conflict, Gone, Invalid
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app", "time")


def plan(**values: object) -> MailingPlan:
    texts = {"subject": {"de": "Ein Raum weiter"}, "text": {"de": "Wir sind nebenan."}}
    return MailingPlan(**(texts | values))  # type: ignore[arg-type]


def write(workshop: Workshop, **values: object) -> Mailing:
    return mailings.write(workshop, plan(**values), by=WORKER)


def told(mailing: Mailing) -> list[str]:
    """Return whose letters a mailing has become, in order."""
    query = select(Letter).where(Letter.kind == "mailing").order_by(Letter.id)
    letters = [row for row in db.session.scalars(query) if row.facts["mailing"] == mailing.id]
    return [letter.registration.participant.name for letter in letters]


@pytest.fixture
def workshop() -> Workshop:
    """One seat: Cem has it, Dua waits, and Eve has left again."""
    made = cast.make_workshop(capacity=1)
    cast.confirmed(made, cast.CEM)
    cast.sign_up(made, cast.DUA)
    registrations.withdraw(cast.sign_up(made, cast.EVE))
    return made


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        ("confirmed", ["Cem Aksoy"]),
        ("waiting", ["Dua Farouk"]),
        ("active", ["Cem Aksoy", "Dua Farouk"]),
        ("withdrawn", ["Eve Stranger"]),
        ("requested", []),
    ],
)
def test_each_audience_is_written_to_and_nobody_else(
    audience: str, names: list[str], workshop: Workshop
) -> None:
    mailing = write(workshop, audience=audience)
    assert mailings.send(mailing, by=WORKER) == len(names)
    assert told(mailing) == names


def test_some_are_chosen_one_by_one_and_only_of_this_workshop(workshop: Workshop) -> None:
    other = cast.confirmed(cast.make_workshop("Anderes"), cast.somebody(1))
    chosen = (mailings.people(workshop.id)[1].id, other.id)
    mailing = write(workshop, audience="chosen", chosen=chosen)
    mailings.send(mailing, by=WORKER)
    assert told(mailing) == ["Dua Farouk"]


def test_those_without_a_mailbox_are_named_to_the_office(workshop: Workshop) -> None:
    mailing = write(workshop, audience="active")
    with transaction():
        mailings.people(workshop.id)[0].participant.email = ""
    assert [row.participant.name for row in mailings.unreached(mailing)] == ["Cem Aksoy"]
    assert mailings.send(mailing, by=WORKER) == 1


def test_history_says_how_many_were_told(workshop: Workshop) -> None:
    mailing = write(workshop, audience="active")
    mailings.send(mailing, by=WORKER)
    event = history.of_workshop(workshop.id)[0]
    assert (event.act, event.facts, event.thing, event.thing_id) == (
        "mailed", {"told": 2}, "mailing", mailing.id,
    )  # fmt: skip


def test_it_goes_out_once(workshop: Workshop) -> None:
    mailing = write(workshop)
    mailings.send(mailing, by=WORKER)
    for act in (
        lambda: mailings.send(mailing, by=WORKER),
        lambda: mailings.change(mailing, plan(), by=WORKER),
        lambda: mailings.discard(mailing, by=WORKER),
        lambda: mailings.schedule(mailing, clock.now() + timedelta(days=1), by=WORKER),
    ):
        with pytest.raises(Conflict, match="mailing-sent"):
            act()
    assert told(mailing) == ["Cem Aksoy"]


# At a time


def test_a_planned_one_waits_for_its_hour(workshop: Workshop, time: cast.Time) -> None:
    mailing = write(workshop)
    mailings.schedule(mailing, clock.now() + timedelta(hours=2), by=WORKER)
    assert mailings.due(clock.now()) == []
    time.move(hours=2)
    assert mailings.due(clock.now()) == [mailing.id]
    assert [mailings.send_planned(mailing.id) for _ in range(2)] == [True, False]
    assert told(mailing) == ["Cem Aksoy"]
    assert mailings.due(clock.now()) == []


def test_a_planned_one_goes_to_those_who_are_there_then(
    workshop: Workshop, time: cast.Time
) -> None:
    mailing = write(workshop)
    mailings.schedule(mailing, clock.now() + timedelta(hours=2), by=WORKER)
    registrations.withdraw(mailings.people(workshop.id)[0])
    time.move(hours=3)
    mailings.send_planned(mailing.id)
    assert "Cem Aksoy" not in told(mailing)


def test_a_planned_one_can_be_changed_and_taken_back(workshop: Workshop, time: cast.Time) -> None:
    mailing = write(workshop)
    mailings.schedule(mailing, clock.now() + timedelta(hours=2), by=WORKER)
    mailings.change(mailing, plan(subject={"de": "Anders"}), by=WORKER)
    assert (mailing.status, mailing.subject) == ("planned", {"de": "Anders"})
    mailings.take_back(mailing, by=WORKER)
    time.move(hours=3)
    assert (mailing.status, mailing.due_at) == ("draft", None)
    assert not mailings.send_planned(mailing.id)
    mailings.discard(mailing, by=WORKER)
    assert mailings.mailings(ALL) == ([], 0)


def test_a_time_that_is_over_is_refused(workshop: Workshop) -> None:
    with pytest.raises(Invalid, match="mailing-past"):
        mailings.schedule(write(workshop), clock.now(), by=WORKER)


# What is checked


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": {}}, "mailing-german"),
        ({"subject": {"de": "Ja", "en": "Yes"}}, "mailing-half"),
        ({"text": {"de": "Hallo {Vorname}"}}, "blank-unknown"),
        ({"subject": {"de": "Hallo {Name"}}, "blank-open"),
        ({"audience": "chosen"}, "mailing-nobody"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    values: dict[str, object], code: str, workshop: Workshop
) -> None:
    with pytest.raises(Invalid, match=code):
        write(workshop, **values)
    assert mailings.mailings(ALL) == ([], 0)


# Counting


def test_counting_takes_the_same_queries_however_many_there_are(
    workshop: Workshop, queries: Queries
) -> None:
    numbers = []
    for _ in range(2):
        mailings.send(write(workshop, audience="active"), by=WORKER)
        found, _total = mailings.mailings(ALL)
        queries.clear()
        with queries:
            counted = mailings.states_of(found)
        numbers.append(len(queries))
    assert list(counted.values()) == [{"queued": 2}, {"queued": 2}]
    assert numbers == [1, 1]


def test_all_that_failed_are_tried_again_in_one_act(workshop: Workshop) -> None:
    mailing = write(workshop, audience="active")
    mailings.send(mailing, by=WORKER)
    with transaction():
        for letter in db.session.scalars(select(Letter).where(Letter.kind == "mailing")):
            letter.status, letter.attempts, letter.error = "failed", 10, "550"
    assert [row.error for row in mailings.failures(mailing)] == ["550", "550"]
    assert mailings.retry(mailing, by=WORKER) == 2
    db.session.expire_all()
    assert mailings.states_of([mailing]) == {mailing.id: {"queued": 2}}
    with pytest.raises(Conflict, match="letter-not-failed"):
        mailings.retry(mailing, by=WORKER)


def test_its_text_is_deleted_in_time_and_the_number_stays(
    workshop: Workshop, time: cast.Time
) -> None:
    mailings.send(write(workshop), by=WORKER)
    time.jump(workshop.ends_at + timedelta(days=90, minutes=1))
    assert privacy.forget_mailings(clock.now(), days=90) == 1
    assert mailings.mailings(ALL) == ([], 0)
    assert [e.facts for e in history.of_workshop(workshop.id) if e.act == "mailed"] == [{"told": 1}]


def test_letters_can_be_deleted_before_their_mailing(workshop: Workshop, time: cast.Time) -> None:
    mailing = write(workshop)
    mailings.send(mailing, by=WORKER)
    time.jump(workshop.ends_at + timedelta(days=90, minutes=1))
    privacy.forget_people(clock.now(), days=90)
    assert mailings.states_of([mailing]) == {mailing.id: {}}


def test_a_draft_workshop_takes_its_drafts_along() -> None:
    draft = cast.make_draft()
    write(draft)
    workshops.delete_draft(draft)
    assert mailings.mailings(ALL) == ([], 0)


def test_who_was_chosen_and_leaves_before_it_goes_out_is_left_out(
    workshop: Workshop, time: cast.Time
) -> None:
    numbers = tuple(row.id for row in mailings.people(workshop.id))  # Eve has left already
    mailing = write(workshop, audience="chosen", chosen=numbers)
    mailings.schedule(mailing, clock.now() + timedelta(hours=2), by=WORKER)
    time.move(hours=1)
    registrations.withdraw(mailings.people(workshop.id)[0])
    assert [mailings.stays(mailing, row) for row in mailings.people(workshop.id)] == [
        False, True, True
    ]  # fmt: skip
    time.move(hours=2)
    mailings.send_planned(mailing.id)
    assert told(mailing) == ["Dua Farouk", "Eve Stranger"]


def test_the_second_of_two_editors_overwrites_nothing(workshop: Workshop, time: cast.Time) -> None:
    mailing = write(workshop)
    seen = mailings.print_of(mailing)
    time.move(minutes=1)
    mailings.change(mailing, plan(subject={"de": "Anders"}), by=WORKER, seen=seen)
    with pytest.raises(Conflict, match="record-meanwhile"):
        mailings.change(mailing, plan(subject={"de": "Wieder anders"}), by=WORKER, seen=seen)
    assert cast.fresh(mailing).subject == {"de": "Anders"}


def test_what_somebody_else_has_thrown_away_is_gone(workshop: Workshop) -> None:
    mailing = write(workshop)
    with transaction() as session:  # as from another process
        session.execute(delete(Mailing), execution_options={"synchronize_session": False})
    with pytest.raises(Gone, match="record-gone"):
        mailings.take_back(mailing, by=WORKER)


@pytest.mark.parametrize("subject", ["Ihr Link: {Link}", "{ link }"])
def test_the_secret_link_stands_in_no_subject(subject: str, workshop: Workshop) -> None:
    with pytest.raises(Invalid, match="blank-secret"):
        write(workshop, subject={"de": subject})


def test_a_retry_goes_to_the_mailbox_of_now(workshop: Workshop) -> None:
    mailing = write(workshop)
    mailings.send(mailing, by=WORKER)
    with transaction():
        letter = db.session.scalars(select(Letter).where(Letter.kind == "mailing")).one()
        letter.status, letter.recipient, letter.body = "failed", "falsch@kita.example", b"x"
    mailings.retry(mailing, by=WORKER)
    assert (cast.fresh(letter).status, letter.recipient, letter.body) == ("queued", "", None)
    with transaction():
        letter.status, letter.recipient, letter.body = "failed", cast.CEM.email, b"x"
    mailings.retry(mailing, by=WORKER)
    assert (cast.fresh(letter).recipient, letter.body) == (cast.CEM.email, b"x")
