"""What a clock does for weekly reviews: asks for remarks the working day before, and puts the figures out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from handlers.alerts.api import DeviationPlanned
from handlers.kit.context import Ctx, Scene
from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Firing, Job, Subscription, Work
from handlers.kit.messages import Inline
from handlers.review import service
from handlers.review.rules import asked_on, is_held_on
from handlers.review.service import JOB_ASK, JOB_HOLD

STALE = timedelta(hours=4)  # a question or figures later than this are of no use to the meeting


def to_ask(scene: Scene, firing: Firing) -> Iterable[Work]:
    """The members to ask, on the last working day before a review."""
    plan = service.plan_of(scene, firing.subject)
    day = asked_on(plan.weekday, firing.day, scene.calendar) if plan is not None else None
    if plan is None or day is None:
        return ()
    about = {"plan": plan.id, "day": day.isoformat()}
    return tuple(Work(str(p), about | {"person": p}) for p in service.to_ask(scene, plan, firing.day))


def ask(ctx: Ctx, work: Any) -> None:
    """Asks one of them."""
    plan = service.plan_of(ctx, work["plan"])
    if plan is not None:
        service.ask(ctx, plan, date.fromisoformat(work["day"]), work["person"])


def to_hold(scene: Scene, firing: Firing) -> Iterable[Work]:
    """The review of the day, if it is one."""
    plan = service.plan_of(scene, firing.subject)
    if plan is not None and is_held_on(plan.weekday, firing.day, scene.calendar):
        yield Work("hold", {"plan": plan.id, "day": firing.day.isoformat()})


def hold(ctx: Ctx, work: Any) -> None:
    """Puts everything before it."""
    plan = service.plan_of(ctx, work["plan"])
    if plan is not None:
        service.hold(ctx, plan, date.fromisoformat(work["day"]))


def _where(scene: Scene, plan_id: int) -> Inline:
    """The channel of a plan, for whoever looks after schedules."""
    plan = service.plan_of(scene, plan_id)
    return scene.channel_ref(plan.channel) if plan is not None else "–"


JOBS = (
    Job(JOB_ASK, to_ask, ask, lateness=STALE, about=_where, settable=True),
    Job(JOB_HOLD, to_hold, hold, lateness=STALE, about=_where, settable=True),
)
SUBSCRIPTIONS = (
    Subscription(DeviationPlanned, service.on_planned),
    Subscription(PersonForgotten, service.let_go),
)
