"""A database that is away fills no log: each failure is a line, anything else is told with where it was."""

from __future__ import annotations

from structlog.testing import capture_logs

from bot import trouble
from storage.db import Busy


def test_a_database_that_is_away_is_one_line_and_a_fault_of_ours_all_there_is() -> None:
    with capture_logs() as logs:
        trouble.tell("the tick failed", Busy("database is locked\nand more"))
        trouble.tell("the tick failed", KeyError("x"))
    away, fault = logs
    assert (away["log_level"], away["error"]) == ("warning", "database is locked")
    assert "exc_info" not in away
    assert fault["log_level"] == "error"
    assert isinstance(fault["exc_info"], KeyError)
