"""One's own account: who is logged in, with which rights; the ways to password and logout."""

from flask import render_template
from flask_security import auth_required

from wirworkshops.web import words
from wirworkshops.web.organise import guard

blueprint = guard.private("account", __name__, prefix="/account")


@blueprint.get("/")
@auth_required("session")
def show() -> str:
    roles = [str(words.ROLES[role.name]) for role in guard.account().roles]
    return render_template("account/overview.html", current="account", roles=roles)
