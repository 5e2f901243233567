"""Attendance: the list to tick at a session."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.domain import attendance
from wirworkshops.i18n import gettext as _
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import items
from wirworkshops.web.organise import guard, heads

blueprint = guard.private("office_attendance", __name__, prefix="/organise")


@blueprint.get("/workshops/<int:workshop_id>/attendance")
@guard.office("mark attendance")
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
        here = [int(text) for text in request.form.getlist("here") if _is_number(text)]
        number = attendance.mark(session, here, by=guard.actor())
        flash(_("Gespeichert: %(number)s da.", number=number), "success")
        return redirect(url_for("office_attendance.mark", session_id=session.id), 303)
    saved_at = attendance.marked_at(session)
    return render_template(
        "organise/attendance.html",
        row=items.row(session),
        session=session,
        title=heads.title(session.workshop),
        palette=session.workshop.palette,
        people=attendance.expected(session),
        present=attendance.present(session),
        saved=_("zuletzt gespeichert: %(when)s", when=i18n.moment(saved_at)) if saved_at else "",
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
