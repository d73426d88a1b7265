"""The SMART check, pure: how each letter of a goal's sentence stands, why, and what would mend it (G1).

docs/smart.md gives the same rules to users, with their reasons. A letter is MET, MISSING, or OPEN where nothing can be
said: an achievable goal cannot be told from a dream without at least three months of history.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median_low

from handlers.goals.rules.sentence import Amount, Said, Size, Window, days_of
from handlers.kit.errors import BadInput
from handlers.kit.numbers import in_unit
from handlers.kit.units import PERCENT

LETTERS = "SMART"
HISTORY_MONTHS = 12
ENOUGH_MONTHS = 3
REACH = Fraction(3, 2)  # half again beyond the best that was seen is still worth trying; further is a dream


class Mark(StrEnum):
    """How a letter stands."""

    MET = "met"
    MISSING = "missing"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's mark and the reason, which names its message: ``means``, ``size``, ``far`` …"""

    mark: Mark
    why: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The metric of a goal as its arithmetic needs it: ``adds`` if months add up, ``lower`` if lower is better."""

    name: str
    unit: str
    adds: bool
    lower: bool


@dataclass(frozen=True, slots=True)
class History:
    """A metric's figures of the months that ended, oldest first, and the one a change starts from."""

    months: tuple[Decimal | None, ...]
    base: Decimal | None

    @property
    def known(self) -> tuple[Decimal, ...]:
        """The months with a figure."""
        return tuple(value for value in self.months if value is not None)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a goal goes: what it ``needs`` (a month, or as a level), what is usual, the best seen, and the most that
    still counts as achievable, for the whole of the goal."""

    needs: Fraction
    usual: Fraction
    best: Fraction
    most: Decimal
    far: bool

    @property
    def figures(self) -> dict[str, Fraction]:
        """What the reason is told with."""
        return {"needs": self.needs, "best": self.best, "usual": self.usual}


# --- the figure to reach ------------------------------------------------------------------------


def target_of(amount: Amount, counted: Counted, base: Decimal | None) -> Decimal | None:
    """The figure a goal is to arrive at; None where it starts from one that is not known, or is not plain."""
    if amount.size is Size.EITHER:
        return None
    if amount.size is Size.LEVEL:
        return in_unit(amount.quantity, counted.unit)
    if base is None:
        return None
    sign = -1 if amount.down else 1
    if amount.size is Size.RELATIVE:
        share = Fraction(amount.quantity.value) / 100
        return _decimal(Fraction(base) * (1 + sign * share))
    return base + sign * _change(amount, counted)


def _change(amount: Amount, counted: Counted) -> Decimal:
    """A change in the metric's own unit; points of a percent metric are its unit."""
    return in_unit(amount.quantity, counted.unit)


def _decimal(value: Fraction) -> Decimal:
    """To two decimals, which is what a target needs; a half up."""
    return Decimal(math.floor(value * 100 + Fraction(1, 2))).scaleb(-2).normalize() + 0


# --- letters --------------------------------------------------------------------------------------


def specific(said: Said) -> Letter:
    """A means and a size: without the one nobody knows what to do, without the other not how much of it."""
    if said.amount is None:
        return Letter(Mark.MISSING, "size" if said.means else "both")
    return Letter(Mark.MET, "specific") if said.means else Letter(Mark.MISSING, "means")


def measurable(said: Said, counted: Counted | None) -> Letter:
    """A number of a metric that is counted here; of a percent metric it must say whether it is points or relative."""
    if said.amount is None:
        return Letter(Mark.MISSING, "number" if counted else "nothing")
    if counted is None:
        return Letter(Mark.MISSING, "metric")
    if said.amount.size is Size.EITHER:
        return Letter(Mark.MISSING, "points")
    try:
        _fits(said.amount, counted)
    except BadInput:
        return Letter(Mark.MISSING, "unit")
    return Letter(Mark.MET, said.amount.size.value)


def _fits(amount: Amount, counted: Counted) -> None:
    """Raises ``BadInput`` where the number cannot be one of the metric's."""
    if amount.size is not Size.RELATIVE:
        in_unit(amount.quantity, counted.unit)


