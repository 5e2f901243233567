"""Accounts, for the administration: the list, inviting, rights, off and on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import accounts, history, invitations, logins, permissions
from wirworkshops.errors import NotFound, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.accounts import Account
from wirworkshops.web import refusals, words
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import account_forms, files, guard, labels
from wirworkshops.web.organise.account_forms import AccountForm, InvitationForm, SearchForm
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_accounts", __name__, prefix="/organise")
ACT = "manage accounts"
FILTERS = {
    "": _l("Alle"),
    "active": _l("Aktiv"),
    "waiting": _l("Eingeladen"),
    "off": _l("Abgeschaltet"),
}
HEADER = (
    _l("Name"),
    _l("E-Mail-Adresse"),
    _l("Rechte"),
    _l("Wofür"),
    _l("Zuletzt da"),
    _l("Zustand"),
)
STATES = {  # words, kind of badge, icon
    "active": (_l("aktiv"), "success", "success"),
    "invited": (_l("eingeladen"), "info", "clock"),
    "lapsed": (_l("Einladung abgelaufen"), "warning", "warning"),
    "withdrawn": (_l("Einladung zurückgezogen"), "neutral", "seats-cancelled"),
    "off": (_l("abgeschaltet"), "neutral", "seats-cancelled"),
}


@dataclass(frozen=True)
class Line:
    account: Account
    name: str
    role: str
    about: str
    seen: str
    badge: Badge


@blueprint.route("/accounts", methods=["GET", "POST"])
@guard.office(ACT)
def index() -> str:
    """Show the list. A search is posted: no name stands in an address."""
    (state, role), number = _wanted(), page_number()
    form = SearchForm()
    found, total = accounts.listing(q=form.value("q"), state=state, role=role, page=number)
    seen = logins.last_seen(account.id for account in found)
    pages = max(1, -(-total // accounts.PAGE_SIZE))
    if number > pages:
        raise NotFound("wrong-page")
    kept: dict[str, Any] = {"role": role or None}
    return render_template(
        "organise/accounts.html",
        form=form,
        filters=[(name, url_for("office_accounts.index", state=name or None, **kept), text)
                 for name, text in FILTERS.items()],
        state=state,
        role=role,
        roles=words.ROLE_NAMES,
        lines=[_line(account, seen.get(account.id)) for account in found],
        total=total,
        number=number,
        pages=1 if form.value("q") else pages,
        page_href=lambda page: url_for("office_accounts.index", state=state or None, page=page,
                                       **kept),
    )  # fmt: skip


def _wanted() -> tuple[str, str]:
    """Return state and role of the address."""
    state, role = request.args.get("state", ""), request.args.get("role", "")
    if state not in FILTERS or (role and role not in permissions.ROLES):
        raise NotFound("not-found")
    return state, role


@files.route(blueprint, "/accounts", posted=True)
@guard.office(ACT)
def table() -> Response:
    """Those on screen, and on all further pages, as a file."""
    state, role = _wanted()
    found = accounts.everybody(q=SearchForm().value("q"), state=state, role=role)
    seen = logins.last_seen(account.id for account in found)
    rows = [_cells(account, seen.get(account.id)) for account in found]
    sheet = Table(_("Konten"), [str(text) for text in HEADER], rows)
    named = (str(FILTERS[state]) if state else "", str(words.ROLE_NAMES[role]) if role else "")
    return files.answer(sheet, _("Konten"), *named)


def _cells(account: Account, seen_at: datetime | None) -> list[Cell]:
    line, day = _line(account, seen_at), clock.local(seen_at).date() if seen_at else None
    return [line.name, account.email, line.role, line.about, day, line.badge.text]


def _line(account: Account, seen_at: datetime | None) -> Line:
    return Line(
        account=account,
        name=account.name or account.email,
        role=str(words.ROLE_NAMES.get(permissions.role_of(account), "–")),
        about=_about(account),
        seen=_seen(seen_at),
        badge=_badge(account),
    )


def _seen(at: datetime | None) -> str:
    """Return the day on which somebody was last here; empty where no login of hers lasts."""
    if at is None:
        return ""
    return _("heute") if clock.local(at).date() == clock.today() else i18n.plain_date(at)


def _about(account: Account) -> str:
    """Return whose workshops an account is about."""
    if account.trainer:
        return account.trainer.name
    if permissions.reach(account).is_all:
        return _("alle")
    return i18n.listing([host.name for host in account.hosts])


def _badge(account: Account) -> Badge:
    text, kind, icon = STATES[accounts.state_of(account)]
    return Badge(kind, icon, str(text))


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@guard.office(ACT)
def new() -> ResponseReturnValue:
    form = InvitationForm(data={"role": permissions.COORDINATOR})
    account_forms.fill(form)
    invite = lambda: invitations.invite(  # noqa: E731
        form.value("email"), form.plan(), by=guard.actor()
    )
    if not _try(form, invite):
        return render_template("organise/account_new.html", form=form), 422 if form.errors else 200
    flash(_("Die Einladung geht gleich hinaus. Sie gilt 7 Tage."), "success")
    return redirect(url_for("office_accounts.index"), 303)


@blueprint.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@guard.office(ACT)
def edit(account: Account) -> ResponseReturnValue:
    form = AccountForm(data=account_forms.shown(account))
    account_forms.fill(form)
    if _try(form, lambda: accounts.change(account, form.plan(), by=guard.actor())):
        flash(_("Gespeichert."), "success")
        return redirect(url_for("office_accounts.edit", account_id=account.id), 303)
    html = render_template(
        "organise/account.html",
        form=form,
        person=account,
        state=accounts.state_of(account),
        badge=_badge(account),
        until=i18n.moment(account.invitation.expires_at) if account.invitation else "",
        seen=_seen(logins.last_seen([account.id]).get(account.id)),
        is_own=account.id == guard.account().id,
        lines=[labels.line(event) for event in history.of_thing("account", account.id)],
    )
    return html, 422 if form.errors else 200


def _try(form: AccountForm, act: Callable[[], Any]) -> bool:
    """Do it if the form was sent and holds; what is refused is said at its field."""
    if request.method != "POST" or not form.validate():
        return False
    try:
        act()
    except Refusal as refusal:
        if refusal.code not in account_forms.FIELD_OF:
            raise
        field = form[account_forms.FIELD_OF[refusal.code]]
        field.errors = [*field.errors, refusals.sentence(refusal)]
        return False
    return True


@blueprint.post("/accounts/<int:account_id>/off")
@guard.office(ACT)
def switch_off(account: Account) -> ResponseReturnValue:
    done = _("Das Konto ist abgeschaltet. Die Person ist überall ausgeloggt.")
    return _act(account, accounts.switch_off, done)


@blueprint.post("/accounts/<int:account_id>/on")
@guard.office(ACT)
def switch_on(account: Account) -> ResponseReturnValue:
    return _act(account, accounts.switch_on, _("Das Konto ist wieder angeschaltet."))


@blueprint.post("/accounts/<int:account_id>/invite")
@guard.office(ACT)
def invite_again(account: Account) -> ResponseReturnValue:
    done = _("Eine neue Einladung geht gleich hinaus. Der alte Link gilt nicht mehr.")
    return _act(account, invitations.again, done)


@blueprint.post("/accounts/<int:account_id>/withdraw")
@guard.office(ACT)
def withdraw(account: Account) -> ResponseReturnValue:
    return _act(account, invitations.withdraw, _("Die Einladung ist zurückgezogen."))


def _act(account: Account, verb: Callable[..., None], done: str) -> ResponseReturnValue:
    """Do one thing with an account, and say on its page what came of it."""
    try:
        verb(account, by=guard.actor())
    except Refusal as refusal:
        flash(refusals.sentence(refusal), "warning")
    else:
        flash(done, "success")
    return redirect(url_for("office_accounts.edit", account_id=account.id), 303)
