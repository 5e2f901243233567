"""A workshop as lists, cards and pages show it: words and icons made of the rows."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import seats
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Session, Workshop, series_name
from wirworkshops.web import images, words

ICON_OF = {
    "free": ("success", "seats-free"),
    "few": ("warning", "seats-few"),
    "waiting": ("info", "seats-waiting"),
    "full": ("neutral", "seats-full"),
    "request": ("info", "seats-ask"),
    "open": ("neutral", "seats-open"),
    "external": ("neutral", "open-in-new"),
    "cancelled": ("danger", "seats-cancelled"),
    "over": ("neutral", "seats-full"),
    "closed": ("neutral", "seats-full"),
    "soon": ("neutral", "clock"),
    "undated": ("info", "clock"),
}
UNSAID = ("accessible-toilet",)  # for the workshop's page; a list has little room
MOST_ACCESS = 2
Fact = tuple[str, str]  # icon and text


@dataclass(frozen=True)
class Tile:
    iso: str
    weekday: str
    day: int
    month: str


@dataclass(frozen=True)
class Badge:
    kind: str
    icon: str
    text: str


@dataclass(frozen=True)
class Row:
    """One session of a workshop."""

    session: Session
    date: Tile
    day: str
    times: str
    place: str
    is_off: bool
    is_open: bool  # off on this day only: a new one follows
    because: str
    title: str = ""
    seats: Badge | None = None  # where people choose this session


@dataclass(frozen=True)
class Item:
    """One workshop."""

    href: str
    picture: str
    palette: str
    kicker: str
    title: str
    text_language: str
    date: Tile
    dates: str
    times: str
    place: str
    facts: list[Fact]
    seats: Badge
    alt: str = ""  # of an image; a mosaic has none


def tile(instant: datetime) -> Tile:
    local = clock.local(instant)
    return Tile(local.isoformat(), i18n.weekday(local), local.day, i18n.month_short(local))


def seat_badge(state: seats.Availability) -> Badge:
    kind, icon = ICON_OF[state.label]
    return Badge(kind, icon, seat_words(state))


def seat_words(state: seats.Availability) -> str:
    if state.label == "few":
        return ngettext("Noch %(num)s Platz", "Noch %(num)s Plätze", state.free or 0)
    return str(words.SEATS[state.label])


def place_of(session: Session) -> str:
    """Return room and venue, or that it is online, or both, or still open."""
    if session.room and session.is_online:
        return _("%(room)s und online", room=session.room.label)
    if session.room:
        return session.room.label
    return _("Online") if session.is_online else _("Ort noch offen")


def row(session: Session) -> Row:
    return Row(
        session=session,
        date=tile(session.starts_at),
        day=i18n.day(session.starts_at),
        times=hours(session),
        place=place_of(session),
        is_off=session.is_cancelled,
        is_open=bool(session.undated_since),
        because=session.cancelled_because,
        title=text_in(session.title, i18n.language()),
    )


def hours(session: Session) -> str:
    """Return from when to when; over several days with the last one named."""
    if clock.local(session.starts_at).date() == clock.local(session.ends_at).date():
        return i18n.times(session.starts_at, session.ends_at)
    return _(
        "%(start)s bis %(end)s",
        start=i18n.time_of_day(session.starts_at),
        end=i18n.moment(session.ends_at),
    )


def kicker(workshop: Workshop) -> str:
    """Return series, kind and number of sessions; a kind that is the series' name once."""
    kind = str(words.KINDS[workshop.kind])
    number = len(workshop.sessions)
    if number > 1:
        kind = ngettext("%(kind)s, %(num)s Termin", "%(kind)s, %(num)s Termine", number, kind=kind)
    series = series_name(workshop.series, i18n.language())
    if series and kind.startswith(series):
        return kind
    return " · ".join(part for part in (series, kind) if part)


def _same_weekday_and_hour(sessions: list[Session]) -> bool:
    starts = {(clock.local(s.starts_at).weekday(), i18n.hour(s.starts_at)) for s in sessions}
    return len(starts) == 1


