"""Ada runs the office, Ben coordinates for the centre, Mia for another association."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.web.account.creation import make_account

PASSWORD = "sehr lange Sätze"
LogIn = Callable[..., FlaskClient]


@pytest.fixture
def log_in(app: Flask) -> LogIn:
    """Return a function that makes an account and a client logged in with it."""

    def run(name: str, role: str, host_slug: str = "") -> FlaskClient:
        if host_slug:
            cast.host(host_slug)
        email = f"{name.split(maxsplit=1)[0].lower()}@buero.example"
        make_account(email=email, name=name, role=role, host_slug=host_slug, password=PASSWORD)
        client = app.test_client()
        answer = client.send("/login", {"email": email, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return run


@pytest.fixture
def ada(log_in: LogIn) -> FlaskClient:
    return log_in("Ada Wolf", "administrator")


@pytest.fixture
def ben(log_in: LogIn) -> FlaskClient:
    return log_in("Ben Koch", "coordinator", "vielfaltszentrum")


@pytest.fixture
def mia(log_in: LogIn) -> FlaskClient:
    return log_in("Mia Sommer", "coordinator", "frauentreff")
