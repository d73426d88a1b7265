"""The local platform at work: keeps the transcript, hands what is said to the dispatcher, shows what is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bot.clock import Clock
from bot.platforms.base import Dispatch, Handed, Outgoing
from bot.platforms.local import NAME
from bot.platforms.local.parse import Speech, inbound
from bot.platforms.local.render import body
from bot.worded import WordedCard
from handlers.kit.inbound import Answer, File


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of the transcript; ``body`` is what ``render.body`` makes, or the typed ``{"text": …}``. ``under`` is
    the message in whose thread it stands."""

    number: int
    at: datetime
    place: str
    speaker: str | None
    only: str | None
    updates: int | None
    under: int | None
    body: dict[str, Any]


class Transcript(Protocol):
    """Where the messages are kept."""

    async def add(
        self,
        at: datetime,
        place: str,
        body: dict[str, Any],
        speaker: str | None = None,
        only: str | None = None,
        updates: int | None = None,
        under: int | None = None,
        key: str | None = None,
    ) -> Entry: ...

    async def withhold(self, number: int) -> None: ...

    async def seen_by(self, viewer: str, after: int) -> list[Entry]: ...


class LocalPlatform:
    """Everybody on this machine, in one workspace."""

    name = NAME

    def __init__(
        self,
        transcript: Transcript,
        clock: Clock,
        dispatch: Dispatch,
        handed: Handed,
        wording: Callable[[Answer], WordedCard],
    ) -> None:
        self.transcript = transcript
        self._clock = clock
        self._dispatch = dispatch
        self._handed = handed
        self._wording = wording
        self._watchers: set[asyncio.Event] = set()
        self._stopped = False
        self.on_message: Callable[[Entry], None] = lambda _entry: None

    async def say(self, speech: Speech, files: tuple[File, ...] = ()) -> None:
        """Takes what somebody types: it stands in the transcript, then the bot answers."""
        place = f"#{speech.channel}" if speech.channel else f"@{speech.speaker}"
        typed: dict[str, Any] = {"text": speech.text} | ({"files": [f.name for f in files]} if files else {})
        entry = await self.transcript.add(self._clock.now(), place, typed, speaker=speech.speaker)
        self._changed()
        answer = await self._dispatch(inbound(speech, f"m{entry.number}", files))
        if answer is not None and answer.secret:
            await self.transcript.withhold(entry.number)
        if answer is not None:
            await self._show(answer, place, speech)

    async def send(self, outgoing: Outgoing) -> str:
        """A message of the outbox; its id in the transcript. The same key is shown once."""
        place = f"#{outgoing.channel}" if outgoing.channel is not None else f"@{outgoing.account}"
        updates = int(outgoing.updates) if outgoing.updates else None
        under = int(outgoing.under) if outgoing.under else None
        entry = await self.transcript.add(
            self._clock.now(), place, body(outgoing.card), updates=updates, under=under, key=outgoing.key
        )
        self._shown(entry)
        return outgoing.updates or str(entry.number)

    def ready(self) -> bool:
        """It is always there."""
        return True

    def routes(self) -> Sequence[BaseRoute]:
        """None: the chat page has its own."""
        return ()

    async def start(self) -> None:
        """Nothing to connect."""

    async def stop(self) -> None:
        """Nothing to end; those who watch are let go."""
        self.let_go()

    def let_go(self) -> None:
        """Ends the streams of those who watch, so that no server waits for them."""
        self._stopped = True
        self._changed()

    async def changes(self) -> AsyncIterator[None]:
        """Yields whenever something new stands in the transcript."""
        event = asyncio.Event()
        self._watchers.add(event)
        try:
            while not self._stopped:
                await event.wait()
                event.clear()
                yield
        finally:
            self._watchers.discard(event)

    def changed(self) -> None:
        """Tells those who watch, as after a moved clock."""
        self._changed()

    async def _show(self, answer: Answer, place: str, speech: Speech) -> None:
        only = speech.speaker if speech.channel else None
        key = f"answer:{answer.inbox}" if answer.inbox is not None else None
        worded = body(self._wording(answer))
        entry = await self.transcript.add(self._clock.now(), place, worded, only=only, key=key)
        self._shown(entry)
        await self._handed(answer)

    def _shown(self, entry: Entry) -> None:
        self.on_message(entry)
        self._changed()

    def _changed(self) -> None:
        for event in self._watchers:
            event.set()
