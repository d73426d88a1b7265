"""``/team``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.kinds import NAME, PERSON, OneOf
from handlers.kit.messages import Card, card, say
from handlers.kit.newcomers import NEWCOMER
from handlers.kit.people import Person
from handlers.kit.zones import ZONE
from handlers.team import api, cards, service
from handlers.team.rules import Team
from storage.states import Right, Role

TEAM_WORD = Word("team", ("团队", "小组"), ("團隊", "小組"))
COLOURS = OneOf(
    {
        "red": ("红", "红色", "朱红", "紅", "紅色", "朱紅"),
        "orange": ("橙", "橙色", "橘", "橘色", "橘红"),
        "green": ("绿", "绿色", "松绿", "綠", "綠色", "松綠"),
        "blue": ("蓝", "蓝色", "靛蓝", "藍", "藍色", "靛藍"),
        "purple": ("紫", "紫色", "绛紫", "絳紫"),
        "grey": ("gray", "灰", "灰色", "墨灰"),
    },
    label="team-colours",
)
TEAM_OPTION = ("团队", "團隊", "小组", "小組")


@dataclass(frozen=True)
class New:
    """``NAME``."""

    name: str = arg(NAME)


@dataclass(frozen=True)
class Add:
    """``@who [--team T] [--role R]``."""

    who: Person = arg(NEWCOMER)
    team: Team | None = opt(api.TEAM, *TEAM_OPTION)
    role: str | None = opt(api.ROLE, "岗位", "角色", "職務")


@dataclass(frozen=True)
class Who:
    """``@who [--team T]``."""

    who: Person = arg(PERSON)
    team: Team | None = opt(api.TEAM, *TEAM_OPTION)


@dataclass(frozen=True)
class Which:
    """``[T]``, bare or as an option."""

    team: Team | None = maybe(api.TEAM, *TEAM_OPTION)


@dataclass(frozen=True)
class Zone:
    """``ZONE [--team T]``."""

    zone: str = arg(ZONE)
    team: Team | None = opt(api.TEAM, *TEAM_OPTION)


@dataclass(frozen=True)
class Colours:
    """``COLOURS [--team T]``."""

    colours: str = arg(COLOURS, "颜色", "顏色")
    team: Team | None = opt(api.TEAM, *TEAM_OPTION)


def new(ctx: Ctx, args: New) -> Card:
    """Makes a team."""
    return cards.new_card(service.new(ctx, args.name))


def add(ctx: Ctx, args: Add) -> Card:
    """Adds somebody."""
    team = api.team_here(ctx, args.team)
    role = Role(args.role) if args.role else None
    return cards.joined_card(args.who, team, role, new=service.add(ctx, args.who, team, role))


def lead(ctx: Ctx, args: Who) -> Card:
    """Makes somebody a lead."""
    team = api.team_here(ctx, args.team)
    service.make_lead(ctx, args.who, team)
    return card(say("team-leads-now", who=args.who.name, team=team.name), tone="good")


def remove(ctx: Ctx, args: Who) -> Card:
    """Takes somebody out."""
    team = api.team_here(ctx, args.team)
    service.remove(ctx, args.who, team)
    return card(say("team-removed", who=args.who.name, team=team.name))


def leave(ctx: Ctx, args: Which) -> Card:
    """Takes oneself out."""
    team = api.team_here(ctx, args.team)
    service.remove(ctx, ctx.actor, team)
    return card(say("team-left", team=team.name))


def bind(ctx: Ctx, args: Which) -> Card:
    """Makes this channel the team's."""
    team = api.team_here(ctx, args.team)
    channel = service.bind(ctx, team)
    return card(say("team-bound", channel=ctx.channel_ref(channel), team=team.name), tone="good")


def zone(ctx: Ctx, args: Zone) -> Card:
    """Where the team's days begin."""
    team = api.team_here(ctx, args.team)
    service.set_zone(ctx, team, args.zone)
    return cards.zone_card(team.name, ctx.now, args.zone)


def colours(ctx: Ctx, args: Colours) -> Card:
    """The colours of the team's certificates."""
    team = api.team_here(ctx, args.team)
    service.set_colours(ctx, team, args.colours)
    return cards.colours_card(team, args.colours)


def show(scene: Scene, args: Which) -> Card:
    """The roster of a team."""
    team = api.team_here(scene, args.team)
    return cards.roster_card(service.roster(scene, team))


def overview(scene: Scene, _args: NoArgs) -> Card:
    """All teams, or the only one's roster."""
    teams = api.all_teams(scene)
    if len(teams) <= 1:
        return show(scene, Which())
    return cards.overview_card(tuple((team, len(api.members(scene, team.id))) for team in teams))


_NEW = Word("new", ("新建", "创建"), ("新增", "建立"), ("create",))
_ADD = Word("add", ("添加", "加人", "加"), ("加入", "加人", "加"))
_LEAD = Word("lead", ("组长", "负责人"), ("組長", "負責人"))
_REMOVE = Word("remove", ("移除", "移出"), ("移除", "移出"))
_LEAVE = Word("leave", ("退出",), ("退出", "離開"))
_SHOW = Word("show", ("查看", "看"), ("檢視", "查看", "看"))
_BIND = Word("bind", ("绑定",), ("綁定",))
_ZONE = Word("tz", ("时区",), ("時區",), ("timezone",))
_COLOURS = Word("colours", ("颜色", "配色"), ("顏色", "配色"), ("colors", "colour", "color"))

COMMANDS = (
    Command(TEAM_WORD, overview, "reads"),
    Command(TEAM_WORD, new, "writes", _NEW, New, "form", Right.MANAGER),
    Command(TEAM_WORD, add, "writes", _ADD, Add, "form", Right.LEAD),
    Command(TEAM_WORD, lead, "writes", _LEAD, Who, "form", Right.LEAD),
    Command(TEAM_WORD, remove, "writes", _REMOVE, Who, "form", Right.LEAD),
    Command(TEAM_WORD, leave, "writes", _LEAVE, Which),
    Command(TEAM_WORD, show, "reads", _SHOW, Which),
    Command(TEAM_WORD, bind, "writes", _BIND, Which, right=Right.LEAD),
    Command(TEAM_WORD, zone, "writes", _ZONE, Zone, "form", Right.LEAD),
    Command(TEAM_WORD, colours, "writes", _COLOURS, Colours, "form", Right.LEAD),
)
