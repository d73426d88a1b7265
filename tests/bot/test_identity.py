"""Who starts as administrator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.identity import Roll
from storage.db import Database
from storage.repos import people as repo
from storage.states import Right

NAMED = Roll(frozenset({("slack", "U1")}), frozenset())
NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def database(made_url: str) -> Iterator[Database]:
    made = Database(made_url)
    made.writer.submit(_came_before_they_were_named).result()
    yield made
    made.close()


def _came_before_they_were_named(session: Session) -> None:
    for platform, external_id in (("slack", "U1"), ("feishu", "U1"), ("slack", "U2")):
        person = repo.add_person(session, f"{platform}-{external_id}", NOW)
        workspace = repo.workspace(session, platform, "T")
        assert person.id is not None
        assert workspace.id is not None
        repo.add_account(session, workspace.id, person.id, external_id)


def _rights(database: Database) -> dict[str, Right]:
    return database.read(lambda session: {person.name: person.right for person in repo.everybody(session)})


def test_whoever_is_named_after_they_came_becomes_administrator_at_the_next_start(database: Database) -> None:
    database.writer.submit(NAMED.appoint).result()
    assert _rights(database) == {"slack-U1": Right.ADMIN, "feishu-U1": Right.MEMBER, "slack-U2": Right.MEMBER}


def test_where_there_is_an_administrator_it_is_theirs_to_decide(database: Database) -> None:
    database.writer.submit(Roll(frozenset({("slack", "U2")}), frozenset()).appoint).result()
    database.writer.submit(NAMED.appoint).result()
    assert _rights(database)["slack-U1"] is Right.MEMBER
