"""One's own account: who one is, how one gets in, and where one is logged in."""

from flask import flash, redirect, render_template, url_for
from flask_security import auth_required
from werkzeug.wrappers import Response

from wirworkshops import i18n
from wirworkshops.domain import factors, logins
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.models.logins import Login
from wirworkshops.web import page, words
from wirworkshops.web.account import sessions
from wirworkshops.web.organise import guard

blueprint = guard.private("account", __name__, prefix="/account")


@blueprint.get("/")
@auth_required("session")
def show() -> str:
    account = guard.account()
    return render_template(
        "account/overview.html",
        current="account",
        roles=[str(words.ROLES[role.name]) for role in account.roles],
        passkeys=account.webauthn,
        codes=factors.codes_left(account),
        logins=len(logins.of_account(account)),
        is_required=page.settings().second_factor == "required",
    )


@blueprint.get("/second-factor")
@auth_required("session")
def second_factor() -> str | Response:
    """Say what is missing before the office opens; see sessions."""
    if sessions.login().is_strong:
        return redirect(url_for("account.show"))
    return render_template("account/second_factor.html", current="account")


@blueprint.get("/sessions")
@auth_required("session")
def list_sessions() -> str:
    rows = [
        (login, login.device or _("Unbekanntes Gerät"), i18n.moment(login.created_at), _seen(login))
        for login in logins.of_account(guard.account())
    ]
    return render_template(
        "account/sessions.html", current="account", rows=rows, this=sessions.login().id
    )


def _seen(login: Login) -> str:
    """Return when somebody was last there: written down once an hour, so said to the hour."""
    return _(
        "%(day)s, gegen %(hour)s Uhr",
        day=i18n.day(login.seen_at),
        hour=i18n.hour(login.seen_at.replace(minute=0)),
    )


@blueprint.post("/sessions/<int:login_id>/end")
@auth_required("session")
def end_session(login_id: int) -> Response:
    if login_id > guard.LARGEST or not logins.end(login_id, guard.account()):
        raise NotFound("not-found")
    flash(_("Dort ist jetzt ausgeloggt."), "success")
    return redirect(url_for("account.list_sessions"), 303)


@blueprint.post("/sessions/end-others")
@auth_required("session")
def end_others() -> Response:
    logins.end_others(guard.account(), kept=sessions.token())
    flash(_("Auf allen anderen Geräten ist jetzt ausgeloggt."), "success")
    return redirect(url_for("account.list_sessions"), 303)
