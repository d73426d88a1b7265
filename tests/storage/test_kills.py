"""A process that is killed: nothing half done, and whoever was answered is there."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.db import Database
from tests.storage.units import there


@pytest.fixture
def database(made_url: str) -> Iterator[Database]:
    """A database with all tables, on each kind in turn."""
    made = Database(made_url)
    yield made
    made.close()


CHILD = """
import os, signal, sys, threading
import storage.db
from storage.db import Database
from tests.storage.units import held, put, putting

def said(future):
    os.write(1, (future.result() + chr(10)).encode())

def fatal(session):
    put(session, "fatal")
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    storage.db.SHARE_SECONDS = 60
    database = Database(sys.argv[1])
    earlier = database.writer.submit(putting("earlier"))
    earlier.add_done_callback(said)
    earlier.result()
    with held(database):
        for name in ("one", "two"):
            database.writer.submit(putting(name)).add_done_callback(said)
        database.writer.submit(fatal)
    threading.Event().wait(10)
"""

BUSY_CHILD = """
import itertools, os, sys, threading
from storage.db import Database
from tests.storage.units import putting

if __name__ == "__main__":
    database, numbers = Database(sys.argv[1]), itertools.count()

    def person():
        while True:
            name = database.writer.submit(putting(f"n{next(numbers)}")).result()
            os.write(1, (name + chr(10)).encode())

    for _ in range(16):
        threading.Thread(target=person).start()
"""


def child(program: str, url: str) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]  # the first place a program given by "-c" imports from
    return subprocess.Popen([sys.executable, "-c", program, url], cwd=root, stdout=subprocess.PIPE, text=True)


def test_a_kill_between_leaves_nothing_of_those_who_shared(database: Database) -> None:
    process = child(CHILD, database.url)
    answered, _ = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    assert answered.split() == ["earlier"]
    assert there(database) == {"earlier"}


def test_whoever_was_answered_is_there_after_a_kill(database: Database) -> None:
    process = child(BUSY_CHILD, database.url)
    assert process.stdout is not None
    answered = [process.stdout.readline().strip() for _ in range(200)]
    process.kill()
    answered += process.stdout.read().split()
    process.wait(10)
    process.stdout.close()
    assert len(answered) >= 200
    assert set(answered) <= there(database)
