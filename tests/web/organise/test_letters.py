"""Letters as the office sees them: never their words, never a link."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.database import transaction
from wirworkshops.domain import accounts, outbox
from wirworkshops.models.outbox import Letter

LIST = "/organise/letters"
SECRET = "https://ort.example/account/reset/geheim"


@pytest.fixture
def letter(app: object) -> Letter:
    """A letter that could not be delivered, finished bytes and all."""
    cast.sign_up(cast.make_workshop())
    found = outbox.letters()[0][0]
    with transaction():
        found.body, found.status = SECRET.encode(), "failed"
        found.error, found.attempts = "Postfach voll", 10
    return found


def test_the_list_says_what_to_whom_and_what_became_of_it(ada: FlaskClient, letter: Letter) -> None:
    page = ada.get(LIST).text
    for words in ("Cem Aksoy", "Bitte bestätigen", "kam nicht an", "Postfach voll"):
        assert words in page


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("550 5.1.1 …: User unknown", "Die Adresse gibt es nicht."),
        ("552-5.2.2 out of storage space", "Das Postfach ist voll."),
        ("554 5.7.1 rejected", "Hilft das nicht, dann rufen Sie bitte an."),
    ],
)
def test_a_letter_that_came_back_says_what_to_do(
    ada: FlaskClient, letter: Letter, error: str, advice: str
) -> None:
    with transaction():
        letter.status, letter.message_id = "sent", "<letter-1@ort.example>"
    assert outbox.bounced("<letter-1@ort.example>", error=error)
    assert "1 Nachricht kam nicht an" in ada.get("/organise/").text
    page = ada.get(f"{LIST}?status=failed").text
    assert error in page
    assert advice in page


def test_no_letter_shows_its_words(ada: FlaskClient, letter: Letter) -> None:
    account = accounts.by_email("ada@buero.example")
    assert account is not None
    with transaction():
        outbox.queue_for_account(account, subject="Neues Passwort", text=SECRET)
    for path in (LIST, f"/organise/workshops/{letter.registration.workshop_id}/letters"):
        assert "geheim" not in ada.get(path).text


def test_the_list_narrows_by_state(ada: FlaskClient, letter: Letter) -> None:
    assert "Cem Aksoy" in ada.get(f"{LIST}?status=failed").text
    assert "Hier ist keine Nachricht." in ada.get(f"{LIST}?status=sent").text


@pytest.mark.parametrize("query", ["status=weg", "page=2", "page=0", "page=x"])
def test_what_is_not_there_is_not_found(ada: FlaskClient, query: str) -> None:
    assert ada.get(f"{LIST}?{query}").status_code == 404


def test_a_failed_letter_is_tried_again(ada: FlaskClient, letter: Letter) -> None:
    answer = ada.send(LIST, {}, to=f"{LIST}/{letter.id}/retry")
    assert answer.status_code == 303
    tried = cast.fresh(letter)
    assert (tried.status, tried.attempts, tried.body) == ("queued", 0, SECRET.encode())


def test_only_what_failed_is_tried_again(ada: FlaskClient, letter: Letter) -> None:
    for _ in range(2):
        answer = ada.send("/account/", {}, to=f"{LIST}/{letter.id}/retry")
    assert "schon unterwegs" in ada.get(answer.location).text


def test_each_host_sees_her_own(mia: FlaskClient, ben: FlaskClient, letter: Letter) -> None:
    assert "Cem Aksoy" not in mia.get(LIST).text
    assert "Cem Aksoy" in ben.get(LIST).text


def test_letters_to_accounts_are_for_those_who_see_everything(
    ben: FlaskClient, ada: FlaskClient
) -> None:
    account = accounts.by_email("ada@buero.example")
    assert account is not None
    with transaction():
        outbox.queue_for_account(account, subject="x", text=SECRET)
    number = outbox.letters()[0][0].id
    assert "Zugang zum Büro" in ada.get(LIST).text
    assert "Zugang zum Büro" not in ben.get(LIST).text
    assert ben.send("/account/", {}, to=f"{LIST}/{number}/retry").status_code == 403


def test_a_long_list_has_pages(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=60)
    cast.fill(workshop, 51)
    assert "Seite 1 von 2" in ada.get(LIST).text
    assert "Person 0" in ada.get(f"{LIST}?page=2").text
