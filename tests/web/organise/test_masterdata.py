"""What the pages of all kinds of master data have in common: list, form, deleting, merging."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.organise.records import (
    ACTS,
    KEPT,
    KINDS,
    MAKE,
    MODELS,
    TYPED,
    newest,
    number_of,
    path,
    values,
)
from wirworkshops.database import transaction
from wirworkshops.models.venues import Room


@pytest.mark.parametrize("kind", KINDS)
def test_something_new_is_kept_as_typed(ada: FlaskClient, kind: str) -> None:
    answer = ada.send(f"{path(kind)}/new", TYPED[kind])  # type: ignore[attr-defined]
    assert answer.status_code == 303
    row = newest(kind)
    assert values(kind, row) == KEPT[kind]
    assert "Neu" in ada.get(path(kind)).text


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_saved_unchanged_stays_as_it_was(ada: FlaskClient, kind: str) -> None:
    ada.send(f"{path(kind)}/new", TYPED[kind])  # type: ignore[attr-defined]
    row = newest(kind)
    page = path(kind, row, "edit")
    for given in TYPED[kind].values():
        assert given.replace("50,10560 8,76115", "50.1056, 8.76115") in ada.get(page).text
    answer = ada.send(page, TYPED[kind])  # type: ignore[attr-defined]
    assert (answer.status_code, values(kind, cast.fresh(row))) == (303, KEPT[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_name_what_was_typed_is_kept(ada: FlaskClient, kind: str) -> None:
    before = number_of(kind)
    answer = ada.send(f"{path(kind)}/new", TYPED[kind] | {"name": " "})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert "Bitte geben Sie einen Namen an." in answer.text
    for name, given in TYPED[kind].items():
        assert name == "name" or given in answer.text
    assert number_of(kind) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_double_is_refused_at_its_name(ada: FlaskClient, kind: str) -> None:
    MAKE[kind]("Öffentlich")
    other = MAKE[kind]("Anderes")
    for page in (f"{path(kind)}/new", path(kind, other, "edit")):
        answer = ada.send(page, TYPED[kind] | {"name": "offentlich"})  # type: ignore[attr-defined]
        assert answer.status_code == 422
        assert "Diesen Namen gibt es schon." in answer.text
        assert 'value="offentlich"' in answer.text


@pytest.mark.parametrize(
    ("kind", "field", "typed", "sentence"),
    [
        ("series", "most_per_person", "0", "Bitte geben Sie eine Zahl von 1 bis 100 an"),
        ("series", "most_per_person", "²", "Bitte geben Sie eine ganze Zahl an."),
        ("series", "position", "-1", "Bitte geben Sie eine Zahl von 0 bis 999 an."),
        ("series", "palette", "pink", "Das gibt es nicht mehr."),
        ("hosts", "email", "kein.example", "In der Adresse fehlt das @."),
        ("hosts", "website", "javascript:alert(1)", "Bitte geben Sie eine ganze Adresse an"),
        ("venues", "spot", "Marktplatz", "Bitte geben Sie zwei Zahlen an"),
        ("venues", "spot", "91.5, 8.7", "Bitte geben Sie zwei Zahlen an"),
        ("venues", "postal_code", "D-63065 Offenbach", "Das ist zu lang."),
        ("topics", "name", "x" * 121, "Das ist zu lang."),
        ("trainers", "name", "x" * 201, "Das ist zu lang."),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(
    ada: FlaskClient, kind: str, field: str, typed: str, sentence: str
) -> None:
    answer = ada.send(f"{path(kind)}/new", TYPED[kind] | {field: typed})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert sentence in answer.text
    assert field == "palette" or typed in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_of_two_is_told_and_may_then_save(ada: FlaskClient, kind: str) -> None:
    row = MAKE[kind]("Reden")
    page = path(kind, row, "edit")
    stale = ada.get(page).text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    ada.send(page, TYPED[kind] | {"name": "Sprechen", "seen": stale})  # type: ignore[attr-defined]
    answer = ada.send(page, TYPED[kind] | {"seen": stale})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert "Inzwischen hat jemand anderes das geändert." in answer.text
    again = answer.text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    assert ada.send(page, TYPED[kind] | {"seen": again}).status_code == 303  # type: ignore[attr-defined]
    assert values(kind, cast.fresh(row)) == KEPT[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_nothing_uses_is_deleted_by_button(ada: FlaskClient, kind: str) -> None:
    row = MAKE[kind]("Reden")
    before = number_of(kind)
    page = path(kind, row, "delete")
    assert "„Reden“ benutzt niemand." in ada.get(page).text
    assert number_of(kind) == before
    assert ada.send(page, {}).status_code == 303  # type: ignore[attr-defined]
    assert number_of(kind) == before - 1


@pytest.mark.parametrize("kind", KINDS)
def test_doubles_are_merged_by_button(ada: FlaskClient, kind: str) -> None:
    row, into = MAKE[kind]("Reden"), MAKE[kind]("Sprechen")
    before = number_of(kind)
    page = path(kind, row, "merge")
    assert "Keine Veranstaltung zieht um." in ada.get(page).text
    nothing = ada.send(page, {"into": ""})  # type: ignore[attr-defined]
    assert (nothing.status_code, number_of(kind)) == (422, before)
    itself = ada.send(page, {"into": str(row.id)})  # type: ignore[attr-defined]
    assert (itself.status_code, number_of(kind)) == (422, before)
    assert ada.send(page, {"into": str(into.id)}).status_code == 303  # type: ignore[attr-defined]
    assert number_of(kind) == before - 1
    assert "Reden" not in ada.get(path(kind)).text


@pytest.mark.parametrize("kind", ["hosts", "series"])
def test_a_coordinator_has_nothing_to_do_with_hosts_and_series(ben: FlaskClient, kind: str) -> None:
    row = MAKE[kind]("Reden")
    for page in (path(kind), f"{path(kind)}/new", *(path(kind, row, a) for a in ACTS)):
        assert ben.get(page).status_code == 403
    assert f'href="{path(kind)}"' not in ben.get("/organise/masterdata").text


@pytest.mark.parametrize("kind", ["venues", "trainers", "topics", "audiences"])
def test_a_coordinator_looks_after_the_rest(ben: FlaskClient, kind: str) -> None:
    assert f'href="{path(kind)}"' in ben.get("/organise/masterdata").text
    assert ben.send(f"{path(kind)}/new", TYPED[kind]).status_code == 303  # type: ignore[attr-defined]
    row = newest(kind)
    for act in ACTS:
        assert ben.get(path(kind, row, act)).status_code == 200


def test_a_stranger_is_sent_to_the_login(client: FlaskClient) -> None:
    for kind in KINDS:
        assert client.get(path(kind)).location.startswith("/login?next=")


def test_wrong_numbers_and_pages_are_not_found(ada: FlaskClient) -> None:
    for kind in (*KINDS, "rooms"):
        for number in (9_999, 2**31):
            assert ada.get(f"/organise/{kind}/{number}/edit").status_code == 404
    assert ada.get("/organise/topics?page=2").status_code == 404
    assert ada.get("/organise/venues/9999/rooms/new").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_costs_as_many_queries_for_1_as_for_60(
    ada: FlaskClient, queries: Queries, kind: str
) -> None:
    MAKE[kind]("Eintrag 0")
    with queries:
        ada.get(path(kind))
    alone = len(queries)
    many(kind)
    queries.clear()
    with queries:
        page = ada.get(path(kind)).text
    assert len(queries) == alone
    assert "Seite 1 von 2" in page
    assert "Eintrag 59" in ada.get(f"{path(kind)}?page=2").text


def many(kind: str) -> None:
    more: dict[str, Any] = {"series": {"palette": "leaf", "summary": {}}}.get(kind, {})
    with transaction() as session:
        for number in range(1, 60):
            name: Any = f"Eintrag {number:02}"
            if kind in ("series", "topics", "audiences"):
                name = {"de": name}
            row = MODELS[kind](name=name, **more)
            if kind != "trainers":
                row.slug = f"eintrag-{number}"
            if kind == "venues":
                row.rooms = [Room(name="Saal", floor={})]
            session.add(row)
