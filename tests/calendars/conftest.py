"""Calendars need no database: rows in memory, and languages."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from wirworkshops import resources


@pytest.fixture(autouse=True, scope="package")
def languages() -> Iterator[None]:
    app = Flask("wirworkshops")
    folder = str(resources.translations_folder())
    Babel(app, default_locale="de", default_translation_directories=folder)
    with app.app_context():
        yield
