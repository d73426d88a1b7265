"""What other features may use of teams: who belongs where, who may act for whom, where a team hears of things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.kit.certificates import colours_of
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.kinds import Kind, OneOf, in_quotes, named_at_start, read, token
from handlers.kit.messages import Button, Card, Choice, Code, Items, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.team.rules import ROLE_NAMES, Honour, Member, Team, role_name
from storage.models.team import Honour as HonourRow
from storage.models.team import Team as TeamRow
from storage.repos import team as repo
from storage.states import Right, Role


@dataclass(frozen=True, slots=True)
class TeamMade:
    """A team is there now."""

    team: int


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Somebody joined or left a team."""

    team: int
    person: int


@dataclass(frozen=True, slots=True)
class TeamMoved:
    """A team's days begin elsewhere now; ``before`` is where they began up to now (IANA)."""

    team: int
    before: str


def as_team(row: TeamRow, scene: Scene) -> Team:
    """The view of a row."""
    assert row.id is not None
    return Team(row.id, row.name, row.zone or scene.org.zone, row.colours or colours_of(row.name), row.joint)


__all__ = ["Honour", "Member", "Team", "role_name"]  # views that other features name


# --- looking up ---------------------------------------------------------------------------------


def get(scene: Scene, team_id: int) -> Team:
    """A team that is known to be there."""
    row = repo.get(scene.session, team_id)
    if row is None:
        raise LookupError(f"no team {team_id}")
    return as_team(row, scene)


def all_teams(scene: Scene) -> tuple[Team, ...]:
    """Every team, oldest first."""
    return tuple(as_team(row, scene) for row in repo.every(scene.session))


def zones(scene: Scene) -> tuple[str, ...]:
    """The time zones (IANA) in which teams are, the organisation's own among them."""
    return tuple(sorted({scene.org.zone, *(team.zone for team in all_teams(scene))}))


def teams_of(scene: Scene, person_id: int) -> tuple[Team, ...]:
    """The teams somebody is in."""
    return tuple(as_team(row, scene) for row in repo.of_person(scene.session, person_id))


def members(scene: Scene, team_id: int) -> tuple[Member, ...]:
    """A team's active members, longest there first; of a joint one those of its parts, each once."""
    found: dict[int, Member] = {}
    for row in repo.members(scene.session, team_id):
        leads = row.leads or (row.person_id in found and found[row.person_id].leads)
        found[row.person_id] = Member(scene.people.get(row.person_id), row.role, leads)
    return tuple(member for member in found.values() if member.person.active)


def leads(scene: Scene, team_id: int) -> tuple[Person, ...]:
    """Who leads a team."""
    return tuple(member.person for member in members(scene, team_id) if member.leads)


def roles_of(scene: Scene, *person_ids: int) -> tuple[Role, ...]:
    """What somebody's work is, or all of some people's, in the order they took it on."""
    return tuple(dict.fromkeys(row.role for row in repo.memberships(scene.session, *person_ids) if row.role))


