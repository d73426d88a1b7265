"""What a standup asks: the daily three questions, a plan for the week, a look back at it, or a team's own; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handlers.kit.messages import Inline, say

MOST = 8  # questions: a standup takes a minute
LONGEST_QUESTION = 120
MORE = tuple(f"a{number}" for number in range(2, MOST + 1))
DAILY_NAME = "daily"  # by which the one without a name is called
_BLOCKING = re.compile(
    r"\bblock(?:s|ed|ers?|ing)?\b|impediment|阻碍|阻礙|障碍|障礙|卡点|卡點|卡住|卡关|卡關", re.IGNORECASE
)
_NUMBERED = re.compile(r"^[ \t]*[(（]?[0-9０-９]{1,2}[.．、)）][ \t]*")


class Kind(StrEnum):
    """Which questions."""

    DAILY = "daily"
    WEEKLY = "weekly"
    RETRO = "retro"
    OWN = "own"


# What people call them; it is also what chooses them.
_CALLED = {
    Kind.DAILY: (
        "daily", "standup", "daily standup",
        "每日", "日站会", "每日站会", "站会", "晨会", "早会", "日站會", "每日站會", "站會", "晨會", "早會",
    ),
    Kind.WEEKLY: (
        "weekly", "weekly plan", "week plan", "plan of the week", "weekly planning",
        "周计划", "每周计划", "本周计划", "週計畫", "每週計畫", "本週計畫", "週計劃", "每週計劃", "本週計劃",
    ),
    Kind.RETRO: (
        "retro", "weekly retro", "retrospective", "weekly retrospective", "weekly review",
        "周复盘", "每周复盘", "复盘", "周回顾",
        "週回顧", "每週回顧", "回顧", "週檢討", "每週檢討", "檢討", "復盤", "週復盤",
    ),
}  # fmt: skip
_KINDS = {name: kind for kind, names in _CALLED.items() for name in names}

_LABELS: Mapping[Kind, Mapping[str, str]] = {
    Kind.DAILY: {
        "yesterday": r"yesterday|done|昨天|昨日|昨|已完成",
        "today": r"today|plan|今天|今日|今|计划|計畫|計劃",
    },
    Kind.WEEKLY: {
        "yesterday": r"last week|done|上周|上週|上星期|已完成",
        "today": r"this week|plan|本周|本週|这周|這週|本星期|计划|計畫|計劃",
    },
    Kind.RETRO: {
        "today": r"(?:what )?went well|well|good|做得好(?:的)?|顺利|順利|好的",
        "a2": r"(?:what )?(?:did not go|went not|not) well|(?:what )?went badly|badly|bad"
        r"|做得不好(?:的)?|不顺|不順|不足|不好的",
        "a3": r"(?:what )?we change|what to change|changes?|improve(?:ments?)?|next|改进|改進|改善|下周|下週",
    },
}  # fmt: skip
_BLOCKER_LABEL = r"blockers?|blocked|blocking|impediments?|阻碍|阻礙|障碍|障礙|卡点|卡點|卡关|卡關|困难|困難"


@dataclass(frozen=True, slots=True)
class Asks:
    """A set of questions; ``questions`` are a team's own."""

    kind: Kind = Kind.DAILY
    questions: tuple[str, ...] = ()

    @property
    def code(self) -> Any:
        """How it is stored: None, a name, or the questions."""
        if self.kind is Kind.OWN:
            return list(self.questions)
        return None if self.kind is Kind.DAILY else self.kind.value

    @property
    def typed(self) -> str:
        """How it is chosen in a line."""
        return "; ".join(self.questions) if self.kind is Kind.OWN else self.kind.value

    @property
    def fields(self) -> Mapping[str, Inline]:
        """The arguments that its answers go to, in the order they are asked, each with the question in words.

        The first question that is not about what blocks is ``today``, the argument that every answer has; one about
        what blocks becomes action items.
        """
        match self.kind:
            case Kind.DAILY:
                return {part: say(f"field-{part}") for part in ("yesterday", "today", "blockers")}
            case Kind.WEEKLY:
                week = {"yesterday": say("standup-last-week"), "today": say("standup-this-week")}
                return {**week, "blockers": say("field-blockers")}
            case Kind.RETRO:
                return {"today": say("standup-well"), "a2": say("standup-badly"), "a3": say("standup-change-it")}
            case Kind.OWN:
                return dict(zip(_places(self.questions), self.questions, strict=True))

    @property
    def shown(self) -> Mapping[str, Inline]:
        """Those that the summary tells: what was done before, and what blocks, stand elsewhere."""
        return {name: label for name, label in self.fields.items() if name not in ("yesterday", "blockers")}

    @property
    def labels(self) -> Mapping[str, str]:
        """By what an answer to each is headed in a message, as an expression."""
        if self.kind is Kind.OWN:
            return {name: _heading(str(words)) for name, words in self.fields.items()}
        known = _LABELS[self.kind]
        return {name: known.get(name, _BLOCKER_LABEL) for name in self.fields}


DAILY = Asks()


def as_asks(code: Any) -> Asks:
    """The view of what is stored."""
    if code is None:
        return DAILY
    return Asks(Kind(code)) if isinstance(code, str) else Asks(Kind.OWN, tuple(code))


def asks_named(text: str) -> Asks | None:
    """The set of questions that goes by a name, None where none does."""
    kind = _KINDS.get(_folded(text))
    return Asks(kind) if kind is not None else None


def is_daily(name: str) -> bool:
    """Whether a name means the standup that has none."""
    return _KINDS.get(_folded(name)) is Kind.DAILY


def own_questions(text: str) -> Asks:
    """A team's own questions: between semicolons, on lines, or each with its question mark."""
    pieces = [piece for piece in re.split(r"[;；\n]+", text) if piece.strip()]
    if len(pieces) == 1:
        pieces = re.findall(r"[^?？]+[?？]*", pieces[0])
    said = (_NUMBERED.sub("", piece).strip() for piece in pieces)
    return Asks(Kind.OWN, tuple(dict.fromkeys(filter(None, said))))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _places(questions: tuple[str, ...]) -> list[str]:
    blocking = next((number for number, text in enumerate(questions) if _BLOCKING.search(text)), None)
    if len(questions) == 1:
        blocking = None
    free = iter(("today", *MORE))
    return ["blockers" if number == blocking else next(free) for number in range(len(questions))]


def _heading(question: str) -> str:
    """A question as people repeat it before its answer: the question mark left out or not."""
    words = re.escape(question.rstrip("?？ "))
    return f"{words}[?？]?" + (f"|{_BLOCKER_LABEL}" if _BLOCKING.search(question) else "")
