"""A workshop as schema.org Event, for search engines: data in the page, not script."""

from datetime import datetime
from typing import Any

from wirworkshops import clock, i18n, links
from wirworkshops.config import Settings
from wirworkshops.domain import seats
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import images

SCHEMA = "https://schema.org"
STOCK = {
    "free": "InStock",
    "few": "LimitedAvailability",
    "request": "LimitedAvailability",
    "open": "InStock",
    "soon": "PreOrder",
}


def event(workshop: Workshop, settings: Settings, now: datetime) -> dict[str, Any]:
    """Return the Event; several sessions stand in it as subEvent."""
    text = workshop.text(i18n.language())
    url = links.workshop_url(settings.base_url, workshop.slug)
    about: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": text.title,
        "description": text.summary,
        "url": url,
        "image": images.preview(workshop, settings.base_url, url),
        "inLanguage": [row.language for row in workshop.languages],
        "isAccessibleForFree": True,
        "organizer": _organiser(workshop),
        "offers": _offer(workshop, url, now),
    }
    sessions = [_session(session, text.title) for session in workshop.sessions]
    for described, session in zip(sessions, workshop.sessions, strict=True):
        described["location"] = _location(session, url, settings.city)
    if len(sessions) == 1:
        return about | sessions[0]
    whole = _whole(workshop, sessions)
    return about | whole | {"subEvent": sessions}


def _whole(workshop: Workshop, sessions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what holds for all sessions together: the span, the first place, the status."""
    held = [s for s in sessions if not s["eventStatus"].endswith("Cancelled")] or sessions
    return {
        "startDate": held[0]["startDate"],
        "endDate": held[-1]["endDate"],
        "location": held[0]["location"],
        "eventAttendanceMode": held[0]["eventAttendanceMode"],
        "eventStatus": _status(called_off=workshop.status == "cancelled"),
    }


def _session(session: Session, title: str) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": title,
        "startDate": clock.local(session.starts_at).isoformat(),
        "endDate": clock.local(session.ends_at).isoformat(),
        "eventStatus": _status(called_off=session.is_cancelled),
        "eventAttendanceMode": f"{SCHEMA}/{_mode(session)}EventAttendanceMode",
    }


def _status(*, called_off: bool) -> str:
    return f"{SCHEMA}/Event{'Cancelled' if called_off else 'Scheduled'}"


def _mode(session: Session) -> str:
    if session.is_online:
        return "Mixed" if session.room else "Online"
    return "Offline"


def _location(session: Session, url: str, city: str) -> dict[str, Any]:
    """Return the room, else our page for what is online, else the city (not settled yet)."""
    if session.room:
        return _room(session.room)
    if session.is_online:
        return {"@type": "VirtualLocation", "url": url}
    return {"@type": "Place", "name": city, "address": city}


def _room(room: Room) -> dict[str, Any]:
    venue = room.venue
    place: dict[str, Any] = {
        "@type": "Place",
        "name": room.label,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": venue.street,
            "postalCode": venue.postal_code,
            "addressLocality": venue.city,
            "addressCountry": "DE",
        },
    }
    if venue.latitude is not None and venue.longitude is not None:
        spot = {"latitude": venue.latitude, "longitude": venue.longitude}
        place["geo"] = {"@type": "GeoCoordinates"} | spot
    return place


def _organiser(workshop: Workshop) -> dict[str, str]:
    host = workshop.host
    known = {"@type": "Organization", "name": host.name, "url": host.website}
    return {name: value for name, value in known.items() if value}


def _offer(workshop: Workshop, url: str, now: datetime) -> dict[str, Any]:
    state = seats.availability(workshop, now)
    return {
        "@type": "Offer",
        "price": "0",
        "priceCurrency": "EUR",
        "url": workshop.signup_url if state.label == "external" else url,
        "availability": f"{SCHEMA}/{STOCK.get(state.label, 'SoldOut')}",
    }
