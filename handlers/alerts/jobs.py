"""What a clock does for alerts: a daily check for what time alone changes, and the end of a snooze."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.alerts import service
from handlers.alerts.api import crossed_of
from handlers.alerts.service import JOB_WAKE
from handlers.kit.context import Ctx, Scene
from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Firing, Job, Subscription, Work
from handlers.kit.working_days import on_workdays
from handlers.kpi.api import EntryChanged, EntryLogged
from handlers.meetings import api as meetings_api
from handlers.team import api as team_api
from handlers.todo.api import ItemClosed
from storage.states import MeetingKind

JOB = "alert-check"
CRON = "0 9 * * *"


def set_up(ctx: Ctx) -> None:
    """A schedule for each time zone there is."""
    for zone in team_api.zones(ctx):
        _ensure(ctx, zone)


def to_check(scene: Scene, firing: Firing) -> Iterable[Work]:
    """On a working day, the alerts of the zone whose state time has changed."""
    if not scene.calendar.is_workday(firing.day):
        return ()
    return tuple(Work(str(alert), alert) for alert in service.turning(scene, firing.zone))


def check(ctx: Ctx, alert_id: Any) -> None:
    """Checks one of them."""
    service.check_one(ctx, alert_id)


def to_wake(_scene: Scene, firing: Firing) -> Iterable[Work]:
    """The alert whose snooze ends."""
    return (Work("wake", firing.subject),)


def wake(ctx: Ctx, alert_id: Any) -> None:
    """Ends it."""
    service.wake(ctx, alert_id)


def _on_membership(ctx: Ctx, event: team_api.MembershipChanged) -> None:
    _ensure(ctx, team_api.get(ctx, event.team).zone)


def _on_moved(ctx: Ctx, event: team_api.TeamMoved) -> None:
    _ensure(ctx, team_api.get(ctx, event.team).zone)


def _on_agenda(ctx: Ctx, event: meetings_api.AgendaWanted) -> None:
    """What is on of a team's alerts is a point of its weekly meeting, and of one across teams."""
    if event.team is not None and event.kind in (MeetingKind.WEEKLY, MeetingKind.CROSS):
        teams = (event.team, *(joint.id for joint in team_api.joints(ctx, (event.team,))))
        on = {one.alert.ref: one.alert.metric.name for one in crossed_of(ctx, teams)}
        points = event.lacking({ref: f"{ref} · {name}" for ref, name in on.items()})
        meetings_api.add_points(ctx, event.meeting, points)


def _ensure(ctx: Ctx, zone: str) -> None:
    ctx.schedules.ensure(f"{JOB}:{zone}", JOB, CRON, zone)


JOBS = (Job(JOB, to_check, check, settable=True, days=on_workdays), Job(JOB_WAKE, to_wake, wake))
SUBSCRIPTIONS = (
    Subscription(EntryLogged, service.on_entry),
    Subscription(EntryChanged, service.on_entry),
    Subscription(ItemClosed, service.on_closed),
    Subscription(team_api.MembershipChanged, _on_membership),
    Subscription(team_api.TeamMoved, _on_moved),
    Subscription(meetings_api.AgendaWanted, _on_agenda),
    Subscription(PersonForgotten, service.let_go),
)
