"""The feature's own kinds of argument: a side, a limit, over how long, a deviation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from handlers.alerts import service
from handlers.alerts.rules import LETTER
from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import QUANTITY, Kind, OneOf, Ref, token
from handlers.kit.messages import Button, Choice, Code, Items, say
from handlers.kit.numbers import Quantity, in_unit
from handlers.kit.units import NUMBER, PERCENT, PERMILLE
from handlers.kpi.api import METRIC, Metric
from storage.states import Side, Watched

_ABOVE, _BELOW, _UP, _DOWN = "above", "below", "up", "down"
_SIDES = {
    _ABOVE: ("over", ">", "＞", "高于", "高於", "超过", "超過", "大于", "大於"),
    _BELOW: ("under", "<", "＜", "低于", "低於", "不足", "小于", "小於"),
    _UP: ("rises", "rise", "up by", "上涨", "上漲", "上升", "涨", "漲", "升"),
    _DOWN: ("falls", "fall", "drops", "drop", "down by", "下跌", "下降", "跌", "降"),
}
_POINTS = re.compile(
    r"(?P<number>.+?)\s*(?:percentage\s+points?|points?|pts?|pp|[个個]?百分[点點])(?=\s|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sided:
    """A side, and whether it is a movement's."""

    side: Side
    moves: bool


class _SideKind:
    """``above``, ``below``, ``up`` or ``down``; in Chinese the number may follow without a space."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[Sided, str]:
        """The side at the start of a text, and the rest."""
        folded = text.casefold()
        names = [(name, side) for side, also in _SIDES.items() for name in (side, *also)]
        for name, side in sorted(names, key=lambda pair: -len(pair[0])):
            rest = text[len(name) :]
            if folded.startswith(name) and (not name.isalpha() or not name.isascii() or not rest[:1].isalnum()):
                return Sided(Side.ABOVE if side in (_ABOVE, _UP) else Side.BELOW, side in (_UP, _DOWN)), rest.lstrip()
        raise BadInput("", say("kit-choice", bad=token(text)[0], known=Items(self.choices(scene), any_of=True)))

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """All four."""
        return tuple(Choice(side, say(f"alerts-side-{side}")) for side in _SIDES)


@dataclass(frozen=True, slots=True)
class Size:
    """A number, and whether it was said to be in points."""

    quantity: Quantity
    points: bool


class _SizeKind:
    """A number, or so many points: ``5 points``, ``5个百分点``."""

    form = "text"

    def take(self, text: str, scene: Scene) -> tuple[Size, str]:
        """The size at the start of a text, and the rest."""
        said = _POINTS.match(text)
        if said is not None:
            quantity, rest = QUANTITY.take(said["number"], scene)
            if not rest:
                return Size(quantity, points=True), text[said.end() :].lstrip()
        quantity, rest = QUANTITY.take(text, scene)
        return Size(quantity, points=False), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


def watched(metric: Metric, sided: Sided, size: Size, as_: str | None) -> Watched:
    """What an alert looks at, by how its limit was said; a movement that could be points or relative is asked about."""
    rate = metric.unit in (PERCENT, PERMILLE)
    if not sided.moves:
        if size.points or as_ is not None:
            raise BadInput("value", say("alerts-points-level"), Code(_line(metric, "down", "5 points")))
        return Watched.LEVEL
    if size.points or as_ == Watched.POINTS:
        if not rate:
            raise BadInput("value", say("alerts-points-rate", name=metric.name), Code(_line(metric, "down", "20%")))
        return Watched.POINTS
    if rate and as_ is None:
        raise _either(metric, sided, size)
    if size.quantity.mark != PERCENT and as_ is None:
        raise BadInput("value", say("alerts-move-percent"), Code(_line(metric, "down", "20%")))
    return Watched.RELATIVE


def _either(metric: Metric, sided: Sided, size: Size) -> BadInput:
    """Of a rate, 5 % less may be points or relative: which, its maker says."""
    number, side = format(size.quantity.value, "f"), _UP if sided.side is Side.ABOVE else _DOWN
    buttons = (
        Button(say("alerts-as-points", number=number), _line(metric, side, f"{number} points")),
        Button(say("alerts-as-relative", number=number), _line(metric, side, f"{number}% --as relative")),
    )
    return BadInput("value", say("alerts-points-or-relative", number=number), Code(buttons[0].command), buttons)


def _line(metric: Metric, side: str, size: str) -> str:
    name = f'"{metric.name}"' if " " in metric.name else metric.name
    return f"/kpi alert {name} {side} {size}"


def limit(metric: Metric, watched: Watched, size: Size, field: str = "value") -> Decimal:
    """A limit in the unit it is held in: the metric's own, or percent or points of a movement, above zero."""
    if watched is Watched.LEVEL:
        return in_unit(size.quantity, metric.unit, field)
    unit = PERCENT if watched is Watched.RELATIVE else metric.unit
    value = in_unit(size.quantity, unit, field).copy_abs()
    if not value and field == "value":
        raise BadInput(field, say("alerts-move-zero"), Code(_line(metric, "down", "20%")))
    return value


def floor(metric: Metric, quantity: Quantity | None) -> Decimal | None:
    """How much a figure must rest on: a number of cases, or money where a sum of money moves."""
    if quantity is None:
        return None
    counts = metric.unit in (PERCENT, PERMILLE) or metric.numerator is not None
    return in_unit(Quantity(quantity.value) if counts else quantity, NUMBER if counts else metric.unit, "floor")


class _DeviationKind:
    """What a plan is about: an alert's id, or a metric."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[int | Metric, str]:
        """Whichever is named."""
        if re.match(rf"{LETTER}\d+(?=\s|$)", text, re.IGNORECASE | re.ASCII):
            return ALERT.take(text, scene)
        return METRIC.take(text, scene)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The alerts, then every metric."""
        return (*ALERT.choices(scene), *METRIC.choices(scene))


SIDE: Kind[Sided] = _SideKind()
SIZE: Kind[Size] = _SizeKind()
ALERT: Kind[int] = Ref(LETTER, service.offered)
DEVIATION: Kind[int | Metric] = _DeviationKind()
EVERY = OneOf(
    {
        "day": ("daily", "天", "日", "每天", "每日", "一天"),
        "week": ("weekly", "周", "週", "每周", "每週", "一周", "一週"),
        "month": ("monthly", "月", "每月", "一个月", "一個月"),
        "quarter": ("quarterly", "季", "季度", "每季", "每季度", "一季", "一季度"),
        "year": ("yearly", "年", "每年", "一年"),
    },
    label="alerts-every",
)
AS = OneOf({"relative": ("相对", "相對"), "points": ("百分点", "百分點")}, label="alerts-measure")
