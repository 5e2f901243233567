"""Everybody the office knows: found by any word, posted; and one person with all that is hers."""

from typing import Any

from flask import Response, render_template, request, url_for

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import directory, doubles, memos, registrations
from wirworkshops.domain.directory import Found, Wanted
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import one_line
from wirworkshops.web import items, words
from wirworkshops.web.organise import files, guard, heads, letters, lists, narrowing, paging
from wirworkshops.web.organise.memo_forms import MemoForm

blueprint = guard.private("office_participants", __name__, prefix="/organise")

ON_A_PAGE = 20  # registrations of one person
WAYS = {
    "": _l("Alle"),
    "mail": _l("Mit E-Mail-Adresse"),
    "other": _l("Ohne E-Mail-Adresse"),
}
CALENDARS = {
    "mail": _l("Jeder Termin kommt als Einladung per E-Mail."),
    "feed": _l("Sie liest ihre Termine in einem eigenen Kalender-Abo."),
    "file": _l("Für jede Veranstaltung kommt eine Datei mit allen Terminen."),
}
HEADER = (
    _l("Name"),
    _l("E-Mail"),
    _l("Anderer Weg"),
    _l("Telefon"),
    _l("Einrichtung"),
    _l("Anmeldungen"),
    _l("davon laufend"),
    _l("Bekannt seit"),
)


@blueprint.route("/people", methods=["GET", "POST"])
@guard.office("see registrations")
def index() -> str:
    """Search across everything. It is posted: no name stands in an address."""
    wanted = _wanted()
    first = directory.find(wanted)
    number = narrowing.page_of(request.form, first.pages)
    found = first if number == 1 else directory.find(wanted, page=number)
    return render_template(
        "organise/people.html",
        wanted=wanted,
        ways=list(WAYS.items()),
        found=found,
        rows=[row(one) for one in found.people],
    )


def _wanted() -> Wanted:
    way = request.form.get("way", "")
    return Wanted(
        q=one_line(request.form.get("q", ""))[:100],
        way=way if way in WAYS else "",
        reach=guard.reach(),
    )


def row(one: Found) -> dict[str, Any]:
    person = one.person
    number = ngettext("%(num)s Anmeldung", "%(num)s Anmeldungen", one.registrations)
    return {
        "id": person.id,
        "name": person.name,
        "contact": person.email or person.other_contact or one.phone or _("keine Angabe"),
        "organisation": one.organisation,
        "number": number,
        "active": _("%(number)s laufend", number=one.active) if one.active else "",
    }


@files.route(blueprint, "/people", posted=True)
@guard.office("see registrations")
def table() -> Response:
    """Those who were found, as a file."""
    rows = [_cells(one) for one in directory.everybody(_wanted())]
    sheet = Table(_("Teilnehmer:innen"), [str(text) for text in HEADER], rows)
    return files.answer(sheet, _("Teilnehmende"))


def _cells(one: Found) -> list[Cell]:
    person = one.person
    return [
        person.name,
        person.email,
        person.other_contact,
        one.phone,
        one.organisation,
        one.registrations,
        one.active,
        clock.local(person.created_at).date(),
    ]


@blueprint.get("/people/<int:person_id>")
@guard.office("see registrations")
def show(person: Participant) -> str:
    return page(person, MemoForm(formdata=None))


def page(person: Participant, form: MemoForm) -> str:
    """Return a person's page; form is the memo that was typed and refused."""
    reach = guard.reach()
    rows = directory.registrations_of(person, reach)
    shown = paging.part(rows, size=ON_A_PAGE)
    return render_template(
        "organise/participant.html",
        person=person,
        calendar=CALENDARS[person.calendar],
        spoken=words.SPOKEN.get(person.language, person.language),
        since=i18n.plain_date(person.created_at),
        details=_details(rows),
        rows=[registration(each) for each in directory.with_workshops(shown.rows)],
        total=shown.total,
        number=shown.number,
        pages=shown.pages,
        page_href=lambda page: url_for("office_participants.show", person_id=person.id, page=page),
        letters=letters.lines(directory.letters_of(person, rows)),
        memos=memos.of_person(person.id),
        form=form,
        moment=i18n.moment,
        doubles=doubles.of_person(person, reach),
    )


def _details(rows: list[Registration]) -> list[tuple[str, str]]:
    """Return what she gave in her newest registrations: organisation, field, phone."""
    newest = {
        _("Telefon"): next((row.phone for row in rows if row.phone), ""),
        _("Einrichtung"): next((row.organisation for row in rows if row.organisation), ""),
        _("Arbeitsfeld"): next((str(words.FIELDS[row.field]) for row in rows if row.field), ""),
    }
    return [(term, said) for term, said in newest.items() if said]


def registration(row: Registration) -> dict[str, Any]:
    status = registrations.status_now(row)
    session = items.next_session(row.workshop, clock.now())
    return {
        "id": row.id,
        "title": heads.title(row.workshop),
        "date": i18n.date_in_year(session.starts_at),
        "received": lists.received(row),
        "source": words.SOURCES[row.source],
        "badge": lists.status_badge(status),
    }
