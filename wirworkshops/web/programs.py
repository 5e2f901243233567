"""Calendar programs: the links that hand a feed's address to one, and the QR code for a phone."""

import io
from dataclasses import dataclass
from urllib.parse import quote

import segno
from flask import Response

GOOGLE = "https://calendar.google.com/calendar/render?cid="
OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?url="
OUTLOOK_PRIVATE = "https://outlook.live.com/calendar/0/addfromweb?url="


@dataclass(frozen=True)
class Feed:
    """A feed's address, and the links that hand it to a program."""

    url: str

    @property
    def webcal(self) -> str:
        return "webcal://" + self.url.split("://", 1)[-1]

    @property
    def google(self) -> str:
        return GOOGLE + quote(self.webcal, safe="")

    @property
    def outlook(self) -> str:
        return OUTLOOK + quote(self.url, safe="")

    @property
    def outlook_private(self) -> str:
        return OUTLOOK_PRIVATE + quote(self.url, safe="")


def drawn(text: str) -> Response:
    """Return a QR code as a picture."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", border=4, light="#fff", dark="#000", svgclass=None, lineclass=None
    )
    return Response(picture.getvalue(), mimetype="image/svg+xml")
