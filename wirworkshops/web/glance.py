"""A workshop at a glance, as it stands beside a form or above one's own registration."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from wirworkshops import i18n
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import images, items
from wirworkshops.web.items import Fact, Row, Tile


@dataclass(frozen=True)
class Glance:
    href: str
    signup: str
    picture: str
    palette: str
    kicker: str
    title: str
    foreign: str  # the title's language, where the page speaks another
    date: Tile
    dates: str
    place: str
    facts: list[Fact]
    session: Session  # the next one, or the last
    alt: str = ""

    @property
    def when(self) -> str:
        return i18n.when(self.session.starts_at, self.session.ends_at)


def glance(workshop: Workshop, now: datetime) -> Glance:
    session = items.next_session(workshop, now)
    text, picture = workshop.text(i18n.language()), images.of(workshop)
    dates, place = items.all_dates(workshop), items.place_of(session)
    icon = "online" if session.is_online and not session.room else "place"
    return Glance(
        href=url_for("workshops.show", slug=workshop.slug),
        signup=url_for("signup.form", slug=workshop.slug),
        picture=picture.src,
        palette=workshop.palette,
        kicker=items.kicker(workshop),
        title=text.title,
        foreign=text.language if text.language != i18n.language() else "",
        date=items.tile(session.starts_at),
        dates=dates,
        place=place,
        facts=[("calendar-today", dates), ("clock", items.hours(session)), (icon, place)],
        session=session,
        alt=picture.alt,
    )


def rows(workshop: Workshop) -> list[Row]:
    return [items.row(session) for session in workshop.sessions]
