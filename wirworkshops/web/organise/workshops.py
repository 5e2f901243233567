"""The office's list of workshops; one's history; throwing a draft away."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import agenda, history, seats, workshops
from wirworkshops.domain import archiving as archive
from wirworkshops.errors import Conflict, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import items, words
from wirworkshops.web.organise import archiving, files, guard, heads, labels, workshop_filters

blueprint = guard.private("office_workshops", __name__, prefix="/organise/workshops")
VIEWS = {
    "coming": _l("Kommend"),
    "drafts": _l("Entwürfe"),
    "past": _l("Vergangen"),
    "cancelled": _l("Abgesagt"),
    "archived": _l("Archiv"),
}
EMPTY = {
    "coming": _l(
        "Gerade kommt nichts. Legen Sie eine neue Veranstaltung an, oder nehmen Sie eine Vorlage."
    ),
    "drafts": _l("Kein Entwurf liegt herum. Was Sie neu anlegen, steht zuerst hier."),
    "past": _l("Hier steht, was vorbei und noch nicht im Archiv ist."),
    "cancelled": _l("Nichts ist abgesagt."),
    "archived": _l("Das Archiv ist leer. Was vorbei oder abgesagt ist, lässt sich dort ablegen."),
}
HEADER = (
    _l("Titel"),
    _l("Format"),
    _l("Reihe"),
    _l("Veranstalter"),
    _l("Status"),
    _l("Erster Beginn"),
    _l("Letztes Ende"),
    _l("Termine"),
    _l("Ort"),
    _l("Plätze"),
    _l("Belegt"),
    _l("Auf der Warteliste"),
)
MOST_PAGES = 10_000


@blueprint.get("")
@guard.office("see workshops")
def index() -> str:
    view = request.args.get("view", "coming")
    if view not in VIEWS:
        raise NotFound("not-found")
    narrowed, number = workshop_filters.of_request(), page_number()
    found = agenda.find(view, reach=guard.reach(), narrowing=narrowed, page=number)
    if number > found.pages:
        raise NotFound("wrong-page")
    return render_template(
        "organise/workshops.html",
        views=[(name, workshop_filters.href(name, narrowed), text) for name, text in VIEWS.items()],
        view=view,
        narrowed=narrowed,
        selects=workshop_filters.selects(narrowed),
        found=found,
        rows=[_row(workshop) for workshop in found.workshops],
        page_href=lambda page: workshop_filters.href(view, narrowed, page),
        empty_text=EMPTY[view],
        old=_old(view),
    )


def _old(view: str) -> str:
    """Suggest to put away what is over for long."""
    months = archiving.months()
    number = archive.count_old(guard.reach(), months=months) if view in ("past", "cancelled") else 0
    if not number:
        return ""
    return ngettext(
        "%(num)s Veranstaltung ist seit über %(months)s Monaten vorbei.",
        "%(num)s Veranstaltungen sind seit über %(months)s Monaten vorbei.",
        number,
        months=months,
    )


def page_number(name: str = "page") -> int:
    """Return ?page=, 1 where it is missing; another name where one page has two lists."""
    text = request.args.get(name, "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= number <= MOST_PAGES:
        raise NotFound("wrong-page")
    return number


def _row(workshop: Workshop) -> dict[str, Any]:
    now = clock.now()
    session = items.next_session(workshop, now)
    draft = workshop.status == "draft"
    endpoint = "office_editing.edit" if draft else "office_registrations.index"
    return {
        "href": url_for(endpoint, workshop_id=workshop.id),
        "title": heads.title(workshop),
        "kicker": items.kicker(workshop),
        "palette": workshop.palette,
        "date": items.tile(session.starts_at),
        "dates": items.all_dates(workshop),
        "place": items.place_of(session),
        "host": workshop.host.name,
        "gauge": None if draft else heads.gauge(workshop),
        "seats": "" if draft else items.seat_words(seats.availability(workshop, now)),
    }


@files.route(blueprint, "")
@guard.office("see workshops")
def table() -> Response:
    """The view that is on screen, as a file."""
    view, narrowed = request.args.get("view", "coming"), workshop_filters.of_request()
    if view not in VIEWS:
        raise NotFound("not-found")
    found = agenda.everything(view, reach=guard.reach(), narrowing=narrowed)
    header = [str(text) for text in HEADER]
    sheet = Table(_("Veranstaltungen"), header, [_cells(workshop) for workshop in found])
    return files.answer(sheet, _("Veranstaltungen"), str(VIEWS[view]))


def _cells(workshop: Workshop) -> list[Cell]:
    session = items.next_session(workshop, clock.now())
    return [
        heads.title(workshop),
        str(words.KINDS[workshop.kind]),
        text_in(workshop.series.name, i18n.language()) if workshop.series else "",
        workshop.host.name,
        str(words.WORKSHOP_STATUSES[workshop.status]),
        workshop.starts_at,
        workshop.ends_at,
        len(workshop.sessions),
        items.place_of(session),
        *heads.numbers(workshop),
    ]


@blueprint.get("/<int:workshop_id>/history")
@guard.office("see workshops")
def show_history(workshop: Workshop) -> str:
    lines = [labels.line(event) for event in history.of_workshop(workshop.id)]
    return render_template("organise/history.html", head=heads.head(workshop), lines=lines)


@blueprint.route("/<int:workshop_id>/delete", methods=["GET", "POST"])
@guard.office("edit workshops")
def delete(workshop: Workshop) -> ResponseReturnValue:
    if workshop.status != "draft":
        raise Conflict("workshop-published")
    if request.method == "GET":
        return render_template("organise/delete.html", head=heads.head(workshop))
    workshops.delete_draft(workshop)
    flash(_("Der Entwurf ist gelöscht."), "success")
    return redirect(url_for("office_workshops.index", view="drafts"), 303)
