"""Needs on somebody's own page: how far they are, who may know, and taking consent back."""

from flask.testing import FlaskClient

from tests import cast
from tests.web.my.test_registrations import act
from tests.web.my.test_registrations import path_of as path
from wirworkshops.domain import arranging, registrations
from wirworkshops.domain.arranging import Answer
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.reach import ALL


def test_she_sees_how_far_it_is_with_her_needs(client: FlaskClient) -> None:
    who = cast.somebody(1, needs=("interpreting",), need_language="ar")
    registration = cast.confirmed(cast.make_workshop(), who)
    page = client.get(path(registration)).text
    assert "Dolmetschen: Arabisch" in page
    for state, said in (
        ("requested", "Wir haben angefragt und warten auf die Zusage."),
        ("arranged", "Ist organisiert."),
        ("impossible", "Das ist leider nicht möglich. Bitte rufen Sie uns an"),
    ):
        (need,) = cast.fresh(registration).needs
        answer = Answer(state, owner_id=0, note="Notiz des Büros", due_on=None)
        arranging.save(need.id, answer, by=WORKER, reach=ALL)
        page = client.get(path(registration)).text
        assert said in page
        assert "Notiz des Büros" not in page


def test_she_says_apart_who_may_know_it_is_she(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop(), cast.somebody(1, needs=("childcare",)))
    assert "Ihren Namen sehen sie nicht." in client.get(path(registration)).text
    act(client, registration, "needs/share")
    assert cast.fresh(cast.fresh(registration).needs[0]).shared_at == cast.NOW
    assert "dürfen wissen, dass Sie es sind" in client.get(path(registration)).text
    act(client, registration, "needs/unshare")
    assert cast.fresh(cast.fresh(registration).needs[0]).shared_at is None


def test_she_takes_consent_back_after_leaving_too(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop(), cast.somebody(1, needs=("childcare",)))
    registrations.withdraw(registration)
    assert "Wird nicht mehr gebraucht." in client.get(path(registration)).text
    act(client, registration, "needs")
    assert cast.fresh(registration).needs == []
