"""Migrations, on both databases: the models' schema, there and back, all or nothing, one replica at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from storage.db import Database, open_engine
from storage.repos import people
from storage.schema import SchemaError, create, downgrade, head, migrating, prepare, revision_of, upgrade


def tables(url: str) -> set[str]:
    engine = open_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_a_migrated_database_is_what_the_models_say(empty_url: str) -> None:
    upgrade(empty_url)
    with migrating(empty_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert revision_of(empty_url) == head()


def test_upgrading_again_changes_nothing(empty_url: str) -> None:
    upgrade(empty_url)
    before = tables(empty_url)
    upgrade(empty_url)
    assert tables(empty_url) == before


def test_people_and_channels_of_the_first_version_come_along(empty_url: str) -> None:
    upgrade(empty_url)
    downgrade(empty_url, "830caba38356")
    engine = open_engine(empty_url)
    with engine.execution_options(muster_writes=True).begin() as connection:
        for row in (
            "INSERT INTO workspace (id, platform, external_id, name) VALUES (1, 'slack', 'T1', '')",
            (
                'INSERT INTO person (id, name, "right", active, joined_at, away_until) '
                "VALUES (1, 'ann', 'member', true, '2026-01-05 02:00:00', '9999-12-31')"
            ),
            "INSERT INTO account (id, workspace_id, person_id, external_id) VALUES (1, 1, 1, 'U1')",
            "INSERT INTO channel (id, workspace_id, external_id, name) VALUES (1, 1, 'C1', 'growth')",
        ):
            connection.execute(text(row))
    engine.dispose()
    upgrade(empty_url)
    database = Database(empty_url)
    try:
        assert database.read(lambda session: people.accounts_of(session, 1))[0].preferred is False
        leave = database.read(lambda session: people.leave_of(session, 1))
        assert [(row.first > date(2026, 1, 1), row.last) for row in leave] == [(True, date.max)]
        channel = database.read(lambda session: people.channel(session, 1))
        assert channel is not None
        assert channel.greeted_at is not None  # else it would be greeted once more
    finally:
        database.close()


def test_there_and_back_leaves_nothing(empty_url: str) -> None:
    upgrade(empty_url)
    downgrade(empty_url, "base")
    assert tables(empty_url) <= {"alembic_version"}
    upgrade(empty_url)
    assert tables(empty_url) >= set(SQLModel.metadata.tables)


def test_an_interrupted_migration_leaves_the_schema_as_it_was(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = op.create_table
    count = 0

    def create_table(*args: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count > 7:
            raise KeyboardInterrupt
        return made(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(op, "create_table", create_table)
    with pytest.raises(KeyboardInterrupt):
        upgrade(empty_url)
    assert tables(empty_url) == set()
    monkeypatch.undo()
    upgrade(empty_url)
    assert revision_of(empty_url) == head()


def test_replicas_that_start_together_migrate_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, [empty_url] * 4))
    assert revision_of(empty_url) == head()


def test_a_newer_schema_is_left_alone(empty_url: str) -> None:
    upgrade(empty_url)
    database = Database(empty_url)
    database.writer.submit(
        lambda session: session.connection().execute(text("UPDATE alembic_version SET version_num = 'of tomorrow'"))
    ).result()
    with pytest.raises(SchemaError, match="newer than this program"):
        prepare(database, migrate=True)
    with pytest.raises(SchemaError, match="muster migrate"):
        prepare(database, migrate=False)
    database.close()


def test_a_throw_away_database_has_the_same_tables(empty_url: str) -> None:
    engine = open_engine(empty_url)
    create(engine)
    engine.dispose()
    assert tables(empty_url) == set(SQLModel.metadata.tables)
