"""Kills the process again and again while people use it, and counts what was lost or happened twice.

``python -m tests.reliability.kills 30`` does it thirty times on SQLite and prints the counts. The emulated Slack lives
outside the killed process, the database is a real one on the disk.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from storage.db import Database
from storage.models.messaging import Audit, Inbox, Outbox
from storage.models.todo import ActionItem
from storage.schema import upgrade
from storage.states import OutboxState
from tests.platforms.slack.client import Reading
from tests.platforms.slack.emulator import Emulator
from tests.platforms.slack.payloads import message
from tests.platforms.slack.workspace import APP_TOKEN, BOT_TOKEN, Json

POINTS = ("before-commit", "after-commit", "before-send", "after-send")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0  # seconds for a process to start, to die, to owe nothing any more
COMMANDS = 3  # that people give in each life
LIFE = 5.0  # seconds, of one that does not come to its point


@dataclass(frozen=True)
class Report:
    """What was found at the end; every count but the first two should be nought."""

    kills: int
    commands: int
    lost_effects: int
    doubled_effects: int
    half_written: int
    lost_posts: int
    doubled_posts: int
    lost_answers: int

    def clean(self) -> bool:
        """Whether nothing was lost and nothing happened twice."""
        return not any(count for name, count in asdict(self).items() if name not in ("kills", "commands"))


class Story:
    """One database, one workspace, many lives of the bot."""

    def __init__(self, url: str, folder: Path) -> None:
        self.emulator = Emulator()
        self.emulator.do(lambda ws: [ws.user(name) for name in ("alice", "bob")])
        self._url, self._folder, self._port = url, folder, _free_port()
        self._told: list[Future[list[Json]]] = []
        self._given: list[str] = []
        upgrade(url)

    def live(self, point: str, count: int) -> None:
        """One life: people give commands until it dies (or, never dying, owes nothing), then it is over."""
        process = self._start(point, count)
        try:
            for _ in range(COMMANDS):
                self._give()
            if point == "never":
                for told in self._told:
                    told.result(PATIENCE)
                _until(self._owes_nothing, "nothing is owed any more")
                process.terminate()
            if not _came(lambda: process.poll() is not None, LIFE):
                process.kill()  # it never came to its point: then just now
                process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()

    def report(self, kills: int) -> Report:
        """Counts what became of every command."""
        database = Database(self._url)
        try:
            with_effect = Counter(database.read(lambda s: list(s.exec(select(ActionItem.what)).all())))
            claimed = database.read(
                lambda s: len(s.exec(select(Inbox.id).where(col(Inbox.event_id).like("m:%"))).all())
            )
            recorded = database.read(lambda s: len(s.exec(select(Audit.id).where(Audit.command == "todo-add")).all()))
        finally:
            database.close()
        told, answered = self.emulator.do(lambda ws: (_seen(ws, "bob"), _seen(ws, "alice")))
        items = self._given
        return Report(
            kills, len(items),
            lost_effects=sum(with_effect[item] == 0 for item in items),
            doubled_effects=sum(with_effect[item] > 1 for item in items),
            half_written=abs(claimed - len(items)) + abs(recorded - len(items)),
            lost_posts=sum(_count(told, item) == 0 for item in items),
            doubled_posts=sum(_count(told, item) > 1 for item in items),
            lost_answers=sum(_count(answered, item) == 0 for item in items),
        )  # fmt: skip

    def close(self) -> None:
        """Ends the workspace."""
        self.emulator.close()

    def _give(self) -> None:
        """Alice gives Bob something to do, whether the bot lives or not: Slack keeps what is not acknowledged."""
        item = f"item{len(self._given)}x"
        self._given.append(item)
        text = f"todo add @bob {item} --due tomorrow"
        payload = self.emulator.do(lambda ws: message(ws, "alice", text)[0])
        self._told.append(self.emulator.start(self.emulator.tell("events_api", payload, patience=300.0)))

    def _start(self, point: str, count: int) -> subprocess.Popen[bytes]:
        environment = {
            "PATH": os.defpath, "HOME": str(self._folder), "PYTHONPATH": str(ROOT), "DATABASE_URL": self._url,
            "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": self.emulator.api,
            "SLACK_MESSAGES_PER_SECOND": "500", "MUSTER_LANGUAGE": "en",
        }  # fmt: skip
        with (self._folder / "served.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.reliability.victim", point, str(count), str(self._port)],
                cwd=self._folder, env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        _until(lambda: process.poll() is not None or self._ready(), "the bot is ready")
        return process

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def _owes_nothing(self) -> bool:
        database = Database(self._url)
        try:
            waiting = select(Outbox.id).where(Outbox.state == OutboxState.READY)
            unhanded = select(Inbox.id).where(col(Inbox.handed_at).is_(None))
            return database.read(lambda s: s.exec(waiting).first() is None and s.exec(unhanded).first() is None)
        finally:
            database.close()


def story(url: str, folder: Path, deaths: Sequence[tuple[str, int]]) -> Report:
    """Lives that end at these points, then one that lives on until nothing is owed."""
    told = Story(url, folder)
    try:
        for point, count in deaths:
            told.live(point, count)
        told.live("never", 0)
        return told.report(len(deaths))
    finally:
        told.close()


def _seen(ws: Any, who: str) -> list[str]:
    """The bot's messages that somebody sees privately, as text."""
    user = ws.user(who)
    return [
        Reading(message.body, str).text
        for message in ws.messages
        if message.channel == ws.chat(user) and message.only in (None, user)
    ]


def _count(texts: list[str], item: str) -> int:
    return sum(item in text for text in texts)


def _until(look: Callable[[], object], what: str) -> None:
    if not _came(look, PATIENCE):
        raise AssertionError(f"it never came: {what}")


def _came(look: Callable[[], object], seconds: float) -> bool:
    """Whether it came within that time."""
    end = time.monotonic() + seconds
    while not look():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Kills at random points, and prints what was found; exit 1 where anything was lost or doubled."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else None)
    deaths = [(chance.choice(POINTS), chance.randint(1, 4)) for _ in range(kills)]
    with tempfile.TemporaryDirectory(prefix="muster-kills-") as folder:
        found = story(f"sqlite:///{folder}/muster.db", Path(folder), deaths)
    sys.stdout.writelines(f"{name:16} {count}\n" for name, count in asdict(found).items())
    sys.exit(0 if found.clean() else 1)


if __name__ == "__main__":
    main()
