"""Addresses of workshops' pages: a free one for a new workshop, another one, the old ones kept.

Parts of the verbs of domain.workshops: nothing here commits.
"""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from wirworkshops.database import db
from wirworkshops.domain.plans import slugify
from wirworkshops.errors import Conflict
from wirworkshops.models.workshops import OldSlug, Workshop

OURS = "calendar"  # a page of its own stands there
TRIES = 5


def take(workshop: Workshop, wanted: str) -> None:
    """Store a new workshop at the first free address; of two at once, one gets the next."""
    for left in reversed(range(TRIES)):
        workshop.slug = free(wanted)
        try:
            with db.session.begin_nested():
                db.session.add(workshop)
            return
        except IntegrityError:
            if not left:
                raise


def change(workshop: Workshop, slug: str) -> None:
    """Give it another address; going back to an old one of its own is allowed."""
    if slug == workshop.slug:
        return
    old = db.session.get(OldSlug, slug)
    if old and old.workshop_id == workshop.id:
        db.session.delete(old)
        db.session.flush()
    elif slug != slugify(slug) or slug in _used(slug):
        raise Conflict("slug-taken")
    if workshop.status != "draft":  # nobody has bookmarked a draft
        db.session.add(OldSlug(slug=workshop.slug, workshop_id=workshop.id))
    workshop.slug = slug
    try:
        db.session.flush()
    except IntegrityError:  # somebody has just taken it
        raise Conflict("slug-taken") from None


def following(workshop: Workshop, title: str) -> str:
    """Return the address it should have: a draft's follows its title, others keep theirs."""
    wanted = slugify(title)
    follows = workshop.slug.removeprefix(wanted).lstrip("-").isdecimal() or workshop.slug == wanted
    return workshop.slug if workshop.status != "draft" or follows else free(wanted)


# Queries


def free(wanted: str) -> str:
    """Return the address wanted, or with the first number behind it that nobody has or had."""
    used = _used(wanted)
    numbers = (f"{wanted}-{number}" for number in range(2, len(used) + 3))
    return next(slug for slug in (wanted, *numbers) if slug not in used)


def _used(wanted: str) -> set[str]:
    """Return all addresses that begin so, old ones too."""
    columns = (Workshop.slug, OldSlug.slug)
    queries = (
        select(column).where(column.startswith(wanted, autoescape=True)) for column in columns
    )
    return {OURS}.union(*(db.session.scalars(query) for query in queries))
