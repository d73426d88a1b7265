"""What is said of a database that is away, and of what failed in the background."""

from __future__ import annotations

import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from storage.db import Database, is_away

log = structlog.get_logger()

START_SECONDS = 30.0  # for which a server that starts together with the bot is waited for


def unreachable(database: Database, seconds: float = START_SECONDS) -> str | None:
    """One line that says why a database cannot be had, though a server's was waited for; None once it is there."""
    until = time.monotonic() + seconds
    while True:
        try:
            database.ping()
        except SQLAlchemyError as error:
            why = f"the database cannot be had: {_line(error)}"
            if database.engine.dialect.name == "sqlite" or time.monotonic() > until:
                return why
            log.warning("waiting", why=why)
            time.sleep(1)
        else:
            return None


def tell(what: str, error: Exception) -> None:
    """One line where the database is away, since whatever needs it fails again and again; else all there is to say."""
    if is_away(error):
        log.warning(what, why="no database", error=_line(error))
    else:
        log.error(what, exc_info=error)


def _line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).partition("\n")[0]
