"""Rules of metrics, pure: how values combine, what a change is, when a month is closed (methods.md K1-K4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Context, Decimal
from typing import NamedTuple, TypeVar

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.errors import BadInput
from handlers.kit.messages import Figure
from handlers.kit.numbers import read_quantity
from handlers.kit.periods import Period
from handlers.kit.units import PERCENT, PERMILLE
from storage.states import Better, Combine, Dimension, Role

K = TypeVar("K", bound=Hashable)

NAME_LENGTH = 60
OPEN_WORKDAYS = 5  # of the next month, until which a month's entries may be added and corrected by anyone
SMALL = 10  # counts below it are the same twice a day by chance
BEYOND, ENOUGH = 100, 3  # so many times the usual is asked about, where so many entries say what is usual

_EXACT = Context(prec=400)
_QUOTIENT = Context(prec=50)


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted; of a ratio its two parts too. ``template`` is what it was made from, if anything.

    ``places`` are the decimals it is shown with, where they are fixed; a retired one takes no values any more.
    """

    id: int
    name: str
    unit: str
    better: Better
    combine: Combine
    numerator: int | None = None
    denominator: int | None = None
    roles: tuple[Role, ...] = ()
    template: str | None = None
    aliases: tuple[str, ...] = ()
    places: int | None = None
    retired: bool = False

    @property
    def parts(self) -> tuple[int, ...]:
        """The ids of the metrics whose values it is made of: its two parts, or itself."""
        if self.numerator is None or self.denominator is None:
            return (self.id,)
        return (self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Target:
    """A target in force: a person's or a team's, for a period; a private one is theirs and their leads' to see."""

    id: int
    metric: Metric
    period: Period
    person: int | None
    team: int | None
    value: Decimal
    private: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """What somebody logged for a metric on a day, taken together."""

    metric: Metric
    value: Decimal


class Reading(NamedTuple):
    """What was logged in a day or a month (``day`` is its first), stripped to what arithmetic needs.

    As ``storage.repos.kpi.Fact``: the dimensions are ids of their values; ``latest`` is the newest value, by day and
    then by entry, and stands for one person and combination of dimensions alone.
    """

    metric: int
    day: date
    person: int | None
    channel: int | None
    campaign: int | None
    region: int | None
    total: Decimal
    entries: int
    latest: Decimal | None
    latest_day: date | None
    latest_id: int | None

    @property
    def dimensions(self) -> tuple[int | None, int | None, int | None]:
        """Channel, campaign, region."""
        return self.channel, self.campaign, self.region

    def part(self, dimension: Dimension) -> int | None:
        """The value of one of them."""
        return {Dimension.CHANNEL: self.channel, Dimension.CAMPAIGN: self.campaign}.get(dimension, self.region)


# --- arithmetic -----------------------------------------------------------------------------------


def total(metric: Metric, metrics: Mapping[int, Metric], readings: Iterable[Reading]) -> Decimal | None:
    """The one figure that readings make; None where nothing was logged, or a ratio has nothing to divide by.

    ``readings`` may hold other metrics' too; ``metrics`` knows a ratio's parts.
    """
    by_part: dict[int, list[Reading]] = {part: [] for part in metric.parts}
    for reading in readings:
        if reading.metric in by_part:
            by_part[reading.metric].append(reading)
    if metric.combine is not Combine.RATIO:
        return combined(metric, by_part[metric.id])
    top, bottom = (combined(metrics[part], by_part[part]) for part in metric.parts)
    return ratio(top, bottom, metric.unit)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure and what it rests on: of a ratio its denominator, of an average how many values, else its own size."""

    value: Decimal | None
    base: Decimal


def measured(metric: Metric, metrics: Mapping[int, Metric], readings: Sequence[Reading]) -> Measured:
    """The figure that readings make, with what it rests on."""
    value = total(metric, metrics, readings)
    if metric.denominator is not None:
        bottom = metrics[metric.denominator]
        base = combined(bottom, [reading for reading in readings if reading.metric == bottom.id])
    elif metric.combine is Combine.AVERAGE:
        base = Decimal(sum(reading.entries for reading in readings if reading.metric == metric.id))
    else:
        base = value
    return Measured(value, base.copy_abs() if base is not None else Decimal(0))


def combined(metric: Metric, readings: Sequence[Reading]) -> Decimal | None:
    """The sum, average or last of one metric's readings.

    ``last`` of a person is the value of their latest day. Where that value names a channel (campaign, region), the
    person's latest for each of the others stands beside it: followers on two channels are two halves of one figure.
    Of several people (or channels) the lasts add up; but a share is none of shares (there is no mean of rates), so of
    percentages the newest counts, whosever it is.
    """
    if not readings:
        return None
    if metric.combine is Combine.AVERAGE:
        return _QUOTIENT.divide(added(r.total for r in readings), Decimal(sum(r.entries for r in readings)))
    if metric.combine is Combine.LAST and metric.unit in (PERCENT, PERMILLE):
        return max(readings, key=_newest).latest
    if metric.combine is Combine.LAST:
        return added(added(_lasts(own)) for own in grouped(readings, lambda r: r.person).values())
    return added(r.total for r in readings)


def _lasts(readings: Sequence[Reading]) -> list[Decimal]:
    """One person's latest value for each combination of the dimensions that their newest one names."""
    in_order = sorted(readings, key=_newest)
    named = _named(in_order[-1])
    values = {r.dimensions: r.latest for r in in_order if _named(r) == named}
    return [value for value in values.values() if value is not None]


def _newest(reading: Reading) -> tuple[date, int]:
    return reading.latest_day or reading.day, reading.latest_id or 0


def _named(reading: Reading) -> tuple[bool, ...]:
    return tuple(value is not None for value in reading.dimensions)


def ratio(top: Decimal | None, bottom: Decimal | None, unit: str) -> Decimal | None:
    """One sum over another, as a metric in ``unit`` holds it: a quarter is 25 in percent."""
    if top is None or not bottom:
        return None
    scale = {PERCENT: 2, PERMILLE: 3}.get(unit, 0)
    return _QUOTIENT.divide(top.scaleb(scale, _EXACT), bottom)


def added(values: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    sum_ = Decimal(0)
    for value in values:
        sum_ = _EXACT.add(sum_, value)
    return sum_


def shared_out(whole: Decimal, weights: Sequence[Decimal], places: int) -> list[Decimal]:
    """A whole in parts by weight, to so many decimals, that add up to it: what is left goes to the largest rests."""
    step = Decimal(1).scaleb(-places)
    sum_ = added(weights)
    ideal = [_QUOTIENT.divide(_EXACT.multiply(whole, weight), sum_) for weight in weights]
    parts = [value.quantize(step, rounding=ROUND_FLOOR, context=_EXACT) for value in ideal]
    left = int(_EXACT.divide(_EXACT.subtract(whole, added(parts)), step))
    by_rest = sorted(range(len(parts)), key=lambda n: (parts[n] - ideal[n], n))
    for n in by_rest[:left]:
        parts[n] = _EXACT.add(parts[n], step)
    return parts


def grouped(readings: Iterable[Reading], key: Callable[[Reading], K]) -> dict[K, list[Reading]]:
    """Readings by a key, in the order in which the keys come up."""
    groups: dict[K, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(key(reading), []).append(reading)
    return groups


def has_shares(metric: Metric) -> bool:
    """Whether the figures of parts add up to the whole, so that a part has a share."""
    if metric.combine is Combine.LAST:
        return metric.unit not in (PERCENT, PERMILLE)
    return metric.combine is Combine.SUM


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """A part in percent of the whole, to one decimal."""
    return None if part is None else _percent(part, whole)


def _percent(part: Decimal, whole: Decimal | None) -> Decimal | None:
    if whole is None or whole <= 0:
        return None
    return _QUOTIENT.divide(part.scaleb(2, _EXACT), whole).quantize(Decimal("0.1"), context=_EXACT)


# --- against before, and against a target ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved: points of a percent metric, else relative percent; ``improved`` is None if it did not."""

    value: Decimal
    unit: str
    improved: bool | None

    @property
    def figure(self) -> Figure:
        """The change with its sign and unit."""
        return Figure(self.value, self.unit, signed=True)


def change(metric: Metric, now: Decimal | None, before: Decimal | None) -> Change | None:
    """The change from ``before`` to ``now``; None where one is missing or there is nothing to relate it to."""
    if now is None or before is None:
        return None
    moved = _EXACT.subtract(now, before)
    improved = None if not moved else (moved > 0) == (metric.better is Better.HIGHER)
    if metric.unit in (PERCENT, PERMILLE):
        unit = "points" if metric.unit == PERCENT else PERMILLE
        return Change(moved.quantize(Decimal("0.01"), context=_EXACT), unit, improved)
    relative = _percent(moved, before.copy_abs())
    return None if relative is None else Change(relative, PERCENT, improved)


def worst(changes: Sequence[Change | None]) -> int | None:
    """The place of the change for the worse that is largest, if there is one."""
    falling = [(change.value.copy_abs(), -n) for n, change in enumerate(changes) if change and change.improved is False]
    return -max(falling)[1] if falling else None


@dataclass(frozen=True, slots=True)
class Attainment:
    """How a figure stands to its target: met or not, and in percent of it (None of a target of zero or less)."""

    met: bool
    percent: Decimal | None


def attainment(metric: Metric, actual: Decimal | None, target: Decimal) -> Attainment | None:
    """How far a target is reached; where lower is better, the target is the most that is allowed."""
    if actual is None:
        return None
    met = actual >= target if metric.better is Better.HIGHER else actual <= target
    return Attainment(met, _percent(actual, target))


def is_double(metric: Metric, value: Decimal, there: Decimal) -> bool:
    """Whether one more value beside another of the day would be wrong."""
    return _stands_alone(metric) or (value == there and can_be_double(metric, value))


def can_be_double(metric: Metric, value: Decimal) -> bool:
    """Whether a value can be wrong beside others of the day.

    Where the latest counts, and of percentages, always. Elsewhere if the same is there; but small counts repeat by
    chance: whoever logs each lead as it comes is not to be asked each time.
    """
    return _stands_alone(metric) or value != value.to_integral_value() or value.copy_abs() >= SMALL


def _stands_alone(metric: Metric) -> bool:
    return metric.combine is Combine.LAST or metric.unit in (PERCENT, PERMILLE)


# --- beyond reason --------------------------------------------------------------------------------


def beyond_reason(value: Decimal, total: Decimal, entries: int) -> Decimal | None:
    """How much is usual, if a value is ``BEYOND`` times that or more; None if not, or of too few entries to say."""
    if entries < ENOUGH or not total:
        return None
    usual = _QUOTIENT.divide(total, Decimal(entries))
    return usual if value.copy_abs() >= _EXACT.multiply(usual.copy_abs(), BEYOND) else None


# --- closed months --------------------------------------------------------------------------------


def open_until(day: date, calendar: WorkingCalendar) -> date:
    """The last day on which anyone may add or correct what belongs to ``day``'s month."""
    following = Period.of("month", day).next()
    return calendar.nth_workday(following.year, following.first.month, OPEN_WORKDAYS)


def is_closed(day: date, today: date, calendar: WorkingCalendar) -> bool:
    """Whether ``day``'s month is closed."""
    return (day.year, day.month) < (today.year, today.month) and today > open_until(day, calendar)


# --- names ----------------------------------------------------------------------------------------

_DASHES = ("-", "–", "—", "－", "−")
_NOT_FIRST = (*_DASHES, "@", "＠", "#", "＃", "/", "／", "!", "|")
_ENTRY_ID = re.compile(r"k\d+", re.IGNORECASE)


def fold(name: str) -> str:
    """A name as it is compared: width, case and runs of spaces make no difference."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def name_fault(name: str) -> str | None:
    """The message that says why a metric cannot bear a name, None when it can.

    It could not be told from an option, a mention, an id, or (alone or as its last word) from a value.
    """
    folded = fold(name)
    if len(name) > NAME_LENGTH or len(folded) > 3 * NAME_LENGTH:
        return "kpi-name-long"
    if name.startswith(_NOT_FIRST) or " --" in name or not name.isprintable():
        return "kpi-name-option"
    if _ENTRY_ID.fullmatch(folded):
        return "kpi-name-id"
    if _is_number(name) or (" " in name and _is_number(name.rsplit(maxsplit=1)[-1])):
        return "kpi-name-number"
    return None


def _is_number(text: str) -> bool:
    try:
        read_quantity(text)
    except BadInput:
        return False
    return True


# --- figures --------------------------------------------------------------------------------------


def figure(metric: Metric, value: Decimal, signed: bool = False) -> Figure:
    """A metric's value with its unit."""
    return Figure(value, metric.unit, signed, places=metric.places)


def stated(metric: Metric, value: Decimal) -> Figure:
    """A value as it was typed and stored: all its digits, wherever shortening it would hide one."""
    digits = len(value.normalize(_EXACT).as_tuple().digits)
    return Figure(value, metric.unit, exact=digits > 6 or (digits > 3 and value.copy_abs() >= 1_000_000))
