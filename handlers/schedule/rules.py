"""Rules of schedules, pure: which one is meant, and a cron at another time of day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from handlers.kit.messages import Inline

_DAILY = re.compile(r"\d{1,2} \d{1,2} (.+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A recurring schedule: its number, job, whom it is about (None: everybody), zone (IANA) and next times (UTC)."""

    number: int
    job: str
    about: Inline | None
    zone: str
    coming: tuple[datetime, ...]
    paused: bool


@dataclass(frozen=True, slots=True)
class Once:
    """What a job has to do once: how many times, and when first (UTC)."""

    job: str
    count: int
    first: datetime


def jobs_meant(text: str, jobs: Iterable[str]) -> tuple[str, ...]:
    """The job that is called so, or the only one whose name ends with the word (``digest`` for ``todo-digest``), or
    those whose name holds it."""
    said = text.casefold()
    named = tuple(jobs)
    if said in named:
        return (said,)
    ending = tuple(name for name in named if name.split("-")[-1] == said)
    return ending if len(ending) == 1 else tuple(name for name in named if said in name.split("-"))


def at_time(cron: str, at: time) -> str | None:
    """The same cron at another time of day; None for one that is not of one time a day."""
    daily = _DAILY.fullmatch(cron)
    return f"{at.minute} {at.hour} {daily[1]}" if daily else None


def summed_up(moments: Sequence[tuple[str, datetime]]) -> tuple[Once, ...]:
    """What is to be done once, (job, moment) each, summed up by job; the first to come first."""
    by_job: dict[str, list[datetime]] = {}
    for job, moment in sorted(moments, key=lambda pair: pair[1]):
        by_job.setdefault(job, []).append(moment)
    return tuple(Once(job, len(found), found[0]) for job, found in by_job.items())
