"""From a Content to plain text and HTML, by templates of our own; knows no request."""

import re
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.utils import urlize
from markupsafe import Markup, escape

from wirworkshops import i18n, resources
from wirworkshops.config import Settings
from wirworkshops.letters import band
from wirworkshops.letters.content import Content, Reader


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resources.templates_folder()),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.gettext, i18n.ngettext, newstyle=True
    )
    environment.filters.update(strong=_strong, tel=_tel)
    return environment


def _strong(text: str, part: str) -> Markup:
    """Escape a text, make addresses of pages in it links, and print one part in bold."""
    safe = Markup(urlize(text, rel="noopener").replace("\n", "<br>"))
    if not part:
        return safe
    bold = escape(part)
    return Markup(safe.replace(bold, Markup("<strong>%s</strong>") % bold))


def _tel(phone: str) -> str:
    """Return a number as tel: links want it, +49 before one that begins with a single 0."""
    digits = re.sub(r"[^\d+]", "", phone)
    return re.sub(r"^0(?!0)", "+49", digits)


def render(content: Content, reader: Reader, settings: Settings) -> tuple[str, str]:
    """Return the letter as text and as HTML, in the language spoken now."""
    facts = {
        "content": content,
        "reader": reader,
        "settings": settings,
        "language": i18n.language(),
        "direction": i18n.direction(i18n.language()),
        "band": band.band(content.seed, content.palette),
        "fill": band.PALETTES[content.palette],
    }
    text = _environment().get_template("letters/letter.txt").render(facts)
    html = _environment().get_template("letters/letter.html").render(facts)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", html
