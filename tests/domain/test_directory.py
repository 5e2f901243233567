"""The directory: everybody is found by any word, umlauts or not, and only within reach."""

from dataclasses import replace

import pytest

from tests import cast
from tests.conftest import Queries
from tests.domain.scenes import ADA
from wirworkshops.database import db, transaction
from wirworkshops.domain import corrections, desk, directory, participants, privacy
from wirworkshops.domain.applications import Application
from wirworkshops.domain.directory import Wanted
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

OEMER = Application(
    name="Ömer Çelik", email="Oemer@Kita.example", organisation="Kita Süd", phone="069 / 123-45 67"
)


@pytest.fixture
def workshop(app: object) -> Workshop:
    """One workshop with three people in it; one of them can only be called."""
    found = cast.make_workshop("Bücher für alle")
    cast.confirmed(found, OEMER)
    cast.confirmed(found, cast.DUA)
    rosa = Application(name="Rosa Groß", email="", other_contact="Telefon 0171 22 33")
    desk.sign_up(found, rosa, by=ADA)
    return found


def names(q: str, reach: Reach = ALL, way: str = "") -> list[str]:
    found = directory.find(Wanted(q=q, way=way, reach=reach))
    assert found.total == len(found.people)
    return [one.person.name for one in found.people]


@pytest.mark.parametrize(
    "q",
    ["omer", "ÖMER celik", "Oemer@kita", "kita sud", "Kita Süd omer", "0691234567", "069 1234567",
     "069/1234", "ömer bücher", "oemer buecher"],
)  # fmt: skip
def test_any_word_finds_her(workshop: Workshop, q: str) -> None:
    assert names(q) == ["Ömer Çelik"]


def test_a_title_finds_all_who_are_in_it(workshop: Workshop) -> None:
    assert names("bucher alle") == ["Dua Farouk", "Ömer Çelik", "Rosa Groß"]
    assert names("") == ["Dua Farouk", "Ömer Çelik", "Rosa Groß"]


def test_another_way_counts_as_well(workshop: Workshop) -> None:
    assert names("gross") == ["Rosa Groß"]
    assert names("01712233") == ["Rosa Groß"]
    assert names("", way="other") == ["Rosa Groß"]
    assert names("", way="mail") == ["Dua Farouk", "Ömer Çelik"]


@pytest.mark.parametrize("q", ["niemand", "%", "_", "omer niemand", "999999"])
def test_what_nobody_is_called_finds_nobody(workshop: Workshop, q: str) -> None:
    assert names(q) == []


def test_only_those_in_reach_are_found_and_by_what_is_in_reach(workshop: Workshop) -> None:
    other = cast.make_workshop("Ganz geheim", host_id=cast.host("frauentreff").id)
    cast.confirmed(other, replace(OEMER, organisation="Anderswo"))
    cast.confirmed(other, cast.EVE)
    own = Reach(host_ids=frozenset({workshop.host_id}))
    assert names("", own) == ["Dua Farouk", "Ömer Çelik", "Rosa Groß"]
    assert names("geheim", own) == []
    assert names("anderswo", own) == []
    assert names("anderswo") == ["Ömer Çelik"]
    assert directory.find(Wanted(q="omer", reach=own)).people[0].registrations == 1
    assert names("", Reach()) == []


def test_a_corrected_name_is_found_and_the_old_one_is_not(workshop: Workshop) -> None:
    row = db.session.query(Registration).filter_by(organisation="Kita Süd").one()
    corrections.correct(row, name="Ömer Müller", phone="", organisation="Hort Nord")
    assert names("muller") == names("hort") == ["Ömer Müller"]
    assert names("celik") == names("sud") == names("0691234567") == []


def test_both_ways_of_adding_fold_alike(app: object) -> None:
    with transaction():
        one = participants.find_or_add(name="Zoë Ł.", email="Z@Ort.example", language="de")
        two = Participant(name="Zoë Ł.", email="Z@Ort.example", language="de",
                          created_at=cast.NOW)  # fmt: skip
        assert one.folded == two.folded == "zoe l. z@ort.example"


def test_what_is_deleted_is_not_found(workshop: Workshop, time: cast.Time) -> None:
    time.move(days=400)
    privacy.forget_people(time.now, days=365)
    assert names("") == []
    assert db.session.query(Registration).filter(Registration.folded != "").count() == 0


def test_500_people_need_no_more_queries_than_one(app: object, queries: Queries) -> None:
    workshop = cast.make_workshop(capacity=600)
    counted = []
    for first, number in ((0, 1), (1, 2), (3, 57)):
        cast.fill(workshop, number, first=first)
        with queries:
            directory.find(Wanted(q="person", reach=ALL))
        counted.append(len(queries))
        queries.clear()
    assert counted[0] == counted[1] == counted[2]
    assert directory.find(Wanted(reach=ALL), page=2).pages == 2
