"""Mailings as the office's lists show them: what, to whom, how far they have come."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell
from wirworkshops.domain import blanks, mailings
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.texts import text_in
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import heads, labels, mailing_forms
from wirworkshops.web.organise.advice import advice

STATES = {  # words, kind of badge, icon
    "draft": (_l("Entwurf"), "neutral", "draft"),
    "planned": (_l("geplant"), "info", "clock"),
}


HEADER = (
    _l("Betreff"),
    _l("An"),
    _l("Veranstaltung"),
    _l("Von"),
    _l("Zustand"),
    _l("Geändert"),
    _l("Geplant für"),
    _l("Gesendet"),
    _l("Kamen an"),
    _l("Warten"),
    _l("Kamen nicht an"),
)


@dataclass(frozen=True)
class Line:
    """A mailing; counts are its letters by state, with the words for each."""

    mailing: Mailing
    subject: str
    about: str
    audience: str
    when: str
    badge: Badge
    sent: int = 0
    settled: int = 0
    total: int = 0
    counts: list[tuple[str, str]] = field(default_factory=list)  # state, words


@dataclass(frozen=True)
class Failure:
    letter: Letter
    name: str
    advice: str


def lines(found: Iterable[Mailing]) -> list[Line]:
    rows = list(found)
    counted = mailings.states_of(rows)
    return [_line(mailing, counted.get(mailing.id, {})) for mailing in rows]


def _line(mailing: Mailing, counts: dict[str, int]) -> Line:
    text = str(mailing_forms.AUDIENCES[mailing.audience])
    return Line(
        mailing=mailing,
        subject=_subject(mailing),
        about=heads.title(mailing.workshop),
        audience=text,
        when=_when(mailing),
        badge=_badge(mailing, counts),
        sent=counts.get("sent", 0),
        settled=sum(counts.values()) - counts.get("queued", 0),
        total=sum(counts.values()),
        counts=_in_words(counts),
    )


def cells(found: Iterable[Mailing]) -> list[list[Cell]]:
    """Return the same as the cells of a file."""
    rows = list(found)
    counted = mailings.states_of(rows)
    return [_cells(mailing, counted.get(mailing.id, {})) for mailing in rows]


def _cells(mailing: Mailing, counts: dict[str, int]) -> list[Cell]:
    account = mailing.account
    return [
        _subject(mailing),
        str(mailing_forms.AUDIENCES[mailing.audience]),
        heads.title(mailing.workshop),
        (account.name or account.email) if account else "",
        _badge(mailing, counts).text,
        mailing.changed_at,
        mailing.due_at,
        mailing.sent_at,
        *(counts.get(state) for state in ("sent", "queued", "failed")),
    ]


def _subject(mailing: Mailing) -> str:
    """Return the subject with the title filled in; what differs by person stays a blank."""
    known = {name: "{" + name + "}" for name in blanks.NAMES}
    known["Titel"] = heads.title(mailing.workshop)
    return blanks.fill(text_in(mailing.subject, i18n.language()), known)


def _when(mailing: Mailing) -> str:
    at = clock.local(mailing.due_at or mailing.sent_at or mailing.changed_at)
    return f"{at.day}. {i18n.month_short(at)}, {i18n.hour(at)}"


def _badge(mailing: Mailing, counts: dict[str, int]) -> Badge:
    if mailing.status in STATES:
        text, kind, icon = STATES[mailing.status]
        return Badge(kind, icon, str(text))
    for state in ("queued", "failed"):
        if counts.get(state):
            words, kind, icon = labels.LETTER_STATES[state]
            return Badge(kind, icon, f"{counts[state]} {_says(state, str(words))}")
    words, kind, icon = labels.LETTER_STATES["sent"]
    return Badge(kind, icon, str(words))


def _says(state: str, words: str) -> str:
    return _("kamen nicht an") if state == "failed" else words


def _in_words(counts: dict[str, int]) -> list[tuple[str, str]]:
    number = {state: counts.get(state, 0) for state in labels.LETTER_STATES}
    said = {
        "sent": ngettext("%(num)s gesendet", "%(num)s gesendet", number["sent"]),
        "queued": ngettext("%(num)s wartet", "%(num)s warten", number["queued"]),
        "failed": ngettext("%(num)s kam nicht an", "%(num)s kamen nicht an", number["failed"]),
        "dropped": ngettext(
            "%(num)s nicht mehr nötig", "%(num)s nicht mehr nötig", number["dropped"]
        ),
    }  # fmt: skip
    return [(state, text) for state, text in said.items() if counts.get(state)]


def failure(letter: Letter) -> Failure:
    person = letter.registration.participant if letter.registration else None
    return Failure(letter, person.name if person else _("gelöscht"), advice(letter))
