"""Logging in and out, a new password, and what a stranger cannot learn."""

import re
from time import perf_counter
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.organise.conftest import PASSWORD, LogIn
from wirworkshops.database import db
from wirworkshops.models.outbox import Letter
from wirworkshops.web import limits
from wirworkshops.web.account.creation import make_account

NEW = "ein ganz neuer Satz"


def account(**values: Any) -> str:
    email = "ada@buero.example"
    given = {"name": "Ada Wolf", "role": "administrator", "password": PASSWORD}
    make_account(email=email, **given | values)
    return email


def letters() -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).where(Letter.kind == "account")))


def link() -> str:
    """Return the path of the link in the newest letter."""
    text = letters()[-1].facts["text"]
    found = re.search(r"http://localhost(/account/reset/\S+)", text)
    assert found
    return found[1]


def test_login_leads_where_one_wanted_to_go(client: FlaskClient) -> None:
    email = account()
    asked = client.get("/organise/workshops")
    answer = client.send(asked.location, {"email": email, "password": PASSWORD})
    assert (answer.status_code, answer.location) == (302, "/organise/workshops")


def test_login_never_leads_to_a_stranger(client: FlaskClient) -> None:
    given = {"email": account(), "password": PASSWORD}
    answer = client.send("/login?next=https://evil.example/", given)
    assert "evil.example" not in (answer.location or "")


def test_wrong_password_and_unknown_address_look_the_same(client: FlaskClient) -> None:
    given = {"email": account(), "password": "falsch, aber lang genug"}
    wrong = client.send("/login", given)
    unknown = client.send("/login", given | {"email": "ada@fremd.example"})
    sentence = "Adresse oder Passwort stimmen nicht."
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert wrong.text.count("kern-alert--danger") == unknown.text.count("kern-alert--danger") == 1


def test_a_password_is_never_sent_back(client: FlaskClient) -> None:
    answer = client.send("/login", {"email": account(), "password": "falsch, aber geheim"})
    assert "aber geheim" not in answer.text


@pytest.mark.parametrize(
    "path", ["/login", "/login/code", "/login/factor", "/login/passkey", "/login/recovery"]
)
def test_no_other_site_logs_somebody_in(client: FlaskClient, path: str) -> None:
    given = {"email": account(), "password": PASSWORD}
    assert client.post(path, data=given).status_code == 400
    assert client.get("/organise/").status_code == 302


@pytest.mark.parametrize(
    "stranger",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
    ],
)
def test_no_spelling_leads_to_a_stranger(client: FlaskClient, stranger: str) -> None:
    given = {"email": account(), "password": PASSWORD}
    leads_to = client.send(f"/login?next={quote(stranger)}", given).location or ""
    assert not re.match(r"(//|/\\|\\|\w+:)", leads_to), leads_to


def test_many_wrong_passwords_are_braked(client: FlaskClient) -> None:
    given = {"email": account(), "password": "falsch, aber lang genug"}
    answers = [client.send("/login", given).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


def test_guesses_elsewhere_do_not_shut_her_out_of_her_own_browser(
    ada: FlaskClient, client: FlaskClient
) -> None:
    ada.send("/account/", {}, to="/logout")
    given = {"email": "ada@buero.example", "password": PASSWORD}
    for _ in range(21):
        last = client.send("/login", given | {"password": "falsch, aber lang genug"})
    assert last.status_code == 429
    assert client.send("/login", given).status_code == 429
    assert ada.send("/login", given).status_code == 302


def test_a_known_browser_is_braked_on_its_own_and_known_for_its_own_people(
    ada: FlaskClient, log_in: LogIn
) -> None:
    log_in("Ben Koch", "coordinator", "vielfaltszentrum")
    ada.send("/account/", {}, to="/logout")
    wrong = {"password": "falsch, aber lang genug"}
    for email in ("ada@buero.example", "ben@buero.example"):
        answers = [ada.send("/login", wrong | {"email": email}).status_code for _ in range(21)]
        assert answers == [200] * 20 + [429], email


def test_a_browser_is_known_by_a_cookie_that_names_nobody(ada: FlaskClient) -> None:
    ada.send("/account/", {}, to="/logout")
    answer = ada.send("/login", {"email": "ada@buero.example", "password": PASSWORD})
    (line,) = (line for line in answer.headers.getlist("Set-Cookie") if "ww-known" in line)
    cookie, _, about = line.partition("; ")
    assert "ada" not in cookie
    assert "HttpOnly; Path=/login; SameSite=Strict" in about


def test_of_ipv6_a_whole_network_is_one() -> None:
    addresses = ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "192.0.2.7")
    networks = ["2001:db8:1:2::/64", "2001:db8:1:2::/64", "2001:db8:1:3::/64", "192.0.2.7"]
    assert [limits.network_of(address) for address in addresses] == networks


