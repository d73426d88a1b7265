"""``/standup``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import Weekdays, When, read_days
from handlers.kit.kinds import CHANNEL, CLOCK, DUE, DURATION, PEOPLE, Kind, reader
from handlers.kit.messages import Block, Card, Day, card
from handlers.kit.people import Person
from handlers.standup import cards, service
from handlers.standup.answering import ANSWER, STANDUP_WORD, TEAM_OPTION
from handlers.team import api as team_api
from handlers.team.api import TEAM, Team
from storage.models.people import Channel
from storage.states import Right

DAYS: Kind[Weekdays] = reader("text", lambda text, _scene: read_days(text))
WORKDAYS = Weekdays("workdays")


@dataclass(frozen=True)
class Set:
    """``HH:MM [--days D] [--channel #c] [--window 2h] [--team T]``."""

    at: time = arg(CLOCK, "时间", "時間")
    days: Weekdays | None = opt(DAYS, "哪几天", "哪幾天", "日子")
    channel: Channel | None = opt(CHANNEL, "频道", "頻道", "群")
    window: timedelta | None = opt(DURATION, "时限", "時限")
    team: Team | None = opt(TEAM, *TEAM_OPTION)


@dataclass(frozen=True)
class Away:
    """``[--until WHEN]``."""

    until: When | None = maybe(DUE, "到", "至", "直到")


@dataclass(frozen=True)
class Which:
    """``[T]``, bare or as an option."""

    team: Team | None = maybe(TEAM, *TEAM_OPTION)


@dataclass(frozen=True)
class Who:
    """``@who… [--team T]``."""

    who: tuple[Person, ...] = arg(PEOPLE, "谁", "誰")
    team: Team | None = opt(TEAM, *TEAM_OPTION)


def set_(ctx: Ctx, args: Set) -> Card:
    """Sets a team's standup."""
    team = team_api.team_here(ctx, args.team)
    channel = args.channel.id if args.channel is not None else service.channel_here(ctx, team)
    plan = service.set_up(ctx, team, args.at, args.days or WORKDAYS, channel, args.window)
    return cards.set_card(service.setting(ctx, plan))


def away(ctx: Ctx, args: Away) -> Card:
    """Puts oneself on leave."""
    until: date | None = args.until.day if args.until is not None else None
    service.go_away(ctx, until)
    return cards.away_card(Day(until, zone=ctx.zone) if until is not None else None)


def back(ctx: Ctx, _args: NoArgs) -> Card:
    """Ends one's leave."""
    return cards.back_card(missed=service.come_back(ctx))


def show(scene: Scene, args: Which) -> Card:
    """Settings, and where everybody stands today."""
    blocks: list[Block] = []
    for plan in service.shown(scene, args.team):
        blocks += cards.show_blocks(service.setting(scene, plan), service.today(scene, plan))
    return card(*blocks)


def optional(ctx: Ctx, args: Who) -> Card:
    """Waits for members no longer."""
    return _choose(ctx, args, optional=True)


def required(ctx: Ctx, args: Who) -> Card:
    """Waits for members again."""
    return _choose(ctx, args, optional=False)


def _choose(ctx: Ctx, args: Who, *, optional: bool) -> Card:
    team = team_api.team_here(ctx, args.team)
    service.choose(ctx, team, args.who, optional=optional)
    return cards.chosen_card(team.name, tuple(person.name for person in args.who), optional=optional)


def off(ctx: Ctx, args: Which) -> Card:
    """Turns a team's standup off."""
    team = team_api.team_here(ctx, args.team)
    plan = service.turn_off(ctx, team)
    channel = ctx.channel_ref(plan.channel).name if plan.channel is not None else None
    return cards.off_card(plan, team.name, channel)


COMMANDS = (
    ANSWER,
    Command(STANDUP_WORD, set_, "writes", Word("set", ("设置", "设定"), ("設定",)), Set, "form", Right.LEAD),
    Command(STANDUP_WORD, away, "writes", Word("away", ("请假", "休假"), ("請假", "休假"), ("leave",)), Away),
    Command(STANDUP_WORD, back, "writes", Word("back", ("回来", "销假"), ("回來", "銷假"))),
    Command(STANDUP_WORD, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看")), Which),
    Command(
        STANDUP_WORD, optional, "writes", Word("optional", ("选填", "自愿"), ("選填", "自願")), Who, "form", Right.LEAD
    ),
    Command(STANDUP_WORD, required, "writes", Word("required", ("必填",), ("必填",)), Who, "form", Right.LEAD),
    Command(STANDUP_WORD, off, "writes", Word("off", ("关闭", "停用"), ("關閉", "停用")), Which, right=Right.LEAD),
)
