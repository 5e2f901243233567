"""The office's menu and first page: of all its rooms, those that an account may enter."""

from flask import Flask, url_for

from wirworkshops.domain import permissions
from wirworkshops.domain.permissions import Holder
from wirworkshops.i18n import lazy_gettext as _l

# endpoint, words, the name by which a page says that it belongs there, the act that opens it
ENTRIES = (
    ("office_today.show", _l("Heute"), "today", "see workshops"),
    ("office_dates.index", _l("Termine"), "dates", "see own dates"),
    ("office_workshops.index", _l("Veranstaltungen"), "workshops", "see workshops"),
    ("office_needs.index", _l("Bedarfe"), "needs", "see needs"),
    ("office_participants.index", _l("Teilnehmer:innen"), "people", "see registrations"),
    ("office_letters.index", _l("Nachrichten"), "letters", "see letters"),
    ("office_masterdata.index", _l("Stammdaten"), "masterdata", "edit master data"),
    ("office_figures.show", _l("Zahlen"), "figures", "see figures"),
    ("office_accounts.index", _l("Konten"), "accounts", "manage accounts"),
)
MenuEntry = tuple[str, str, str]


def menu(account: Holder) -> list[MenuEntry]:
    """Return address, words and name of what an account may enter."""
    return [
        (url_for(endpoint), str(text), name)
        for endpoint, text, name, act in ENTRIES
        if permissions.may(account, act)
    ]


def home(account: Holder) -> str:
    """Return the address of an account's first page: the first of its menu, or its own page."""
    entries = menu(account)
    return entries[0][0] if entries else url_for("account.show")


def init(app: Flask) -> None:
    app.jinja_env.globals["office_menu"] = menu
