"""What happens to weekly reviews: set, asked for, put together, held, refreshed as plans are made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from handlers.alerts import api as alerts_api
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.directory import turned_down, unnamed
from handlers.kit.errors import Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import Button, say
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.meetings import api as meetings_api
from handlers.review import cards
from handlers.review.rules import (
    REMARK,
    Plan,
    Point,
    Remark,
    Sheet,
    TeamPart,
    agenda_at,
    is_held_on,
    next_held,
    off_course,
)
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.review import Review, ReviewPlan, ReviewPoint
from storage.repos import review as repo
from storage.states import Right

JOB_ASK, JOB_HOLD = "review-ask", "review-hold"
ASK_AT = time(10)
TIMEBOX = timedelta(hours=1)
RECENT = timedelta(days=7)  # how long a review's card follows the plans that are made


# --- the plan -------------------------------------------------------------------------------------


def put(
    ctx: Ctx, weekday: int, at: time, timebox: timedelta | None, named: tuple[Team, ...] | None
) -> tuple[Plan, date]:
    """Sets this channel's weekly review; the day of the next one."""
    channel = ctx.place.channel
    if channel is None:
        raise Refused(say("review-where"))
    teams = named or _teams_here(ctx, channel)
    for team in teams or team_api.all_teams(ctx):
        team_api.require_lead(ctx, team)
    row = repo.plan_of_channel(ctx.session, channel)
    if row is None:
        row = ReviewPlan(
            channel_id=channel, owner_id=ctx.actor.id, weekday=weekday, at=at, zone=ctx.zone, timebox=0, made_at=ctx.now
        )
    row.owner_id, row.weekday, row.at, row.zone = ctx.actor.id, weekday, at, ctx.zone
    row.timebox = round((timebox or TIMEBOX) / timedelta(minutes=1))
    row.teams = [team.id for team in teams] if teams else None
    repo.keep(ctx.session, row)
    plan = as_plan(ctx, row)
    out = agenda_at(at)
    ctx.schedules.every(f"{JOB_ASK}:{row.id}", JOB_ASK, _daily(ASK_AT), row.zone, row.id)
    ctx.schedules.every(f"{JOB_HOLD}:{row.id}", JOB_HOLD, _daily(out), row.zone, row.id)
    return plan, next_day(ctx, plan)


def _daily(at: time) -> str:
    return f"{at.minute} {at.hour} * * *"


def _teams_here(ctx: Ctx, channel: int) -> tuple[Team, ...]:
    """The channel's team; none (which means all) where it is no team's."""
    team = team_api.team_of_channel(ctx, channel)
    return (team,) if team is not None else ()


def end(ctx: Ctx) -> Plan:
    """Ends this channel's weekly review."""
    row = _here(ctx)
    plan = as_plan(ctx, row)
    for team in plan.teams:
        team_api.require_lead(ctx, team_api.get(ctx, team))
    row.ended_at = ctx.now
    repo.keep(ctx.session, row)
    for job in (JOB_ASK, JOB_HOLD):
        ctx.schedules.drop(f"{job}:{row.id}")
    return plan


def _here(scene: Scene) -> ReviewPlan:
    """The plan of this channel; privately the one of the actor's teams."""
    row = repo.plan_of_channel(scene.session, scene.place.channel) if scene.place.channel is not None else None
    if row is None and scene.place.channel is None:
        row = _mine(scene)
    if row is None:
        raise Refused(say("review-none"), (Button(say("cmd-kpi-review"), "/kpi review"),))
    return row


def _mine(scene: Scene) -> ReviewPlan | None:
    """The oldest plan that looks at a team of the actor's, for a manager any."""
    mine = {team.id for team in team_api.teams_of(scene, scene.actor.id)}
    every = scene.actor.right.includes(Right.MANAGER)
    return next((r for r in repo.plans(scene.session) if every or mine.intersection(as_plan(scene, r).teams)), None)


def as_plan(scene: Scene, row: ReviewPlan) -> Plan:
    """The view of a row."""
    known = tuple(team.id for team in team_api.all_teams(scene))
    teams = known if row.teams is None else tuple(team for team in row.teams if team in known)
    box = timedelta(minutes=row.timebox)
    return Plan(row.id or 0, row.channel_id, row.owner_id, row.weekday, row.at, row.zone, box, teams)


