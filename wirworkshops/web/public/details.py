"""One workshop's page: everything that helps to decide, in the order in which it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import url_for
from markupsafe import Markup

from wirworkshops import i18n, links
from wirworkshops.domain import attending
from wirworkshops.i18n import gettext as _
from wirworkshops.models.funders import Funder
from wirworkshops.models.hosts import Host
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop, WorkshopText
from wirworkshops.web import images, items, markdown, page, slots, words
from wirworkshops.web.images import Picture
from wirworkshops.web.items import Item, Row
from wirworkshops.web.public import acts, rules, structured
from wirworkshops.web.public.acts import Act
from wirworkshops.web.public.offers import capital

MANY_SESSIONS = 4  # with more, the button stands before them
Linked = tuple[str, str]  # words and an address, or none


@dataclass(frozen=True)
class Access:
    icon: str
    title: str
    note: str


@dataclass(frozen=True)
class Place:
    """A room with its address; the name alone where it is online."""

    name: str
    floor: str
    address: str
    map_href: str
    note: str
    access: list[Access]


@dataclass(frozen=True)
class Details:
    text: WorkshopText
    preview: str  # when, where and what, for links shared elsewhere
    body: Markup
    has_heading: bool
    bring: Markup
    palette: str
    kicker: str
    picture: Picture
    image_url: str  # for links shared elsewhere
    url: str
    calendar: str
    dates_heading: str
    rows: list[Row]
    act: Act
    rules: list[str]  # how seats are given
    places: list[Place]
    access: list[Access]  # what the workshop offers wherever it is
    facts: list[tuple[str, list[Linked]]]
    logos: list[Picture]  # of host, partners and funders
    others: list[Item]
    more: Linked  # where to look instead
    next_date: str  # where one asks to hear of another date
    structured: dict[str, Any]

    @property
    def has_many_sessions(self) -> bool:
        return len(self.rows) > MANY_SESSIONS


def details(workshop: Workshop, others: Sequence[Workshop], now: datetime) -> Details:
    text = workshop.text(i18n.language())
    places, access = _places(workshop), _offered(workshop)
    if len(places) == 1:
        places[0].access.extend(access)
        access = []
    settings, act = page.settings(), acts.act(workshop, now)
    url = links.workshop_url(settings.base_url, workshop.slug)
    return Details(
        text=text,
        preview=_preview(workshop, text),
        body=markdown.html(text.body),
        has_heading=text.body.lstrip().startswith("#"),
        bring=markdown.html(text.bring),
        palette=workshop.palette,
        kicker=items.kicker(workshop),
        picture=images.of(workshop),
        image_url=images.preview(workshop, settings.base_url, url),
        url=url,
        calendar=url_for("feeds.workshop", slug=workshop.slug),
        dates_heading=_dates_heading(workshop),
        rows=_rows(workshop, act),
        act=act,
        rules=rules.rules(workshop, act.label),
        places=places,
        access=access,
        facts=_facts(workshop),
        logos=_logos(workshop),
        others=[items.item(other, now) for other in others],
        more=_more(workshop),
        next_date=_next_date(workshop, act),
        structured=structured.event(workshop, settings, now),
    )


def _preview(workshop: Workshop, text: WorkshopText) -> str:
    first = _held(workshop)[0]
    when = i18n.when(first.starts_at, first.ends_at)
    return f"{when}, {items.place_of(first)}. {text.summary}".strip()


def _dates_heading(workshop: Workshop) -> str:
    number = len(workshop.sessions)
    if number == 1:
        return _("Termin")
    if attending.has_choices(workshop):
        return _("%(number)s Termine, einige davon zur Wahl", number=number)
    return _("%(number)s Termine, die zusammengehören", number=number)


def _rows(workshop: Workshop, act: Act) -> list[Row]:
    """Return the sessions; those one chooses say how many seats are left."""
    pools = {pool.session_id: pool for pool in workshop.pools if pool.session_id}
    if act.label not in rules.SAID:
        pools = {}
    return [
        replace(items.row(session), seats=items.seat_badge(slots.state_of(pools[session.id])))
        if session.id in pools
        else items.row(session)
        for session in workshop.sessions
    ]


def _held(workshop: Workshop) -> list[Session]:
    """Return the sessions that take place; all of a workshop that is called off."""
    return [s for s in workshop.sessions if not s.is_cancelled] or workshop.sessions


def _places(workshop: Workshop) -> list[Place]:
    """Return each room once, then what there is to know of taking part online."""
    sessions = _held(workshop)
    rooms = dict.fromkeys(session.room for session in sessions if session.room)
    places = [_room(room) for room in rooms]
    if any(session.is_online for session in sessions):
        places.append(_online(workshop))
    return places


def _room(room: Room) -> Place:
    code, venue = i18n.language(), room.venue
    access = [
        _access(row.feature, text_in(row.note, code))
        for row in sorted(room.features, key=lambda row: _order(row.feature))
    ]
    directions = text_in(venue.directions, code)
    if directions:
        access.append(Access("place", _("Anfahrt"), directions))
    return Place(room.label, text_in(room.floor, code), venue.address, _map(room), "", access)


def _map(room: Room) -> str:
    latitude, longitude = room.venue.latitude, room.venue.longitude
    if latitude is None or longitude is None:
        return ""
    marker = f"?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
    return f"https://www.openstreetmap.org/{marker}"


def _online(workshop: Workshop) -> Place:
    if workshop.signup_mode == "form" and workshop.link_hours is not None:
        note = _("Den Link zum Dabeisein schicken wir Ihnen kurz vor dem Termin.")
    elif workshop.signup_mode == "form":
        note = _("Den Link zum Dabeisein schicken wir Ihnen, wenn Ihr Platz fest ist.")
    else:
        note = _("Per Video, von zu Hause oder aus dem Büro.")
    return Place(_("Online"), "", "", "", note, [])


def _offered(workshop: Workshop) -> list[Access]:
    code = i18n.language()
    rows = sorted(workshop.features, key=lambda row: _order(row.feature))
    return [_access(row.feature, text_in(row.note, code)) for row in rows]


def _access(feature: str, note: str) -> Access:
    known = words.FEATURES.get(feature, feature)
    icon = words.FEATURE_ICONS.get(feature, "info")
    return Access(icon, capital(str(known)), note)


def _order(feature: str) -> int:
    known = list(words.FEATURES)
    return known.index(feature) if feature in known else len(known)


def _facts(workshop: Workshop) -> list[tuple[str, list[Linked]]]:
    """Return who leads, in which languages, for whom, by whom, on what; less what is unknown."""
    code = i18n.language()
    trainers = dict.fromkeys(t.name for s in _held(workshop) for t in s.trainers)
    named = [
        (_("Leitung"), _plain(i18n.listing(list(trainers)))),
        (_("Sprache"), _plain(i18n.listing(items.languages_of(workshop)))),
        (_("Zielgruppe"), [_filtered("audience", row, code) for row in workshop.audiences]),
        (_("Veranstalter"), [(workshop.host.name, workshop.host.website)]),
        (_("In Zusammenarbeit mit"), [(host.name, host.website) for host in workshop.partners]),
        (_("Gefördert"), [(text_in(f.line, code), f.website) for f in workshop.funders]),
        (_("Themen"), [_filtered("topic", row, code) for row in workshop.topics]),
        (_("Fragen dazu"), _contacts(workshop)),
    ]
    return [(name, values) for name, values in named if values]


def _logos(workshop: Workshop) -> list[Picture]:
    named: list[Host | Funder] = [workshop.host, *workshop.partners, *workshop.funders]
    return [images.picture(each.image) for each in named if each.image]


def _more(workshop: Workshop) -> Linked:
    """Return the workshop's series in the list, or the whole list."""
    if workshop.series is None:
        return _("Alle Veranstaltungen"), url_for("workshops.index")
    name = text_in(workshop.series.name, i18n.language())
    href = url_for("workshops.index", series=workshop.series.slug)
    return _("Mehr aus der Reihe %(series)s", series=name), href


def _next_date(workshop: Workshop, act: Act) -> str:
    return url_for("interests.ask", slug=workshop.slug) if act.offers_next_date else ""


def _plain(text: str) -> list[Linked]:
    return [(text, "")] if text else []


def _filtered(name: str, row: Any, code: str) -> Linked:
    return text_in(row.name, code), url_for("workshops.index", **{name: row.slug})


def _contacts(workshop: Workshop) -> list[Linked]:
    host = workshop.host
    phone = [(host.phone, f"tel:{page.dialled(host.phone)}")] if host.phone else []
    return phone + ([(host.email, f"mailto:{host.email}")] if host.email else [])
