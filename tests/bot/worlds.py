"""A small world for tests of delivery and scheduling: a person, a channel, a platform that notes what it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlmodel import Session
from starlette.routing import BaseRoute

from bot.clock import StandingClock
from bot.delivery import Delivery
from bot.pacing import Limits
from bot.platforms.base import Outgoing
from bot.scheduler import Scheduler, next_time
from bot.worded import WordedPara, plain
from handlers.kit.context import Ctx, Effects, Org
from handlers.kit.feature import Feature
from handlers.kit.vocabulary import Vocabulary
from storage.db import Database
from storage.repos import people as people_repo

T = TypeVar("T")
START = datetime(2026, 1, 5, 2, tzinfo=UTC)  # Monday, 10:00 in Shanghai


@dataclass
class Noting:
    """A platform that keeps what it is sent; ``fault`` may raise or wait before it does."""

    name: str = "test"
    sent: list[tuple[str, str]] = field(default_factory=list)
    updates: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    fault: Callable[[Outgoing], None] = lambda _outgoing: None

    async def send(self, outgoing: Outgoing) -> str:
        """Notes it, by destination and words; its id is a running number."""
        await asyncio.sleep(0)
        self.fault(outgoing)
        first = outgoing.card.blocks[0]
        assert isinstance(first, WordedPara)
        self.keys.append(outgoing.key)
        note = (outgoing.account or outgoing.channel or "", plain(first.words))
        (self.updates if outgoing.updates else self.sent).append(note)
        return f"r{len(self.keys)}"

    def ready(self) -> bool:
        return True

    def routes(self) -> Sequence[BaseRoute]:
        return ()

    async def start(self) -> None:
        """Nothing to do."""

    async def stop(self) -> None:
        """Nothing to do."""


class World:
    """A database with alice (account A) and bob (B), channels C and D, and the workers on it."""

    def __init__(self, url: str, feature: Feature | None = None) -> None:
        self.database = Database(url, durable=False)
        self._acts = 0
        self.clock = StandingClock(START)
        self.org = Org(threads=frozenset({"test"}))
        self.vocabulary = Vocabulary((feature,) if feature else ())
        self.platform = Noting()
        self.limits = Limits()
        self.delivery = self.worker()
        self.scheduler = Scheduler(self.database, self.vocabulary, self.org, self.clock)
        self.write(self._fill)

    def worker(self) -> Delivery:
        """Another delivery worker, as a second replica would have."""
        return Delivery(
            self.database, self.org, self.clock, {"test": self.platform}, {"test": self.limits}, self.vocabulary.publish
        )

    def write(self, unit: Callable[[Session], T]) -> T:
        """Runs a unit of work."""
        return self.database.writer.submit(unit).result()

    def act(self, effect: Callable[[Ctx], T], by_clock: bool = False) -> T:
        """Runs an effect in a transaction, as a handler would."""
        self._acts += 1
        origin = f"act:{self._acts}"

        def unit(session: Session) -> T:
            effects = Effects(origin, self.vocabulary.publish, next_time, by_clock)
            return effect(Ctx(session, self.clock.now(), self.org, None, None, None, effects))

        return self.write(unit)

    def pass_time(self, **length: float) -> None:
        """Moves the clock."""
        self.clock.move(self.clock.now() + timedelta(**length))

    def deliver(self) -> list[tuple[str, str]]:
        """Sends what is due; everything sent so far."""
        asyncio.run(self.delivery.drain())
        return self.platform.sent

    def tick(self) -> int:
        """One tick of the scheduler."""
        return asyncio.run(self.scheduler.tick())

    def close(self) -> None:
        """Ends it."""
        self.database.close()

    def _fill(self, session: Session) -> None:
        workspace = people_repo.workspace(session, "test", "T1")
        assert workspace.id is not None
        for name in ("alice", "bob"):
            person = people_repo.add_person(session, name, START)
            people_repo.add_account(session, workspace.id, person.id or 0, name[0].upper())
        for name in ("C", "D"):
            people_repo.add_channel(session, workspace.id, name, name.lower(), None)


ALICE, BOB = 1, 2
C, D = 1, 2
