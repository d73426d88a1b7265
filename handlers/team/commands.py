"""``/team``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.countries import read_country
from handlers.kit.errors import BadInput
from handlers.kit.kinds import LONG, NAME, PERSON, Kind, OneOf, reader
from handlers.kit.messages import Card, Choice, card, say
from handlers.kit.newcomers import NEWCOMERS
from handlers.kit.people import Person
from handlers.kit.zones import ZONE
from handlers.team import api, cards, service
from handlers.team.rules import Team
from storage.states import Right, Role

NO_COUNTRY = frozenset({"none", "no", "off", "default", "无", "取消", "默认", "無", "預設"})
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
_CHANGES = OneOf(
    {
        "list": ("show", "列表", "查看", "清單", "檢視", "列出"),
        "add": ("添加", "新增", "加", "添加一天", "新增一天"),
        "remove": ("delete", "删除", "移除", "刪除", "取消", "移除一天"),
    },
    label="team-day-change",
)


class _DayChange:
    """What happens to a day: adding goes without saying."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        """The change at the start of a text, and the rest."""
        try:
            return _CHANGES.take(text, scene)
        except BadInput:
            return "add", text

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """All of them."""
        return _CHANGES.choices(scene)


def _read_country(text: str) -> str:
    """The ISO 3166 code of a country, nothing for ``none``; ``BadInput`` for what nobody knows."""
    if text.strip().casefold() in NO_COUNTRY:
        return ""
    try:
        return read_country(text)
    except BadInput as error:
        raise BadInput("country", error.why) from None


DAY_CHANGE: Kind[str] = _DayChange()
COUNTRY_OR_NONE: Kind[str] = reader("text", lambda text, _scene: _read_country(text))
TEAM_OPTION = ("团队", "團隊", "小组", "小組")


@dataclass(frozen=True)
class New:
    """``NAME``."""

    name: str = arg(NAME)


@dataclass(frozen=True)
class Add:
    """``@who… [--team T] [--role R]``."""

    who: tuple[Person, ...] = arg(NEWCOMERS)
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
class Country:
    """``COUNTRY|none [--team T]``."""

    country: str = arg(COUNTRY_OR_NONE, "国家", "地区", "國家", "地區")
    team: Team | None = opt(api.TEAM, *TEAM_OPTION)


@dataclass(frozen=True)
class DayOff:
    """``[add] DATE [work] [NAME]``, ``remove DATE``, or bare for the list; ``[--team T]``."""

    change: str | None = maybe(DAY_CHANGE, label="team-day-change")
    details: str | None = maybe(LONG, label="team-day-details")
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
    """Adds one or several."""
    team = api.team_here(ctx, args.team)
    role = Role(args.role) if args.role else None
    new = [person.name for person in args.who if service.add(ctx, person, team, role)]
    there = [person.name for person in args.who if person.name not in new]
    return cards.joined_card(new, there, team, role)


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


def country(ctx: Ctx, args: Country) -> Card:
    """Whose holidays the team has."""
    team = api.team_here(ctx, args.team)
    return cards.country_card(team, args.country, service.set_country(ctx, team, args.country))


def day_off(ctx: Ctx, args: DayOff) -> Card:
    """A day of the team's own."""
    team = api.team_here(ctx, args.team)
    match args.change:
        case "add":
            return cards.day_card(team, service.add_day(ctx, team, args.details), ctx.zone)
        case "remove":
            day = service.remove_day(ctx, team, args.details)
            return cards.day_gone_card(team, day, ctx.zone, works=ctx.calendar_for(team.id).is_workday(day))
    return cards.days_card(team, service.own_days(ctx, team))


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
_COUNTRY = Word("country", ("国家", "地区"), ("國家", "地區"))
_DAY_OFF = Word("dayoff", ("休息日", "放假"), ("休息日", "放假"), ("daysoff", "holiday", "holidays"))
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
    Command(TEAM_WORD, country, "writes", _COUNTRY, Country, "form", Right.LEAD),
    Command(TEAM_WORD, day_off, "writes", _DAY_OFF, DayOff),
    Command(TEAM_WORD, colours, "writes", _COLOURS, Colours, "form", Right.LEAD),
)
