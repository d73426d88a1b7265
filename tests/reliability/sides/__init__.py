"""The platforms' emulators, outside the bot's process: what people tell it there, and what they see of it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Protocol

PLATFORMS = ("slack", "feishu", "dingtalk")
LONG = 300.0  # seconds that a platform waits for an acknowledgement before the emulator gives up
Told = Future[list[Any]]


class Side(Protocol):
    """One platform, seen from outside. ``sends_again``: what was not acknowledged it tells the bot once more."""

    name: str
    sends_again: bool

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


@contextmanager
def emulated(platform: str) -> Iterator[Side]:
    """A platform; only its own emulator is loaded, as Feishu's takes seconds."""
    side: Side = import_module(f"tests.reliability.sides.{platform}").Emulated()
    try:
        yield side
    finally:
        side.close()
