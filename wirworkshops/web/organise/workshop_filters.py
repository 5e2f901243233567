"""What narrows the office's list of workshops: read from its address, and offered to choose."""

from dataclasses import asdict, dataclass

from flask import request, url_for

from wirworkshops import i18n
from wirworkshops.domain import agenda, catalogue, trainers
from wirworkshops.domain.agenda import Narrowing
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.texts import text_in
from wirworkshops.web.organise import guard

NUMBERS = ("series", "host", "trainer", "venue", "year")
SORTS = {
    "": _l("Wie es passt"),
    "first": _l("Älteste zuerst"),
    "last": _l("Neueste zuerst"),
    "title": _l("Titel"),
    "changed": _l("Zuletzt geändert"),
    "full": _l("Vollste zuerst"),
    "empty": _l("Leerste zuerst"),
}


@dataclass(frozen=True)
class Select:
    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


def of_request() -> Narrowing:
    """Return what the address asks for; what is no number or order narrows nothing."""
    sort = request.args.get("sort", "")
    return Narrowing(
        q=request.args.get("q", "").strip()[:100],
        sort=sort if sort in SORTS else "",
        **{name: _number(name) for name in NUMBERS},
    )


def _number(name: str) -> int | None:
    number = request.args.get(name, type=int)
    largest = 9998 if name == "year" else guard.LARGEST
    return number if number and 0 < number <= largest else None


def href(view: str, narrowed: Narrowing, page: int = 1) -> str:
    more = {name: value for name, value in asdict(narrowed).items() if value}
    if page > 1:
        more["page"] = page
    return url_for("office_workshops.index", view=view, **more)


def selects(narrowed: Narrowing) -> list[Select]:
    """Return the lists to choose from; one that offers nothing to choose is left out."""
    labels, code = catalogue.labels(), i18n.language()
    own = guard.reach()
    hosts = [host for host in labels["hosts"] if own.is_all or host.id in own.host_ids]
    offered: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "series": (
            _("Reihe"),
            [(str(row.id), text_in(row.name, code)) for row in catalogue.all_series()],
        ),
        "host": (_("Veranstalter"), [(str(row.id), row.name) for row in hosts]),
        "trainer": (_("Referent:in"), [(str(r.id), r.name) for r in trainers.all_trainers()]),
        "venue": (_("Ort"), [(str(row.id), row.name) for row in labels["venues"]]),
        "year": (_("Jahr"), [(str(year), str(year)) for year in agenda.years(own)]),
    }
    found = [
        Select(name, label, [("", _("Alle")), *choices], str(getattr(narrowed, name) or ""))
        for name, (label, choices) in offered.items()
        if len(choices) > 1 or getattr(narrowed, name)
    ]
    order = [(value, str(text)) for value, text in SORTS.items()]
    return [*found, Select("sort", _("Ordnen nach"), order, narrowed.sort)]
