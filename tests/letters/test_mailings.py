"""Mailings as their readers have them: their words, their language, still meant for them."""

from datetime import timedelta

import pytest
from flask import Flask

from tests import cast
from tests.letters.conftest import Mailed
from tests.letters.mails import Mail, firm, news, only
from tests.letters.test_whole_letters import compare, readable, registration  # noqa: F401
from wirworkshops import clock, links
from wirworkshops.config import Settings
from wirworkshops.database import transaction
from wirworkshops.domain import mailings, registrations
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.letters import sending
from wirworkshops.letters.compose import compose
from wirworkshops.models.accounts import Account
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.worker import Worker

pytestmark = pytest.mark.usefixtures("app", "time")

GERMAN = "Liebe Leute,\n\nwir sehen uns am {Termin} in {ort}.\nBis dann, {Name}!\n\n{Link}"
TEXTS = {"de": "Gleich geht es los: {Titel}"}, {"de": GERMAN}
BOTH = {"de": "Ja", "en": "Yes"}, {"de": "Deutsch", "en": "English"}


def send(workshop: Workshop, subject: dict[str, str], text: dict[str, str], **more: str) -> Mailing:
    mailing = mailings.write(workshop, MailingPlan(subject, text, **more), by=WORKER)
    mailings.send(mailing, by=WORKER)
    return mailing


def test_the_whole_letter(registration: Registration, base: Settings) -> None:  # noqa: F811
    subject, text = TEXTS
    plan = MailingPlan(subject, text)
    mailing = mailings.write(registration.workshop, plan, by=WORKER)
    given = Letter(
        id=900_002, kind="mailing", registration=registration, created_at=cast.NOW,
        due_at=cast.NOW, recipient="", facts={"mailing": mailing.id, "status": "confirmed"},
    )  # fmt: skip
    with transaction() as session:
        session.add(given)
    message = compose(given, base)
    assert message is not None
    compare(readable(message), "mailing.txt")


def test_every_field_is_filled_in(demo: Settings) -> None:
    own = firm(cast.make_workshop(), demo)
    send(own.workshop, *TEXTS)
    mail = only(demo)
    assert mail.subject == "Gleich geht es los: Beratung, die ankommt"
    assert "am Mi, 17. März 2027, 9:00–12:30 Uhr in " in mail.text
    assert "Bis dann, Cem Aksoy!" in mail.text
    assert links.registration_url(demo.base_url, own) in mail.text
    assert "{" not in mail.text
    assert "<br>\nBis dann" in mail.html or "<br>Bis dann" in mail.html
    assert mail.calendar is None


@pytest.mark.parametrize(("texts", "word"), [(BOTH, "English"), (TEXTS, "Guten Tag Dua Farouk")])
def test_each_reads_her_own_language_where_it_is_written(
    texts: tuple[dict[str, str], dict[str, str]], word: str, demo: Settings
) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop, cast.DUA)
    news(demo)
    send(workshop, *texts)
    mail = only(demo)
    assert word in mail.text
    assert mail.message["Content-Language"] == ("en" if word == "English" else "de")


def test_answers_go_to_the_organiser_else_to_the_office(demo: Settings) -> None:
    own = firm(cast.make_workshop(), demo)
    send(own.workshop, *TEXTS)
    assert _answers_to(only(demo)) == "vielfalt@offenbach.example"
    with transaction():
        own.workshop.host.email, own.workshop.host.name = "post@verein.example", "Verein, e. V."
    send(own.workshop, *TEXTS)
    mail = only(demo)
    assert _answers_to(mail) == "post@verein.example"
    assert mail.message["From"].addresses[0].addr_spec == "vielfalt@offenbach.example"


def _answers_to(mail: Mail) -> str:
    (address,) = mail.message["Reply-To"].addresses
    return str(address.addr_spec)


def test_what_typed_tags_are_is_shown_as_typed(demo: Settings) -> None:
    own = firm(cast.make_workshop(), demo)
    send(own.workshop, {"de": "A & B"}, {"de": "<script>x</script> & www.offenbach.de"})
    html = only(demo).html
    assert "&lt;script&gt;x&lt;/script&gt; &amp;" in html
    assert '<a href="https://www.offenbach.de"' in html


# Still meant for her?


def test_who_has_left_since_gets_none(demo: Settings) -> None:
    own = firm(cast.make_workshop(), demo)
    send(own.workshop, *TEXTS)
    registrations.withdraw(own)
    assert [mail.kind for mail in news(demo)] == ["withdrawn"]


def test_who_has_moved_up_is_not_told_what_the_list_was_told(demo: Settings) -> None:
    workshop = cast.make_workshop(capacity=1)
    first = firm(workshop, demo)
    waits = cast.confirmed(workshop, cast.DUA)
    news(demo)
    send(workshop, *TEXTS, audience="waiting")
    registrations.withdraw(first)
    assert waits.status != "waiting"
    assert "mailing" not in [mail.kind for mail in news(demo)]


def test_who_was_chosen_after_leaving_gets_it(demo: Settings) -> None:
    own = firm(cast.make_workshop(), demo)
    registrations.withdraw(own)
    news(demo)
    mailing = mailings.write(
        own.workshop, MailingPlan(*TEXTS, audience="chosen", chosen=(own.id,)), by=WORKER
    )
    mailings.send(mailing, by=WORKER)
    assert only(demo).kind == "mailing"


# To oneself, and at a time


def test_a_test_goes_to_the_author_in_each_language(demo: Settings) -> None:
    workshop = cast.make_workshop()
    mailing = mailings.write(workshop, MailingPlan(*BOTH), by=WORKER)
    with transaction() as session:
        ada = Account(
            email="ada@of.example", name="Ada", active=True, fs_uniquifier="a",
            created_at=clock.now(),
        )  # fmt: skip
        session.add(ada)
    mailings.try_out(mailing, ada)
    german, english = news(demo)
    assert (german.subject, english.subject) == ("Ja", "Yes")
    assert "Guten Tag Ada" in german.text
    assert links.workshop_url(demo.base_url, workshop.slug) in german.text
    assert mailing.status == "draft"


def test_the_worker_sends_a_planned_one_at_its_hour(
    app: Flask, mailed: Mailed, time: cast.Time
) -> None:
    office, settings = mailed
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    sending.send_due(settings)
    mailing = mailings.write(workshop, MailingPlan(*TEXTS), by=WORKER)
    mailings.schedule(mailing, clock.now() + timedelta(hours=1), by=WORKER)
    worker = Worker(app)
    worker.settings = settings
    before = len(office.letters)
    worker.round()
    assert len(office.letters) == before
    time.move(hours=1)
    worker.round()
    (letter,) = office.letters[before:]
    assert letter["Subject"] == "Gleich geht es los: Beratung, die ankommt"
