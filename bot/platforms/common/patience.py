"""What could not be stored, since the database was away, waits in the process and is tried again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable


class NotStored(Exception):
    """The database could not be had for as long as was waited for it."""


class Patience:
    """Waits with those whose act could not be stored, each for so many ``seconds`` and so many at the ``most``.

    One of them tries again for all, after the first and at the longest the second of ``tries`` seconds; once anybody's
    act is stored they all go on.
    """

    def __init__(
        self, seconds: float = 900.0, tries: tuple[float, float] = (0.5, 2.0), most: int = 1000,
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._seconds, self._tries, self._most, self._now = seconds, tries, most, now
        self._waiting: dict[object, float] = {}  # since when
        self._first: object | None = None
        self._failures = 0
        self._change = asyncio.Event()
        self._ended = self._away = False

    def end(self) -> None:
        """From now on nobody waits."""
        self._ended = True
        self._wake()

    def given_up(self) -> bool:
        """Whether it ended with the database away: there is no time left to find out once more."""
        return self._ended and self._away

    async def again(self, who: object) -> None:
        """Waits until an act is to be tried again. Raises ``NotStored`` where it is not."""
        self._away = True
        left = self._waiting.setdefault(who, self._now()) + self._seconds - self._now()
        if self._ended or left <= 0 or len(self._waiting) > self._most:
            raise NotStored
        if self._first is None:
            self._first, self._failures = who, 0
        tries = self._first is who
        try:
            await asyncio.wait_for(self._change.wait(), self._until_next() if tries else left)
        except TimeoutError:
            if not tries:
                raise NotStored from None
        if self._ended:
            raise NotStored

    def over(self, who: object, *, stored: bool) -> None:
        """An act waits no more, if it did."""
        self._waiting.pop(who, None)
        if stored:
            self._away = False
        if self._first is who:
            self._first = None
        elif not stored:
            return
        if self._waiting:
            self._wake()

    def _until_next(self) -> float:
        """Seconds until the next try."""
        first, longest = self._tries
        wait = min(longest, first * 2.0 ** min(self._failures, 10))
        self._failures += 1
        return wait * random.uniform(0.7, 1.0)  # noqa: S311  jitter

    def _wake(self) -> None:
        self._change.set()
        self._change = asyncio.Event()
