"""``/project``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import Weekdays, When, read_days
from handlers.kit.kinds import CLOCK, DUE, NAME, PERSON, TEXT, Kind, reader
from handlers.kit.messages import Card
from handlers.kit.people import Person
from handlers.projects import cards, service
from handlers.projects.kinds import PROJECT, TEAMS
from handlers.team import api as team_api
from storage.models.projects import Project
from storage.states import Right

PROJECT_WORD = Word("project", ("项目",), ("專案",))
DAYS: Kind[Weekdays] = reader("text", lambda text, _scene: read_days(text, "retro"))
_NAME = ("名称", "名稱", "项目", "專案")


@dataclass(frozen=True)
class New:
    """``NAME [--liaison @who] [--teams A, B] [--until WHEN] [--retro fri] [--at 16:00]``."""

    name: str = arg(NAME, *_NAME)
    liaison: Person | None = opt(PERSON, "联络人", "聯絡窗口", "联系人", "聯絡人")
    teams: tuple[team_api.Team, ...] | None = opt(TEAMS, "团队", "團隊")
    until: When | None = opt(DUE, "到", "截止", "结束", "結束", label="project-until")
    retro: Weekdays | None = opt(DAYS, "复盘", "回顧", label="project-retro-on")
    at: time | None = opt(CLOCK, "时间", "時間", label="project-retro-at")


@dataclass(frozen=True)
class Which:
    """``[NAME]``."""

    name: Project | None = maybe(PROJECT, *_NAME)


@dataclass(frozen=True)
class One:
    """``NAME``."""

    name: Project = arg(PROJECT, *_NAME)


@dataclass(frozen=True)
class Contact:
    """``NAME @who [--team T]``."""

    name: Project = arg(PROJECT, *_NAME)
    who: Person = arg(PERSON, "联络人", "聯絡窗口", "联系人", "聯絡人")
    team: team_api.Team | None = opt(team_api.TEAM, "团队", "團隊")


@dataclass(frozen=True)
class Need:
    """``NAME TEXT``."""

    name: Project = arg(PROJECT, *_NAME)
    text: str = arg(TEXT, "内容", "內容", "需求")


def new(ctx: Ctx, args: New) -> Card:
    """A project that teams share."""
    until = args.until.day if args.until else None
    wish = service.Wish(args.name, args.liaison or ctx.actor, args.teams or (), until, args.retro, args.at)
    return cards.begun_card(service.begin(ctx, wish))


def show(scene: Scene, args: Which) -> Card:
    """One in full, or all that go on."""
    if args.name is None:
        return cards.list_card(service.listed(scene))
    return cards.project_card(service.shown(scene, args.name))


def list_(scene: Scene, _args: NoArgs) -> Card:
    """All that go on."""
    return cards.list_card(service.listed(scene))


def liaison(ctx: Ctx, args: Contact) -> Card:
    """Whom everybody turns to."""
    return cards.project_card(service.choose(ctx, args.name, args.who, args.team))


def need(ctx: Ctx, args: Need) -> Card:
    """Something the project needs."""
    return cards.needed_card(args.name.name, *service.need(ctx, args.name, args.text))


def end(ctx: Ctx, args: One) -> Card:
    """The end, with a last retro."""
    return cards.over_card(*service.end(ctx, args.name))


COMMANDS = (
    Command(PROJECT_WORD, list_, "reads"),
    Command(PROJECT_WORD, new, "writes", Word("new", ("新建",), ("新增",)), New, "form", right=Right.LEAD),
    Command(PROJECT_WORD, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看")), Which),
    Command(
        PROJECT_WORD, liaison, "writes", Word("liaison", ("联络人", "联系人"), ("聯絡窗口", "聯絡人")), Contact, "form"
    ),
    Command(PROJECT_WORD, need, "writes", Word("need", ("需要", "需求"), ("需要", "需求")), Need, "form", reply="text"),
    Command(PROJECT_WORD, end, "writes", Word("end", ("结束",), ("結束",)), One, "form"),
)  # fmt: skip
