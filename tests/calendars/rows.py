"""Rows in memory, without a database, for calendars to be made of."""

from datetime import UTC, datetime, timedelta
from typing import Any

from wirworkshops.models.hosts import Host
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.venues import Room, RoomFeature, Venue
from wirworkshops.models.workshops import Series, Session, Workshop, WorkshopText

BASE = "https://wirworkshops.offenbach.example"
CHANGED = datetime(2027, 3, 1, 10, 30, tzinfo=UTC)
START = datetime(2027, 3, 17, 8, 0, tzinfo=UTC)
UIDS = [f"5b2ad6e0-4f1c-4e2b-9a52-0000000000{number:02}" for number in range(100)]


def room(**values: Any) -> Room:
    venue = Venue(
        slug="rathaus", name="Rathaus Offenbach", street="Berliner Straße 100",
        postal_code="63065", city="Offenbach am Main", latitude=50.1055, longitude=8.7611,
        directions={"de": "Eingang Stadthof, ebenerdig", "en": "Entrance Stadthof, step-free"},
    )  # fmt: skip
    feature = RoomFeature(feature="hearing-loop", note={"de": "Anlage in den ersten drei Reihen."})
    given = {"name": "Saal 3", "floor": {"de": "1. Stock"}, "venue": venue, "features": [feature]}
    return Room(**given | values)


def workshop(title: str = "Beratung, die ankommt", **values: Any) -> Workshop:
    text = WorkshopText(
        language="de", title=title, summary="Kurz gesagt: Wir üben.", body="",
        bring="Stift; Papier", folded="",
    )  # fmt: skip
    given = {
        "slug": "beratung-die-ankommt",
        "kind": "workshop",
        "status": "published",
        "signup_mode": "form",
        "changed_at": CHANGED,
        "cancelled_because": "",
        "texts": [text],
        "host": Host(name="Vielfaltszentrum", phone="069 90009-120", email="vielfalt@of.example"),
        "series": Series(slug="diversity-to-go", palette="leaf", name={"de": "diversity-to-go"}),
        "pools": [pool()],
    }
    return Workshop(**given | values)


def pool(kind: str = "all", **values: Any) -> Pool:
    given = {"kind": kind, "capacity": 20, "taken": 0, "waiting": 0, "reserved": 0, "name": ""}
    return Pool(**given | values)


def session(of: Workshop | None = None, **values: Any) -> Session:
    of = of or workshop()
    number = len(of.sessions)
    given = {
        "id": number + 1,
        "uid": UIDS[number],
        "starts_at": START + timedelta(days=7 * number),
        "is_online": False,
        "online_url": "",
        "status": "planned",
        "sequence": 0,
        "changed_at": CHANGED,
        "cancelled_because": "",
        "workshop": of,
    }
    given |= {"room": room()} | values
    given.setdefault("ends_at", given["starts_at"] + timedelta(hours=3, minutes=30))
    return Session(**given)


def person(**values: Any) -> Participant:
    given = {"name": "Cem Aksoy", "email": "cem@kita.example", "language": "de", "calendar": "mail"}
    return Participant(**given | values)


def registration(of: Workshop, **values: Any) -> Registration:
    given = {
        "workshop": of,
        "participant": person(),
        "pool": of.pool,
        "status": "confirmed",
        "attends": True,
        "status_at": CHANGED,
        "sequence": 0,
        "language": "de",
    }
    return Registration(**given | values)
