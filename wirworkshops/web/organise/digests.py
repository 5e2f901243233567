"""The digest of Today, for the worker: its lines as the page says them, with its addresses."""

from dataclasses import replace
from typing import Any

from flask import Flask, url_for

from wirworkshops import clock, i18n
from wirworkshops.config import Settings
from wirworkshops.domain import digests
from wirworkshops.i18n import ngettext
from wirworkshops.models.accounts import Account
from wirworkshops.web.organise import desk
from wirworkshops.web.organise.tasks import Task

OF_NEEDS = frozenset({"needs", "call-offs", "rebookings"})
NAMING = frozenset({"calls"})  # kinds whose lines name people: the page does, a letter does not


def send_due(app: Flask) -> int:
    """Queue the digests whose hour has come; return how many days are done by it.

    The addresses of lines are those of the page, and so are made as in a request to it.
    """
    settings: Settings = app.config["SETTINGS"]
    accounts = digests.due(clock.now())
    if not accounts:
        return 0
    with app.test_request_context(base_url=settings.base_url):
        return sum(digests.send(account, lines_for(account)) for account in accounts)


def lines_for(account: Account) -> list[dict[str, Any]]:
    """Return her lines of Today as a letter keeps them: nobody's name, nothing that she wrote."""
    with i18n.speaking(account.language):
        return [_kept(task) for task in desk.of(account).lines]


def _kept(task: Task) -> dict[str, Any]:
    if task.kind in OF_NEEDS:
        task = _in_numbers(task)
    if task.kind in NAMING:
        task = replace(task, about="")
    return {
        "title": task.title,
        "about": task.about,
        "due": task.due,
        "href": task.href,
        "things": task.things,
    }


def _in_numbers(task: Task) -> Task:
    """Return a line about needs without saying which: mail is read on the way."""
    title = ngettext("Ein Bedarf wartet auf Sie", "%(num)s Bedarfe warten auf Sie", task.things)
    return replace(task, title=title, href=url_for("office_needs.index"))
