"""Has the extractor read minutes: claims what is due, asks outside of any transaction, keeps the answer.

What is found is offered to the minute-taker by a job (``handlers/meetings/proposing.py``), which the transaction that
keeps the answer sets for the next tick.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlmodel import Session

from bot import trouble
from bot.clock import Clock
from bot.endpoint import SECONDS, Endpoint, Unanswered
from handlers.meetings.api import JOB_EXTRACTED
from storage.db import JOBS, Database
from storage.models.timing import Schedule
from storage.repos import extraction as repo
from storage.repos import timing
from storage.repos.extraction import Claim

T = TypeVar("T")
log = structlog.get_logger()

AT_ONCE = 2  # under way from one process
LEASE = timedelta(seconds=SECONDS + 30)  # longer than an asking may take
FIRST_RETRY, LONGEST_RETRY, TRIES = 10.0, 600.0, 6  # in seconds, each four times the one before
FAILED_PAUSE = 1.0


class Extractor:
    """The worker that asks."""

    def __init__(self, database: Database, clock: Clock, endpoint: Endpoint) -> None:
        self._db = database
        self._clock = clock
        self._endpoint = endpoint
        self._under_way: dict[asyncio.Task[None], Claim] = {}
        self._stopped = asyncio.Event()

    async def run(self, every: float) -> None:
        """Asks what is due until it is told to stop, looking every so many seconds; what is under way then is given
        back, for whoever comes next."""
        while not self._stopped.is_set():
            pause = every
            try:
                await self._begin(AT_ONCE - len(self._under_way))
            except Exception as error:  # noqa: BLE001  told, and done again a little later
                trouble.tell("the extractor's worker failed", error)
                pause = max(every, FAILED_PAUSE)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), pause)
        await self._let_go()

    def stop(self) -> None:
        """Has ``run`` end."""
        self._stopped.set()

    async def drain(self) -> int:
        """Asks all that is due, one after the other; how many."""
        count = 0
        while await self._begin(1):
            await asyncio.gather(*self._under_way)
            count += 1
        return count

    async def _begin(self, most: int) -> int:
        now = self._clock.now()
        if most <= 0 or not await asyncio.to_thread(self._db.read, lambda session: repo.due(session, now)):
            return 0
        claims = await self._write(lambda session: repo.claim(session, now, LEASE, most))
        for claim in claims:
            task = asyncio.create_task(self._ask(claim))
            self._under_way[task] = claim
            task.add_done_callback(self._under_way.pop)
        return len(claims)

    async def _ask(self, claim: Claim) -> None:
        """One asking, to the end; a fault in writing down what came of it leaves the lease to run out."""
        try:
            answer = await self._answer(claim.text)
            if isinstance(answer, Unanswered):
                await self._write(lambda session: self._failed(session, claim, answer))
            else:
                await self._write(lambda session: self._answered(session, claim, answer))
        except Exception as error:  # noqa: BLE001  told; it is claimed again once the lease has run out
            trouble.tell("what the extractor answered could not be kept", error)

    async def _answer(self, text: str) -> list[dict[str, str]] | Unanswered:
        try:
            return await self._endpoint.ask(text)
        except Unanswered as why:
            return why

    async def _let_go(self) -> None:
        claims = list(self._under_way.values())
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if claims:
            await self._write(lambda session: repo.give_back(session, claims))

    # --- in the transaction ---------------------------------------------------------------------------

    def _answered(self, session: Session, claim: Claim, answer: Sequence[dict[str, str]]) -> None:
        if not repo.answered(session, claim, answer):
            log.info("the extractor's answer came too late", meeting=claim.meeting)
            return
        now, subject = self._clock.now(), claim.meeting
        key = f"{JOB_EXTRACTED}:{subject}"
        timing.put_schedule(
            session, Schedule(key=key, job=JOB_EXTRACTED, subject=subject, zone=claim.zone, next_at=now)
        )
        log.info("the extractor has read minutes", meeting=subject, found=len(answer))

    def _failed(self, session: Session, claim: Claim, why: Unanswered) -> None:
        again = None if why.hopeless or claim.attempt >= TRIES else self._again(claim, why.after)
        repo.failed(session, claim, str(why), again)
        if again is None:
            log.error("the extractor was given up", meeting=claim.meeting, why=str(why), attempts=claim.attempt)
        else:
            log.warning("the extractor did not answer", meeting=claim.meeting, why=str(why), attempt=claim.attempt)

    def _again(self, claim: Claim, after: float | None) -> datetime:
        wait = after if after is not None else FIRST_RETRY * 4.0 ** (claim.attempt - 1)
        return self._clock.now() + timedelta(seconds=min(LONGEST_RETRY, wait))

    async def _write(self, unit: Callable[[Session], T]) -> T:
        return await self._db.writer.run(unit, JOBS)
