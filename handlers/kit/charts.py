"""Worded figures into a Vega-Lite drawing: pure, made to be read on a phone.

Large type, few ticks, values and names written beside what they belong to. The colours are those of Okabe and Ito
(https://jfly.uni-koeln.de/color/), which people with any kind of colour vision can tell apart.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

AxisFormat = Literal["en", "zh-Hans", "zh-Hant"]
Label = Callable[[Decimal], str]
Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WordedChart:
    """A chart whose words are chosen; ``unit`` as in ``Figure``, each series has a value or None for each label.

    ``progress`` sets the first series against the second, or against ``mark``.
    """

    kind: Literal["line", "bar", "progress"]
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    unit: str = "number"
    mark: Decimal | None = None
    mark_label: str | None = None
    axis_format: AxisFormat = "en"


def vega_lite(
    chart: WordedChart, *, font: str, width: int, height: int, dark: bool = False, label: Label | None = None
) -> Spec:
    """The Vega-Lite specification of a picture ``width`` wide, in units of which a phone shows about 500.

    ``height`` is the plot's, which grows with the number of horizontal bars; ``label`` words a value.
    """
    look = _Look(font, width, height, *(_DARK if dark else _LIGHT))
    words = label or _digits(chart.unit)
    drawn = {"line": _line, "bar": _bar, "progress": _progress}[chart.kind](chart, look, words)
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json"} | _frame(chart, look) | drawn


# --- look -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    font: str
    width: int
    height: int
    ground: str
    ink: str
    quiet: str
    grid: str
    colours: tuple[str, ...]


_LIGHT: Final = ("#ffffff", "#1d2733", "#5c6773", "#e3e7eb", ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9"))
_DARK: Final = ("#1b1e23", "#eceff2", "#a5aeb8", "#363c44", ("#56b4e9", "#e69f00", "#2cc295", "#e39bc4", "#f0e442"))
_TITLE, _TEXT, _SMALL = 20, 16, 15
_ROW: Final = 40  # a horizontal bar with its gap
_GAP: Final = 8


def _frame(chart: WordedChart, look: _Look) -> Spec:
    text = {"font": look.font, "fontSize": _TEXT, "color": look.ink}
    axis = {
        "labelFont": look.font, "labelFontSize": _SMALL, "labelColor": look.quiet, "labelPadding": _GAP,
        "domainColor": look.grid, "gridColor": look.grid, "ticks": False, "title": None,
    }  # fmt: skip
    return {
        "background": look.ground,
        "padding": 20,
        "title": {
            "text": wrapped(chart.title, look.width - 40, _TITLE), "anchor": "start", "frame": "bounds", "offset": 16,
            "font": look.font, "fontSize": _TITLE, "fontWeight": "bold", "color": look.ink,
        },
        "config": {
            "view": {"stroke": None},
            "axis": axis,
            "legend": {
                "orient": "top", "title": None, "labelFont": look.font, "labelFontSize": _SMALL,
                "labelColor": look.ink, "symbolType": "square", "offset": 10, "labelLimit": look.width,
            },
            "text": text,
            "range": {"category": list(look.colours)},
        },
    }  # fmt: skip


def wide(text: str, size: int) -> float:
    """About how wide a text is drawn: a Chinese character is as wide as it is high."""
    return size * sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.57 for char in text)


def wrapped(text: str, width: float, size: int, lines: int = 2) -> list[str]:
    """``text`` in at most so many lines; what does not fit gives way to an ellipsis."""
    made = [""]
    for word in _words(text):
        if made[-1] and wide(made[-1] + word.rstrip(), size) > width:
            made.append("")
        made[-1] += word.lstrip() if not made[-1] else word
    kept = [line.rstrip() for line in made[:lines]]
    if len(made) > lines:
        kept[-1] += "…"
    return [shortened(line, width, size) for line in kept]


def _words(text: str) -> Iterable[str]:
    """Pieces that may begin a line: Latin words with their space, and single Chinese characters."""
    word = ""
    for char in " ".join(text.split()):
        if unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) == "Lo":
            yield from (piece for piece in (word, char) if piece)
            word = ""
        elif char == " ":
            yield word + char
            word = ""
        else:
            word += char
    if word:
        yield word


def shortened(text: str, width: float, size: int) -> str:
    """``text``, cut with an ellipsis where it would be wider than ``width``."""
    text = " ".join(text.split())
    if wide(text, size) <= width:
        return text
    while text and wide(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip(" …") + "…"


# --- numbers ----------------------------------------------------------------------------------

_AXIS_SCALES: Final[dict[AxisFormat, tuple[tuple[float, str], ...]]] = {
    "en": ((1e9, "B"), (1e6, "M"), (1e3, "k")),
    "zh-Hans": ((1e8, "亿"), (1e4, "万")),
    "zh-Hant": ((1e8, "億"), (1e4, "萬")),
}
_AXIS_UNITS: Final = {"percent": "%", "permille": "‰"}


def axis_expression(chart: WordedChart) -> str:
    """The Vega expression that words a tick: ``1.5M``, ``150万``, ``20%``."""
    unit = json.dumps(_AXIS_UNITS.get(chart.unit, ""))
    small = "format(datum.value, ',.6~f')"
    if chart.unit in _AXIS_UNITS:
        return f"{small} + {unit}"
    expression = small
    for size, name in reversed(_AXIS_SCALES[chart.axis_format]):
        scaled = f"format(datum.value / {size:.0f}, ',.2~f') + {json.dumps(name)}"
        expression = f"abs(datum.value) >= {size:.0f} ? {scaled} : {expression}"
    return expression


def _digits(unit: str) -> Label:
    return lambda value: f"{value:,f}{_AXIS_UNITS.get(unit, '')}"


def ticks(values: Sequence[float], *, zero: bool, count: int = 4) -> list[float]:
    """Round numbers that span ``values`` in about ``count`` steps; the first and last bound the axis."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # Written out in decimals, 0.1 * 3 is 0.3 and not 0.30000000000000004.
    return [float(f"{step * n:.12g}") for n in range(first, last + 1)]


