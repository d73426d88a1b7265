"""Remembers what was fetched for as long as it holds; whoever asks meanwhile waits for the same fetch."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """A small cache of one kind of thing (tokens, people), by key.

    ``fetch(key)`` gives the value and the seconds for which it holds; what it raises is not remembered. At most
    ``size`` values are kept, those longest unused go first.
    """

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[tuple[T, float]]],
        size: int = 10_000,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch, self._size, self._now = fetch, size, now
        self._kept: OrderedDict[str, tuple[T, float]] = OrderedDict()
        self._fetching: dict[str, asyncio.Task[T]] = {}

    async def get(self, key: str) -> T:
        """The value, fetched if need be; a cancelled caller does not end the fetch for the others."""
        if (known := self.known(key)) is not None:
            return known
        task = self._fetching.get(key)
        if task is None:
            task = asyncio.create_task(self._refreshed(key))
            self._fetching[key] = task
            task.add_done_callback(lambda done: self._fetched(key, done))
        return await asyncio.shield(task)

    def known(self, key: str) -> T | None:
        """The value while it holds, without fetching."""
        value, until = self._kept.get(key, (None, 0.0))
        if until <= self._now():
            return None
        self._kept.move_to_end(key)
        return value

    def put(self, key: str, value: T, seconds: float) -> None:
        """Remembers what was learned otherwise."""
        self._kept[key] = (value, self._now() + seconds)
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def forget(self, key: str) -> None:
        """It does not hold any more: the next one who asks fetches it."""
        self._kept.pop(key, None)

    async def another(self, key: str, refused: T) -> T:
        """A value in place of one that did not hold; whoever is late finds the one that another has fetched."""
        if self.known(key) == refused:
            self.forget(key)
        return await self.get(key)

    async def close(self) -> None:
        """Ends what is being fetched."""
        for task in list(self._fetching.values()):
            task.cancel()
        await asyncio.gather(*self._fetching.values(), return_exceptions=True)

    async def _refreshed(self, key: str) -> T:
        value, seconds = await self._fetch(key)
        self.put(key, value, seconds)
        return value

    def _fetched(self, key: str, done: asyncio.Task[T]) -> None:
        self._fetching.pop(key, None)
        if not done.cancelled():
            done.exception()  # whoever waits has it; where nobody does any more it is no news
