"""What a database keeps of rows that are no more, and how it is made to let go.

SQLite keeps whole pages of earlier commits beside the file until they are overwritten, PostgreSQL earlier versions of
rows in the table's own file. Where rows were written anew so that nothing may tell how they came about, those go too.
"""

from __future__ import annotations

import sqlite3
from typing import Final

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

log = structlog.get_logger()

SEALED: Final = "sealed"  # what a unit leaves in ``session.info`` that has sealed rows of these tables
TABLES: Final = ("award_roll", "award_tally")
_WAITS: Final = 2  # seconds, for readers and for other votes


def sweep(engine: Engine) -> None:
    """Lets go of earlier states, after the commit; where others are in the way for long, it is told and left."""
    try:
        if engine.dialect.name == "sqlite":
            _checkpoint(engine)
        else:
            _rewrite(engine)
    except (DBAPIError, sqlite3.Error) as error:
        log.warning("earlier states of sealed rows are still there", error=type(error).__name__)


def _checkpoint(engine: Engine) -> None:
    """Empties the file beside SQLite's; ``secure_delete`` has overwritten in place what was there."""
    connection = engine.raw_connection()  # SQLAlchemy's own would begin a transaction, in which this cannot be
    try:
        driver = connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute(f"PRAGMA busy_timeout={_WAITS * 1000}")
        (busy, _, _) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.invalidate()  # so that the next who has it waits as long as ever
        connection.close()
    if busy:
        log.warning("earlier states of sealed rows are still there", error="busy")


def _rewrite(engine: Engine) -> None:
    """Writes the tables into files of their own that hold nothing else."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{_WAITS}s'"))
        try:
            for name in TABLES:
                connection.execute(text(f"VACUUM FULL {name}"))
        finally:
            connection.execute(text("RESET lock_timeout"))
