"""Three replicas on one PostgreSQL, a burst of jobs that fall due in the same second, and one of the three killed.

``python -m tests.reliability.replicas 1000`` does it with a thousand jobs and the product's own waits, and prints what
was found: each job is to have its effect once, and what the dead replica left is to be done within half a minute.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, col, func, select

from bot.clock import SystemClock
from storage.db import Database
from storage.models.messaging import Outbox
from storage.models.people import Person
from storage.models.timing import Unit
from storage.schema import upgrade
from storage.states import OutboxState, UnitState
from tests.databases import running_postgres
from tests.reliability.burst import fall_due
from tests.reliability.process import PATIENCE, Process, came
from tests.reliability.sides import Side, emulated

REPLICAS, PEOPLE = 3, 20
AHEAD = timedelta(seconds=1)
DEATH = 15.0  # seconds for one to come to its point
FAR = 240.0  # seconds for all of a burst


@dataclass(frozen=True)
class Report:
    """What became of the jobs; ``seconds`` from the death of a replica until nothing was left to do. ``unstructured``
    are lines of the logs that no machine can read."""

    jobs: int
    left: int
    lost_effects: int
    doubled_effects: int
    lost_posts: int
    doubled_posts: int
    unstructured: int
    seconds: float

    def clean(self) -> bool:
        """Whether each had its effect once, and the logs are in order."""
        wrong = self.lost_effects + self.doubled_effects + self.lost_posts + self.doubled_posts + self.unstructured
        return wrong == 0


def burst(url: str, folder: Path, side: Side, jobs: int, *, patient: bool = False) -> Report:
    """The jobs fall due, and one of the replicas dies with the leases of what it is sending, and has sent in part."""
    upgrade(url)
    names = [f"p{number}" for number in range(PEOPLE)]
    deaths = [("after-send", max(1, jobs // 20)), *[("never", 0)] * (REPLICAS - 1)]
    started = [Process(url, folder, side.environment, *death, patient=patient) for death in deaths]
    database = Database(url)
    try:
        for process in started:
            process.started()
        for told in [side.tell(name, "my lang en") for name in names]:
            told.result(PATIENCE)
        people = database.read(lambda s: s.exec(select(Person.id).where(col(Person.name).in_(names))).all())
        lines = [(people[number % PEOPLE] or 0, f"job{number}x") for number in range(jobs)]
        fall_due(database, SystemClock().now() + AHEAD, lines)
        if not came(started[0].over, DEATH):  # the others were quicker
            started[0].kill()
        began = time.monotonic()
        left = jobs - database.read(_sent)
        came(lambda: database.read(_sent) == jobs, FAR)
        seconds = time.monotonic() - began
        effects = database.read(lambda s: Counter(str(made["blocks"]) for made in s.exec(_ANY)))
    finally:
        for process in started:
            process.kill()
        database.close()
    seen = Counter(text for name in names for text in side.seen(name))
    posts = [sum(count for text, count in seen.items() if line in text) for _, line in lines]
    owed = [sum(count for made, count in effects.items() if f"'{line}'" in made) for _, line in lines]
    logged = [line for process in started for line in process.log.read_text().splitlines()]
    return Report(
        jobs, left,
        lost_effects=owed.count(0), doubled_effects=sum(count > 1 for count in owed),
        lost_posts=posts.count(0), doubled_posts=sum(count > 1 for count in posts),
        unstructured=sum(not line.startswith("{") for line in logged), seconds=seconds,
    )  # fmt: skip


_BURST = col(Outbox.key).like("unit:%")
_ANY = select(Outbox.card).where(_BURST)


def _sent(session: Session) -> int:
    """How many jobs have been posted."""
    undone = session.exec(select(Unit.id).where(Unit.state != UnitState.DONE)).first()
    sent = session.exec(select(func.count()).where(_BURST, Outbox.state == OutboxState.SENT)).one()
    return sent - (undone is not None)


def main() -> None:
    """Prints what was found; exit 1 where a job did not have its effect once, or was left for more than 30 s."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", type=int, nargs="?", default=1000)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="muster-replicas-") as folder,
        running_postgres() as server,
        emulated("slack") as side,
    ):
        found = burst(server.new(), Path(folder), side, given.jobs, patient=True)
        for log in Path(folder).glob("*.log"):
            lines = log.read_text().splitlines()
            sys.stderr.writelines(f"{line[:300]}\n" for line in lines[-3:])
    sys.stdout.writelines(f"{name:16} {count}\n" for name, count in asdict(found).items())
    sys.exit(0 if found.clean() and found.seconds <= 30 else 1)


if __name__ == "__main__":
    main()
