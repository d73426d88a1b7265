"""Keeps what DingTalk allows: so many in any stretch of so many seconds, to the message."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from bot.platforms.base import Passing

_KEPT = 5000  # keys remembered


class Window:
    """At most ``count`` in any ``seconds``, by key. A bucket would give twice that in its first stretch."""

    def __init__(self, count: float, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._count, self._seconds, self._now = max(1, int(count)), seconds, now
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """The seconds until one more may be; 0 when it may now."""
        times = self._live(key)
        return 0.0 if len(times) < self._count else times[0] + self._seconds - self._now()

    def used(self, key: str) -> float:
        """How much of the allowance is used up just now, from 0 to 1."""
        return len(self._live(key)) / self._count

    def spend(self, key: str) -> None:
        """One was."""
        self._live(key).append(self._now())
        self._times.move_to_end(key)
        while len(self._times) > _KEPT:
            self._times.popitem(last=False)

    async def turn(self, key: str, patience: float) -> None:
        """Waits for one's turn and takes it. Raises ``Passing`` where that takes longer than ``patience`` seconds."""
        until = self._now() + patience
        while (wait := self.wait(key)) > 0:
            if self._now() + wait > until:
                raise Passing(f"{key}: as many as are allowed just now", wait)
            await asyncio.sleep(wait)
        self.spend(key)

    def _live(self, key: str) -> deque[float]:
        times = self._times.setdefault(key, deque())
        oldest = self._now() - self._seconds
        while times and times[0] <= oldest:
            times.popleft()
        return times
