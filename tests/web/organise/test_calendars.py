"""/organise/calendars: the own feed with numbers, and those of the trainers."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.organise.conftest import LogIn
from tests.web.public.reading import words
from wirworkshops import links
from wirworkshops.database import db, transaction
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.trainers import PAGE_SIZE
from wirworkshops.models.accounts import Account
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import programs

PATH = "/organise/calendars"


def led_by(*names: str, host: str = "vielfaltszentrum", days: int = 14) -> Workshop:
    """Return a draft with one session; these people lead it."""
    (session,) = cast.dates(days)
    session = replace(session, trainer_names=names)
    return cast.make_draft(f"Mit {names[0]}", host_id=cast.host(host).id, sessions=(session,))


def trainer(name: str) -> Trainer:
    db.session.rollback()
    return db.session.query(Trainer).filter_by(name=name).one()


def account(email: str = "ben@buero.example") -> Account:
    db.session.rollback()
    return db.session.query(Account).filter_by(email=email).one()


def own_address(page: str) -> str:
    shown = re.search(r'id="feed" readonly value="http://localhost([^"]+)"', page)
    assert shown
    return shown[1]


def shown_trainers(page: str) -> dict[str, str]:
    """Return the addresses on the page by name."""
    rows = re.findall(
        r'<strong dir="auto">(.+?)</strong>.*?readonly value="http://localhost([^"]+)"', page, re.S
    )
    return dict(rows)


def renew(client: Any, number: int, query: str = "") -> Any:
    return client.send(PATH, {}, to=f"{PATH}/trainers/{number}/feed{query}")


# My calendar


def test_the_own_address_works_and_has_the_numbers(ben: FlaskClient, client: FlaskClient) -> None:
    cast.confirmed(cast.make_workshop())
    page = ben.get(PATH)
    assert page.status_code == 200
    assert "Hier stehen die Veranstaltungen Ihres Veranstalters." in words(page.text)
    feed = client.get(own_address(page.text))
    assert (feed.status_code, feed.mimetype) == (200, "text/calendar")
    assert "SUMMARY:1/20 Beratung\\, die ankommt" in feed.text
    assert "Cem" not in feed.text


def test_an_administrator_has_everything(ada: FlaskClient) -> None:
    assert "Hier stehen alle Veranstaltungen." in words(ada.get(PATH).text)


def test_a_new_address_leaves_the_old_one_dead(ben: Any, client: FlaskClient) -> None:
    old = own_address(ben.get(PATH).text)
    answer = ben.send(PATH, {}, to=f"{PATH}/feed")
    assert (answer.status_code, answer.location) == (303, PATH)
    page = ben.get(PATH).text
    assert "Die Adresse ist neu." in page
    assert client.get(old).status_code == 410
    assert client.get(own_address(page)).status_code == 200


def test_the_code_is_for_whoever_is_logged_in(ben: FlaskClient, client: FlaskClient) -> None:
    assert f'src="{PATH}/feed.svg"' in ben.get(PATH).text
    picture = ben.get(f"{PATH}/feed.svg")
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert picture.headers["Cache-Control"] == "no-store"
    address = links.office_feed_url("http://localhost", account()).replace("http:", "webcal:")
    assert picture.data == programs.drawn(address).data
    assert client.get(f"{PATH}/feed.svg").status_code == 302


def test_the_page_says_who_sees_what(ben: FlaskClient) -> None:
    text = words(ben.get(PATH).text)
    assert "Sie ist geheim: Wer sie hat, sieht Termine und Zahlen, auch von Entwürfen." in text
    assert "Wer die Adresse hat, sieht Termine und Zahlen, keine Namen." in text


@pytest.mark.parametrize("path", ["/organise/", "/account/"])
def test_the_page_is_found(ben: FlaskClient, path: str) -> None:
    assert f'href="{PATH}"' in ben.get(path).text


# The trainers' calendars


def test_a_coordinator_sees_those_who_lead_for_her_host(
    ben: FlaskClient, mia: FlaskClient, ada: FlaskClient
) -> None:
    led_by("Ana", "Bea")
    workshops.publish(led_by("Bea", host="frauentreff"), by=WORKER)
    workshops.publish(over := led_by("Cleo", days=1), by=WORKER)
    workshops.cancel(over, because="Krank.", by=WORKER)
    seen = [list(shown_trainers(client.get(PATH).text)) for client in (ben, mia, ada)]
    assert seen == [["Ana", "Bea"], ["Bea"], ["Ana", "Bea", "Cleo"]]


def test_each_address_works_and_counts_what_comes(ben: FlaskClient, client: FlaskClient) -> None:
    led_by("Ana", "Bea")
    workshops.publish(led_by("Bea", days=20), by=WORKER)
    page = ben.get(PATH).text
    assert "Ana keine kommenden Termine" in words(page)
    assert "Bea 1 kommender Termin" in words(page)
    feeds = {name: client.get(path) for name, path in shown_trainers(page).items()}
    assert {name: feed.status_code for name, feed in feeds.items()} == {"Ana": 200, "Bea": 200}
    assert [feed.text.count("BEGIN:VEVENT") for feed in feeds.values()] == [0, 1]


def test_a_trainers_renewed_address_is_shown_and_the_old_one_dead(
    ben: FlaskClient, client: FlaskClient
) -> None:
    led_by("Ana", "Bea")
    before, ana = shown_trainers(ben.get(PATH).text), trainer("Ana").id
    answer = renew(ben, ana)
    assert answer.status_code == 303
    assert answer.location == f"{PATH}?renewed={ana}#trainer-{ana}"
    page = ben.get(answer.location).text
    assert page.count("Diese Adresse ist neu.") == 1
    after = shown_trainers(page)
    assert after["Bea"] == before["Bea"]
    codes = [client.get(path).status_code for path in (before["Ana"], after["Ana"])]
    assert codes == [410, 200]


def test_a_wrong_address_answers_nothing(client: FlaskClient, ben: FlaskClient) -> None:
    led_by("Ana")
    page = ben.get(PATH).text
    own, anas = own_address(page), shown_trainers(page)["Ana"]
    swapped = [own.replace("/office/", "/trainer/"), anas.replace("/trainer/", "/office/")]
    assert [client.get(path).status_code for path in swapped] == [404, 404]


def test_another_hosts_trainer_is_not_renewed(mia: FlaskClient, ada: FlaskClient) -> None:
    led_by("Ana")
    led_by("Bea", host="frauentreff")
    assert renew(mia, trainer("Ana").id).status_code == 403
    assert trainer("Ana").feed_number == 0
    assert renew(mia, trainer("Bea").id).status_code == 303
    assert renew(ada, trainer("Ana").id).status_code == 303


def test_nobody_is_renewed_by_opening_nor_without_a_token(
    ben: FlaskClient, client: FlaskClient
) -> None:
    led_by("Ana")
    path = f"{PATH}/trainers/{trainer('Ana').id}/feed"
    assert [ben.get(path).status_code, ben.get(f"{PATH}/feed").status_code] == [405, 405]
    assert [ben.post(path).status_code, ben.post(f"{PATH}/feed").status_code] == [400, 400]
    token = client.token("/login")  # type: ignore[attr-defined]
    assert client.post(path, data={"csrf_token": token}).status_code == 302
    assert trainer("Ana").feed_number == 0
    assert account().feed_number == 0


def test_unknown_numbers_are_not_found(ben: FlaskClient) -> None:
    assert renew(ben, 999_999).status_code == 404
    assert renew(ben, 2**40).status_code == 404
    for query in ("?page=0", "?page=2", "?page=x", "?page=²"):
        assert ben.get(f"{PATH}{query}").status_code == 404
    assert ben.get(f"{PATH}?renewed=abc").status_code == 200


def test_two_hundred_trainers_stand_on_four_pages(ada: FlaskClient, queries: Queries) -> None:
    with transaction() as session:
        session.add_all(Trainer(name=f"Person {number:03}") for number in range(4 * PAGE_SIZE))
    with queries:
        first = shown_trainers(ada.get(PATH).text)
    assert (len(first), len(queries)) == (PAGE_SIZE, 3)
    page = ada.get(f"{PATH}?page=4").text
    assert "Seite 4 von 4" in page
    assert list(shown_trainers(page))[-1] == "Person 199"
    last = trainer("Person 199").id
    answer = renew(ada, last, "?page=4")
    assert answer.location == f"{PATH}?page=4&renewed={last}#trainer-{last}"
    assert "Diese Adresse ist neu." in ada.get(answer.location).text


def test_without_trainers_the_page_says_so(log_in: LogIn) -> None:
    page = log_in("Kim Ohne", "coordinator").get(PATH)
    assert (page.status_code, shown_trainers(page.text)) == (200, {})
    assert "Noch leitet hier niemand einen Termin." in page.text
