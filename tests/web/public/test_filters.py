"""Filters between an address and the domain."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests import cast
from wirworkshops.domain import labels, workshops
from wirworkshops.domain.catalogue import Filters
from wirworkshops.domain.history import WORKER
from wirworkshops.web.public import filters

WHOLE = [
    ("q", "einfach schreiben"),
    ("series", "im-dialog"),
    ("series", "mittendrin"),
    ("kind", "course"),
    ("topic", "beratung"),
    ("audience", "ehrenamt"),
    ("spoken", "tr"),
    ("access", "step-free"),
    ("host", "vhs"),
    ("venue", "rathaus"),
    ("from", "2027-03-17"),
    ("to", "2027-04-01"),
    ("free", "1"),
]


def test_what_is_read_is_written_back() -> None:
    assert filters.query(filters.parse(MultiDict(WHOLE))) == WHOLE


def test_nothing_asked_is_no_filter() -> None:
    empty = MultiDict([("q", " "), ("topic", ""), ("from", ""), ("free", "0")])
    assert filters.parse(empty) == Filters()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-03-17", date(2027, 3, 17)),
        ("17.3.2027", date(2027, 3, 17)),
        ("17. 03. 2027", date(2027, 3, 17)),
        ("2027-02-30", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("morgen", None),
        ("٢٠٢٧-٠٣-١٧", None),
    ],
)
def test_a_day_is_read_as_people_and_browsers_write_it(typed: str, day: date | None) -> None:
    assert filters.read_day(typed) == day


def test_a_wrong_day_is_left_out_and_remembered() -> None:
    args = MultiDict([("from", "morgen"), ("to", "2027-04-01")])
    assert filters.parse(args) == Filters(to_on=date(2027, 4, 1))
    assert filters.mistakes(args) == {"from": "morgen"}


def test_huge_and_odd_input_is_cut() -> None:
    many = [("kind", f"kind{number}") for number in range(500)]
    read = filters.parse(MultiDict([("q", "x" * 9999), ("series", "a\x00b"), *many]))
    assert len(read.q) == filters.LONGEST_SEARCH
    assert read.series == ("ab",)
    assert len(read.kind) == filters.MOST_VALUES


def test_a_feed_is_named_by_its_filters(app: Flask) -> None:
    chosen = Filters(q="Text", kind=("course",), from_on=date(2027, 4, 1), free=True)
    assert filters.in_words(Filters()) == []
    assert filters.in_words(chosen) == [
        "Suche: Text",
        "Art: Kurs",
        "ab 1. April 2027",
        "Plätze noch frei",
    ]


def test_a_filter_offers_what_public_workshops_have(app: Flask) -> None:
    cast.make_workshop(series_id=cast.series("offen").id, host_id=cast.host("haus-eins").id)
    draft = cast.make_draft(series_id=cast.series("geheim").id, host_id=cast.host("haus-zwei").id)
    assert {name: [slug for slug, _ in rows] for name, rows in labels.offered().items()} == {
        "series": ["offen"],
        "topic": [],
        "audience": [],
        "host": ["haus-eins"],
        "venue": [],
    }
    workshops.publish(draft, by=WORKER)
    assert [slug for slug, _ in labels.offered()["host"]] == ["haus-eins", "haus-zwei"]
