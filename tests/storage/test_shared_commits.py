"""Units that wait together share a commit: each still as if alone, and nobody is answered before it."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, event, insert, text
from sqlalchemy import select as sa_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage.db import JOBS, Database, Unsure
from storage.models.people import OrgSetting
from tests.databases import Postgres
from tests.storage.units import NAME, held, put, putting, there

# A fault that only the commit finds. In a metadata of their own: the program's tables are compared elsewhere.
LATE = MetaData()
OWNERS = Table("test_owner", LATE, Column("id", Integer, primary_key=True))
OWNED = Table(
    "test_owned",
    LATE,
    Column("id", Integer, primary_key=True),
    Column("owner", ForeignKey(OWNERS.c.id, deferrable=True, initially="DEFERRED")),
)


@pytest.fixture
def database(made_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database with all tables, on each kind in turn, and all the time to share a commit."""
    monkeypatch.setattr("storage.db.SHARE_SECONDS", 60)
    made = Database(made_url)
    LATE.create_all(made.engine)
    yield made
    made.close()


def commits(database: Database) -> list[str]:
    """A list that grows with each commit of the writer."""
    seen: list[str] = []
    event.listen(database.engine, "commit", lambda _connection: seen.append("commit"))
    return seen


def test_those_that_wait_share_a_commit(database: Database) -> None:
    seen = commits(database)
    with held(database):
        futures = [database.writer.submit(putting(f"n{n}")) for n in range(20)]
    assert [future.result(5) for future in futures] == [f"n{n}" for n in range(20)]
    assert len(seen) == 1
    assert len(there(database)) == 20


def test_nobody_is_answered_before_the_commit(database: Database) -> None:
    futures: list[Future[str]] = []
    looked: list[tuple[bool, set[str]]] = []

    def look(session: Session) -> None:
        own = set(session.connection().execute(sa_select(NAME)).scalars())
        looked.append((futures[0].done(), own - there(database)))

    with held(database):
        futures.append(database.writer.submit(putting("first")))
        last = database.writer.submit(look)
    last.result(5)
    assert looked == [(False, {"first"})]  # there for its neighbour, for nobody else


def test_a_raising_neighbour_is_undone_alone(database: Database) -> None:
    runs: list[str] = []

    def unit(name: str) -> Callable[[Session], str]:
        def run(session: Session) -> str:
            runs.append(name)
            put(session, name)
            if name == "bad":
                raise ValueError(name)
            return name

        return run

    with held(database):
        before, bad, after = (database.writer.submit(unit(name)) for name in ("before", "bad", "after"))
    assert (before.result(5), after.result(5)) == ("before", "after")
    with pytest.raises(ValueError, match="bad"):
        bad.result(5)
    assert there(database) == {"before", "after"}
    assert runs == ["before", "bad", "after"]  # nobody had to do anything twice


def test_a_first_that_raises_leaves_the_others_be(database: Database) -> None:
    def bad(session: Session) -> None:
        put(session, "bad")
        raise ValueError

    with held(database, JOBS):  # not beside people: the first of them begins a transaction
        futures = [database.writer.submit(unit) for unit in (bad, putting("one"), putting("two"))]
    assert isinstance(futures[0].exception(5), ValueError)
    assert [future.result(5) for future in futures[1:]] == ["one", "two"]
    assert there(database) == {"one", "two"}


def test_a_neighbour_whose_flush_fails_fails_alone(database: Database) -> None:
    """A failed flush takes the whole transaction with it: the others are done again, each by itself."""

    def twice(session: Session) -> None:
        session.add(OrgSetting(name="before", value="2"))
        session.flush()

    with held(database):
        units = [putting("before"), twice, putting("after")]
        futures = [database.writer.submit(unit) for unit in units]
    assert futures[0].result(5) == "before"
    assert isinstance(futures[1].exception(5), IntegrityError)
    assert futures[2].result(5) == "after"
    assert there(database) == {"before", "after"}


def test_one_that_goes_on_after_a_failed_flush_fails_alone(database: Database) -> None:
    def careless(session: Session) -> None:
        session.add(OrgSetting(name="before", value="2"))
        with contextlib.suppress(IntegrityError):
            session.flush()

    with held(database, JOBS):
        futures = [database.writer.submit(unit) for unit in (putting("before"), careless, putting("after"))]
    assert [future.result(5) for future in futures[::2]] == ["before", "after"]
    assert futures[1].exception(5) is not None
    assert there(database) == {"before", "after"}


def test_a_fault_that_only_the_commit_finds_is_one_units(database: Database) -> None:
    def orphan(session: Session) -> None:
        put(session, "orphan")
        session.connection().execute(insert(OWNED), {"id": 1, "owner": 7})

    with held(database):
        futures = [database.writer.submit(unit) for unit in (putting("before"), orphan, putting("after"))]
    assert [future.result(5) for future in futures[::2]] == ["before", "after"]
    assert isinstance(futures[1].exception(5), IntegrityError)
    assert there(database) == {"before", "after"}


def test_the_writer_goes_on_after_a_commit_that_failed(database: Database) -> None:
    def orphan(session: Session) -> None:
        session.connection().execute(insert(OWNED), {"id": 1, "owner": 7})

    assert isinstance(database.writer.submit(orphan).exception(5), IntegrityError)
    assert database.writer.submit(putting("next")).result(5) == "next"
    assert there(database) == {"next"}


