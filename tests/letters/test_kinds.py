"""No letter is queued that nobody can write: each kind has words, and a rule when it is true."""

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from wirworkshops import domain, i18n
from wirworkshops.config import LANGUAGES, Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import duties, mailings, registrations
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.letters import relevance, rendering
from wirworkshops.letters.briefings import Lead
from wirworkshops.letters.compose import KINDS, TO_OFFICE, TO_PEOPLE, TO_TRAINERS
from wirworkshops.letters.content import Content, case_of
from wirworkshops.models.accounts import Account, Invitation
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app", "time")

DOMAIN = Path(domain.__file__).parent
KIND_ARGUMENTS = {
    "queue": 1,
    "queue_for_person": 1,
    "queue_for_office": 1,
    "queue_for_trainer": 1,
    "queue_course": 2,
    "tell_firm": 1,
}
WORKED_OUT = {  # kinds that are not written where they are queued, and what they can be
    "LETTERS[status]": set(registrations.LETTERS.values()),
    "kinds.get(registration.status, 'already')": {"offered", "already"},
    "due.kind.replace('-', '_')": {
        kind.replace("-", "_") for kind in duties.DUTIES if kind.startswith("decision")
    },
    "kind": {"confirmed", "moved_up", *TO_TRAINERS},  # handed on
    "further": {"invitation", "removal"},
}


def calls() -> list[ast.expr]:
    """Return the expressions that name a kind, wherever the domain queues a letter."""
    found = []
    for path in DOMAIN.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            found += node.args[: KIND_ARGUMENTS.get(name, 0)]
    return found


def test_every_kind_that_is_queued_has_words_and_a_rule() -> None:
    queued = {"my_link", "account"}
    for expression in calls():
        if isinstance(expression, ast.Constant):
            queued.add(expression.value)
        else:
            queued |= WORKED_OUT[ast.unparse(expression)]
    assert queued == {*KINDS, *TO_PEOPLE, *TO_OFFICE, *TO_TRAINERS}
    assert set(relevance._RULES) == set(KINDS)
    assert set(relevance._OTHER_RULES) == {*TO_PEOPLE, *TO_OFFICE, *TO_TRAINERS}


@pytest.fixture
def workshop() -> Workshop:
    return cast.make_workshop(
        sessions=cast.dates(14, 21), most_seats=5, names_until=cast.NOW + timedelta(days=9),
        minimum=8, decide_at=cast.NOW + timedelta(days=7), moves_up="offer",
    )  # fmt: skip


@pytest.fixture
def facts(workshop: Workshop) -> dict[str, Any]:
    other = cast.make_workshop("Ganz etwas anderes")
    person = cast.confirmed(other, cast.somebody(9)).participant
    assert person
    with transaction() as session:
        interest = Interest(
            workshop=workshop, participant=person, created_at=cast.NOW, link_number=0
        )
        session.add(interest)
    mailing = mailings.write(workshop, MailingPlan({"de": "Hallo"}, {"de": "Text"}), by=WORKER)
    return {
        "mailing": mailing.id, "language": "de",
        "workshop": workshop.id, "interest": interest.id, "seats": 2, "hours": 24, "wanted": 4,
        "subject": "Passwort", "text": "Ein Link.", "day": "2027-03-03",
        "lines": [{"title": "Raum", "about": "A", "due": "", "href": "/organise/", "things": 1}],
    }  # fmt: skip


def letter(kind: str, facts: dict[str, Any], **about: Any) -> Letter:
    return Letter(
        id=1, kind=kind, facts=facts, created_at=cast.NOW, due_at=cast.NOW, recipient="", **about
    )


def read_aloud(content: Content, settings: Settings, language: str) -> None:
    text, html = rendering.render(content, relevance.Reader("Cem", "cem@x", language), settings)
    assert content.subject.strip()
    assert content.headline in text
    assert "%(" not in text
    assert "None" not in text
    assert "</html>" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_can_be_written_in_each_language(
    workshop: Workshop, facts: dict[str, Any], language: str, base: Settings
) -> None:
    alone = cast.confirmed(workshop)
    group = cast.confirmed(workshop, cast.somebody(1, seats=3, attends=False))
    with db.session.no_autoflush, i18n.speaking(language):
        for registration in (alone, group):
            registration.language = language
            for kind, write in KINDS.items():
                about = {"registration": registration, "session": workshop.sessions[0]}
                read_aloud(write(case_of(letter(kind, facts, **about), base)), base, language)
        for kind, write_to in TO_PEOPLE.items():
            about = {"participant": alone.participant}
            content = write_to(letter(kind, facts, **about), _person(alone), base)
            read_aloud(content, base, language)
        for kind, tell in TO_OFFICE.items():
            invitation = Invitation(account_id=1, link_number=0, expires_at=cast.NOW)
            ada = Account(
                email="ada@of.example", name="Ada", language=language, invitation=invitation
            )
            read_aloud(tell(letter(kind, facts, account=ada), base), base, language)
        for brief in TO_TRAINERS.values():
            lead = Lead(Trainer(id=0, name="Ana"), workshop.sessions[0], facts, base)
            read_aloud(brief(lead), base, language)
    db.session.rollback()


def _person(registration: Registration) -> Any:
    assert registration.participant
    return registration.participant


GOODBYES: list[dict[str, Any]] = [
    {}, {"group": True}, {"absent": True}, {"moved_to": 0}, {"unnamed": True}, {"empty": True},
]  # fmt: skip


@pytest.mark.parametrize("said", GOODBYES, ids=lambda said: "-".join(said) or "plain")
def test_each_way_of_leaving_has_words_of_its_own(
    workshop: Workshop, said: dict[str, Any], base: Settings
) -> None:
    registration = cast.confirmed(workshop)
    about = {"registration": registration, "session": workshop.sessions[0]}
    facts = {key: value or workshop.id for key, value in said.items()}
    with db.session.no_autoflush, i18n.speaking("de"):
        written = {
            KINDS["withdrawn"](case_of(letter("withdrawn", each, **about), base)).lead[0]
            for each in (facts, {})
        }
    db.session.rollback()
    assert len(written) == (2 if said else 1)
