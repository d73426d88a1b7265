"""The schema: made at once for a throw-away database, migrated for one that is kept.

All steps run in one transaction, so an interrupted migration leaves the schema as it was: on SQLite under
``BEGIN IMMEDIATE`` with foreign keys off before it and checked after, on PostgreSQL under an advisory lock, since
replicas start together.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

import storage.models  # noqa: F401  declares the tables
from storage.db import Database, open_engine

_LOCK = 7_705_117  # any number, the same for all replicas


class SchemaError(Exception):
    """The database's schema is not the program's; the text says what to do."""


def create(engine: Engine) -> None:
    """Makes all tables in an empty database; for one that is thrown away."""
    SQLModel.metadata.create_all(engine)


def prepare(database: Database, migrate: bool) -> None:
    """Brings a kept database to the newest schema, or makes sure that it is there."""
    if migrate:
        upgrade(database.url)
        return
    with database.engine.connect() as connection:
        found = _revision(connection)
    if found != head():
        raise SchemaError(f"the database's schema is {found or 'empty'}, not {head()}: run `muster migrate`")


def upgrade(url: str, to: str = "head") -> None:
    """Runs the migrations; a schema newer than the program is left alone and refused."""
    with migrating(url) as connection:
        _refuse_newer(connection)
        command.upgrade(alembic_config(connection), to)


def downgrade(url: str, to: str) -> None:
    """Takes migrations back, down to a revision or to ``base``."""
    with migrating(url) as connection:
        command.downgrade(alembic_config(connection), to)


def head() -> str | None:
    """The newest revision the program knows."""
    return ScriptDirectory.from_config(alembic_config(None)).get_current_head()


def revision_of(url: str) -> str | None:
    """The revision a database is at."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return _revision(connection)
    finally:
        engine.dispose()


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """A connection inside the one transaction of a migration."""
    engine = open_engine(url)
    try:
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                yield from _on_sqlite(connection)
        else:
            with engine.begin() as connection:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection
    finally:
        engine.dispose()


def _on_sqlite(connection: Connection) -> Iterator[Connection]:
    # A batch step rebuilds a table: with foreign keys on, dropping the old one would take its children's rows.
    # The pragma does nothing inside a transaction, hence the driver's own connection, before one begins.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    with connection.execution_options(muster_writes=True).begin():
        yield connection
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise SchemaError(f"a migration left {len(broken)} rows pointing nowhere; nothing was changed")
    driver.execute("PRAGMA foreign_keys=ON")


def _refuse_newer(connection: Connection) -> None:
    found = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config(None)).walk_revisions()}
    if found is not None and found not in known:
        raise SchemaError(f"the database's schema ({found}) is newer than this program: start the newer one")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def alembic_config(connection: Connection | None) -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
