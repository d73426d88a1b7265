"""Tells the administrators that the month's allowance is used up: on another platform or, by the one way that is left
here, as an answer to them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

import structlog

from bot.platforms.base import Passing, Permanent
from bot.platforms.dingtalk.parse import Act, Spot
from bot.platforms.dingtalk.runtime_voice import Voice
from bot.platforms.dingtalk.words import word
from handlers.kit.messages import Card, card, say

log = structlog.get_logger()

_SPOTS = 1000  # people whose last private message is remembered
AGAIN = 60.0  # seconds until it is seen once more who the administrators are


class Alarm:
    """Each is told once: those who are here alone where they last wrote to the bot privately, or when they next do.

    ``alert`` tells the others, and gives the first with their languages. ``lasts`` says whether it is still so.
    """

    def __init__(
        self, voice: Voice, alert: Callable[[str, Card], Awaitable[Mapping[str, str]]], lasts: Callable[[], bool]
    ) -> None:
        self._voice, self._alert, self._lasts = voice, alert, lasts
        self._spots: OrderedDict[str, Spot] = OrderedDict()
        self._untold: dict[str, str] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def rings(self) -> None:
        """It is used up now."""
        self._start(self._ring())

    def heard(self, act: Act) -> None:
        """Somebody wrote: an administrator may be answered there."""
        if act.spot.group is not None or act.foreign:
            return
        self._spots[act.user] = act.spot
        self._spots.move_to_end(act.user)
        while len(self._spots) > _SPOTS:
            self._spots.popitem(last=False)
        if act.user in self._untold:
            self._start(self._tell(act.user))

    async def close(self) -> None:
        """Finishes telling, if that is soon done."""
        if self._telling:
            await asyncio.wait(set(self._telling), timeout=1.0)
        for task in self._telling:
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _ring(self) -> None:
        while self._lasts():
            try:
                self._untold = dict(await self._alert("used-up", card(say("dingtalk-used-up"), tone="bad")))
                break
            except Exception as error:  # noqa: BLE001  the database is away: they are told when it is back
                log.warning("the administrators are not told yet", error=type(error).__name__)
                await asyncio.sleep(AGAIN)
        await asyncio.gather(*map(self._tell, sorted(self._untold.keys() & self._spots.keys())))

    async def _tell(self, user: str) -> None:
        if not self._lasts():
            self._untold.clear()
            return
        language = self._untold.pop(user, None)
        if language is None:
            return
        try:
            await self._voice.remark(self._spots[user], word(language, "dingtalk-used-up"))
        except (Passing, Permanent) as error:
            self._untold[user] = language
            log.warning("an administrator was not told yet that the allowance is used up", error=str(error))
