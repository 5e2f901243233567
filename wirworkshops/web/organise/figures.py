"""The year's figures, on a page and as a table: by month, series or host, without any name."""

from dataclasses import dataclass
from datetime import date

from flask import Response, render_template, request, url_for

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import catalogue, tallies
from wirworkshops.domain.tallies import Tally
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.texts import fold, text_in
from wirworkshops.web.organise import files, guard, inputs

blueprint = guard.private("office_figures", __name__, prefix="/organise")
WAYS = {"month": _l("Nach Monat"), "series": _l("Nach Reihe"), "host": _l("Nach Veranstalter")}
HEADS = {"month": _l("Monat"), "series": _l("Reihe"), "host": _l("Veranstalter")}
COLUMNS = (
    _l("Veranstaltungen"), _l("Termine"), _l("Menschen dabei"), _l("Plätze belegt"),
    _l("kamen auch wirklich"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    name: str
    cells: list[Cell]
    is_sum: bool


@blueprint.get("/figures")
@guard.office("see figures")
def show() -> str:
    year, way = _wanted()
    lines = _lines(year, way)
    return render_template(
        "organise/figures.html",
        year=year,
        years=[(each, url_for("office_figures.show", year=each, by=way))
               for each in tallies.years(guard.reach())],
        way=way,
        ways=[(name, url_for("office_figures.show", year=year, by=name), text)
              for name, text in WAYS.items()],
        head=HEADS[way],
        columns=COLUMNS,
        lines=lines if len(lines) > 1 else [],
        figures=list(zip(COLUMNS, lines[-1].cells, strict=True)),
    )  # fmt: skip


@files.route(blueprint, "/figures")
@guard.office("see figures")
def table() -> Response:
    year, way = _wanted()
    """The same as a file: whole numbers as numbers, shares as they are read."""
    rows = [[line.name, *line.cells] for line in _lines(year, way)]
    sheet = Table(_("Zahlen %(year)s", year=year), [str(HEADS[way]), *map(str, COLUMNS)], rows)
    return files.answer(sheet, sheet.name, str(WAYS[way]))


def _wanted() -> tuple[int, str]:
    """Return year and way of the address: by default this year, by month."""
    year, way = request.args.get("year", str(clock.today().year)), request.args.get("by", "month")
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    if way not in WAYS or number not in inputs.YEARS:
        raise NotFound("not-found")
    return number, way


def _lines(year: int, way: str) -> list[Line]:
    names = _names(way)
    *some, whole = tallies.of_year(year, way, reach=guard.reach())
    if way != "month":  # by name, what has none last
        some.sort(key=lambda each: (not each.key, fold(names.get(each.key, ""))))
    return [_line(each, names) for each in (*some, whole)]


def _line(tally: Tally, names: dict[int, str]) -> Line:
    numbers = (tally.workshops, tally.sessions, tally.people)
    shares = (tally.seats_taken, tally.came)
    cells: list[Cell] = [*numbers, *map(_percent, shares)]
    return Line(names.get(tally.key, "–"), cells, is_sum=tally.key == -1)


def _names(way: str) -> dict[int, str]:
    """Return what the lines are called, by their keys."""
    whole = {-1: _("Zusammen"), 0: _("Ohne Reihe")}
    if way == "month":
        return whole | {number: i18n.month_name(date(2000, number, 1)) for number in range(1, 13)}
    if way == "series":
        series = catalogue.all_series()
        return whole | {row.id: text_in(row.name, i18n.language()) for row in series}
    return whole | {host.id: host.name for host in catalogue.labels()["hosts"]}


def _percent(share: int | None) -> str:
    return "–" if share is None else _("%(share)s %%", share=share)
