"""The writer, on both databases: one transaction a unit, all or nothing, people before jobs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, text
from sqlalchemy import select as sa_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from storage.db import JOBS, Busy, Database, open_engine
from storage.models.base import Exact, table
from storage.models.people import OrgSetting, Person
from storage.schema import create

# In a metadata of its own: the program's tables are compared with its migrations elsewhere.
AMOUNTS = Table("test_amount", MetaData(), Column("id", Integer, primary_key=True), Column("value", Exact))


@pytest.fixture
def database(made_url: str) -> Iterator[Database]:
    """A database with all tables."""
    made = Database(made_url)
    AMOUNTS.metadata.create_all(made.engine)
    yield made
    made.close()


def _put(session: Session, name: str, value: str) -> None:
    session.merge(OrgSetting(name=name, value=value))


def _get(database: Database, name: str) -> str | None:
    def query(session: Session) -> str | None:
        row = session.get(OrgSetting, name)
        return row.value if row else None

    return database.read(query)


def test_a_unit_is_seen_once_its_future_is_done(database: Database) -> None:
    database.writer.submit(lambda session: _put(session, "colour", "blue")).result()
    assert _get(database, "colour") == "blue"


def test_a_raising_unit_leaves_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        _put(session, "colour", "red")
        session.flush()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        database.writer.submit(unit).result()
    assert _get(database, "colour") is None


def test_reading_and_then_writing_loses_no_update(database: Database) -> None:
    database.writer.submit(lambda session: _put(session, "count", "0")).result()

    def add_one(session: Session) -> None:
        row = session.exec(select(OrgSetting).where(OrgSetting.name == "count")).one()
        row.value = str(int(row.value) + 1)
        session.add(row)

    replica = Database(database.url)
    for future in [writer.submit(add_one) for _ in range(30) for writer in (database.writer, replica.writer)]:
        future.result()
    replica.close()
    assert _get(database, "count") == "60"


def test_people_come_before_jobs_that_have_not_begun(tmp_path: object) -> None:
    database = Database(f"sqlite:///{tmp_path}/one.db")
    create(database.engine)
    gate = threading.Event()
    order: list[str] = []
    database.writer.submit(lambda _session: gate.wait(5))

    def note(word: str) -> Callable[[Session], None]:
        return lambda _session: order.append(word)

    jobs = [database.writer.submit(note(f"job {n}"), JOBS) for n in range(3)]
    person = database.writer.submit(note("person"))
    gate.set()
    for future in (*jobs, person):
        future.result()
    database.close()
    assert order == ["person", "job 0", "job 1", "job 2"]


def test_closing_finishes_what_was_submitted(database: Database) -> None:
    futures = [database.writer.submit(lambda s, n=n: _put(s, f"n{n}", "1")) for n in range(50)]  # type: ignore[misc]
    database.writer.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(RuntimeError, match="closed"):
        database.writer.submit(lambda _session: None)


def test_a_locked_database_refuses_at_once_and_stores_nothing(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.db.SQLITE_BUSY_SECONDS", 0.05)
    database = Database(f"sqlite:///{tmp_path}/locked.db")
    create(database.engine)
    other = open_engine(database.url)
    with other.connect().execution_options(muster_writes=True) as connection, connection.begin():
        connection.execute(text("SELECT 1"))
        with pytest.raises(Busy):
            database.writer.submit(lambda session: _put(session, "x", "1")).result()
    database.writer.submit(lambda session: _put(session, "x", "2")).result()
    assert _get(database, "x") == "2"
    other.dispose()
    database.close()


def test_an_error_does_not_repeat_what_was_written(database: Database) -> None:
    def twice(session: Session) -> None:
        for _ in range(2):
            session.connection().execute(insert(table(OrgSetting)), {"name": "x", "value": "the secret words"})

    with pytest.raises(IntegrityError) as refused:
        database.writer.submit(twice).result()
    assert "the secret words" not in str(refused.value)


@pytest.mark.parametrize(
    "digits", ["9007199254740993.123457", "-0.000001", "0", "123456789012345678901234567890.12", "1.10", "1E+3"]
)
def test_a_decimal_comes_back_with_every_digit(database: Database, digits: str) -> None:
    store = insert(AMOUNTS).values(value=Decimal(digits))
    database.writer.submit(lambda session: session.connection().execute(store)).result()
    stored = database.read(lambda session: session.connection().execute(sa_select(AMOUNTS.c.value)).scalar_one())
    assert stored == Decimal(digits)
    assert str(stored) == format(Decimal(digits), "f")


@pytest.mark.parametrize("value", [0.1, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_exact_is_refused(database: Database, value: object) -> None:
    store = insert(AMOUNTS).values(value=value)
    with pytest.raises(Exception, match="not an exact number"):
        database.writer.submit(lambda session: session.connection().execute(store)).result()


def test_moments_are_aware_and_in_utc(database: Database) -> None:
    joined = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    database.writer.submit(lambda session: session.add(Person(name="alice", joined_at=joined))).result()
    stored = database.read(lambda session: session.exec(select(Person.joined_at)).one())
    assert stored == joined
    assert stored.utcoffset() is not None
    naive = datetime(2026, 3, 29, 1, 30)  # noqa: DTZ001  the very thing that is refused
    with pytest.raises(Exception, match=r"naive|timezone|aware"):
        database.writer.submit(lambda session: session.add(Person(name="bob", joined_at=naive))).result()
