"""Marks answers as handed over."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.clock import Clock
from storage.db import Busy, Writer
from storage.repos import messaging

log = structlog.get_logger()


class Handing:
    """One write for all the answers that were handed over while the write before was under way.

    What cannot be marked goes through the outbox too, which knows it by the same key.
    """

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer, self._clock = writer, clock
        self._unmarked: list[int] = []
        self._writing = asyncio.Lock()

    async def mark(self, inbox: int) -> None:
        """It is stored when this returns, if it can be."""
        self._unmarked.append(inbox)
        async with self._writing:
            marked, self._unmarked = self._unmarked, []
            if not marked:  # it went with another's
                return
            now = self._clock.now()
            try:
                await self._writer.run(lambda session: messaging.mark_handed(session, marked, now))
            except (Busy, InterfaceError, OperationalError) as error:
                log.warning("answers could not be marked", inbox=marked, error=type(error).__name__)
