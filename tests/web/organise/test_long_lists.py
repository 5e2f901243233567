"""Every page of the office that lists something: 1, 3 and 500 rows, as many queries.

Lists of the people of one workshop, letters and calls stand in test_lists.py.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from flask import Flask

from tests import cast
from tests.conftest import Queries
from tests.web.organise import crowded
from tests.web.organise.rooms import rules
from tests.web.organise.test_lists import PAGES as OF_PEOPLE
from wirworkshops.domain import accounts
from wirworkshops.web.organise import tasks

KINDS = ("audiences", "funders", "hosts", "series", "topics", "trainers", "venues")
FILES = [  # whole, not in pages: SQLAlchemy asks once for each 500 related rows
    *(f"/organise/{kind}.xlsx" for kind in KINDS),
    "/organise/accounts.xlsx",
    "/organise/figures.xlsx",
    "/organise/history.xlsx",
    "/organise/mailings.xlsx",
    "/organise/programme/programme.csv",
    "/organise/programme/programme.ics",
    "/organise/workshops/.xlsx",
    "/organise/workshops/{workshop}/contingents.xlsx",
    "/organise/workshops/{workshop}/letters.xlsx",
]
PAGES = [
    *(f"/organise/{kind}" for kind in KINDS),
    *(f"/organise/{kind}/doubles" for kind in KINDS),
    "/organise/",
    "/organise/accounts",
    "/organise/calendars",
    "/organise/figures",
    "/organise/history",
    "/organise/mailings",
    "/organise/masterdata",
    "/organise/needs",
    "/organise/people",
    "/organise/people/doubles",
    "/organise/programme",
    "/organise/templates",
    *(f"/organise/todo?kind={kind}" for kind in tasks.KINDS),
    "/organise/todo/later",
    "/organise/workshops",
    "/organise/workshops/{workshop}/",
    "/organise/workshops/{workshop}/attendance",
    "/organise/workshops/{workshop}/briefing",
    "/organise/workshops/{workshop}/contingents",
    "/organise/workshops/{workshop}/edit",
    "/organise/workshops/{workshop}/history",
    "/organise/workshops/{workshop}/letters",
    "/organise/workshops/{workshop}/needs/summary",
    "/organise/sessions/{session}/needs/summary",
    "/organise/workshops/{workshop}/mailings/new",
    "/organise/workshops/{workshop}/material",
    "/organise/people/{person}",
    "/organise/registrations/{registration}",
    "/organise/registrations/{registration}/group",
    "/organise/registrations/{registration}/move",
    "/organise/mailings/{mailing}",
]
OF_TRAINER = ("/organise/dates",)


@pytest.fixture
def at(app: Flask) -> dict[str, int]:
    """The numbers of what the crowd is about."""
    (date,) = cast.dates(14)
    workshop = cast.make_workshop(
        sessions=(replace(date, trainer_names=("Ana Arends",)),), most_seats=1000, capacity=1000
    )
    contact = cast.confirmed(workshop, cast.somebody(1, seats=1000))
    account = accounts.add(
        email="x@buero.example", name="X", role="coordinator", host_slugs=[], password_hash=""
    )
    return {
        "workshop": workshop.id,
        "session": workshop.sessions[0].id,
        "pool": workshop.pool.id,
        "host": workshop.host_id,
        "trainer": workshop.sessions[0].trainers[0].id,
        "registration": contact.id,
        "person": contact.participant_id or 0,
        "mailing": crowded.FIRST,
        "role": account.roles[0].id,
    }


OF_COORDINATOR = ("/organise/needs", "/organise/workshops/{workshop}/needs")


def _most(page: str) -> int:
    """Return how many rows to look at: the cast has made some, and a file counts them all."""
    return 490 if page in FILES else 500


@pytest.mark.parametrize(
    ("who", "pages"),
    [("ada", [*FILES, *PAGES]), ("ana", OF_TRAINER), ("ben", OF_COORDINATOR)],
)
def test_500_rows_take_no_more_queries_than_one(
    who: str,
    pages: Sequence[str],
    request: pytest.FixtureRequest,
    at: dict[str, int],
    queries: Queries,
) -> None:
    client = request.getfixturevalue(who)
    counted: dict[str, list[int]] = {}
    for start, end in ((0, 1), (1, 3), (3, 490), (490, 500)):
        crowded.fill(start, end, at)
        for page in pages:
            if end > 3 and end != _most(page):
                continue
            queries.clear()
            with queries:
                answer = client.get(page.format(**at))
            assert answer.status_code == 200, page
            counted.setdefault(page, []).append(len(queries))
    assert {page: found for page, found in counted.items() if len(set(found)) > 1} == {}


# what is about one row and lists nothing that grows: the ends of endpoints
FORMS = (
    "accept", "add", "admit", "cancel", "choose", "copy", "delete", "edit", "factor", "file",
    "keep", "letter", "merge", "new", "note", "of_person", "off", "plan", "postpone", "preview",
    "qr", "sample", "set_day", "swap", "template", "use",
)  # fmt: skip
ALONE = {
    "account.list_sessions": "one's own logins; an old one is deleted",
    "account.show": "one's own account",
    "office_erasing.erase": "one person; those who still come are few",
    "office_cancelling.session": "asks before one act",
    "office_cancelling.workshop": "asks before one act",
    "office_decisions.show": "asks before one act",
    "office_draft.show": "what was typed once",
    "office_imports.show": "a file of 500 rows at most, see test_programme.py",
    "office_posters.show": "one poster",
    "office_repeating.workshop": "asks for a rule",
    "office_sender.show": "one domain",
    "office_wordings.index": "as many as there are kinds of letters",
}


def test_no_page_is_left_out(app: Flask) -> None:
    """A new page stands in PAGES, here or in test_lists.py, or says in ALONE why not."""
    adapter = app.url_map.bind("localhost")
    numbers = dict.fromkeys(("id", "session", "workshop", "person", "registration", "mailing"), 1)
    named = [
        page.partition("?")[0].format(**numbers) for page in (*FILES, *PAGES, *OF_PEOPLE.values())
    ]
    seen = {adapter.match(page)[0].replace("xlsx", "csv") for page in (*named, *OF_TRAINER)}
    found = {rule.endpoint for rule in rules(app) if "GET" in (rule.methods or ())}
    left = {name.replace("xlsx", "csv") for name in found if not name.endswith(FORMS)} - seen
    assert left == ALONE.keys()
