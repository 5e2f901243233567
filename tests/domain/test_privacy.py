"""Data goes when its time is over; the numbers stay."""

from datetime import timedelta

from sqlalchemy import func, select

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import attendance, outbox, postponing, privacy
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.web.account.creation import make_account

NEEDY = Application(
    name="Cem Aksoy", email="cem@kita.example", organisation="Kita", field="school",
    phone="069 1", question="Darf mein Kind mit?", needs=("step-free",),
)  # fmt: skip


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_needs_and_phone_numbers_go_first(app: object, time: cast.Time) -> None:
    registration = cast.confirmed(cast.make_workshop(), NEEDY)
    time.move(days=14 + 13)
    assert privacy.forget_needs(clock.now(), days=14) == 0
    time.move(days=2)
    assert privacy.forget_needs(clock.now(), days=14) == 2
    registration = cast.fresh(registration)
    assert (count(Need), registration.phone, registration.organisation) == (0, "", "Kita")


def test_people_go_and_figures_stay(app: object, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    registration = cast.confirmed(workshop, NEEDY)
    time.move(days=15)
    attendance.mark(workshop.sessions[0], [registration.id], by=WORKER)
    time.move(days=91)
    privacy.forget_needs(clock.now(), days=14)
    assert privacy.forget_people(clock.now(), days=90) == 1
    registration = cast.fresh(registration)
    assert (count(Participant), count(Letter)) == (0, 0)
    assert (registration.organisation, registration.question) == ("", "")
    assert (registration.status, registration.field) == ("confirmed", "school")
    assert attendance.present(workshop.sessions[0]) == {registration.id}


def test_a_person_stays_while_another_workshop_needs_her(app: object, time: cast.Time) -> None:
    early = cast.confirmed(cast.make_workshop(), NEEDY)
    late = cast.confirmed(cast.make_workshop("Später", sessions=cast.dates(100)), NEEDY)
    time.move(days=14 + 91)
    assert privacy.forget_people(clock.now(), days=90) == 1
    assert cast.fresh(early).participant is None
    assert cast.fresh(late).participant.name == "Cem Aksoy"
    assert count(Registration) == 2


def test_who_waits_for_a_new_date_stays(app: object, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    registration = cast.confirmed(workshop, NEEDY)
    postponing.leave_open(workshop, because="Der Saal ist zu.", by=WORKER)
    time.move(days=14 + 91)
    assert privacy.forget_needs(clock.now(), days=14) == 0
    assert privacy.forget_people(clock.now(), days=90) == 0
    postponing.set_day(cast.fresh(workshop), clock.today() + timedelta(days=5), by=WORKER)
    assert cast.fresh(registration).participant.name == "Cem Aksoy"
    time.move(days=5 + 91)
    assert privacy.forget_people(clock.now(), days=90) == 1


def test_letters_about_no_registration_go_as_well(app: object, time: cast.Time) -> None:
    account, _password = make_account(email="ben@x.example", name="Ben", role="reader")
    with transaction():
        for status in ("sent", "failed", "queued"):
            outbox.queue_for_office("digest", account, day="2027-03-03", lines=[])
            db.session.flush()
            newest = select(Letter).order_by(Letter.id.desc()).limit(1)
            db.session.scalars(newest).one().status = status
    time.move(days=90)
    assert privacy.forget_old_letters(clock.now(), days=90) == 0
    time.move(days=1)
    assert privacy.forget_old_letters(clock.now(), days=90) == 2
    assert db.session.scalars(select(Letter.status)).all() == ["queued"]


def test_kept_letters_are_emptied(app: object, time: cast.Time) -> None:
    cast.sign_up(cast.make_workshop())
    letter = db.session.scalars(select(Letter)).one()
    letter.body = b"with a secret link"
    db.session.commit()
    time.move(days=15)
    assert privacy.forget_bodies(clock.now(), days=14) == 1
    assert cast.fresh(letter).body is None


def test_who_waits_for_a_new_date_is_kept_with_all_she_needs(app: object, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    registration = cast.confirmed(workshop, NEEDY)
    postponing.leave_open(workshop, because="Krank", by=WORKER)
    time.move(days=200)
    assert privacy.forget_needs(clock.now(), days=14) == 0
    assert privacy.forget_people(clock.now(), days=90) == 0
    assert (count(Need), cast.fresh(registration).participant.name) == (1, "Cem Aksoy")
    time.move(days=365)
    assert privacy.forget_needs(clock.now(), days=14) == 2
    assert privacy.forget_people(clock.now(), days=90) == 1
