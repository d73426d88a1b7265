"""What happens to projects: begun, coordinated, ended; and who hears of what goes across teams."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import Weekdays, When
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Items, Moment, say
from handlers.kit.people import Person
from handlers.meetings import api as meetings_api
from handlers.projects import cards
from handlers.projects.cards import LIAISON, Shown
from handlers.team import api as team_api
from handlers.team.api import Team
from handlers.todo import api as todo_api
from storage.models.projects import Project, ProjectNeed
from storage.repos import projects as repo
from storage.states import MeetingKind, Right

RETRO_WEEKS = 4
RETRO = (Weekdays("days", frozenset({4})), time(16))  # where nothing else is wished
LAST_RETRO = time(10)  # on the working day after the end


@dataclass(frozen=True, slots=True)
class Wish:
    """A project as it is asked for: when its retro meets may be left out."""

    name: str
    liaison: Person
    teams: tuple[Team, ...]
    ends: date | None
    retro_on: Weekdays | None
    retro_at: time | None


def begin(ctx: Ctx, wish: Wish) -> Shown:
    """Begins a project with its contact and its teams, and a retro across them every four weeks."""
    name, liaison = wish.name, wish.liaison
    if any(row.name.casefold() == name.casefold() for row in repo.every(ctx.session)):
        raise BadInput("name", say("project-known", name=name))
    retro = meetings_api.Wish(
        title=name, days=wish.retro_on or RETRO[0], at=wish.retro_at or RETRO[1], weeks=RETRO_WEEKS,
        kind=MeetingKind.CROSS, guests=_contacts(ctx, liaison, wish.teams), phase_ends=wish.ends,
    )  # fmt: skip
    row = Project(
        name=name, owner_id=ctx.actor.id, liaison_id=liaison.id, channel_id=ctx.place.channel, ends=wish.ends,
        series_id=meetings_api.begin_series(ctx, retro), made_at=ctx.now,
    )  # fmt: skip
    repo.add(ctx.session, row, [team.id for team in wish.teams])
    _tell_chosen(ctx, name, liaison, None)
    return shown(ctx, row)


def choose(ctx: Ctx, row: Project, who: Person, team: Team | None) -> Shown:
    """Names a project's contact, or that of one of its teams."""
    _require(ctx, row)
    if team is None:
        row.liaison_id = who.id
        repo.save(ctx.session, row)
    else:
        known = {part.team_id: part for part in repo.teams(ctx.session, row.id or 0)}
        if team.id not in known:
            names = tuple(team_api.get(ctx, team_id).name for team_id in known)
            raise BadInput("team", say("project-not-its-team", team=team.name, known=Items(names, any_of=True)))
        known[team.id].liaison_id = who.id
        repo.save(ctx.session, known[team.id])
    _tell_chosen(ctx, row.name, who, team.name if team else None)
    return shown(ctx, row)


def need(ctx: Ctx, row: Project, text: str) -> tuple[todo_api.Item, str]:
    """Puts something a project needs on its contact's list; the item, and the contact's name."""
    _running(row)
    liaison = ctx.people.get(row.liaison_id)
    item = todo_api.add(ctx, liaison, text, None, origin="project", channel=ctx.place.channel)
    repo.save(ctx.session, ProjectNeed(item_id=item.id, project_id=row.id or 0))
    return item, liaison.name


def end(ctx: Ctx, row: Project) -> tuple[Shown, Moment]:
    """Ends a project: its retro meets once more, on the next working day; when that is."""
    _require(ctx, row)
    _running(row)
    row.ended_at = ctx.now
    repo.save(ctx.session, row)
    if row.series_id is not None:
        meetings_api.stop_series(ctx, row.series_id)
    day = ctx.calendar.next_workday(ctx.today)
    at = When(day, LAST_RETRO, ctx.zone)
    teams = tuple(team_api.get(ctx, part.team_id) for part in repo.teams(ctx.session, row.id or 0))
    guests = _contacts(ctx, ctx.people.get(row.liaison_id), teams)
    plan = meetings_api.Plan(
        title=row.name, owner=row.liaison_id, at=at, zone=ctx.zone, channel=row.channel_id, kind=MeetingKind.RETRO,
        guests=tuple(person.id for person in guests),
    )  # fmt: skip
    meetings_api.plan(ctx, plan)
    return shown(ctx, row), Moment(at.moment(), ctx.zone)


# --- across teams ---------------------------------------------------------------------------------


def notice(ctx: Ctx, event: todo_api.ItemsMade) -> None:
    """Tells a team's contact what somebody who is not of the team gave its people to do."""
    if ctx.acted is None:
        return
    mine = {team.id for team in team_api.teams_of(ctx, ctx.acted.id)}
    homes = team_api.homes(ctx)
    given: dict[int, list[todo_api.Item]] = defaultdict(list)
    for item in event.items:
        home = homes.get(item.owner)
        if home is not None and home.id not in mine and item.owner != ctx.acted.id:
            given[home.id].append(item)
    for team_id, items in given.items():
        team = team_api.get(ctx, team_id)
        named = [(item, ctx.people.name(item.owner)) for item in items]
        for person in contacts_of(ctx, team_id):
            if person != ctx.acted.id and {item.owner for item in items} != {person}:
                ctx.tell(person, cards.given_card(ctx.acted.name, team.name, named), topic=LIAISON)


def contacts_of(scene: Scene, team_id: int) -> tuple[int, ...]:
    """Whom others turn to in a team: its contact in a project that goes on, or else who leads it."""
    active = [person for person in repo.contacts(scene.session, team_id) if scene.people.get(person).active]
    return tuple(active[:1]) or tuple(lead.id for lead in team_api.leads(scene, team_id))


# --- parts ----------------------------------------------------------------------------------------


def shown(scene: Scene, row: Project) -> Shown:
    """A project as it is shown."""
    name = scene.people.name
    teams = tuple(
        (team_api.get(scene, part.team_id).name, name(part.liaison_id) if part.liaison_id else None)
        for part in repo.teams(scene.session, row.id or 0)
    )
    items = (todo_api.get(scene, item) for item in repo.needs(scene.session, row.id or 0))
    needs = tuple((item, name(item.owner)) for item in items if not item.state.closed)
    return Shown(row.name, name(row.liaison_id), teams, row.ends, row.ended_at is not None, needs)


def listed(scene: Scene) -> tuple[Shown, ...]:
    """The projects that go on."""
    return tuple(shown(scene, row) for row in repo.every(scene.session) if row.ended_at is None)


def _contacts(scene: Scene, liaison: Person, teams: tuple[Team, ...]) -> tuple[Person, ...]:
    found = [liaison, *(scene.people.get(person) for team in teams for person in contacts_of(scene, team.id))]
    return tuple({person.id: person for person in found}.values())


def _tell_chosen(ctx: Ctx, name: str, who: Person, team: str | None) -> None:
    if who.id != ctx.actor.id:
        ctx.tell(who.id, cards.chosen_card(name, ctx.actor.name, team))


def _running(row: Project) -> None:
    if row.ended_at is not None:
        raise Refused(say("project-over-already", name=row.name))


def _require(ctx: Ctx, row: Project) -> None:
    if ctx.actor.id not in (row.owner_id, row.liaison_id) and not ctx.actor.right.includes(Right.MANAGER):
        raise Refused(say("project-not-yours", name=row.name, who=ctx.people.name(row.owner_id)))
