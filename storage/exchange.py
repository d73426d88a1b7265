"""All of an organisation's rows as JSON Lines, and back into an empty organisation.

A line is ``{"table": "person", "row": {"id": 1, …}}``; the first one, of table ``muster``, says how many rows of each
table follow, so that a file cut short is noticed. Tables stand in foreign-key order, rows in that of their primary
key; exact decimals are text, times ISO in UTC. Nothing says when or where the export was made: the same rows give
the same bytes on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlalchemy import JSON, Column, Connection, Engine, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

import storage.models  # noqa: F401  declares the tables
from storage.models.base import EnumText, Exact
from storage.tallies import recount

HEAD: Final = "muster"
LEFT_OUT: Final = frozenset({"inbox", "outbox", "kpi_tally", "standup_mood", "standup_mood_roll"})
"""What is on its way goes nowhere else, the rollup is counted from the entries, and moods leave only added up."""

SELF_MADE: Final = frozenset({"lease", "org_setting", "pace", "schedule", "unit", "workspace"})
"""Tables that the program fills by itself when it starts: an organisation with rows in no others is empty."""

COUNTERS: Final = {"events": "inbox", "messages": "outbox", "questions": "question", "pictures": "picture"}
"""Ids that are never given again although their rows go: posted messages and answers are known by them."""

AWAY: Final = "away_until"  # in older exports the last day of a person's leave, which now stands in rows of its own

_BATCH = 500
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can hold half a character, UTF-8 cannot

_Line = tuple[int, str, dict[str, Any]]  # its number, its table, its row


class ExchangeError(Exception):
    """The file cannot be read into this database; the text is one line that says why. Nothing was stored."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it was at one moment, whatever others write meanwhile."""
    with engine.connect() as plain:
        postgres = engine.dialect.name == "postgresql"
        connection = plain.execution_options(isolation_level="REPEATABLE READ") if postgres else plain
        with connection.begin():
            yield connection


def exported() -> tuple[Table, ...]:
    """The tables of an export, each after those it points to."""
    return tuple(made for made in SQLModel.metadata.sorted_tables if made.name not in LEFT_OUT)


# --- out --------------------------------------------------------------------------------------


def dump(connection: Connection, file: BinaryIO) -> int:
    """Writes every row; how many there were."""
    rows = {made.name: _count(connection, made) for made in exported()}
    last = {name: _last_id(connection, SQLModel.metadata.tables[of]) for name, of in COUNTERS.items()}
    file.write(_line(HEAD, {"format": 1, "rows": rows, "last": last}))
    for made in exported():
        names = made.columns.keys()
        query = select(made).order_by(*(_sortable(connection, column) for column in made.primary_key))
        found = connection.execute(query, execution_options={"yield_per": _BATCH})
        file.writelines(_line(made.name, dict(zip(names, map(encoded, row), strict=True))) for row in found)
    return sum(rows.values())


def encoded(value: Any) -> Any:
    """A value as JSON: decimals, enums and moments as text."""
    match value:
        case Decimal():
            return format(value, "f")
        case StrEnum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
    return value


