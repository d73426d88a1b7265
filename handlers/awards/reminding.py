"""Who is reminded of a vote, and when: whoever has not voted, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.awards.rules import reminds_at
from handlers.kit.context import Ctx, Scene
from storage.repos import awards as repo

JOB_REMIND = "award-remind"


def expect(ctx: Ctx, award: int, until: datetime, people: Sequence[int]) -> None:
    """Sets the reminder of everybody who may vote, in the morning of their own zone."""
    by_zone: dict[str, list[int]] = {}
    for person in people:
        by_zone.setdefault(ctx.zone_of(person), []).append(person)
    for zone, theirs in by_zone.items():
        at = reminds_at(ctx.now, until, zone, ctx.calendar.is_workday)
        if at is not None:
            ctx.schedules.once(f"award:{award}:remind:{zone}", JOB_REMIND, at, zone, award, {"people": theirs})


def waited_for(scene: Scene, award: int, people: Iterable[int]) -> list[int]:
    """Those of some people who have not voted yet, while they still may."""
    if not repo.running(scene.session, award):
        return []
    roll = repo.roll(scene.session, award)
    return [person for person in people if roll.get(person) is False]