def time_words(workshop: Workshop, session: Session) -> str:
    """Return the hours, and in a few words how a course goes on."""
    later = [s for s in workshop.sessions if s.starts_at > session.starts_at and not s.is_cancelled]
    if not later:
        return hours(session)
    if len(later) == 1:
        date = i18n.date_in_year(later[0].starts_at)
        return _("%(hours)s, auch am %(date)s", hours=hours(session), date=date)
    if _same_weekday_and_hour([session, *later]):
        return _(
            "ab %(date)s, immer %(weekday)s %(time)s",
            date=i18n.date_in_year(session.starts_at),
            weekday=i18n.weekday_name(session.starts_at),
            time=i18n.time_of_day(session.starts_at),
        )
    return _("%(hours)s, dann noch %(number)s Termine", hours=hours(session), number=len(later))


def languages_of(workshop: Workshop) -> list[str]:
    """Return the names of the languages spoken, German first."""
    spoken = {row.language for row in workshop.languages}
    return [str(name) for code, name in words.SPOKEN.items() if code in spoken]


def features_of(workshop: Workshop) -> list[str]:
    """Return what makes it accessible: its own features and those of every room it uses."""
    rooms = [s.room for s in workshop.sessions if s.room and not s.is_cancelled]
    by_room = [{feature.feature for feature in room.features} for room in rooms]
    shared = set.intersection(*by_room) if by_room else set()
    own = {feature.feature for feature in workshop.features}
    return [feature for feature in words.FEATURES if feature in own | shared]


def _facts(workshop: Workshop, session: Session) -> list[Fact]:
    facts = [
        ("clock", time_words(workshop, session)),
        ("online" if session.is_online and not session.room else "place", place_of(session)),
    ]
    spoken = languages_of(workshop)
    if spoken:
        facts.append(("language", ", ".join(spoken)))
    access = [feature for feature in features_of(workshop) if feature not in UNSAID][:MOST_ACCESS]
    if access:
        named = ", ".join(str(words.FEATURES[feature]) for feature in access)
        facts.append((words.FEATURE_ICONS[access[0]], named))
    return facts


def next_session(workshop: Workshop, now: datetime) -> Session:
    """Return the session to show first: the next one, or else the last."""
    coming = [s for s in workshop.sessions if s.ends_at > now]
    planned = [s for s in coming if not s.is_cancelled]
    return (planned or coming or workshop.sessions[-1:])[0]


def all_dates(workshop: Workshop) -> str:
    """Return the days of all sessions in words."""
    planned = [s for s in workshop.sessions if not s.is_cancelled] or workshop.sessions
    days = list(dict.fromkeys(clock.local(session.starts_at).date() for session in planned))
    last = i18n.plain_date(days[-1])
    if len(days) > 3:
        return _("%(start)s bis %(end)s", start=i18n.date_in_year(days[0]), end=last)
    if len({(day.year, day.month) for day in days}) == 1 < len(days):
        numbers = [_("%(day)s.", day=day.day) for day in days]
        return f"{i18n.listing(numbers)} {i18n.month(days[-1])}"
    return i18n.listing([*(i18n.date_in_year(day) for day in days[:-1]), last])


def item(workshop: Workshop, now: datetime, *, shown_at: datetime | None = None) -> Item:
    """Return a workshop for lists; shown_at picks the session whose date stands first."""
    session = next((s for s in workshop.sessions if s.starts_at == shown_at), None)
    session = session or next_session(workshop, now)
    text, picture = workshop.text(i18n.language()), images.of(workshop)
    return Item(
        href=url_for("workshops.show", slug=workshop.slug),
        picture=picture.src,
        palette=workshop.palette,
        kicker=kicker(workshop),
        title=text.title,
        text_language=text.language,
        date=tile(session.starts_at),
        dates=all_dates(workshop),
        times=hours(session),
        place=place_of(session),
        facts=_facts(workshop, session),
        seats=seat_badge(seats.availability(workshop, now)),
        alt=picture.alt,
    )
