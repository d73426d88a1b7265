"""Drains the outbox: claims destinations, words the cards, sends, has written down what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

import structlog
from sqlmodel import Session

from bot import digest, trouble
from bot.clock import Clock
from bot.pacing import Limits, taken
from bot.platforms.base import Outgoing, Passing, Permanent, Platform, Sparing
from bot.receipts import Outcome, Receipts, Sending, Unworded
from bot.wording import Wording
from handlers.kit.context import Org
from handlers.kit.messages import ChannelRef, Mention, from_json
from handlers.kit.ports import Publisher, no_one
from storage.db import JOBS, Database
from storage.repos import delivery as repo
from storage.repos import messaging
from storage.repos import people as people_repo

T = TypeVar("T")
log = structlog.get_logger()

SEND_SECONDS = 15.0
# Longer than a send may take, so that no two workers hold one destination; what a dead one held is soon taken over.
LEASE = timedelta(seconds=20)
AT_ONCE = 64  # under way to a platform: one that stalls holds up no other
FAILED_PAUSE = 1.0  # seconds
_NO_LIMITS = Limits()


class Words:
    """Makes a card's words for a workspace's reader: ids of people and channels are that workspace's."""

    def __init__(self, session: Session, workspace: int) -> None:
        self._session = session
        self._workspace = workspace

    def resolve(self, part: Mention | ChannelRef) -> str | None:
        """The platform's id of a person or channel, None where it is not of this workspace."""
        if isinstance(part, ChannelRef):
            channel = people_repo.channel(self._session, part.channel)
            return channel.external_id if channel and channel.workspace_id == self._workspace else None
        accounts = people_repo.accounts_of(self._session, part.person)
        return next((a.external_id for a in accounts if a.workspace_id == self._workspace), None)


@dataclass(frozen=True, slots=True)
class _Found:
    """A message that may go, in words; ``wait`` where it waits for others to go with."""

    row: repo.Owed
    platform: str
    outgoing: Outgoing | None = None
    company: tuple[repo.Owed, ...] = ()
    wait: datetime | None = None


