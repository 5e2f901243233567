"""What the demo has to look at beside words: a drawn picture, a logo, a funder, material."""

from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy import select

from wirworkshops.database import db, transaction
from wirworkshops.documents import images as reading
from wirworkshops.domain import funders, images, materials
from wirworkshops.domain.funders import FunderPlan
from wirworkshops.domain.history import Actor
from wirworkshops.domain.materials import MaterialPlan
from wirworkshops.models.hosts import Host
from wirworkshops.models.workshops import Session, Workshop

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FUNDER = FunderPlan(
    "Land Hessen, Landesprogramm WIR",
    {
        "de": "vom Land Hessen im Landesprogramm „WIR – Vielfalt und Teilhabe“",
        "en": "by the State of Hesse in its programme “WIR – Diversity and Participation”",
    },
)
TABLE = {
    "de": "Gezeichnet: ein langer Tisch von oben, mit vielen bunten Tellern.",
    "en": "A drawing: a long table seen from above, with many colourful plates.",
}
LOGO = {"de": "Logo Freiwilligenzentrum", "en": "Logo of the Freiwilligenzentrum"}
PLATES = ("#a31d5e", "#00677a", "#f5b82e", "#2e7431", "#a8401a", "#6a3fa5")


def insert(*, by: Actor) -> None:
    """Give the next workshops of the first host a funder, material, and one of them an image."""
    funder = funders.add(FUNDER)
    host = db.session.scalars(select(Host).where(Host.slug == "freiwilligenzentrum")).one()
    images.put(host, reading.made(_logo()), LOGO, seen="", by=by)
    first, *more = _coming()
    images.put(first, reading.made(_table()), TABLE, seen="", by=by)
    for workshop in (first, *more):
        with transaction():
            workshop.funders = [funder]
        _lay_out(workshop, by)


def _coming() -> list[Workshop]:
    """Return the first workshops with people who have a seat, by their first session."""
    query = (
        select(Workshop)
        .join(Session, Session.workshop_id == Workshop.id)
        .where(Workshop.status == "published", Workshop.signup_mode == "form")
        .order_by(Session.starts_at.desc(), Workshop.id)
    )
    return list(db.session.scalars(query).unique())[:3]


def _lay_out(workshop: Workshop, by: Actor) -> None:
    reading_list = MaterialPlan("Zum Einlesen: Leicht verständlich schreiben", "before",
                                url="https://www.hessen.de/")  # fmt: skip
    sketch = MaterialPlan("Tischplan als Bild", "after", "came")
    materials.add(workshop, reading_list, None, by=by)
    made = reading.made(_table())
    sent = materials.Sent("tischplan.jpg", "image/jpeg", made.files[("jpeg", made.width)])
    materials.add(workshop, sketch, sent, by=by)


def _table() -> bytes:
    from PIL import Image, ImageDraw  # heavy, and only the demo draws

    picture = Image.new("RGB", (1200, 800), "#faf3df")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((90, 230, 1110, 570), 60, fill="#f0d68a")
    for number in range(12):
        x, y = 190 + number % 6 * 164, (300, 500)[number // 6]
        colour = PLATES[(number * 5 + number // 6) % 6]
        pen.ellipse((x - 62, y - 62, x + 62, y + 62), fill="#ffffff")
        pen.ellipse((x - 46, y - 46, x + 46, y + 46), fill=colour)
        chair = (150, 650)[number // 6]
        pen.rounded_rectangle((x - 54, chair - 44, x + 54, chair + 44), 24, fill=colour)
    return _saved(picture)


def _logo() -> bytes:
    from PIL import Image, ImageDraw  # heavy, see above

    picture = Image.new("RGBA", (600, 240), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for number, colour in enumerate(PLATES[:3]):
        x = 30 + number * 180
        pen.ellipse((x, 30, x + 180, 210), fill=colour)
    return _saved(picture)


def _saved(picture: "Picture") -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
