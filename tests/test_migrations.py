"""Migrations build what the models say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from wirworkshops.database import Base, db


def test_migrated_tables_are_those_of_the_models(app: Flask) -> None:
    context = MigrationContext.configure(db.session.connection())
    assert compare_metadata(context, Base.metadata) == []
