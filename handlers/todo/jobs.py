"""What a clock does for action items."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.events import Greeted, PersonForgotten, ZoneChanged
from handlers.kit.feature import Firing, Job, Subscription, Work
from handlers.kit.messages import Inline
from handlers.kit.working_days import on_workdays
from handlers.team import api as team_api
from handlers.todo import digest, service, weekly
from handlers.todo.effects import JOB_SNOOZE


def set_up(ctx: Ctx) -> None:
    """Digests for everybody there is."""
    digest.ensure_zones(ctx, {ctx.org.zone})
    digest.ensure(ctx, [person.id for person in ctx.people.everybody()])
    weekly.ensure(ctx, (ctx.org.zone, *(team.zone for team in team_api.all_teams(ctx))))


def _greeted(ctx: Ctx, event: Greeted) -> None:
    digest.ensure(ctx, (event.person,))


def _zone_changed(ctx: Ctx, event: ZoneChanged) -> None:
    digest.moved(ctx, event.person, event.before, event.zone)


def _on_membership(ctx: Ctx, event: team_api.MembershipChanged) -> None:
    weekly.ensure(ctx, (team_api.get(ctx, event.team).zone,))


def _name(scene: Scene, person: int) -> Inline:
    return scene.people.name(person)


def _back_due(_scene: Scene, firing: Firing) -> Iterable[Work]:
    if firing.payload:
        return (Work(firing.at.isoformat(), firing.payload),)  # of one minute there may be several
    return (Work("remind", {"item": firing.subject, "at": firing.at.isoformat()}),)


def _come_back(ctx: Ctx, payload: Any) -> None:
    if "person" in payload:
        service.remind_late(ctx, payload["person"])
    else:
        service.remind(ctx, payload["item"], datetime.fromisoformat(payload["at"]))


JOBS = (
    Job(digest.JOB, digest.due, digest.give, digest.STILL_GOOD, settable=True, days=on_workdays),
    Job(digest.JOB_OWN, digest.due_own, digest.give, digest.STILL_GOOD, about=_name, days=on_workdays),
    Job(weekly.JOB, weekly.due, weekly.post, weekly.STILL_GOOD, settable=True, days=weekly.on),
    Job(JOB_SNOOZE, _back_due, _come_back),
)
SUBSCRIPTIONS = (
    Subscription(Greeted, _greeted),
    Subscription(ZoneChanged, _zone_changed),
    Subscription(PersonForgotten, service.let_go),
    Subscription(team_api.MembershipChanged, _on_membership),
)
