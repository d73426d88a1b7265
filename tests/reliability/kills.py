"""Kills the process again and again while people use it, and counts what was lost or happened twice.

``python -m tests.reliability.kills 30`` does it thirty times on each database with each platform, at random points and
times, and prints the counts. The emulated platform lives outside the killed process, the database is a real one on the
disk. ``--seed``, ``--platform`` and ``--database`` say which.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from bot.clock import SystemClock
from storage.db import Database
from storage.models.messaging import Audit, Inbox, Outbox
from storage.models.people import Person
from storage.models.recognition import Kudos
from storage.models.timing import Schedule, Unit
from storage.models.todo import ActionItem
from storage.repos import messaging
from storage.schema import upgrade
from storage.states import OutboxState, UnitState
from tests.databases import running_postgres
from tests.reliability.burst import fall_due
from tests.reliability.process import PATIENCE, Process, came, until
from tests.reliability.sides import PLATFORMS, NotTaken, Side, Told, emulated

POINTS = ("before-commit", "after-commit", "before-send", "after-send", "before-answer", "after-answer", "moment")
LIFE = 5.0  # seconds, of one that does not come to its point
CHANNEL = "growth"
EACH = 50  # kudos that one person gives: fewer than a month's allowance
Death = tuple[str, int]  # a point and how often it is come to; or a "moment", in milliseconds


@dataclass(frozen=True)
class Report:
    """What was found at the end. ``shown_again`` are answers that no platform could tell from new ones: for one
    person's eyes in a group, or at an address."""

    kills: int
    commands: int
    jobs: int
    lost_effects: int
    doubled_effects: int
    half_written: int
    lost_posts: int
    doubled_posts: int
    lost_answers: int
    doubled_answers: int
    shown_again: int

    def clean(self) -> bool:
        """Whether nothing was lost and nothing happened twice that need not."""
        counts = asdict(self)
        for name in ("kills", "commands", "jobs", "shown_again"):
            del counts[name]
        return not any(counts.values()) and self.shown_again <= self.kills


@dataclass(frozen=True)
class Command:
    """Something that was said to the bot; ``told`` is done once it was acknowledged."""

    item: str
    who: str
    channel: str | None
    told: Told

    def taken(self) -> bool:
        """Whether the bot acknowledged it; raises where the platform could not tell it."""
        if not self.told.done():
            return False
        error = self.told.exception()
        if error is not None and not isinstance(error, NotTaken):
            raise error
        return error is None


