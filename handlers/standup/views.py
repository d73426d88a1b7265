"""Standups as they are read: settings, where everybody stands, what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.context import Scene
from handlers.kit.messages import ChannelRef, Moment
from handlers.kit.people import Person
from handlers.standup import rising
from handlers.standup.asking import MORE, Asks, as_asks
from handlers.standup.rules import (
    About,
    Blocker,
    Plan,
    Said,
    Standing,
    Summary,
    next_prompt,
    plan_days,
    prompt_moment,
    prompts_on,
    state_of,
)
from handlers.team import api as team_api
from handlers.team.api import Team
from handlers.todo import api as todo_api
from storage.models.standup import Standup, StandupBlocker, StandupEntry, StandupRun
from storage.repos import standup as repo


def as_plan(scene: Scene, row: Standup) -> Plan:
    """The view of a row."""
    assert row.id is not None
    return Plan(
        row.id, row.team_id, row.at, plan_days(row.days), row.channel_id, timedelta(minutes=row.window_minutes),
        row.set_at, row.name, as_asks(row.asks),
        team_api.get(scene, row.team_id).zone if row.team_clock else None, row.mood,
    )  # fmt: skip


def plan(scene: Scene, standup_id: int | None) -> Plan | None:
    """A standup that is on."""
    row = repo.get(scene.session, standup_id) if standup_id is not None else None
    return as_plan(scene, row) if row is not None and row.active else None


def plans_of_team(scene: Scene, team_id: int) -> tuple[Plan, ...]:
    """A team's standups that are on, the daily one first."""
    rows = (row for row in repo.of_teams(scene.session, (team_id,)) if row.active)
    return tuple(as_plan(scene, row) for row in sorted(rows, key=lambda row: row.name != ""))


def plans_of(scene: Scene, person_id: int) -> tuple[tuple[Team, Plan], ...]:
    """The standups that somebody takes part in, with their teams."""
    teams = {team.id: team for team in team_api.teams_of(scene, person_id)}
    rows = repo.of_teams(scene.session, teams)
    return tuple((teams[row.team_id], as_plan(scene, row)) for row in rows if row.active)


def day_of(scene: Scene, plan: Plan, person_id: int) -> date:
    """Which day it is by the clock that somebody is asked by."""
    return scene.now.astimezone(ZoneInfo(zone_of(scene, plan, person_id))).date()


def zone_of(scene: Scene, plan: Plan, person_id: int) -> str:
    """The clock that somebody is asked by."""
    return plan.zone or scene.zone_of(person_id)


def about(scene: Scene, plan: Plan, day: date) -> About:
    """A standup of a day, as it is called."""
    return About(team_api.get(scene, plan.team).name, day, plan.name)


def asked_in(plan: Plan, run: StandupRun | None) -> Asks:
    """What is asked on a day: what its run began with, or what the standup asks now."""
    return as_asks(run.asks) if run is not None else plan.asks


def standings(scene: Scene, plan: Plan, day: date) -> tuple[Standing, ...]:
    """Where each member of the team stands on a day."""
    return standings_by(scene, plan, day, entries(scene, repo.run_of(scene.session, plan.id, day)))


def standings_by(scene: Scene, plan: Plan, day: date, made: Iterable[StandupEntry]) -> tuple[Standing, ...]:
    """The same by the entries there are of that day."""
    known = {entry.person_id: entry for entry in made}
    optional = repo.optional(scene.session, plan.id)
    found: list[Standing] = []
    for member in team_api.members(scene, plan.team):
        person, entry = member.person, known.get(member.person.id)
        zone = zone_of(scene, plan, person.id)
        prompted = entry is not None and entry.prompted_at is not None
        moment = prompt_moment(day, plan.at, zone)
        state = state_of(
            answered=entry is not None and entry.answered_at is not None,
            prompted=prompted,
            away=entry.excused if entry is not None and prompted else _away(scene, plan, day, person),
            moment=moment, now=scene.now, set_at=plan.set_at,
        )  # fmt: skip
        found.append(Standing(person, state, moment, zone, person.id in optional))
    return tuple(found)


