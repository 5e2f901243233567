"""What stands around the list: the panel of filters, chips that remove them, months, pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from wirworkshops import clock, i18n
from wirworkshops.domain import catalogue
from wirworkshops.domain.catalogue import Filters
from wirworkshops.i18n import gettext as _
from wirworkshops.web import items
from wirworkshops.web.items import Item
from wirworkshops.web.public import filters as addresses
from wirworkshops.web.public import offers
from wirworkshops.web.public.offers import LEGENDS, Offers

AROUND = 1  # pages shown before and after the present one


@dataclass(frozen=True)
class Group:
    """One filter of the panel: a menu, or boxes to tick where several may be chosen."""

    name: str
    legend: str
    everything: str
    choices: list[tuple[str, str, bool]]  # value, words, whether chosen

    @property
    def has_boxes(self) -> bool:
        chosen = sum(chosen for _value, _text, chosen in self.choices)
        return not self.everything or chosen > 1


@dataclass(frozen=True)
class Chip:
    text: str
    href: str


@dataclass(frozen=True)
class PageLink:
    """number is 0 for a gap."""

    number: int
    href: str = ""
    is_current: bool = False


def groups(wanted: Filters, offered: Offers) -> list[Group]:
    """Return the panel's filters; one that offers nothing is left out."""
    return [
        Group(
            name,
            str(legend),
            str(everything),
            [(value, text, value in getattr(wanted, name)) for value, text in offered[name]],
        )
        for name, (legend, everything) in LEGENDS.items()
        if offered[name]
    ]


def chips(wanted: Filters, offered: Offers, *, endpoint: str, **more: str) -> list[Chip]:
    """Return a chip for each filter chosen; its link is the same page without it."""
    return [
        Chip(text, addresses.address(endpoint, rest, **more))
        for text, rest in offers.chosen(wanted, offered)
    ]


def period(wanted: Filters) -> str:
    """Return from when to when the list reaches, in words."""
    since = i18n.plain_date(wanted.from_on or clock.today())
    if wanted.to_on is None:
        return _("ab %(date)s", date=since)
    return _("%(start)s bis %(end)s", start=since, end=i18n.plain_date(wanted.to_on))


def by_month(found: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Return the items under the month of the date they show."""
    months = groupby(found, key=lambda item: i18n.month(datetime.fromisoformat(item.date.iso)))
    return [(heading, list(group)) for heading, group in months]


def listed(found: catalogue.Page) -> list[Item]:
    now = clock.now()
    return [items.item(workshop, now, shown_at=at) for workshop, at in found.workshops]


def pager(found: catalogue.Page, wanted: Filters) -> list[PageLink]:
    """Return the first page, those around the present one, and the last, with gaps."""
    near = range(found.number - AROUND, found.number + AROUND + 1)
    numbers = [n for n in range(1, found.pages + 1) if n in (1, found.pages) or n in near]
    links: list[PageLink] = []
    for number in numbers:
        if links and number > links[-1].number + 1:
            links.append(PageLink(0))
        links.append(PageLink(number, page_href(wanted, number), number == found.number))
    return links


def page_href(wanted: Filters, number: int) -> str:
    """Return the address of a page of the list; the first has no number."""
    more = {"page": number} if number > 1 else {}
    return addresses.address("workshops.index", wanted, **more)
