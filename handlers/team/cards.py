"""Teams as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.kit.calendar import SpecialDay
from handlers.kit.events import Gone
from handlers.kit.messages import (
    Bullets,
    Button,
    Card,
    Certificate,
    ChannelRef,
    Code,
    Day,
    Heading,
    Inline,
    Items,
    Moment,
    Note,
    Run,
    Table,
    card,
    say,
)
from handlers.kit.own_days import OwnDay
from handlers.kit.people import Person
from handlers.team.rules import Honour, Member, SizeHint, Team, role_name
from storage.states import Role

DELIVERIES = "/admin deliveries"


@dataclass(frozen=True, slots=True)
class Roster:
    """A team as ``/team show`` shows it."""

    team: Team
    members: tuple[Member, ...]
    channels: tuple[ChannelRef, ...]
    hints: tuple[SizeHint, ...]
    titles: tuple[tuple[str, tuple[Honour, ...]], ...] = ()


def new_card(team: Team) -> Card:
    """A team was made."""
    buttons = (Button(say("cmd-team-add"), "/team add"), Button(say("team-next-standup"), "/standup set"))
    return card(say("team-made", team=team.name), Note(say("team-made-next")), buttons=buttons, tone="good")


def unreachable_channel_card(channel: ChannelRef, why: Gone) -> Card:
    """What a lead hears once, when nothing can be posted in a channel any more."""
    what = "team-channel-archived" if why is Gone.ARCHIVED else "team-channel-removed"
    return card(say(what, channel=channel), Note(say("team-unreachable-kept", command=Code(DELIVERIES))), tone="warn")


def unreachable_person_card(name: str, why: Gone) -> Card:
    """What a lead hears once, when somebody cannot be told anything any more."""
    what = "team-person-closed" if why is Gone.CLOSED else "team-person-left"
    return card(say(what, who=name), Note(say("team-unreachable-kept", command=Code(DELIVERIES))), tone="warn")


def joined_card(new: Sequence[str], there: Sequence[str], team: Team, role: Role | None) -> Card:
    """Who was added, and who was there already and may have another role now."""
    words = ("team-added-as", "team-role-now") if role else ("team-added", "team-there")
    told: dict[str, Inline] = {"team": team.name}
    if role:
        told["role"] = role_name(role)
    lines = [
        say(word, who=Items(tuple(names)), many=len(names), **told)
        for word, names in zip(words, (new, there), strict=True)
        if names
    ]
    return card(*lines, tone="good" if new else "plain")


def added_card(by: Person, team: Team, role: Role | None) -> Card:
    """What the person added hears: the team, and what their role brings."""
    if role is None:
        return card(say("team-you-added", by=by.name, team=team.name))
    words = say("team-you-added-as", by=by.name, team=team.name, role=role_name(role))
    return card(words, Note(say(f"role-{role.value}.duties")))


def lead_card(by: Person, team: Team) -> Card:
    """What a new lead hears."""
    return card(say("team-you-lead", by=by.name, team=team.name))


def roster_card(roster: Roster) -> Card:
    """The roster, the duties of its roles, and what its size suggests."""
    rows = tuple(_member(member) for member in roster.members)
    roles = tuple(dict.fromkeys(m.role for m in roster.members if m.role))
    duties = tuple(Run((say(f"role-{r.value}"), ": ", say(f"role-{r.value}.duties"))) for r in roles)
    hints = tuple(say(f"team-size-{hint.value}", count=len(roster.members)) for hint in roster.hints)
    titles = tuple(Run((who, " · ", Items(tuple(one.words for one in worn)))) for who, worn in roster.titles)
    where = say("team-channels", channels=Items(roster.channels)) if roster.channels else say("team-no-channel")
    return card(
        Table((say("team-who"), say("team-role"), say("team-place")), rows),
        *((Heading(say("team-titles")), Bullets(titles)) if titles else ()),
        *((Heading(say("team-duties")), Bullets(duties)) if duties else ()),
        *((Heading(say("team-size")), Bullets(hints)) if hints else ()),
        Note(where),
        Note(say("team-zone", zone=roster.team.zone)),
        title=say("team-title", team=roster.team.name, count=len(roster.members)),
    )


def zone_card(team: str, now: datetime, zone: str) -> Card:
    """The time it is for a team now."""
    return card(say("team-zone-now", team=team, now=Moment(now, zone)), Note(say("team-zone-note")), tone="good")


def colours_card(team: Team, colours: str) -> Card:
    """The colours of a team's certificates, on one that shows them."""
    sample = Certificate(
        say("team-certificate-sample"), say("team-certificate-award"), team.name, colours=colours,
        foot=((say("team-colours"), say(f"team-colours-{colours}")), (say("field-team"), team.name)),
    )  # fmt: skip
    return card(say("team-colours-now", team=team.name, colours=say(f"team-colours-{colours}")), sample, tone="good")


def country_card(team: Team, country: str, coming: SpecialDay | None) -> Card:
    """Whose holidays a team has now."""
    now = (
        say("team-country-now", team=team.name, country=country)
        if country
        else say("team-country-none", team=team.name)
    )
    next_ = say("team-country-next", day=Day(coming.day), name=coming.name or "–") if coming else None
    return card(now, next_, Note(say("team-country-note")), tone="good")


def day_card(team: Team, made: OwnDay, zone: str) -> Card:
    """A day is a team's own now."""
    words: Inline = say(f"team-day-{'works' if made.works else 'off'}", team=team.name, day=Day(made.day, zone=zone))
    named = Run((words, " ", say("team-day-name", name=made.name))) if made.name else words
    undo = Button(say("team-day-undo"), f"/team dayoff remove {made.day} --team {team.name}")
    return card(named, Note(say("team-country-note")), buttons=(undo,), tone="good")


def day_gone_card(team: Team, day: date, zone: str, *, works: bool) -> Card:
    """A day is what the calendar says again."""
    return card(say(f"team-day-again-{'works' if works else 'off'}", team=team.name, day=Day(day, zone=zone)))


def days_card(team: Team, days: Sequence[OwnDay]) -> Card:
    """The days of a team's own that are still to come."""
    title = say("team-days", team=team.name)
    if not days:
        return card(say("team-days-none"), Note(say("cmd-team-dayoff.example")), title=title)
    lines = (
        Run((Day(one.day), " · ", say("team-day-kind-works" if one.works else "team-day-kind-off"), *_name(one)))
        for one in days
    )
    return card(Bullets(tuple(lines)), title=title)


def _name(one: OwnDay) -> tuple[Inline, ...]:
    return (" · ", one.name) if one.name else ()


def overview_card(teams: tuple[tuple[Team, int], ...]) -> Card:
    """All teams with their sizes."""
    lines = tuple(say("team-line", team=team.name, count=count) for team, count in teams)
    buttons = tuple(Button(team.name, f"/team show {team.name}") for team, _ in teams)
    return card(Bullets(lines), title=say("word-team"), buttons=buttons)


def _member(member: Member) -> tuple[Inline, Inline, Inline]:
    return member.person.name, role_name(member.role), say("team-lead") if member.leads else ""
