"""What the kit needs of the outside, as protocols that ``bot`` fulfils."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class NextTime(Protocol):
    """Computes a cron's next firing: strictly after ``after`` (UTC), None when there is none."""

    def __call__(self, cron: str, zone: str, after: datetime) -> datetime | None: ...


class Publisher(Protocol):
    """Hands a typed event to whoever subscribed to it, inside the same transaction."""

    def __call__(self, ctx: object, event: object) -> None: ...


def no_one(ctx: object, event: object) -> None:
    """A publisher without subscribers."""
