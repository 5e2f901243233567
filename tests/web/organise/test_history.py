"""The history of everything: a line for each act, found by what, who and when, without people."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, Table, func, select

from tests import cast
from tests.conftest import Queries
from tests.web.organise import test_guard
from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import accounts, history, privacy, topics, trainers
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.models.history import Event
from wirworkshops.models.trainers import Trainer
from wirworkshops.web.account.creation import make_account

pytestmark = pytest.mark.usefixtures("lasting")

PAGE = "/organise/history"
LINE = re.compile(
    r'scope="row"[^>]*>(.*?)</th>.*?<span class="ww-muted ww-small">(.*?)</span><br>(.*?)</td>',
    re.S,
)


def lines(client: FlaskClient, query: str = "") -> list[tuple[str, str, str]]:
    """Return act, kind and name of each line on the page, without marks."""
    page = client.get(f"{PAGE}{query}").text
    return [tuple(re.sub(r"<.*?>", "", part).strip() for part in row)  # type: ignore[misc]
            for row in LINE.findall(page)]  # fmt: skip


def acts(client: FlaskClient, query: str = "") -> list[str]:
    return [act.split(" (")[0] for act, _kind, _name in lines(client, query)]


def by(name: str = "ada") -> history.Actor:
    account = accounts.by_email(f"{name}@buero.example")
    assert account
    return history.office(account.id)


def test_an_empty_history_says_so(ada: FlaskClient) -> None:
    with transaction() as session:
        session.query(Event).delete()
    assert "Hier ist noch nichts geschehen" in ada.get(PAGE).text
    assert "Nehmen Sie einen Filter heraus" in ada.get(f"{PAGE}?what=letter").text


def test_a_letter_of_ones_own_is_named_after_its_workshop(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    history.record("mailed", by=by(), workshop_id=workshop.id, thing=("mailing", 3))
    db.session.commit()
    assert lines(ada, "?what=letter") == [
        ("Nachricht an Teilnehmende geschickt", "Nachricht", "Beratung, die ankommt")
    ]


def test_things_are_called_as_they_are_now(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}), by=by())
    topics.change(topic, NamePlan({"de": "Zuhören"}), by=by())
    assert lines(ada, "?what=masterdata") == [
        ("Geändert", "Thema", "Zuhören"), ("Angelegt", "Thema", "Zuhören"),
    ]  # fmt: skip
    number = topic.id
    topics.remove(topic, by=by())
    assert lines(ada, "?what=masterdata")[0] == (
        "Gelöscht", "Thema", f"gelöscht (Nr. {number})",
    )  # fmt: skip


def test_a_merge_stands_at_what_stays(ada: FlaskClient) -> None:
    one, two = topics.add(NamePlan({"de": "Eins"})), topics.add(NamePlan({"de": "Zwei"}))
    gone = one.id
    topics.merge(one, two, by=by())
    assert lines(ada)[0] == (
        f"Mit einem doppelten Eintrag zusammengeführt (weg ist Nr. {gone})", "Thema", "Zwei",
    )  # fmt: skip


def test_each_filter_narrows(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop("Lesung")
    registration = cast.confirmed(workshop)
    time.move(days=2)
    topics.add(NamePlan({"de": "Reden"}), by=by())
    assert {kind for _act, kind, _name in lines(ada, "?what=registration")} == {"Anmeldung"}
    assert lines(ada, "?what=workshop")[0] == ("Veröffentlicht", "Veranstaltung", "Lesung")
    assert acts(ada, f"?who={by().account_id}") == ["Angelegt"]
    assert lines(ada, "?who=participant")[0] == (
        "Platz bestätigt", "Anmeldung", f"Lesung, Nr. {registration.id}",
    )  # fmt: skip
    assert acts(ada, "?act=published") == ["Veröffentlicht"]
    assert acts(ada, "?from=2027-03-05") == ["Angelegt"]
    assert "Angelegt" not in acts(ada, "?to=2027-03-04&what=masterdata")


def test_nonsense_in_the_address_is_any(ada: FlaskClient) -> None:
    cast.make_workshop()
    everything = lines(ada)
    for query in (
        "?what=x",
        "?who=9x",
        "?act=x",
        "?from=gestern",
        f"?before={10**12}",
        f"?before=-{10**30}",
        f"?who={'9' * 5000}",
        "?before=x",
    ):
        assert lines(ada, query) == everything


def test_pages_go_by_the_last_line_and_miss_none(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    number = db.session.scalar(select(func.count(Event.id))) or 0
    with transaction():
        for _more in range(120 - number):
            history.record("edited", by=WORKER, workshop_id=workshop.id)
    query, seen = "", []
    while query is not None:
        page = ada.get(f"{PAGE}{query}").text
        seen.append(len(LINE.findall(page)))
        with transaction():  # what comes in meanwhile shifts nothing
            history.record("edited", by=WORKER, workshop_id=workshop.id)
        older = re.search(r'href="/organise/history(\?before=\d+)" rel="next"', page)
        query = older[1] if older else None  # type: ignore[assignment]
    assert seen == [50, 50, 20]


def test_a_coordinator_sees_her_hosts_workshops_and_master_data(
    ada: FlaskClient, ben: FlaskClient, mia: FlaskClient
) -> None:
    cast.make_workshop("Lesung")
    topics.add(NamePlan({"de": "Reden"}), by=by())
    assert "Lesung" in [name for _act, _kind, name in lines(ben)]
    assert "Lesung" not in [name for _act, _kind, name in lines(mia)]
    assert "Reden" in [name for _act, _kind, name in lines(mia)]
    assert [name for _act, kind, name in lines(mia) if kind == "Konto"] == ["Mia Sommer"]
    assert {name for _act, kind, name in lines(ada) if kind == "Konto"} == {
        "Ada Wolf", "Ben Koch", "Mia Sommer",
    }  # fmt: skip


def test_another_hosts_trainer_is_not_named(mia: FlaskClient) -> None:
    cast.make_workshop(sessions=tuple(
        plan.__class__(**{**vars(plan), "trainer_names": ("Ana Arends",)})
        for plan in cast.dates(14)
    ))  # fmt: skip
    trainer = db.session.scalars(select(Trainer)).one()
    trainers.change(trainer, trainers.TrainerPlan("Ana A."), by=WORKER)
    assert "Ana A." not in mia.get(PAGE).text


def test_each_record_shows_its_own_history(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}), by=by())
    topics.add(NamePlan({"de": "Anderes"}), by=by())
    page = ada.get(f"/organise/topics/{topic.id}/edit").text
    assert page.count("Angelegt") == 1
    assert "Ada Wolf</td>" in page


@pytest.mark.parametrize("number", [3, 500])
def test_many_lines_need_as_many_queries_as_one(
    ada: FlaskClient, queries: Queries, number: int
) -> None:
    def one(n: int) -> None:
        history.record("edited", by=by(), workshop_id=workshop.id)
        history.record("changed", by=by(), thing=("topic", topic.id))
        topic.name = {"de": f"Reden {n}"}

    workshop, topic = cast.make_workshop(), topics.add(NamePlan({"de": "Reden"}))
    with transaction():
        one(0)
    with queries:
        ada.get(f"{PAGE}?who={by().account_id}")
    before = len(queries)
    queries.clear()
    with transaction():
        for n in range(number):
            one(n)
    with queries:
        assert ada.get(f"{PAGE}?who={by().account_id}").status_code == 200
    assert len(queries) == before


def test_history_knows_nobody_after_deletion(app: Flask, time: cast.Time) -> None:
    who = Application(
        name="Cem Aksoy", email="cem@kita.example", organisation="Kita Sonne", field="school",
        phone="0151 2345", question="Darf mein Hund mit?", needs=("other",),
        need_text="eine Pause",
    )  # fmt: skip
    workshop = cast.make_workshop(admission="approval")
    registration = cast.sign_up(workshop, who)
    with transaction():
        history.record(
            "admitted", by=WORKER, workshop_id=workshop.id, registration_id=registration.id,
            reason="Cem Aksoy ruft seit Wochen an: 0151 2345",
        )  # fmt: skip
    time.move(days=14 + 91)
    privacy.forget_needs(clock.now(), days=14)
    assert privacy.forget_people(clock.now(), days=90) == 1
    words = ("Cem", "Aksoy", "cem@", "Sonne", "0151", "Hund", "Pause", "ruft")
    columns = [getattr(Event, name) for name in Event.__table__.c.keys()]  # noqa: SIM118
    kept = " ".join(str(row) for row in db.session.execute(select(*columns)))
    assert [word for word in words if word in kept] == []
    assert db.session.scalar(select(func.count(Event.id)))


# Every act of the office leaves a line

QUIET = {  # what changes nothing of anybody's
    "office_mailings.test": "a letter to herself",
    "office_draft.discard": "what she had typed herself",
    "office_todo.hide": "her own view of Today",
    "office_todo.show_again": "her own view of Today",
}
GIVEN: dict[str, dict[str, Any]] = {
    "office_decisions.show": {"act": "hold"},
}


def _rows() -> dict[str, int]:
    """Return a print of each table but for history; a lock's turn in a pool is no change."""
    db.session.rollback()
    return {
        table.name: hash(tuple(map(str, db.session.execute(_all(table)).all())))
        for table in Event.metadata.sorted_tables
        if table.name not in ("history", "catalogue", "put_offs", "heartbeats")
    }


