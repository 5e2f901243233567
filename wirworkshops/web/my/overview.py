"""All of a person's registrations, behind a fresh link good for a day; and her own calendar."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from wirworkshops import clock, links
from wirworkshops.domain import participants, registrations
from wirworkshops.errors import Invalid
from wirworkshops.i18n import gettext as _
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.web import glance, limits, page, words
from wirworkshops.web.glance import Glance
from wirworkshops.web.my import guard
from wirworkshops.web.my.forms import Calendar, Mailbox

blueprint = Blueprint("my", __name__)
guard.protect(blueprint)


@dataclass(frozen=True)
class Entry:
    """One registration in the list."""

    href: str
    glance: Glance
    status: str
    badge: tuple[str, str]


@blueprint.route("/my", methods=["GET", "POST"])
@limits.by_network
@limits.by_mailbox
def ask() -> Any:
    """Send a fresh link; the answer is the same whether or not anybody has this mailbox."""
    form = Mailbox()
    if request.method == "POST" and form.validate():
        participants.send_links(form.value("email"))
        return redirect(url_for("my.ask", sent=1), 303)
    html = render_template("my/ask.html", form=form, sent="sent" in request.args)
    return html, 422 if form.errors else 200


@blueprint.get("/my/<token>")
def show(token: str) -> str:
    person, now = guard.person(token), clock.now()
    rows = registrations.of_participant(person.id)
    rows.sort(key=lambda row: row.workshop.starts_at)
    base = page.settings().base_url
    return render_template(
        "my/overview.html",
        token=token,
        name=person.name,
        coming=[_entry(row) for row in rows if row.workshop.ends_at > now],
        past=[_entry(row) for row in reversed(rows) if row.workshop.ends_at <= now],
        form=Calendar(formdata=None, calendar=person.calendar),
        feed=links.feed_url(base, person) if person.calendar == "feed" else "",
    )


def _entry(registration: Registration) -> Entry:
    status = registrations.status_now(registration)
    token = links.registration_url("", registration).rpartition("/")[2]
    return Entry(
        href=url_for("registrations.show", token=token),
        glance=glance.glance(registration.workshop, clock.now()),
        status=str(words.STATUSES[status]),
        badge=words.STATUS_BADGES[status],
    )


@blueprint.post("/my/<token>/calendar")
def choose(token: str) -> Any:
    """Choose how her dates reach her calendar."""
    person = guard.person(token)
    try:
        participants.choose_calendar(person, Calendar().calendar.data or "")
    except Invalid:
        flash(_("Bitte wählen Sie eine der beiden Möglichkeiten."), "warning")
    else:
        flash(_said_of(person), "success")
    return redirect(url_for("my.show", token=token, _anchor="kalender"), 303)


def _said_of(person: Participant) -> str:
    if person.calendar == "feed":
        return _("Gespeichert. Jetzt nur noch die Adresse unten in Ihren Kalender aufnehmen.")
    return _("Gespeichert. Sie bekommen jeden Termin als Einladung per Nachricht.")


@blueprint.post("/my/<token>/feed")
def renew(token: str) -> Any:
    """Give her feed a new address."""
    participants.renew_feed(guard.person(token))
    flash(_("Die Adresse ist neu. Bitte nehmen Sie sie in Ihren Kalender auf."), "success")
    return redirect(url_for("my.show", token=token, _anchor="kalender"), 303)
