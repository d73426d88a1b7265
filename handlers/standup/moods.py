"""Moods: one tap a person and run, told only as an average of enough of them, and kept no longer than a day apart.

While they come in they are counts, with a roll beside them of who has tapped; then they become one sum, or nothing
where they were too few, and counts and roll are gone. A tap is final: nobody knows which was whose.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import Refused
from handlers.kit.feature import Firing, Work
from handlers.kit.messages import say
from handlers.standup.rules import HIGHEST, LOWEST
from storage.models.standup import StandupRun
from storage.repos import standup as repo

JOB_MOOD = "standup-mood"
_TENTH = Decimal("0.1")


def counted_at(day: date) -> datetime:
    """When a day's moods are added up (UTC): the day is over everywhere on earth."""
    return datetime.combine(day + timedelta(days=1), time(12), UTC)


def asked(scene: Scene, run: StandupRun) -> int | None:
    """From how many on the actor's mood in a run is told as an average; None where it is not asked, or was said."""
    if run.mood_floor is None or scene.now >= counted_at(run.day):
        return None
    return None if repo.signed_mood(scene.session, run.id or 0, scene.actor.id) else run.mood_floor


def take(ctx: Ctx, run: StandupRun, score: int) -> None:
    """Counts the actor's mood, once."""
    if run.mood_floor is None:
        raise Refused(say("standup-mood-not-asked"))
    if ctx.now >= counted_at(run.day):
        raise Refused(say("standup-mood-over"))
    if not repo.sign_mood(ctx.session, run.id or 0, ctx.actor.id):
        raise Refused(say("standup-mood-twice"))
    repo.count_mood(ctx.session, run.id or 0, score)
    ctx.schedules.once(f"{JOB_MOOD}:{run.id}", JOB_MOOD, counted_at(run.day), "UTC", run.id)


def to_add_up(_scene: Scene, firing: Firing) -> Iterator[Work]:
    """The run whose moods are complete."""
    yield Work("mood", firing.subject)


def add_up(ctx: Ctx, run_id: int) -> None:
    """Makes one sum of them where they are enough; what they were made of is gone either way."""
    run = repo.run(ctx.session, run_id)
    if run is None or run.mood_floor is None:
        return
    counts = repo.moods(ctx.session, run_id)
    if sum(counts.values()) >= run.mood_floor:
        run.mood_count = sum(counts.values())
        run.mood_sum = sum(score * taps for score, taps in counts.items())
        repo.save_run(ctx.session, run)
    repo.drop_moods(ctx.session, run_id)


def average(run: StandupRun) -> Decimal | None:
    """A run's average mood to a tenth, no nearer to an end than ``LOWEST`` and ``HIGHEST``."""
    if run.mood_sum is None or run.mood_count is None:
        return None
    exact = (Decimal(run.mood_sum) / run.mood_count).quantize(_TENTH, ROUND_HALF_UP)
    return min(max(exact, LOWEST), HIGHEST)
