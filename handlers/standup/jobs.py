"""What the clock does for standups: asking each person, and ending each run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from handlers.standup import cards, moods, reminding, rising, runs, views
from handlers.standup.answering import prompt
from handlers.standup.rules import LATENESS, State, groups, prompts_on
from handlers.standup.runs import JOB_CLOSE, JOB_PROMPT
from handlers.team import api as team_api

TO_ASK = (State.COMING, State.UNASKED)
STALE = timedelta(hours=24)  # a summary later than this is of no use to anybody


def to_ask(scene: Scene, firing: Firing) -> Iterator[Work]:
    """The members in the firing's zone who have neither been asked today nor answered, and are not on leave."""
    plan = views.plan(scene, firing.subject)
    if plan is None or not prompts_on(plan.days, firing.day, scene.calendar_for(plan.team)):
        return
    only = firing.payload["person"] if firing.payload else None
    people = [
        standing.person.id
        for standing in views.standings(scene, plan, firing.day)
        if only in (None, standing.person.id) and standing.zone == firing.zone and standing.state in TO_ASK
    ]
    for together in groups(people):
        about = {"standup": plan.id, "people": together, "day": firing.day.isoformat()}
        yield Work(str(together[0]), about)


def ask(ctx: Ctx, work: Any) -> None:
    """Asks some of them; not those for whom that has become pointless since."""
    plan, day, meant = views.plan(ctx, work["standup"]), date.fromisoformat(work["day"]), _people(work)
    if plan is None:
        return
    known = views.standings(ctx, plan, day)
    people = [one.person.id for one in known if one.person.id in meant and one.state in TO_ASK]
    if people:
        prompt(ctx, plan, people, day)


def _people(work: Any) -> list[int]:
    """Who is meant; work that was put out before several were asked at once names one."""
    found: list[int] = work["people"] if "people" in work else [work["person"]]
    return found


def not_asked(ctx: Ctx, works: Sequence[Any]) -> None:
    """Tells the team's leads whom a standstill has kept from being asked: their silence is not theirs."""
    plan, day = views.plan(ctx, works[0]["standup"]), date.fromisoformat(works[0]["day"])
    if plan is None:
        return
    meant = {person for work in works for person in _people(work)}
    names = [
        standing.person.name
        for standing in views.standings(ctx, plan, day)
        if standing.person.id in meant and standing.state in TO_ASK
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
    return plan is not None and prompts_on(plan.days, day, scene.calendar_for(plan.team))


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
    Job(moods.JOB_MOOD, moods.to_add_up, moods.add_up),
)
