"""Master data in tests: what is typed of each kind, what is kept of it, and where its pages are."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from wirworkshops.database import Base, db
from wirworkshops.domain import audiences, hosts, series, topics, venues
from wirworkshops.domain import trainers as leaders
from wirworkshops.domain.hosts import HostPlan
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.series import SeriesPlan
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.domain.venues import VenuePlan
from wirworkshops.models.hosts import Host
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Venue
from wirworkshops.models.workshops import Audience, Series, Topic

KINDS = ("series", "hosts", "venues", "trainers", "topics", "audiences")
MODELS: dict[str, Any] = {
    "series": Series,
    "hosts": Host,
    "venues": Venue,
    "trainers": Trainer,
    "topics": Topic,
    "audiences": Audience,
}
MAKE: dict[str, Callable[[str], Base]] = {
    "series": lambda name: series.add(SeriesPlan({"de": name}, {}, "leaf")),
    "hosts": lambda name: hosts.add(HostPlan(name)),
    "venues": lambda name: venues.add(VenuePlan(name)),
    "trainers": lambda name: leaders.add(TrainerPlan(name)),
    "topics": lambda name: topics.add(NamePlan({"de": name})),
    "audiences": lambda name: audiences.add(NamePlan({"de": name})),
}
TYPED: dict[str, dict[str, str]] = {
    "series": {
        "name": "Neu", "name_en": "New", "summary": "Kurz.", "palette": "ochre",
        "position": "7", "most_per_person": "2",
    },
    "hosts": {
        "name": "Neu", "email": "neu@ort.example", "phone": "069 1", "website": "https://a.example",
    },
    "venues": {
        "name": "Neu", "street": "Weg 1", "postal_code": "63065", "city": "Offenbach",
        "spot": "50,10560 8,76115", "directions": "Bus 101", "directions_en": "Bus 101",
    },
    "trainers": {"name": "Neu"},
    "topics": {"name": "Neu", "name_en": "New"},
    "audiences": {"name": "Neu", "name_en": "New"},
}  # fmt: skip
KEPT: dict[str, dict[str, Any]] = {
    "series": {
        "name": {"de": "Neu", "en": "New"}, "summary": {"de": "Kurz."}, "palette": "ochre",
        "position": 7, "most_per_person": 2,
    },
    "hosts": TYPED["hosts"],
    "venues": {
        "name": "Neu", "street": "Weg 1", "postal_code": "63065", "city": "Offenbach",
        "latitude": 50.1056, "longitude": 8.76115,
        "directions": {"de": "Bus 101", "en": "Bus 101"},
    },
    "trainers": {"name": "Neu"},
    "topics": {"name": {"de": "Neu", "en": "New"}},
    "audiences": {"name": {"de": "Neu", "en": "New"}},
}  # fmt: skip
ACTS = ("edit", "delete", "merge")


def path(kind: str, row: Any = None, act: str = "") -> str:
    return f"/organise/{kind}" + (f"/{row.id}/{act}" if row else "")


def values(kind: str, row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in KEPT[kind]}


def newest(kind: str) -> Any:
    db.session.rollback()
    model = MODELS[kind]
    return db.session.scalars(select(model).order_by(model.id.desc())).first()


def number_of(kind: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(MODELS[kind])) or 0
