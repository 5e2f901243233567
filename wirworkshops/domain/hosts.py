"""Hosts: the bodies that answer for workshops. A new installation begins with its centre."""

from sqlalchemy import select

from wirworkshops.database import db, verb
from wirworkshops.domain import plans
from wirworkshops.models.hosts import Host


@verb
def ensure_first(name: str) -> None:
    """Add the centre as host where there is none yet: each workshop needs one."""
    if db.session.scalar(select(Host.id).limit(1)) is None:
        db.session.add(Host(slug=plans.slugify(name), name=name))


# Queries


def by_slug(slug: str) -> Host | None:
    return db.session.scalars(select(Host).where(Host.slug == slug)).one_or_none()


def slugs() -> list[str]:
    return list(db.session.scalars(select(Host.slug).order_by(Host.slug)))