def plan_of(scene: Scene, plan_id: int | None) -> Plan | None:
    """A plan that is not ended."""
    row = repo.plan(scene.session, plan_id or 0)
    return as_plan(scene, row) if row is not None else None


def next_day(scene: Scene, plan: Plan) -> date:
    """The day of the next review whose figures have not gone out yet."""
    now = scene.now.astimezone(ZoneInfo(plan.zone))
    held = is_held_on(plan.weekday, now.date(), scene.calendar) and now.time() < agenda_at(plan.at)
    return now.date() if held else next_held(plan.weekday, now.date(), scene.calendar)


# --- remarks --------------------------------------------------------------------------------------


def to_ask(scene: Scene, plan: Plan, day: date) -> Iterator[int]:
    """Who is asked on a day: the active members of the teams who are neither on leave nor have turned it down."""
    people = dict.fromkeys(member.person.id for team in plan.teams for member in team_api.members(scene, team))
    for person in people:
        if not scene.people.away(person, day) and REMARK.name not in turned_down(scene, person):
            yield person


def ask(ctx: Ctx, plan: Plan, day: date, person: int) -> None:
    """Asks somebody what they see at the front line; a plain answer gives it."""
    ctx.ask(person, "kpi-remark", {}, None)
    ctx.tell(person, cards.ask_card(plan, day), topic=REMARK)


def remark(ctx: Ctx, text: str) -> tuple[Plan, date, bool]:
    """Keeps what the actor has to say before the next review, in place of what they said; whether they had."""
    row = repo.plan_of_channel(ctx.session, ctx.place.channel) if ctx.place.channel is not None else None
    row = row or _mine(ctx)
    if row is None:
        raise Refused(say("review-none"))
    plan = as_plan(ctx, row)
    day = next_day(ctx, plan)
    review = repo.begin(ctx.session, plan.id, day)
    return plan, day, repo.put_remark(ctx.session, review.id or 0, ctx.actor.id, text, ctx.now)


# --- putting it together --------------------------------------------------------------------------


def shown(scene: Scene) -> tuple[Sheet, Plan]:
    """What would come before the next review if it were held now."""
    plan = as_plan(scene, _here(scene))
    for team in plan.teams if scene.place.channel != plan.channel else ():  # there it is posted anyway
        team_api.require_member(scene, team_api.get(scene, team))
    return sheet(scene, plan, next_day(scene, plan)), plan


def sheet(scene: Scene, plan: Plan, day: date) -> Sheet:
    """All that comes before the review of a day, by the figures as they stand now."""
    today = scene.now.astimezone(ZoneInfo(plan.zone)).date()
    month, week = Period.of("month", today), Period.of("week", today).previous()
    teams = [team_api.get(scene, team) for team in plan.teams]
    parts = {team.id: _part(scene, team, month, week) for team in teams}
    found = repo.review(scene.session, plan.id, day)
    remarks = repo.remarks(scene.session, found.id or 0) if found is not None else ()
    return Sheet(
        day, plan.at, plan.zone, month, week,
        parts=tuple(part for part in parts.values() if part.rows),
        points=_points(scene, plan, day, teams, parts, today),
        remarks=tuple(Remark(scene.people.name(r.person_id), r.text) for r in remarks),
    )  # fmt: skip


def _part(scene: Scene, team: Team, month: Period, week: Period) -> TeamPart:
    weekly = {(row.metric.id, row.whose.team): row for row in kpi_api.team_standings(scene, team, week)}
    monthly = {(row.metric.id, row.whose.team): row for row in kpi_api.team_standings(scene, team, month)}
    return TeamPart(team.name, tuple((monthly[id_], weekly.get(id_)) for id_ in monthly))


