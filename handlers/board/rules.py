"""When a board is brought up to date, pure: soon after a change, at most once a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.kit.periods import Period
from handlers.kpi.api import Standing

EVERY = timedelta(minutes=1)
GRACE = timedelta(seconds=5)  # what is due sooner may be under way already, and not see a change


def next_due(due: datetime, now: datetime) -> datetime | None:
    """When a board is to be brought up to date because of a change now, None where a coming time will do.

    ``due`` is when it was brought up to date last, or will be next.
    """
    if due > now + GRACE:
        return None
    return max(now, due + EVERY)


@dataclass(frozen=True, slots=True)
class Shown:
    """A board as it is shown at a moment (UTC) in a team's time zone."""

    team: str
    period: Period
    rows: tuple[Standing, ...]
    at: datetime
    zone: str
