"""The clocks: the only place besides the settings that asks the machine for the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


class StandingClock:
    """Stands still until it is moved; never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it was last moved to."""
        return self._now

    def move(self, to: datetime) -> None:
        """Moves the clock forward; ``ValueError`` when that would be back."""
        if to < self._now:
            raise ValueError("a clock does not go back")
        self._now = to.astimezone(UTC)


class ShiftedClock:
    """Runs with the machine's clock, ahead of it by what it was moved."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        """Now, shifted."""
        return datetime.now(UTC) + self.ahead

    def move(self, to: datetime) -> None:
        """Moves the clock forward; ``ValueError`` when that would be back."""
        now = self.now()
        if to < now:
            raise ValueError("a clock does not go back")
        self.ahead += to - now
