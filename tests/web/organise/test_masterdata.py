"""/organise/masterdata and the pages of each kind: list, form, deleting, merging."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import cast
from tests.conftest import Queries
from wirworkshops.database import Base, db, transaction
from wirworkshops.domain import audiences, hosts, masterdata, rooms, series, topics, venues
from wirworkshops.domain import trainers as leaders
from wirworkshops.domain.hosts import HostPlan
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.rooms import RoomPlan
from wirworkshops.domain.series import SeriesPlan
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.domain.venues import VenuePlan
from wirworkshops.models.hosts import Host
from wirworkshops.models.outbox import Letter
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import Audience, Series, Topic, Workshop

KINDS = ("series", "hosts", "venues", "trainers", "topics", "audiences")
MODELS: dict[str, Any] = {
    "series": Series,
    "hosts": Host,
    "venues": Venue,
    "trainers": Trainer,
    "topics": Topic,
    "audiences": Audience,
}
MAKE: dict[str, Callable[[str], Base]] = {
    "series": lambda name: series.add(SeriesPlan({"de": name}, {}, "leaf")),
    "hosts": lambda name: hosts.add(HostPlan(name)),
    "venues": lambda name: venues.add(VenuePlan(name)),
    "trainers": lambda name: leaders.add(TrainerPlan(name)),
    "topics": lambda name: topics.add(NamePlan({"de": name})),
    "audiences": lambda name: audiences.add(NamePlan({"de": name})),
}
TYPED: dict[str, dict[str, str]] = {
    "series": {
        "name": "Neu", "name_en": "New", "summary": "Kurz.", "palette": "ochre",
        "position": "7", "most_per_person": "2",
    },
    "hosts": {
        "name": "Neu", "email": "neu@ort.example", "phone": "069 1", "website": "https://a.example",
    },
    "venues": {
        "name": "Neu", "street": "Weg 1", "postal_code": "63065", "city": "Offenbach",
        "spot": "50,10560 8,76115", "directions": "Bus 101", "directions_en": "Bus 101",
    },
    "trainers": {"name": "Neu"},
    "topics": {"name": "Neu", "name_en": "New"},
    "audiences": {"name": "Neu", "name_en": "New"},
}  # fmt: skip
KEPT: dict[str, dict[str, Any]] = {
    "series": {
        "name": {"de": "Neu", "en": "New"}, "summary": {"de": "Kurz."}, "palette": "ochre",
        "position": 7, "most_per_person": 2,
    },
    "hosts": TYPED["hosts"],
    "venues": {
        "name": "Neu", "street": "Weg 1", "postal_code": "63065", "city": "Offenbach",
        "latitude": 50.1056, "longitude": 8.76115,
        "directions": {"de": "Bus 101", "en": "Bus 101"},
    },
    "trainers": {"name": "Neu"},
    "topics": {"name": {"de": "Neu", "en": "New"}},
    "audiences": {"name": {"de": "Neu", "en": "New"}},
}  # fmt: skip


def path(kind: str, row: Any = None, act: str = "") -> str:
    return f"/organise/{kind}" + (f"/{row.id}/{act}" if row else "")


def values(kind: str, row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in KEPT[kind]}


def newest(kind: str) -> Any:
    db.session.rollback()
    model = MODELS[kind]
    return db.session.scalars(select(model).order_by(model.id.desc())).first()


def number_of(kind: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(MODELS[kind])) or 0


def letters() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Letter.kind == "changed")) or 0


def in_room(title: str = "Beratung") -> Workshop:
    room = cast.room()
    (session,) = cast.dates(14)
    return cast.make_workshop(title, sessions=(replace(session, room_id=room.id),))


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


def test_what_is_used_says_by_what(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}))
    workshop = cast.make_workshop(topic_ids=(topic.id,))
    draft = cast.make_draft("Noch geheim", topic_ids=(topic.id,))
    page = ada.get(path("topics", topic, "delete")).text
    assert "Das wird noch benutzt" in page
    assert f"/organise/workshops/{workshop.id}" in page
    assert f"/organise/workshops/{draft.id}/edit" in page
    answer = ada.post(
        path("topics", topic, "delete"),
        data={"csrf_token": ada.token("/account/")},  # type: ignore[attr-defined]
    )
    assert answer.status_code == 409
    assert topics.by_id(topic.id) is not None


def test_a_host_names_its_accounts(ada: FlaskClient, ben: FlaskClient) -> None:
    host = hosts.by_slug("vielfaltszentrum")
    assert "Ben Koch" in ada.get(path("hosts", host, "delete")).text
    assert "1 Konto zieht um." in ada.get(path("hosts", host, "merge")).text


def test_anothers_draft_is_counted_but_not_named(mia: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}))
    cast.make_draft("Noch geheim", topic_ids=(topic.id,))
    public = cast.make_workshop("Offen", topic_ids=(topic.id,))
    page = mia.get(path("topics", topic, "delete")).text
    assert "2 Veranstaltungen" in page
    assert "Noch geheim" not in page
    assert "und 1 weitere" in page
    assert f'href="/workshops/{public.slug}"' in page


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


def test_merging_says_how_many_move_over(ada: FlaskClient) -> None:
    topic, other = topics.add(NamePlan({"de": "Reden"})), topics.add(NamePlan({"de": "Sprechen"}))
    for title in ("Eins", "Zwei"):
        cast.make_workshop(title, topic_ids=(topic.id,))
    page = path("topics", topic, "merge")
    assert "2 Veranstaltungen ziehen um." in ada.get(page).text
    ada.send(page, {"into": str(other.id)})  # type: ignore[attr-defined]
    assert masterdata.used(topics.NOUN, cast.fresh(other).id) == 2


def test_alone_there_is_nothing_to_merge(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}))
    assert "Es gibt nichts, womit" in ada.get(path("topics", topic, "merge")).text


def test_a_new_address_says_beforehand_who_is_written_to(ada: FlaskClient) -> None:
    workshop = in_room()
    cast.confirmed(workshop)
    room = cast.fresh(workshop.sessions[0]).room
    page = path("venues", room.venue, "edit")
    assert "bekommt 1 Mensch eine Nachricht" in ada.get(page).text
    answer = ada.send(page, TYPED["venues"] | {"name": "Rathaus", "quietly": "y"})  # type: ignore[attr-defined]
    assert (answer.status_code, letters()) == (303, 0)
    answer = ada.send(page, TYPED["venues"])  # type: ignore[attr-defined]
    assert (answer.status_code, letters()) == (303, 1)
    assert "1 Nachricht geht hinaus." in ada.get(answer.location).text
    assert cast.fresh(workshop.sessions[0]).sequence == 1


@pytest.mark.parametrize(("more", "sequence"), [({}, "1"), ({"quietly": "y"}, "0")])
def test_calendars_show_the_new_place(
    ada: FlaskClient, time: cast.Time, more: dict[str, str], sequence: str
) -> None:
    workshop = in_room()
    room = cast.fresh(workshop.sessions[0]).room
    time.move(hours=1)
    ada.send(path("venues", room.venue, "edit"), TYPED["venues"] | more)  # type: ignore[attr-defined]
    entry = ada.get(f"/workshops/{workshop.slug}.ics").text.replace("\r\n ", "")
    assert "LOCATION:Neu\\, Saal 3\\, Weg 1\\, 63065 Offenbach\r\n" in entry
    assert f"SEQUENCE:{sequence}\r\n" in entry
    assert f"DTSTAMP:{time.now:%Y%m%dT%H%M%SZ}\r\n" in entry


def test_a_room_is_added_changed_and_deleted(ada: FlaskClient) -> None:
    venue = cast.room().venue
    new = f"/organise/venues/{venue.id}/rooms/new"
    typed = {
        "name": "Küche", "floor": "EG", "floor_en": "Ground floor", "capacity": "12",
        "has_hearing_loop": "y", "note_hearing_loop": "Am Pult", "note_step_free": "Rampe",
    }  # fmt: skip
    assert ada.send(new, typed).status_code == 303  # type: ignore[attr-defined]
    db.session.rollback()
    room = db.session.scalars(select(Room).where(Room.name == "Küche")).one()
    plan = RoomPlan(
        "Küche", {"de": "EG", "en": "Ground floor"}, 12, {"hearing-loop": {"de": "Am Pult"}}
    )
    assert rooms.plan_of(room) == plan
    assert "12 Plätze, Induktive Höranlage" in ada.get(path("venues", venue, "edit")).text
    page = path("rooms", room, "edit")
    assert "Am Pult" in ada.get(page).text
    refused = ada.send(page, typed | {"name": "saal 3"})  # type: ignore[attr-defined]
    assert refused.status_code == 422
    assert "Diesen Namen gibt es schon." in refused.text
    assert ada.send(page, typed | {"capacity": ""}).status_code == 303  # type: ignore[attr-defined]
    assert rooms.plan_of(cast.fresh(room)) == replace(plan, capacity=None)
    assert ada.send(path("rooms", room, "delete"), {}).status_code == 303  # type: ignore[attr-defined]
    assert "Küche" not in ada.get(path("venues", venue, "edit")).text


def test_rooms_of_one_venue_are_merged(ada: FlaskClient) -> None:
    workshop = in_room()
    cast.confirmed(workshop)
    room, other = cast.room(), cast.room("Küche")
    elsewhere = venues.add(VenuePlan("Haus der Vereine"))
    page = path("rooms", room, "merge")
    text = ada.get(page).text
    assert "1 Veranstaltung zieht um." in text
    assert "Haus der Vereine" not in text
    assert ada.send(page, {"into": str(elsewhere.id + 999)}).status_code == 422  # type: ignore[attr-defined]
    assert ada.send(page, {"into": str(other.id)}).status_code == 303  # type: ignore[attr-defined]
    assert (cast.fresh(workshop.sessions[0]).room_id, letters()) == (other.id, 1)


def test_a_merged_venue_brings_its_rooms(ada: FlaskClient) -> None:
    workshop = in_room()
    cast.confirmed(workshop)
    venue, into = cast.room().venue, venues.add(VenuePlan("Haus der Vereine"))
    page = path("venues", venue, "merge")
    assert "1 Raum zieht mit." in ada.get(page).text
    answer = ada.send(page, {"into": str(into.id), "quietly": "y"})  # type: ignore[attr-defined]
    assert (answer.status_code, letters()) == (303, 0)
    assert cast.fresh(workshop.sessions[0]).room.label == "Haus der Vereine, Saal 3"


@pytest.mark.parametrize("kind", ["hosts", "series"])
def test_a_coordinator_has_nothing_to_do_with_hosts_and_series(ben: FlaskClient, kind: str) -> None:
    row = MAKE[kind]("Reden")
    for page in (path(kind), f"{path(kind)}/new", *(path(kind, row, a) for a in ACTS)):
        assert ben.get(page).status_code == 403
    assert f'href="{path(kind)}"' not in ben.get("/organise/masterdata").text


ACTS = ("edit", "delete", "merge")


@pytest.mark.parametrize("kind", ["venues", "trainers", "topics", "audiences"])
def test_a_coordinator_looks_after_the_rest(ben: FlaskClient, kind: str) -> None:
    assert f'href="{path(kind)}"' in ben.get("/organise/masterdata").text
    assert ben.send(f"{path(kind)}/new", TYPED[kind]).status_code == 303  # type: ignore[attr-defined]
    row = newest(kind)
    for act in ACTS:
        assert ben.get(path(kind, row, act)).status_code == 200


def test_who_leads_for_another_host_alone_is_out_of_reach(ben: FlaskClient) -> None:
    (session,) = cast.dates(14)
    theirs = replace(session, trainer_names=("Ana Arends",))
    cast.make_workshop(host_id=cast.host("frauentreff").id, sessions=(theirs,))
    ana = newest("trainers")
    assert "Ana Arends" not in ben.get(path("trainers")).text
    for act in ACTS:
        assert ben.get(path("trainers", ana, act)).status_code == 403


def test_a_stranger_is_sent_to_the_login(client: FlaskClient) -> None:
    for kind in KINDS:
        assert client.get(path(kind)).location.startswith("/login?next=")


def test_wrong_numbers_and_pages_are_not_found(ada: FlaskClient) -> None:
    for kind in (*KINDS, "rooms"):
        for number in (9_999, 2**31):
            assert ada.get(f"/organise/{kind}/{number}/edit").status_code == 404
    assert ada.get("/organise/topics?page=2").status_code == 404
    assert ada.get("/organise/venues/9999/rooms/new").status_code == 404


def test_an_empty_list_says_what_it_is_for(ada: FlaskClient) -> None:
    assert "Noch gibt es kein Thema." in ada.get(path("topics")).text
    topics.add(NamePlan({"de": "Reden"}))
    assert "Dazu haben wir hier nichts." in ada.get(f"{path('topics')}?q=nichts").text


def test_a_search_finds_without_accents(ada: FlaskClient) -> None:
    for name in ("Öffentlichkeit", "Reden"):
        topics.add(NamePlan({"de": name}))
    page = ada.get(f"{path('topics')}?q=OFFENT").text
    assert "Öffentlichkeit" in page
    assert "Reden" not in page


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


def test_a_venue_costs_as_many_queries_with_1_room_as_with_60(
    ada: FlaskClient, queries: Queries
) -> None:
    venue = cast.room().venue
    with queries:
        ada.get(path("venues", venue, "edit"))
    alone = len(queries)
    with transaction() as session:
        session.add_all(Room(venue_id=venue.id, name=f"Raum {n}", floor={}) for n in range(59))
    queries.clear()
    with queries:
        page = ada.get(path("venues", venue, "edit")).text
    assert len(queries) == alone
    assert "Raum 58" in page


def test_a_removed_limit_and_a_kept_one(ada: FlaskClient) -> None:
    row = series.add(SeriesPlan({"de": "Reihe"}, {}, "leaf", 1, 3))
    page = path("series", row, "edit")
    assert "höchstens 3 je Person" in ada.get(path("series")).text
    ada.send(page, TYPED["series"] | {"most_per_person": ""})  # type: ignore[attr-defined]
    assert cast.fresh(row).most_per_person is None
