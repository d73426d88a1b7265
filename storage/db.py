"""Engines, sessions and the writer: the one place that opens a transaction, and the one that commits."""

from __future__ import annotations

import itertools
import queue
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

T = TypeVar("T")

PEOPLE, JOBS = 0, 1  # priorities: a person never waits behind a job that has not begun
SQLITE_BUSY_SECONDS = 5.0
_SESSION: dict[str, Any] = {"expire_on_commit": False, "join_transaction_mode": "rollback_only"}
CONFLICT_TRIES = 12


class Busy(Exception):
    """The database could not take a write now; nothing was stored."""


def open_engine(url: str, *, durable: bool = True) -> Engine:
    """An engine for SQLite (WAL, ``BEGIN IMMEDIATE`` for writers) or PostgreSQL through psycopg.

    A commit waits for the disk, except on SQLite where ``durable`` is off: for a database that is thrown away.
    """
    backend = make_url(url).get_backend_name()
    if backend == "sqlite":
        engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": SQLITE_BUSY_SECONDS})
        event.listen(engine, "connect", _sqlite_pragmas if durable else _sqlite_pragmas_of_a_throw_away)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    if backend == "postgresql":
        return create_engine(url, pool_size=8, pool_pre_ping=True)
    raise ValueError(f"DATABASE_URL must name sqlite or postgresql+psycopg, not {backend}")


def _sqlite_pragmas(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling begins late and loses read-then-write updates: ours begins at once.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_pragmas_of_a_throw_away(connection: Any, record: ConnectionPoolEntry) -> None:
    _sqlite_pragmas(connection, record)
    connection.execute("PRAGMA synchronous=OFF")


def _sqlite_begin(connection: Any) -> None:
    writes = connection.get_execution_options().get("muster_writes", False)
    # Straight to the driver: said through SQLAlchemy this one word costs as much as an insert.
    driver = connection.connection.driver_connection
    try:
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    except sqlite3.OperationalError as error:
        raise OperationalError("BEGIN", None, error) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for reading; whatever is done in it is rolled back."""
    with engine.connect() as connection, Session(connection, autoflush=False, expire_on_commit=False) as session:
        yield session


class Writer:
    """Runs units of work one after the other, each in a transaction of its own, in one thread.

    A unit sees the database as if it were alone. On SQLite it is; on PostgreSQL, where other replicas write too,
    units are serializable, and one that met another is done again. So a handler may read, decide and write, and it
    may run twice before it commits once. More threads would only fight for the interpreter and meet each other.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: queue.PriorityQueue[tuple[int, int, _Job | None]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._closed = False
        self._connection: Connection | None = None
        sqlite = engine.dialect.name == "sqlite"
        self._options: dict[str, Any] = {"muster_writes": True} if sqlite else {"isolation_level": "SERIALIZABLE"}
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Callable[[Session], T], priority: int = PEOPLE) -> Future[T]:
        """The unit's result once committed; its exception once rolled back. ``Busy`` when no write could begin."""
        if self._closed:
            raise RuntimeError("the writer is closed")
        future: Future[T] = Future()
        self._queue.put((priority, next(self._order), _Job(unit, future)))
        return future

    def waiting(self) -> int:
        """How many units have not begun."""
        return self._queue.qsize()

    def close(self) -> None:
        """Finishes what was submitted, then ends."""
        self._closed = True
        self._queue.put((JOBS + 1, next(self._order), None))
        self._thread.join()

    def _work(self) -> None:
        while (job := self._queue.get()[2]) is not None:
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                result = self._run(job.unit)
            except BaseException as error:  # noqa: BLE001  handed to whoever waits for the future
                job.future.set_exception(error)
            else:
                job.future.set_result(result)
        self._disconnect()

    def _run(self, unit: Callable[[Session], T]) -> T:
        """Runs a unit; one that met another on PostgreSQL was rolled back there, and is done again."""
        for attempt in range(CONFLICT_TRIES):
            try:
                return self._try(unit)
            except OperationalError as error:
                if not isinstance(error.orig, SerializationFailure | DeadlockDetected):
                    raise
                time.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311  two that met must not meet again
        raise Busy("too many conflicts")

    def _try(self, unit: Callable[[Session], T]) -> T:
        connection = self._connected()
        try:
            transaction = connection.begin()
        except OperationalError as error:
            self._disconnect()
            raise Busy(str(error.orig)) from error
        try:
            with transaction, Session(connection, **_SESSION) as session:
                result = unit(session)
                session.flush()
                transaction.commit()
        finally:
            if connection.invalidated:  # the database went away: the next unit finds it, or says that it is busy
                self._disconnect()
        return result

    def _connected(self) -> Connection:
        """The thread's own connection, kept: taking one from the pool for each unit costs a tenth of it."""
        if self._connection is None:
            try:
                self._connection = self._engine.connect().execution_options(**self._options)
            except OperationalError as error:
                raise Busy(str(error.orig)) from error
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Job:
    __slots__ = ("future", "unit")

    def __init__(self, unit: Callable[[Session], Any], future: Future[Any]) -> None:
        self.unit = unit
        self.future = future


class Database:
    """An engine with its writer."""

    def __init__(self, url: str, *, durable: bool = True) -> None:
        self.url = url
        self.engine = open_engine(url, durable=durable)
        self.writer = Writer(self.engine)

    def read(self, query: Callable[[Session], T]) -> T:
        """What a query sees now, in a session of its own."""
        with reading(self.engine) as session:
            return query(session)

    def ping(self) -> None:
        """Raises if the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Lets the writer finish and closes the connections."""
        self.writer.close()
        self.engine.dispose()
