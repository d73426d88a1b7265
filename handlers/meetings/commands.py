"""``/meeting``, and beside it ``/minutes``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta

from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, must, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import Weekdays, When
from handlers.kit.kinds import CLOCK, DUE, DURATION, LONG, MOMENT, NAME, PEOPLE, PERSON, TEXT
from handlers.kit.messages import Button, Card, card, say
from handlers.kit.people import Person
from handlers.meetings import cards, minutes, minutes_cards, minutes_commands, series, series_cards, service
from handlers.meetings.kinds import ANY_MEETING, DAYS, KIND, MEETING, SERIES_ID, WEEKS
from handlers.meetings.service import Plan
from handlers.meetings.views import as_meeting, find, require_sight
from storage.repos import meetings as repo
from storage.states import MeetingKind

MEETING_WORD = Word("meeting", ("会议", "开会"), ("會議", "開會"))
_ID = ("编号", "編號")


@dataclass(frozen=True)
class New:
    """``TITLE [--at WHEN] [--for 30m] [--agenda …]``."""

    title: str = arg(NAME, "标题", "標題", "主题", "主題")
    at: When | None = opt(MOMENT, "时间", "時間")
    for_: timedelta | None = opt(DURATION, "时长", "時長", label="meetings-timebox")
    agenda: str | None = opt(LONG, "议程", "議程")
    goal: str | None = opt(TEXT, "目标", "目標", "目的")
    type: str | None = opt(KIND, "类型", "類型")
    taker: Person | None = opt(PERSON, "记录人", "記錄人", "紀錄人")
    with_: tuple[Person, ...] | None = opt(PEOPLE, "参会人", "參加者", "与会人", "與會者", label="meetings-with")


@dataclass(frozen=True)
class Repeat:
    """``TITLE --on mon --at 10:00 [--weeks 2] [--for 1h] [--goal …] [--agenda …] [--type T] [--taker @a @b] …``."""

    title: str = arg(NAME, "标题", "標題", "主题", "主題")
    on: Weekdays = must(DAYS, "days", "周几", "週幾", "哪几天", "哪幾天")
    at: time = must(CLOCK, "时间", "時間")
    weeks: int | None = opt(WEEKS, "every", "每几周", "每幾週", "周数", "週數")
    for_: timedelta | None = opt(DURATION, "时长", "時長", label="meetings-timebox")
    goal: str | None = opt(TEXT, "目标", "目標", "目的")
    agenda: str | None = opt(LONG, "议程", "議程")
    type: str | None = opt(KIND, "类型", "類型")
    taker: tuple[Person, ...] | None = opt(PEOPLE, "takers", "记录人", "記錄人", "紀錄人")
    with_: tuple[Person, ...] | None = opt(PEOPLE, "参会人", "參加者", "与会人", "與會者", label="meetings-with")
    phase: When | None = opt(DUE, "阶段", "階段", label="meetings-phase-ends")


@dataclass(frozen=True)
class OneSeries:
    """``ID`` of a series."""

    id: int = arg(SERIES_ID, *_ID)


@dataclass(frozen=True)
class Pace:
    """``ID WEEKS [--phase WHEN]``."""

    id: int = arg(SERIES_ID, *_ID)
    weeks: int = arg(WEEKS, "every", "每几周", "每幾週", "周数", "週數")
    phase: When | None = opt(DUE, "阶段", "階段", label="meetings-phase-ends")


@dataclass(frozen=True)
class Goal:
    """``ID TEXT``."""

    id: int = arg(MEETING, *_ID)
    goal: str = arg(TEXT, "目标", "目標", "目的")


@dataclass(frozen=True)
class Suggestion:
    """``ID TEXT``."""

    id: int = arg(MEETING, *_ID)
    text: str = arg(LONG, "内容", "內容")


@dataclass(frozen=True)
class Perhaps:
    """``[ID]``."""

    id: int | None = maybe(MEETING, *_ID)


@dataclass(frozen=True)
class One:
    """``ID``."""

    id: int = arg(MEETING, *_ID)


@dataclass(frozen=True)
class Past:
    """``ID`` of a meeting that may be over."""

    id: int = arg(ANY_MEETING, *_ID)


@dataclass(frozen=True)
class Agenda:
    """``ID TEXT``."""

    id: int = arg(MEETING, *_ID)
    agenda: str = arg(LONG, "议程", "議程")


# --- meetings -----------------------------------------------------------------------------------


def new(ctx: Ctx, args: New) -> Card:
    """Plans a meeting."""
    wanted = Plan(
        title=args.title, owner=ctx.actor.id, at=args.at, zone=ctx.zone, kind=_kind(args.type), timebox=args.for_,
        goal=args.goal, agenda=service.points(args.agenda), taker=args.taker.id if args.taker else None,
        guests=tuple(person.id for person in args.with_ or ()),
    )  # fmt: skip
    return cards.made_card(service.new(ctx, wanted), posted=ctx.place.channel is not None)


def _kind(name: str | None) -> MeetingKind:
    return MeetingKind(name) if name else MeetingKind.OWN


def repeat(ctx: Ctx, args: Repeat) -> Card:
    """Plans a meeting that recurs."""
    wish = series.Wish(
        args.title, args.on, args.at, args.weeks or 1, _kind(args.type), args.for_, args.goal, args.agenda,
        args.taker or (), args.with_ or (), args.phase.day if args.phase else None,
    )  # fmt: skip
    return series_cards.begun_card(series.begin(ctx, wish))


def rhythm(ctx: Ctx, args: Pace) -> Card:
    """How often a series meets from now on."""
    shown = series.set_rhythm(ctx, args.id, args.weeks, args.phase.day if args.phase else None)
    return series_cards.changed_card(shown)


def stop(ctx: Ctx, args: OneSeries) -> Card:
    """Ends a series."""
    return series_cards.stopped_card(series.stop(ctx, args.id))


def goal(ctx: Ctx, args: Goal) -> Card:
    """Says what a meeting is for."""
    meeting = service.set_goal(ctx, args.id, args.goal).meeting
    return card(say("meetings-for", goal=args.goal), title=cards.named(meeting), tone="good")


def suggest(ctx: Ctx, args: Suggestion) -> Card:
    """Puts something on the agenda."""
    meeting = service.suggest(ctx, args.id, args.text).meeting
    return cards.agenda_card(meeting, and_goal=service.ask_on(ctx, meeting))


def next_(ctx: Ctx, _args: NoArgs) -> Card:
    """Goes on to the next point."""
    return cards.now_card(service.next_point(ctx).meeting)


def agenda(ctx: Ctx, args: Agenda) -> Card:
    """Sets the agenda."""
    meeting = service.set_agenda(ctx, args.id, args.agenda).meeting
    return cards.agenda_card(meeting, and_goal=service.ask_on(ctx, meeting))


def start(ctx: Ctx, args: Perhaps) -> Card:
    """Begins the meeting of this channel."""
    return cards.done_card("meetings-is-started", service.start(ctx, args.id).meeting)


def end(ctx: Ctx, _args: NoArgs) -> Card:
    """Ends the running meeting; what was noted becomes its minutes."""
    row = service.running(ctx)
    meeting = service.end(ctx, row).meeting
    took = cards.took(meeting) or cards.named(meeting)
    made = minutes.finish(ctx, row)
    if made is None:
        hint = say("meetings-now-minutes")
        buttons = (Button(say("meetings-button-write"), "/minutes"),)
        return card(took, hint, title=cards.named(meeting), buttons=buttons, tone="good")
    shown = minutes_cards.outcome_card(made, ctx.people.name)
    return card(took, *shown.blocks, title=shown.title, buttons=shown.buttons, tone=shown.tone)


def cancel(ctx: Ctx, args: One) -> Card:
    """Calls a meeting off."""
    return cards.done_card("meetings-is-off", service.cancel(ctx, args.id).meeting)


def list_(scene: Scene, _args: NoArgs) -> Card:
    """What is to come, and what was lately."""
    made = cards.list_card(*service.listed(scene))
    recurring = series_cards.series_blocks(series.listed(scene))
    return replace(made, blocks=(*recurring, *made.blocks) if recurring else made.blocks)


def show(scene: Scene, args: Past) -> Card:
    """A meeting, with its minutes where they are shared."""
    meeting = as_meeting(find(scene, args.id))
    require_sight(scene, meeting)
    made = cards.meeting_card(service.show(scene, meeting))
    if repo.minutes(scene.session, meeting.id) is None:
        return made
    button = Button(say("meetings-button-minutes"), f"/minutes show {meeting.ref}")
    return card(*made.blocks, title=made.title, buttons=(*made.buttons, button))


_SHOW = Word("show", ("查看", "看"), ("檢視", "查看", "看"))

COMMANDS = (
    Command(MEETING_WORD, list_, "reads"),
    Command(MEETING_WORD, new, "writes", Word("new", ("新建", "安排"), ("新增", "安排"), ("create",)), New, "form"),
    Command(
        MEETING_WORD, agenda, "writes", Word("agenda", ("议程",), ("議程",)), Agenda, "form", reply="agenda"
    ),
    Command(MEETING_WORD, goal, "writes", Word("goal", ("目标",), ("目標",)), Goal, "form", reply="goal"),
    Command(
        MEETING_WORD, suggest, "writes", Word("suggest", ("加议题", "提议"), ("加議題", "提議")), Suggestion, "form",
        reply="text",
    ),
    Command(MEETING_WORD, repeat, "writes", Word("repeat", ("定期", "例会"), ("定期", "例會")), Repeat, "form"),
    Command(MEETING_WORD, rhythm, "writes", Word("rhythm", ("频率",), ("頻率",)), Pace, "form"),
    Command(MEETING_WORD, stop, "writes", Word("stop", ("停开", "停止"), ("停開", "停止")), OneSeries, "form"),
    Command(MEETING_WORD, next_, "writes", Word("next", ("下一项", "下一个"), ("下一項", "下一個"))),
    Command(MEETING_WORD, start, "writes", Word("start", ("开始",), ("開始",)), Perhaps),
    Command(MEETING_WORD, end, "writes", Word("end", ("结束",), ("結束",))),
    Command(MEETING_WORD, cancel, "writes", Word("cancel", ("取消",), ("取消",)), One, "form"),
    Command(MEETING_WORD, list_, "reads", Word("list", ("列表",), ("清單", "列表"))),
    Command(MEETING_WORD, show, "reads", _SHOW, Past, "form"),
    *minutes_commands.COMMANDS,
)  # fmt: skip
