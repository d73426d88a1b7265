"""The database goes away while people use the bot, and comes back; the process goes on.

``python -m tests.reliability.faults 60`` takes PostgreSQL away for a minute, has it stand still for another, leaves
SQLite no room on the disk for a third, and prints what was found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlmodel import select

from storage.db import Database
from storage.models.todo import ActionItem
from storage.schema import upgrade
from tests.databases import Postgres, running_postgres
from tests.reliability.process import PATIENCE, Process, came, until
from tests.reliability.sides import PLATFORMS, Side, Told, emulated

BACK = 5.0  # seconds within which all has to work again
END = 10.0  # seconds for the process to end, once told to


@dataclass(frozen=True)
class Report:
    """What became of the commands given before, while and after the database was away: how many were acknowledged, or
    answered as done, though there was no row; and the seconds until all that was given had been done and answered.
    At last it was told to end with more under way."""

    commands: int
    unready: bool
    acknowledged_meanwhile: int
    answered_meanwhile: int
    lost_effects: int
    doubled_effects: int
    lost_answers: int
    doubled_answers: int
    lost_posts: int
    doubled_posts: int
    unheard_errors: int
    back_after: float
    code: int
    ended_after: float

    def clean(self) -> bool:
        """Whether nothing was said to be done that was not, and all was done once the database was back."""
        wrong = self.acknowledged_meanwhile + self.answered_meanwhile + self.lost_effects + self.doubled_effects
        wrong += self.lost_answers + self.doubled_answers + self.lost_posts + self.doubled_posts + self.unheard_errors
        in_time = self.back_after <= BACK and self.ended_after <= END
        return self.unready and not wrong and in_time and self.code == 0


def outage(
    url: str,
    folder: Path,
    side: Side,
    seconds: float,
    away: Callable[[Process], object],
    back: Callable[[Process], object],
) -> Report:
    """Commands before, during and after; some are under way when the database goes."""
    upgrade(url)
    process = Process(url, folder, side.environment, port=side.port).started()
    told: dict[str, Told] = {}

    def give() -> str:
        item = f"item{len(told)}x"
        told[item] = side.tell("alice", f"todo add @bob {item} --due tomorrow")
        return item

    def answered(item: str) -> int:
        return sum(item in text for text in side.seen("alice"))

    def posted(item: str) -> int:
        return sum(item in text for text in side.seen("bob"))

    try:
        side.tell("bob", "my lang en").result(PATIENCE)
        first = give()
        until(lambda: answered(first), "the first is answered")
        for _ in range(5):
            give()  # under way
        away(process)
        began = time.monotonic()
        try:
            meanwhile = [give() for _ in range(5)]
            unready = came(lambda: process.status("/readyz")[0] == 503, max(seconds, 5.0))
            time.sleep(max(0.0, seconds - (time.monotonic() - began)))
            acknowledged = sum(told[item].done() for item in meanwhile)
            answers = sum(answered(item) for item in meanwhile)
        finally:
            back(process)
        began = time.monotonic()
        give()
        everything = list(told)
        came(lambda: all(answered(item) for item in everything) and process.ready(), 30 + seconds)
        back_after = time.monotonic() - began
        until(lambda: all(posted(item) for item in everything), "everything is posted")
        last = [give() for _ in range(5)]
        code, ended_after = process.stop()
    finally:
        process.kill()
    database = Database(url)
    try:
        effects = database.read(lambda s: Counter(s.exec(select(ActionItem.what))))
    finally:
        database.close()
    before_end = list(everything)
    everything += [item for item in last if told[item].done()]
    return Report(
        len(told), unready, acknowledged, answers,
        lost_posts=sum(posted(item) == 0 for item in before_end),
        doubled_posts=sum(posted(item) > 1 for item in told),
        lost_effects=sum(effects[item] == 0 for item in everything),
        doubled_effects=sum(effects[item] > 1 for item in told),
        lost_answers=sum(answered(item) == 0 for item in everything),
        doubled_answers=sum(answered(item) > 1 for item in told),
        unheard_errors=process.log.read_text().count("never retrieved"), back_after=back_after, code=code,
        ended_after=ended_after,
    )  # fmt: skip


def postgres_gone(server: Postgres, folder: Path, side: Side, seconds: float) -> Report:
    """PostgreSQL ends as if the power had gone, and starts again."""
    return outage(server.new(), folder, side, seconds, lambda _: server.stop(), lambda _: server.start())


def postgres_mute(server: Postgres, folder: Path, side: Side, seconds: float) -> Report:
    """PostgreSQL stands still: its connections stay, and nothing answers."""
    return outage(server.new(), folder, side, seconds, lambda _: server.freeze(True), lambda _: server.freeze(False))


def disk_full(folder: Path, side: Side, seconds: float) -> Report:
    """SQLite finds no room on the disk, and then finds some again."""
    url = f"sqlite:///{folder}/muster.db"
    return outage(url, folder, side, seconds, lambda bot: bot.disk_full(True), lambda bot: bot.disk_full(False))


def main() -> None:
    """Prints what was found; exit 1 where anything was lost, doubled or late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float, nargs="?", default=60.0)
    parser.add_argument("--platform", choices=PLATFORMS, default="slack")
    given = parser.parse_args()
    clean = True
    for fault, happens in {"gone": postgres_gone, "mute": postgres_mute, "disk full": None}.items():
        with tempfile.TemporaryDirectory(prefix="muster-faults-") as path, emulated(given.platform) as side:
            folder = Path(path)
            if happens is None:
                found = disk_full(folder, side, given.seconds)
            else:
                with running_postgres() as server:
                    found = happens(server, folder, side, given.seconds)
            for log in folder.glob("*.log"):
                sys.stderr.write(log.read_text())
        clean = clean and found.clean()
        sys.stdout.write(f"{fault}: {'  '.join(f'{name} {count}' for name, count in asdict(found).items())}\n")
    sys.exit(0 if clean else 1)


if __name__ == "__main__":
    main()
