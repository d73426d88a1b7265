"""A standup of 500 people: ``python -m bench.standup``.

From the tick at which they are asked to the last question in the outbox; then the last answer, which posts the summary.
"""

from __future__ import annotations

import asyncio
import time as clock
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import func
from sqlmodel import Session, select

from bench.databases import databases
from bench.measure import Row, show
from bot.clock import StandingClock
from bot.scheduler import Scheduler, next_time
from handlers.kit.context import Ctx, Effects, Org, Place
from handlers.kit.people import People
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from handlers.standup import answering, service
from handlers.standup.service import Wish
from handlers.team import service as team_service
from storage.db import Database
from storage.models.messaging import Outbox
from storage.repos import people as people_repo
from storage.repos import team as team_repo
from storage.schema import upgrade
from storage.states import Right

T = TypeVar("T")
PEOPLE = 500
MONDAY = datetime(2026, 1, 5, 1, 29, 59, tzinfo=UTC)  # 09:29:59 in Shanghai
ORG = Org("Asia/Shanghai", "CN")


def rows() -> Iterator[Row]:
    """Asking everybody, and answering for them until the summary is posted."""
    for name, url in databases():
        upgrade(url)
        asked, answered = asyncio.run(_measure(url))
        yield Row(f"{PEOPLE} asked in one slot, {name}", asked, None, "ms", "under 2000")
        yield Row(f"one answer in a team of {PEOPLE}, {name}", answered, None, "ms", "")


class _Office:
    """A team on a clock that stands still."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.clock = StandingClock(MONDAY)
        self.vocabulary = Vocabulary(FEATURES)
        self.people: list[int] = []
        self.acts = 0

    def act(self, effect: Callable[[Ctx], T], who: int = 0) -> T:
        """Has somebody do something, in a transaction of its own."""
        self.acts += 1
        made = Effects(f"act:{self.acts}", self.vocabulary.publish, next_time)

        def unit(session: Session) -> T:
            actor = People(session).get(self.people[who])
            return effect(Ctx(session, self.clock.now(), ORG, Place(1, "bench"), actor, None, made))

        return self.database.writer.submit(unit).result()

    def fill(self, session: Session) -> None:
        """The people."""
        workspace = people_repo.workspace(session, "bench", "T")
        for number in range(PEOPLE):
            row = people_repo.add_person(session, f"person {number}", MONDAY)
            people_repo.add_account(session, workspace.id or 0, row.id or 0, f"U{number}")
            row.right = Right.MEMBER if number else Right.ADMIN
            self.people.append(row.id or 0)


async def _measure(url: str) -> tuple[float, float]:
    office = _Office(url)
    office.database.writer.submit(office.fill).result()
    team = office.act(lambda ctx: team_service.new(ctx, "Growth"))
    for person in office.people[1:]:
        office.act(lambda ctx, person=person: team_repo.join(ctx.session, team.id, person, None, False, ctx.now))  # type: ignore[misc]
    office.act(lambda ctx: service.set_up(ctx, team, time(9, 30), Wish()))
    scheduler = Scheduler(office.database, office.vocabulary, ORG, office.clock)
    before = office.database.read(_owed)
    office.clock.move(MONDAY + timedelta(seconds=1))
    begin = clock.perf_counter()
    while await scheduler.tick():
        pass
    asked = clock.perf_counter() - begin
    assert office.database.read(_owed) - before == PEOPLE
    begin = clock.perf_counter()
    for who in range(20):
        office.act(lambda ctx: answering.answer(ctx, answering.Answer(today="calls")), who)
    answered = (clock.perf_counter() - begin) / 20
    office.database.close()
    return asked * 1000, answered * 1000


def _owed(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Outbox)).one()


if __name__ == "__main__":
    show(rows())
