"""A workshop's poster and flyer. Its words come from the web floor, in the language asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import segno

from wirworkshops.documents import glyphs, typesetting

FORMATS = ("a3", "a4", "a5", "dl")
RIGHT_TO_LEFT = ("ar", "fa")
MOST_SUMMARY = 240
DARK = "#131525"


@dataclass(frozen=True)
class Graphic:
    """An image with its alternative text; without one it is decoration. kind ends its name."""

    kind: str
    body: bytes
    alt: str = ""


@dataclass(frozen=True)
class Poster:
    """facts are a name and its lines; foot is what stands small at the end."""

    language: str
    colours: dict[str, str]
    weekday: str
    day: str
    month: str
    kicker: str
    title: str
    summary: str
    facts: Sequence[tuple[str, Sequence[str]]]
    call: str
    url: str
    qr_alt: str
    contact: str
    centre: str
    foot: Sequence[str]
    picture: Graphic
    logos: Sequence[Graphic] = ()


def pdf(poster: Poster, paper: str) -> bytes:
    """Return the poster on this paper, one of FORMATS."""
    said = glyphs.printable
    named = {f"logo-{n}.{logo.kind}": logo for n, logo in enumerate(poster.logos)}
    shown = f"picture.{poster.picture.kind}"
    words = ("weekday", "day", "month", "kicker", "title", "call", "contact", "centre", "qr_alt")
    data = {name: said(getattr(poster, name)) for name in words} | {
        "format": paper,
        "language": poster.language,
        "rtl": poster.language in RIGHT_TO_LEFT,
        "colours": poster.colours,
        "summary": said(shortened(poster.summary, MOST_SUMMARY)),
        "facts": [[said(name), [said(line) for line in lines]] for name, lines in poster.facts],
        "url": poster.url,
        "url_text": said(poster.url.split("://", 1)[-1]),
        "foot": [said(line) for line in poster.foot],
        "picture": {"file": shown, "alt": said(poster.picture.alt)},
        "logos": [{"file": file, "alt": said(logo.alt)} for file, logo in named.items()],
    }
    files = {file: logo.body for file, logo in named.items()}
    files |= {"qr.svg": _qr(poster.url), shown: poster.picture.body}
    return typesetting.pdf("documents/poster.typ", data, files)


def shortened(text: str, most: int) -> str:
    """Return a text cut at the end of a sentence, or else of a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most]
    sentence = cut.rfind(". ")
    return cut[: sentence + 1] if sentence > most // 3 else f"{cut.rpartition(' ')[0]} …"


def _qr(text: str) -> bytes:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=1, dark=DARK)
    return out.getvalue()