def relevant(tie: str | None) -> Letter:
    """Tied to a parent goal, or to what the team is measured by: else it may be good, but for whom?"""
    return Letter(Mark.MET, tie) if tie else Letter(Mark.MISSING, "relevant")


def bound(said: Said) -> Letter:
    """A day or a period that can be read and has not gone by."""
    if said.window is not None:
        return Letter(Mark.MET, "bound")
    return Letter(Mark.MISSING, "past" if said.past else "time")


def achievable(reach: Reach | None, *, measured: bool, timed: bool, months: int) -> Letter:
    """Held against history: what was done can be done again and half again as much; without history it stays open."""
    if not measured or not timed:
        return Letter(Mark.OPEN, "unmeasured")
    if reach is None:
        return Letter(Mark.OPEN, "history" if months < ENOUGH_MONTHS else "base")
    return Letter(Mark.MISSING, "far") if reach.far else Letter(Mark.MET, "near")


# --- how far it goes --------------------------------------------------------------------------------


def reach(target: Decimal | None, window: Window | None, counted: Counted, history: History) -> Reach | None:
    """How far a target goes beyond what was seen; None where there is too little to say so.

    - A **sum** is made month by month: its pace a month is held against the best month, half again.
    - A **level** (average, rate, latest) moves: its way from the newest month is held against the farthest it ever
      moved in as many months, half again; a level that was had before is always within reach.
    """
    known = history.known
    if target is None or window is None or len(known) < ENOUGH_MONTHS:
        return None
    better = min if counted.lower else max
    best = Fraction(better(known))
    length = months_of(window)
    if counted.adds:
        usual = sum(map(Fraction, known), Fraction(0)) / len(known)
        needs = Fraction(target) / length
        most = (best / REACH if counted.lower else best * REACH) * length
        far = needs < best / REACH if counted.lower else needs > best * REACH
        return Reach(needs, usual, best, plain(most, up=counted.lower), far)
    needs, usual = Fraction(target), Fraction(median_low(known))  # one that was: the mean of rates is none
    moved = _farthest(known, math.ceil(length), lower=counted.lower)
    newest = Fraction(known[-1])
    limit = newest - moved * REACH if counted.lower else newest + moved * REACH
    limit = min(limit, best) if counted.lower else max(limit, best)
    far = needs < limit if counted.lower else needs > limit
    return Reach(needs, usual, best, plain(limit, up=counted.lower), far)


def months_of(window: Window) -> Fraction:
    """The length of a goal in months: of a period its own, of days by the length of a year."""
    if window.period is not None and window.period.kind != "week":
        return Fraction(len(window.period.months()))
    return Fraction(days_of(window) * 12, 365)


def _farthest(known: Sequence[Decimal], span: int, *, lower: bool) -> Fraction:
    """The farthest a level moved the right way within so many months; nought where it never did."""
    return max([Fraction(0), *(-move if lower else move for move in _moves(known, span))])


def _moves(known: Sequence[Decimal], span: int) -> list[Fraction]:
    return [
        Fraction(known[later]) - Fraction(known[earlier])
        for earlier in range(len(known))
        for later in range(earlier + 1, min(earlier + span, len(known) - 1) + 1)
    ]


def plain(value: Fraction, *, up: bool) -> Decimal:
    """A figure people would say: two digits, rounded to the easy side."""
    if not value:
        return Decimal(0)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    step = Decimal(1).scaleb(exact.adjusted() - 1)
    rounded = (exact / step).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR) * step
    return rounded.quantize(Decimal(1)) if step >= 1 else rounded


# --- mending --------------------------------------------------------------------------------------

