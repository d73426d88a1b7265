"""What happens to teams."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from handlers.kit.calendar import SpecialDay
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import read_day
from handlers.kit.directory import unnamed
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten, Unreachable
from handlers.kit.messages import Card, Code, Day, say
from handlers.kit.own_days import OwnDay, own_day
from handlers.kit.people import Person
from handlers.team import api
from handlers.team.cards import (
    Roster,
    added_card,
    lead_card,
    unreachable_channel_card,
    unreachable_person_card,
)
from handlers.team.rules import Team, size_hints
from storage.repos import team as repo
from storage.states import Right, Role


def new(ctx: Ctx, name: str) -> Team:
    """Makes a team, led by whoever makes it."""
    if any(team.name.casefold() == name.casefold() for team in (*api.all_teams(ctx), *api.joints(ctx))):
        raise BadInput("name", say("team-exists", name=name), Code("/team new Growth"))
    row = repo.add(ctx.session, name, ctx.now)
    team = api.as_team(row, ctx)
    repo.join(ctx.session, team.id, ctx.actor.id, None, True, ctx.now)
    _sync_right(ctx, ctx.actor.id)
    ctx.publish(api.MembershipChanged(team.id, ctx.actor.id))
    ctx.publish(api.TeamMade(team.id))
    return team


def add(ctx: Ctx, person: Person, team: Team, role: Role | None) -> bool:
    """Adds somebody, or gives a member another role; whether they are new to the team."""
    api.require_lead(ctx, team)
    known = repo.membership(ctx.session, team.id, person.id)
    if known is not None:
        if role is not None:
            known.role = role
            ctx.session.add(known)
        return False
    repo.join(ctx.session, team.id, person.id, role, False, ctx.now)
    ctx.publish(api.MembershipChanged(team.id, person.id))
    if person.id != ctx.actor.id:
        ctx.tell(person.id, added_card(ctx.actor, team, role))
    return True


def make_lead(ctx: Ctx, person: Person, team: Team) -> None:
    """Makes somebody a lead of a team, adding them if need be."""
    api.require_lead(ctx, team)
    if person.id == ctx.actor.id and not ctx.actor.right.includes(Right.MANAGER):
        raise Refused(say("team-not-self"))
    row = repo.membership(ctx.session, team.id, person.id)
    if row is None:
        row = repo.join(ctx.session, team.id, person.id, None, True, ctx.now)
        ctx.publish(api.MembershipChanged(team.id, person.id))
    row.leads = True
    ctx.session.add(row)
    _sync_right(ctx, person.id)
    if person.id != ctx.actor.id:
        ctx.tell(person.id, lead_card(ctx.actor, team))


def remove(ctx: Ctx, person: Person, team: Team) -> None:
    """Takes somebody out of a team: oneself, or a lead anybody."""
    if person.id != ctx.actor.id:
        api.require_lead(ctx, team)
    row = repo.membership(ctx.session, team.id, person.id)
    if row is None:
        raise BadInput("who", say("team-not-in", who=person.name, team=team.name))
    repo.leave(ctx.session, row)
    _sync_right(ctx, person.id)
    ctx.publish(api.MembershipChanged(team.id, person.id))


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """Takes somebody who is forgotten out of every team."""
    for row in repo.memberships(ctx.session, event.person):
        team_id = row.team_id
        repo.leave(ctx.session, row)
        ctx.publish(api.MembershipChanged(team_id, event.person))
    repo.unname(ctx.session, event.name, lambda text: unnamed(text, event.name))


def tell_unreachable(ctx: Ctx, event: Unreachable) -> None:
    """Whoever leads hears that messages do not arrive; who posted there knows, and who is meant cannot hear it."""
    knows = {event.person, event.poster}
    for person in _leading(ctx, event, knows):
        ctx.tell(person.id, _unreachable(ctx, event))


def _leading(ctx: Ctx, event: Unreachable, knows: Collection[int | None]) -> tuple[Person, ...]:
    """The leads of the teams concerned, the managers where there are none to be told; None where one knows already."""
    if event.person is not None:
        teams = api.teams_of(ctx, event.person)
    else:
        team = api.team_of_channel(ctx, event.channel) if event.channel is not None else None
        teams = (team,) if team else ()
    leads = {person.id: person for team in teams for person in api.leads(ctx, team.id)}
    if event.poster in leads:
        return ()
    told = tuple(person for person in leads.values() if person.id not in knows)
    return told or tuple(person for person in api.managers(ctx) if person.id not in knows)


def _unreachable(ctx: Ctx, event: Unreachable) -> Card:
    if event.person is not None:
        return unreachable_person_card(ctx.people.name(event.person), event.why)
    return unreachable_channel_card(ctx.channel_ref(event.channel or 0), event.why)


def bind(ctx: Ctx, team: Team) -> int:
    """Makes the channel where this is said the team's; the channel's id."""
    api.require_lead(ctx, team)
    if ctx.place.channel is None:
        raise Refused(say("team-bind-where", example=Code("/team bind")))
    repo.bind(ctx.session, team.id, ctx.place.channel)
    return ctx.place.channel


def set_zone(ctx: Ctx, team: Team, zone: str) -> None:
    """Where a team's days begin from now on (IANA)."""
    api.require_lead(ctx, team)
    repo.set_zone(ctx.session, team.id, zone)
    ctx.publish(api.TeamMoved(team.id, team.zone))


