"""Statements worked out once and handed straight to the driver: for the few that run with every command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeAlias

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

Statement: TypeAlias = Select[Any] | UpdateBase
Convert: TypeAlias = Callable[[Any], Any]


class Prepared:
    """A statement whose text, parameters and types are worked out at its first use on each kind of database.

    SQLAlchemy looks all of that up at each execution, which costs three times what SQLite takes to run it. ``make``
    is given the database's name, ``names`` are the columns that an insert or update is given.
    """

    def __init__(self, make: Callable[[str], Statement], *names: str) -> None:
        self._make = make
        self._names = names
        self._forms: dict[str, _Form] = {}

    def run(self, session: Session, **values: Any) -> Sequence[tuple[Any, ...]]:
        """The rows found or returned; errors are SQLAlchemy's. What the session has not flushed is not seen."""
        connection = session.connection()
        form = self._forms.get(connection.dialect.name)
        if form is None:
            dialect = connection.dialect
            form = self._forms[dialect.name] = _Form(self._make(dialect.name), self._names, dialect)
        return form.run(connection, values)


class _Form:
    """A statement as one kind of database takes it."""

    def __init__(self, statement: Statement, names: Sequence[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(names) or None)
        self._text = str(compiled)
        self._by_place = compiled.positiontup is not None
        self._fixed: dict[str, Any] = {}
        self._given: list[tuple[str, Convert | None]] = []
        for name in compiled.positiontup or compiled.params:
            parameter = compiled.binds[name]
            into = _into(parameter.type, dialect)
            if not parameter.required:
                self._fixed[name] = into(compiled.params[name]) if into else compiled.params[name]
                into = None
            self._given.append((name, into))
        self._found = [_out_of(column.type, dialect) for column in statement.exported_columns]

    def run(self, connection: Connection, values: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
        if self._fixed:
            values |= self._fixed
        bound: Any
        if self._by_place:
            bound = [into(values[name]) if into else values[name] for name, into in self._given]
        else:
            bound = {name: into(values[name]) if into else values[name] for name, into in self._given}
        driver: Any = connection.connection.driver_connection
        try:
            cursor = driver.execute(self._text, bound)
            rows = cursor.fetchall() if self._found else ()
        except connection.dialect.loaded_dbapi.Error as error:
            self._refuse(connection, bound, error)
        return [tuple([o(v) if o else v for o, v in zip(self._found, row, strict=True)]) for row in rows]

    def _refuse(self, connection: Connection, bound: Any, error: Any) -> NoReturn:
        """Raises a driver's error as SQLAlchemy would have."""
        dialect, hidden = connection.dialect, connection.engine.hide_parameters
        lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            self._text, bound, error, dialect.loaded_dbapi.Error, hidden, connection_invalidated=lost, dialect=dialect
        ) from error


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
