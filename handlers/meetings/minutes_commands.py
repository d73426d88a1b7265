"""``/minutes``: pasted or noted, checked, mended, shared, looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.kit.binding import Missing
from handlers.kit.commands import Command, NoArgs, Shortcut, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import PERSON, TEXT, read
from handlers.kit.messages import Card
from handlers.kit.people import Person
from handlers.meetings import mending, minutes, minutes_cards, proposing, records, turning, turning_cards
from handlers.meetings.kinds import ANY_MEETING, LABELS, LINE, NUMBER, SORT, TAGGED, WORDS, Written
from handlers.meetings.rules import DECIDED, Sort
from handlers.todo import api as todo_api
from storage.repos import meetings as repo

MINUTES_WORD = Word("minutes", ("纪要", "会议纪要"), ("會議記錄", "會議紀錄", "紀要"))
_ID = ("编号", "編號")


@dataclass(frozen=True)
class Find:
    """``WORDS``."""

    words: str = arg(TEXT, "词", "詞", "内容", "內容")


@dataclass(frozen=True)
class PerhapsPast:
    """``[ID]`` of a meeting that may be over."""

    id: int | None = maybe(ANY_MEETING, *_ID)


@dataclass(frozen=True)
class Text:
    """``TEXT``."""

    text: Written = arg(WORDS, "内容", "內容", "正文")


@dataclass(frozen=True)
class Correction:
    """``ID TEXT``."""

    id: int = arg(ANY_MEETING, *_ID)
    text: Written = arg(WORDS, "内容", "內容", "正文")


@dataclass(frozen=True)
class Fix:
    """``ID NUMBER [--owner @who] [--due WHEN|none] [--what TEXT]``."""

    id: int = arg(ANY_MEETING, *_ID)
    number: int = arg(NUMBER, "序号", "序號")
    owner: Person | None = opt(PERSON, "who", "负责人", "負責人")
    due: todo_api.Deadline | None = opt(todo_api.DEADLINE, "by", "截止", "期限", "日期")
    what: str | None = opt(TEXT, "内容", "內容")


@dataclass(frozen=True)
class Picked:
    """``ID WHICH``."""

    id: int = arg(ANY_MEETING, *_ID)
    which: tuple[str, ...] = arg(LABELS, "哪项", "哪項", label="meetings-which")


@dataclass(frozen=True)
class Turn:
    """``ID [WHICH [decision|action|note|nothing]]``."""

    id: int = arg(ANY_MEETING, *_ID)
    which: str | None = maybe(LINE, "哪行", label="meetings-which")
    to: str | None = maybe(SORT, "改成", "改为", "改為")


@dataclass(frozen=True)
class Noted:
    """``#decision …``, ``#action …``, ``#note …``."""

    text: Written = arg(TAGGED, "内容", "內容")


def write(ctx: Ctx, args: Text) -> Card:
    """Takes minutes."""
    return minutes_cards.outcome_card(minutes.write(ctx, args.text), ctx.people.name)


def note(ctx: Ctx, args: Noted) -> Card:
    """Notes a line for the minutes of the running meeting."""
    made, decisions, tasks = minutes.note(ctx, args.text)
    return minutes_cards.gathered_card(made, ctx.people.name, tasks, decisions)


def undo(ctx: Ctx, _args: NoArgs) -> Card:
    """Takes back what was noted last."""
    return minutes_cards.undone_card(minutes.undo(ctx))


def find_(scene: Scene, args: Find) -> Card:
    """What was decided on something."""
    return minutes_cards.decided_card(args.words, records.decided(scene, args.words))


def fix(ctx: Ctx, args: Fix) -> Card:
    """Puts right what was read of one item; without saying how, a form with what was read."""
    if args.owner is None and args.due is None and args.what is None:
        given = mending.as_read(ctx, args.id, args.number)
        raise Missing(("owner", "due"), {"id": f"M{args.id}", "number": str(args.number), **given})
    due = args.due.when if args.due else None
    mend = mending.Mend(args.owner, due, args.due is not None and due is None, args.what)
    return minutes_cards.outcome_card(mending.fix(ctx, args.id, args.number, mend), ctx.people.name)


def accept(ctx: Ctx, args: Picked) -> Card:
    """Takes what the extractor found into the minutes."""
    made, taken = proposing.accept(ctx, args.id, args.which)
    return minutes_cards.taken_card(made, taken, ctx.people.name)


