"""Accounts: inviting, setting up, rights, off and on, and what nobody may do to herself."""

import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from tests.domain.scenes import at_once
from tests.web.organise.conftest import PASSWORD, LogIn
from wirworkshops import links
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import accounts, history, invitations
from wirworkshops.domain.accounts import AccountPlan
from wirworkshops.domain.history import WORKER
from wirworkshops.errors import Conflict
from wirworkshops.letters import compose, relevance
from wirworkshops.models.accounts import Account
from wirworkshops.models.outbox import Letter

LIST, NEW = "/organise/accounts", "/organise/accounts/new"
FATMA = "fatma@amt.example"


def invited(**values: Any) -> Account:
    plan = AccountPlan("Fatma Aydin", "reader")
    return invitations.invite(FATMA, plan, by=WORKER)


def fatma() -> Account:
    db.session.rollback()
    db.session.expire_all()
    found = accounts.by_email(FATMA)
    assert found
    return found


def link_of(account: Account) -> str:
    assert account.invitation
    return links.invitation_url("", account.invitation, expires_at=account.invitation.expires_at)


def acts_on(account: Account) -> list[str]:
    db.session.rollback()
    return [event.act for event in history.of_thing("account", account.id)]


def one(account: Account, act: str = "") -> str:
    return f"{LIST}/{account.id}{act}"


@pytest.fixture
def given() -> dict[str, Any]:
    host = cast.host()
    return {"email": FATMA, "name": "Fatma Aydin", "role": "coordinator", "hosts": [str(host.id)]}


def test_an_invitation_makes_an_account_that_waits(
    ada: FlaskClient, given: dict[str, Any], base_settings: Settings
) -> None:
    answer = ada.send(NEW, given)
    assert (answer.status_code, answer.location) == (303, LIST)
    account = fatma()
    assert (accounts.state_of(account), account.password) == ("invited", None)
    assert acts_on(account) == ["invited"]
    (letter,) = db.session.scalars(select(Letter).where(Letter.kind == "invited"))
    message = compose.compose(letter, base_settings)
    assert message
    assert message["To"].addresses[0].addr_spec == FATMA
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert link_of(account) in text


