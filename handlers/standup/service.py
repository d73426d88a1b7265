"""What happens to standups: set and turned off, followed by who joins, moves or is on leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import LeaveChanged, PersonForgotten, ZoneChanged
from handlers.kit.messages import Button, Code, Inline, Items, Span, say
from handlers.kit.people import Person
from handlers.standup import api, runs, views
from handlers.standup.asking import DAILY, DAILY_NAME, Asks, as_asks, asks_named, is_daily
from handlers.standup.cards import Setting
from handlers.standup.rules import (
    LONGEST,
    MOST_STANDUPS,
    SHORTEST,
    WINDOW,
    Days,
    Plan,
    Standing,
    State,
    prompts_on,
    usual_days,
)
from handlers.standup.runs import JOB_PROMPT
from handlers.team import api as team_api
from handlers.team.api import MembershipChanged, Team, TeamMoved
from storage.models.standup import Standup
from storage.repos import standup as repo
from storage.states import Right

SETUP = "/standup set 09:30"


# --- settings -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wish:
    """What a standup is to be; what is None stays as it is, or is as usual."""

    name: str = ""
    days: Days | None = None
    channel: int | None = None
    window: timedelta | None = None
    asks: Asks | None = None
    team_clock: bool | None = None
    mood: bool | None = None


def set_up(ctx: Ctx, team: Team, at: time, wish: Wish) -> Plan:
    """Sets one of a team's standups, or changes it."""
    team_api.require_lead(ctx, team)
    if wish.window is not None and not SHORTEST <= wish.window <= LONGEST:
        why = say("standup-window", shortest=Span(SHORTEST), longest=Span(LONGEST))
        raise BadInput("window", why, Code(f"{SETUP} --window 2h"))
    known = repo.of_teams(ctx.session, (team.id,))
    row = _row(ctx, team, wish, known)
    first = not any(other.active for other in known)
    row.at, row.channel_id, row.active, row.set_at = at, wish.channel, True, ctx.now
    row.days = row.days if wish.days is None else wish.days.code
    row.window_minutes = row.window_minutes if wish.window is None else wish.window // timedelta(minutes=1)
    row.asks = row.asks if wish.asks is None else wish.asks.code
    row.team_clock = row.team_clock if wish.team_clock is None else wish.team_clock
    row.mood = row.mood if wish.mood is None else wish.mood
    plan = views.as_plan(ctx, repo.save(ctx.session, row))
    follow(ctx, plan)
    for schedule in ctx.schedules.of(JOB_PROMPT, plan.id):
        if schedule.paused:  # whoever sets it wants it to run
            ctx.schedules.resume(schedule)
    for run in runs.recent(ctx, plan):
        if run.posted_at is None:
            runs.refresh(ctx, plan, run)
    if first:
        ctx.publish(api.StandupSet(team.id))
    return plan


def _row(ctx: Ctx, team: Team, wish: Wish, known: Sequence[Standup]) -> Standup:
    """The standup by its name; a new one, or one that was off, begins with what is usual."""
    found = next((row for row in known if row.name.casefold() == wish.name.casefold()), None)
    if found is not None and found.active:
        return found
    if sum(row.active for row in known) >= MOST_STANDUPS:
        raise Refused(say("standup-too-many", count=MOST_STANDUPS))
    asks = wish.asks or asks_named(wish.name) or (as_asks(found.asks) if found is not None else DAILY)
    row = found or Standup(team_id=team.id, name=wish.name, at=time(), days="", window_minutes=0, set_at=ctx.now)
    row.asks, row.days, row.window_minutes = asks.code, usual_days(asks).code, WINDOW // timedelta(minutes=1)
    return row


def turn_off(ctx: Ctx, team: Team, name: str | None) -> Plan:
    """Turns one of a team's standups off, and whatever of it is going on."""
    team_api.require_lead(ctx, team)
    plan = needed(ctx, team, name)
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
    zones = {views.zone_of(ctx, plan, member.person.id) for member in team_api.members(ctx, plan.team)}
    known = {schedule.key: schedule for schedule in ctx.schedules.of(JOB_PROMPT, plan.id) if schedule.cron}
    wanted = {f"{JOB_PROMPT}:{plan.id}:{zone}": zone for zone in sorted(zones)}
    for key in known.keys() - wanted.keys():
        ctx.schedules.drop(key)
    for key, zone in wanted.items():
        if key not in known or known[key].cron != cron:
            ctx.schedules.every(key, JOB_PROMPT, cron, zone, subject=plan.id)


def needed_all(scene: Scene, team: Team) -> tuple[Plan, ...]:
    """A team's standups; where there is none, whoever may set one up is offered to."""
    plans = views.plans_of_team(scene, team.id)
    if not plans:
        offer = (Button(say("cmd-standup-set"), f"{SETUP} --team {team.name}"),)
        raise Refused(say("standup-none", team=team.name), offer if team_api.leads_team(scene, team.id) else ())
    return plans


def needed(scene: Scene, team: Team, name: str | None = None) -> Plan:
    """A team's standup by its name; without one the only one there is, or the daily one."""
    plans = needed_all(scene, team)
    if name is not None:
        return called(plans, name)[0]
    if len(plans) > 1 and plans[0].name:
        raise BadInput("name", say("standup-which", teams=names(plans)), Code(f"--name {plans[0].name}"))
    return plans[0]


def called(plans: Sequence[Plan], name: str) -> tuple[Plan, ...]:
    """Those that go by a name, in whatever case; ``BadInput`` where none does."""
    wanted = name.casefold()
    found = tuple(plan for plan in plans if plan.name.casefold() == wanted)
    found = found or tuple(plan for plan in plans if not plan.name and is_daily(name))
    if not found:
        example = Code(f"--name {plans[0].name or DAILY_NAME}")
        raise BadInput("name", say("standup-name-unknown", bad=name, known=names(plans)), example)
    return found