def remove(ctx: Ctx, args: Picked) -> Card:
    """Leaves out what the extractor found, or what was read wrongly."""
    if len(args.which) == 1 and turning.is_line(ctx, args.id, args.which[0]):
        return turn(ctx, Turn(args.id, args.which[0], _none_of(args.which[0]).value))
    numbers = [int(which) for which in args.which if which.isdigit()]
    if numbers:
        made, what = mending.remove(ctx, args.id, numbers)
        return minutes_cards.removed_card(made, what, ctx.people.name)
    made, left = proposing.leave(ctx, args.id, args.which)
    return minutes_cards.left_card(made, left, ctx.people.name)


def _none_of(label: str) -> Sort:
    """What becomes of a decision that is none, or of a note that is to go."""
    return Sort.NOTE if label.startswith(DECIDED) else Sort.NOTHING


def turn(ctx: Ctx, args: Turn) -> Card:
    """Says what a line of minutes is; without saying which or what, shows what there is to choose from."""
    if args.which is None:
        return turning_cards.lines_card(*turning.lines(ctx, args.id), ctx.people.name)
    if args.to is None:
        one = turning.line(ctx, args.id, args.which)
        return turning_cards.line_card(one.outcome, one.line, one.now)
    made = turning.turn(ctx, args.id, args.which, Sort(args.to))
    return turning_cards.turned_card(made.outcome, made.line, made.now, made.was, ctx.people.name, shared=made.shared)


def correct(ctx: Ctx, args: Correction) -> Card:
    """Puts another text in the place of the minutes."""
    return minutes_cards.outcome_card(minutes.correct(ctx, args.id, args.text), ctx.people.name)


def confirm(ctx: Ctx, args: PerhapsPast) -> Card:
    """Shares minutes as they are."""
    return minutes_cards.outcome_card(minutes.confirm(ctx, args.id), ctx.people.name)


def show_minutes(scene: Scene, args: PerhapsPast) -> Card:
    """Minutes in full."""
    return minutes_cards.record_card(records.shown(scene, args.id), scene.people.name)


def _as_it_is(scene: Scene, given: Mapping[str, str]) -> Mapping[str, str]:
    """The text that a correction begins with."""
    try:
        meeting_id = read(ANY_MEETING, given.get("id", ""), scene)
    except BadInput:
        return {}
    text = records.text_of(scene, meeting_id)
    return {"text": text} if text else {}


def _runs_here(scene: Scene) -> bool:
    channel = scene.place.channel
    return channel is not None and repo.running_in(scene.session, channel) is not None


_TAGS = Shortcut(
    re.compile(
        r"(?P<text>[#＃](?:decisions?|decided|actions?|todo|notes?|决定|決定|决议|決議|行动|行動|待办|待辦|备注|備註|记录|記錄|紀錄)"
        r"(?![A-Za-z]).*)",
        re.IGNORECASE | re.DOTALL,
    ),
    _runs_here,
)
_UNDO = Shortcut(re.compile(r"[#＃](?:undo|撤销|撤銷|撤回|復原)[。.!！]?", re.IGNORECASE), _runs_here)
_SHOW = Word("show", ("查看", "看"), ("檢視", "查看", "看"))

COMMANDS = (
    Command(MINUTES_WORD, write, "writes", args=Text, bare="form", reply="text"),
    Command(
        MINUTES_WORD, note, "writes", Word("note", ("速记",), ("速記",)), Noted, "form", reply="text",
        shortcuts=(_TAGS,),
    ),
    Command(
        MINUTES_WORD, correct, "writes", Word("correct", ("更正", "修改"), ("更正", "修改")), Correction, "form",
        reply="text", prefill=_as_it_is,
    ),
    Command(MINUTES_WORD, undo, "writes", Word("undo", ("撤回",), ("撤回",)), shortcuts=(_UNDO,)),
    Command(MINUTES_WORD, find_, "reads", Word("find", ("查决议", "查找"), ("查決議", "搜尋")), Find, "form"),
    Command(MINUTES_WORD, fix, "writes", Word("fix", ("改正", "修正"), ("改正", "修正")), Fix, "form", reply="due"),
    Command(MINUTES_WORD, turn, "writes", Word("turn", ("改成", "改为"), ("改成", "改為")), Turn, "form"),
    Command(MINUTES_WORD, accept, "writes", Word("accept", ("采纳",), ("採納",)), Picked, "form", reply="which"),
    Command(MINUTES_WORD, remove, "writes", Word("remove", ("去掉", "移除"), ("拿掉", "移除")), Picked, "form"),
    Command(MINUTES_WORD, confirm, "writes", Word("confirm", ("确认",), ("確認",)), PerhapsPast),
    Command(MINUTES_WORD, show_minutes, "reads", _SHOW, PerhapsPast),
)  # fmt: skip
