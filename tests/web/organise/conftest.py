"""Ada runs the office, Ben coordinates for the centre, Mia for another association.

Ana leads sessions, Hal helps at the centre, Rea reads figures.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.domain import logins
from wirworkshops.web.account.creation import make_account

PASSWORD = "sehr lange Sätze"
LogIn = Callable[..., FlaskClient]


@pytest.fixture
def log_in(app: Flask) -> LogIn:
    """Return a function that makes an account and a client logged in with it."""

    def run(name: str, role: str, *host_slugs: str, trainer: str = "") -> FlaskClient:
        for slug in host_slugs:
            cast.host(slug)
        email = f"{name.split(maxsplit=1)[0].lower()}@buero.example"
        make_account(
            email=email,
            name=name,
            role=role,
            host_slugs=host_slugs,
            trainer=trainer,
            password=PASSWORD,
        )
        client = app.test_client()
        answer = client.send("/login", {"email": email, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return run


@pytest.fixture
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """For stories of months: nobody's login ends meanwhile."""
    monkeypatch.setattr(logins, "LASTS", timedelta(days=3650))


@pytest.fixture
def ada(log_in: LogIn) -> FlaskClient:
    return log_in("Ada Wolf", "administrator")


@pytest.fixture
def ben(log_in: LogIn) -> FlaskClient:
    return log_in("Ben Koch", "coordinator", "vielfaltszentrum")


@pytest.fixture
def mia(log_in: LogIn) -> FlaskClient:
    return log_in("Mia Sommer", "coordinator", "frauentreff")


@pytest.fixture
def ana(log_in: LogIn) -> FlaskClient:
    return log_in("Ana Arends", "trainer")


@pytest.fixture
def hal(log_in: LogIn) -> FlaskClient:
    return log_in("Hal Vogt", "helper", "vielfaltszentrum")


@pytest.fixture
def rea(log_in: LogIn) -> FlaskClient:
    return log_in("Rea Blum", "reader")
