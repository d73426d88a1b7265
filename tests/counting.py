"""Counting what is asked of the database: that it does not grow with what there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from storage.db import Database


@contextmanager
def reads(database: Database) -> Iterator[list[str]]:
    """Collects the reading statements that go to a database meanwhile, but for those handed straight to the driver."""
    found: list[str] = []

    def read(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", read)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", read)
