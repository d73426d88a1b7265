"""A database that is away fills no log: each failure is a line, anything else is told with where it was."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import trouble
from storage.db import Busy, Database
from tests.databases import Postgres
from tests.reliability.process import ROOT


def test_a_database_that_is_away_is_one_line_and_a_fault_of_ours_all_there_is() -> None:
    with capture_logs() as logs:
        trouble.tell("the tick failed", Busy("database is locked\nand more"))
        trouble.tell("the tick failed", KeyError("x"))
    away, fault = logs
    assert (away["log_level"], away["error"]) == ("warning", "database is locked")
    assert "exc_info" not in away
    assert fault["log_level"] == "error"
    assert isinstance(fault["exc_info"], KeyError)


@pytest.mark.postgres
def test_a_server_that_starts_together_with_the_bot_is_waited_for(postgres: Postgres) -> None:
    database = Database(postgres.new(), durable=False)
    postgres.stop()
    starting = threading.Timer(0.5, postgres.start)
    starting.start()
    with capture_logs() as logs:
        assert trouble.unreachable(database) is None
    starting.join()
    assert "the database cannot be had" in logs[0]["why"]
    database.close()


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_a_database_that_cannot_be_had_is_one_line(command: str, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "bot", command]
    given = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{tmp_path}/none/muster.db"}
    ended = subprocess.run(program, env=given, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert ended.stderr.splitlines() == ["muster: the database cannot be had: unable to open database file"]
