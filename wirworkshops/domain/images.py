"""Images: giving one to a workshop, a series, a host or a funder, and taking it away."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import catalogue, history
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.funders import Funder
from wirworkshops.models.hosts import Host
from wirworkshops.models.images import Image, ImageFile
from wirworkshops.models.workshops import Series, Workshop

Owner = Workshop | Series | Host | Funder
COLUMNS: dict[type[Any], InstrumentedAttribute[int | None]] = {
    Workshop: Image.workshop_id,
    Series: Image.series_id,
    Host: Image.host_id,
    Funder: Image.funder_id,
}


@dataclass(frozen=True)
class Made:
    """An image made anew: its files by format and width, without anything else of what was sent."""

    digest: str
    width: int
    height: int
    plain: str
    files: dict[tuple[str, int], bytes]


@verb
def put(owner: Owner, made: Made | None, alt: dict[str, str], *, seen: str, by: Actor) -> None:
    """Give a thing its image, or with made None the one it has another alternative text.

    seen is the print of the image the form was made for. Raises Invalid where the text or the
    image is missing, Conflict where somebody else has changed the image meanwhile.
    """
    if not alt.get("de"):
        raise Invalid("image-alt")
    kind = type(owner)  # of two who come at once the second finds the first one's image
    db.session.execute(select(kind.id).where(kind.id == owner.id).with_for_update())
    now = of(owner)
    if seen != print_of(now):
        raise Conflict("image-meanwhile")
    if made is None and now is None:
        raise Invalid("image-missing")
    if made is None and now is not None:
        now.alt = alt
    elif made is not None:
        _replace(owner, made, alt)
    _tell("image-set", owner, by)


def _replace(owner: Owner, made: Made, alt: dict[str, str]) -> None:
    column = COLUMNS[type(owner)]
    db.session.execute(delete(Image).where(column == owner.id))
    image = Image(
        **{column.key: owner.id},
        alt=alt,
        digest=made.digest,
        width=made.width,
        height=made.height,
        plain=made.plain,
        created_at=clock.now(),
    )
    db.session.add(image)
    db.session.flush()
    db.session.add_all(
        ImageFile(image_id=image.id, format=kind, width=width, body=body)
        for (kind, width), body in made.files.items()
    )


@verb
def remove(owner: Owner, *, by: Actor) -> None:
    """Take the image away: the mosaic stands there again. Twice is the same as once."""
    gone = db.session.execute(delete(Image).where(COLUMNS[type(owner)] == owner.id))
    if gone.rowcount:  # type: ignore[attr-defined]
        _tell("image-removed", owner, by)


def _tell(act: str, owner: Owner, by: Actor) -> None:
    db.session.flush()
    db.session.expire(owner, ["image"])
    catalogue.touch()
    if isinstance(owner, Workshop):
        history.record(act, by=by, workshop_id=owner.id)
    else:
        history.record(act, by=by, thing=(type(owner).__name__.lower(), owner.id))


def follow(model: type[Any], old: int, new: int) -> None:
    """Let what stays of two doubles have the image of the other, if it has none itself."""
    column = COLUMNS.get(model)
    if column is None or db.session.scalar(select(exists().where(column == new))):
        return
    moved = update(Image).where(column == old).values({column.key: new})
    db.session.execute(moved.execution_options(synchronize_session=False))


# Queries


def of(owner: Owner) -> Image | None:
    query = select(Image).where(COLUMNS[type(owner)] == owner.id)
    return db.session.scalars(query).one_or_none()


def print_of(image: Image | None) -> str:
    """Return a print of an image and its texts; empty for none."""
    if image is None:
        return ""
    return blake2b(
        f"{image.digest} {sorted(image.alt.items())}".encode(), digest_size=8
    ).hexdigest()


def file(digest: str, width: int, kind: str) -> bytes | None:
    """Return the bytes at an address; the same image may belong to several things."""
    query = (
        select(ImageFile.body)
        .join(Image, Image.id == ImageFile.image_id)
        .where(Image.digest == digest, ImageFile.width == width, ImageFile.format == kind)
        .limit(1)
    )
    return db.session.scalar(query)


def largest(image: Image) -> bytes:
    """Return the largest file in the plain format, for paper."""
    body = file(image.digest, image.width, image.plain)
    if body is None:
        raise LookupError("an image without its files")
    return body