def _away(scene: Scene, plan: Plan, day: date, person: Person) -> bool:
    """Whether somebody is on leave, or the day is a holiday, or no make-up day, in the country they chose."""
    return scene.people.away(person.id, day) or (
        person.country is not None and not prompts_on(plan.days, day, scene.calendar_of(person.id))
    )


def standing(scene: Scene, plan: Plan, day: date, person_id: int) -> Standing | None:
    """Where a member stands on a day."""
    return next((s for s in standings(scene, plan, day) if s.person.id == person_id), None)


def summary(scene: Scene, plan: Plan, run: StandupRun, made: Sequence[StandupEntry]) -> Summary:
    """What a run's summary says, by the entries there are of it."""
    assert run.id is not None
    blockers: dict[int, list[Blocker]] = {}
    rows = repo.blockers(scene.session, run.id)
    for row, blocker in zip(rows, _blockers(scene, rows, run.day), strict=True):
        blockers.setdefault(row.entry_id, []).append(blocker)
    asks = asked_in(plan, run)
    said = tuple(
        Said(
            scene.people.name(entry.person_id), texts(entry, asks), tuple(blockers.get(entry.id or 0, ())), entry.reply
        )
        for entry in answered(made)
    )
    waiting = (s.person.name for s in standings_by(scene, plan, run.day, made) if s.missing)
    return Summary(about(scene, plan, run.day), asks, said, tuple(waiting))


def _blockers(scene: Scene, rows: Sequence[StandupBlocker], day: date) -> tuple[Blocker, ...]:
    """What blocks people on a day, with its age."""
    ages = rising.ages(scene, {row.item_id for row in rows}, day)
    return tuple(Blocker(row.text, todo_api.ref(row.item_id), ages[row.item_id]) for row in rows)


def texts(entry: StandupEntry, asks: Asks) -> dict[str, str]:
    """What somebody answered, by the argument it went to, in the order of the questions; blockers stand elsewhere."""
    known = {"yesterday": entry.yesterday, "today": entry.today, **dict(zip(MORE, entry.more or (), strict=False))}
    return {name: known[name] for name in asks.fields if known.get(name)}


def said(scene: Scene, entry: StandupEntry, asks: Asks, day: date) -> Said:
    """What one person answered on a day."""
    assert entry.id is not None
    rows = repo.blockers_of(scene.session, entry.id)
    blockers = _blockers(scene, rows, day)
    return Said(scene.people.name(entry.person_id), texts(entry, asks), blockers)


def channels(scene: Scene, plan: Plan) -> tuple[ChannelRef, ...]:
    """Where the summary is posted: the channel set, else the team's; none where its lead is told."""
    known = (plan.channel,) if plan.channel is not None else team_api.channels_of(scene, plan.team)
    return tuple(scene.channel_ref(channel) for channel in known)


def next_prompts(scene: Scene, plan: Plan) -> tuple[Moment, ...]:
    """The next prompt in each zone of the team, the earliest first; a day on which all there were asked is over."""
    yesterday = scene.now.date() - timedelta(days=1)
    asked: dict[date, set[int]] = {}
    for run in repo.runs_since(scene.session, plan.id, yesterday):
        asked[run.day] = {entry.person_id for entry in entries(scene, run)}
    zones: dict[str, set[int]] = {}
    for member in team_api.members(scene, plan.team):
        zones.setdefault(zone_of(scene, plan, member.person.id), set()).add(member.person.id)
    found: list[Moment] = []
    for zone, people in zones.items():
        done = frozenset(day for day, known in asked.items() if people <= known)
        at = next_prompt(plan, zone, scene.calendar_for(plan.team), scene.now, done)
        found += [Moment(at, zone)] if at is not None else []
    return tuple(sorted(found, key=lambda moment: moment.at))


def entries(scene: Scene, run: StandupRun | None) -> Sequence[StandupEntry]:
    """Everybody's entries in a run, in the order they were made."""
    return repo.entries(scene.session, run.id) if run is not None and run.id is not None else ()


def answered(entries: Iterable[StandupEntry]) -> list[StandupEntry]:
    """Those that were answered, the first answer first."""
    answered: list[tuple[datetime, int, StandupEntry]] = [
        (entry.answered_at, entry.id or 0, entry) for entry in entries if entry.answered_at is not None
    ]
    return [entry for _, _, entry in sorted(answered, key=lambda known: known[:2])]