def teams_by_person(scene: Scene, people: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """The ids of the teams that each of some people is in."""
    found: dict[int, set[int]] = {person: set() for person in people}
    for row in repo.memberships(scene.session, *found):
        found[row.person_id].add(row.team_id)
    return {person: frozenset(teams) for person, teams in found.items()}


def homes(scene: Scene) -> Mapping[int, Team]:
    """The team with which what is somebody's is told, so that it is told once: their oldest, by person."""
    return {person: as_team(row, scene) for person, row in repo.homes(scene.session).items()}


def mates(scene: Scene) -> tuple[int, ...]:
    """The actor, and the active people of their teams."""
    found = (person for person in repo.mates(scene.session, scene.actor.id) if scene.people.get(person).active)
    return tuple(dict.fromkeys((scene.actor.id, *found)))


def managers(scene: Scene) -> tuple[Person, ...]:
    """Who manages: the managers, or the administrators where there are none."""
    everybody = scene.people.everybody()
    return tuple(p for p in everybody if p.right is Right.MANAGER) or tuple(
        p for p in everybody if p.right is Right.ADMIN
    )


def team_of_channel(scene: Scene, channel_id: int) -> Team | None:
    """The team whose channel this is."""
    row = repo.of_channel(scene.session, channel_id)
    return as_team(row, scene) if row else None


def channels_of(scene: Scene, team_id: int) -> tuple[int, ...]:
    """A team's channels."""
    return tuple(repo.channels(scene.session, team_id))


def team_here(scene: Scene, named: Team | None) -> Team:
    """The team meant: the one named, this channel's, or the actor's only one; ``BadInput`` when that is not plain."""
    if named is not None:
        return named
    if scene.place.channel is not None and (bound := team_of_channel(scene, scene.place.channel)) is not None:
        return bound
    mine = teams_of(scene, scene.actor.id) or (all_teams(scene) if scene.actor.right.includes(Right.MANAGER) else ())
    if len(mine) == 1:
        return mine[0]
    if not mine:
        raise Refused(say("team-none-yet"), (Button(say("cmd-team-new"), "/team new"),))
    raise BadInput(
        "team", say("team-which", known=Items(tuple(t.name for t in mine), any_of=True)), Code(f"--team {mine[0].name}")
    )


# --- titles ---------------------------------------------------------------------------------------


def honour(ctx: Ctx, team_id: int, person_id: int, title: str, period: Period) -> None:
    """Gives somebody a title of a team's for a period; the fact stays."""
    row = HonourRow(person_id=person_id, team_id=team_id, title=title, period=period.code, given_at=ctx.now)
    repo.give(ctx.session, row)


def worn(scene: Scene, people: Iterable[int]) -> Mapping[int, tuple[Honour, ...]]:
    """The titles that stand on people's cards today, newest first, by person; nothing of those without."""
    found: dict[int, list[Honour]] = {}
    for row in repo.honours(scene.session, list(people), range(scene.today.year - 1, scene.today.year + 2)):
        made = Honour(row.title, Period(row.period))
        if made.worn(scene.today):
            found.setdefault(row.person_id, []).insert(0, made)
    return {person: tuple(dict.fromkeys(titles)) for person, titles in found.items()}


# --- joint teams ----------------------------------------------------------------------------------


def parts(scene: Scene, team: Team) -> tuple[Team, ...]:
    """What a joint team consists of, oldest first; any other is its only part."""
    return tuple(as_team(row, scene) for row in repo.parts(scene.session, team.id)) if team.joint else (team,)


def joints(scene: Scene, teams: Iterable[int] | None = None) -> tuple[Team, ...]:
    """The joint teams, or those that some teams are part of, oldest first."""
    ids = None if teams is None else tuple(teams)
    return tuple(as_team(row, scene) for row in repo.joints(scene.session, ids)) if ids != () else ()


def counted_for(scene: Scene, person_id: int) -> frozenset[int]:
    """The ids of the teams that somebody's figures count for: theirs, and the joint ones these are part of."""
    mine = [team.id for team in teams_of(scene, person_id)]
    return frozenset((*mine, *(joint.id for joint in joints(scene, mine))))


def within(scene: Scene) -> Mapping[int, frozenset[int]]:
    """The ids of the parts of each joint team."""
    return repo.within(scene.session)


def open_parts(scene: Scene, team: Team) -> tuple[Team, ...]:
    """The parts of a team in which the actor sees what each has done: those they are in, all for a manager."""
    mine = teams_of(scene, scene.actor.id)
    return tuple(p for p in parts(scene, team) if p in mine or scene.actor.right.includes(Right.MANAGER))


def put_together(ctx: Ctx, teams: Sequence[Team]) -> Team:
    """The joint team of several, made at the first time that they share a target."""
    name = _joint_name(teams)
    other = repo.named(ctx.session, name)
    if other is not None and not other.joint:
        raise BadInput("team", say("team-exists", name=name), Code("/team new Growth"))
    return as_team(repo.put_together(ctx.session, name, [team.id for team in teams], ctx.now), ctx)


def _joint_name(teams: Iterable[Team]) -> str:
    """In no language's words, and the same in whatever order they were said; it reads back as these teams."""
    return " + ".join(team.name for team in sorted(teams, key=lambda team: team.id))


# --- rights ---------------------------------------------------------------------------------------


def leads_team(scene: Scene, team_id: int) -> bool:
    """Whether the actor may decide for a team: its lead, or a manager; for a joint one who leads all its parts."""
    return scene.actor.right.includes(Right.MANAGER) or team_id in repo.led_by(scene.session, scene.actor.id)


def leads_part(scene: Scene, team: Team) -> bool:
    """Whether the actor is answerable for a team, or for a part of a joint one."""
    return any(leads_team(scene, part.id) for part in parts(scene, team))


def leads_person(scene: Scene, person_id: int) -> bool:
    """Whether the actor decides for somebody as a lead of theirs or a manager; being oneself is not enough."""
    if scene.actor.right.includes(Right.MANAGER):
        return True
    led = repo.led_by(scene.session, scene.actor.id)
    return any(row.team_id in led for row in repo.memberships(scene.session, person_id))


def acts_for(scene: Scene, person_id: int) -> bool:
    """Whether the actor may act for somebody: themselves, a member of a team they lead, anybody for a manager."""
    return person_id == scene.actor.id or leads_person(scene, person_id)


def sees(scene: Scene, person_id: int) -> bool:
    """Whether the actor may see somebody's figures: their own, a team mate's, anybody's for a manager."""
    if acts_for(scene, person_id):
        return True
    mine = {row.team_id for row in repo.memberships(scene.session, scene.actor.id)}
    return any(row.team_id in mine for row in repo.memberships(scene.session, person_id))


def require_lead(scene: Scene, team: Team) -> None:
    """Refuses whoever may not decide for a team."""
    if not leads_team(scene, team.id):
        raise Refused(say("team-lead-all" if team.joint else "team-lead-only", team=team.name))


def require_part(scene: Scene, team: Team) -> None:
    """Refuses whoever is answerable neither for a team nor for a part of a joint one."""
    if not leads_part(scene, team):
        raise Refused(say("team-lead-part" if team.joint else "team-lead-only", team=team.name))


def require_for(scene: Scene, person: Person) -> None:
    """Refuses whoever may not act for somebody."""
    if not acts_for(scene, person.id):
        raise Refused(say("team-not-for", who=person.name))


def require_sight(scene: Scene, person: Person) -> None:
    """Refuses whoever may not see somebody's figures."""
    if not sees(scene, person.id):
        raise Refused(say("team-not-seen", who=person.name))


def require_member(scene: Scene, team: Team) -> None:
    """Refuses whoever is neither in a team nor a manager."""
    if not leads_team(scene, team.id) and repo.membership(scene.session, team.id, scene.actor.id) is None:
        raise Refused(say("team-members-only", team=team.name))


# --- telling a team -------------------------------------------------------------------------------


def post(ctx: Ctx, team_id: int, card: Card, *, key: str | None = None, head: Card | None = None) -> None:
    """Posts to a team's channels, of a joint one to each part's; without one its leads are told, or its managers.
    ``head`` is for ``Ctx.post``."""
    for part in parts(ctx, get(ctx, team_id)):
        channels = channels_of(ctx, part.id)
        for channel in channels:
            ctx.post(channel, card, key=key, head=head)
        if not channels:
            tell_leads(ctx, part.id, card, key=key)


def tell_leads(ctx: Ctx, team_id: int, card: Card, *, key: str | None = None) -> None:
    """Tells a team's leads privately; the managers where it has none."""
    for person in leads(ctx, team_id) or managers(ctx):
        ctx.tell(person.id, card, key=key)


# --- argument kinds -------------------------------------------------------------------------------


class _TeamKind:
    """A team by its name, the longest that fits, or quoted."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[Team, str]:
        """The team at the start of a text, and the rest."""
        teams = all_teams(scene)
        found, name, rest = named_at_start(text, teams)
        if found is not None:
            return found, rest
        if not teams:
            raise BadInput("team", say("team-none-yet"))
        known = Items(tuple(t.name for t in teams), any_of=True)
        raise BadInput("team", say("team-unknown", bad=name, known=known), Code(teams[0].name))

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Every team."""
        return tuple(Choice(t.name, t.name) for t in all_teams(scene))


TEAM: Kind[Team] = _TeamKind()
MOST_TOGETHER = 5
_AND = re.compile(r"(?:[,，、;；&/+＋]|and\b|[和与與及跟])\s*", re.IGNORECASE)


class _SeveralKind:
    """A team, or several: ``Growth, Sales``; in quotes as well."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Team, ...], str]:
        """The teams at the start of a text, oldest first, and the rest."""
        if in_quotes(text) and named_at_start(text, all_teams(scene))[0] is None:
            inner, after = token(text)
            return read(self, inner, scene), after
        team, rest = TEAM.take(text, scene)
        teams = {team.id: team}
        while (and_ := _AND.match(rest)) is not None:
            team, rest = TEAM.take(rest[and_.end() :], scene)
            teams[team.id] = team
        if len(teams) > MOST_TOGETHER:
            raise BadInput("team", say("team-together-most", limit=str(MOST_TOGETHER)))
        return tuple(teams[id_] for id_ in sorted(teams)), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Every team, and those that share a target."""
        return tuple(Choice(t.name, t.name) for t in (*all_teams(scene), *joints(scene)))


class _TogetherKind:
    """A team, or several that share a target."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[Team, str]:
        """The team at the start of a text, a joint one if several are named, and the rest."""
        teams, rest = SEVERAL.take(text, scene)
        if len(teams) == 1:
            return teams[0], rest
        name = _joint_name(teams)
        row = repo.named(scene.session, name)
        if row is None or not row.joint:
            raise BadInput("team", say("team-not-together", team=name), Code(f"--team {teams[0].name}"))
        return as_team(row, scene), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The same."""
        return SEVERAL.choices(scene)


SEVERAL: Kind[tuple[Team, ...]] = _SeveralKind()
TOGETHER: Kind[Team] = _TogetherKind()


class _RoleKind(OneOf):
    """A role by its name in English or Chinese, short or full; the full English ones have a space."""

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        folded = text.casefold()
        names = [(name, role) for role, also in ROLE_NAMES.items() for name in (role.value, *also)]
        for name, role in sorted(names, key=lambda pair: -len(pair[0])):
            rest = text[len(name) :]
            if folded.startswith(name.casefold()) and (not rest or rest[0].isspace() or not name.isascii()):
                return role.value, rest.lstrip()
        return super().take(text, scene)


ROLE: Kind[str] = _RoleKind({role.value: names for role, names in ROLE_NAMES.items()}, label="role")
