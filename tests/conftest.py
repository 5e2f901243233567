"""Fixtures: the application on SQLite and on PostgreSQL, a clock that stands still, clients."""

import contextvars
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, event, inspect, text
from werkzeug.test import TestResponse

from tests import cast, pages, servers
from wirworkshops import clock, config, schema
from wirworkshops.app import create_app
from wirworkshops.config import Settings
from wirworkshops.database import Base, db, transaction
from wirworkshops.domain import catalogue
from wirworkshops.web.account.configuration import HASHING
from wirworkshops.web.limits import limiter

KEPT = ("catalogue", "roles", "alembic_version")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    # not in pytest's folder, which only root may enter: PostgreSQL refuses to run as root
    with tempfile.TemporaryDirectory(prefix="wirworkshops-") as folder:
        Path(folder).chmod(0o755)
        with servers.postgresql(Path(folder) / "server") as url:
            yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('db') / 'tests.sqlite3'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        instance=tmp_path_factory.mktemp("instance"),
        base_url="http://localhost",
        database_url=database_url,
        secret_key="a secret of the tests",
        demo=True,
    )


@pytest.fixture(scope="session")
def cheap_hashes() -> Iterator[None]:
    """Passwords are hashed as cheaply as Argon2 can: thousands of tests log in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(HASHING, "argon2__memory_cost", 8)
        patch.setitem(HASHING, "argon2__time_cost", 1)
        yield


@pytest.fixture(scope="session")
def whole_app(settings: Settings, cheap_hashes: None) -> Iterator[Flask]:
    app = schema.prepare(create_app(settings))
    app.test_client_class = Client
    with app.app_context():
        schema.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()
    app.wsgi_app.reader.close()  # type: ignore[attr-defined]


@pytest.fixture
def app(whole_app: Flask, time: cast.Time) -> Iterator[Flask]:
    """The application with empty tables, inside an application context."""
    with whole_app.app_context():
        empty()
        limiter.reset()
        yield whole_app
        db.session.remove()


def empty() -> None:
    with transaction() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in KEPT:
                session.execute(table.delete())
        catalogue.touch()


@pytest.fixture
def time() -> Iterator[cast.Time]:
    """The clock; it stands at cast.NOW until a test moves it."""
    standing = cast.Time()
    before = clock.use(standing)
    yield standing
    clock.use(before)


class Client(FlaskClient):
    """A client that checks every page it fetches, and posts forms with their token.

    A letter in its frame has to bring its style in line, as mail does.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # in a context of its own, as each request has: not in the one of the test
        response = contextvars.Context().run(super().open, *args, **kwargs)
        is_letter = "'unsafe-inline'" in response.headers.get("Content-Security-Policy", "")
        if response.mimetype == "text/html" and response.data and not is_letter:
            pages.check(response.text)
        return response

    def token(self, path: str) -> str:
        """Return the CSRF token of the form on a page."""
        page = self.get(path).text
        return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

    def send(self, path: str, data: dict[str, Any], *, to: str = "") -> TestResponse:
        """Open the page at path, and post its form (to another address if given)."""
        return self.post(to or path, data=data | {"csrf_token": self.token(path)})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class Queries(list[str]):
    """The SQL statements sent while it is open."""

    def __enter__(self) -> "Queries":
        event.listen(Engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self.append(statement)


@pytest.fixture
def queries() -> Queries:
    return Queries()


@pytest.fixture
def tables(app: Flask) -> list[str]:
    return inspect(db.engine).get_table_names()


@dataclass(frozen=True)
class Installation:
    """A fresh database of its own, as real processes see it, and as this one does."""

    env: dict[str, str]
    app: Flask


def new_database(database_url: str, template: str = "template0") -> str:
    """Create one on the PostgreSQL server of this address, as a copy; return its address."""
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
    return database_url.rsplit("/", 1)[0] + "/" + name


Env = dict[str, str]
Elsewhere = Callable[[str], Env]


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path) -> Elsewhere:
    """Return the environment of another installation, with an empty database of its own."""

    def make(name: str) -> Env:
        env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path / name), "WIRWORKSHOPS_DEMO": "true"}
        if database_url.startswith("postgresql"):
            env["WIRWORKSHOPS_DATABASE_URL"] = new_database(database_url)
        return env

    return make


@pytest.fixture
def empty_url(database_url: str, tmp_path: Path) -> str:
    """The address of a database of its own, without tables."""
    if not database_url.startswith("postgresql"):
        return f"sqlite:///{tmp_path / 'installation.sqlite3'}"
    return new_database(database_url)


@pytest.fixture(scope="session")
def migrated_url(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with all tables that nobody uses: it is there to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    is_postgresql = database_url.startswith("postgresql")
    url = new_database(database_url) if is_postgresql else f"sqlite:///{folder / 'copied.sqlite3'}"
    env = {"WIRWORKSHOPS_INSTANCE": str(folder), "WIRWORKSHOPS_DATABASE_URL": url}
    servers.tool("db", "upgrade", env=env)
    return url


@pytest.fixture
def prepared_url(migrated_url: str, tmp_path: Path) -> str:
    """The address of a database of its own, with all tables."""
    source = migrated_url.removeprefix("sqlite:///")
    if source == migrated_url:
        return new_database(migrated_url, migrated_url.rsplit("/", 1)[1])
    return f"sqlite:///{shutil.copy(source, tmp_path / 'installation.sqlite3')}"


@pytest.fixture
def installation(prepared_url: str, tmp_path: Path) -> Iterator[Installation]:
    env = {
        "WIRWORKSHOPS_INSTANCE": str(tmp_path / "instance"),
        "WIRWORKSHOPS_DATABASE_URL": prepared_url,
        "WIRWORKSHOPS_SECRET_KEY": "a secret of the tests",
        "WIRWORKSHOPS_DEMO": "true",
    }
    app = create_app(config.load(env))
    yield Installation(env, app)
    with app.app_context():
        db.engine.dispose()
