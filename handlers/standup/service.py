"""What happens to standups: set and turned off, followed by who joins, moves or is on leave."""

from __future__ import annotations

from datetime import date, time, timedelta

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import Weekdays
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten, ZoneChanged
from handlers.kit.messages import Button, Code, Span, say
from handlers.kit.people import Person
from handlers.standup import api, runs, views
from handlers.standup.cards import Setting
from handlers.standup.rules import LONGEST, SHORTEST, WINDOW, Plan, Standing, State, prompts_on
from handlers.standup.runs import JOB_PROMPT
from handlers.team import api as team_api
from handlers.team.api import MembershipChanged, Team
from storage.models.standup import Standup
from storage.repos import standup as repo
from storage.states import Right

SETUP = "/standup set 09:30"


# --- settings -----------------------------------------------------------------------------------


def set_up(ctx: Ctx, team: Team, at: time, days: Weekdays, channel: int | None, window: timedelta | None) -> Plan:
    """Sets a team's standup, in place of the one before."""
    team_api.require_lead(ctx, team)
    length = WINDOW if window is None else window
    if not SHORTEST <= length <= LONGEST:
        why = say("standup-window", shortest=Span(SHORTEST), longest=Span(LONGEST))
        raise BadInput("window", why, Code(f"{SETUP} --window 2h"))
    row = repo.of_team(ctx.session, team.id) or Standup(
        team_id=team.id, at=at, days=days.code, window_minutes=0, set_at=ctx.now
    )
    new = row.id is None or not row.active
    row.at, row.days, row.channel_id, row.active, row.set_at = at, days.code, channel, True, ctx.now
    row.window_minutes = length // timedelta(minutes=1)
    plan = views.as_plan(repo.save(ctx.session, row))
    follow(ctx, plan)
    for schedule in ctx.schedules.of(JOB_PROMPT, plan.id):
        if schedule.paused:  # whoever sets it wants it to run
            ctx.schedules.resume(schedule)
    for run in runs.recent(ctx, plan):
        if run.posted_at is None:
            runs.refresh(ctx, plan, run)
    if new:
        ctx.publish(api.StandupSet(team.id))
    return plan


def turn_off(ctx: Ctx, team: Team) -> Plan:
    """Turns a team's standup off, and whatever of it is going on."""
    team_api.require_lead(ctx, team)
    plan = needed(ctx, team)
    row = repo.get(ctx.session, plan.id)
    assert row is not None
    row.active = False
    repo.save(ctx.session, row)
    for schedule in ctx.schedules.of(JOB_PROMPT, plan.id):
        ctx.schedules.drop(schedule.key)
    for run in runs.recent(ctx, plan):
        runs.end(ctx, run)
    return plan


def channel_here(scene: Scene, team: Team) -> int | None:
    """Where a summary goes if nobody says: the channel of the words, unless it is another team's; None for the team's
    own ones."""
    here = scene.place.channel
    if here is None:
        return None
    bound = team_api.team_of_channel(scene, here)
    return here if bound is None or bound.id == team.id else None


def follow(ctx: Ctx, plan: Plan) -> None:
    """One prompt a day for each time zone of the members, and none elsewhere; what is right already stays as it is."""
    cron = f"{plan.at.minute} {plan.at.hour} * * *"
    zones = {ctx.zone_of(member.person.id) for member in team_api.members(ctx, plan.team)}
    known = {schedule.key: schedule for schedule in ctx.schedules.of(JOB_PROMPT, plan.id) if schedule.cron}
    wanted = {f"{JOB_PROMPT}:{plan.id}:{zone}": zone for zone in sorted(zones)}
    for key in known.keys() - wanted.keys():
        ctx.schedules.drop(key)
    for key, zone in wanted.items():
        if key not in known or known[key].cron != cron:
            ctx.schedules.every(key, JOB_PROMPT, cron, zone, subject=plan.id)


def needed(scene: Scene, team: Team) -> Plan:
    """A team's standup; where there is none, whoever may set one up is offered to."""
    plan = views.plan_of(scene, team.id)
    if plan is None:
        offer = (Button(say("cmd-standup-set"), f"{SETUP} --team {team.name}"),)
        raise Refused(say("standup-none", team=team.name), offer if team_api.leads_team(scene, team.id) else ())
    return plan


def no_standup(scene: Scene) -> Refused:
    """The refusal of somebody none of whose teams has a standup."""
    leads = scene.actor.right.includes(Right.LEAD)
    return Refused(say("standup-none-yet"), (Button(say("cmd-standup-set"), SETUP),) if leads else ())


def choose(ctx: Ctx, team: Team, people: tuple[Person, ...], *, optional: bool) -> None:
    """Waits for members no longer, or again; what is going on changes with it."""
    team_api.require_lead(ctx, team)
    plan = needed(ctx, team)
    members = {member.person.id for member in team_api.members(ctx, team.id)}
    for person in people:
        if person.id not in members:
            raise Refused(say("standup-no-member", who=person.name, team=team.name))
        (repo.make_optional if optional else repo.make_required)(ctx.session, plan.id, person.id)
    for run in runs.recent(ctx, plan):
        runs.refresh(ctx, plan, run)


