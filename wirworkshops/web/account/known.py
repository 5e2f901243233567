"""Browsers that somebody has logged in with before: guesses from elsewhere do not lock her out.

The device cookies of OWASP's "Slow Down Online Guessing Attacks with Device Cookies".
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Response, after_this_request, current_app, request
from flask_security import user_authenticated
from itsdangerous import BadData, URLSafeSerializer

from wirworkshops.models.accounts import Account
from wirworkshops.web import limits

COOKIE, PATH = "ww-known", "/login"
LASTS = timedelta(days=90)
MOST = 5  # people who share a computer


def init(app: Flask) -> None:
    user_authenticated.connect(_remember, app)


def counted_by() -> str:
    """Return what wrong passwords are counted by: the account, in a known browser with its name."""
    email = limits.typed_email()
    browser, people = _read()
    return f"{email} {browser}" if _mark(email) in people else email


def is_known() -> bool:
    """Whether this browser is known, where an address is typed as hers who types it."""
    email = limits.typed_email()
    people = _read()[1]
    return _mark(email) in people if email else bool(people)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=COOKIE)


def _mark(email: str) -> str:
    """Return what stands for an address: the cookie names nobody."""
    key = current_app.config["SECRET_KEY"].encode()[:64]
    return hashlib.blake2b(email.casefold().encode(), key=key, digest_size=9).hexdigest()


def _read() -> tuple[str, list[str]]:
    """Return the browser's name and its people; empty where the cookie is not ours."""
    try:
        browser, people = _signer().loads(request.cookies.get(COOKIE, ""))
    except (BadData, ValueError, TypeError):
        return "", []
    return browser, people


def _remember(_: Flask, *, user: Account, **__: Any) -> None:
    browser, people = _read()
    own = _mark(user.email)
    kept = [own, *(each for each in people if each != own)][:MOST]
    value = str(_signer().dumps([browser or secrets.token_urlsafe(12), kept]))

    @after_this_request
    def give(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            value,
            max_age=LASTS,
            path=PATH,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Strict",
        )
        return response
