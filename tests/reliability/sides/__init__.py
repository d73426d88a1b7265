"""The platforms' emulators, outside the bot's process: what people tell it there, and what they see of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Protocol

import aiohttp

PLATFORMS = ("slack", "slack_http", "feishu", "feishu_http", "dingtalk")
LONG = 300.0  # seconds that a platform waits for an acknowledgement before the emulator gives up
Told = Future[list[Any]]
Tell = Callable[[], Awaitable[list[Any]]]


class NotTaken(Exception):
    """The bot did not take it, and whoever said it saw that."""


class Side(Protocol):
    """One platform, seen from outside.

    ``sends_again``: it tells the bot once more what was not acknowledged, or whoever said it saw that it was
    ``NotTaken``. ``port``: where it comes to the bot, if it is not the bot that connects.
    """

    name: str
    sends_again: bool
    port: int | None

    @property
    def environment(self) -> dict[str, str]:
        """The settings that lead the bot here."""

    def tell(self, who: str, text: str, channel: str | None = None) -> Told:
        """Somebody tells the bot something; done when it was acknowledged."""

    def seen(self, who: str, channel: str | None = None) -> list[str]:
        """The bot's messages in a private chat or a channel, as text."""

    def slow(self, seconds: float) -> None:
        """How long each call takes."""

    def close(self) -> None:
        """Ends it."""


async def once(tell: Tell) -> list[Any]:
    """Tells it; raises ``NotTaken``."""
    try:
        return await tell()
    except (aiohttp.ClientError, AssertionError) as error:
        raise NotTaken from error


async def until_taken(tell: Tell) -> list[Any]:
    """Tells it again and again."""
    async with asyncio.timeout(LONG):
        while True:
            try:
                return await once(tell)
            except NotTaken:
                await asyncio.sleep(0.1)


@contextmanager
def emulated(platform: str) -> Iterator[Side]:
    """A platform; only its own emulator is loaded, as Feishu's takes seconds."""
    side: Side = import_module(f"tests.reliability.sides.{platform}").Emulated()
    try:
        yield side
    finally:
        side.close()