GAP = "…"
SOME_PERCENT, SOME_POINTS = "10%", 2
_VERB_HAN = re.compile(
    r"(提升|提高|增加|增长|增長|扩大|擴大|降低|减少|減少|缩短|縮短|压缩|壓縮)$|多[\u3400-\u9fff]{0,2}$"
)
_MORE = re.compile(r"\b(?:more|fewer|less)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mended:
    """A sentence made whole; ``gaps`` where only its author can fill in what stands there as ``…``."""

    text: str
    gaps: bool


def mended(said: Said, counted: Counted | None, reached: Reach | None, until: date) -> tuple[Mended, ...]:
    """The sentence with what is missing put in, in its own language; two where percent may be points or relative."""
    texts = _sized(said, counted, reached)
    found: list[Mended] = []
    for text in texts:
        whole = text if said.window is not None else _timed(text, said, until)
        gaps = not said.means or counted is None
        found.append(Mended(_with_means(whole, said) if not said.means else whole, gaps))
    return tuple(one for one in found if one.text != said.text)


def _sized(said: Said, counted: Counted | None, reached: Reach | None) -> tuple[str, ...]:
    """With a number that can be measured and reached."""
    text, amount = said.text, said.amount
    if amount is None:
        if counted is None:
            return (text,)
        head, tail = text[: said.metric_end], text[said.metric_end :]
        if (verb := _VERB_HAN.search(text[: said.metric_start])) is not None and said.chinese:
            name, done = text[said.metric_start : said.metric_end], verb[1] or ("降低" if counted.lower else "提升")
            size = _han(said, f"{SOME_POINTS}个百分点") if counted.unit == PERCENT else SOME_PERCENT
            return (f"{text[: verb.start()]}{'將' if _traditional(text) else '将'}{name}{done}{size}{tail}",)
        if _MORE.search(head) and counted.unit != PERCENT:
            return (_MORE.sub(rf"{SOME_PERCENT} \g<0>", head, count=1) + tail,)
        return (head + _proposal(said, counted) + tail,)
    number = text[amount.start : amount.end]
    if amount.size is Size.EITHER:
        digits = f"{amount.quantity.value:f}"
        points = f"{digits}个百分点" if said.chinese and not _traditional(text) else f"{digits}個百分點"
        points = points if said.chinese else f"{digits} percentage points"
        relative = (
            f"{number}（{'相对' if not _traditional(text) else '相對'}）" if said.chinese else f"{number} (relative)"
        )
        return _replaced(text, amount, points), _replaced(text, amount, relative)
    if reached is not None and reached.far and amount.size is Size.LEVEL:
        return (_replaced(text, amount, _digits(reached.most, amount.quantity.mark)),)
    return (text,)


def _proposal(said: Said, counted: Counted) -> str:
    if counted.unit == PERCENT:
        return f" by {SOME_POINTS} percentage points" if not said.chinese else _han(said, f"提升{SOME_POINTS}个百分点")
    if said.chinese:
        return _han(said, f"{'降低' if counted.lower else '提升'}{SOME_PERCENT}")
    return f" by {SOME_PERCENT}"


def _timed(text: str, said: Said, until: date) -> str:
    if said.chinese:
        return f"{_han(said, '在')}{until.year}年{until.month}月{until.day}日前，{text}"
    body, stop = _ending(text)
    return f"{body} by {until.day} {until:%B} {until.year}{stop}"


def _with_means(text: str, said: Said) -> str:
    body, stop = _ending(text)
    if said.chinese:
        return f"{'透過' if _traditional(said.text) else '通过'}{GAP}，{body}{stop}"
    return f"{body} through {GAP}{stop}"


def _ending(text: str) -> tuple[str, str]:
    body = text.rstrip(" .。!！")
    return body, text[len(body) :].strip()


def _replaced(text: str, amount: Amount, words: str) -> str:
    return text[: amount.start] + words + text[amount.end :]


def _digits(value: Decimal, mark: str | None) -> str:
    return f"{value.normalize():f}%" if mark == PERCENT else f"{value.normalize():f}"


_TRADITIONAL = frozenset("將轉換過團線單業務績達標滿戶獲廣訂閱數個點與優頁產讓據這長營筆場週對")
_TO_TRADITIONAL = str.maketrans("个点", "個點")


def _traditional(text: str) -> bool:
    """Whether a Chinese text is in traditional characters."""
    return any(char in _TRADITIONAL for char in text)


def _han(said: Said, words: str) -> str:
    return words.translate(_TO_TRADITIONAL) if _traditional(said.text) else words
