"""A workshop's registrations: who comes, who waits; the table to take along."""

from flask import Response, render_template, request

from wirworkshops.documents import tables
from wirworkshops.domain import attending, questions, workshops
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.organise import guard, heads, lists

blueprint = guard.private("office_registrations", __name__, prefix="/organise/workshops")


@blueprint.route("/<int:workshop_id>/", methods=["GET", "POST"])
@guard.office("see registrations")
def index(workshop: Workshop) -> str:
    """Show the list. A search is posted: no name stands in an address."""
    wanted = lists.wanted(request.form)
    everybody = lists.lines(workshops.all_registrations(workshop), attending.chosen_in(workshop))
    return render_template(
        "organise/registrations.html",
        head=heads.head(workshop),
        workshop=workshop,
        lines=[line for line in everybody if wanted.fits(line)],
        number=len(everybody),
        wanted=wanted,
        statuses=lists.statuses(everybody),
        sessions=lists.sessions(workshop, everybody),
    )


@blueprint.get("/<int:workshop_id>/registrations.csv")
@guard.office("see registrations")
def table(workshop: Workshop) -> Response:
    """The list as a file, without anybody's needs."""
    lines = lists.lines(workshops.all_registrations(workshop))
    asked, answers = questions.of_workshop(workshop.id), questions.answers_in(workshop.id)
    cells = [line.cells(asked, answers.get(line.registration.id, {})) for line in lines]
    body = tables.csv_bytes(lists.header(asked), cells)
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}.csv"'
    return response
