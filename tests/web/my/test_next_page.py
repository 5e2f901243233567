"""What comes after signing up: the letter again, another address, and the brakes."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import cast
from tests.web.my.signing import CEM, letters, path_of, rows, send
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import registrations
from wirworkshops.models.participants import Participant

# What comes next


def test_without_a_sign_up_the_next_page_leads_to_the_form(client: FlaskClient) -> None:
    workshop, other = cast.make_workshop("Eins"), cast.make_workshop("Zwei")
    send(client, workshop)
    for path in (f"{path_of(other)}/next",):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, path_of(other))


def test_the_letter_can_be_sent_again(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    send(client, workshop)
    next_path = f"{path_of(workshop)}/next"
    answer = client.send(next_path, {}, to=f"{path_of(workshop)}/again")  # type: ignore[attr-defined]
    assert answer.headers["Location"] == next_path
    assert "noch einmal unterwegs" in client.get(next_path).text
    assert letters() == ["please_confirm", "please_confirm"]


def test_a_mistyped_address_is_mended(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    send(client, workshop, email="cem@kita.exampel.example")
    next_path = f"{path_of(workshop)}/next"
    answer = client.send(next_path, {"email": "cem@kita.example"})  # type: ignore[attr-defined]
    assert answer.status_code == 303
    (row,) = rows()
    assert row.participant is not None
    assert (row.participant.email, row.link_number) == ("cem@kita.example", 1)
    assert "cem@kita.example" in client.get(next_path).text
    client.send(next_path, {"email": "c@kita.example"})  # type: ignore[attr-defined]
    assert cast.fresh(row).participant.email == "c@kita.example"


def test_a_bad_new_address_is_told_and_changes_nothing(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    send(client, workshop)
    answer = client.send(f"{path_of(workshop)}/next", {"email": "cem@kita"})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert "Der Teil nach dem @ ist unvollständig." in answer.text
    assert "cem@kita<" not in answer.text
    assert rows()[0].link_number == 0


def test_mending_cannot_move_somebody_elses_registration(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    victim = cast.sign_up(workshop)
    send(client, workshop)
    answer = client.send(f"{path_of(workshop)}/next", {"email": cast.EVE.email})  # type: ignore[attr-defined]
    assert answer.status_code == 303
    assert cast.fresh(victim).participant.email == cast.CEM.email
    assert [row.participant.email for row in rows() if row.participant] == [
        cast.CEM.email,
        cast.EVE.email,
    ]


def test_mending_after_confirming_signs_the_other_mailbox_up(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    send(client, workshop)
    registrations.confirm(rows()[0])
    client.send(f"{path_of(workshop)}/next", {"email": "neu@kita.example"})  # type: ignore[attr-defined]
    assert [row.status for row in rows()] == ["confirmed", "held"]


@pytest.mark.parametrize("act", ["again", "next"])
def test_acts_after_the_sign_up_need_token_and_sign_up(client: FlaskClient, act: str) -> None:
    workshop = cast.make_workshop()
    path = f"{path_of(workshop)}/{act}"
    assert client.post(path, data={"email": "a@b.example"}).status_code == 400
    token = client.token(path_of(workshop))  # type: ignore[attr-defined]
    answer = client.post(path, data={"email": "a@b.example", "csrf_token": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, path_of(workshop))
    assert letters() == []


# The brakes


def test_one_mailbox_is_braked_and_what_was_typed_stays(
    client: FlaskClient, settings: Settings
) -> None:
    workshop = cast.make_workshop(capacity=100)
    token = {"csrf_token": client.token(path_of(workshop))}  # type: ignore[attr-defined]
    most = settings.signups_per_mailbox
    for number in range(most):
        answer = client.post(path_of(workshop), data=CEM | token | {"name": f"Person {number}"})
        assert answer.status_code == 303
    refused = client.post(path_of(workshop), data=CEM | token | {"name": "Noch jemand"})
    assert refused.status_code == 429
    assert "Noch jemand" in refused.text
    assert len(rows()) == most
    other = client.post(path_of(workshop), data=token | {"name": "X", "email": "x@ort.example"})
    assert other.status_code == 303


def test_mistakes_are_not_counted_and_an_empty_mailbox_is_nobodys(
    client: FlaskClient, settings: Settings
) -> None:
    workshop = cast.make_workshop()
    token = {"csrf_token": client.token(path_of(workshop))}  # type: ignore[attr-defined]
    for _ in range(settings.signups_per_mailbox + 2):
        assert client.post(path_of(workshop), data=token | {"name": "X"}).status_code == 422
        wrong = CEM | token | {"name": ""}
        assert client.post(path_of(workshop), data=wrong).status_code == 422
    assert client.post(path_of(workshop), data=CEM | token).status_code == 303


def test_sending_again_counts_for_the_mailbox_that_was_typed(
    client: FlaskClient, settings: Settings
) -> None:
    workshop = cast.make_workshop()
    send(client, workshop)
    token = {"csrf_token": client.token(f"{path_of(workshop)}/next")}  # type: ignore[attr-defined]
    codes = [
        client.post(f"{path_of(workshop)}/again", data=token).status_code
        for _ in range(settings.signups_per_mailbox)
    ]
    assert codes == [303] * (settings.signups_per_mailbox - 1) + [429]


def test_two_at_once_for_the_last_seat_without_a_list(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1, waiting_list=False)
    token = {"csrf_token": client.token(path_of(workshop))}  # type: ignore[attr-defined]
    cast.sign_up(workshop, cast.DUA)
    answer = client.post(path_of(workshop), data=CEM | token)
    assert answer.status_code == 409
    assert "Ausgebucht" in answer.text
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 1
