"""``/goal add``, ``show``, ``edit``, ``link``, ``comment``, ``confidence`` and ``close``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from handlers.goals import aims
from handlers.goals.cards import goals as cards
from handlers.goals.kinds import FOR, GOAL_WORD
from handlers.kit.commands import Command, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import LONG, TEXT, Kind, OneOf, Ref, token
from handlers.kit.messages import Card, Choice, Code, say
from handlers.kit.numbers import read_quantity
from handlers.kit.people import Person
from handlers.kit.units import PERCENT
from handlers.kpi.api import HOLDER
from handlers.team.api import Team
from storage.states import GoalState

ID = ("编号", "編號")
GOAL = Ref(aims.LETTER, aims.offered)
STATE = OneOf(
    {
        GoalState.REACHED.value: ("done", "达成", "達成", "完成", "已达成", "已達成"),
        GoalState.MISSED.value: ("未达成", "未達成", "没达成", "沒達成", "failed"),
        GoalState.DROPPED.value: ("取消", "放弃", "放棄", "已放弃", "已放棄", "cancelled"),
    },
    label="goal-state",
)
_WORDS = {
    "high": 90, "高": 90, "medium": 60, "中": 60, "low": 30, "低": 30, "有把握": 90, "没把握": 30, "沒把握": 30,
}  # fmt: skip
_TENTHS = re.compile(r"(\d{1,2})\s*/\s*10")


class _SureKind:
    """How sure somebody is: ``70%``, ``7/10``, high, medium or low."""

    form = "text"

    def take(self, text: str, scene: Scene) -> tuple[int, str]:
        """Percent, and the rest."""
        first, rest = token(text)
        if (word := first.casefold()) in _WORDS:
            return _WORDS[word], rest
        if (tenths := _TENTHS.fullmatch(first)) is not None and int(tenths[1]) <= 10:
            return int(tenths[1]) * 10, rest
        quantity = read_quantity(first, "percent")
        value = quantity.value
        if quantity.mark not in (None, PERCENT) or not 0 <= value <= 100 or value != value.to_integral_value():
            raise BadInput("percent", say("goal-sure-range", bad=first), Code("70%"))
        return int(Decimal(value)), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


SURE: Kind[int] = _SureKind()


@dataclass(frozen=True)
class Add:
    """``SENTENCE [--under G1] [--for @who|TEAM]``."""

    sentence: str = arg(LONG, "目标", "目標")
    under: int | None = opt(GOAL, "parent", "上级", "上級", "属于", "屬於")
    for_: Person | Team | None = opt(HOLDER, *FOR, "owner", "负责人", "負責人")


@dataclass(frozen=True)
class One:
    """``ID``."""

    id: int = arg(GOAL, *ID)


@dataclass(frozen=True)
class Edit:
    """``ID SENTENCE``."""

    id: int = arg(GOAL, *ID)
    sentence: str = arg(LONG, "目标", "目標")


@dataclass(frozen=True)
class Link:
    """``ID UNDER``."""

    id: int = arg(GOAL, *ID)
    under: int = arg(GOAL, "parent", "上级", "上級")


@dataclass(frozen=True)
class Comment:
    """``ID TEXT``."""

    id: int = arg(GOAL, *ID)
    text: str = arg(LONG, "内容", "內容")


@dataclass(frozen=True)
class Sure:
    """``ID PERCENT [TEXT]``."""

    id: int = arg(GOAL, *ID)
    percent: int = arg(SURE, "信心", "把握", label="goal-confidence")
    text: str | None = maybe(TEXT, "备注", "備註", label="field-note")


@dataclass(frozen=True)
class Close:
    """``ID [reached|missed|dropped]``."""

    id: int = arg(GOAL, *ID)
    result: str | None = maybe(STATE, "结果", "結果", label="goal-result")


def add(ctx: Ctx, args: Add) -> Card:
    """Sets a goal."""
    return cards.checked_card(aims.add(ctx, args.sentence, args.under, args.for_))


def show(scene: Scene, args: One) -> Card:
    """Shows one."""
    return cards.shown_card(aims.show(scene, args.id))


def edit(ctx: Ctx, args: Edit) -> Card:
    """Puts another sentence in its place."""
    return cards.checked_card(aims.edit(ctx, args.id, args.sentence))


def link(ctx: Ctx, args: Link) -> Card:
    """Puts it under another goal."""
    return cards.checked_card(aims.link(ctx, args.id, args.under))


def comment(ctx: Ctx, args: Comment) -> Card:
    """Says something of it."""
    return cards.shown_card(aims.remark(ctx, args.id, args.text, None))


def confidence(ctx: Ctx, args: Sure) -> Card:
    """Says how sure one is."""
    return cards.shown_card(aims.remark(ctx, args.id, args.text, args.percent))


def close(ctx: Ctx, args: Close) -> Card:
    """Ends it."""
    return cards.shown_card(aims.close(ctx, args.id, GoalState(args.result) if args.result else None))


def _mended(scene: Scene, given: Mapping[str, str]) -> Mapping[str, str]:
    """The sentence made whole as far as it can be, to be completed in the form."""
    if "id" not in given:
        return {}
    number, _ = GOAL.take(given["id"], scene)
    return {"sentence": aims.draft(scene, number)}


COMMANDS = (
    Command(
        GOAL_WORD, add, "writes", Word("add", ("新增", "设定", "添加"), ("新增", "設定")), Add, "form",
        reply="sentence",
    ),
    Command(GOAL_WORD, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看")), One, "form"),
    Command(
        GOAL_WORD, edit, "writes", Word("edit", ("修改", "编辑"), ("修改", "編輯")), Edit, "form", reply="sentence",
        prefill=_mended,
    ),
    Command(GOAL_WORD, link, "writes", Word("link", ("关联", "归入"), ("關聯", "歸入"), ("under",)), Link, "form"),
    Command(
        GOAL_WORD, comment, "writes", Word("comment", ("评论", "留言"), ("評論", "留言")), Comment, "form",
        reply="text",
    ),
    Command(GOAL_WORD, confidence, "writes", Word("confidence", ("信心", "把握"), ("信心", "把握")), Sure, "form"),
    Command(GOAL_WORD, close, "writes", Word("close", ("结束", "关闭"), ("結束", "關閉")), Close, "form"),
)  # fmt: skip