def _all(table: Table) -> Select[Any]:
    return select(*(column for column in table.columns if column.name != "turn"))


def _lines() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Event.id))) or 0


@pytest.fixture
def ids(app: Flask) -> dict[str, int]:
    maker: Callable[[Flask], dict[str, int]] = test_guard.ids.__wrapped__  # type: ignore[attr-defined]
    target, _ = make_account(email="target@x.example", name="T", role="reader")
    return maker(app) | {"account_id": target.id, "login_id": 9_999}  # hers goes on


def test_every_act_of_the_office_leaves_a_line(
    ada: FlaskClient, app: Flask, ids: dict[str, int], time: cast.Time
) -> None:
    silent = []
    for rule in test_guard.rules(app):
        if "POST" not in (rule.methods or ()):
            continue
        path = test_guard.path(rule, ids)
        stored, before = _rows(), _lines()
        time.move(seconds=1)
        ada.send("/account/", GIVEN.get(rule.endpoint, {}), to=path)
        if _rows() != stored and _lines() == before and rule.endpoint not in QUIET:
            silent.append(rule.endpoint)
    assert silent == []


FILLED: list[tuple[str, dict[str, Any]]] = [
    ("/organise/topics/new", {"name": "Neu"}),
    ("/organise/audiences/new", {"name": "Neu"}),
    ("/organise/trainers/new", {"name": "Neu"}),
    ("/organise/hosts/new", {"name": "Neu"}),
    ("/organise/venues/new", {"name": "Neu"}),
    ("/organise/series/new", {"name": "Neu", "palette": "leaf", "position": "3"}),
    ("/organise/venues/{venue_id}/rooms/new", {"name": "Neu"}),
    ("/organise/topics/{topic_id}/edit", {"name": "Anders"}),
    ("/organise/rooms/{room_id}/edit", {"name": "Anders"}),
    ("/organise/venues/{venue_id}/edit", {"name": "Anders"}),
    ("/organise/calendars/feed", {}),
    ("/organise/calendars/trainers/{trainer_id}/feed", {}),
    ("/organise/topics/{topic_id}/delete", {}),
    ("/account/digest", {"rhythm": "weekly", "hour": "8"}),
]


@pytest.mark.parametrize(("path", "given"), FILLED, ids=[path for path, _given in FILLED])
def test_who_did_it_stands_there(
    ada: FlaskClient, ids: dict[str, int], path: str, given: dict[str, Any]
) -> None:
    before = _lines()
    answer = ada.send("/account/", given, to=path.format(**ids))
    assert answer.status_code in (302, 303), answer.text
    assert _lines() > before
    newest = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert newest
    assert newest.account_id == by().account_id
