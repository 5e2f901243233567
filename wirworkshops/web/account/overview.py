"""One's own account: who one is, how one gets in, and where one is logged in."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from wirworkshops import i18n
from wirworkshops.domain import factors, logins, permissions
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.models.accounts import Account
from wirworkshops.models.logins import Login
from wirworkshops.web import page, words
from wirworkshops.web.account import sessions
from wirworkshops.web.organise import guard

blueprint = guard.private("account", __name__, prefix="/account")


@blueprint.get("/")
@guard.office("look after own account")
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
        hosts=_hosts(account),
        has_calendar=permissions.may(account, "see workshops"),
    )


def _hosts(account: Account) -> str:
    """Return whose workshops the account is about; nothing for a trainer, who has her own."""
    if permissions.reach(account).is_all:
        return _("alle")
    return i18n.listing([host.name for host in account.hosts])


@blueprint.get("/second-factor")
@guard.office("look after own account")
def second_factor() -> str | Response:
    """Say what is missing before the office opens; see sessions."""
    if sessions.login().is_strong:
        return redirect(url_for("account.show"))
    return render_template("account/second_factor.html", current="account")


@blueprint.get("/sessions")
@guard.office("look after own account")
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
@guard.office("look after own account")
def end_session(login: Login) -> Response:
    if not logins.end(login.id, guard.account()):
        raise NotFound("not-found")
    flash(_("Dort ist jetzt ausgeloggt."), "success")
    return redirect(url_for("account.list_sessions"), 303)


@blueprint.post("/sessions/end-others")
@guard.office("look after own account")
def end_others() -> Response:
    logins.end_others(guard.account(), kept=sessions.token())
    flash(_("Auf allen anderen Geräten ist jetzt ausgeloggt."), "success")
    return redirect(url_for("account.list_sessions"), 303)
