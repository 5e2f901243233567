"""The series, and how many of its workshops one person may have at a time."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.domain import series as rules
from wirworkshops.errors import Invalid
from wirworkshops.i18n import gettext as _
from wirworkshops.models.workshops import Series
from wirworkshops.web import refusals
from wirworkshops.web.organise import guard

blueprint = guard.private("office_series", __name__, prefix="/organise/series")


@blueprint.get("")
@guard.office("edit series")
def index() -> str:
    return _page()


def _page(wrong: int = 0, typed: str = "", sentence: str = "") -> str:
    return render_template(
        "organise/series.html",
        all_series=rules.everything(),
        wrong=wrong,
        typed=typed,
        sentence=sentence,
        most=rules.MOST,
    )


@blueprint.post("/<int:series_id>/limit")
@guard.office("edit series")
def limit(series: Series) -> ResponseReturnValue:
    typed = request.form.get("most", "").strip()
    try:
        rules.limit(series, _number(typed))
    except Invalid as refusal:
        return _page(series.id, typed[:20], refusals.sentence(refusal)), refusal.status
    flash(_("Gespeichert. Das gilt ab der nächsten Anmeldung."), "success")
    return redirect(url_for("office_series.index"), 303)


def _number(typed: str) -> int | None:
    """Return the number typed, None for nothing, 0 (which nobody may mean) for anything else."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
