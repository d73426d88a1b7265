"""Tells the administrators that the month's allowance is used up, by the one way that is left: an answer to them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from bot.platforms.base import Passing, Permanent
from bot.platforms.dingtalk.parse import Act, Spot
from bot.platforms.dingtalk.runtime_voice import Voice
from bot.platforms.dingtalk.words import word

log = structlog.get_logger()


class Alarm:
    """Each is told once: where they last wrote to the bot privately, or when they next do. ``lasts`` says whether it
    is still so."""

    def __init__(self, voice: Voice, admins: frozenset[str], language: str, lasts: Callable[[], bool]) -> None:
        self._voice, self._admins, self._language, self._lasts = voice, admins, language, lasts
        self._spots: dict[str, Spot] = {}
        self._untold: set[str] = set()
        self._telling: set[asyncio.Task[None]] = set()

    def rings(self) -> None:
        """It is used up now."""
        self._untold = set(self._admins)
        for user in sorted(self._untold & self._spots.keys()):
            self._start(user)

    def heard(self, act: Act) -> None:
        """Somebody wrote: an administrator may be answered there."""
        if act.user in self._admins and act.spot.group is None and not act.foreign:
            self._spots[act.user] = act.spot
            if act.user in self._untold:
                self._start(act.user)

    async def close(self) -> None:
        """Finishes telling."""
        await asyncio.gather(*self._telling, return_exceptions=True)

    def _start(self, user: str) -> None:
        task = asyncio.create_task(self._tell(user))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, user: str) -> None:
        if not self._lasts():
            self._untold.clear()
            return
        self._untold.discard(user)
        try:
            await self._voice.remark(self._spots[user], word(self._language, "dingtalk-used-up"))
        except (Passing, Permanent) as error:
            self._untold.add(user)
            log.warning("an administrator was not told yet that the allowance is used up", error=str(error))
