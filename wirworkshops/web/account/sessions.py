"""Who is logged in: the cookie names a row of logins, and with the row it is out at once."""

from typing import Any

from flask import Flask, Response, g, redirect, request, session, url_for
from flask_login import user_logged_out
from flask_security import Security, current_user, password_reset, user_authenticated
from flask_security.utils import set_request_attr

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import logins
from wirworkshops.models.accounts import Account
from wirworkshops.models.logins import Login
from wirworkshops.web import page

TOKEN = "login"  # in the session's cookie
OFFICE = ("/organise", "/account")
# what somebody without a second factor may open where one is required
WAYS_TO_A_FACTOR = {
    "account.second_factor",
    "account_invitations.accept",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.wan_register",
    "security.wan_register_response",
    "security.verify",
    "security.wan_verify",
    "security.wan_verify_response",
    "security.oauth_verify_start",
    "security.oauth_verify_response",
    "security.forgot_password",
    "security.reset_password",
}


def init(app: Flask, security: Security) -> None:
    """Let a row stand behind each login."""
    security.login_manager.user_loader(_load)
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_reset.connect(_end_all, app)
    app.before_request(_lead_to_second_factor)


def token() -> str:
    """Return what the cookie of this request holds of its login."""
    return str(session.get(TOKEN, ""))


def login() -> Login:
    """Return the login of this request; only behind the guard."""
    return g.login  # type: ignore[no-any-return]


def _load(uniquifier: str) -> Account | None:
    """Return whose cookie this is: one query for the account and its login."""
    found = logins.find(str(uniquifier), token())
    if found is None:
        return None
    account, g.login = found
    if request.method == "GET" and clock.now() - g.login.seen_at >= logins.SEEN_EVERY:
        logins.see(g.login)
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return account


def _begin(_: Flask, *, user: Account, authn_via: list[str] | None, **__: Any) -> None:
    """Add the login's row; whoever let her in commits it.

    Flask-Security says how she came, but where a second factor completed it.
    """
    if authn_via == ["change"]:  # a new password
        logins.drop_others(user, kept=token())
        return
    is_strong = authn_via != ["password"]
    agent = request.headers.get("User-Agent", "")
    session[TOKEN] = logins.begin(user, user_agent=agent, is_strong=is_strong)
    # one cookie does both: Flask-Login's own to remember her would outlive the row
    session.permanent = bool(session.pop("_remember", None))


def _end(_: Flask, **__: Any) -> None:
    logins.end_by_token(str(session.pop(TOKEN, "")))
    session.permanent = False
    db.session.commit()


def _end_all(_: Flask, *, user: Account, **__: Any) -> None:
    """End what the new password has shut out anyway, so that no list shows it."""
    logins.drop_all(user)


def _lead_to_second_factor() -> Response | None:
    """Where a second factor is required, keep the office closed until there is one."""
    if page.settings().second_factor != "required" or not request.path.startswith(OFFICE):
        return None
    if request.endpoint in WAYS_TO_A_FACTOR or not current_user.is_authenticated:
        return None
    if login().is_strong:
        return None
    return redirect(url_for("account.second_factor"))  # type: ignore[return-value]
