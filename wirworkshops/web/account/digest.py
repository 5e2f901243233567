"""How often an account is sent Today by mail, and at which hour."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from wirworkshops import i18n
from wirworkshops.domain import digests
from wirworkshops.domain.digests import Wish
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import fields
from wirworkshops.web.organise import guard, inputs

blueprint = guard.private("account_digest", __name__, prefix="/account/digest")

RHYTHMS = {
    "daily": _l("an jedem Arbeitstag"),
    "weekly": _l("einmal in der Woche, am ersten Arbeitstag"),
    "never": _l("nie"),
}


class DigestForm(fields.Form):
    rhythm = inputs.one_of_few(_l("Wie oft?"), RHYTHMS)
    hour = SelectField(
        _l("Um wie viel Uhr?"),
        coerce=int,
        choices=fields.choices({hour: f"{hour}:00" for hour in digests.HOURS}),
        **inputs.offered(),
    )


@blueprint.route("", methods=["GET", "POST"])
@guard.office("see workshops")
def choose() -> ResponseReturnValue:
    account = guard.account()
    wish = digests.wish_of(account)
    form = DigestForm(data={"rhythm": wish.rhythm, "hour": wish.hour})
    if request.method == "POST" and form.validate():
        digests.choose(account, Wish(form.rhythm.data, form.hour.data), by=guard.actor())
        flash(_("Gespeichert."), "success")
        return redirect(url_for("account_digest.choose"), 303)
    next_at = digests.next_at(account)
    html = render_template(
        "account/digest.html",
        current="account",
        form=form,
        email=account.email,
        next=i18n.moment(next_at) if next_at else "",
    )
    return html, 422 if form.errors else 200