def set_country(ctx: Ctx, team: Team, country: str) -> SpecialDay | None:
    """The country (ISO 3166) whose holidays a team has from now on, none for the organisation's; the next holiday."""
    api.require_lead(ctx, team)
    repo.set_country(ctx.session, team.id, None if country in ("", ctx.org.country) else country)
    ctx.forget_calendars()
    return ctx.calendar_for(team.id).next_holiday(ctx.today, ctx.language)


def add_day(ctx: Ctx, team: Team, text: str | None) -> OwnDay:
    """Makes a day a team's own: off, or worked."""
    api.require_lead(ctx, team)
    if not text:
        raise BadInput("details", say("team-day-which"))
    made = own_day(text, lambda said: read_day(said, ctx.dates(), "details"))
    repo.put_day(ctx.session, team.id, made.day, made.works, made.name)
    ctx.forget_calendars()
    return made


def remove_day(ctx: Ctx, team: Team, text: str | None) -> date:
    """Gives a day back to the calendar."""
    api.require_lead(ctx, team)
    if not text:
        raise BadInput("details", say("team-day-which"))
    day = read_day(text, ctx.dates(), "details")
    if not repo.drop_day(ctx.session, team.id, day):
        raise Refused(say("team-day-not-own", day=Day(day), team=team.name))
    ctx.forget_calendars()
    return day


def own_days(scene: Scene, team: Team) -> tuple[OwnDay, ...]:
    """The days of a team's own from today on, for its members to see."""
    api.require_member(scene, team)
    found = (OwnDay(row.day, row.works, row.name) for row in repo.days(scene.session, team.id, scene.today))
    return tuple(found)


def set_colours(ctx: Ctx, team: Team, colours: str) -> None:
    """The colours of a team's certificates from now on."""
    api.require_lead(ctx, team)
    repo.set_colours(ctx.session, team.id, colours)


def roster(scene: Scene, team: Team) -> Roster:
    """Who is in a team, where it talks, and what its size suggests."""
    members = api.members(scene, team.id)
    hints = size_hints(len(members), sum(m.leads for m in members))
    channels = tuple(scene.channel_ref(channel) for channel in api.channels_of(scene, team.id))
    worn = api.worn(scene, [member.person.id for member in members])
    titles = tuple((member.person.name, worn[member.person.id]) for member in members if member.person.id in worn)
    return Roster(team, members, channels, hints, titles)


def _sync_right(ctx: Ctx, person_id: int) -> None:
    """``lead`` comes with the first team somebody leads and goes with the last; higher rights stay."""
    if ctx.people.get(person_id).right in (Right.LEAD, Right.MEMBER):
        ctx.people.set_right(person_id, Right.LEAD if repo.led_by(ctx.session, person_id) else Right.MEMBER)
