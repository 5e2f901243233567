"""Hosts, series and trainers: accounts, limits, and who is out of reach."""

from dataclasses import replace

from flask.testing import FlaskClient

from tests import cast
from tests.web.organise.records import ACTS, TYPED, newest, path
from wirworkshops.domain import hosts, series
from wirworkshops.domain.series import SeriesPlan


def test_a_host_names_its_accounts(ada: FlaskClient, ben: FlaskClient) -> None:
    host = hosts.by_slug("vielfaltszentrum")
    assert "Ben Koch" in ada.get(path("hosts", host, "delete")).text
    assert "1 Konto zieht um." in ada.get(path("hosts", host, "merge")).text


def test_who_leads_for_another_host_alone_is_out_of_reach(ben: FlaskClient) -> None:
    (session,) = cast.dates(14)
    theirs = replace(session, trainer_names=("Ana Arends",))
    cast.make_workshop(host_id=cast.host("frauentreff").id, sessions=(theirs,))
    ana = newest("trainers")
    assert "Ana Arends" not in ben.get(path("trainers")).text
    for act in ACTS:
        assert ben.get(path("trainers", ana, act)).status_code == 403


def test_a_removed_limit_and_a_kept_one(ada: FlaskClient) -> None:
    row = series.add(SeriesPlan({"de": "Reihe"}, {}, "leaf", 1, 3))
    page = path("series", row, "edit")
    assert "höchstens 3 je Person" in ada.get(path("series")).text
    ada.send(page, TYPED["series"] | {"most_per_person": ""})  # type: ignore[attr-defined]
    assert cast.fresh(row).most_per_person is None
