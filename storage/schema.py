"""The schema: made at once for a throw-away database, migrated for one that is kept."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel

import storage.models  # noqa: F401  declares the tables
from storage.db import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaError(Exception):
    """The database's schema is not the program's; the text says what to do."""


def create(engine: Engine) -> None:
    """Makes all tables in an empty database; for one that is thrown away."""
    SQLModel.metadata.create_all(engine)


def prepare(database: Database, migrate: bool) -> None:
    """Brings a kept database to the newest schema, or makes sure that it is there."""
    if migrate:
        upgrade(database.url)
    elif not inspect(database.engine).has_table("inbox"):
        raise SchemaError("the database has no tables yet: run `muster migrate`")


def upgrade(url: str) -> None:
    """Runs the migrations."""
    raise SchemaError(f"no migrations yet for {url}")
