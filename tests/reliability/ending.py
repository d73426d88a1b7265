"""The process is told to end (SIGTERM) in the middle of its work: it ends within ten seconds, and nothing is lost.

``python -m tests.reliability.ending`` tries it with each database, with a platform that takes its time, and with a
database that is gone or does not answer.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from sqlmodel import col, select

from storage.db import Database
from storage.models.messaging import Inbox, Outbox
from storage.models.todo import ActionItem
from storage.schema import upgrade
from storage.states import OutboxState
from tests.databases import running_postgres
from tests.reliability.process import PATIENCE, Process, until
from tests.reliability.sides import Side, Told, emulated

MOST = 10.0  # seconds
GIVEN = 15  # commands under way
Trouble = tuple[Callable[[Side], object], Callable[[Side], object]]  # and its cure


@dataclass(frozen=True)
class Report:
    """How it ended, and what became of the commands once another process went on."""

    code: int
    seconds: float
    lost_effects: int
    doubled_effects: int
    lost_posts: int
    doubled_posts: int

    def clean(self) -> bool:
        """Whether it ended in time, and everything was done once."""
        wrong = self.lost_effects + self.doubled_effects + self.lost_posts + self.doubled_posts
        return self.code in (0, 1) and self.seconds <= MOST and not wrong


def ending(
    url: str,
    folder: Path,
    side: Side,
    trouble: Callable[[], object] = lambda: None,
    cure: Callable[[], object] = lambda: None,
    *,
    patient: bool = False,
) -> Report:
    """Ends while commands and posts are under way, and goes on in another process."""
    upgrade(url)
    first = Process(url, folder, side.environment, port=side.port, patient=patient).started()
    told: dict[str, Told] = {}
    try:
        side.tell("bob", "my lang en").result(PATIENCE)
        for number in range(GIVEN):
            told[f"item{number}x"] = side.tell(f"alice{number}", f"todo add @bob item{number}x --due tomorrow")
            if number == GIVEN // 2:
                trouble()
        code, seconds = first.stop()
    finally:
        first.kill()
        cure()
    second = Process(url, folder, side.environment, port=side.port).started()
    database = Database(url)
    try:
        for one in told.values():
            one.result(PATIENCE)
        until(lambda: _owes_nothing(database), "nothing is owed")
        effects = database.read(lambda s: Counter(s.exec(select(ActionItem.what))))
    finally:
        second.kill()
        database.close()
    posts = [sum(item in text for text in side.seen("bob")) for item in told]
    return Report(
        code, seconds,
        lost_effects=sum(effects[item] == 0 for item in told),
        doubled_effects=sum(effects[item] > 1 for item in told),
        lost_posts=posts.count(0), doubled_posts=sum(count > 1 for count in posts),
    )  # fmt: skip


def _owes_nothing(database: Database) -> bool:
    waiting = select(Outbox.id).where(Outbox.state == OutboxState.READY)
    unhanded = select(Inbox.id).where(col(Inbox.handed_at).is_(None))
    return database.read(lambda s: s.exec(waiting).first() is None and s.exec(unhanded).first() is None)


def main() -> None:
    """Prints what was found; exit 1 where it took too long or anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", default="slack")
    given = parser.parse_args()
    clean = True
    with running_postgres() as server:
        nothing: Trouble = (lambda _side: None, lambda _side: None)
        slow: Trouble = (lambda side: side.slow(30.0), lambda side: side.slow(0.0))
        slower: Trouble = (lambda side: side.slow(3.0), lambda side: side.slow(0.0))
        gone: Trouble = (lambda _side: server.stop(), lambda _side: server.start())
        mute: Trouble = (lambda _side: server.freeze(True), lambda _side: server.freeze(False))
        cases: dict[str, tuple[bool, Trouble]] = {
            "SQLite": (True, nothing), "SQLite, a platform that takes 3 s": (True, slower),
            "SQLite, a platform that takes 30 s": (True, slow), "PostgreSQL": (False, nothing),
            "PostgreSQL, a platform that takes 30 s": (False, slow), "PostgreSQL gone": (False, gone),
            "PostgreSQL mute": (False, mute),
        }  # fmt: skip
        for name, (sqlite, (trouble, cure)) in cases.items():
            with tempfile.TemporaryDirectory(prefix="muster-ending-") as folder, emulated(given.platform) as side:
                url = f"sqlite:///{folder}/muster.db" if sqlite else server.new()
                found = ending(url, Path(folder), side, partial(trouble, side), partial(cure, side), patient=True)
                for log in Path(folder).glob("*.log"):
                    sys.stderr.write(f"{name}: {log.read_text()}")
            clean = clean and found.clean()
            sys.stdout.write(f"{name}: {'  '.join(f'{key} {value}' for key, value in asdict(found).items())}\n")
            sys.stdout.flush()
    sys.exit(0 if clean else 1)


if __name__ == "__main__":
    main()
