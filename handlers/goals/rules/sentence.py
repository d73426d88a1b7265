"""Reading a goal's sentence, pure: which metric, how much, until when and by what means (G1).

English and both scripts of Chinese are read by the same steps: dates first, so that no day is taken for a size; then
the metric, by any of its names; then the number that a verb ("raise … by", 提升到) points at; then the means.
What is not found is left open: ``smart`` says what that means for each letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from handlers.goals.rules.patterns import (
    BY,
    DOING,
    DOING_HAN,
    DOWN,
    DUE,
    FLOOR,
    GONE,
    HALF,
    INSIDE,
    LEAD,
    MEANS,
    MORE,
    NOT_BEFORE,
    NUMBER,
    PAST_IDS,
    PERIOD,
    RELATIVE,
    SHORT,
    SPACED,
    TIME_UNIT,
    TO,
    TWICE,
    UP_WORD,
)
from handlers.kit.dates import DateScope, read_due, scan_due
from handlers.kit.dating.text import Plain, plain
from handlers.kit.errors import BadInput
from handlers.kit.numbers import Quantity, read_quantity
from handlers.kit.periods import Period, read_period
from handlers.kit.units import PERCENT


class Size(StrEnum):
    """What a goal's number is: a figure to arrive at, a change by so much, or one by a share of the figure before."""

    LEVEL = "level"
    CHANGE = "change"
    RELATIVE = "relative"
    EITHER = "either"  # percent of a metric that is itself in percent: points or relative, and not said


@dataclass(frozen=True, slots=True)
class Amount:
    """The number of a goal, from ``start`` to ``end`` of the sentence; ``down`` if the figure is to fall."""

    quantity: Quantity
    size: Size
    down: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """The time of a goal: a period that was named, or the days up to ``due``."""

    first: date
    due: date
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says. ``metric`` is an id, named from ``metric_start`` to ``metric_end``.

    ``past`` says its day has gone.
    """

    text: str
    chinese: bool
    metric: int | None
    metric_end: int
    amount: Amount | None
    window: Window | None
    past: bool
    means: bool
    metric_start: int = 0


def read_sentence(text: str, names: Mapping[str, int], percents: frozenset[int], scope: DateScope) -> Said:
    """Reads a sentence; ``names`` are metrics' folded names with their ids, ``percents`` those kept in percent."""
    said = plain(text)
    window, past, left = _time(said, text, scope)
    metric, named, left = _metric(left, names)
    amount = _amount(said, left, metric in percents)
    chinese = re.search(r"[\u3400-\u9fff]", re.sub(r"\x01+", "", left)) is not None
    start, end = (said.starts[at] for at in named)
    return Said(text, chinese, metric, end, amount, window, past, _means(left, amount), start)


# --- time -----------------------------------------------------------------------------------------


def _time(said: Plain, text: str, scope: DateScope) -> tuple[Window | None, bool, str]:
    """The time of a goal, of several the last to end; whether it lies in the past; and the text with it blanked out."""
    left, found, past = said.text, list[Window](), GONE.search(said.text) is not None
    for span in scan_due(text, scope):
        start, end = _at(said, span.start), _at(said, span.end)
        words = said.text[start:end]
        if SHORT.search(words):
            continue
        left = _blank(left, start, end, "\0")
        period = _period(words, scope) if span.when is None or INSIDE.search(words) else None
        if period is not None:
            found.append(_window(period))
        elif span.when is not None:
            found.append(Window(scope.today, span.when.day))
        else:
            past = past or (span.error is not None and span.error.why.id in PAST_IDS)
    for hit in DUE.finditer(left):
        try:
            found.append(Window(scope.today, read_due(hit[1], scope).day))
        except BadInput as error:
            past = past or error.why.id in PAST_IDS
        left = _blank(left, hit.start(), hit.end(), "\0")
    for hit in PERIOD.finditer(left):
        half = _half(hit[0], scope) if re.search("half|半年|h[12]", hit[0]) else None
        period = _period(hit[0], scope) if half is None else None
        if half is not None or period is not None:
            left = _blank(left, hit.start(), hit.end(), "\0")
            found.append(half or _window(period))  # type: ignore[arg-type]  # one of the two is there
    latest = max(found, key=lambda window: (window.due, window.period is not None), default=None)
    if latest is not None and latest.due < scope.today:
        return None, True, left
    return latest, past and latest is None, left


def _window(period: Period) -> Window:
    return Window(period.first, period.last, period)


def _period(words: str, scope: DateScope) -> Period | None:
    core = words.strip(" ,，")
    for _ in range(2):
        core = LEAD.sub("", core).strip()
    if core in ("年", "年内", "全年"):
        core = "今年"
    try:
        return read_period(SPACED.sub("-", core), scope.today)
    except BadInput:
        return None


