"""``/standup``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from handlers.kit import leave
from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import (
    CHANNEL,
    CLOCK,
    DAY,
    DURATION,
    NAME,
    PEOPLE,
    PERIOD,
    PERSON,
    Kind,
    OneOf,
    reader,
)
from handlers.kit.messages import Block, Card, Code, card, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.standup import api, cards, service, weekly
from handlers.standup.answering import ANSWER, NAME_OPTION, STANDUP_WORD, TEAM_OPTION, say_mood
from handlers.standup.asking import LONGEST_QUESTION, MOST, Asks, asks_named, is_daily, own_questions
from handlers.standup.asking import Kind as Questions
from handlers.standup.rules import Days, plan_days
from handlers.standup.week_cards import week_card
from handlers.team import api as team_api
from handlers.team.api import TEAM, Team
from storage.models.people import Channel
from storage.states import Right

DAYS: Kind[Days] = reader("text", lambda text, _scene: plan_days(text))
CLOCK_OF = OneOf(
    {
        "own": ("person", "each", "member", "local", "各自", "个人", "个人时区", "個人", "個人時區", "各人的"),
        "team": ("团队", "团队时区", "團隊", "團隊時區", "团队的", "團隊的"),
    },
    label="standup-clock",
)  # fmt: skip
SWITCH = OneOf(
    {"on": ("yes", "开", "打开", "開", "開啟"), "off": ("no", "关", "关闭", "關", "關閉")}, label="standup-switch"
)


SCORE = OneOf({str(score): () for score in range(1, 6)})


def _questions(text: str) -> Asks:
    asks = asks_named(text) or own_questions(text)
    if asks.kind is Questions.OWN and not 0 < len(asks.questions) <= MOST:
        raise BadInput("questions", say("standup-questions-many", most=MOST), SET_OWN)
    if any(len(question) > LONGEST_QUESTION for question in asks.questions):
        raise BadInput("questions", say("kit-too-long", limit=LONGEST_QUESTION), SET_OWN)
    return asks


SET_OWN = Code("/standup set 16:00 --name Retro --days fri --questions What went well?; What did not?")
QUESTIONS: Kind[Asks] = reader("text", lambda text, _scene: _questions(text))


@dataclass(frozen=True)
class Set:
    """``HH:MM``, and options: what is not named stays as it is, or is as usual."""

    at: time = arg(CLOCK, "时间", "時間")
    name: str | None = opt(NAME, *NAME_OPTION)
    days: Days | None = opt(DAYS, "哪几天", "哪幾天", "日子")
    questions: Asks | None = opt(QUESTIONS, "问题", "問題")
    channel: Channel | None = opt(CHANNEL, "频道", "頻道", "群")
    window: timedelta | None = opt(DURATION, "时限", "時限")
    clock: str | None = opt(CLOCK_OF, "时区", "時區")
    mood: str | None = opt(SWITCH, "心情")
    team: Team | None = opt(TEAM, *TEAM_OPTION)


@dataclass(frozen=True)
class Which:
    """``[T]``, bare or as an option, and ``[--name N]``."""

    team: Team | None = maybe(TEAM, *TEAM_OPTION)
    name: str | None = opt(NAME, *NAME_OPTION)


@dataclass(frozen=True)
class Mood:
    """``1``-``5``, and options that say of which standup."""

    mood: str = arg(SCORE, "心情", label="field-mood")
    team: Team | None = opt(TEAM, *TEAM_OPTION, form=False)
    name: str | None = opt(NAME, *NAME_OPTION, form=False)
    day: date | None = opt(DAY, "日期", form=False)


@dataclass(frozen=True)
class LookBack:
    """``[--team T] [--who @who] [--name N] [--period W]``."""

    team: Team | None = maybe(TEAM, *TEAM_OPTION)
    who: Person | None = opt(PERSON, "谁", "誰")
    name: str | None = opt(NAME, *NAME_OPTION)
    period: Period | None = opt(PERIOD, "周期", "期间", "期間", "時期")


@dataclass(frozen=True)
class Who:
    """``@who… [--name N] [--team T]``."""

    who: tuple[Person, ...] = arg(PEOPLE, "谁", "誰")
    name: str | None = opt(NAME, *NAME_OPTION)
    team: Team | None = opt(TEAM, *TEAM_OPTION)


def set_(ctx: Ctx, args: Set) -> Card:
    """Sets one of a team's standups."""
    team = team_api.team_here(ctx, args.team)
    name = "" if args.name is None or is_daily(args.name) else args.name
    wish = service.Wish(
        name, args.days, args.channel.id if args.channel is not None else service.channel_here(ctx, team), args.window,
        args.questions, _chosen(args.clock, "team"), _chosen(args.mood, "on"),
    )  # fmt: skip
    return cards.set_card(service.setting(ctx, service.set_up(ctx, team, args.at, wish)))


