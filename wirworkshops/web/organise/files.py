"""Lists of the office as files: the format is the end of the address, the name says what it is.

Memos are in none of them, and needs only in files of their own, which are asked for by name.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, request

from wirworkshops import clock
from wirworkshops.documents import tables
from wirworkshops.documents.tables import Table
from wirworkshops.domain import plans

View = TypeVar("View", bound=Callable[..., Any])


def route(
    blueprint: Blueprint, rule: str, *, posted: bool = False, noted: bool = False
) -> Callable[[View], View]:
    """Give a view an address for each format; its endpoints are <view>_csv and <view>_xlsx.

    posted: what narrows the list is posted, since names may be searched for.
    noted: it is posted only, since history says who took it along.
    """
    methods = ["POST"] if noted else ["GET", "POST"] if posted else ["GET"]

    def open_(view: View) -> View:
        for form in tables.FORMATS:
            name = f"{view.__name__}_{form}"
            blueprint.add_url_rule(f"{rule}.{form}", name, view, methods=methods)
        return view

    return open_


def answer(table: Table, *parts: str) -> Response:
    """Answer with a table as a file, in the format that the address ends in.

    parts go into its name, which ends with today's date.
    """
    form = request.path.rpartition(".")[2]
    response = Response(tables.bytes_of(table, form), content_type=tables.FORMATS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name(*parts)}.{form}"'
    return response


def name(*parts: str) -> str:
    """Return the name of a file: plain signs only, so that every system keeps it."""
    words = [plans.slugify(part) for part in parts if part]
    return "-".join([*words, f"{clock.today():%Y-%m-%d}"])
