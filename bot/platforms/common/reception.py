"""Has what a platform hears done, and shows the answers: in the order one person acted, behind the acknowledgement."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.platforms.base import Host, Passing, Permanent
from bot.platforms.common.patience import Patience
from bot.worded import WordedCard
from handlers.kit.inbound import Answer, Inbound

log = structlog.get_logger()

PATIENCE = 8.0  # seconds: an answer not handed over after 10 goes through the outbox, and must not go twice

Show = Callable[[WordedCard], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in words, still to be shown to who asked."""

    card: WordedCard
    answer: Answer
    asker: str

    def key(self, event: str) -> str:
        """What the message is known by, the same if it goes through the outbox; by its event where nothing is kept."""
        return f"answer:{self.answer.inbox or event}"


@dataclass(slots=True)
class _Turn:
    """Held by one, waited for by the others; counted, since a lock just given back looks free to a newcomer."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Reception:
    """One platform's reception desk."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._doing: dict[str, _Turn] = {}
        self._showing: dict[str, asyncio.Task[None]] = {}

    async def take(self, inbound: Inbound) -> Reply | None:
        """Has it done; its effect is committed when this returns. None where the bot has nothing to say.

        What one person does is done in the order it came in.
        """

        async def ready() -> Inbound:
            return inbound

        return await self.take_in_turn(inbound.sender.external_id, ready)

    async def take_in_turn(
        self, asker: str, make: Callable[[], Awaitable[Inbound]], patience: Patience | None = None
    ) -> Reply | None:
        """The same for an inbound that is still to be completed: that too is done in the order it came in.

        While the database cannot be had it is tried again, with ``patience``, and what the same person did later waits
        behind it. Raises ``NotStored`` when that is over.
        """
        turn = self._doing.setdefault(asker, _Turn())
        turn.waiting += 1
        try:
            async with turn.lock:
                inbound = await make()
                answer = await self._stored(inbound, patience)
                # Worded in turn too: what is shown first is what was done first.
                words = await self._host.word(answer, inbound.workspace) if answer is not None else None
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._doing.pop(asker, None)
        return Reply(words, answer, asker) if answer is not None and words is not None else None

    async def _stored(self, inbound: Inbound, patience: Patience | None) -> Answer | None:
        answer = await self._host.dispatch(inbound)
        if patience is None or answer is None or not answer.again:
            return answer
        who, stored = object(), False
        try:
            while answer is not None and answer.again:
                await patience.again(who)
                answer = await self._host.dispatch(inbound)
            stored = True
        finally:
            patience.over(who, stored=stored)
        return answer

    def show(self, reply: Reply, how: Show, otherwise: Callable[[], Awaitable[object]] | None = None) -> None:
        """Shows it in the background, after whatever the same person is still to be shown.

        ``how`` may raise ``Passing`` (tried again for some seconds). What cannot be shown now goes through the outbox,
        unless it was no more than read; ``otherwise`` is done then.
        """
        before = self._showing.get(reply.asker)
        task = asyncio.create_task(self._shown(reply, how, otherwise, before))
        self._showing[reply.asker] = task
        task.add_done_callback(lambda done: self._forget(reply.asker, done))

    def showing(self, asker: str) -> bool:
        """Whether somebody is still to be shown something."""
        return asker in self._showing

    async def shown(self, reply: Reply, how: Show) -> bool:
        """Shows it here and now; whether it was."""
        try:
            await _patiently(reply.card, how)
        except (Passing, Permanent, TimeoutError) as error:
            log.warning("an answer was not shown", error=f"{type(error).__name__}: {error}")
            return False
        except Exception:
            log.exception("an answer could not be shown")
            return False
        await self._host.handed(reply.answer)
        return True

    async def close(self, seconds: float = 5.0) -> None:
        """Waits for what is being shown."""
        if self._showing:
            await asyncio.wait(list(self._showing.values()), timeout=seconds)

    async def _shown(
        self,
        reply: Reply,
        how: Show,
        otherwise: Callable[[], Awaitable[object]] | None,
        before: asyncio.Task[None] | None,
    ) -> None:
        if before is not None:
            await asyncio.wait([before])
        if not await self.shown(reply, how) and otherwise is not None:
            await otherwise()

    def _forget(self, asker: str, done: asyncio.Task[None]) -> None:
        if self._showing.get(asker) is done:
            del self._showing[asker]


async def _patiently(card: WordedCard, how: Show) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            async with asyncio.timeout(max(0.1, until - time.monotonic())):
                await how(card)
        except Passing as passing:
            wait = passing.after if passing.after is not None else 1.0
            if time.monotonic() + wait >= until:
                raise
            await asyncio.sleep(wait)
        else:
            return
