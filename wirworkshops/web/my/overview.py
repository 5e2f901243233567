"""All of a person's registrations, behind a fresh link good for a day; and her own calendar."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from wirworkshops import clock, links
from wirworkshops.domain import calendars, participants, registrations
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.web import glance, limits, page, programs, words
from wirworkshops.web.glance import Glance
from wirworkshops.web.my import guard
from wirworkshops.web.my.forms import Calendar, FeedOptions, Mailbox

blueprint = Blueprint("my", __name__)
guard.protect(blueprint)

ABOUT = {  # what each way means
    "mail": _l("Jeder Termin kommt einzeln zum Annehmen. Ändert sich etwas, schreiben wir Ihnen."),
    "feed": _l("Sie richten es einmal ein. Danach kommt und ändert sich alles von selbst."),
    "file": _l("Alle Termine einer Veranstaltung auf einmal. Sie öffnen die Datei selbst."),
}
TAKEN_BACK = {  # what becomes of the dates of the old way
    "mail": _l("Einladungen, die Sie schon haben, nehmen wir per Nachricht zurück."),
    "feed": _l("Ihr Abo ist jetzt leer. Sie können es aus Ihrem Kalender entfernen."),
    "file": _l("Bitte löschen Sie die Termine der Datei selbst aus Ihrem Kalender."),
}
BROUGHT = {  # how the dates come now
    "mail": _l("Für jeden Termin kommt eine Einladung per Nachricht."),
    "feed": _l("Bitte nehmen Sie jetzt die Adresse unten in Ihren Kalender auf."),
    "file": _l("Für jede Veranstaltung kommt eine Nachricht mit der Datei."),
}


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
    return _page(token, guard.person(token))


def _page(
    token: str,
    person: Participant,
    *,
    form: Calendar | None = None,
    options: FeedOptions | None = None,
) -> str:
    """Return the page; form and options are what was typed and refused."""
    now, rows = clock.now(), registrations.of_participant(person.id)
    rows.sort(key=lambda row: row.workshop.starts_at)
    return render_template(
        "my/overview.html",
        token=token,
        name=person.name,
        coming=[_entry(row) for row in rows if row.workshop.ends_at > now],
        past=[_entry(row) for row in reversed(rows) if row.workshop.ends_at <= now],
        form=form or Calendar(formdata=None, calendar=person.calendar),
        about={way: str(text) for way, text in ABOUT.items()},
        options=options or _options(person),
        feed=_feed(person) if person.calendar == "feed" else None,
    )


def _options(person: Participant) -> FeedOptions:
    return FeedOptions(formdata=None, waiting=person.feed_waiting, alarm=str(person.feed_alarm))


def _feed(person: Participant) -> programs.Feed:
    return programs.Feed(links.feed_url(page.settings().base_url, person))


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
    person, form = guard.person(token), Calendar()
    if not form.validate():
        return _page(token, person, form=form), 422
    was = person.calendar
    calendars.choose(person, form.value("calendar"))
    flash(_said(was, person.calendar), "success")
    return _back(token)


def _said(was: str, now: str) -> str:
    """Say what happens with the dates of the old way, and what she does for the new one."""
    if was == now:
        return _("Gespeichert. Es bleibt, wie es ist.")
    return " ".join([_("Gespeichert."), str(TAKEN_BACK[was]), str(BROUGHT[now])])


@blueprint.post("/my/<token>/feed-options")
def set_feed(token: str) -> Any:
    """Choose what her own feed shows, and when it reminds her."""
    person, options = guard.person(token), FeedOptions()
    if not options.validate():
        return _page(token, person, options=options), 422
    calendars.set_feed(person, waiting=options.waiting.data, alarm=int(options.value("alarm")))
    flash(_("Gespeichert. Ihr Kalender übernimmt das, wenn er wieder nachsieht."), "success")
    return _back(token)


@blueprint.post("/my/<token>/feed")
def renew(token: str) -> Any:
    """Give her feed a new address."""
    calendars.renew_feed(guard.person(token))
    flash(_("Die Adresse ist neu. Bitte nehmen Sie sie in Ihren Kalender auf."), "success")
    return _back(token)


@blueprint.get("/my/<token>/feed.svg")
def qr(token: str) -> Response:
    """Her feed's address for a phone, which then opens its calendar program."""
    person = guard.person(token)
    if person.calendar != "feed":
        raise NotFound("not-found")
    return programs.drawn(_feed(person).webcal)


def _back(token: str) -> Any:
    return redirect(url_for("my.show", token=token, _anchor="kalender"), 303)
