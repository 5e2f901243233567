"""The whole programme as a file, and the way in for files from elsewhere."""

from datetime import timedelta

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.calendars import events, feeds
from wirworkshops.documents import programme as tables
from wirworkshops.domain import imports, programme
from wirworkshops.errors import Invalid
from wirworkshops.models.texts import one_line
from wirworkshops.web import page, refusals
from wirworkshops.web.organise import guard, reading

blueprint = guard.private("office_programme", __name__, prefix="/organise/programme")
SAMPLE_AHEAD = timedelta(days=28)


def let_files_in() -> None:
    """Let a file be larger than other forms are: what is too large is told on the form."""
    if request.endpoint == "office_programme.show":
        request.max_content_length = 4 * imports.MOST_BYTES


@blueprint.route("", methods=["GET", "POST"])
@guard.office("edit workshops")
def show() -> ResponseReturnValue:
    """Keep a file and go to its dry run; a file that cannot be read is refused here."""
    if request.method == "GET":
        return _page()
    given = request.files.get("file")
    body = given.read() if given else b""
    try:
        reading.read(body)
        name = one_line(given.filename if given else "")
        kept = imports.keep(body, file_name=name, account_id=guard.account().id)
    except Invalid as refusal:
        return _page(refusals.sentence(refusal)), refusal.status
    return redirect(url_for("office_imports.show", upload_id=kept.id), 303)


def _page(sentence: str = "") -> str:
    return render_template("organise/programme.html", sentence=sentence)


@blueprint.get("/programme.csv")
@guard.office("edit workshops")
def table() -> Response:
    rows = programme.rows_of(programme.everything(guard.reach()))
    return _file(tables.table(rows), "text/csv", "programm.csv")


@blueprint.get("/programme.ics")
@guard.office("edit workshops")
def calendar() -> Response:
    """All sessions that are public, past ones and those called off included."""
    language, base_url = i18n.language(), page.settings().base_url
    workshops = programme.everything(guard.reach())  # kept in a name: sessions hold theirs weakly
    entries = [
        events.entry_of(session, language, base_url)
        for workshop in workshops
        if workshop.status != "draft"
        for session in workshop.sessions
    ]
    return _file(feeds.download(entries), "text/calendar", "programm.ics")


@blueprint.get("/sample.csv")
@guard.office("edit workshops")
def sample() -> Response:
    return _file(tables.sample(clock.today() + SAMPLE_AHEAD), "text/csv", "muster.csv")


def _file(body: bytes, kind: str, name: str) -> Response:
    response = Response(body, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