def _line(name: str, row: dict[str, Any]) -> bytes:
    made = json.dumps({"table": name, "row": row}, ensure_ascii=False, separators=(",", ":"))
    return (_LONE_SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", made) + "\n").encode()


def _sortable(connection: Connection, column: Column[Any]) -> ColumnElement[Any]:
    """By bytes: PostgreSQL would sort text as its locale does, SQLite never."""
    is_text = _python(column) is str
    return column.collate("C") if is_text and connection.dialect.name == "postgresql" else column


def _count(connection: Connection, made: Table) -> int:
    return connection.execute(select(func.count()).select_from(made)).scalar_one()


# --- in ---------------------------------------------------------------------------------------


def load(session: Session, path: Path) -> int:
    """Reads an export into an empty organisation; how many rows. Raises ``ExchangeError``."""
    connection = session.connection()
    _refuse_filled(connection)
    for made in reversed(SQLModel.metadata.sorted_tables):
        connection.execute(delete(made))
    loading = _Loading(connection)
    with path.open("rb") as file:
        head = _head(file.readline())
        for (name, keys), group in groupby(_lines(file), key=lambda line: (line[1], tuple(line[2]))):
            loading.take(name, keys, group)
    loading.finish(head)
    recount(connection)
    return sum(loading.count.values())


def _refuse_filled(connection: Connection) -> None:
    for made in exported():
        if made.name not in SELF_MADE and connection.execute(select(made).limit(1)).first() is not None:
            raise ExchangeError(f"the database holds data already (in {made.name}): import into an empty one")


def _head(line: bytes) -> dict[str, Any]:
    name, head = _parsed(1, line)
    match head:
        case {"format": 1, "rows": dict(), "last": dict()} if name == HEAD:
            return head
    raise ExchangeError("line 1: not the head of an export that this program reads")


def _lines(file: BinaryIO) -> Iterator[_Line]:
    for number, line in enumerate(file, 2):
        yield number, *_parsed(number, line)


def _parsed(number: int, line: bytes) -> tuple[str, dict[str, Any]]:
    try:
        match json.loads(line):
            case {"table": str(name), "row": dict(row)}:
                return name, row
    except ValueError as error:
        raise ExchangeError(f"line {number}: not JSON: {error}") from error
    raise ExchangeError(f'line {number}: not a line such as {{"table": "person", "row": {{…}}}}')


class _Loading:
    """Rows on their way in; what points to a row that may still be to come is filled in at the end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = {made.name: made for made in exported()}
        self._order = {made.name: place for place, made in enumerate(SQLModel.metadata.sorted_tables)}
        self._late: list[tuple[Table, dict[str, Any], dict[str, Any]]] = []
        self._away: list[dict[str, Any]] = []
        self.count = dict.fromkeys(self._tables, 0)

    def take(self, name: str, keys: tuple[str, ...], group: Iterator[_Line]) -> None:
        """Inserts consecutive rows of one table with the same keys."""
        made = self._tables.get(name)
        if name == "person" and AWAY in keys:
            keys, group = tuple(key for key in keys if key != AWAY), map(self._leave, group)
        unknown = {name} if made is None else set(keys) - set(made.columns.keys())
        if made is None or unknown:
            what = ", ".join(sorted(unknown))
            raise ExchangeError(f"line {next(group)[0]}: no place for {what} here: a newer version made this export")
        while batch := list(islice(group, _BATCH)):
            self._insert(made, batch)

    def _insert(self, made: Table, batch: list[_Line]) -> None:
        rows = [_decoded_row(number, made, row) for number, _, row in batch]
        for row in rows:
            self._put_off(made, row)
        try:
            self._connection.execute(insert(made), rows)
        except (IntegrityError, DataError) as error:
            raise ExchangeError(f"lines {batch[0][0]}-{batch[-1][0]}: {made.name}: {_why(error)}") from error
        self.count[made.name] += len(rows)

    def _leave(self, line: _Line) -> _Line:
        """A person of an older export, whose leave stood with them: it goes where it stands now."""
        number, name, row = line
        until = row.pop(AWAY)
        if until is not None:
            self._away.append({"person_id": row["id"], "last": date.fromisoformat(until)})
        return number, name, row

    def _put_off(self, made: Table, row: dict[str, Any]) -> None:
        late = {
            key.parent.name: row[key.parent.name]
            for key in made.foreign_keys
            if self._order[key.column.table.name] >= self._order[made.name] and row[key.parent.name] is not None
        }
        if late:
            row.update(dict.fromkeys(late))
            self._late.append((made, {column.name: row[column.name] for column in made.primary_key}, late))

    def finish(self, head: dict[str, Any]) -> None:
        """Fills in what was put off, checks that all came, and lets ids go on where they were."""
        for made, key, late in self._late:
            chosen = [made.c[name] == value for name, value in key.items()]
            try:
                self._connection.execute(update(made).where(*chosen).values(late))
            except IntegrityError as error:
                raise ExchangeError(f"{made.name} {key}: {_why(error)}") from error
        if self._away:  # when it began was not kept
            leave = self._tables["leave"]
            self._connection.execute(insert(leave).values(first=func.current_date()), self._away)
            self._connection.execute(delete(leave).where(leave.c.last < leave.c.first))
        for name, expected in head["rows"].items():
            if self.count.get(name, 0) != expected:
                raise ExchangeError(f"the file is not whole: {self.count.get(name, 0)} of {expected} rows of {name}")
        last = {of: int(head["last"].get(name, 0)) for name, of in COUNTERS.items()}
        for made in SQLModel.metadata.sorted_tables:
            _continue_ids(self._connection, made, last.get(made.name))


def _why(error: IntegrityError | DataError) -> str:
    return str(error.orig).splitlines()[0]


def _decoded_row(number: int, made: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row's values as the database takes them; a column that an older export lacks gets its default."""
    values: dict[str, Any] = {}
    for column in made.columns:
        try:
            values[column.name] = _decoded(column, row[column.name]) if column.name in row else _default(column)
        except (ValueError, TypeError, ArithmeticError) as error:
            raise ExchangeError(f"line {number}: {made.name}.{column.name}: {error}") from error
    return values


def _decoded(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if value is None:
        if not column.nullable:
            raise ValueError("must not be null")
        return None
    if isinstance(kind, JSON):
        return value
    if isinstance(kind, EnumText):
        return kind.enum(value)
    if isinstance(kind, Exact):
        return _finite(Decimal(_checked(value, str)))
    return _plain(_python(column), value)


def _python(column: Column[Any]) -> type[Any]:
    kind = column.type
    return (kind.impl_instance if isinstance(kind, TypeDecorator) else kind).python_type


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError(f"not an exact number: {number}")
    return number


def _plain(python: type[Any], value: Any) -> Any:
    if python is bytes:
        return base64.b64decode(_checked(value, str), validate=True)
    if python in (datetime, date, time):
        made = python.fromisoformat(_checked(value, str))
        if python is datetime and made.tzinfo is None:
            raise ValueError(f"no offset: {value!r}")
        return made
    return _checked(value, python)


def _checked(value: Any, python: type[Any]) -> Any:
    if type(value) is not python:  # a bool is no int here
        raise TypeError(f"not {python.__name__}: {value!r}")
    return value


def _default(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if column.default is None or not column.default.is_scalar:
        raise ValueError("missing")
    return column.default.arg  # type: ignore[attr-defined]  # a scalar default has one


# --- ids --------------------------------------------------------------------------------------


def _last_id(connection: Connection, made: Table) -> int:
    """The last id that a table gave, its row dropped or not; 0 before the first."""
    if connection.dialect.name == "sqlite":
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return connection.execute(query, {"name": made.name}).scalar() or 0
    query = text("SELECT pg_sequence_last_value(CAST(CAST(:sequence AS text) AS regclass))")
    return connection.execute(query, {"sequence": _sequence(connection, made)}).scalar() or 0


def _continue_ids(connection: Connection, made: Table, last: int | None) -> None:
    """New rows get ids after ``last``, and after the newest row."""
    column = made.autoincrement_column
    if column is None:
        return
    highest = max(last or 0, connection.execute(select(func.max(column))).scalar() or 0)
    if connection.dialect.name == "postgresql":
        given = {"sequence": _sequence(connection, made), "last": max(highest, 1), "given": highest > 0}
        connection.execute(text("SELECT setval(CAST(CAST(:sequence AS text) AS regclass), :last, :given)"), given)
    elif last is not None:  # the others need nothing: SQLite goes on after the newest row
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": made.name})
        values = {"name": made.name, "last": highest}
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


def _sequence(connection: Connection, made: Table) -> str:
    """The sequence behind a table's ids on PostgreSQL."""
    column = made.autoincrement_column
    assert column is not None
    quoted = connection.dialect.identifier_preparer.format_table(made)
    return str(connection.execute(select(func.pg_get_serial_sequence(quoted, column.name))).scalar_one())
