"""Counts the calls of a month, with those of other processes and of earlier starts: DingTalk allows so many."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.platforms.dingtalk.runtime_api import Api

log = structlog.get_logger()

NEAR = 0.9  # of the allowance: from there on what is for one person goes together, now and then
EVERY = 60.0  # seconds between counts


class Month:
    """``spent`` adds calls to those of this month and says how many they are; without an ``allowance`` (0) nothing is
    spared."""

    def __init__(self, api: Api, spent: Callable[[int], Awaitable[int]], allowance: int, every: float = EVERY) -> None:
        self._api, self._spent, self._allowance, self._every = api, spent, allowance, every
        self._told = self._total = 0
        self._near = False

    def sparing(self) -> bool:
        """Whether the month's allowance is nearly used up."""
        made = self._total + self._api.calls - self._told
        near = 0 < self._allowance * NEAR <= made
        if near and not self._near:
            log.warning("the month's allowance is nearly used up: private messages go together", calls=made)
        self._near = near
        return near

    async def count(self) -> None:
        """Counts until it is cancelled."""
        while True:
            await self.tell()
            await asyncio.sleep(self._every)

    async def tell(self, patience: float | None = None) -> None:
        """Counts what was called since it did last; waits ``patience`` seconds for that at the most."""
        calls = self._api.calls - self._told
        try:
            async with asyncio.timeout(patience):
                self._total = await self._spent(calls)
        except Exception as error:  # noqa: BLE001  the database is away: they are counted with the next
            log.warning("calls were not counted", error=type(error).__name__)
        else:
            self._told += calls
