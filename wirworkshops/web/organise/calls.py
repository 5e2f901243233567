"""Calls: people without a mailbox, each with what to say; marked when somebody has told them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import calls
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.calls import Call
from wirworkshops.web import items
from wirworkshops.web.organise import consequences, files, guard, heads, labels
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_calls", __name__, prefix="/organise")

VIEWS = {"open": _l("Zu erledigen"), "done": _l("Erledigt")}
HEADER = (
    _l("Name"),
    _l("Telefon"),
    _l("Anderer Weg"),
    _l("Worum es geht"),
    _l("Was zu sagen ist"),
    _l("Veranstaltung"),
    _l("Seit"),
    _l("Erledigt am"),
    _l("Erledigt von"),
)
SAYINGS = {
    "requested": _l("Die Anfrage ist da. Wir melden uns, sobald entschieden ist."),
    "waiting": _l("Sie stehen auf der Warteliste. Wir melden uns, sobald ein Platz frei wird."),
    "offered": _l("Ein Platz ist frei geworden. Möchten Sie ihn? Das Angebot gilt bis %(until)s."),
    "called": _l("Ein Platz ist frei geworden. Wer zuerst zusagt, bekommt ihn."),
    "offer_expired": _l("Die Zeit für das Angebot ist vorbei. Der Platz ist weitergegangen."),
    "confirmed": _l("Ihr Platz ist fest: %(when)s, %(place)s."),
    "moved_up": _l("Sie sind aufgerückt. Ihr Platz ist fest: %(when)s, %(place)s."),
    "declined": _l("Leider können wir Ihnen keinen Platz geben. %(because)s"),
    "withdrawn": _l("Sie sind abgemeldet. Der Platz ist wieder frei."),
    "cancelled": _l("Die Veranstaltung fällt leider aus."),
    "changed": _l("Der Termin hat sich geändert. Jetzt gilt: %(when)s, %(place)s."),
    "session_cancelled": _l("Der Termin am %(day)s fällt leider aus. Die anderen finden statt."),
    "date_open": _l(
        "Der Termin am %(day)s findet nicht statt. Den neuen Tag nennen wir Ihnen, sobald er "
        "feststeht. Ihre Anmeldung bleibt."
    ),
    "invitation": _l("Neu für Sie: %(when)s, %(place)s."),
    "reminder": _l("Wir freuen uns auf Sie: %(when)s, %(place)s."),
    "link": _l("Der Online-Link gilt ab jetzt. Bitte geben Sie ihn durch."),
    "resized": _l("Für Ihre Gruppe sind jetzt %(seats)s Plätze reserviert."),
    "member_left": _l("Jemand aus Ihrer Gruppe kommt nicht."),
    "names_missing": _l("Bitte nennen Sie uns noch die Namen Ihrer Gruppe."),
    "names_released": _l("Plätze ohne Namen haben wir freigegeben. Es bleiben %(seats)s."),
    "need_news": _l("Es gibt eine Antwort zu dem, was Sie brauchen."),
    "mailing": _l("Wir haben geschrieben. Was, steht bei den Nachrichten der Veranstaltung."),
}
TITLES = {  # where the letter's name speaks of a letter
    "confirmed": _l("Platz ist fest"),
    "invitation": _l("Neuer Termin"),
}


@dataclass(frozen=True)
class Line:
    """One call: whom, on which way, what it is about, and what to say."""

    call: Call
    name: str
    phone: str
    other_contact: str
    kind: str
    say: str
    about: str
    since: str
    done: str


@blueprint.get("/calls")
@guard.office("see registrations")
def index() -> str:
    view, number = _view(), page_number()
    found = calls.find(guard.reach(), done=view == "done", page=number)
    if number > found.pages:
        raise NotFound("wrong-page")
    return render_template(
        "organise/calls.html",
        views=[(name, _href(name), text) for name, text in VIEWS.items()],
        view=view,
        found=found,
        lines=[line(call) for call in found.calls],
        page_href=lambda page: _href(view, page),
    )


def _view() -> str:
    view = request.args.get("view", "open")
    if view not in VIEWS:
        raise NotFound("not-found")
    return view


def _href(view: str, page: int = 1) -> str:
    more: dict[str, Any] = {"page": page} if page > 1 else {}
    return url_for("office_calls.index", view=view, **more)


@files.route(blueprint, "/calls")
@guard.office("see registrations")
def table() -> Response:
    view = _view()
    rows = [_cells(line(call)) for call in calls.everything(guard.reach(), done=view == "done")]
    sheet = Table(_("Anrufe und Briefe"), [str(text) for text in HEADER], rows)
    return files.answer(sheet, _("Anrufe"), str(VIEWS[view]))


def _cells(one: Line) -> list[Cell]:
    call = one.call
    by = (call.done_by.name or call.done_by.email) if call.done_by else ""
    return [one.name, one.phone, one.other_contact, one.kind, one.say, one.about,
            call.created_at, call.done_at, by]  # fmt: skip


@blueprint.post("/calls/<int:call_id>/done")
@guard.office("act on registrations")
def done(call: Call) -> ResponseReturnValue:
    calls.mark_done(call, by=guard.actor())
    flash(_("Erledigt. Es steht jetzt unter „Erledigt“."), "success")
    return redirect(_href("open"), 303)


@blueprint.post("/calls/<int:call_id>/open")
@guard.office("act on registrations")
def open_again(call: Call) -> ResponseReturnValue:
    calls.open_again(call, by=guard.actor())
    flash(_("Es steht wieder unter „Zu erledigen“."), "success")
    return redirect(_href("done"), 303)


def line(call: Call) -> Line:
    row = call.registration
    other = row.participant.other_contact if row.participant else ""
    return Line(
        call=call,
        name=consequences.name_of(row),
        phone=row.phone,
        other_contact="" if row.phone and row.phone in other else other,
        kind=str((labels.LETTERS | TITLES).get(call.kind, call.kind)),
        say=_say(call),
        about=heads.title(row.workshop),
        since=i18n.from_today(call.created_at),
        done=_done(call),
    )


def _done(call: Call) -> str:
    if not call.done_at or not call.done_by:
        return ""
    who = call.done_by.name or call.done_by.email
    return _("%(when)s, %(who)s", when=i18n.moment(call.done_at), who=who)


def _say(call: Call) -> str:
    """Return what to say, as things stand now."""
    row = call.registration
    session = call.session or items.next_session(row.workshop, call.created_at)
    values = {
        "when": i18n.when(session.starts_at, session.ends_at),
        "day": i18n.date_in_year(session.starts_at),
        "place": items.place_of(session),
        "until": _until(row.held_until),
        "because": row.declined_because or "",
        "seats": str(row.seats),
    }
    said = str(SAYINGS.get(call.kind, ""))
    for name, value in values.items():
        said = said.replace(f"%({name})s", value)
    return said.strip()


def _until(until: datetime | None) -> str:
    return i18n.moment(until) if until else "–"