class Delivery:
    """The outbox's worker."""

    def __init__(
        self,
        database: Database,
        org: Org,
        clock: Clock,
        platforms: Mapping[str, Platform],
        limits: Mapping[str, Limits] = MappingProxyType({}),
        publish: Publisher = no_one,
    ) -> None:
        self._db = database
        self._org = org
        self._clock = clock
        self._platforms = platforms
        self._limits = limits
        self._sparing = {name: platform for name, platform in platforms.items() if isinstance(platform, Sparing)}
        self._holder = secrets.token_hex(6)
        self._receipts = Receipts(database, org, clock, publish)
        self._under_way: dict[asyncio.Task[None], str] = {}
        self._moments: list[datetime] = []  # at which a destination or platform takes something again
        self._woken = asyncio.Event()
        self._stopping = False

    # --- the work -----------------------------------------------------------------------------------

    async def run(self, every: float) -> None:
        """Sends what is due until it is told to stop; what is due by then still goes.

        It looks when something is put into the outbox here, and every so many seconds for what others left or what
        falls due.
        """
        loop = asyncio.get_running_loop()

        def enqueued() -> None:
            if not self._woken.is_set():
                with contextlib.suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(self._woken.set)

        self._db.writer.listen(messaging.ENQUEUED, enqueued)
        while True:
            last_round = self._stopping
            self._woken.clear()
            try:
                begun, pause = await self._begin(AT_ONCE), every
            except Exception as error:  # noqa: BLE001  told, and done again a little later
                trouble.tell("the delivery worker failed", error)
                begun, pause = 0, max(every, FAILED_PAUSE)
                self._woken.clear()
            if begun:
                continue
            if last_round and not self._under_way:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._pause(pause))

    def stop(self) -> None:
        """Has ``run`` end once what is due is sent."""
        self._stopping = True
        self._woken.set()

    async def drain(self) -> None:
        """Sends all that is due, one after the other in order of due time and row."""
        while await self._begin(1):
            await asyncio.gather(*self._under_way)

    def _pause(self, every: float) -> float:
        now = self._clock.now()
        while self._moments and self._moments[0] <= now:
            heapq.heappop(self._moments)
        return min(every, (self._moments[0] - now).total_seconds()) if self._moments else every

    async def _begin(self, at_once: int) -> int:
        """Sets out with the first due message of each destination that is free; how many were dealt with."""
        now = self._clock.now()
        busy = Counter(self._under_way.values())
        full = [platform for platform, count in busy.items() if count >= AT_ONCE]
        found = await self._read(lambda session: self._find(session, now, at_once, full))
        fitting = list[_Found]()
        for piece in found:
            busy[piece.platform] += 1
            if busy[piece.platform] <= AT_ONCE:
                fitting.append(piece)
        if not fitting:
            return 0
        claimed = await self._write(lambda session: self._claim(session, fitting, now))
        for sending in claimed:
            task = asyncio.create_task(self._carry(sending))
            self._under_way[task] = sending.platform
            task.add_done_callback(self._arrived)
        return len(claimed) + sum(piece.wait is not None for piece in fitting)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._woken.set()

    async def _carry(self, sending: Sending) -> None:
        outcome: Outcome
        try:
            outcome = await self._send(sending)
        except Permanent as error:
            outcome = error
        except Exception as error:  # noqa: BLE001  whatever a platform does, the row is owed and tried again
            outcome = error if isinstance(error, Passing) else Passing(str(error) or type(error).__name__)
            log.warning("not delivered", outbox=sending.row.id, error=f"{type(error).__name__}: {error}")
        again = await self._receipts.keep(sending, outcome)
        for moment in (again, sending.next_at):
            if moment is not None:
                heapq.heappush(self._moments, moment)

    async def _send(self, sending: Sending) -> str:
        platform = self._platforms.get(sending.platform)
        if sending.outgoing is None:
            raise Unworded("it could not be put into words")
        if sending.headless:
            raise Permanent("what it belongs under was not delivered")
        if platform is None:
            raise Passing(f"{sending.platform} is not connected")
        async with asyncio.timeout(SEND_SECONDS):
            return await platform.send(sending.outgoing)

    # --- what may go ----------------------------------------------------------------------------------

    def _find(self, session: Session, now: datetime, limit: int, full: Sequence[str]) -> list[_Found]:
        """What may go, already in words: the transaction that claims it stays short."""
        places = repo.places(session)
        resting = [
            number for number, place in places.items()
            if place.platform in full or (place.next_at is not None and place.next_at > now)
        ]  # fmt: skip
        return [
            self._found(session, row, places[row.workspace_id], now) for row in repo.heads(session, now, limit, resting)
        ]

    def _found(self, session: Session, row: repo.Owed, place: repo.Place, now: datetime) -> _Found:
        platform = place.platform
        gathers = platform in self._sparing and self._sparing[platform].sparing() and digest.may_wait(row)
        if gathers and row.attempts == 0 and digest.moment(row.due_at) > now:
            return _Found(row, platform, wait=digest.moment(now))
        beside = repo.beside(session, row, now, digest.COMPANY) if gathers else ()
        company = tuple(other for other in beside if digest.may_wait(other))
        try:
            return _Found(row, platform, self._outgoing(session, row, place, company), company)
        except Exception:
            log.exception("a message could not be put into words", outbox=row.id)
            return _Found(row, platform)

    def _outgoing(self, session: Session, row: repo.Owed, place: repo.Place, company: Sequence[repo.Owed]) -> Outgoing:
        wording = Wording(row.language or self._org.language, Words(session, row.workspace_id).resolve)
        words = [wording.card(from_json(one.card)) for one in (row, *company)]
        made = digest.together(words, wording)
        again = row.attempts > 0 or row.key.startswith(messaging.ANSWER)  # which may have been shown at once
        to = row.account, row.channel
        return Outgoing(place.external_id, row.key, made, *to, row.changes, row.head, again=again)

    # --- claiming -------------------------------------------------------------------------------------

    def _claim(self, session: Session, found: Sequence[_Found], now: datetime) -> list[Sending]:
        """Takes the leases and the tokens, and counts the tries, of what is as it was found."""
        rows = repo.as_they_are(session, [piece.row.id for piece in found])
        same = [piece for piece in found if rows.get(piece.row.id) == (piece.row.version, piece.row.attempts)]
        for piece in same:
            if piece.wait is not None:
                repo.put_off(session, piece.row.id, piece.wait)
        free = self._free(session, [piece for piece in same if piece.wait is None], now)
        claimed = self._within(session, free, now)
        if claimed:
            repo.put_leases(session, [self._lease(sending, now) for sending in claimed])
            repo.count_try(session, [sending.row.id for sending in claimed])
        return claimed

    def _free(self, session: Session, found: Sequence[_Found], now: datetime) -> list[Sending]:
        """Those whose destination nobody holds, each with its next fence and pace."""
        leases = repo.leases(session, [piece.row.destination for piece in found])
        free = list[Sending]()
        for piece in found:
            lease = leases.get(piece.row.destination)
            limit = self._limits.get(piece.platform, _NO_LIMITS).of(piece.row.destination)
            granted, next_at = taken(limit, lease.next_at if lease else None, now)
            if granted and (lease is None or lease.until <= now):
                fence = lease.fence + 1 if lease else 1
                free.append(Sending(piece.row, piece.platform, piece.outgoing, piece.company, fence, next_at))
        return free

    def _within(self, session: Session, free: Sequence[Sending], now: datetime) -> list[Sending]:
        """As many as each app may send now; what is left keeps for the next look."""
        wanted = Counter(sending.platform for sending in free)
        limits = {name: limit for name in wanted if (limit := self._limits.get(name, _NO_LIMITS).app) is not None}
        paces = repo.paces(session, limits) if limits else {}
        granted = dict(wanted)
        for platform, limit in limits.items():
            granted[platform], next_at = taken(limit, paces.get(platform), now, wanted[platform])
            if granted[platform] and next_at is not None:
                repo.put_pace(session, platform, next_at)
        within = list[Sending]()
        for sending in free:
            if granted[sending.platform] > 0:
                granted[sending.platform] -= 1
                within.append(sending)
        return within

    def _lease(self, sending: Sending, now: datetime) -> dict[str, object]:
        return {
            "destination": sending.row.destination, "holder": self._holder, "until": now + LEASE,
            "fence": sending.fence, "next_at": sending.next_at,
        }  # fmt: skip

    async def _read(self, query: Callable[[Session], T]) -> T:
        return await asyncio.to_thread(self._db.read, query)

    async def _write(self, unit: Callable[[Session], T]) -> T:
        return await self._db.writer.run(unit, JOBS)