def _chosen(value: str | None, wanted: str) -> bool | None:
    return None if value is None else value == wanted


def away(ctx: Ctx, args: leave.Away) -> Card:
    """Puts oneself on leave."""
    return leave.away(ctx, args)


def back(ctx: Ctx, _args: NoArgs) -> Card:
    """Ends one's leave."""
    return api.come_back(ctx)


def show(scene: Scene, args: Which) -> Card:
    """Settings, and where everybody stands today."""
    blocks: list[Block] = []
    for plan in service.shown(scene, args.team, args.name):
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
    plan = service.choose(ctx, team, args.name, args.who, optional=optional)
    return cards.chosen_card(plan, team.name, tuple(person.name for person in args.who), optional=optional)


def mood(ctx: Ctx, args: Mood) -> Card:
    """Says how one is today."""
    return say_mood(ctx, args.team, args.name, args.day, int(args.mood))


def week(scene: Scene, args: LookBack) -> Card:
    """A week looked back on, a team's or somebody's."""
    period = args.period or Period.of("week", scene.today)
    if period.kind != "week":
        raise BadInput("period", say("standup-week-only"), Code("/standup week --period 2026-W05"))
    if args.who is not None:
        weeks = weekly.of_person(scene, args.who, args.team, args.name, period)
    else:
        weeks = weekly.of_team(scene, team_api.team_here(scene, args.team), args.name, period)
    return week_card(weeks, period)


def off(ctx: Ctx, args: Which) -> Card:
    """Turns one of a team's standups off."""
    team = team_api.team_here(ctx, args.team)
    plan = service.turn_off(ctx, team, args.name)
    channel = ctx.channel_ref(plan.channel).name if plan.channel is not None else None
    return cards.off_card(service.setting(ctx, plan), channel)


COMMANDS = (
    ANSWER,
    Command(STANDUP_WORD, set_, "writes", Word("set", ("设置", "设定"), ("設定",)), Set, "form", Right.LEAD),
    Command(STANDUP_WORD, away, "writes", Word("away", ("请假", "休假"), ("請假", "休假"), ("leave",)), leave.Away),
    Command(STANDUP_WORD, back, "writes", Word("back", ("回来", "销假"), ("回來", "銷假"))),
    Command(STANDUP_WORD, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看")), Which),
    Command(
        STANDUP_WORD, optional, "writes", Word("optional", ("选填", "自愿"), ("選填", "自願")), Who, "form", Right.LEAD
    ),
    Command(STANDUP_WORD, required, "writes", Word("required", ("必填",), ("必填",)), Who, "form", Right.LEAD),
    Command(STANDUP_WORD, week, "reads", Word("week", ("周报", "本周"), ("週報", "本週")), LookBack),
    Command(STANDUP_WORD, mood, "writes", Word("mood", ("心情",), ("心情",)), Mood, "form", secret=True),
    Command(STANDUP_WORD, off, "writes", Word("off", ("关闭", "停用"), ("關閉", "停用")), Which, right=Right.LEAD),
)
