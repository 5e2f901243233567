"""What is believed of proxies, and the cookie that only this site can set."""

from dataclasses import replace

from flask import Flask, request

from wirworkshops.app import create_app
from wirworkshops.config import Settings

SAID = {
    "X-Forwarded-For": "198.51.100.7, 203.0.113.9, 10.0.0.2",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "wirworkshops.example.org",
}


def seen(app: Flask) -> tuple[str, str, str | None]:
    """Return scheme, host and visitor as the application sees them."""
    found = []
    app.before_request(lambda: found.append((request.scheme, request.host, request.remote_addr)))
    app.test_client().get("/healthz", headers=SAID)
    return found[0]


def test_without_a_proxy_nothing_is_believed(settings: Settings) -> None:
    assert seen(create_app(settings)) == ("http", "localhost", "127.0.0.1")


def test_of_two_proxies_each_adds_the_visitor_and_one_says_the_rest(settings: Settings) -> None:
    app = create_app(replace(settings, trusted_proxies=2))
    assert seen(app) == ("https", "wirworkshops.example.org", "203.0.113.9")


def test_over_https_no_other_site_of_the_domain_can_set_the_cookie(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="https://wirworkshops.example.org"))
    answer = app.test_client().get("/login", base_url="https://wirworkshops.example.org")
    name, _, about = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-ww"
    assert about.partition("; ")[2] == "Secure; HttpOnly; Path=/; SameSite=Lax"
