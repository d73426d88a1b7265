"""Engines, sessions and the writer: the one place that opens a transaction, and the one that commits."""

from __future__ import annotations

import asyncio
import queue
import random
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeVar

import psycopg
from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import Connection, Engine, Transaction, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from storage import traces
from storage.exact import teach_sqlite
from storage.jobs import Job, hand_out

T = TypeVar("T")

PEOPLE, JOBS = 0, 1  # priorities: a person never waits behind a job that has not begun
SQLITE_BUSY_SECONDS = 5.0
_SESSION: dict[str, Any] = {"expire_on_commit": False, "join_transaction_mode": "rollback_only"}
CONFLICT_TRIES = 12
SHARE, SHARE_SECONDS = 64, 0.02  # how many units one commit may be for, and how long the first may wait for others


class Busy(Exception):
    """The database could not take a write now; nothing was stored."""


class Unsure(OperationalError):
    """The database went away in the middle of a commit: nobody knows whether it took place."""


# A server that is cut off says nothing: without these a connection to it hangs for a quarter of an hour or longer.
_POSTGRES_WATCHED: Final = {
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}  # fmt: skip
_SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)  # fmt: skip
_POSTGRES_AWAY = (psycopg.OperationalError, psycopg.InterfaceError)


def is_away(error: BaseException) -> bool:
    """Whether it is the database that could not be had (gone, locked, full), and not what was asked of it."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, Busy)
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_AWAY
    met = isinstance(error.orig, SerializationFailure | DeadlockDetected)
    return error.connection_invalidated or (isinstance(error.orig, _POSTGRES_AWAY) and not met)


def open_engine(url: str, *, durable: bool = True) -> Engine:
    """An engine for SQLite (WAL, ``BEGIN IMMEDIATE`` for writers) or PostgreSQL through psycopg.

    A commit waits for the disk, except on SQLite where ``durable`` is off: for a database that is thrown away.
    """
    backend = make_url(url).get_backend_name()
    if backend == "sqlite":
        engine = create_engine(
            url, connect_args={"check_same_thread": False, "timeout": SQLITE_BUSY_SECONDS}, hide_parameters=True
        )
        event.listen(engine, "connect", _sqlite_pragmas if durable else _sqlite_pragmas_of_a_throw_away)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    if backend == "postgresql":
        given = make_url(url).query
        watched = {name: value for name, value in _POSTGRES_WATCHED.items() if name not in given}
        return create_engine(url, pool_size=8, pool_pre_ping=True, hide_parameters=True, connect_args=watched)
    raise ValueError(f"DATABASE_URL must name sqlite or postgresql+psycopg, not {backend}")


def _sqlite_pragmas(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling begins late and loses read-then-write updates: ours begins at once.
    connection.isolation_level = None
    teach_sqlite(connection)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=FAST"):
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
    """Runs units of work one after the other in one thread; those that wait together share a transaction.

    A unit sees the database as if it were alone. On SQLite it is; on PostgreSQL, where other replicas write too,
    units are serializable, and one that met another is done again. So a handler may read, decide and write, and it
    may run twice before it commits once. More threads would only fight for the interpreter and meet each other.

    A commit waits for the disk, longer than most units take, so units that came meanwhile join the next one, each in
    a savepoint: one that raises is undone alone. Where that is not enough each is done again by itself. Nobody is
    answered before the commit.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: tuple[deque[Job[Any]], ...] = (deque(), deque())  # by priority
        # Wakes the thread: True for each unit, False once after the last. Of two queues none can be waited for.
        self._wake: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._gate = threading.Lock()  # nothing is taken in behind the last
        self._closed = False
        self.away = False  # whether the database could not be had when it was last to be written to
        self._listeners: dict[str, Callable[[], None]] = {}
        self._connection: Connection | None = None
        self._session = Session(**_SESSION)
        sqlite = engine.dialect.name == "sqlite"
        self._options: dict[str, Any] = {"muster_writes": True} if sqlite else {"isolation_level": "SERIALIZABLE"}
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Callable[[Session], T], priority: int = PEOPLE) -> Future[T]:
        """The unit's result once committed; its exception once rolled back. ``Busy`` when no write could begin."""
        future: Future[T] = Future()
        self._take_in(Job(unit, priority, future, None))
        return future

    async def run(self, unit: Callable[[Session], T], priority: int = PEOPLE) -> T:
        """The same for a coroutine: lighter than to wrap ``submit``'s future."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._take_in(Job(unit, priority, future, loop))
        return await future

    def listen(self, noted: str, listener: Callable[[], None]) -> None:
        """Calls a listener, in the writer's thread, after each unit that left ``noted`` in ``session.info``."""
        self._listeners[noted] = listener

    def waiting(self) -> int:
        """How many units have not begun."""
        return sum(map(len, self._waiting))

    def close(self) -> None:
        """Finishes what was submitted, then ends."""
        with self._gate:
            self._closed = True
            self._wake.put(False)
        self._thread.join()

    def _take_in(self, job: Job[Any]) -> None:
        with self._gate:
            if self._closed:
                raise RuntimeError("the writer is closed")
            self._waiting[job.priority].append(job)
            self._wake.put(True)

    def _work(self) -> None:
        while self._wake.get():
            first = self._next()
            if first is not None:  # else it went with an earlier one
                self._serve(first)
        self._disconnect()

    def _next(self, beside: int | None = None) -> Job[Any] | None:
        """The unit whose turn it is, None if there is none, or if it is not of the priority to stand ``beside``."""
        for priority, jobs in enumerate(self._waiting):
            while jobs:
                if beside not in (None, priority):
                    return None
                job = jobs.popleft()
                if job.begins():
                    return job
        return None

    def _serve(self, first: Job[Any]) -> None:
        """Runs a unit with those that wait beside it, and hands the results out."""
        jobs = [first]
        try:
            self._commit(jobs, share=True)
        except BaseException as error:  # noqa: BLE001  handed to whoever waits
            alone = len(jobs) > 1 and not isinstance(error, Unsure)
            if alone or _may_be_done_again(error):
                for job in jobs:
                    self._alone(job)
                return
            for job in jobs:
                job.fail(error)
        self._hand_out(jobs)

    def _alone(self, job: Job[Any]) -> None:
        """Runs a unit by itself; one that met another on PostgreSQL was rolled back there, and is done again."""
        for attempt in range(CONFLICT_TRIES):
            try:
                self._commit([job])
                break
            except BaseException as error:  # noqa: BLE001  handed to whoever waits
                job.fail(error)
                if not _may_be_done_again(error):
                    break
                time.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311  two that met must not meet again
        else:
            job.fail(Busy("too many conflicts"))
        self._hand_out([job])

    def _hand_out(self, jobs: list[Job[Any]]) -> None:
        hand_out(jobs)
        for noted, listener in self._listeners.items():
            if any(noted in job.noted for job in jobs):
                listener()

    def _commit(self, jobs: list[Job[Any]], *, share: bool = False) -> None:
        """Runs a unit in a transaction, and those that wait beside it if it is to ``share``, and commits."""
        try:
            self._transact(jobs, share=share)
        except BaseException as error:
            self.away = self.away or is_away(error)
            raise
        self.away = False

    def _transact(self, jobs: list[Job[Any]], *, share: bool) -> None:
        connection = self._connected()
        until = time.monotonic() + SHARE_SECONDS if share else 0
        try:
            transaction = connection.begin()
        except OperationalError as error:
            self._disconnect()
            raise Busy(str(error.orig)) from error
        try:
            with transaction:
                jobs[0].run(self._session)
                for job in self._neighbours(jobs, transaction, until):
                    self._join(job, connection, transaction)
                self._seal(transaction)
        finally:
            self._session.close()
            if connection.get_transaction() is not None:
                connection.invalidate()  # its commit failed: neither SQLite nor SQLAlchemy ends it
            if connection.invalidated:  # the next unit finds the database again, or says that it is busy
                self._disconnect()

    def _neighbours(self, jobs: list[Job[Any]], transaction: Transaction, until: float) -> Iterator[Job[Any]]:
        """What waits beside the first and may share its transaction; each is added to ``jobs``."""
        while len(jobs) < SHARE and transaction.is_active and time.monotonic() < until:
            job = self._next(jobs[0].priority)
            if job is None:
                return
            jobs.append(job)
            yield job

    def _join(self, job: Job[Any], connection: Connection, transaction: Transaction) -> None:
        """Runs one more unit in the same transaction; raises only if the whole of it is spoilt."""
        # Straight to the driver, as SQLAlchemy makes the words of its savepoints anew each time.
        driver: Any = connection.connection.driver_connection
        driver.execute("SAVEPOINT unit")
        try:
            job.run(self._session)
        except BaseException as error:
            if _may_be_done_again(error) or not transaction.is_active:
                raise
            driver.execute("ROLLBACK TO SAVEPOINT unit")
            job.fail(error)
        if not transaction.is_active:
            raise RuntimeError("a unit went on after a flush that failed, which had rolled everything back")
        driver.execute("RELEASE SAVEPOINT unit")

    def _seal(self, transaction: Transaction) -> None:
        try:
            transaction.commit()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise Unsure(None, None, error.orig or error, connection_invalidated=True) from error
            raise

    def _connected(self) -> Connection:
        """The thread's own connection, kept with its session: to make both for each unit costs a fifth of it."""
        if self._connection is None:
            try:
                self._connection = self._engine.connect().execution_options(**self._options)
                self._session = Session(self._connection, **_SESSION)
            except OperationalError as error:
                raise Busy(str(error.orig)) from error
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _may_be_done_again(error: BaseException) -> bool:
    """Whether a unit met one of another replica's on PostgreSQL, or lost the database before its commit."""
    if not isinstance(error, DBAPIError) or isinstance(error, Unsure):
        return False
    return error.connection_invalidated or isinstance(error.orig, SerializationFailure | DeadlockDetected)


class Database:
    """An engine with its writer."""

    def __init__(self, url: str, *, durable: bool = True) -> None:
        self.url = url
        self.engine = open_engine(url, durable=durable)
        self.writer = Writer(self.engine)
        self.writer.listen(traces.SEALED, partial(traces.sweep, self.engine))

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
