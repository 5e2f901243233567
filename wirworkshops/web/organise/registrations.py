"""A workshop's registrations: who comes, who waits; the table to take along."""

from typing import Any

from flask import Response, render_template, request

from wirworkshops.documents.tables import Table
from wirworkshops.domain import attending, memos, questions, workshops
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.organise import files, guard, heads, lists, narrowing
from wirworkshops.web.organise.lists import Line

blueprint = guard.private("office_registrations", __name__, prefix="/organise/workshops")

BUTTONS = {  # what can be done with those that are ticked
    "confirm": _l("bestätigen"),
    "withdraw": _l("abmelden"),
    "move": _l("in eine andere Veranstaltung"),
    "note": _l("Notiz schreiben"),
}


@blueprint.route("/<int:workshop_id>/", methods=["GET", "POST"])
@guard.office("see registrations")
def index(workshop: Workshop) -> str:
    """Show the list. What narrows it is posted: no name stands in an address."""
    return page(workshop)


def everybody_in(workshop: Workshop) -> list[Line]:
    return lists.lines(workshops.all_registrations(workshop), attending.chosen_in(workshop))


def page(workshop: Workshop, *, chosen: frozenset[int] = frozenset(), problem: str = "") -> str:
    """Return the list as the form that was posted narrows it; ticks stay where they were."""
    wanted, everybody = narrowing.wanted(request.form), everybody_in(workshop)
    found = wanted.of(everybody)
    pages = narrowing.pages(len(found))
    number = narrowing.page_of(request.form, pages)
    shown = found[(number - 1) * narrowing.PAGE_SIZE : number * narrowing.PAGE_SIZE]
    if request.form.get("tick") == "page":
        chosen = frozenset(line.registration.id for line in shown)
    return render_template(
        "organise/registrations.html",
        head=heads.head(workshop),
        workshop=workshop,
        lines=shown,
        noted=memos.with_memos([line.registration.id for line in shown]),
        total=len(found),
        number=number,
        pages=pages,
        chosen=chosen,
        problem=problem,
        wanted=wanted,
        sorts=narrowing.SORTS,
        acts=BUTTONS.items(),
        act=request.form.get("act", ""),
        is_empty=not everybody,
        **_filters(workshop, everybody),
    )


def _filters(workshop: Workshop, everybody: list[Line]) -> dict[str, Any]:
    further = {
        "session": (_("Gewählter Termin"), narrowing.sessions(workshop, everybody)),
        "source": (_("Angemeldet"), narrowing.sources(everybody)),
        "half": (_("Teilnahme"), narrowing.halves(workshop, everybody)),
        "organisation": (_("Einrichtung"), narrowing.organisations(everybody)),
    }
    return {
        "statuses": narrowing.statuses(everybody),
        "further": {name: pair for name, pair in further.items() if pair[1]},
    }


@files.route(blueprint, "/<int:workshop_id>/registrations", posted=True)
@guard.office("see registrations")
def table(workshop: Workshop) -> Response:
    """The list as a file, as it is narrowed on screen; without anybody's needs."""
    lines = narrowing.wanted(request.form).of(everybody_in(workshop))
    asked, answers = questions.of_workshop(workshop.id), questions.answers_in(workshop.id)
    cells = [line.cells(asked, answers.get(line.registration.id, {})) for line in lines]
    sheet = Table(_("Anmeldungen"), lists.header(asked), cells)
    return files.answer(sheet, _("Anmeldungen"), workshop.slug)
