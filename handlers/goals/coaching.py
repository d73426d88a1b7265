"""What lags becomes a talk: a meeting with the figures as its agenda, and an action item, at one click (G2)."""

from __future__ import annotations

from handlers.goals import service
from handlers.goals.cards import notes
from handlers.goals.cards.milestones import in_figures
from handlers.goals.cards.notes import Coached
from handlers.goals.rules.milestones import Row
from handlers.kit.context import Ctx
from handlers.kit.dates import When
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Button, Code, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Metric
from handlers.meetings import api as meetings_api
from handlers.meetings.api import Plan
from handlers.team import api as team_api
from handlers.team.api import Team
from handlers.todo import api as todo_api
from storage.models.goals import Coaching
from storage.repos import goals as repo
from storage.states import MeetingKind


def coach(ctx: Ctx, metric: Metric, asked: Person | Team, at: When | None) -> Coached:
    """Plans the talk about a target's last month: once; whoever has a part in it hears of it."""
    if isinstance(asked, Person):
        team_api.require_for(ctx, asked)
    else:
        team_api.require_part(ctx, asked)
    month = Period.of("month", ctx.today).previous()
    row = _row(ctx, metric, asked, month)
    there = repo.coachings(ctx.session, month.code).get(row.key)
    if there is not None:
        meeting = _meeting(there.meeting_id)
        button = Button(say("goal-button-meeting", id=meeting), f"/meeting show {meeting}")
        raise Refused(say("goal-coached-already", meeting=meeting, item=todo_api.ref(there.item_id)), (button,))
    return _plan(ctx, row, month, _coach(ctx, asked), at)


def _row(ctx: Ctx, metric: Metric, asked: Person | Team, month: Period) -> Row:
    person, team = (asked.id, None) if isinstance(asked, Person) else (None, asked.id)
    year = Period(f"{month.year:04}")
    target = kpi_api.target_for(ctx, metric, year, person=person, team=team, on=month.last)
    if target is None:
        raise BadInput("name", say("goal-coach-no-target", whose=asked.name, metric=metric.name), Code("/goal check"))
    return service.month_rows(ctx, (target,), month)[0]


def _coach(ctx: Ctx, asked: Person | Team) -> Person:
    """Who takes it up: whoever leads them and asks for it, else a lead of theirs, else a manager."""
    teams = (asked,) if isinstance(asked, Team) else team_api.teams_of(ctx, asked.id)
    involved = asked.id if isinstance(asked, Person) else None
    leads = [lead for team in teams for lead in team_api.leads(ctx, team.id)]
    fit = [person for person in (*leads, *team_api.managers(ctx)) if person.id != involved]
    if not fit:
        raise Refused(say("goal-coach-nobody", whose=asked.name))
    return next((person for person in fit if person.id == ctx.actor.id), fit[0])


def _plan(ctx: Ctx, row: Row, month: Period, coach_: Person, at: When | None) -> Coached:
    zone = ctx.zone_of(coach_.id)
    when = at or When(ctx.calendar.add_workdays(ctx.today, service.COACHING_WORKDAYS), None, zone)
    what = f"{row.whose} · {row.metric}" if row.person is None else f"1:1 {row.whose} · {row.metric}"
    agenda = (f"{month.code} {in_figures(row)}",)
    kind = MeetingKind.ONE if row.person is not None else MeetingKind.OWN
    guests = (row.person,) if row.person is not None and row.person != ctx.actor.id else ()
    meeting = meetings_api.plan(ctx, Plan(what, coach_.id, when, zone, kind=kind, agenda=agenda, guests=guests))
    task = f"{row.whose} · {in_figures(row)}" if row.person is None else f"1:1 {row.whose} · {in_figures(row)}"
    item = todo_api.add(ctx, coach_, task[: todo_api.WHAT_LENGTH], when, origin="goal", meeting=meeting.id, tell=False)
    metric, person, team = row.key
    made = Coaching(
        metric_id=metric, month=month.code, person_id=person, team_id=team, meeting_id=meeting.id, item_id=item.id,
        by_id=ctx.actor.id, at=ctx.now,
    )  # fmt: skip
    repo.add(ctx.session, made)
    whom = row.whose if row.person is not None else None
    planned = Coached(row, coach_.name, whom, when.day, meeting.ref, todo_api.ref(item.id))
    if coach_.id != ctx.actor.id:
        ctx.tell(coach_.id, notes.coach_told_card(planned, ctx.actor.name))
    return planned


def _meeting(number: int) -> str:
    return f"{meetings_api.LETTER}{number}"
