"""One's own account: who is logged in, with which rights; the ways to password and logout."""

from flask import render_template

from wirworkshops import i18n
from wirworkshops.domain import permissions
from wirworkshops.i18n import gettext as _
from wirworkshops.models.accounts import Account
from wirworkshops.web import words
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
        hosts=_hosts(account),
        has_calendar=permissions.may(account, "see workshops"),
    )


def _hosts(account: Account) -> str:
    """Return whose workshops the account is about; nothing for a trainer, who has her own."""
    if permissions.reach(account).is_all:
        return _("alle")
    return i18n.listing([host.name for host in account.hosts])
