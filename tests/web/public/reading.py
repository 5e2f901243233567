"""Reading our pages in tests: what a person would see of them."""

import json
import re
from html import unescape
from typing import Any

_LINK = re.compile(r'<a class="[^"]*ww-item__link[^"]*"[^>]*>(.*?)</a>', re.S)
_CHIP = re.compile(r'<li><a href="([^"]*)"><span dir="auto">(.*?)</span>', re.S)
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
_MAIN = re.compile(r"<main.*?</main>", re.S)


def titles(html: str) -> list[str]:
    """Return the titles of the items (and series) on a page, in order."""
    return [unescape(title) for title in _LINK.findall(html)]


def chips(html: str) -> dict[str, str]:
    """Return the chips' words, each with where it leads."""
    return {unescape(text): unescape(href) for href, text in _CHIP.findall(html)}


def words(html: str) -> str:
    """Return what stands in the main part, without markup, on one line."""
    found = _MAIN.search(html)
    bare = re.sub(r"<[^>]+>", " ", found[0] if found else html)
    return " ".join(unescape(bare).split())


def structured(html: str) -> dict[str, Any]:
    """Return the page's schema.org data."""
    found = _DATA.search(html)
    assert found, "no structured data"
    data: dict[str, Any] = json.loads(found[1])
    return data
