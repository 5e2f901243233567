"""What the office plans: a workshop as its form gives it, and whether it can be held. Pure."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from wirworkshops.errors import Invalid
from wirworkshops.models.texts import fold


@dataclass(frozen=True)
class TextPlan:
    title: str
    summary: str = ""
    body: str = ""
    bring: str = ""


@dataclass(frozen=True)
class SessionPlan:
    """One date as the form gives it; id is empty for a new one. Instants are UTC.

    Trainers are given by id, or by name where they may be new. With a capacity of its own it
    is a session that people choose. An empty uid makes a new one.
    """

    starts_at: datetime
    ends_at: datetime
    id: int | None = None
    room_id: int | None = None
    is_online: bool = False
    online_url: str = ""
    trainer_ids: tuple[int, ...] = ()
    trainer_names: tuple[str, ...] = ()
    capacity: int | None = None
    title: dict[str, str] = field(default_factory=dict)
    uid: str = ""


@dataclass(frozen=True)
class WorkshopPlan:
    """A whole workshop as the form gives it; texts by language, German at least.

    An empty slug keeps the present address, or makes one of the title. With an
    online_capacity the workshop is hybrid, and capacity is that of the room. still_fits says
    that translations which stay as they are go with the German text as it is now.
    """

    texts: dict[str, TextPlan]
    sessions: tuple[SessionPlan, ...]
    host_id: int
    capacity: int
    slug: str = ""
    series_id: int | None = None
    original_id: int | None = None
    kind: str = "workshop"
    signup_mode: str = "form"
    signup_url: str = ""
    waiting_list: bool = True
    online_capacity: int | None = None
    admission: str = "order"
    moves_up: str = "offer"
    queue: str = "strict"
    most_seats: int = 1
    names_until: datetime | None = None
    minimum: int | None = None
    decide_at: datetime | None = None
    reminders: tuple[int, ...] = (24,)
    link_hours: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    spoken: tuple[str, ...] = ("de",)
    features: tuple[str, ...] = ()
    feature_notes: dict[str, dict[str, str]] | None = None
    topic_ids: tuple[int, ...] = ()
    audience_ids: tuple[int, ...] = ()
    partner_ids: tuple[int, ...] = ()
    funder_ids: tuple[int, ...] = ()
    still_fits: bool = False

    @property
    def begins_at(self) -> datetime:
        return min(session.starts_at for session in self.sessions)


def slugify(title: str) -> str:
    """Return an address of a title: lower case ASCII words joined by hyphens."""
    german = title.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    words = re.findall(r"[a-z0-9]+", fold(german))
    slug = ""
    for word in words:
        if len(slug) + len(word) > 70 and slug:
            break
        slug = f"{slug}-{word}" if slug else word[:70]
    return slug or "veranstaltung"


def check_plan(plan: WorkshopPlan) -> None:
    """Refuse a plan that cannot be held; each code has its sentence at the form."""
    if not plan.sessions:
        raise Invalid("no-session")
    if any(session.ends_at <= session.starts_at for session in plan.sessions):
        raise Invalid("ends-before-start")
    if plan.capacity < 1:
        raise Invalid("capacity")
    if plan.signup_mode == "external" and not plan.signup_url:
        raise Invalid("signup-url")
    if plan.minimum and not (plan.decide_at and plan.decide_at < plan.begins_at):
        raise Invalid("decide-at")
    if plan.minimum and plan.minimum > plan.capacity + (plan.online_capacity or 0):
        raise Invalid("minimum-above-capacity")
    if plan.names_until and plan.names_until > plan.begins_at:
        raise Invalid("names-until")