def _values(chart: WordedChart) -> list[float]:
    found = [float(v) for _, values in chart.series for v in values if v is not None]
    return found if chart.mark is None else [*found, float(chart.mark)]


def _rows(chart: WordedChart, words: Label) -> list[Spec]:
    # Places in a drawing may be floats: what is written beside them comes from the exact value.
    return [
        {"i": n, "s": s, "v": None if v is None else float(v), "t": "" if v is None else words(v)}
        for s, (_, values) in enumerate(chart.series)
        for n, v in enumerate(values[: len(chart.labels)])
    ]


def _lookup(texts: Sequence[str]) -> str:
    """An axis expression that shows the text at a tick's index; equal labels stay two places."""
    return f"{json.dumps(list(texts))}[datum.value]"


def _value_axis(chart: WordedChart, marks: list[float], **more: object) -> Spec:
    return {
        "field": "v", "type": "quantitative", "scale": {"domain": [marks[0], marks[-1]], "nice": False, "zero": False},
        "axis": {"values": marks, "labelExpr": axis_expression(chart), "domain": False, **more},
    }  # fmt: skip


def _colour(chart: WordedChart, look: _Look, *, legend: bool) -> Spec:
    if len(chart.series) == 1:
        return {"value": look.colours[0]}
    names = [shortened(name, look.width / 2, _SMALL) for name, _ in chart.series]
    key = {"labelExpr": _lookup(names), "values": list(range(len(names)))} if legend else None
    return {"field": "s", "type": "ordinal", "scale": {"range": list(look.colours)}, "legend": key}


# --- lines ------------------------------------------------------------------------------------


