"""Statements handed straight to the driver: the same values, rows and errors as through SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from storage.db import Database
from storage.models.base import table
from storage.models.messaging import Inbox
from storage.models.people import Leave, OrgSetting, Person, Workspace
from storage.repos.prepared import Prepared
from storage.repos.upsert import quiet_insert
from storage.states import Right
from tests.databases import Postgres

P, S, IN, L = table(Person), table(OrgSetting), table(Inbox), table(Leave)
NOW = datetime(2026, 1, 5, 1, 2, 3, 456789, tzinfo=UTC)
JOIN = Prepared(lambda _: insert(P).values(active=True).returning(P.c.id), "name", "right", "joined_at", "quiet_from")
FIND = Prepared(lambda _: select(P.c.right, P.c.joined_at, P.c.quiet_from).where(P.c.name == bindparam("name")))
OFF = Prepared(lambda _: insert(L).returning(L.c.first, L.c.last), "person_id", "first", "last")
ADMINS = Prepared(lambda _: select(P.c.name).where(P.c.right == Right.ADMIN).order_by(P.c.id))
SET = Prepared(lambda _: insert(S), "name", "value")
SET_QUIETLY = Prepared(lambda kind: quiet_insert(kind, S).returning(S.c.name), "name", "value")
CHANGE = Prepared(lambda _: update(S).where(S.c.name == bindparam("which")).values(value=bindparam("now")))


@pytest.fixture
def database(made_url: str) -> Iterator[Database]:
    """A database with all tables, on each kind in turn."""
    made = Database(made_url)
    yield made
    made.close()


def write(database: Database, statement: Prepared, **values: Any) -> list[tuple[Any, ...]]:
    return list(database.writer.submit(lambda session: statement.run(session, **values)).result(5))


def read(database: Database, statement: Prepared, **values: Any) -> list[tuple[Any, ...]]:
    return list(database.read(lambda session: statement.run(session, **values)))


def test_every_type_comes_back_as_it_went(database: Database) -> None:
    write(database, JOIN, name="amy", right=Right.LEAD, joined_at=NOW, quiet_from=time(22, 30))
    write(database, JOIN, name="李", right=Right.ADMIN, joined_at=NOW, quiet_from=None)
    assert read(database, FIND, name="amy") == [(Right.LEAD, NOW, time(22, 30))]
    assert read(database, FIND, name="李") == [(Right.ADMIN, NOW, None)]
    assert read(database, FIND, name="nobody") == []
    assert write(database, OFF, person_id=1, first=date(2026, 2, 3), last=date.max) == [(date(2026, 2, 3), date.max)]
    assert read(database, ADMINS) == [("李",)]


def test_json_comes_back_as_it_went(database: Database) -> None:
    card = {"words": ["点将 %(x)s ? % :y", 1.5, None, True]}
    keep = Prepared(lambda _: insert(IN), "workspace_id", "event_id", "received_at", "answer")
    kept = Prepared(lambda _: select(IN.c.answer))

    def unit(session: Session) -> None:
        session.add(Workspace(platform="test", external_id="T"))
        session.flush()
        keep.run(session, workspace_id=1, event_id="e", received_at=NOW, answer=card)

    database.writer.submit(unit).result(5)
    assert read(database, kept) == [(card,)]


def test_it_is_part_of_the_sessions_transaction(database: Database) -> None:
    def unit(session: Session) -> None:
        SET.run(session, name="colour", value="red")
        assert session.get(OrgSetting, "colour") is not None
        raise ValueError

    assert isinstance(database.writer.submit(unit).exception(5), ValueError)
    assert database.read(lambda session: session.get(OrgSetting, "colour")) is None


def test_an_insert_returns_and_leaves_alone(database: Database) -> None:
    assert write(database, SET_QUIETLY, name="colour", value="red") == [("colour",)]
    assert write(database, SET_QUIETLY, name="colour", value="blue") == []
    assert write(database, CHANGE, which="colour", now="green") == []
    row = database.read(lambda session: session.get(OrgSetting, "colour"))
    assert row is not None
    assert row.value == "green"


def test_a_value_left_out_is_refused(database: Database) -> None:
    with pytest.raises(KeyError, match="value"):
        write(database, SET, name="colour")


def test_an_error_is_sqlalchemys_and_does_not_repeat_what_was_written(database: Database) -> None:
    write(database, SET, name="colour", value="red")
    with pytest.raises(IntegrityError) as refused:
        write(database, SET, name="colour", value="the secret words")
    assert "the secret words" not in str(refused.value)
    assert not refused.value.connection_invalidated


@pytest.mark.postgres
def test_a_cut_connection_is_known_as_such(postgres: Postgres) -> None:
    database = Database(postgres.with_tables())

    def cut(session: Session) -> int:
        pid: int = session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
        database.writer.submit(
            lambda other: other.connection().execute(text(f"SELECT pg_terminate_backend({pid})"))
        ).result(5)
        with pytest.raises(OperationalError) as lost:
            ADMINS.run(session)
        assert lost.value.connection_invalidated
        return pid

    database.read(cut)
    assert read(database, ADMINS) == []
    database.close()
