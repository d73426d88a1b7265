"""Upgrades of a database that the first version filled: nothing is lost, wherever they are interrupted."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Connection, DateTime, Engine, MetaData, Table, event, text
from sqlalchemy import select as sa_select
from sqlmodel import SQLModel, select

from storage.db import open_engine
from storage.models.kpi import Tally
from storage.schema import head, revision_of, upgrade
from storage.states import Span
from tests.conftest import AT_LENGTH
from tests.dialog import MakeTalk, verify

FIRST = "830caba38356"
# What a conversation with that version left, table by table.
LIFE = Path(__file__).with_name("first_version.jsonl").read_text(encoding="utf-8").splitlines()

# An upgrade takes a fifth of a second, so as a rule some of the statements stand for all.
# Statement by statement takes minutes; MUSTER_TEST_EVERY=1 does it, otherwise it is one in so many.
EACH = 1 if AT_LENGTH else 211

Rows = dict[str, list[dict[str, Any]]]


class Interrupted(Exception):
    """As if the process had ended here."""


@pytest.fixture
def first_url(empty_url: str) -> str:
    """A database of the first version's schema, with its rows, on each kind."""
    upgrade(empty_url, FIRST)
    engine = open_engine(empty_url)
    with engine.execution_options(muster_writes=True).begin() as connection:
        fill(connection)
    engine.dispose()
    return empty_url


def fill(connection: Connection) -> None:
    """Puts the first version's rows in."""
    known = MetaData()
    known.reflect(connection)
    for line in LIFE:
        made = json.loads(line)
        table, row = known.tables[made["table"]], made["row"]
        names = ", ".join(f'"{name}"' for name in row)
        values = {name: _as(table, name, value) for name, value in row.items()}
        connection.execute(text(f'INSERT INTO "{table.name}" ({names}) VALUES ({_marks(row)})'), values)
    if connection.dialect.name == "postgresql":
        for table in known.tables.values():
            if "id" in table.c:
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")
                )


def _marks(row: dict[str, Any]) -> str:
    return ", ".join(f":{name}" for name in row)


def _as(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if isinstance(kind, JSON) and value is not None:
        return str(value)
    if isinstance(kind, Boolean) and value is not None:
        return bool(value)
    return f"{value}+00:00" if isinstance(kind, DateTime) and value and kind.timezone else value


def contents(url: str) -> Rows:
    """Every row of every table that the first version had, as the database gives it."""
    engine = open_engine(url)
    known = MetaData()
    with engine.connect() as connection:
        known.reflect(connection)
        tables = [known.tables[name] for name in sorted({json.loads(x)["table"] for x in LIFE})]
        found = {t.name: [dict(row) for row in connection.execute(_ordered(t)).mappings()] for t in tables}
    engine.dispose()
    return found


def _ordered(table: Table) -> Any:
    columns = (text(f'"{column.name}"') for column in table.columns)
    return sa_select(*columns).select_from(table).order_by(*table.primary_key)


def schema(url: str) -> dict[str, list[str]]:
    """The tables there are and their columns, leftovers included."""
    engine, known = open_engine(url), MetaData()
    known.reflect(engine)
    engine.dispose()
    return {table.name: [column.name for column in table.columns] for table in known.tables.values()}


# Leave stands in rows of its own (tests/storage/test_migrations.py sees it come along).
MOVED = {"person": {"away_until"}}


@contextmanager
def interrupted_at(number: int) -> Iterator[None]:
    """Ends whatever runs before its ``number``-th statement."""
    statements = count(1)

    def before(*_: Any) -> None:
        if next(statements) == number:
            raise Interrupted

    event.listen(Engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", before)


def test_all_that_the_first_version_kept_is_there_after_the_upgrade(first_url: str) -> None:
    before = contents(first_url)
    assert sum(len(rows) for rows in before.values()) == len(LIFE)
    upgrade(first_url)
    assert revision_of(first_url) == head()
    after = contents(first_url)
    for name, rows in before.items():
        assert len(after[name]) == len(rows), name
        kept = [{key: row[key] for key in rows[0] if key in row} for row in after[name]]
        assert kept == [{key: row[key] for key in rows[0] if key in after[name][0]} for row in rows], name
        lost = set(rows[0]) - set(after[name][0])
        assert lost == MOVED.get(name, set()), f"{name}: {lost}"


def test_sums_and_words_are_the_same_to_a_user(first_url: str, make_talk: MakeTalk) -> None:
    before = contents(first_url)
    logged = [Decimal(row["value"]) for row in before["kpi_entry"] if row["value"]]
    upgrade(first_url)
    talk = make_talk(first_url, now="2026-01-07T10:00:00+08:00")
    for _ in range(40):  # the first version heard as many messages, whose ids come again here
        talk("alice: /team show")
    months = select(Tally).where(Tally.team_id == 0, Tally.span == Span.MONTH)
    assert sum(row.total for row in talk.database.read(lambda session: session.exec(months).all())) == sum(logged)
    verify(
        talk,
        [
            ("alice: /team show", "bob"),
            ("alice: /todo list team", "write the brief"),
            ("alice: /kudos board", "2"),
            ("alice: /goal list", "leads"),
            ("alice: /standup show", "09:30"),
            ("alice: /admin holidays list", "Company day"),
            ("alice: /schedule list", "paused"),
            ("bob: /my", "America/New_York"),
            ("bob: /kpi log leads 3", "3"),
            ("小李: /我的", "小李"),
        ],
    )


@pytest.mark.timeout(300)
def test_an_upgrade_interrupted_at_any_statement_leaves_all_as_it_was_and_starts_again(first_url: str) -> None:
    before, tables = contents(first_url), schema(first_url)
    for number in count(1, EACH):
        try:
            with interrupted_at(number):
                upgrade(first_url)
        except Interrupted:
            assert revision_of(first_url) == FIRST, number
            if number % 14 == 1 or not AT_LENGTH:
                assert (contents(first_url), schema(first_url)) == (before, tables), number
            continue
        break
    assert number > 50, "there are that many statements at the least"
    assert revision_of(first_url) == head()
    assert {name: len(rows) for name, rows in contents(first_url).items()} == {n: len(r) for n, r in before.items()}
    assert set(schema(first_url)) == {*SQLModel.metadata.tables, "alembic_version"}


@pytest.mark.timeout(300)
def test_a_first_start_interrupted_at_any_statement_starts_again(empty_url: str) -> None:
    for number in count(1, EACH):
        try:
            with interrupted_at(number):
                upgrade(empty_url)
        except Interrupted:
            assert not schema(empty_url), number
            continue
        break
    assert number > 50
    assert set(schema(empty_url)) == {*SQLModel.metadata.tables, "alembic_version"}


KILLED = """
import os, signal, sys
from itertools import count
from sqlalchemy import Engine, event
from storage.models.kpi import Tally
from storage.schema import upgrade
statements, last = count(1), int(sys.argv[2])
def after(*_):
    if next(statements) == last:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "after_cursor_execute", after)
upgrade(sys.argv[1])
"""


@pytest.mark.parametrize("number", [3, 61])
def test_an_upgrade_that_is_killed_starts_again(first_url: str, number: int) -> None:
    before = contents(first_url)
    root = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", KILLED, first_url, str(number)], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert revision_of(first_url) == FIRST
    upgrade(first_url)
    assert {name: len(rows) for name, rows in contents(first_url).items()} == {n: len(r) for n, r in before.items()}
    assert revision_of(first_url) == head()
