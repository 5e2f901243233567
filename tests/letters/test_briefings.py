"""Letters to trainers: numbers, never names; where answers go; what leads where."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast
from tests.letters.mails import Mail, news, online_too, to
from wirworkshops.config import Settings
from wirworkshops.database import transaction
from wirworkshops.domain import briefings, postponing, trainers, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.account.creation import make_account
from wirworkshops.worker import brief_trainers

pytestmark = pytest.mark.usefixtures("app", "time")
ANA = TrainerPlan("Ana Arends", "ana@leitet.example")


@pytest.fixture
def workshop() -> Workshop:
    trainers.add(ANA)
    found = cast.make_workshop(
        sessions=(replace(online_too(), trainer_names=(ANA.name,)),), spoken=("de", "ar")
    )
    cast.confirmed(found, replace(cast.CEM, needs=("diet", "sign-language"), need_text="Halal"))
    cast.confirmed(found, replace(cast.EVE, needs=("sign-language",)))
    with transaction():
        found.host.email = "haus@buero.example"
    return found


def sent(demo: Settings) -> Mail:
    (mail,) = to(news(demo), ANA.email)
    return mail


def test_a_briefing_holds_numbers_and_no_names(workshop: Workshop, demo: Settings) -> None:
    briefings.send(workshop, by=WORKER)
    mail = sent(demo)
    assert mail.subject == "Ihr Termin als Referent:in: Beratung, die ankommt"
    assert "2 von 20 Plätzen sind vergeben." in mail.text
    assert "2 × Gebärdensprachdolmetschen, 1 × Besonderes Essen." in mail.text
    assert "Deutsch und Arabisch" in mail.text
    assert "https://meet.example/1" in mail.text
    assert "S-Bahn Marktplatz" in mail.text
    for secret in ("Cem", "Eve", "Halal", "kita.example"):
        assert secret not in mail.message.as_string()
    assert mail.message["Reply-To"].addresses[0].addr_spec == "haus@buero.example"
    assert mail.calendar is None


def test_without_an_account_it_leads_to_the_public_page(workshop: Workshop, demo: Settings) -> None:
    briefings.send(workshop, by=WORKER)
    mail = sent(demo)
    assert f"{demo.base_url}/workshops/{workshop.slug}" in mail.text
    assert "/organise/dates" not in mail.text


def test_with_an_account_it_leads_to_her_dates(workshop: Workshop, demo: Settings) -> None:
    make_account(email="ana@buero.example", name=ANA.name, role="trainer", host_slugs=())
    briefings.send(workshop, by=WORKER)
    assert f"{demo.base_url}/organise/dates" in sent(demo).text


def test_a_move_says_what_it_was(workshop: Workshop, demo: Settings) -> None:
    briefings.send(workshop, by=WORKER)
    news(demo)
    day = (workshop.starts_at + timedelta(days=1)).date()
    postponing.postpone(workshop, day, by=WORKER)
    brief_trainers(3)
    mail = sent(demo)
    assert mail.subject == "Geändert: Beratung, die ankommt"
    assert "Bisher war der Beginn: Mi, 17. März 2027, 9:00 Uhr." in mail.text
    assert "* Do, 18. März 2027, 9:00–12:30 Uhr" in mail.text


def test_a_briefing_of_what_is_off_is_dropped_and_the_reason_told(
    workshop: Workshop, demo: Settings
) -> None:
    briefings.send(workshop, by=WORKER)
    workshops.cancel(workshop, because="Die Heizung ist kaputt.", by=WORKER)
    brief_trainers(3)
    mail = sent(demo)
    assert (mail.kind, mail.subject) == ("briefing_off", "Abgesagt: Beratung, die ankommt")
    assert "Die Heizung ist kaputt." in mail.text


def test_who_leads_no_more_reads_no_reason(workshop: Workshop, demo: Settings) -> None:
    briefings.send(workshop, by=WORKER)
    news(demo)
    (session,) = workshop.sessions
    kept = replace(online_too(), id=session.id, trainer_names=("Bo Berg",))
    workshops.edit(workshop, cast.plan(sessions=(kept,)), by=WORKER)
    brief_trainers(3)
    assert sent(demo).subject == "Nicht mehr bei Ihnen: Beratung, die ankommt"
