"""An image as pages show it: its address, its widths, its alternative text."""

from base64 import b64encode
from dataclasses import dataclass

from flask import url_for

from wirworkshops import i18n
from wirworkshops.models.images import Image
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.public.mosaic import mosaic


@dataclass(frozen=True)
class Picture:
    """srcset is empty where there is one file only; a mosaic has no alternative text."""

    src: str
    srcset: str = ""
    alt: str = ""
    width: int = 480
    height: int = 320


def href(image: Image, width: int, kind: str = "webp") -> str:
    return url_for("images.show", digest=image.digest, width=width, kind=kind)


def picture(image: Image) -> Picture:
    widths = image.widths
    return Picture(
        src=href(image, widths[0]),
        srcset=", ".join(f"{href(image, width)} {width}w" for width in widths),
        alt=text_in(image.alt, i18n.language()),
        width=widths[0],
        height=round(image.height * widths[0] / image.width),
    )


def of(workshop: Workshop) -> Picture:
    """Return a workshop's image, or the mosaic where it has none."""
    if workshop.image:
        return picture(workshop.image)
    return Picture(url_for("pictures.mosaic", slug=workshop.slug))


def drawn(workshop: Workshop) -> Picture:
    """Return the mosaic within the page itself: of what is not stored it has no address."""
    picture = mosaic(workshop.slug, workshop.palette).encode()
    return Picture(f"data:image/svg+xml;base64,{b64encode(picture).decode()}")


def preview(workshop: Workshop, base_url: str, page_url: str) -> str:
    """Return the whole address of the picture for links shared elsewhere."""
    image = workshop.image
    return f"{base_url}{plain_path(image)}" if image else f"{page_url}.svg"


def plain_path(image: Image) -> str:
    return f"/images/{image.digest}/{image.width}.{image.plain}"
