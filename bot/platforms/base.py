"""What the core asks of a platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.worded import WordedCard
from handlers.kit.inbound import Answer, Inbound


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send, or to change in place when ``updates`` names the platform's message.

    Exactly one of ``account`` and ``channel`` (the platform's own ids) is set. ``key`` is the same whenever the same
    message is tried again: the platform's idempotency field where there is one.
    """

    workspace: str
    key: str
    card: WordedCard
    account: str | None = None
    channel: str | None = None
    updates: str | None = None


class Passing(Exception):
    """The platform could not take it now; ``after`` says in how many seconds to try again, if it does."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class Permanent(Exception):
    """The platform will never take it: the person left, the channel is archived, the bot was removed."""


class Platform(Protocol):
    """A connected platform."""

    @property
    def name(self) -> str: ...

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message; the platform's id of it. Raises ``Passing`` or ``Permanent``."""

    def ready(self) -> bool:
        """Whether it is connected."""

    async def start(self) -> None:
        """Connects, and hands what people do to the dispatcher from then on."""

    async def stop(self) -> None:
        """Stops listening, finishes what was received."""


Dispatch = Callable[[Inbound], Awaitable[Answer | None]]
Handed = Callable[[Answer], Awaitable[None]]