def _half(words: str, scope: DateScope) -> Window | None:
    hit = HALF.search(words)
    if hit is None:
        return None
    named = hit[1] or hit[4]
    year = int(named) if named and named.isdigit() else scope.today.year + (named == "明年")
    if hit[2]:
        return Window(date(year, 1, 1), date(year, 6, 30))
    return Window(date(year, 7, 1), date(year, 12, 31))


# --- metric ---------------------------------------------------------------------------------------


def _metric(left: str, names: Mapping[str, int]) -> tuple[int | None, tuple[int, int], str]:
    """The metric named, the longest name first; where its name stands; and the text with it blanked out."""
    for name in sorted(names, key=lambda n: (-len(n), n)):
        edge = r"(?<![a-z0-9])" if name[:1].isascii() else ""
        tail = r"(?:s|es)?(?![a-z0-9])" if name[-1:].isascii() else ""
        hit = re.search(f"{edge}{re.escape(plain(name).text)}{tail}", left)
        if hit is not None:
            return names[name], hit.span(), _blank(left, hit.start(), hit.end(), "\1")
    return None, (0, 0), left


# --- number ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """A number in the sentence and how strongly it is pointed at."""

    quantity: Quantity
    points: bool
    start: int
    end: int
    to: bool
    by: bool
    more: bool

    @property
    def rank(self) -> int:
        if self.to:
            return 3
        return 2 if self.by or self.more else 1 if self.quantity.mark == PERCENT or self.points else 0


def _amount(said: Plain, left: str, percent: bool) -> Amount | None:
    """The number that is the goal: the one a verb points at, before one that merely stands there."""
    found = list(_numbers(said, left))
    best = max(found, key=lambda f: (f.rank, -f.start), default=None)
    if best is None:
        return _twice(said, left)
    before = left[max(0, best.start - 40) : best.start]
    down = DOWN.search(FLOOR.sub("", before)) is not None or DOWN.match(left[best.end :].lstrip(" 个")) is not None
    return Amount(best.quantity, _size(best, left, percent), down, said.starts[best.start], said.starts[best.end])


def _numbers(said: Plain, left: str) -> Iterator[_Found]:
    for hit in NUMBER.finditer(left):
        group = next(name for name in "abcd" if hit[name])
        start, end = hit.start(group), hit.end()
        if TIME_UNIT.match(left, hit.end(group)) and not hit[f"{group}p"]:
            continue
        before = left[:start]
        if NOT_BEFORE.search(before):
            continue
        try:
            quantity = read_quantity(said.typed(start, hit.end(group)).strip())
        except BadInput:
            continue
        share = quantity.mark == PERCENT or bool(hit[f"{group}p"])
        to = TO.search(before) is not None
        by = BY.search(before.rstrip("\1 ") if share else before) is not None  # 提高客单价10%, but 新增线索200个
        yield _Found(quantity, bool(hit[f"{group}p"]), start, end, to, by, MORE.match(left[end:]) is not None)


def _size(found: _Found, left: str, percent: bool) -> Size:
    share = found.quantity.mark == PERCENT
    moved = found.by or found.more or (not found.to and (share or found.points) and UP_WORD.search(left) is not None)
    moved = moved or (not found.to and DOWN.search(left[: found.start]) is not None and share)
    if found.points:
        return Size.CHANGE
    if not moved:
        return Size.LEVEL
    if not share:
        return Size.CHANGE
    if percent and not RELATIVE.search(left):
        return Size.EITHER
    return Size.RELATIVE


def _twice(said: Plain, left: str) -> Amount | None:
    hit = TWICE.search(left)
    if hit is None:
        return None
    whole = Quantity(Decimal(100), PERCENT, hit[0])
    return Amount(whole, Size.RELATIVE, False, said.starts[hit.start()], said.starts[hit.end()])


# --- means ----------------------------------------------------------------------------------------


def _means(left: str, amount: Amount | None) -> bool:
    """Whether the sentence says how: by doing something, through something, or in a clause of its own."""
    if MEANS.search(left) is not None or DOING_HAN.search(left) is not None:
        return True
    return amount is not None and DOING.search(left) is not None


# --- small things ---------------------------------------------------------------------------------


def _at(said: Plain, start: int) -> int:
    """Where a place of the sentence stands in its plain form."""
    return next((n for n, origin in enumerate(said.starts) if origin >= start), len(said.text))


def _blank(text: str, start: int, end: int, mark: str) -> str:
    return text[:start] + mark * (end - start) + text[end:]


def days_of(window: Window) -> int:
    """How many days a goal has."""
    return (window.due - window.first) // timedelta(days=1) + 1
