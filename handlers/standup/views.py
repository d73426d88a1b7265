"""Standups as they are read: settings, where everybody stands, what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from handlers.kit.context import Scene
from handlers.kit.dates import read_days
from handlers.kit.messages import ChannelRef, Moment
from handlers.kit.people import Person
from handlers.standup import rising
from handlers.standup.rules import (
    Blocker,
    Plan,
    Said,
    Standing,
    Summary,
    next_prompt,
    prompt_moment,
    prompts_on,
    state_of,
)
from handlers.team import api as team_api
from handlers.team.api import Team
from handlers.todo import api as todo_api
from storage.models.standup import Standup, StandupBlocker, StandupEntry, StandupRun
from storage.repos import standup as repo


def as_plan(row: Standup) -> Plan:
    """The view of a row."""
    assert row.id is not None
    window = timedelta(minutes=row.window_minutes)
    return Plan(row.id, row.team_id, row.at, read_days(row.days), row.channel_id, window, row.set_at)


def plan(scene: Scene, standup_id: int | None) -> Plan | None:
    """A standup that is on."""
    row = repo.get(scene.session, standup_id) if standup_id is not None else None
    return as_plan(row) if row is not None and row.active else None


def plan_of(scene: Scene, team_id: int) -> Plan | None:
    """A team's standup, if it is on."""
    row = repo.of_team(scene.session, team_id)
    return as_plan(row) if row is not None and row.active else None


def plans_of(scene: Scene, person_id: int) -> tuple[tuple[Team, Plan], ...]:
    """The standups that somebody takes part in, with their teams."""
    found = ((team, plan_of(scene, team.id)) for team in team_api.teams_of(scene, person_id))
    return tuple((team, plan) for team, plan in found if plan is not None)


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
        zone = scene.zone_of(person.id)
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
    return person.away(day) or (
        person.country is not None and not prompts_on(plan.days, day, scene.calendar_of(person.id))
    )


def standing(scene: Scene, plan: Plan, day: date, person_id: int) -> Standing | None:
    """Where a member stands on a day."""
    return next((s for s in standings(scene, plan, day) if s.person.id == person_id), None)


def summary(scene: Scene, plan: Plan, run: StandupRun) -> Summary:
    """What a run's summary says."""
    assert run.id is not None
    made = entries(scene, run)
    blockers: dict[int, list[Blocker]] = {}
    rows = repo.blockers(scene.session, run.id)
    for row, blocker in zip(rows, _blockers(scene, rows, run.day), strict=True):
        blockers.setdefault(row.entry_id, []).append(blocker)
    said = tuple(
        Said(scene.people.name(entry.person_id), entry.today, entry.yesterday, tuple(blockers.get(entry.id or 0, ())))
        for entry in _in_order(made)
    )
    waiting = (s.person.name for s in standings_by(scene, plan, run.day, made) if s.missing)
    return Summary(team_api.get(scene, plan.team).name, run.day, said, tuple(waiting))


def _blockers(scene: Scene, rows: Sequence[StandupBlocker], day: date) -> tuple[Blocker, ...]:
    """What blocks people on a day, with its age."""
    ages = rising.ages(scene, {row.item_id for row in rows}, day)
    return tuple(Blocker(row.text, todo_api.ref(row.item_id), ages[row.item_id]) for row in rows)


def said(scene: Scene, entry: StandupEntry, day: date) -> Said:
    """What one person answered on a day."""
    assert entry.id is not None
    rows = repo.blockers_of(scene.session, entry.id)
    blockers = _blockers(scene, rows, day)
    return Said(scene.people.name(entry.person_id), entry.today, entry.yesterday, blockers)


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
        zones.setdefault(scene.zone_of(member.person.id), set()).add(member.person.id)
    found: list[Moment] = []
    for zone, people in zones.items():
        done = frozenset(day for day, known in asked.items() if people <= known)
        at = next_prompt(plan, zone, scene.calendar, scene.now, done)
        found += [Moment(at, zone)] if at is not None else []
    return tuple(sorted(found, key=lambda moment: moment.at))


def entries(scene: Scene, run: StandupRun | None) -> Sequence[StandupEntry]:
    """Everybody's entries in a run, in the order they were made."""
    return repo.entries(scene.session, run.id) if run is not None and run.id is not None else ()


def _in_order(entries: Iterable[StandupEntry]) -> list[StandupEntry]:
    """Those that were answered, the first answer first."""
    answered: list[tuple[datetime, int, StandupEntry]] = [
        (entry.answered_at, entry.id or 0, entry) for entry in entries if entry.answered_at is not None
    ]
    return [entry for _, _, entry in sorted(answered, key=lambda known: known[:2])]
