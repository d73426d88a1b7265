"""A team of four in four zones with a standup, on a clock that stands still, and the history of what was done there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot.clock import StandingClock
from bot.scheduler import Scheduler, next_time
from handlers import standup, team
from handlers.kit import leave, working_days
from handlers.kit.calendar import WorkingCalendar
from handlers.kit.context import Ctx, Effects, Org
from handlers.kit.directory import set_zone
from handlers.kit.leave_days import Spell
from handlers.kit.people import People
from handlers.kit.vocabulary import Vocabulary
from handlers.standup import service
from handlers.standup.service import Wish
from handlers.team import service as team_service
from storage.db import Database
from storage.models.messaging import Outbox
from storage.models.people import Account
from storage.models.standup import StandupEntry, StandupRun
from storage.repos import people as people_repo
from storage.repos.due import due
from storage.states import Right

T = TypeVar("T")

NAMES = ("alice", "bob", "chen", "dave")
ZONES = (
    "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo",
)  # fmt: skip
LATEST = timedelta(hours=2)
NEAR = timedelta(hours=30)  # around a change of zone or hour a person's day is not the same for both

Own = dict[date, tuple[bool, str | None]]


@dataclass
class History:
    """What was done when, each list in order."""

    zones: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: {name: [] for name in NAMES})
    leave: dict[str, list[tuple[datetime, date]]] = field(default_factory=lambda: {name: [] for name in NAMES})
    hours: list[tuple[datetime, time]] = field(default_factory=list)
    own: list[tuple[datetime, Own]] = field(default_factory=list)
    standstills: list[tuple[datetime, datetime]] = field(default_factory=list)


class Office:
    """The team, what it does, and what comes of it."""

    def __init__(self, url: str, first: date, hour: time, names: Sequence[str] = NAMES) -> None:
        self.database = Database(url, durable=False)
        self.clock = StandingClock(datetime.combine(first, time(), UTC))
        self.org = Org(ZONES[0], "CN")
        self.vocabulary = Vocabulary((team.FEATURE, standup.FEATURE))
        self.history = History()
        self.names = names
        self.people: dict[str, int] = {}
        self._acts = 0
        self._own: Own = {}
        self._runner = asyncio.Runner()
        self.database.writer.submit(self._fill).result()
        self._team = self._act("alice", lambda ctx: team_service.new(ctx, "Growth"))
        for name in names[1:]:
            self._act("alice", lambda ctx, name=name: self._join(ctx, name))  # type: ignore[misc]
        for name, zone in zip(names, ZONES, strict=False):
            self.move(name, zone)
        self.set_hour(hour)
        self._start()

    def close(self) -> None:
        """Ends it."""
        self._runner.close()
        self.database.close()

    # --- what is done ---------------------------------------------------------------------------

    def move(self, name: str, zone: str) -> None:
        """Somebody lives elsewhere."""
        self.history.zones[name].append((self.now, zone))
        self._act(name, lambda ctx: set_zone(ctx, ctx.actor.id, zone))

    def set_hour(self, hour: time) -> None:
        """The standup is at another hour."""
        self.history.hours.append((self.now, hour))
        self._act("alice", lambda ctx: service.set_up(ctx, self._team, hour, Wish()))

    def go_away(self, name: str, days: int) -> None:
        """Somebody is on leave, from now to a day of theirs."""
        until = self.now.astimezone(ZoneInfo(self.history.zones[name][-1][1])).date() + timedelta(days=days)
        self.history.leave[name].append((self.now, until))
        self._act(name, lambda ctx: leave.go(ctx, ctx.actor.id, Spell(ctx.today, until)))

    def come_back(self, name: str) -> None:
        """Somebody ends their leave early."""

        def unless_here(ctx: Ctx) -> None:
            if ctx.people.away(ctx.actor.id, ctx.today):
                leave.end(ctx, ctx.actor.id)
                self.history.leave[name].append((self.now, date.min))

        self._act(name, unless_here)

    def own_day(self, ahead: int, works: bool) -> None:
        """A day to come is worked, or off, whatever the calendar says."""
        day = self.now.date() + timedelta(days=ahead)
        self._own = {**self._own, day: (works, None)}
        self.history.own.append((self.now, self._own))
        self._act("alice", lambda ctx: working_days.put(ctx, day, None, works=works))

    def stand_still(self, length: timedelta) -> None:
        """Nothing runs for a while; then it is started anew."""
        begin = self.now
        self.clock.move(begin + length)
        self.history.standstills.append((begin, self.now))
        self._start()

    def pass_until(self, to: datetime) -> None:
        """Moves the clock; what falls due on the way happens at its time."""
        while (next_at := self._next()) is not None and next_at <= to:
            self.clock.move(max(next_at, self.now))
            self._runner.run(self._settle())
        self.clock.move(max(to, self.now))

    def _next(self) -> datetime | None:
        """When something falls due; no message is sent here."""
        found = self.database.read(due)
        return min((at for at in (found.schedule, found.unit) if at is not None), default=None)

    @property
    def now(self) -> datetime:
        """Where the clock stands."""
        return self.clock.now()

    # --- what comes of it -----------------------------------------------------------------------

    def asked(self) -> dict[tuple[str, date], datetime]:
        """When each was asked, by name and the standup's day."""
        names = {number: name for name, number in self.people.items()}
        query = select(StandupEntry, StandupRun).join(StandupRun)
        found = self.database.read(lambda session: session.exec(query).all())
        return {(names[entry.person_id], run.day): at for entry, run in found if (at := entry.prompted_at) is not None}

    def sent(self) -> list[tuple[str, datetime]]:
        """The questions that are in the outbox: to whom, from when on."""
        query = select(Account, Outbox).join(Outbox)
        found = self.database.read(lambda session: session.exec(query).all())
        return [(account.external_id, row.due_at) for account, row in found if row.card["form"] is not None]

    def is_off(self, day: date, at: datetime) -> bool:
        """Whether a day was a day off, as the calendar was known at a moment."""
        own = next((own for when, own in reversed(self.history.own) if when <= at), {})
        return not WorkingCalendar("CN", own).is_workday(day)

    # --- how it runs ----------------------------------------------------------------------------

    def _fill(self, session: Session) -> None:
        workspace = people_repo.workspace(session, "test", "T1")
        for name in self.names:
            row = people_repo.add_person(session, name, self.now)
            people_repo.add_account(session, workspace.id or 0, row.id or 0, name)
            self.people[name] = row.id or 0
            row.right = Right.ADMIN if name == "alice" else Right.MEMBER

    def _join(self, ctx: Ctx, name: str) -> None:
        team_service.add(ctx, ctx.people.get(self.people[name]), self._team, None)

    def _act(self, name: str, effect: Callable[[Ctx], T]) -> T:
        self._acts += 1
        made = Effects(f"act:{self._acts}", self.vocabulary.publish, next_time)

        def unit(session: Session) -> T:
            actor = People(session).get(self.people[name])
            return effect(Ctx(session, self.now, self.org, None, actor, None, made))

        done = self.database.writer.submit(unit).result()
        if self._acts > 2 * len(self.names) + 1:
            self._runner.run(self._settle())
        return done

    def _start(self) -> None:
        self._scheduler = Scheduler(self.database, self.vocabulary, self.org, self.clock)
        self._runner.run(self._scheduler.set_up())
        self._runner.run(self._settle())

    async def _settle(self) -> None:
        while await self._scheduler.tick():
            pass