def test_right_passwords_are_not_braked(client: FlaskClient) -> None:
    given = {"email": account(), "password": PASSWORD}
    for _ in range(22):
        assert client.send("/login", given).status_code == 302
        client.send("/account/", {}, to="/logout")


def test_logout_needs_a_post_and_ends_it(ada: FlaskClient) -> None:
    assert ada.get("/logout").status_code == 405
    assert ada.send("/account/", {}, to="/logout").status_code == 302
    assert ada.get("/organise/").status_code == 302


def test_asking_for_a_link_tells_nobody_who_has_an_account(client: FlaskClient) -> None:
    known = client.send("/account/reset", {"email": account()})
    unknown = client.send("/account/reset", {"email": "niemand@fremd.example"})
    sentence = "Wenn es zu dieser Adresse ein Konto gibt"
    assert sentence in known.text
    assert sentence in unknown.text
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("path", "typed"), [("/account/reset", {}), ("/login", {"password": "falsch, aber lang genug"})]
)
def test_the_time_it_takes_tells_nobody_either(
    client: FlaskClient, path: str, typed: dict[str, str]
) -> None:
    def shortest(email: str) -> float:
        given = typed | {"email": email, "csrf_token": client.token(path)}
        took = []
        for _ in range(4):
            begun = perf_counter()
            assert client.post(path, data=given).status_code == 200
            took.append(perf_counter() - begun)
        return min(took)

    known, unknown = shortest(account()), shortest("niemand@fremd.example")
    assert unknown / 3 < known < unknown * 3


def test_the_link_in_the_letter_makes_a_new_password(client: FlaskClient) -> None:
    email = account()
    client.send("/account/reset", {"email": email})
    path = link()
    answer = client.send(path, {"password": NEW, "password_confirm": NEW})
    assert (answer.status_code, answer.location) == (302, "/login")
    assert client.send("/login", {"email": email, "password": PASSWORD}).status_code == 200
    assert client.send("/login", {"email": email, "password": NEW}).status_code == 302
    assert len(letters()) == 2  # the second one says that it happened


def test_a_used_link_is_worth_nothing(client: FlaskClient) -> None:
    client.send("/account/reset", {"email": account()})
    path = link()
    client.send(path, {"password": NEW, "password_confirm": NEW})
    assert client.get(path).location == "/account/reset"


def test_an_altered_link_is_worth_nothing(client: FlaskClient) -> None:
    client.send("/account/reset", {"email": account()})
    answer = client.get(link()[:-3] + "abc", follow_redirects=True)
    assert "Dieser Link gilt nicht mehr" in answer.text


def test_the_link_names_our_address_whatever_the_request_says(client: FlaskClient) -> None:
    email = account()
    token = client.token("/account/reset")
    client.post(
        "/account/reset",
        data={"email": email, "csrf_token": token},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    assert "http://localhost/account/reset/" in letters()[0].facts["text"]


def test_a_new_password_needs_fifteen_characters(ada: FlaskClient) -> None:
    short = {"password": PASSWORD, "new_password": "kurz", "new_password_confirm": "kurz"}
    answer = ada.send("/account/password", short)
    assert "mindestens 15 Zeichen" in answer.text


def test_changing_the_password_ends_other_logins(ada: FlaskClient, client: FlaskClient) -> None:
    client.send("/login", {"email": "ada@buero.example", "password": PASSWORD})
    changed = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    assert ada.send("/account/password", changed).location == "/account/"
    assert ada.get("/account/").status_code == 200
    assert client.get("/account/").status_code == 302


def test_forgotten_passwords_are_braked(client: FlaskClient) -> None:
    email = account()
    answers = [client.send("/account/reset", {"email": email}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_ones_own_page_says_who_one_is(log_in: LogIn) -> None:
    ben = log_in("Ben Koch", "coordinator", "vielfaltszentrum")
    page = ben.get("/account/").text
    assert "ben@buero.example" in page
    assert "Koordination" in page


def test_no_page_of_an_account_is_kept_by_a_browser(ada: FlaskClient) -> None:
    pages = ["/login", "/login/passkey", "/account/", "/account/app", "/account/passkeys"]
    pages += ["/account/recovery-codes", "/account/password", "/account/reset", "/organise/"]
    answers = [ada.get(path) for path in pages]
    answers.append(ada.send("/account/recovery-codes", {}))
    answers.append(ada.send("/account/app", {"setup": "authenticator"}))
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_public_pages_know_nobody(ada: FlaskClient) -> None:
    answer = ada.get("/workshops")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
