"""A database as a backup sees it: written to one file while others work, and read back.

Knows no models: a backup of an older version must be as good as one of this.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from wirworkshops.errors import Conflict

VERSIONS = Path("/usr/lib/postgresql")
MIGRATION = "alembic_version"


@dataclass(frozen=True)
class Contents:
    """How many rows each table has, and at which migration the database stands ("": none)."""

    rows: dict[str, int]
    migration: str


class Database(Protocol):
    kind: str

    def dump(self, target: Path) -> Contents:
        """Write the database as it is at one moment to a file; return what is in it."""

    def contents(self) -> Contents:
        """Count; an empty or missing database has no tables."""

    def load(self, source: Path) -> None:
        """Fill the database, which must be empty, from what dump() wrote."""


def of(address: str) -> Database:
    """Return the database at an address of SQLAlchemy's."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        if not url.database:
            raise Conflict("backup-memory", "A database in memory cannot be backed up.")
        return Sqlite(Path(url.database))
    known = url.get_dialect()().create_connect_args(url)[1]
    return Postgresql({key: str(value) for key, value in known.items()})


class Sqlite:
    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path

    def dump(self, target: Path) -> Contents:
        """In one step of the online backup: a reader's snapshot, which stops no writer."""
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with _sqlite(self._path) as source, _sqlite(target) as copy:
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without its -wal
            (said,) = copy.execute("PRAGMA quick_check").fetchone()
            if said != "ok":
                raise Conflict("database-damaged", f"The database is damaged: {said}")
            return _contents_of_sqlite(copy)

    def contents(self) -> Contents:
        if not self._path.exists():
            return Contents({}, "")
        with _sqlite(self._path) as connection:
            return _contents_of_sqlite(connection)

    def load(self, source: Path) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for suffix in ("", "-wal", "-shm"):  # of an empty one: they would be taken for its own
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        temporary = self._path.with_name(self._path.name + "-restored")
        with source.open("rb") as read, temporary.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            shutil.copyfileobj(read, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path)


@contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that is there; autocommit, so that nothing is held longer than needed."""
    address = f"file:{quote(str(path.absolute()))}?mode=rw"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=20, isolation_level=None)
        with closing(connection):
            yield connection
    except sqlite3.Error as error:
        raise Conflict("database-unreadable", f"{path} cannot be read: {error}.") from error


def _contents_of_sqlite(connection: sqlite3.Connection) -> Contents:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return _contents(connection, [name for (name,) in found if not name.startswith("sqlite_")])


class Postgresql:
    kind = "postgresql"

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known

    def dump(self, target: Path) -> Contents:
        """With pg_dump, in the snapshot in which the rows are counted."""
        with self._connected() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            contents = _contents_of_postgresql(connection)
            options = ["--format=custom", "--no-owner", "--no-privileges"]
            self._run("pg_dump", *options, f"--snapshot={snapshot}", f"--file={target}")
        target.chmod(0o600)
        return contents

    def contents(self) -> Contents:
        with self._connected() as connection:
            return _contents_of_postgresql(connection)

    def load(self, source: Path) -> None:
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        self._run("pg_restore", *options, str(source))

    @contextmanager
    def _connected(self) -> Iterator["psycopg.Connection[Any]"]:
        try:
            with psycopg.connect(make_conninfo(**self._known)) as connection:
                yield connection
        except psycopg.OperationalError as error:
            sentence = f"The database cannot be reached: {str(error).strip()}"
            raise Conflict("database-away", sentence) from error

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL's; the password goes by the environment: ps shows argv."""
        open_to_all = {key: value for key, value in self._known.items() if key != "password"}
        password = self._known.get("password")
        done = subprocess.run(
            [client(program), f"--dbname={make_conninfo(**open_to_all)}", *arguments],
            env=os.environ | ({"PGPASSWORD": password} if password else {}),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sentence = f"{program} failed: {' '.join(done.stderr.split())}"
            raise Conflict("database-program", sentence)


def client(program: str) -> str:
    """Return where a program of PostgreSQL's lies: the newest, which reads older servers."""
    versions = sorted(VERSIONS.glob(f"*/bin/{program}"), key=lambda path: path.parts[-3].zfill(4))
    found = str(versions[-1]) if versions else shutil.which(program)
    if not found:
        sentence = (
            f"{program} is missing: install PostgreSQL's client programs (postgresql-client)."
        )
        raise Conflict("database-program", sentence)
    return found


def _contents_of_postgresql(connection: "psycopg.Connection[Any]") -> Contents:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
    return _contents(connection, [name for (name,) in connection.execute(query).fetchall()])


def _contents(connection: Any, tables: list[str]) -> Contents:
    def only(query: str) -> Any:
        row = connection.execute(query).fetchone()
        return row[0] if row else ""

    rows = {name: int(only(f'SELECT count(*) FROM "{name}"')) for name in sorted(tables)}
    migration = only(f"SELECT version_num FROM {MIGRATION}") if MIGRATION in rows else ""
    return Contents(rows, str(migration))
