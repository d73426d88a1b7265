"""An insert that leaves a row that is there already alone, on both databases."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel


def quiet_insert(dialect: str, table: type[SQLModel] | Table) -> PostgresInsert | SqliteInsert:
    """The statement; with ``returning`` it gives nothing where a unique value was there before."""
    if dialect == "postgresql":
        return postgres_insert(table).on_conflict_do_nothing()
    return sqlite_insert(table).on_conflict_do_nothing()


def insert_unless_there(
    session: Session, table: type[SQLModel], values: dict[str, Any]
) -> PostgresInsert | SqliteInsert:
    """The same for a session, with its values."""
    return quiet_insert(session.connection().dialect.name, table).values(**values)


@lru_cache
def replacing_insert(dialect: str, table: Table, *columns: str) -> PostgresInsert | SqliteInsert:
    """An insert that, where the primary key is there before, puts these columns in place of what stands there."""
    made = postgres_insert(table) if dialect == "postgresql" else sqlite_insert(table)
    new = {name: made.excluded[name] for name in columns}
    return made.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)