def test_no_more_share_a_commit_than_may(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.db.SHARE", 4)
    seen = commits(database)
    with held(database):
        futures = [database.writer.submit(putting(f"n{n}")) for n in range(8)]
    for future in futures:
        future.result(5)
    assert len(seen) == 3  # the gate with three, four, one


def test_a_commit_does_not_wait_long_for_others(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.db.SHARE_SECONDS", 0)
    seen = commits(database)
    with held(database):
        futures = [database.writer.submit(putting(f"n{n}")) for n in range(3)]
    for future in futures:
        future.result(5)
    assert len(seen) == 4


def test_a_person_who_comes_while_jobs_share_a_commit_is_next(database: Database) -> None:
    order: list[str] = []
    person: list[Future[None]] = []

    def note(word: str) -> Callable[[Session], None]:
        return lambda _session: order.append(word)

    def first_job(session: Session) -> None:
        note("job 0")(session)
        person.append(database.writer.submit(look))

    def look(_session: Session) -> None:
        order.append(f"person, after {sum(job.done() for job in jobs)}")

    with held(database):
        jobs = [database.writer.submit(unit, JOBS) for unit in (first_job, note("job 1"), note("job 2"))]
    for job in jobs:
        job.result(5)
    assert order == ["job 0", "person, after 1", "job 1", "job 2"]


def test_jobs_do_not_join_a_persons_transaction(database: Database) -> None:
    seen = commits(database)
    with held(database):
        jobs = [database.writer.submit(putting(f"job {n}"), JOBS) for n in range(3)]
        person = database.writer.submit(putting("person"))
    person.result(5)
    for job in jobs:
        job.result(5)
    assert len(seen) == 2


def test_a_unit_finds_nothing_of_its_neighbours_session(database: Database) -> None:
    def leave(session: Session) -> None:
        session.info["note"] = "of the one before"
        session.add(OrgSetting(name="row", value="1"))

    def find(session: Session) -> tuple[bool, int]:
        return "note" in session.info, len(session.identity_map)

    with held(database):
        database.writer.submit(leave)
        found = database.writer.submit(find)
    assert found.result(5) == (False, 0)
    assert database.writer.submit(find).result(5) == (False, 0)


# --- coroutines that wait ---------------------------------------------------------------------------


def test_a_coroutine_has_the_result_and_the_exception(database: Database) -> None:
    def bad(_session: Session) -> None:
        raise StopIteration  # the one exception that no future takes

    async def all_at_once() -> tuple[object, object, object]:
        run = database.writer.run
        return await asyncio.gather(run(putting("one")), run(bad), run(putting("two")), return_exceptions=True)

    one, refused, two = asyncio.run(all_at_once())
    assert (one, two) == ("one", "two")
    assert isinstance(refused, RuntimeError)


def test_a_unit_given_up_before_it_began_is_not_run(database: Database) -> None:
    async def give_up() -> None:
        with held(database):
            waiting = asyncio.create_task(database.writer.run(putting("given up")))
            kept = asyncio.create_task(database.writer.run(putting("kept")))
            future = database.writer.submit(putting("given up too"))
            await asyncio.sleep(0)
            waiting.cancel()
            future.cancel()
            await asyncio.sleep(0)
        await kept

    asyncio.run(give_up())
    assert there(database) == {"kept"}


def test_a_loop_that_ended_does_not_hold_the_writer(database: Database) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(session: Session) -> str:
        begun.set()
        assert go.wait(5)
        return put(session, "nobody waits")

    async def leave() -> None:
        task = asyncio.create_task(database.writer.run(slow))
        await asyncio.to_thread(begun.wait, 5)
        assert not task.done()

    asyncio.run(leave())
    go.set()
    assert database.writer.submit(putting("next")).result(5) == "next"
    assert there(database) == {"nobody waits", "next"}


# --- a database that goes ------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.parametrize("alone", [True, False])
def test_units_whose_connection_is_cut_are_done_again(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    monkeypatch.setattr("storage.db.SHARE", 1 if alone else 64)
    monkeypatch.setattr("storage.db.SHARE_SECONDS", 60)
    database = Database(postgres.with_tables())
    cut: list[int] = []

    def cutting(session: Session) -> str:
        if not cut:
            cut.append(session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one())
            database.read(lambda s: s.connection().execute(text(f"SELECT pg_terminate_backend({cut[0]})")).all())
        return put(session, "cut")

    with held(database):
        futures = [database.writer.submit(unit) for unit in (putting("before"), cutting, putting("after"))]
    assert [future.result(5) for future in futures] == ["before", "cut", "after"]
    assert there(database) == {"before", "cut", "after"}
    database.close()


@pytest.mark.postgres
def test_a_connection_cut_in_the_middle_of_the_commit_is_told_to_all(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.db.SHARE_SECONDS", 60)
    database = Database(postgres.with_tables())
    pids: list[int] = []

    def noting(session: Session) -> str:
        pids.append(session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one())
        return put(session, "noting")

    def cut(_connection: object) -> None:
        if len(pids) == 1:
            database.read(lambda s: s.connection().execute(text(f"SELECT pg_terminate_backend({pids[0]})")).all())

    with held(database, JOBS):
        futures = [database.writer.submit(unit) for unit in (putting("before"), noting, putting("after"))]
        event.listen(database.engine, "commit", cut)
    assert [type(future.exception(5)) for future in futures] == [Unsure] * 3
    assert len(pids) == 1  # none was done again: it might have been done
    assert database.writer.submit(putting("next")).result(5) == "next"
    database.close()
