"""A week of standups as it is looked back on: who answered how often, what blocked, the team's mood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.kit.context import Scene
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.standup import moods, rising, service, views
from handlers.standup.rules import Plan, Week, WeekBlocker, WeekPerson
from handlers.team import api as team_api
from handlers.team.api import Team
from handlers.todo import api as todo_api
from storage.models.standup import StandupEntry, StandupRun
from storage.repos import standup as repo


def of_team(scene: Scene, team: Team, name: str | None, period: Period) -> tuple[Week, ...]:
    """A team's week, a standup after the other."""
    team_api.require_member(scene, team)
    plans = service.needed_all(scene, team)
    chosen = plans if name is None else service.called(plans, name)
    people = tuple(member.person for member in team_api.members(scene, team.id))
    return _weeks(scene, [(team, plan) for plan in chosen], period, people, alone=False)


def of_person(scene: Scene, person: Person, team: Team | None, name: str | None, period: Period) -> tuple[Week, ...]:
    """Somebody's week, in the standups of teams that the actor belongs to or leads; without moods."""
    team_api.require_sight(scene, person)
    mine = {known.id for known in team_api.teams_of(scene, scene.actor.id)}
    plans = [
        (known, plan)
        for known, plan in views.plans_of(scene, person.id)
        if team in (None, known) and (known.id in mine or team_api.leads_team(scene, known.id))
    ]
    if not plans:
        raise service.no_standup(scene) if team is None else service.not_theirs(person, team)
    if name is not None:
        wanted = service.called(tuple(plan for _, plan in plans), name)
        plans = [(known, plan) for known, plan in plans if plan in wanted]
    return _weeks(scene, plans, period, (person,), alone=True)


def _weeks(
    scene: Scene, plans: Sequence[tuple[Team, Plan]], period: Period, people: Sequence[Person], *, alone: bool
) -> tuple[Week, ...]:
    read = _Read(scene, [plan.id for _, plan in plans], period, {person.id for person in people})
    return tuple(_week(scene, team, plan, read, people, alone=alone) for team, plan in plans)


class _Read:
    """What was said in some standups' week, read in as many queries for any number of people."""

    def __init__(self, scene: Scene, standups: Sequence[int], period: Period, people: set[int]) -> None:
        session = scene.session
        self.runs = repo.runs_between(session, standups, period.first, period.last)
        found = repo.entries_in(session, [run.id or 0 for run in self.runs])
        self.entries = [entry for entry in found if entry.person_id in people]
        self.blockers = repo.blockers_in(session, [entry.id or 0 for entry in self.entries])
        self.items = todo_api.some(scene, {row.item_id for row in self.blockers})
        self.ages = rising.ages(scene, self.items.keys(), min(period.last, scene.today))

    def of(self, runs: Iterable[StandupRun]) -> list[StandupEntry]:
        """The entries of some of the runs."""
        wanted = {run.id for run in runs}
        return [entry for entry in self.entries if entry.run_id in wanted]


def _week(scene: Scene, team: Team, plan: Plan, read: _Read, people: Sequence[Person], *, alone: bool) -> Week:
    runs = [run for run in read.runs if run.standup_id == plan.id]
    entries = read.of(runs)
    days = {run.id: run.day for run in runs}
    told = () if alone else tuple((run.day, value) for run in runs if (value := moods.average(run)) is not None)
    return Week(
        team.name, plan.name,
        tuple(_person(person, [e for e in entries if e.person_id == person.id], days) for person in people),
        tuple(_blockers(scene, read, entries)), told,
        moods=not alone and any(run.mood_floor is not None for run in runs), alone=alone,
    )  # fmt: skip


def _person(person: Person, entries: Sequence[StandupEntry], days: dict[int | None, date]) -> WeekPerson:
    """Those who were away, or whom nobody asked, owe nothing."""
    asked = [e for e in entries if e.answered_at is not None or (e.prompted_at is not None and not e.excused)]
    said = tuple((days[e.run_id], None if e.answered_at is None else e.today) for e in asked)
    return WeekPerson(person.name, tuple(sorted(said, key=lambda one: one[0])))


def _blockers(scene: Scene, read: _Read, entries: Sequence[StandupEntry]) -> Iterable[WeekBlocker]:
    by_entry = {entry.id: entry.person_id for entry in entries}
    seen: set[int] = set()
    for row in read.blockers:
        if row.entry_id in by_entry and row.item_id not in seen:
            seen.add(row.item_id)
            item, who = read.items[row.item_id], scene.people.name(by_entry[row.entry_id])
            yield WeekBlocker(item.ref, who, item.what, read.ages[row.item_id], closed=item.state.closed)
