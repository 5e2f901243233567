"""What is believed of proxies, and the cookie that only this site can set."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, request

from wirworkshops.app import create_app
from wirworkshops.config import Settings
from wirworkshops.database import db

Make = Callable[..., Flask]

SAID = {
    "X-Forwarded-For": "198.51.100.7, 203.0.113.9, 10.0.0.2",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "wirworkshops.example.org",
}


@pytest.fixture
def make(settings: Settings, whole_app: Flask) -> Iterator[Make]:
    """Return a function that makes an application with other settings, and leaves nothing open."""
    apps: list[Flask] = []

    def run(**values: Any) -> Flask:
        apps.append(create_app(replace(settings, **values)))
        return apps[-1]

    yield run
    for app in apps:
        door: Any = app.wsgi_app
        getattr(door, "app", door).reader.close()
        with app.app_context():
            db.engine.dispose()


def seen(app: Flask) -> tuple[str, str, str | None]:
    """Return scheme, host and visitor as the application sees them."""
    found = []
    app.before_request(lambda: found.append((request.scheme, request.host, request.remote_addr)))
    app.test_client().get("/healthz", headers=SAID)
    return found[0]


def test_without_a_proxy_nothing_is_believed(make: Make) -> None:
    assert seen(make()) == ("http", "localhost", "127.0.0.1")


def test_of_two_proxies_each_adds_the_visitor_and_one_says_the_rest(make: Make) -> None:
    app = make(trusted_proxies=2)
    assert seen(app) == ("https", "wirworkshops.example.org", "203.0.113.9")


def test_over_https_no_other_site_of_the_domain_can_set_the_cookie(make: Make) -> None:
    app = make(base_url="https://wirworkshops.example.org")
    answer = app.test_client().get("/login", base_url="https://wirworkshops.example.org")
    name, _, about = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-ww"
    assert about.partition("; ")[2] == "Secure; HttpOnly; Path=/; SameSite=Lax"