def _points(
    scene: Scene, plan: Plan, day: date, teams: Collection[Team], parts: Mapping[int, TeamPart], today: date
) -> tuple[Point, ...]:
    """The deviations, one a team's metric: alerts that are on, targets missed, and what was left without a plan."""
    points: dict[tuple[int, int], Point] = {}
    together = (*teams, *team_api.joints(scene, [team.id for team in teams]))
    names = {team.id: team.name for team in together}
    for crossed in alerts_api.crossed_of(scene, names):
        alert = crossed.alert
        key = alert.metric.id, alert.team or 0
        point = points.get(key) or Point(key[1], names[key[1]], alert.metric)
        points[key] = replace(point, crossed=(*point.crossed, crossed))
    for team in teams:
        for standing, _ in parts[team.id].rows:
            if not standing.metric.retired and off_course(standing, today):
                key = standing.metric.id, standing.whose.team or team.id  # what teams share is one point for all
                point = points.get(key) or Point(key[1], names[key[1]], standing.metric)
                points[key] = replace(point, standing=standing)
    before = repo.last_held(scene.session, plan.id, day)
    left = _left(scene, before, names)
    since = {key: row.since for key, row in left.items()}
    metrics = {metric.id: metric for metric in kpi_api.metrics(scene)}
    for key in left:
        points.setdefault(key, Point(key[1], names[key[1]], metrics[key[0]]))
    agreed = alerts_api.plans_of(scene, {metric for metric, _ in points})
    made = {key: _in_force(agreed.get(key, ()), before) for key in points}
    return tuple(
        replace(point, plans=made[key], since=since.get(key) if not made[key] else None)
        for key, point in points.items()
        if not (point.over and made[key])
    )


def _left(scene: Scene, before: Review | None, names: Mapping[int, str]) -> dict[tuple[int, int], ReviewPoint]:
    rows = repo.points(scene.session, before.id or 0) if before is not None else ()
    return {(row.metric_id, row.team_id): row for row in rows if row.team_id in names}


def _in_force(plans: Collection[alerts_api.Planned], before: Review | None) -> tuple[alerts_api.Planned, ...]:
    """The plans that count: those under way, and what was made since the review before."""
    held = before.held_at if before is not None else None
    return tuple(plan for plan in plans if not plan.closed or (held is not None and plan.made_at >= held))


# --- holding it -----------------------------------------------------------------------------------


def hold(ctx: Ctx, plan: Plan, day: date) -> None:
    """Puts figures, deviations and remarks before a review: a meeting with its agenda, and the figures as a card."""
    row = repo.begin(ctx.session, plan.id, day)
    if row.held_at is not None:
        return
    found = sheet(ctx, plan, day)
    at = When(day, plan.at, plan.zone)
    wanted = meetings_api.Plan(
        title=cards.TITLE, owner=plan.owner, at=at, zone=plan.zone, channel=plan.channel, timebox=plan.timebox,
        agenda=cards.agenda(found),
    )  # fmt: skip
    row.meeting_id, row.held_at = meetings_api.plan(ctx, wanted).id, ctx.now
    repo.keep(ctx.session, row)
    open_ = [point for point in found.points if not point.plans and not point.over]
    repo.add_points(
        ctx.session,
        [
            ReviewPoint(review_id=row.id or 0, team_id=p.team, metric_id=p.metric.id, since=p.since or day)
            for p in open_
        ],
    )
    ctx.post(plan.channel, cards.sheet_card(_with_meeting(found, row)), key=_key(row))


def _with_meeting(found: Sheet, row: Review) -> Sheet:
    return replace(found, meeting=f"M{row.meeting_id}" if row.meeting_id is not None else None)


def on_planned(ctx: Ctx, event: alerts_api.DeviationPlanned) -> None:
    """A plan was made: the cards of the latest reviews of that team show it."""
    teams = {part.id for part in team_api.parts(ctx, team_api.get(ctx, event.team))}
    for row in repo.plans(ctx.session):
        plan = as_plan(ctx, row)
        held = repo.last_held(ctx.session, plan.id) if teams.intersection(plan.teams) else None
        if held is not None and held.held_at is not None and ctx.now - held.held_at <= RECENT:
            ctx.update(_key(held), cards.sheet_card(_with_meeting(sheet(ctx, plan, held.day), held)))


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """Drops a forgotten person's remarks, and their name from others'; a manager goes on with their reviews."""
    for row in repo.remarks_of(ctx.session, event.person):
        repo.delete(ctx.session, row)
    for remark_ in repo.remarks_naming(ctx.session, event.name):
        remark_.text = unnamed(remark_.text, event.name)
        repo.keep(ctx.session, remark_)
    heirs = team_api.managers(ctx)
    for plan in repo.plans(ctx.session):
        if plan.owner_id == event.person and heirs:
            plan.owner_id = heirs[0].id
            repo.keep(ctx.session, plan)


def _key(row: Review) -> str:
    return f"review:{row.id}"