@pytest.fixture
def base_settings(settings: Settings) -> Settings:
    return settings


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "fatma"}, "fehlt das @"),
        ({"email": "ada@buero.example"}, "schon ein Konto"),
        ({"name": ""}, "Wie heißt die Person?"),
        ({"hosts": []}, "mindestens einen Veranstalter"),
        ({"role": "trainer"}, "wer das ist"),
        ({"role": "queen"}, "gibt es nicht mehr"),
    ],
)
def test_a_wrong_invitation_keeps_what_was_typed(
    ada: FlaskClient, given: dict[str, Any], wrong: dict[str, Any], sentence: str
) -> None:
    answer = ada.send(NEW, given | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (given | wrong)["email"] in answer.text
    assert accounts.by_email(FATMA) is None


def test_a_button_pressed_twice_invites_once(app: Flask) -> None:
    assert sorted(at_once(app, [invited] * 3)) == ["account-exists", "account-exists", "done"]


def test_a_link_used_twice_at_once_lets_one_in(app: Flask) -> None:
    number = invited().id

    def accept(name: str) -> None:
        found = invitations.by_account(number)
        assert found
        invitations.accept(found, name=name, password_hash=name, link_number=0)

    acts = [partial(accept, name) for name in ("Fatma", "Eve", "Ida")]
    assert sorted(at_once(app, acts)) == ["done", "invitation-used", "invitation-used"]
    assert fatma().name == fatma().password


def test_opening_the_link_changes_nothing(client: FlaskClient) -> None:
    account = invited()
    assert client.get(link_of(account)).status_code == 200
    assert accounts.state_of(fatma()) == "invited"


def test_the_link_lets_her_set_up_her_account_once(client: FlaskClient) -> None:
    path = link_of(invited())
    typed = {"name": "Fatma A.", "password": PASSWORD, "again": PASSWORD}
    assert client.send(path, typed).location == "/login"
    account = fatma()
    assert (account.name, accounts.state_of(account)) == ("Fatma A.", "active")
    assert acts_on(account) == ["joined", "invited"]
    assert client.send("/login", {"email": FATMA, "password": PASSWORD}).status_code == 302
    again = client.get(path)
    assert again.status_code == 410
    assert "schon benutzt" in again.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Wie heißen Sie?"),
        ({"again": "etwas ganz anderes"}, "nicht gleich"),
        ({"password": "kurz", "again": "kurz"}, "mindestens 15 Zeichen"),
    ],
)
def test_a_password_that_does_not_do_is_refused(
    client: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    typed = {"name": "Fatma", "password": PASSWORD, "again": PASSWORD} | wrong
    answer = client.send(link_of(invited()), typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert accounts.state_of(fatma()) == "invited"


def test_a_dead_link_says_why(client: FlaskClient, time: cast.Time) -> None:
    account = invited()
    first = link_of(account)
    invitations.again(account, by=WORKER)
    assert "neue Einladung" in client.get(first).text
    second = link_of(fatma())
    invitations.withdraw(fatma(), by=WORKER)
    assert "zurückgezogen" in client.get(second).text
    invitations.again(fatma(), by=WORKER)
    third = link_of(fatma())
    time.move(days=7)
    assert "abgelaufen" in client.get(third).text
    assert accounts.state_of(fatma()) == "lapsed"
    assert client.get(third[:-3] + "abc").status_code == 404
    assert client.get("/account/invitations/unsinn").status_code == 404


def test_a_letter_with_an_old_link_is_dropped(app: Flask) -> None:
    account = invited()
    (letter,) = db.session.scalars(select(Letter))
    assert relevance.is_true(letter)
    invitations.again(account, by=WORKER)
    both = db.session.scalars(select(Letter).order_by(Letter.id))
    assert [relevance.is_true(each) for each in both] == [False, True]
    invitations.withdraw(account, by=WORKER)
    assert not any(map(relevance.is_true, db.session.scalars(select(Letter))))


def test_who_waits_cannot_log_in_nor_ask_for_a_password(client: FlaskClient) -> None:
    invited()
    assert client.send("/login", {"email": FATMA, "password": PASSWORD}).status_code == 200
    client.send("/account/reset", {"email": FATMA})
    assert [letter.kind for letter in db.session.scalars(select(Letter))] == ["invited"]


def test_inviting_again_and_taking_back_are_buttons(ada: FlaskClient) -> None:
    account = invited()
    ada.send(one(account), {}, to=one(account, "/invite"))
    assert fatma().invitation.link_number == 1  # type: ignore[union-attr]
    ada.send(one(account), {}, to=one(account, "/withdraw"))
    page = ada.send(one(account), {}, to=one(account, "/withdraw"))
    assert "schon zurückgezogen" in ada.get(page.location).text
    assert acts_on(account) == ["invitation-withdrawn", "invited-again", "invited"]


def test_an_invitation_nobody_followed_is_forgotten(app: Flask, time: cast.Time) -> None:
    invited()
    time.move(days=36)
    assert invitations.forget(time.now) == 0
    time.move(days=2)
    assert invitations.forget(time.now) == 1
    assert accounts.by_email(FATMA) is None
    assert db.session.scalars(select(Letter)).all() == []


def test_who_came_is_never_forgotten(app: Flask, time: cast.Time) -> None:
    account = invited()
    assert account.invitation
    invitations.accept(account.invitation, name="F", password_hash="x", link_number=0)
    accounts.switch_off(account, by=WORKER)
    time.move(days=400)
    assert invitations.forget(time.now) == 0


def test_rights_change_at_once(ada: FlaskClient, ben: FlaskClient) -> None:
    account = accounts.by_email("ben@buero.example")
    assert account
    assert ben.get("/organise/workshops").status_code == 200
    answer = ada.send(one(account), {"name": "Ben Koch", "role": "reader"})
    assert answer.status_code == 303
    assert ben.get("/organise/workshops").status_code == 403
    assert ben.get("/organise/figures").status_code == 200
    page = ada.get(one(account)).text
    assert "Konto geändert" in page
    assert "Ada Wolf" in page


def test_a_trainer_is_linked_to_her_row(ada: FlaskClient, log_in: LogIn) -> None:
    log_in("Ana Arends", "trainer")
    account = accounts.by_email("ana@buero.example")
    assert account
    assert account.trainer
    assert account.trainer.name == "Ana Arends"
    given = {"name": "Ana", "role": "trainer", "trainer": str(account.trainer_id)}
    assert ada.send(one(account), given).status_code == 303
    assert cast.fresh(account).trainer_id is not None


def test_nobody_takes_her_own_rights(ada: FlaskClient, log_in: LogIn) -> None:
    log_in("Zoe Wolf", "administrator")
    own = accounts.by_email("ada@buero.example")
    assert own
    answer = ada.send(one(own), {"name": "Ada Wolf", "role": "reader"})
    assert answer.status_code == 422
    assert "Sich selbst" in answer.text
    page = ada.send(one(own), {}, to=one(own, "/off"))
    assert "Sich selbst" in ada.get(page.location).text
    assert cast.fresh(own).active
    assert "Konto abschalten" not in ada.get(one(own)).text


def test_the_last_administrator_stays(ada: FlaskClient) -> None:
    own = accounts.by_email("ada@buero.example")
    assert own
    with pytest.raises(Conflict, match="account-last"):
        accounts.switch_off(own, by=WORKER)
    with pytest.raises(Conflict, match="account-last"):
        accounts.change(own, AccountPlan("Ada", "reader"), by=WORKER)
    assert accounts.by_email("ada@buero.example") is own


def test_off_ends_all_logins_and_on_does_not_bring_them_back(
    ada: FlaskClient, ben: FlaskClient
) -> None:
    account = accounts.by_email("ben@buero.example")
    assert account
    ada.send(one(account), {}, to=one(account, "/off"))
    assert ben.get("/organise/").status_code == 302
    ada.send(one(account), {}, to=one(account, "/on"))
    assert ben.get("/organise/").status_code == 302
    given = {"email": account.email, "password": PASSWORD}
    assert ben.send("/login", given).status_code == 302
    assert acts_on(account) == ["account-on", "account-off", "added"]


def test_the_list_is_searched_by_post_and_filtered_by_address(ada: FlaskClient) -> None:
    invited()
    names = lambda page: re.findall(r"<bdi>([^<]+)</bdi></a></th>", page)  # noqa: E731
    assert names(ada.get(LIST).text) == ["Ada Wolf", "Fatma Aydin"]
    assert names(ada.send(LIST, {"q": "AMT.exam"}).text) == ["Fatma Aydin"]
    assert names(ada.get(f"{LIST}?state=waiting").text) == ["Fatma Aydin"]
    assert names(ada.get(f"{LIST}?role=administrator").text) == ["Ada Wolf"]
    assert "Dazu gibt es kein Konto" in ada.get(f"{LIST}?state=off").text
    for query in ("state=tot", "role=queen", "page=2"):
        assert ada.get(f"{LIST}?{query}").status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(ada: FlaskClient, queries: Queries) -> None:
    counts = []
    for number in range(3):
        plan = AccountPlan(f"N{number}", "coordinator", frozenset({cast.host(f"h{number}").id}))
        invitations.invite(f"n{number}@x.example", plan, by=WORKER)
        ada.get(LIST)
        with queries:
            queries.clear()
            ada.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_a_trainer_with_an_account_cannot_vanish(ada: FlaskClient, log_in: LogIn) -> None:
    log_in("Ana Arends", "trainer")
    account = accounts.by_email("ana@buero.example")
    assert account
    to = f"/organise/trainers/{account.trainer_id}/delete"
    assert ada.send("/account/", {}, to=to).status_code == 409
    assert "Ana Arends" in ada.get(to).text


def test_a_link_lasts_seven_days() -> None:
    assert timedelta(days=7) == invitations.LASTS


def test_the_list_and_the_page_say_when_somebody_was_last_here(
    ada: FlaskClient, ben: FlaskClient, time: cast.Time
) -> None:
    account = accounts.by_email("ben@buero.example")
    assert account
    time.move(days=2)
    ada.get(LIST)
    page = ada.get(LIST).text
    assert "heute" in page
    assert "3. März 2027" in page
    assert "Zuletzt da: 3. März 2027" in ada.get(one(account)).text
    invited = invitations.invite("neu@x.example", AccountPlan("Neu", "reader"), by=WORKER)
    assert "Zurzeit nirgends eingeloggt." in ada.get(one(invited)).text
