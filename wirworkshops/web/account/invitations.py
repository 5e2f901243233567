"""The page behind an invitation's link: a name, a password, and in. Opening it changes nothing."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import hash_password
from wtforms import PasswordField

from wirworkshops import links, tokens
from wirworkshops.domain import invitations
from wirworkshops.errors import Gone, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.accounts import Account, Invitation
from wirworkshops.web import fields, refusals
from wirworkshops.web.account.forms import rule

blueprint = Blueprint("account_invitations", __name__, url_prefix="/account/invitations")
MOST_PASSWORD = 200


class WelcomeForm(fields.Form):
    name = fields.line(_l("Vor- und Nachname"), fields.Required(_l("Wie heißen Sie?")))
    password = PasswordField(
        _l("Passwort"),
        [fields.Required(_l("Bitte geben Sie ein Passwort ein.")), fields.AtMost(MOST_PASSWORD)],
    )
    again = PasswordField(
        _l("Passwort noch einmal"),
        [fields.Required(_l("Bitte geben Sie dasselbe Passwort noch einmal ein."))],
    )


@blueprint.route("/<token>", methods=["GET", "POST"])
def accept(token: str) -> ResponseReturnValue:
    invitation, number = _invited(token)
    account = invitation.account
    form = WelcomeForm(data={"name": account.name})
    form.password.description = rule()
    if request.method == "POST" and form.validate() and (password := _password(form, account)):
        invitations.accept(
            invitation,
            name=form.value("name"),
            password_hash=hash_password(password),
            link_number=number,
        )
        flash(_("Ihr Zugang ist eingerichtet. Bitte loggen Sie sich damit ein."), "success")
        return redirect(url_for("security.login"), 303)
    html = render_template("account/invitation.html", form=form, email=account.email)
    return html, 422 if form.errors else 200


def _invited(token: str) -> tuple[Invitation, int]:
    """Return the invitation of a link, and its number. Gone where it is good no more."""
    claim = tokens.read(token)
    found = invitations.by_account(claim.row) if claim else None
    if claim is None or found is None:
        raise NotFound("bad-invitation")
    number = found.link_number
    if not claim.fits(links.INVITATION, number):
        was_good = claim.was_good(links.INVITATION, number)
        raise Gone("invitation-renewed") if was_good else NotFound("bad-invitation")
    invitations.refuse_ended(found)
    return found, number


def _password(form: WelcomeForm, account: Account) -> str:
    """Return the password as it is kept; empty where the rules of all passwords refuse it."""
    if form.password.data != form.again.data:
        form.again.errors = [_("Die beiden Passwörter sind nicht gleich.")]
        return ""
    rules = current_app.extensions["security"].password_util
    wrong, normal = rules.validate(form.password.data or "", False, user=account)
    form.password.errors = list(map(str, wrong or ()))
    return "" if wrong else str(normal)


@blueprint.errorhandler(NotFound)
@blueprint.errorhandler(Gone)
def _on_dead_link(refusal: NotFound | Gone) -> tuple[str, int]:
    html = render_template(
        "account/dead_invitation.html",
        heading=refusals.HEADINGS[refusal.status],
        sentence=refusals.sentence(refusal),
    )
    return html, refusal.status