def _line(chart: WordedChart, look: _Look, words: Label) -> Spec:
    values = _values(chart)
    from_zero = not values or min(values) < 0.6 * max(values)
    marks = ticks(values, zero=from_zero)
    ends = _ends(chart, look, words, marks)
    left = max(wide(_guess(mark), _SMALL) for mark in marks)
    right = max((wide(end["t"], _TEXT) for end in ends), default=0.0)
    width = max(look.width - left - right - 64, look.width / 3)
    x = {
        "field": "i", "type": "ordinal", "scale": {"type": "point", "padding": 0.3},
        "axis": {
            "values": spaced(chart.labels, width), "labelExpr": _lookup(chart.labels), "labelAngle": 0, "grid": False,
            "labelOverlap": False, "labelFlush": False,
        },
    }  # fmt: skip
    encoding = {"x": x, "y": _value_axis(chart, marks), "color": _colour(chart, look, legend=False)}
    base = {"strokeWidth": 3, "strokeCap": "round", "strokeJoin": "round"}
    layers: list[Spec] = [
        {"mark": {"type": "line", **base}, "encoding": encoding},
        {
            "transform": [{"filter": "isValid(datum.v)"}],
            "mark": {"type": "point", "filled": True, "size": 56, "opacity": 1, "stroke": look.ground, "strokeWidth": 1.5},
            "encoding": encoding,
        },
        {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontWeight": "bold"},
            "encoding": {
                "x": {"value": width}, "y": {"field": "at", "type": "quantitative"}, "text": {"field": "t"},
                "color": {"field": "c", "type": "nominal", "scale": None},
            },
        },
    ]  # fmt: skip
    return {
        "width": round(width), "height": look.height, "data": {"values": _rows(chart, words)},
        "layer": _target(chart, look, "y") + layers,
        # Each text brings its own colour: without this the layers would share one scale.
        "resolve": {"scale": {"color": "independent"}},
    }  # fmt: skip


def _ends(chart: WordedChart, look: _Look, words: Label, marks: list[float]) -> list[Spec]:
    """What stands at the right of each line, and of the target, moved apart where they would touch."""
    ends: list[Spec] = []
    for n, (name, values) in enumerate(chart.series):
        known = [v for v in values if v is not None]
        if not known:
            continue
        text = words(known[-1]) if len(chart.series) == 1 else f"{shortened(name, 110, _TEXT)} {words(known[-1])}"
        ends.append({"at": float(known[-1]), "t": text, "c": look.colours[n % len(look.colours)]})
    if chart.mark is not None:
        text = " ".join(part for part in (chart.mark_label, words(chart.mark)) if part)
        ends.append({"at": float(chart.mark), "t": text, "c": look.quiet})
    apart = (marks[-1] - marks[0]) * (_TEXT + 6) / look.height
    ends.sort(key=lambda end: float(end["at"]))
    for at, end in zip(spread([end["at"] for end in ends], apart), ends, strict=True):
        end["at"] = at
    return ends


def spread(places: Sequence[float], apart: float) -> list[float]:
    """Ascending places moved as little as it takes to be ``apart`` from each other."""
    groups: list[list[float]] = []  # of each group of neighbours: the sum of its wishes, its size
    for place in places:
        groups.append([place, 1.0])
        while len(groups) > 1 and _top(groups[-2], apart) + apart > _bottom(groups[-1], apart):
            total, size = groups.pop()
            groups[-1] = [groups[-1][0] + total, groups[-1][1] + size]
    return [_bottom(group, apart) + apart * n for group in groups for n in range(int(group[1]))]


def _bottom(group: list[float], apart: float) -> float:
    return group[0] / group[1] - apart * (group[1] - 1) / 2


def _top(group: list[float], apart: float) -> float:
    return group[0] / group[1] + apart * (group[1] - 1) / 2


