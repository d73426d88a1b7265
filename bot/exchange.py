"""``muster export`` and ``muster import``: a folder of everything, and back into an empty organisation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.settings import Settings
from storage.db import Busy, Database
from storage.exchange import ExchangeError, dump, load, snapshot
from storage.schema import SchemaError, prepare
from storage.sheets import Sheet, sheets, write

ROWS = "muster.jsonl"
_MARK = "\ufeff"  # without it spreadsheets take UTF-8 for the local code page


class NoDatabase(Exception):
    """There is no database where the settings say; the text is one line that says so."""


REFUSALS = (NoDatabase, ExchangeError, SchemaError, Busy, OperationalError, OSError, ValueError)
"""What a user can mend, each with a text that begins with the line to show."""


def export_to(settings: Settings, folder: Path) -> str:
    """Writes every file of an export, all of one moment; one line that says what was written."""
    with _database(settings) as database:
        prepare(database, migrate=False)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with snapshot(database.engine) as connection:
            with _written(folder / ROWS) as part, part.open("wb") as rows:
                count = dump(connection, rows)
            made = [_write_sheet(connection, sheet, folder) for sheet in sheets()]
    return f"Wrote {ROWS} ({count} rows) and {len(made)} CSV files to {folder}."


def _write_sheet(connection: Connection, sheet: Sheet, folder: Path) -> int:
    path = folder / f"{sheet.name}.csv"
    with _written(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.write(_MARK)
        return write(connection, sheet, file)


def import_from(settings: Settings, folder: Path) -> str:
    """Reads an export into an empty organisation; one line that says how much."""
    path = folder / ROWS
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: an export holds it")
    database = Database(settings.database_url)
    try:
        prepare(database, settings.muster_auto_migrate)
        count = database.writer.submit(lambda session: load(session, path)).result()
    finally:
        database.close()
    return f"Read {count} rows from {path}."


def missing_file(url: str) -> Path | None:
    """The file of a SQLite database that is not there: looking into it would make it."""
    made = make_url(url)
    if made.get_backend_name() != "sqlite" or not made.database or made.database == ":memory:":
        return None
    path = Path(made.database)
    return None if path.exists() else path


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    if (path := missing_file(settings.database_url)) is not None:
        raise NoDatabase(f"there is no database at {path}: DATABASE_URL says where it is")
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def _written(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place when it is whole, readable by its owner alone."""
    part = path.with_name(f".{path.name}.part")
    part.touch(mode=0o600)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