def names(plans: Sequence[Plan]) -> Inline:
    """What to choose from, where one of several is meant."""
    return Items(tuple(dict.fromkeys(plan.name or DAILY_NAME for plan in plans)), any_of=True)


def not_theirs(person: Person, team: Team) -> Refused:
    """The refusal to show somebody's standups of a team that they are not in."""
    return Refused(say("standup-no-member", who=person.name, team=team.name))


def no_standup(scene: Scene) -> Refused:
    """The refusal of somebody none of whose teams has a standup."""
    leads = scene.actor.right.includes(Right.LEAD)
    return Refused(say("standup-none-yet"), (Button(say("cmd-standup-set"), SETUP),) if leads else ())


def choose(ctx: Ctx, team: Team, name: str | None, people: tuple[Person, ...], *, optional: bool) -> Plan:
    """Waits for members no longer, or again; what is going on changes with it."""
    team_api.require_lead(ctx, team)
    plan = needed(ctx, team, name)
    members = {member.person.id for member in team_api.members(ctx, team.id)}
    for person in people:
        if person.id not in members:
            raise not_theirs(person, team)
        (repo.make_optional if optional else repo.make_required)(ctx.session, plan.id, person.id)
    for run in runs.recent(ctx, plan):
        runs.refresh(ctx, plan, run)
    return plan


# --- reading ------------------------------------------------------------------------------------


def setting(scene: Scene, plan: Plan) -> Setting:
    """A standup as it is told to people."""
    prompts = views.next_prompts(scene, plan)
    year = prompts[0].at.year if prompts else scene.today.year
    loud = plan.days.kind != "days" and scene.calendar_for(plan.team).provisional(year)
    team = team_api.get(scene, plan.team)
    return Setting(plan, team.name, views.channels(scene, plan), prompts, year if loud else None)


def today(scene: Scene, plan: Plan) -> tuple[Standing, ...]:
    """Where everybody stands on the actor's day; nobody where there is no standup on it."""
    day = views.day_of(scene, plan, scene.actor.id)
    return views.standings(scene, plan, day) if prompts_on(plan.days, day, scene.calendar_for(plan.team)) else ()


def shown(scene: Scene, team: Team | None, name: str | None) -> tuple[Plan, ...]:
    """The standups meant by ``show``: of the team named or of this channel, else of all of one's own teams."""
    here = scene.place.channel
    if team is None and here is not None:
        team = team_api.team_of_channel(scene, here)
    if team is not None:
        team_api.require_member(scene, team)
        plans = needed_all(scene, team)
    else:
        plans = tuple(plan for _, plan in views.plans_of(scene, scene.actor.id))
    if not plans:
        raise no_standup(scene)
    return plans if name is None else called(plans, name)


# --- events -------------------------------------------------------------------------------------


def on_leave(ctx: Ctx, event: LeaveChanged) -> None:
    """Somebody is on leave on other days now: what is going on waits for them no longer, or again."""
    for _, plan in views.plans_of(ctx, event.person):
        today = views.day_of(ctx, plan, event.person)
        for run in runs.recent(ctx, plan):
            away = ctx.people.away(event.person, run.day)
            if run.posted_at is not None and (run.day < today or not away):
                continue  # a summary of the past, and one that has named nobody, stays
            if runs.excuse(ctx, run, event.person, excused=away) or run.posted_at is None:
                runs.refresh(ctx, plan, run)


def on_membership(ctx: Ctx, event: MembershipChanged) -> None:
    """Somebody joined or left: whom to ask in which zone, and whom a run waits for, is another question now."""
    members = {member.person.id for member in team_api.members(ctx, event.team)}
    for plan in views.plans_of_team(ctx, event.team):
        follow(ctx, plan)
        if event.person not in members:
            repo.make_required(ctx.session, plan.id, event.person)
        for run in runs.recent(ctx, plan):
            out = event.person not in members or ctx.people.away(event.person, run.day)
            if runs.excuse(ctx, run, event.person, excused=out) or run.posted_at is None:
                runs.refresh(ctx, plan, run)


def on_zone(ctx: Ctx, event: ZoneChanged) -> None:
    """Somebody's clock is another one now."""
    for _, plan in views.plans_of(ctx, event.person):
        if plan.zone is None:
            _on_other_clock(ctx, plan, (event.person,))


def on_moved(ctx: Ctx, event: TeamMoved) -> None:
    """A team's clock is another one now."""
    people = tuple(member.person.id for member in team_api.members(ctx, event.team))
    for plan in views.plans_of_team(ctx, event.team):
        if plan.zone is not None:
            _on_other_clock(ctx, plan, people)


def _on_other_clock(ctx: Ctx, plan: Plan, people: tuple[int, ...]) -> None:
    follow(ctx, plan)
    for person in people:
        _ask_now(ctx, plan, person)
    for run in runs.recent(ctx, plan):
        if run.posted_at is None:
            runs.refresh(ctx, plan, run)


def _ask_now(ctx: Ctx, plan: Plan, person: int) -> None:
    """Asks somebody whose new clock has passed the time already: else nobody would ask them today."""
    mine = views.standing(ctx, plan, views.day_of(ctx, plan, person), person)
    if mine is not None and mine.state is State.COMING and mine.moment <= ctx.now:
        key = f"{JOB_PROMPT}:{plan.id}:moved:{person}"
        ctx.schedules.once(key, JOB_PROMPT, ctx.now, mine.zone, plan.id, {"person": person})


def on_forgotten(ctx: Ctx, event: PersonForgotten) -> None:
    """Blanks what somebody wrote."""
    repo.forget(ctx.session, event.person, "—")
