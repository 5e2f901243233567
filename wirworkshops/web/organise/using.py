"""What uses a row of master data: so many workshops, some of them with links, and accounts."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from wirworkshops import i18n
from wirworkshops.domain import masterdata, permissions
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import words
from wirworkshops.web.organise import guard, kinds
from wirworkshops.web.organise.kinds import Kind


@dataclass(frozen=True)
class Using:
    """number of all workshops; some by title and address, more beside them; names of accounts."""

    number: int
    some: list[tuple[str, str]]
    more: int
    accounts: list[str]

    def __bool__(self) -> bool:
        return bool(self.number or self.accounts)


def of(kind: Kind, row: Any) -> Using:
    found = [line for line in map(_line, masterdata.users(kind.noun, row.id)) if line]
    number = masterdata.used(kind.noun, row.id)
    theirs = kind.rules.accounts_of(row) if kind in (kinds.HOSTS, kinds.TRAINERS) else []
    names = [account.name or account.email for account in theirs]
    return Using(number, found, number - len(found), names)


def _line(workshop: Workshop) -> tuple[str, str] | None:
    """Return title and address as far as whoever is logged in may see the workshop."""
    title = workshop.text(i18n.language()).title
    title = f"{title} ({i18n.plain_date(workshop.starts_at)})"
    if permissions.may(guard.account(), "see workshops", workshop):
        draft = workshop.status == "draft"
        endpoint = "office_editing.edit" if draft else "office_registrations.index"
        return title, url_for(endpoint, workshop_id=workshop.id)
    if workshop.status == "draft":
        return None
    return title, url_for("workshops.show", slug=workshop.slug)


def in_words(number: int) -> str:
    if not number:
        return _("noch nirgends benutzt")
    return ngettext("%(num)s Veranstaltung", "%(num)s Veranstaltungen", number)


def about_room(room: Room) -> list[str]:
    """Return what the list says of a room: how many it holds, and what is accessible there."""
    seats = ngettext("%(num)s Platz", "%(num)s Plätze", room.capacity) if room.capacity else ""
    features = [str(words.FEATURES[row.feature]) for row in room.features]
    return [text for text in (seats, *features) if text]
