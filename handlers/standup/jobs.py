"""What the clock does for standups: asking each person, and ending each run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from handlers.standup import runs, views
from handlers.standup.answering import prompt
from handlers.standup.rules import LATENESS, State, prompts_on
from handlers.standup.runs import JOB_CLOSE, JOB_PROMPT
from handlers.team import api as team_api

STALE = timedelta(hours=24)  # a summary later than this is of no use to anybody


def to_ask(scene: Scene, firing: Firing) -> Iterator[Work]:
    """The members in the firing's zone who have neither been asked today nor answered, and are not on leave."""
    plan = views.plan(scene, firing.subject)
    if plan is None or not prompts_on(plan.days, firing.day, scene.calendar):
        return
    for standing in views.standings(scene, plan, firing.day):
        if standing.zone == firing.zone and standing.state in (State.COMING, State.UNASKED):
            about = {"standup": plan.id, "person": standing.person.id, "day": firing.day.isoformat()}
            yield Work(str(standing.person.id), about | {"at": firing.at.isoformat()})


def ask(ctx: Ctx, work: Any) -> None:
    """Asks one of them; not if that has become pointless since, or a restart has held it up too long."""
    plan, day = views.plan(ctx, work["standup"]), date.fromisoformat(work["day"])
    if plan is None or ctx.now - datetime.fromisoformat(work["at"]) > LATENESS:
        return
    standing = views.standing(ctx, plan, day, work["person"])
    if standing is not None and standing.state in (State.COMING, State.UNASKED):
        prompt(ctx, plan, standing.person.id, day)


def to_close(_scene: Scene, firing: Firing) -> Iterator[Work]:
    """The run whose window ends."""
    yield Work("close", firing.subject)


def close(ctx: Ctx, run_id: int) -> None:
    """Posts its summary, if it is not posted yet."""
    runs.close(ctx, run_id)


def _team(scene: Scene, standup_id: int) -> Inline:
    """Whose standup it is, for whoever looks after schedules."""
    plan = views.plan(scene, standup_id)
    return team_api.get(scene, plan.team).name if plan is not None else "–"


JOBS = (
    Job(JOB_PROMPT, to_ask, ask, lateness=LATENESS, about=_team),
    Job(JOB_CLOSE, to_close, close, lateness=STALE),
)
