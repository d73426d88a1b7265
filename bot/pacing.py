"""What a platform allows: so many messages in so many seconds for a destination, or for the whole app.

The tokens themselves are rows (``Lease.next_at``, ``Pace.next_at``), taken with the claim: replicas share them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages a platform takes in how many seconds; None where there is no limit."""

    channel: tuple[float, float] | None = None
    person: tuple[float, float] | None = None
    app: tuple[float, float] | None = None

    def of(self, destination: str) -> tuple[float, float] | None:
        """The limit of a destination (``c5`` a channel, ``a7`` an account)."""
        return self.channel if destination.startswith("c") else self.person


def taken(
    allowed: tuple[float, float] | None, next_at: datetime | None, now: datetime, wanted: int = 1
) -> tuple[int, datetime | None]:
    """How many of ``wanted`` may go now, and when the next may: a bucket of ``count`` that fills up in ``seconds``.

    ``next_at`` is what this gave the last time: one moment says all of a bucket, so a row needs nothing else. What a
    platform said itself (``Retry-After``) stands in the same place, and holds where there is no limit too.
    """
    if next_at is not None and next_at > now:
        return 0, next_at
    if allowed is None:
        return wanted, None
    count, seconds = max(1.0, allowed[0]), allowed[1]
    each = timedelta(seconds=seconds / allowed[0])
    full = now - each * (count - 1)  # as long ago as a whole bucket takes to run in
    at = max(next_at or full, full)
    granted = min(wanted, int((now - at) / each + 1e-9) + 1)
    return granted, at + each * granted
