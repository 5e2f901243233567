"""Markdown as organisers write it, as safe HTML with the headings and links of our pages.

No pictures and no HTML of their own: a page asks no third party for anything.
"""

from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "hr"}
ATTRIBUTES = {"a": {"href", "class"}, "h2": {"class"}, "h3": {"class"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
HEADINGS = {"h1": "h2", "h2": "h2"}  # the page has its h1; deeper ones are h3
CLASSES = {"h2": "kern-heading-medium", "h3": "kern-heading-small"}
LINK = "kern-link kern-link--no-visited-state"

_reader = MarkdownIt("commonmark", {"html": False}).disable("image")


def html(text: str) -> Markup:
    """Return the text as HTML that cannot harm."""
    tokens = _reader.parse(text)
    _dress(tokens)
    raw = _reader.renderer.render(tokens, _reader.options, {})
    return Markup(nh3.clean(raw, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))


def _dress(tokens: Sequence[Token]) -> None:
    """Bring headings to the page's levels, and give headings and links their classes."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = HEADINGS.get(token.tag, "h3")
        if token.type == "heading_open":
            token.attrSet("class", CLASSES[token.tag])
        if token.type == "link_open":
            token.attrSet("class", LINK)
        _dress(token.children or ())
