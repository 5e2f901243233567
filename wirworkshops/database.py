"""The database: connection, aware-UTC column type, transaction and lock."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, MetaData, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator

from wirworkshops import failpoints

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 20
# for tables whose rows a secret link or paper names by number: SQLite would give the highest
# number away again after its row is deleted, and an old link would open somebody else's row
NEVER_AGAIN = {"sqlite_autoincrement": True}
P = ParamSpec("P")
R = TypeVar("R")


class Utc(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database; refuses naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None if dialect.name == "sqlite" else UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: Utc, dict[str, str]: JSON, dict[str, Any]: JSON},
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def engine_options(url: str) -> dict[str, Any]:
    """Return what create_engine needs for this kind of database."""
    quiet = {"hide_parameters": True}  # an error goes to the log: no names in it
    if not url.startswith("sqlite"):
        return quiet | {"pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}
    # isolation_level None: the driver starts no transaction of its own, _begin below does
    return quiet | {"connect_args": {"timeout": BUSY_SECONDS, "isolation_level": None}}


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _: Any) -> None:
    if type(connection).__module__ != "sqlite3":
        return
    # secure_delete: what is deleted is overwritten, so that it is not left in the file
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the one transaction of a verb; commit at its end, roll back on any error.

    Whatever was read before is read anew: a verb decides on what is true now. On SQLite
    the write lock is taken at once, since a reader that turns writer may be refused.
    """
    db.session.rollback()
    db.session.expire_all()  # where nothing is to roll back, rows would stay as read
    with _turn():
        db.session.connection(execution_options={"begin": "IMMEDIATE"})
        try:
            yield db.session()
            failpoints.reached("commit")
            db.session.commit()
            failpoints.reached("committed")
        except BaseException:
            db.session.rollback()
            raise


@contextmanager
def rehearsal() -> Iterator[Session]:
    """Open a transaction like that of a verb, which is rolled back at its end, whatever happens.

    What is changed in it can be looked at inside, as if it were stored.
    """
    db.session.rollback()
    db.session.expire_all()
    with _turn():
        db.session.connection(execution_options={"begin": "IMMEDIATE"})
        try:
            yield db.session()
        finally:
            db.session.rollback()


@contextmanager
def snapshot() -> Iterator[Session]:
    """Read the database as it was at one moment, while others go on writing."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":  # on SQLite any reader sees one moment only
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield db.session()
    finally:
        db.session.rollback()


@contextmanager
def _turn() -> Iterator[None]:
    """Queue for SQLite's write lock on a file beside the database, across all processes.

    SQLite itself naps for up to 100 ms between two tries, and a newcomer may overtake;
    the kernel wakes the next in line at once. Safety does not rest on it.
    """
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    queue = os.open(f"{url.database}-queue", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield
    finally:
        os.close(queue)


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a verb: the whole of it is one transaction."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction():
            return function(*args, **kwargs)

    return run


def put(model: type[Base], row: dict[str, Any]) -> None:
    """Write a row over the one of the same key, or as a new one; part of a verb.

    One statement, so that two at once leave one row instead of a fault.
    """
    keys = [column.name for column in inspect(model).primary_key]
    rest = {name: value for name, value in row.items() if name not in keys}
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    insert = (sqlite.insert if is_sqlite else postgresql.insert)(model).values(row)
    if rest:
        statement = insert.on_conflict_do_update(index_elements=keys, set_=rest)
    else:
        statement = insert.on_conflict_do_nothing()
    db.session.execute(statement)
