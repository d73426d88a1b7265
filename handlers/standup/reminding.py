"""The one reminder: half an hour before somebody's window ends, if they have not answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Work
from handlers.standup import cards, views
from handlers.standup.rules import REMINDER, REMINDER_BEFORE, Plan, reminds_after
from storage.models.standup import StandupRun
from storage.repos import standup as repo

JOB_REMIND = "standup-remind"
STILL_GOOD = REMINDER_BEFORE


def expect(ctx: Ctx, plan: Plan, run: StandupRun, asked: datetime) -> None:
    """Sets the reminder of those who were asked in the same minute; a short window goes without."""
    after = reminds_after(plan.window)
    if after is not None:
        minute = asked.replace(second=0, microsecond=0)
        key = f"{JOB_REMIND}:{run.id}:{minute:%d%H%M}"
        ctx.schedules.once(key, JOB_REMIND, asked + after, "UTC", run.id, {"asked": minute.isoformat()})


def to_remind(scene: Scene, firing: Firing) -> Iterator[Work]:
    """Whoever was asked in that minute and is still waited for, unless their evening has begun."""
    run = repo.run_now(scene.session, firing.subject or 0)
    plan = views.plan(scene, run.standup_id) if run is not None else None
    if run is None or plan is None or run.posted_at is not None:
        return
    begin = datetime.fromisoformat(firing.payload["asked"])
    made = views.entries(scene, run)
    asked = {entry.person_id: entry.prompted_at for entry in made if entry.prompted_at is not None}
    for standing in views.standings_by(scene, plan, run.day, made):
        person = standing.person.id
        meant = standing.missing and begin <= asked[person] < begin + timedelta(minutes=1)
        if meant and not scene.in_quiet_hours(person):
            yield Work(str(person), {"run": run.id, "person": person})


def remind(ctx: Ctx, work: Any) -> None:
    """Reminds one of them, unless they have answered since."""
    run = repo.run_now(ctx.session, work["run"])
    plan = views.plan(ctx, run.standup_id) if run is not None else None
    if run is None or plan is None or run.posted_at is not None:
        return
    standing = views.standing(ctx, plan, run.day, work["person"])
    if standing is not None and standing.missing:
        person = standing.person.id
        shown = cards.reminder_card(views.about(ctx, plan, run.day), run.closes_at, ctx.zone_of(person))
        ctx.tell(person, shown, topic=REMINDER)
