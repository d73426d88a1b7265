"""What is done about a deviation: a cause and a plan, which is an action item that names the metric."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.alerts import api, service, views
from handlers.alerts.cards import Agreed
from handlers.alerts.rules import Alert, Planned
from handlers.kit.context import Ctx
from handlers.kit.dates import When
from handlers.kit.errors import BadInput
from handlers.kit.messages import say
from handlers.kit.people import Person
from handlers.kpi.api import Metric
from handlers.team import api as team_api
from handlers.todo import api as todo_api
from storage.models.alerts import DeviationPlan
from storage.repos import alerts as repo


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done, why it came to that, who does it, until when."""

    what: str
    cause: str
    owner: Person | None
    due: When | None


def for_alert(ctx: Ctx, alert_id: int, wanted: Wanted) -> Agreed:
    """A plan for all of an alert that is on; whoever makes it takes it on."""
    alert = views.as_alert(ctx, views.find(ctx, alert_id))
    views.require_sight(ctx, alert)
    rows = repo.open_crossings(ctx.session, (alert.id,))
    owner = wanted.owner or _person(ctx, alert) or ctx.actor
    item = _item(ctx, wanted, owner, f"{alert.ref} {alert.metric.name}")
    for row in rows or (None,):
        plan = DeviationPlan(
            metric_id=alert.metric.id, team_id=alert.team, person_id=alert.person, crossing_id=row.id if row else None,
            cause=wanted.cause, item_id=item.id, made_by=ctx.actor.id, made_at=ctx.now,
        )  # fmt: skip
        repo.keep(ctx.session, plan)
        if row is not None:
            row.acked_by, row.acked_at = row.acked_by or owner.id, row.acked_at or ctx.now
            repo.keep(ctx.session, row)
            service.refresh(ctx, row.id or 0)
    if alert.team is not None:
        ctx.publish(api.DeviationPlanned(alert.metric.id, alert.team))
    return Agreed(alert.metric.name, alert.ref, _planned(ctx, wanted, item, owner))


def for_metric(ctx: Ctx, metric: Metric, team: team_api.Team | None, wanted: Wanted) -> Agreed:
    """A plan for a metric of a team's that went off its course without an alert."""
    here = team_api.team_here(ctx, team)
    team_api.require_member(ctx, here)
    owner = wanted.owner or ctx.actor
    item = _item(ctx, wanted, owner, metric.name)
    plan = DeviationPlan(
        metric_id=metric.id, team_id=here.id, cause=wanted.cause, item_id=item.id, made_by=ctx.actor.id, made_at=ctx.now
    )
    repo.keep(ctx.session, plan)
    ctx.publish(api.DeviationPlanned(metric.id, here.id))
    return Agreed(metric.name, None, _planned(ctx, wanted, item, owner))


def _person(ctx: Ctx, alert: Alert) -> Person | None:
    return ctx.people.get(alert.owner) if alert.owner is not None else None


def _item(ctx: Ctx, wanted: Wanted, owner: Person, about: str) -> todo_api.Item:
    """The action item; its text says what it is about, wherever it is read."""
    what = f"{wanted.what} ({about})"
    if len(what) > todo_api.WHAT_LENGTH:
        raise BadInput("what", say("kit-too-long", limit=todo_api.WHAT_LENGTH - len(what) + len(wanted.what)))
    return todo_api.add(ctx, owner, what, wanted.due, origin="alert", overseer=ctx.actor.id)


def _planned(ctx: Ctx, wanted: Wanted, item: todo_api.Item, owner: Person) -> Planned:
    return Planned(wanted.cause, todo_api.item_line(item, owner.name), closed=False, made_at=ctx.now)
