"""How the log tells of what failed in the background."""

import structlog

from storage.db import is_away

log = structlog.get_logger()


def tell(what: str, error: Exception) -> None:
    """One line where the database is away, since whatever needs it fails again and again; else all there is to say."""
    if is_away(error):
        log.warning(what, why="no database", error=str(getattr(error, "orig", None) or error).partition("\n")[0])
    else:
        log.error(what, exc_info=error)
