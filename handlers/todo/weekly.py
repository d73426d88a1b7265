"""A team's week: what was closed, what is late or stuck; by person only for who leads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Work
from handlers.team import api as team_api
from handlers.todo.list_cards import TeamWeek, week_card, week_people_card
from handlers.todo.rules import WEEK, Share, order, share
from handlers.todo.views import as_item
from storage.repos import todo as repo
from storage.states import ItemState

JOB = "todo-week"
CRON = "30 16 * * *"  # which day is the week's last working day, the calendar says
STILL_GOOD = timedelta(hours=10)


def ensure(ctx: Ctx, zones: Iterable[str]) -> None:
    """A schedule for each time zone that teams live in."""
    for zone in sorted(set(zones)):
        ctx.schedules.ensure(f"{JOB}:{zone}", JOB, CRON, zone)


def due(scene: Scene, firing: Firing) -> Iterable[Work]:
    """Every team of the firing's zone, on the last working day of a week."""
    day = firing.day
    if not on(scene, None, day):
        return ()
    teams = (team for team in team_api.all_teams(scene) if team.zone == firing.zone)
    return [Work(str(team.id), {"team": team.id, "day": day.isoformat()}) for team in teams]


def on(scene: Scene, _subject: int | None, day: date) -> bool:
    """Whether a day is the last working one of its week."""
    return scene.calendar.is_workday(day) and _monday(scene.calendar.next_workday(day)) != _monday(day)


def post(ctx: Ctx, payload: Any) -> None:
    """Posts one team's week, and gives its leads the counts by person; a week without anything is passed over."""
    team = team_api.get(ctx, payload["team"])
    week = _week(ctx, team, date.fromisoformat(payload["day"]))
    if week is None:
        return
    team_api.post(ctx, team.id, week_card(week))
    for lead in team_api.leads(ctx, team.id):
        ctx.tell(lead.id, week_people_card(week), topic=WEEK)


def _week(scene: Scene, team: team_api.Team, day: date) -> TeamWeek | None:
    people = {member.person.id: member.person.name for member in team_api.members(scene, team.id)}
    begin = datetime.combine(_monday(day), time(0), ZoneInfo(team.zone))
    closed = [as_item(row) for row in repo.done_of(scene.session, people, begin, scene.now)]
    unclosed = order(map(as_item, repo.unclosed_of(scene.session, people)))
    late = {item.id for item in unclosed if item.overdue(scene.now, scene.zone_of(item.owner))}
    stuck = tuple(item for item in unclosed if item.state is ItemState.CANNOT or item.after is not None)
    if not closed and not late and not stuck:
        return None
    shares: list[tuple[str, Share]] = [(name, share(who, closed, unclosed, late)) for who, name in people.items()]
    return TeamWeek(
        team=team.name,
        first=_monday(day),
        last=day,
        closed=tuple((item, people[item.owner]) for item in closed),
        late=len(late),
        stuck=stuck,
        shares=tuple((name, part) for name, part in shares if part.any),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
