"""An insert that leaves a row that is there already alone, on both databases."""

from typing import Any

from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel


def insert_unless_there(
    session: Session, table: type[SQLModel], values: dict[str, Any]
) -> PostgresInsert | SqliteInsert:
    """The statement; with ``returning`` it gives nothing where a unique value was there before."""
    if session.connection().dialect.name == "postgresql":
        return postgres_insert(table).values(**values).on_conflict_do_nothing()
    return sqlite_insert(table).values(**values).on_conflict_do_nothing()
