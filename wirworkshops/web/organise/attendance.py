"""Attendance: the list to tick at a session."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Table
from wirworkshops.domain import attendance, permissions
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import items
from wirworkshops.web.organise import consequences, door, files, guard, heads, lists

blueprint = guard.private("office_attendance", __name__, prefix="/organise")

HEADER = (_l("Name"), _l("Einrichtung"), _l("Teilnahme"), _l("War da"))


@blueprint.get("/workshops/<int:workshop_id>/attendance")
@guard.office("see registrations")
def index(workshop: Workshop) -> ResponseReturnValue:
    """Show the sessions to choose from."""
    counts = attendance.counts(workshop)
    rows = [(items.row(session), counts.get(session.id)) for session in workshop.sessions]
    return render_template(
        "organise/attendances.html", head=heads.head(workshop), rows=rows, workshop=workshop
    )


@blueprint.route("/sessions/<int:session_id>/attendance", methods=["GET", "POST"])
@guard.office("mark attendance")
def mark(session: Session) -> ResponseReturnValue:
    if request.method == "POST":
        here, shown = (lists.numbers(request.form.getlist(name)) for name in ("here", "seen"))
        seen = shown if "lists" in request.form else None
        others = attendance.present(session) ^ set(shown) if seen is not None else set()
        number = attendance.mark(session, here, by=guard.actor(), seen=seen)
        flash(_("Gespeichert: %(number)s da.", number=number), "success")
        if others:
            flash(_told(len(others)), "info")
        return redirect(url_for("office_attendance.mark", session_id=session.id), 303)
    return _page(session, None)


@files.route(blueprint, "/sessions/<int:session_id>/attendance")
@guard.office("mark attendance")
def table(session: Session) -> Response:
    """The list of a session as a file: who is expected, and who was there."""
    here, is_marked = attendance.present(session), attendance.marked_at(session) is not None
    rows = [
        [
            consequences.name_of(row),
            row.organisation,
            heads.half(row.pool),
            (_("ja") if row.id in here else _("nein")) if is_marked else "",
        ]
        for row in attendance.expected(session)
    ]
    sheet = Table(_("Anwesenheit"), [str(text) for text in HEADER], rows)
    day = f"{clock.local(session.starts_at):%Y-%m-%d}"
    return files.answer(sheet, _("Anwesenheit"), session.workshop.slug, day)


@blueprint.post("/sessions/<int:session_id>/door")
@guard.office("mark attendance")
def at_door(session: Session) -> ResponseReturnValue:
    """Let somebody in who stands at the door."""
    form = door.form_for(session)
    if not door.let_in(session, form):
        return _page(session, form)
    flash(_("Eingetragen: %(name)s ist da.", name=form.value("name")), "success")
    return redirect(url_for("office_attendance.mark", session_id=session.id), 303)


def _told(others: int) -> str:
    return ngettext(
        "Inzwischen hat jemand anderes %(num)s Häkchen geändert. Beides ist gespeichert.",
        "Inzwischen hat jemand anderes %(num)s Häkchen geändert. Beides ist gespeichert.",
        others,
    )


def _page(session: Session, form: door.DoorForm | None) -> ResponseReturnValue:
    saved_at = attendance.marked_at(session)
    is_open = door.is_open(session)
    html = render_template(
        "organise/attendance.html",
        row=items.row(session),
        session=session,
        back=_back(session),
        sees_workshops=permissions.may(guard.account(), "see workshops"),
        title=heads.title(session.workshop),
        palette=session.workshop.palette,
        people=attendance.expected(session),
        unnamed=attendance.unnamed(session),
        present=attendance.present(session),
        saved=_("zuletzt gespeichert: %(when)s", when=i18n.moment(saved_at)) if saved_at else "",
        door=(form or door.form_for(session)) if is_open or form else None,
        free=door.free(session) if is_open else "",
    )
    return html, 422 if form and form.errors else 200


def _back(session: Session) -> str:
    """Return the address of the dates that this one is among, for whoever is logged in."""
    if permissions.may(guard.account(), "see registrations"):
        return url_for("office_attendance.index", workshop_id=session.workshop_id)
    return url_for("office_dates.index")
