"""How migrations reach the database: over the application's engine, or that of a test."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from wirworkshops.database import Base, Utc, db
from wirworkshops.models import (
    attendance,
    briefings,
    calls,
    catalogue,
    dues,
    heartbeats,
    history,
    imports,
    labels,
    materials,
    memos,
    outbox,
    questions,
)

USED = (
    attendance,
    briefings,
    calls,
    catalogue,
    dues,
    heartbeats,
    history,
    imports,
    labels,
    materials,
    memos,
    outbox,
    questions,
)  # every table is known to Base


def _render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write our column type as the plain one: a migration must not change with the code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Utc) else False


def _run(connection: Connection) -> None:
    """Run with foreign keys off on SQLite: batch mode drops the old table, which cascades."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    with current_app.app_context(), db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.dbapi_connection
        if is_sqlite and raw is not None:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            _run(connection)
        finally:
            if is_sqlite and raw is not None:
                raw.execute("PRAGMA foreign_keys=ON")


main()
