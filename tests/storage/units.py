"""Small units of work for tests of the writer, and a way to make them wait together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import insert
from sqlalchemy import select as sa_select
from sqlmodel import Session

from storage.db import PEOPLE, Database
from storage.models.base import table
from storage.models.people import OrgSetting

NAME = table(OrgSetting).c.name
PUT = insert(table(OrgSetting))


def put(session: Session, name: str) -> str:
    """Writes a row straight away; its name."""
    session.connection().execute(PUT, {"name": name, "value": "1"})
    return name


def there(database: Database) -> set[str]:
    """The names of the rows that others see."""
    return set(database.read(lambda session: session.connection().execute(sa_select(NAME)).scalars()))


def putting(name: str) -> Callable[[Session], str]:
    """A unit that writes a row."""
    return lambda session: put(session, name)


@contextmanager
def held(database: Database, priority: int = PEOPLE) -> Iterator[None]:
    """The writer is busy with a unit of its own until the end of this: what is submitted meanwhile waits together."""
    begun, go = threading.Event(), threading.Event()

    def gate(_session: Session) -> None:
        begun.set()
        assert go.wait(5)

    first = database.writer.submit(gate, priority)
    assert begun.wait(5)
    try:
        yield
    finally:
        go.set()
        first.result(5)