def spaced(labels: Sequence[str], width: float) -> list[int]:
    """The indices of the labels that fit side by side in ``width``, the last among them."""
    if not labels:
        return []
    widest = max(wide(label, _SMALL) for label in labels) + 14
    every = max(1, math.ceil(len(labels) * widest / width))
    return list(range(len(labels) - 1, -1, -every))[::-1]


def _guess(mark: float) -> str:
    """A text about as wide as a tick's."""
    return f"{mark:,.0f}"[:6] if abs(mark) >= 10 else f"{mark:.3g}"


def _target(chart: WordedChart, look: _Look, channel: Literal["x", "y"]) -> list[Spec]:
    if chart.mark is None:
        return []
    return [
        {
            "data": {"values": [{"v": float(chart.mark)}]},
            "mark": {"type": "rule", "strokeDash": [6, 5], "strokeWidth": 2, "color": look.quiet},
            "encoding": {channel: {"field": "v", "type": "quantitative"}},
        }
    ]


# --- bars -------------------------------------------------------------------------------------


def _bar(chart: WordedChart, look: _Look, words: Label) -> Spec:
    marks = ticks(_values(chart), zero=True)
    room = (look.width - 90) / max(len(chart.labels), 1)
    texts = [words(v) for _, values in chart.series for v in values if v is not None]
    widest = max((wide(text, _TEXT) for text in texts), default=0.0)
    upright = (
        max((wide(label, _SMALL) for label in chart.labels), default=0.0) + 10 <= room
        and (widest + 8) * len(chart.series) <= room
    )
    return (_upright if upright else _lying)(chart, look, words, marks)


def _lying(chart: WordedChart, look: _Look, words: Label, marks: list[float]) -> Spec:
    """Horizontal bars: names at the left, values at the ends, no axis for the eye to travel to."""
    left = min(max((wide(label, _TEXT) for label in chart.labels), default=0.0), look.width * 0.38)
    right = max((wide(words(v), _TEXT) for _, vs in chart.series for v in vs if v is not None), default=0.0)
    names = [shortened(label, left, _TEXT) for label in chart.labels]
    y: Spec = {
        "field": "i", "type": "ordinal", "scale": {"paddingInner": 0.32, "paddingOuter": 0.12},
        "axis": {
            "labelExpr": _lookup(names), "labelLimit": left + 20, "domain": False, "labelFontSize": _TEXT,
            "labelColor": look.ink,
        },
    }  # fmt: skip
    x = _value_axis(chart, marks) | {"axis": None}
    rows = max(len(chart.labels), 1) * (_ROW if len(chart.series) == 1 else 28 * len(chart.series) + 14)
    size = {"width": round(max(look.width - left - right - 64, look.width / 4)), "height": rows}
    return size | _bars(chart, look, words, {"y": y, "x": x}, "x")


def _upright(chart: WordedChart, look: _Look, words: Label, marks: list[float]) -> Spec:
    x: Spec = {
        "field": "i", "type": "ordinal", "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
        "axis": {"labelExpr": _lookup(chart.labels), "labelAngle": 0, "labelColor": look.ink, "labelLimit": 300},
    }  # fmt: skip
    size = {"width": look.width - 90, "height": look.height}
    return size | _bars(chart, look, words, {"x": x, "y": _value_axis(chart, marks)}, "y")


def _bars(chart: WordedChart, look: _Look, words: Label, places: Spec, value: Literal["x", "y"]) -> Spec:
    several = len(chart.series) > 1
    if several:
        places = places | {("yOffset" if value == "x" else "xOffset"): {"field": "s", "type": "ordinal"}}
    corner = "cornerRadiusEnd"
    beside = {"align": "left", "baseline": "middle", "dx": 6} if value == "x" else {"align": "center", "dy": -9}
    # A value stands beyond the bar's end; below zero, beside the axis, where it cannot hit the names.
    text = places | {value: places[value] | {"field": "top"}, "text": {"field": "t"}}
    rows = [row | {"top": None if row["v"] is None else max(row["v"], 0.0)} for row in _rows(chart, words)]
    target = _target(chart, look, value)
    if target:
        target += [_target_name(chart, look, words, value)]
    return {
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", corner: 4},
                "encoding": places | {"color": _colour(chart, look, legend=several)},
            },
            *target,
            {"mark": {"type": "text", **beside}, "encoding": text},
        ],
    }


