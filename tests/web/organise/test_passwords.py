"""Which new passwords are taken: long ones that nobody would try first."""

import pytest
from flask.testing import FlaskClient

from tests.web.organise.conftest import PASSWORD
from tests.web.organise.factors import EMAIL


def change(client: FlaskClient, new: str) -> str:
    given = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    answer = client.send("/account/password", given)
    return answer.location if answer.status_code == 302 else answer.text


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaa",
        "123456789012345",
        "passwordpassword",
        "Vielfaltszentrum",
        "ada@buero.example",
        "qwertyuiopasdfgh",
    ],
)
def test_what_many_would_try_is_refused(ada: FlaskClient, password: str) -> None:
    assert "leicht zu erraten" in change(ada, password)


@pytest.mark.parametrize(
    "password",
    [
        "drei Elstern auf dem Dach",
        "diversity-to-go",
        "ꙮ" * 3 + "Zwölf Boxkämpfer",
        "Wer vor dem Fenster drei Elstern zählt, hat Zeit. " * 2 + "Die vierte auch.",
    ],
)
def test_no_rules_but_length(ada: FlaskClient, password: str) -> None:
    assert change(ada, password) == "/account/"


def test_the_same_letters_are_the_same_password(ada: FlaskClient, client: FlaskClient) -> None:
    assert change(ada, "über grüne Hügel wandern") == "/account/"
    decomposed = "u\u0308ber gru\u0308ne Hu\u0308gel wandern"
    answer = client.send("/login", {"email": EMAIL, "password": decomposed})
    assert answer.status_code == 302


def test_an_endless_password_is_refused_with_a_sentence(
    ada: FlaskClient, client: FlaskClient
) -> None:
    assert "höchstens 128 Zeichen" in change(ada, "langer Satz " * 500)
    answer = client.send("/login", {"email": EMAIL, "password": "x" * 100_000})
    assert answer.status_code == 200


def test_a_longest_password_is_compared_to_its_end(ada: FlaskClient, client: FlaskClient) -> None:
    longest = ("Wer vor dem Fenster drei Elstern zählt, hat Zeit. " * 3)[:127] + "!"
    assert change(ada, longest) == "/account/"
    for password, status in ((longest + "?", 200), (longest[:-1] + "?", 200), (longest, 302)):
        answer = client.send("/login", {"email": EMAIL, "password": password})
        assert answer.status_code == status
