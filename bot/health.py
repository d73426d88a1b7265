"""What the process knows of its own health."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

TICK_STALE = 30.0  # seconds without a tick after which the scheduler counts as dead


@dataclass(slots=True)
class Health:
    """When the tick last went well, on the monotonic clock."""

    last_tick: float = field(default_factory=time.monotonic)

    def ticked(self) -> None:
        """A tick went well."""
        self.last_tick = time.monotonic()

    def scheduler_alive(self) -> bool:
        """Whether a tick went well not long ago."""
        return time.monotonic() - self.last_tick < TICK_STALE