def _target_name(chart: WordedChart, look: _Look, words: Label, value: Literal["x", "y"]) -> Spec:
    """The target's name, at the end of its rule and outside of the bars."""
    text = " ".join(part for part in (chart.mark_label, words(chart.mark or Decimal(0))) if part)
    across: Spec = {"y": {"value": -10}} if value == "x" else {"x": {"value": look.width - 90}}
    place = {"align": "center"} if value == "x" else {"align": "right", "dy": -8}
    return {
        "data": {"values": [{"v": float(chart.mark or 0), "t": text}]},
        "mark": {"type": "text", "color": look.quiet, **place},
        "encoding": {value: {"field": "v", "type": "quantitative"}, "text": {"field": "t"}} | across,
    }


# --- progress ---------------------------------------------------------------------------------


def _progress(chart: WordedChart, look: _Look, words: Label) -> Spec:
    """A row for each label: name and figures above, below them a bar against the track to its target."""
    rows = _progress_rows(chart, words)
    width = look.width - 40
    longest = max((row["share"] for row in rows if row["share"] is not None), default=1.0)
    x = {"type": "quantitative", "scale": {"domain": [0, max(1.0, min(longest, 1.5))], "clamp": True}, "axis": None}
    y = {"field": "i", "type": "ordinal", "axis": None, "scale": {"padding": 0}}
    for row in rows:
        row["name"] = shortened(row["name"], width - wide(row["t"], _TEXT) - 16, _TEXT)
    bar = {"type": "bar", "height": 14, "cornerRadius": 7, "yOffset": 13}
    text = {"type": "text", "baseline": "middle", "yOffset": -10}
    return {
        "width": width,
        "height": max(len(rows), 1) * 58,
        "data": {"values": rows},
        "encoding": {"y": y},
        "layer": [
            {"mark": bar | {"color": look.grid}, "encoding": {"x": x | {"field": "track"}, "x2": {"datum": 0}}},
            {"mark": bar, "encoding": {
                "x": x | {"field": "share"}, "x2": {"datum": 0},
                "color": {"condition": {"test": "datum.share >= 1", "value": look.colours[2]}, "value": look.colours[0]},
            }},
            {
                "mark": {"type": "tick", "thickness": 3, "height": 22, "yOffset": 13, "color": look.ink},
                "encoding": {"x": x | {"field": "track"}},
            },
            {
                "mark": text | {"align": "left", "fontWeight": "bold"},
                "encoding": {"x": {"value": 0}, "text": {"field": "name"}},
            },
            {"mark": text | {"align": "right"}, "encoding": {"x": {"value": width}, "text": {"field": "t"}}},
        ],
    }  # fmt: skip


def _progress_rows(chart: WordedChart, words: Label) -> list[Spec]:
    made = chart.series[0][1] if chart.series else ()
    targets = chart.series[1][1] if len(chart.series) > 1 else (chart.mark,) * len(made)
    rows = zip(chart.labels, made, targets, strict=False)
    return [_progress_row(n, name, value, target, words) for n, (name, value, target) in enumerate(rows)]


def _progress_row(n: int, name: str, value: Decimal | None, target: Decimal | None, words: Label) -> Spec:
    done = "–" if value is None else words(value)
    row: Spec = {"i": n, "name": name, "t": done, "share": None, "track": None}
    if target is None or target <= 0:
        return row
    share = (value or Decimal(0)) / target
    # Rounded down: 99.9 % is not yet the target.
    row |= {"share": max(float(share), 0.0), "track": 1, "t": f"{done} / {words(target)} · {math.floor(share * 100)}%"}
    return row
