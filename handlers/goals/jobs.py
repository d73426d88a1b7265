"""The monthly check: at 09:00 where a team is, on the month's first working day, for the month that ended. And whoever
is slow to decide a revision is reminded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from handlers.goals import aims, quarters, revising, service
from handlers.kit.calendar import WorkingCalendar
from handlers.kit.context import Ctx, Scene
from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Firing, Job, Subscription, Work
from handlers.kit.periods import Period
from handlers.meetings import api as meetings_api
from handlers.team import api as team_api
from storage.states import MeetingKind

JOB = "goal-check"
MANAGERS = "managers"
AT = time(9)
CRON = "0 9 1-15 * *"  # no run of holidays is longer; which of these days it is, the calendar says


def set_up(ctx: Ctx) -> None:
    """A schedule for each time zone there is."""
    for zone in team_api.zones(ctx):
        _ensure(ctx, zone)


def to_check(scene: Scene, firing: Firing) -> Iterable[Work]:
    """Whoever has yearly targets in the firing's zone, on the right day; after days of standstill, what was missed."""
    apart = {f"team:{team}": scene.calendar_for(team) for team in scene.teams_apart}
    only = None if firing.subject is None else f"team:{firing.subject}"
    yield from _due(scene, firing, scene.calendar, lambda subject: only in (None, subject) and subject not in apart)
    for team, calendar in apart.items():
        if only in (None, team):
            yield from _due(scene, firing, calendar, team.__eq__)


def _due(scene: Scene, firing: Firing, calendar: WorkingCalendar, meant: Callable[[str], bool]) -> Iterator[Work]:
    """What is due by a calendar, of those meant by it."""
    month = _month_to_check(scene, firing, calendar)
    if month is None:
        return
    found = service.subjects(scene, month.year)
    here = [subject for subject, zone in found.items() if zone == firing.zone and meant(subject)]
    if found and calendar is scene.calendar and firing.subject is None and firing.zone == scene.org.zone:
        here.append(MANAGERS)
    months = [Work(subject, {"subject": subject, "month": month.code}) for subject in here]
    quarter = Period.of("quarter", month.last)
    ended = quarters.due(scene, quarter) if quarter.last == month.last else {}
    told = [subject for subject, zone in ended.items() if zone == firing.zone and meant(subject)]
    yield from months
    for subject in told:
        yield Work(f"{subject}:{quarter.code}", {"subject": subject, "quarter": quarter.code})


def _first_workday(scene: Scene, _subject: int | None, day: date) -> bool:
    return any(day == known.first_workday(day.year, day.month) for known in scene.calendars())


def check(ctx: Ctx, payload: Any) -> None:
    """Checks one team, or one person who is in none; or tells the managers how the teams stand."""
    if "quarter" in payload:
        quarters.tell(ctx, payload["subject"], Period(payload["quarter"]))
        return
    if payload["subject"] == MANAGERS:
        service.tell_managers(ctx, Period(payload["month"]))
        return
    service.post_check(ctx, payload["subject"], Period(payload["month"]))


def _month_to_check(scene: Scene, firing: Firing, calendar: WorkingCalendar) -> Period | None:
    """The month before the newest first working day, unless that was before this firing."""
    zone = ZoneInfo(firing.zone)
    now = scene.now.astimezone(zone)
    month = Period.of("month", now.date())
    opens = calendar.first_workday(month.year, month.first.month)
    if now < datetime.combine(opens, AT, zone):
        month = month.previous()
        opens = calendar.first_workday(month.year, month.first.month)
    return month.previous() if opens >= firing.first_day else None


def _on_membership(ctx: Ctx, event: team_api.MembershipChanged) -> None:
    _ensure(ctx, team_api.get(ctx, event.team).zone)


def _on_moved(ctx: Ctx, event: team_api.TeamMoved) -> None:
    """The check goes by the team's new clock; where that has passed the hour on the very day, it is made at once."""
    zone = team_api.get(ctx, event.team).zone
    _ensure(ctx, zone)
    here = ctx.now.astimezone(ZoneInfo(zone))
    first = ctx.calendar_for(event.team).first_workday(here.year, here.month)
    still_ahead = datetime.combine(first, AT, ZoneInfo(event.before)) > ctx.now
    if still_ahead and datetime.combine(first, AT, ZoneInfo(zone)) <= ctx.now:
        ctx.schedules.once(f"{JOB}:moved:{event.team}", JOB, ctx.now, zone, event.team)


def _ensure(ctx: Ctx, zone: str) -> None:
    ctx.schedules.ensure(f"{JOB}:{zone}", JOB, CRON, zone)


def _to_remind(_scene: Scene, firing: Firing) -> Iterable[Work]:
    return (Work(str(firing.payload["id"]), firing.payload),)


def _remind(ctx: Ctx, payload: Any) -> None:
    revising.remind(ctx, payload["id"], payload["count"])


def _on_agenda(ctx: Ctx, event: meetings_api.AgendaWanted) -> None:
    """A team's goals that lag are points of its weekly meeting, and of one across teams."""
    if event.team is not None and event.kind in (MeetingKind.WEEKLY, MeetingKind.CROSS):
        points = {ref: f"{ref} · {sentence}" for ref, sentence in aims.lagging(ctx, event.team)}
        meetings_api.add_points(ctx, event.meeting, event.lacking(points))


JOBS = (Job(JOB, to_check, check, days=_first_workday), Job(revising.JOB, _to_remind, _remind))
SUBSCRIPTIONS = (
    Subscription(meetings_api.AgendaWanted, _on_agenda),
    Subscription(team_api.MembershipChanged, _on_membership),
    Subscription(team_api.TeamMoved, _on_moved),
    Subscription(PersonForgotten, revising.let_go),
)
