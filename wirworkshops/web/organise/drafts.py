"""What was typed survives a login that had ended: kept, and given back after the next login.

A signed cookie, which other sites cannot send (SameSite=Strict), says whose browser it is: only
who has been logged in here can have something kept, and only she gets it back.
"""

import secrets

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_security import current_user
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from wirworkshops.domain import drafts
from wirworkshops.i18n import gettext as _
from wirworkshops.models.drafts import Draft
from wirworkshops.web import fields
from wirworkshops.web.organise import guard

blueprint = guard.private("office_draft", __name__, prefix="/organise/draft")

COOKIE, OFFICE = "ww-desk", "/organise"
LASTS = 14 * 24 * 3600  # seconds; as long as a login that is remembered
LONGEST_PATH = 2000
OURS = ("csrf_token", fields.GIVEN_BACK)
AT_ONCE = ("office_attendance.mark", "office_workshops.delete")  # act without a form to look at


def init(app: Flask) -> None:
    """Watch the office's forms; before CSRFProtect, which refuses what has lost its session."""
    app.before_request(_keep)
    app.before_request(_give_back)
    app.after_request(_remember)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=COOKIE)


def _known() -> tuple[int, str] | None:
    """Return whose browser this is, and its name; None where nobody has been logged in."""
    try:
        account_id, browser = _signer().loads(request.cookies.get(COOKIE, ""))
    except (BadData, ValueError, TypeError):
        return None
    return account_id, browser


def _keep() -> ResponseReturnValue | None:
    """Keep a form that comes without a login, and lead to the login and back to it."""
    if request.method != "POST" or not request.path.startswith(f"{OFFICE}/"):
        return None
    known, path = _known(), request.full_path.removesuffix("?")
    if known is None or request.url_rule is None or current_user.is_authenticated:
        return None
    typed = [pair for pair in request.form.items(multi=True) if pair[0] not in OURS]
    if not typed or request.files or len(path) > LONGEST_PATH:
        return None
    account_id, browser = known
    if not drafts.keep(account_id, browser, path=path, fields=typed):
        return None
    return redirect(url_for("security.login", next=url_for("office_draft.show")), 303)


def _give_back() -> None:
    """Show a form that is given back, instead of doing what it says."""
    is_form = request.method == "POST" and request.path.startswith(f"{OFFICE}/")
    if is_form and fields.GIVEN_BACK in request.form and current_user.is_authenticated:
        g.is_given_back = True


def _remember(response: Response) -> Response:
    """Give the browser of somebody who is logged in its name, on the office's pages."""
    if not request.path.startswith(f"{OFFICE}/") or not current_user.is_authenticated:
        return response
    known = _known()
    if known is None or known[0] != guard.account().id:
        value = _signer().dumps([guard.account().id, secrets.token_urlsafe(12)])
        response.set_cookie(
            COOKIE,
            str(value),
            max_age=LASTS,
            path=OFFICE,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Strict",
        )
    return response


@blueprint.get("")
@guard.office("come in")
def show() -> ResponseReturnValue:
    """Offer what was typed: back in its form, or, where there is none to look at, to be sent."""
    draft = _mine()
    if draft is None:
        flash(_("Es ist nichts aufgehoben."), "info")
        return redirect(url_for("office_today.show"), 303)
    return render_template(
        "organise/draft.html",
        draft=draft,
        given_back="" if _acts_at_once(draft) else fields.GIVEN_BACK,
    )


@blueprint.post("/discard")
@guard.office("come in")
def discard() -> ResponseReturnValue:
    known = _known()
    if known and known[0] == guard.account().id:
        drafts.forget(*known)
    flash(_("Verworfen."), "success")
    return redirect(url_for("office_today.show"), 303)


def _mine() -> Draft | None:
    known = _known()
    return drafts.of(*known) if known and known[0] == guard.account().id else None


def _acts_at_once(draft: Draft) -> bool:
    """Whether sending it does something at once: there is no form that could be shown filled in."""
    adapter = current_app.url_map.bind("")
    try:
        rule, _values = adapter.match(draft.path.split("?")[0], method="GET", return_rule=True)
    except HTTPException:
        return True
    assert isinstance(rule, Rule)
    return str(rule.endpoint) in AT_ONCE or str(rule.endpoint).endswith("_delete")
