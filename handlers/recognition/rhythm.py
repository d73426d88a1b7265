"""What a team hears of its kudos by the clock: the week's digest, a ceremony, and for its lead the pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.context import Ctx, Scene
from handlers.kit.periods import Period
from handlers.recognition import boards, cards, rhythm_cards
from handlers.recognition.rules import rhythm as rules
from handlers.recognition.rules.points import BLANK, FEWEST
from handlers.recognition.rules.rhythm import Story
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.recognition import Kudos, KudosRhythm
from storage.models.timing import Schedule
from storage.repos import recognition as repo
from storage.states import Every

JOB_DIGEST, JOB_CEREMONY, JOB_PAIRS = "kudos-weekly", "kudos-ceremony", "kudos-pairs"
WEEK = timedelta(days=7)


def begin(ctx: Ctx, people: Iterable[int]) -> None:
    """Teams whose people are given kudos hear of them by the clock from now on."""
    for team in {team.id: team for person in people for team in team_api.teams_of(ctx, person)}.values():
        ctx.schedules.ensure(f"{JOB_DIGEST}:{team.id}", JOB_DIGEST, _cron(rules.DIGEST_AT), team.zone, team.id)
        ctx.schedules.ensure(f"{JOB_PAIRS}:{team.id}", JOB_PAIRS, _cron(rules.PAIRS_AT, "1-15"), team.zone, team.id)


def digest(ctx: Ctx, team_id: int) -> None:
    """Tells a team's channel what its people were thanked for since the last digest; nothing, if for nothing."""
    row = repo.rhythm(ctx.session, team_id)
    since, row.told_until = row.told_until or ctx.now - WEEK, ctx.now
    repo.save_rhythm(ctx.session, row)
    team = team_api.get(ctx, team_id)
    stories = _stories(ctx, team, repo.public_between(ctx.session, since, ctx.now))
    names = repo.team_values(ctx.session, [team_id])
    for channel in team_api.channels_of(ctx, team_id) if stories else ():
        ctx.post(channel, rhythm_cards.digest_card(team.name, stories, names))


def plan_of(scene: Scene, team_id: int | None) -> KudosRhythm | None:
    """When a team has a ceremony; None: never."""
    row = repo.rhythm(scene.session, team_id) if team_id is not None else None
    return row if row is not None and row.every is not None else None


def set_ceremony(ctx: Ctx, team: Team, every: Every | None, day: str | None, at: time | None) -> None:
    """Sets a team's ceremony; what is not named stays, or is as it is by default."""
    team_api.require_lead(ctx, team)
    row, schedule = repo.rhythm(ctx.session, team.id), _schedule(ctx, team)
    wished = every or row.every or Every.MONTH
    if day is not None:
        row.on_day = rules.read_ceremony_day(day, wished)
    elif wished is not row.every:
        row.on_day = rules.DAYS[wished]
    row.every = wished
    repo.save_rhythm(ctx.session, row)
    cron = _cron(at or rules.CEREMONY_AT) if at or schedule is None else schedule.cron or ""
    ctx.schedules.every(f"{JOB_CEREMONY}:{team.id}", JOB_CEREMONY, cron, team.zone, team.id)


def end_ceremony(ctx: Ctx, team: Team) -> None:
    """A team has no ceremony any more."""
    team_api.require_lead(ctx, team)
    row = repo.rhythm(ctx.session, team.id)
    row.every = None
    repo.save_rhythm(ctx.session, row)
    ctx.schedules.drop(f"{JOB_CEREMONY}:{team.id}")


def next_ceremony(ctx: Ctx, team: Team) -> tuple[Every, datetime, Period] | None:
    """A team's rhythm, its next ceremony (UTC) and what that looks back on; None without one."""
    plan, schedule = plan_of(ctx, team.id), _schedule(ctx, team)
    if plan is None or plan.every is None or schedule is None:
        return None
    every, on_day = plan.every, plan.on_day
    coming = ctx.schedules.coming(schedule, lambda day: rules.held_on(every, on_day, ctx.calendar, day), 1)
    return (
        (every, coming[0], rules.covered(every, on_day, coming[0].astimezone(ZoneInfo(team.zone)).date()))
        if coming
        else None
    )


def ceremony(ctx: Ctx, team_id: int, period: Period) -> None:
    """Honours a team's people for a period, in its channel; says nothing where nobody was thanked."""
    team = team_api.get(ctx, team_id)
    rows = repo.public_on(ctx.session, period.first, period.last)
    stories = _stories(ctx, team, rows)
    members = {member.person.id for member in team_api.members(ctx, team_id)} - repo.off_boards(ctx.session)
    totals = repo.totals(ctx.session, period.first, period.last)
    named = [(ctx.people.name(person), points) for person, points in totals if person in members]
    values = repo.team_values(ctx.session, [team_id])
    if named:
        told = rules.honours(team.name, period, named, stories, values)
        team_api.post(ctx, team_id, rhythm_cards.ceremony_card(told))


def tell_pairs(ctx: Ctx, team_id: int, month: Period) -> None:
    """Tells a team's leads who mostly gave to each other in a month, if anybody did."""
    found = boards.pairs_of(ctx, team_api.get(ctx, team_id), month)
    if found.found and found.people >= FEWEST:
        for lead in team_api.leads(ctx, team_id):
            ctx.tell(lead.id, cards.pairs_card(found, may_limit=False), topic=rules.PAIRS)


def move(ctx: Ctx, event: team_api.TeamMoved) -> None:
    """A team's days begin elsewhere: what it hears goes by its new clock."""
    zone = team_api.get(ctx, event.team).zone
    for job in (JOB_DIGEST, JOB_CEREMONY, JOB_PAIRS):
        for row in ctx.schedules.of(job, event.team):
            if row.cron is not None:
                ctx.schedules.every(row.key, row.job, row.cron, zone, row.subject, row.payload)


def _stories(scene: Scene, team: Team, rows: Sequence[Kudos]) -> tuple[Story, ...]:
    """Kudos for somebody of a team, without those who do not want to be read of."""
    members = {member.person.id for member in team_api.members(scene, team.id)}
    off = repo.off_boards(scene.session)
    ids = [row.id for row in rows if row.id is not None]
    receivers, values = repo.receivers_of(scene.session, ids), repo.values_of(scene.session, ids)
    found: list[Story] = []
    for row in rows:
        who = [person for person in receivers.get(row.id or 0, ()) if person not in off]
        if row.reason != BLANK and members.intersection(who):
            names = tuple(scene.people.name(person) for person in who)
            giver = scene.people.name(row.giver_id)
            found.append(Story(giver, names, row.reason, row.points, values.get(row.id or 0, ())))
    return tuple(found)


def _schedule(ctx: Ctx, team: Team) -> Schedule | None:
    return next((row for row in ctx.schedules.of(JOB_CEREMONY, team.id) if row.cron is not None), None)


def _cron(at: time, days: str = "*") -> str:
    return f"{at.minute} {at.hour} {days} * *"
