"""Needs in the office: all there is to do, one workshop's, one alone, the sheet, the file."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from wirworkshops.database import db, transaction
from wirworkshops.domain import needs, registrations
from wirworkshops.models.accounts import Account
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import CallOff, Need, Registration
from wirworkshops.models.workshops import Workshop

ALL = "/organise/needs"


def needy(number: int, workshop: Workshop, **values: Any) -> Registration:
    values.setdefault("needs", ("sign-language",))
    return cast.confirmed(workshop, cast.somebody(number, **values))


@pytest.fixture
def workshop(app: object) -> Workshop:
    """Two need sign language, one agrees that others know she eats no nuts."""
    found = cast.make_workshop(sessions=cast.dates(10, 17))
    needy(1, found)
    needy(2, found)
    needy(3, found, needs=("diet",), need_diet="keine Nüsse", shares_needs=True)
    needy(4, found, needs=("diet",), need_diet="kein Fisch")
    return found


def ids(kind: str = "sign-language") -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Need.id).where(Need.kind == kind).order_by(Need.id)))


def states(kind: str = "sign-language") -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Need.state).where(Need.kind == kind).order_by(Need.id)))


def me() -> Account:
    return db.session.scalars(select(Account)).one()


def path(workshop: Workshop, rest: str = "") -> str:
    return f"/organise/workshops/{workshop.id}/needs{rest}"


def rows(page: str) -> int:
    return page.count('role="rowheader"')


def test_all_that_is_to_do_stands_in_one_list(ada: FlaskClient, workshop: Workshop) -> None:
    page = ada.get(ALL).text
    assert rows(page) == 4
    assert page.index("Gebärdensprachdolmetschen</a>") < page.index("Besonderes Essen</a>")
    assert "Person 1" in page
    assert page.count("(erst nach der Frist angegeben)") == 2


def test_saving_without_a_change_says_so(ada: FlaskClient, workshop: Workshop) -> None:
    number = ids()[0]
    for address, given in (
        (ALL, {"chosen": [number], "state": "open"}),
        (path(workshop), {"chosen": [number], "owner": "0"}),
        (f"/organise/needs/{number}", {"state": "open", "owner": "0", "note": ""}),
    ):
        page = ada.get(ada.send(address, given).location).text
        assert "Es war nichts zu ändern." in page
        assert "gespeichert" not in page
    given = {"state": "open", "owner": "0", "note": "Agentur fragen"}
    page = ada.get(ada.send(f"/organise/needs/{number}", given).location).text
    assert "1 Bedarf gespeichert." in page


def test_an_empty_list_says_what_will_stand_there(ada: FlaskClient) -> None:
    assert "Gerade ist nichts zu organisieren." in ada.get(ALL).text


def test_the_list_narrows_by_state_owner_and_kind(ada: FlaskClient, workshop: Workshop) -> None:
    ada.send(ALL, {"chosen": ids()[:1], "state": "arranged", "owner": me().id})
    for query, number in (
        ("", 3), ("?state=arranged", 1), ("?state=all", 4), ("?kind=diet", 2), ("?owner=0", 3),
        (f"?owner={me().id}&state=all", 1), ("?state=erfunden&kind=x&owner=y", 3),
    ):  # fmt: skip
        assert rows(ada.get(ALL + query).text) == number, query
    assert "Dazu gibt es gerade keinen Bedarf." in ada.get(f"{ALL}?state=impossible").text
    assert ada.get(f"{ALL}?page=2").status_code == 404


def test_many_change_at_once_and_the_list_stays_narrowed(
    ada: FlaskClient, workshop: Workshop
) -> None:
    query = f"{ALL}?kind=sign-language"
    answer = ada.send(query, {"chosen": ids(), "state": "requested", "owner": me().id})
    assert (answer.status_code, answer.location) == (303, query)
    assert states() == ["requested", "requested"]
    page = ada.get(query).text
    assert "2 Bedarfe gespeichert." in page
    assert page.count("Ada Wolf</td>") == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"state": "arranged"}, "Bitte kreuzen Sie zuerst an"),
        ({"chosen": "x", "state": "arranged"}, "Bitte kreuzen Sie zuerst an"),
        ({"chosen": "1"}, "Bitte wählen Sie einen Stand"),
        ({"chosen": "1", "state": "call-off"}, "Diesen Stand gibt es nicht."),
        ({"chosen": "1", "owner": "999"}, "Dieses Konto darf die Bedarfe"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(
    ada: FlaskClient, workshop: Workshop, typed: dict[str, str], sentence: str
) -> None:
    for address in (ALL, path(workshop)):
        answer = ada.send(address, typed)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert states() == ["open", "open"]


def test_what_was_ticked_stays_ticked(ada: FlaskClient, workshop: Workshop) -> None:
    first = ids()[0]
    page = ada.send(ALL, {"chosen": first}).text
    assert f'value="{first}" aria-label="Gebärdensprachdolmetschen für Person 1" checked' in page
    assert page.count(" checked") == 1


def test_all_of_a_kind_are_arranged_in_one_act(ada: FlaskClient, workshop: Workshop) -> None:
    page = ada.get(path(workshop)).text
    assert page.count(" checked") == 4
    assert 'id="bedarf-sign-language"' in page
    answer = ada.send(path(workshop), {"chosen": ids(), "state": "arranged"})
    assert (answer.status_code, answer.location) == (303, path(workshop))
    assert states() == ["arranged", "arranged"]
    assert ada.get(path(workshop)).text.count(" checked") == 2


def test_who_has_no_mailbox_is_to_be_told(ada: FlaskClient, workshop: Workshop) -> None:
    with transaction():
        person = db.session.get_one(Need, ids()[0]).registration.participant
        assert person
        person.email, person.other_contact = None, "069 123"
    ada.send(path(workshop), {"chosen": ids(), "state": "impossible"})
    assert "Bitte sagen Sie Person 1 Bescheid: 069 123" in ada.get(path(workshop)).text


def test_another_hosts_needs_are_neither_seen_nor_changed(
    mia: FlaskClient, workshop: Workshop
) -> None:
    assert rows(mia.get(f"{ALL}?state=all").text) == 0
    mia.send("/account/", {"chosen": ids(), "state": "arranged"}, to=ALL)
    assert states() == ["open", "open"]


def test_one_need_has_a_note_that_only_the_office_reads(
    ada: FlaskClient, client: FlaskClient, workshop: Workshop
) -> None:
    address = f"{ALL}/{ids('diet')[0]}"
    assert "keine Nüsse" in ada.get(address).text
    given = {"state": "arranged", "owner": str(me().id), "note": "Küche weiß Bescheid"}
    assert ada.send(address, given).status_code == 303
    need = db.session.get_one(Need, ids("diet")[0], populate_existing=True)
    assert (need.state, need.owner_id, need.note) == ("arranged", me().id, "Küche weiß Bescheid")
    for other in (f"/organise/registrations/{need.registration_id}",
                  f"/organise/workshops/{workshop.id}/history", "/organise/"):  # fmt: skip
        assert "Küche" not in ada.get(other).text
    answer = ada.send(address, given | {"note": "x" * 501})
    assert answer.status_code == 422
    assert "Bitte kürzen Sie auf 500 Zeichen." in answer.text
    assert ada.send(address, given | {"state": "call-off"}).status_code == 422
    assert ada.send(address, given | {"owner": "999"}).status_code == 422


def test_what_is_to_be_called_off_goes_when_it_is(ada: FlaskClient, workshop: Workshop) -> None:
    ada.send(ALL, {"chosen": ids("diet")[:1], "state": "arranged", "owner": me().id})
    needs.forget_needs_of(db.session.get_one(Need, ids("diet")[0]).registration)
    page = ada.get(ALL).text
    assert "Für wen, wissen wir nicht mehr" in page
    assert "Person 3" not in page
    assert "Besonderes Essen bitte absagen" in ada.get("/organise/").text
    number = db.session.scalars(select(CallOff.id)).one()
    answer = ada.send(ALL, {}, to=f"/organise/call-offs/{number}/done")
    assert (answer.status_code, answer.location) == (303, ALL)
    assert "Für wen, wissen wir nicht mehr" not in ada.get(ALL).text


def test_who_leaves_is_to_be_called_off(ada: FlaskClient, workshop: Workshop) -> None:
    ada.send(ALL, {"chosen": ids("diet")[:1], "state": "arranged"})
    registrations.withdraw(db.session.get_one(Need, ids("diet")[0]).registration)
    page = ada.get(f"{ALL}?state=call-off").text
    assert rows(page) == 1
    assert "Person 3" in page
    assert "Besonderes Essen bitte absagen" in ada.get("/organise/").text


def test_the_sheet_says_how_often_and_names_only_who_agreed(
    ada: FlaskClient, workshop: Workshop
) -> None:
    session = workshop.sessions[0].id
    for address in (path(workshop, "/summary"), f"/organise/sessions/{session}/needs/summary"):
        page = ada.get(address).text
        assert page.count('kern-table__cell--numeric">2</td>') == 2
        assert "Person 3</bdi>: " in page
        assert "keine Nüsse" in page
        for hidden in ("Person 1", "Person 4", "kein Fisch"):
            assert hidden not in page
    assert (
        "Niemand, der einen Platz hat" in ada.get(path(cast.make_workshop("Zwei"), "/summary")).text
    )


def test_the_file_comes_only_when_asked_for_by_name(ada: FlaskClient, workshop: Workshop) -> None:
    listed = ada.get(f"/organise/workshops/{workshop.id}/registrations.csv").data.decode(
        "utf-8-sig"
    )
    assert "Nüsse" not in listed
    assert "Gebärden" not in listed
    assert ada.get(path(workshop, ".csv")).status_code == 405
    answer = ada.send(path(workshop), {}, to=path(workshop, ".csv"))
    assert (
        'filename="bedarfe-beratung-die-ankommt-2027-03-03.csv"'
        in answer.headers["Content-Disposition"]
    )
    text = answer.data.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Name"] for row in found] == ["Person 1", "Person 2", "Person 3", "Person 4"]
    assert found[2]["In eigenen Worten"] == "keine Nüsse"
    assert [row["Name darf genannt werden"] for row in found][2:] == ["ja", "nein"]
    acts = list(db.session.scalars(select(Event.act).where(Event.act == "needs-exported")))
    assert acts == ["needs-exported"]


@pytest.mark.parametrize("address", [ALL, "workshop", "/organise/"])
def test_500_needs_cost_as_many_queries_as_one(
    ada: FlaskClient, queries: Queries, address: str
) -> None:
    found = cast.make_workshop(capacity=600, sessions=cast.dates(10))
    address = path(found) if address == "workshop" else address
    needy(0, found)
    numbers = []
    for more in (range(0), range(1, 3), range(3, 500)):
        many(found, more)
        queries.clear()
        with queries:
            ada.get(address)
        numbers.append(len(queries))
    assert numbers == [numbers[0]] * 3
    if address == ALL:
        page = ada.get(ALL).text
        assert rows(page) == 50
        assert "Seite 1 von 10" in page


def many(workshop: Workshop, numbers: range) -> None:
    """Add needs without going through 500 sign-ups."""
    first = db.session.scalars(select(Registration)).first()
    assert first
    with transaction() as session:
        session.add_all(
            Need(registration_id=first.id, kind="sign-language", consented_at=cast.NOW)
            for _number in numbers
        )