# --- reading ------------------------------------------------------------------------------------


def setting(scene: Scene, plan: Plan) -> Setting:
    """A standup as it is told to people."""
    prompts = views.next_prompts(scene, plan)
    year = prompts[0].at.year if prompts else scene.today.year
    loud = plan.days.kind == "workdays" and scene.calendar.provisional(year)
    team = team_api.get(scene, plan.team)
    return Setting(plan, team.name, views.channels(scene, plan), prompts, year if loud else None)


def today(scene: Scene, plan: Plan) -> tuple[Standing, ...]:
    """Where everybody stands on the actor's day; nobody where there is no standup on it."""
    return views.standings(scene, plan, scene.today) if prompts_on(plan.days, scene.today, scene.calendar) else ()


def shown(scene: Scene, team: Team | None) -> tuple[Plan, ...]:
    """The standups meant by ``show``: of the team named or of this channel, else of all of one's own teams."""
    here = scene.place.channel
    if team is None and here is not None:
        team = team_api.team_of_channel(scene, here)
    if team is not None:
        team_api.require_member(scene, team)
        return (needed(scene, team),)
    mine = tuple(plan for _, plan in views.plans_of(scene, scene.actor.id))
    if not mine:
        raise no_standup(scene)
    return mine


# --- leave --------------------------------------------------------------------------------------


def go_away(ctx: Ctx, until: date | None) -> None:
    """Puts the actor on leave up to a day of theirs, or until they are back: neither asked nor named missing."""
    ctx.people.set_away(ctx.actor.id, until or date.max)
    for _, plan in views.plans_of(ctx, ctx.actor.id):
        for run in runs.recent(ctx, plan):
            if run.day < ctx.today and run.posted_at is not None:
                continue
            if runs.excuse(ctx, run, ctx.actor.id) or run.posted_at is None:
                runs.refresh(ctx, plan, run)


def come_back(ctx: Ctx) -> bool:
    """Ends the actor's leave; whether a standup of today has passed them by and is still open to them."""
    if not ctx.people.get(ctx.actor.id).away(ctx.today):
        raise Refused(say("standup-not-away"))
    ctx.people.set_away(ctx.actor.id, None)
    missed = False
    for _, plan in views.plans_of(ctx, ctx.actor.id):
        for run in runs.recent(ctx, plan):
            if run.posted_at is None:
                runs.excuse(ctx, run, ctx.actor.id, excused=False)
                runs.refresh(ctx, plan, run)
        mine = views.standing(ctx, plan, ctx.today, ctx.actor.id)
        open_ = mine is not None and mine.state is not State.ANSWERED and mine.moment <= ctx.now
        missed = missed or (open_ and prompts_on(plan.days, ctx.today, ctx.calendar))
    return missed


# --- events -------------------------------------------------------------------------------------


def on_membership(ctx: Ctx, event: MembershipChanged) -> None:
    """Somebody joined or left: whom to ask in which zone, and whom a run waits for, is another question now."""
    plan = views.plan_of(ctx, event.team)
    if plan is None:
        return
    follow(ctx, plan)
    members = {member.person.id for member in team_api.members(ctx, plan.team)}
    person = ctx.people.get(event.person)
    if event.person not in members:
        repo.make_required(ctx.session, plan.id, event.person)
    for run in runs.recent(ctx, plan):
        out = event.person not in members or person.away(run.day)
        if runs.excuse(ctx, run, event.person, excused=out) or run.posted_at is None:
            runs.refresh(ctx, plan, run)


def on_zone(ctx: Ctx, event: ZoneChanged) -> None:
    """Somebody's clock is another one now."""
    for _, plan in views.plans_of(ctx, event.person):
        follow(ctx, plan)
        _ask_now(ctx, plan, event)
        for run in runs.recent(ctx, plan):
            if run.posted_at is None:
                runs.refresh(ctx, plan, run)


def _ask_now(ctx: Ctx, plan: Plan, event: ZoneChanged) -> None:
    """Asks somebody whose new clock has passed the time already: else nobody would ask them today."""
    today = ctx.local(event.person).date()
    mine = views.standing(ctx, plan, today, event.person)
    if mine is not None and mine.state is State.COMING and mine.moment <= ctx.now:
        key = f"{JOB_PROMPT}:{plan.id}:moved:{event.person}"
        ctx.schedules.once(key, JOB_PROMPT, ctx.now, event.zone, plan.id, {"person": event.person})


def on_forgotten(ctx: Ctx, event: PersonForgotten) -> None:
    """Blanks what somebody wrote."""
    repo.forget(ctx.session, event.person, "—")
