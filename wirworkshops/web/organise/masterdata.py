"""Master data: an overview, and for each kind a list, a form, deleting and merging doubles."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wirworkshops.documents.tables import FORMATS, Cell, Table
from wirworkshops.domain import masterdata, permissions, places, rooms, series
from wirworkshops.errors import Conflict, NotFound, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.venues import Venue
from wirworkshops.web import images, refusals
from wirworkshops.web.organise import (
    chronicle,
    difference,
    files,
    guard,
    kinds,
    merging,
    paging,
    using,
)
from wirworkshops.web.organise.kinds import Kind
from wirworkshops.web.organise.record_forms import RecordForm, RoomForm
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_masterdata", __name__, prefix="/organise")

DOUBLES_ON_A_PAGE = 20
FIELD_OF = {"name-known": "name", "series-limit": "most_per_person"}


@blueprint.get("/masterdata")
@guard.office("edit master data")
def index() -> str:
    mine = [kind for kind in kinds.LISTED if permissions.may(guard.account(), kind.act)]
    numbers = masterdata.count([kind.noun for kind in mine])
    return render_template("organise/masterdata.html", cards=list(zip(mine, numbers, strict=True)))


def _list(kind: Kind) -> str:
    q, number = request.args.get("q", "").strip()[:100], page_number()
    found = masterdata.listing(kind.noun, q=q, page=number, among=kind.among())
    if number > found.pages:
        raise NotFound("wrong-page")
    return render_template(
        "organise/records.html",
        kind=kind,
        q=q,
        found=found,
        rows=[_row(kind, line) for line in found.lines],
        page_href=lambda page: kind.href("list", q=q or None, page=page),
    )


def _table(kind: Kind) -> Response:
    """The list on screen as a file."""
    q = request.args.get("q", "").strip()[:100]
    found = masterdata.everything(kind.noun, q=q, among=kind.among())
    rows: list[list[Cell]] = [
        [kinds.name_of(line.row), str(kind.about(line.row)), line.used] for line in found
    ]
    header = [_("Name"), _("Angaben"), _("Veranstaltungen")]
    return files.answer(Table(str(kind.title), header, rows), str(kind.title))


def _doubles(kind: Kind) -> str:
    shown = paging.part(merging.suspects(kind), size=DOUBLES_ON_A_PAGE)
    return render_template(
        "organise/alike.html",
        kind=kind,
        pairs=shown.rows,
        number=shown.number,
        pages=shown.pages,
        page_href=lambda page: kind.href("doubles", page=page),
    )


def _row(kind: Kind, line: masterdata.Line) -> dict[str, Any]:
    return {
        "href": kind.href("edit", line.row),
        "name": kinds.name_of(line.row),
        "palette": getattr(line.row, "palette", ""),
        "picture": images.picture(line.row.image)
        if kind is kinds.SERIES and line.row.image
        else None,
        "about": kind.about(line.row),
        "used": using.in_words(line.used),
    }


def _new(kind: Kind) -> ResponseReturnValue:
    form = kind.form(data={"position": series.next_position()} if kind is kinds.SERIES else {})
    row = _try(form, lambda: kind.rules.add(form.plan(), by=guard.actor()))
    if row is None:
        return _page(kind, form, None)
    flash(_("Angelegt."), "success")
    return redirect(kind.href("edit", row) if kind is kinds.VENUES else kind.href("list"), 303)


@blueprint.route("/venues/<int:venue_id>/rooms/new", methods=["GET", "POST"])
@guard.office("edit master data")
def rooms_new(venue: Venue) -> ResponseReturnValue:
    form = RoomForm()
    if _try(form, lambda: rooms.add(venue, form.plan(), by=guard.actor())) is None:
        return _page(kinds.ROOMS, form, None, venue=venue)
    flash(_("Angelegt."), "success")
    return redirect(kinds.VENUES.href("edit", venue), 303)


def _edit(kind: Kind, **found: Any) -> ResponseReturnValue:
    row = found[kind.thing]
    now = kind.plan(row)
    form = kind.form(data=kind.form.shown(now) | {"seen": masterdata.seen(now)})
    told = _try(form, lambda: _change(kind, row, form))
    if told is None:
        if form.is_stale:
            now = kind.plan(row)  # saving again after somebody else's change is deliberate
            form.differences = difference.of_record(form, kind.form.shown(now))
            form.seen.data = masterdata.seen(now)
        return _page(kind, form, row)
    flash(_saved(_("Gespeichert."), told), "success")
    return redirect(_home(kind, row), 303)


def _change(kind: Kind, row: Any, form: RecordForm) -> int:
    """Change a row; return how many people are written to."""
    if kind.there is None:
        kind.rules.change(row, form.plan(), seen=form.value("seen"), by=guard.actor())
        return 0
    told: int = kind.rules.change(
        row,
        form.plan(),
        by=guard.actor(),
        quietly=form["quietly"].data,
        seen=form.value("seen"),
    )
    return told


def _try(form: RecordForm, act: Callable[[], Any]) -> Any:
    """Do it if the form was sent and holds; what is refused is said in the form."""
    if request.method != "POST" or not form.validate():
        return None
    try:
        return act()
    except Refusal as refusal:
        if refusal.code == "record-gone":
            raise
        _blame(form, refusal)
        return None


def _blame(form: RecordForm, refusal: Refusal) -> None:
    sentence = refusals.sentence(refusal)
    if refusal.code in FIELD_OF:
        field = form[FIELD_OF[refusal.code]]
        field.errors = [*field.errors, sentence]
    else:
        form.form_errors.append(sentence)
        form.is_stale = refusal.code == "record-meanwhile"


def _saved(sentence: str, told: int) -> str:
    letters = ngettext("%(num)s Nachricht geht hinaus.", "%(num)s Nachrichten gehen hinaus.", told)
    return f"{sentence} {letters}" if told else sentence


def _home(kind: Kind, row: Any) -> str:
    """Return the address of the list that a row stands in."""
    return kinds.VENUES.href("edit", row.venue) if kind is kinds.ROOMS else kind.href("list")


def _page(
    kind: Kind, form: RecordForm, row: Any, *, venue: Venue | None = None
) -> ResponseReturnValue:
    if kind is kinds.ROOMS and row:
        venue = row.venue
    html = render_template(
        "organise/record.html",
        kind=kind,
        form=form,
        row=row,
        name=kinds.name_of(row) if row else "",
        venue=venue,
        back=kinds.VENUES.href("edit", venue) if venue else kind.href("list"),
        used=using.in_words(masterdata.used(kind.noun, row.id)) if row else "",
        image_href=kind.image_href(row) if row else "",
        told=_will_be_told(kind, row) if row else "",
        rooms=_rooms(row) if row and kind is kinds.VENUES else None,
        lines=chronicle.lines_of(kind.thing, row.id) if row else [],
    )
    return html, 422 if form.errors else 200


def _will_be_told(kind: Kind, row: Any) -> str:
    """Say who is written to if the name or the address changes."""
    number = places.concerned(kind.there(row)) if kind.there else 0
    if not number:
        return ""
    return ngettext(
        "Ändert sich, wie oder wo es heißt, bekommt %(num)s Mensch eine Nachricht und einen neuen "
        "Kalendereintrag.",
        "Ändert sich, wie oder wo es heißt, bekommen %(num)s Menschen eine Nachricht und einen "
        "neuen Kalendereintrag.",
        number,
    )


def _rooms(venue: Venue) -> list[dict[str, Any]]:
    return [
        {
            "href": kinds.ROOMS.href("edit", line.row),
            "name": line.row.name or _("Der ganze Ort"),
            "about": ", ".join(using.about_room(line.row)),
            "used": using.in_words(line.used),
        }
        for line in rooms.in_venue(venue)
    ]


def _delete(kind: Kind, **found: Any) -> ResponseReturnValue:
    row = found[kind.thing]
    back = _home(kind, row)
    status = 200
    if request.method == "POST":
        try:
            kind.rules.remove(row, by=guard.actor())
        except Conflict as refusal:
            if refusal.code != "record-in-use":
                raise
            status = 409
        else:
            flash(_("Gelöscht."), "success")
            return redirect(back, 303)
    html = render_template(
        "organise/record_delete.html",
        kind=kind,
        row=row,
        name=kinds.name_of(row),
        back=kind.href("edit", row),
        using=using.of(kind, row),
    )
    return html, status


def _merge(kind: Kind, **found: Any) -> ResponseReturnValue:
    row = found[kind.thing]
    back = _home(kind, row)
    form = merging.form(kind, row)
    told = _try(form, lambda: merging.merge(kind, row, form))
    if told is not None:
        flash(_saved(_("Zusammengeführt."), told), "success")
        return redirect(back, 303)
    html = render_template(
        "organise/record_merge.html",
        kind=kind,
        row=row,
        name=kinds.name_of(row),
        back=kind.href("edit", row),
        form=form,
        consequences=merging.consequences(kind, row),
    )
    return html, 422 if form.errors else 200


def _open(kind: Kind) -> None:
    """Give a kind its pages: /organise/topics, …/new, …/<id>/edit, …/<id>/delete, …/<id>/merge."""
    one = f"/{kind.name}/<int:{kind.thing}_id>"
    pages: dict[str, tuple[str, Callable[..., Any], list[str]]] = {
        "edit": (f"{one}/edit", _edit, ["GET", "POST"]),
        "delete": (f"{one}/delete", _delete, ["GET", "POST"]),
        "merge": (f"{one}/merge", _merge, ["GET", "POST"]),
    }
    if kind in kinds.LISTED:
        pages["list"] = (f"/{kind.name}", _list, ["GET"])
        pages["doubles"] = (f"/{kind.name}/doubles", _doubles, ["GET"])
        pages["new"] = (f"/{kind.name}/new", _new, ["GET", "POST"])
        for form in FORMATS:
            pages[f"table_{form}"] = (f"/{kind.name}.{form}", _table, ["GET"])
    for name, (rule, view, methods) in pages.items():
        run = guard.office(kind.act)(partial(view, kind))
        blueprint.add_url_rule(rule, f"{kind.name}_{name}", run, methods=methods)


for _kind in (*kinds.LISTED, kinds.ROOMS):
    _open(_kind)
