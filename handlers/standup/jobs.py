"""What the clock does for standups: asking each person, and ending each run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from handlers.standup import cards, reminding, rising, runs, views
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
    only = firing.payload["person"] if firing.payload else None
    for standing in views.standings(scene, plan, firing.day):
        meant = only in (None, standing.person.id)
        if meant and standing.zone == firing.zone and standing.state in (State.COMING, State.UNASKED):
            about = {"standup": plan.id, "person": standing.person.id, "day": firing.day.isoformat()}
            yield Work(str(standing.person.id), about)


def ask(ctx: Ctx, work: Any) -> None:
    """Asks one of them; not if that has become pointless since."""
    plan, day = views.plan(ctx, work["standup"]), date.fromisoformat(work["day"])
    if plan is None:
        return
    standing = views.standing(ctx, plan, day, work["person"])
    if standing is not None and standing.state in (State.COMING, State.UNASKED):
        prompt(ctx, plan, standing.person.id, day)


def not_asked(ctx: Ctx, works: Sequence[Any]) -> None:
    """Tells the team's leads whom a standstill has kept from being asked: their silence is not theirs."""
    plan, day = views.plan(ctx, works[0]["standup"]), date.fromisoformat(works[0]["day"])
    if plan is None:
        return
    meant = {work["person"] for work in works}
    names = [
        standing.person.name
        for standing in views.standings(ctx, plan, day)
        if standing.person.id in meant and standing.state in (State.COMING, State.UNASKED)
    ]
    if names:
        shown = cards.not_asked_card(views.about(ctx, plan, day), plan.at, tuple(names))
        team_api.tell_leads(ctx, plan.team, shown)


def to_close(_scene: Scene, firing: Firing) -> Iterator[Work]:
    """The run whose window ends."""
    yield Work("close", firing.subject)


def close(ctx: Ctx, run_id: int) -> None:
    """Posts its summary, if it is not posted yet."""
    runs.close(ctx, run_id)


def _asks_on(scene: Scene, standup_id: int | None, day: date) -> bool:
    """Whether a standup takes place on a day."""
    plan = views.plan(scene, standup_id)
    return plan is not None and prompts_on(plan.days, day, scene.calendar)


def _team(scene: Scene, standup_id: int) -> Inline:
    """Whose standup it is, for whoever looks after schedules."""
    plan = views.plan(scene, standup_id)
    if plan is None:
        return "–"
    team = team_api.get(scene, plan.team).name
    return f"{team} · {plan.name}" if plan.name else team


JOBS = (
    Job(JOB_PROMPT, to_ask, ask, lateness=LATENESS, about=_team, missed=not_asked, days=_asks_on),
    Job(reminding.JOB_REMIND, reminding.to_remind, reminding.remind, lateness=reminding.STILL_GOOD),
    Job(rising.JOB_RISE, rising.to_rise, rising.rise),
    Job(JOB_CLOSE, to_close, close, lateness=STALE),
)
