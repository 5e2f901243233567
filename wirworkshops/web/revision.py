"""Reading the catalogue's revision over the driver's own connection, one for each thread.

The front door asks at each request; a session of the ORM would cost more than the answer.
"""

import sqlite3
import threading
from typing import Any

import structlog
from sqlalchemy import make_url

QUERY = "SELECT revision FROM catalogue"
log = structlog.get_logger()


class RevisionReader:
    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.local = threading.local()
        self.driver = self._driver()

    def _driver(self) -> Any:
        if self.url.get_backend_name() == "sqlite":
            return sqlite3
        import psycopg  # 6 MB that an installation on SQLite does without

        return psycopg

    def revision(self) -> int | None:
        """Return the revision as committed now; None where it cannot be asked."""
        try:
            row = self._connection().execute(QUERY).fetchone()
            return int(row[0]) if row else 0
        except self.driver.Error as error:
            log.warning("revision not read", reason=type(error).__name__)
            self.local.connection = None
            return None

    def _connection(self) -> Any:
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = self.local.connection = self._connect()
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self.local, "connection", None)
        if connection is not None:
            connection.close()
            self.local.connection = None

    def _connect(self) -> Any:
        if self.driver is sqlite3:
            return sqlite3.connect(self.url.database or "", isolation_level=None)
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return self.driver.connect(address, autocommit=True)