class Story:
    """One database, one platform, many lives of the bot."""

    def __init__(self, url: str, folder: Path, side: Side) -> None:
        self._url, self._folder, self._side = url, folder, side
        self._commands: list[Command] = []
        self._jobs: list[str] = []
        upgrade(url)
        self._database = Database(url)

    def live(self, death: Death | None) -> None:
        """One life: people give commands until it dies, or until nothing is owed any more."""
        point, count = death or ("never", 0)
        placed = "never" if point == "moment" else point
        environment, port = self._side.environment, self._side.port
        process = Process(self._url, self._folder, environment, placed, count, port=port).started()
        try:
            if not self._commands:
                self._side.tell("bob", "my lang en").result(PATIENCE)  # by which he is known
            self._give()
            if point == "moment":
                time.sleep(count / 1000)
            elif death is not None:
                came(process.over, LIFE)  # else it never came to its point: then just now
            else:
                self._settle()
        finally:
            process.kill()

    def report(self, kills: int) -> Report:
        """Counts what became of every command and every job."""
        effects, halves = self._database.read(self._stored)
        fired = self._database.read(lambda s: Counter(u.payload["line"] for u in s.exec(select(Unit)) if u.payload))
        wanted = [c for c in self._commands if c.taken() or effects[c.item]]
        posts = [
            seen for command in wanted
            for seen in ([self._count(command.item, "bob", command.channel)] if command.channel else [])
            + [self._count(command.item, "bob")]
        ] + [self._count(line, "bob") for line in self._jobs]  # fmt: skip
        private = [self._count(c.item, c.who) for c in wanted if c.channel is None]
        aside = [self._aside(c, wanted) for c in wanted if c.channel is not None]
        has_keys = self._side.name != "dingtalk"
        return Report(
            kills, len(wanted), len(self._jobs),
            lost_effects=sum(effects[c.item] == 0 for c in wanted) + sum(fired[line] == 0 for line in self._jobs),
            doubled_effects=sum(count > 1 for count in (effects | fired).values()),
            half_written=halves,
            lost_posts=sum(seen == 0 for seen in posts),
            doubled_posts=sum(seen > 1 for seen in posts),
            lost_answers=sum(seen == 0 for seen in private + aside),
            doubled_answers=sum(seen > 1 for seen in private) if has_keys else 0,
            shown_again=sum(seen > 1 for seen in (aside if has_keys else aside + private)),
        )  # fmt: skip

    def close(self) -> None:
        """Ends the look at the database."""
        self._database.close()

    def _give(self) -> None:
        """Alice gives Bob something to do and praises him, whether the bot lives or not, and a job falls due."""
        number = len(self._commands)
        who = f"alice{number // (2 * EACH)}"
        for at, (text, channel) in enumerate((("todo add @bob {} --due tomorrow", None), ("kudos @bob {}", CHANNEL))):
            item = f"item{number + at}x"
            self._commands.append(Command(item, who, channel, self._side.tell(who, text.format(item), channel)))
        line = f"job{len(self._jobs)}x"
        self._jobs.append(line)
        bob = self._database.read(lambda s: s.exec(select(Person.id).where(Person.name == "bob")).one())
        fall_due(self._database, SystemClock().now(), [(bob or 0, line)])

    def _settle(self) -> None:
        if self._side.sends_again:
            until(lambda: all(command.told.done() for command in self._commands), "everything was told")
        until(self._owes_nothing, "nothing is owed any more")

    def _owes_nothing(self) -> bool:
        def nothing(session: Session) -> bool:
            waiting = (
                select(Outbox.id).where(Outbox.state == OutboxState.READY),
                select(Inbox.id).where(col(Inbox.handed_at).is_(None)),
                select(Unit.id).where(Unit.state == UnitState.PENDING),
                select(Schedule.id).where(Schedule.job == "burst"),
            )
            return all(session.exec(query).first() is None for query in waiting)

        return self._database.read(nothing)

    def _stored(self, session: Session) -> tuple[Counter[str], int]:
        """How often each command had its effect; how many commands left some rows and not others."""
        effects = Counter(session.exec(select(ActionItem.what))) + Counter(session.exec(select(Kudos.reason)))
        audits = Counter(w for text in session.exec(select(Audit.arguments)) for w in text.split())
        owed = [(str(row.card), row.key) for row in session.exec(select(Outbox))]

        def rows(item: str) -> list[bool]:
            keys = [key for made, key in owed if f"'{item}'" in made]
            claims = [messaging.owed_by(session, key) is not None for key in keys if not key.startswith("answer:")]
            return [effects[item] > 0, audits[item] > 0, bool(claims), *claims]

        return effects, sum(any(found) != all(found) for found in (rows(c.item) for c in self._commands))

    def _count(self, item: str, who: str, channel: str | None = None) -> int:
        return sum(item in text for text in self._side.seen(who, channel))

    def _aside(self, command: Command, wanted: Sequence[Command]) -> int:
        """How often a command given in the channel was answered: there for one person's eyes, or privately."""
        given = [one for one in wanted if one.who == command.who and one.channel is not None]
        left = f" {100 - 1 - given.index(command)} points of 100"  # one answer for each, whichever it is
        return self._count(left, command.who, command.channel) + self._count(left, command.who)


def story(url: str, folder: Path, side: Side, deaths: Sequence[Death]) -> Report:
    """Lives that end at these points, then one that lives on until nothing is owed."""
    told = Story(url, folder, side)
    try:
        for death in deaths:
            told.live(death)
        told.live(None)
        return told.report(len(deaths))
    finally:
        told.close()


@contextmanager
def databases(which: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if which == "sqlite":
        yield f"sqlite:///{folder}/muster.db"
        return
    with running_postgres() as server:
        yield server.new()


def random_deaths(number: int, chance: random.Random) -> list[Death]:
    """At any point or time."""
    points = [chance.choice(POINTS) for _ in range(number)]
    return [(point, chance.randint(0, 600) if point == "moment" else chance.randint(1, 6)) for point in points]


def main() -> None:
    """Kills, and prints what was found; exit 1 where anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(1000))
    parser.add_argument("--platform", choices=PLATFORMS, action="append")
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    given = parser.parse_args()
    clean = True
    for database in given.database or ("sqlite", "postgres"):
        for platform in given.platform or PLATFORMS:
            with (
                tempfile.TemporaryDirectory(prefix="muster-kills-") as folder,
                databases(database, Path(folder)) as url,
                emulated(platform) as side,
            ):
                found = story(url, Path(folder), side, random_deaths(given.kills, random.Random(given.seed)))
            clean = clean and found.clean()
            counts = "  ".join(f"{name} {count}" for name, count in asdict(found).items())
            sys.stdout.write(f"{database} {platform} (seed {given.seed}): {counts}\n")
            sys.stdout.flush()
    sys.exit(0 if clean else 1)


if __name__ == "__main__":
    main()
