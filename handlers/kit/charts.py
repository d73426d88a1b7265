"""Worded figures into a Vega-Lite drawing: pure, made to be read on a phone.

Large type, few ticks, values and names written beside what they belong to. The colours are those of Okabe and Ito
(https://jfly.uni-koeln.de/color/), which people with any kind of colour vision can tell apart.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal

from handlers.kit.layout import drawable, shortened, spaced, spread, ticks, wide, wrapped

AxisFormat = Literal["en", "zh-Hans", "zh-Hant"]
Label = Callable[[Decimal], str]
Spec = dict[str, Any]
_Scale = tuple[list[float], tuple[float, float]]


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
    chart = _drawable(chart)
    look = _Look(font, width, height, *(_DARK if dark else _LIGHT))
    words = label or _digits(chart.unit)
    drawn = {"line": _line, "bar": _bar, "progress": _progress}[chart.kind](chart, look, words)
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json"} | _frame(chart, look) | drawn


def _drawable(chart: WordedChart) -> WordedChart:
    """Without what text fonts lack, such as emoji in names: they would be drawn as empty boxes."""
    return replace(
        chart,
        title=drawable(chart.title),
        labels=tuple(map(drawable, chart.labels)),
        series=tuple((drawable(name), values) for name, values in chart.series),
        mark_label=chart.mark_label and drawable(chart.mark_label),
    )


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


# --- numbers ----------------------------------------------------------------------------------

_AXIS_SCALES: Final[dict[AxisFormat, tuple[tuple[float, str], ...]]] = {
    "en": ((1e9, "B"), (1e6, "M"), (1e3, "k")),
    "zh-Hans": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "zh-Hant": ((1e12, "萬億"), (1e8, "億"), (1e4, "萬")),
}
_AXIS_UNITS: Final = {"percent": "%", "permille": "‰"}


def axis_expression(chart: WordedChart) -> str:
    """The Vega expression that words a tick: ``1.5M``, ``150万``, ``20%``."""
    unit = json.dumps(_AXIS_UNITS.get(chart.unit, ""))
    expression = f"format(datum.value, ',.6~f') + {unit}"
    if chart.unit not in _AXIS_UNITS:
        for size, name in reversed(_AXIS_SCALES[chart.axis_format]):
            scaled = f"format(datum.value / {size:.0f}, '.2~f') + {json.dumps(name)}"
            expression = f"abs(datum.value) >= {size:.0f} ? {scaled} : {expression}"
    return f"replace({expression}, '\\u2212', '-')"  # as the words beside it have it


def _digits(unit: str) -> Label:
    return lambda value: f"{value:,f}{_AXIS_UNITS.get(unit, '')}"


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


def _value_axis(chart: WordedChart, look: _Look, scale: _Scale) -> Spec:
    marks, ends = scale
    zero = {"condition": {"test": "datum.value === 0", "value": look.quiet}, "value": look.grid}
    return {
        "field": "v",
        "type": "quantitative",
        "scale": {"domain": list(ends), "nice": False, "zero": False},
        "axis": {"values": marks, "labelExpr": axis_expression(chart), "domain": False, "gridColor": zero},
    }


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
    scale = ticks(values, zero=from_zero)
    ends = _ends(chart, look, words, scale[1])
    left = _axis_width(scale)
    right = max((wide(end["t"], _TEXT) for end in ends), default=0.0)
    width = max(look.width - left - right - 64, look.width / 3)
    x = {
        "field": "i", "type": "ordinal", "scale": {"type": "point", "padding": 0.3},
        "axis": {
            "values": spaced(chart.labels, width, _SMALL), "labelExpr": _lookup(chart.labels), "labelAngle": 0,
            "grid": False, "labelOverlap": False, "labelFlush": False,
        },
    }  # fmt: skip
    encoding = {"x": x, "y": _value_axis(chart, look, scale), "color": _colour(chart, look, legend=False)}
    base = {"strokeWidth": 3, "strokeCap": "round", "strokeJoin": "round"}
    layers: list[Spec] = [
        {"mark": {"type": "line", **base}, "encoding": encoding},
        {
            "transform": [{"filter": "isValid(datum.v)"}],
            "mark": {
                "type": "point", "filled": True, "size": 56, "opacity": 1, "stroke": look.ground, "strokeWidth": 1.5,
            },
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


def _ends(chart: WordedChart, look: _Look, words: Label, axis: tuple[float, float]) -> list[Spec]:
    """What stands at the right of each line, and of the target, moved apart where they would touch."""
    ends: list[Spec] = []
    for n, (name, values) in enumerate(chart.series):
        known = [v for v in values if v is not None]
        if not known:
            continue
        text = words(known[-1]) if len(chart.series) == 1 else f"{shortened(name, 110, _TEXT)} {words(known[-1])}"
        ends.append({"at": float(known[-1]), "t": text, "c": look.colours[n % len(look.colours)]})
    if chart.mark is not None:
        ends.append({"at": float(chart.mark), "t": _target_text(chart, words), "c": look.quiet})
    apart = (axis[1] - axis[0]) * (_TEXT + 6) / look.height
    ends.sort(key=lambda end: float(end["at"]))
    for at, end in zip(spread([end["at"] for end in ends], apart), ends, strict=True):
        end["at"] = at
    return ends


def _axis_width(scale: _Scale) -> float:
    """About how wide the words of the ticks are."""
    texts = (f"{mark:,.0f}"[:6] if abs(mark) >= 10 else f"{mark:.3g}" for mark in scale[0])
    return max((wide(text, _SMALL) for text in texts), default=0.0)


def _target_text(chart: WordedChart, words: Label) -> str:
    return " ".join(part for part in (chart.mark_label, words(chart.mark or Decimal(0))) if part)


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
    scale = ticks(_values(chart), zero=True)
    texts = [words(v) for _, values in chart.series for v in values if v is not None]
    widest = max((wide(text, _TEXT) for text in texts), default=0.0)
    right = wide(_target_text(chart, words), _TEXT) if chart.mark is not None else 0.0
    width = round(look.width - _axis_width(scale) - right - 56)
    label = max((wide(label, _SMALL) for label in chart.labels), default=0.0)
    if max(label + 10, (widest + 8) * len(chart.series)) * len(chart.labels) <= width:
        return _upright(chart, look, words, scale, width)
    return _lying(chart, look, words, scale, widest)


def _upright(chart: WordedChart, look: _Look, words: Label, scale: _Scale, width: int) -> Spec:
    x: Spec = {
        "field": "i", "type": "ordinal", "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
        "axis": {"labelExpr": _lookup(chart.labels), "labelAngle": 0, "labelColor": look.ink, "labelLimit": 300},
    }  # fmt: skip
    size = {"width": width, "height": look.height}
    return size | _bars(chart, look, words, {"x": x, "y": _value_axis(chart, look, scale)}, "y")


def _lying(chart: WordedChart, look: _Look, words: Label, scale: _Scale, right: float) -> Spec:
    """Horizontal bars: names at the left, values at the ends, no axis for the eye to travel to."""
    left = min(max((wide(label, _TEXT) for label in chart.labels), default=0.0), look.width * 0.38)
    y: Spec = {
        "field": "i", "type": "ordinal", "scale": {"paddingInner": 0.32, "paddingOuter": 0.12},
        "axis": {
            "labelExpr": _lookup([shortened(label, left, _TEXT) for label in chart.labels]), "labelLimit": left + 20,
            "domain": False, "labelFontSize": _TEXT, "labelColor": look.ink,
        },
    }  # fmt: skip
    x = _value_axis(chart, look, scale) | {"axis": None}
    rows = max(len(chart.labels), 1) * (_ROW if len(chart.series) == 1 else 28 * len(chart.series) + 14)
    size = {"width": round(max(look.width - left - right - 56, look.width / 4)), "height": rows}
    return size | _bars(chart, look, words, {"y": y, "x": x}, "x")


def _bars(chart: WordedChart, look: _Look, words: Label, places: Spec, value: Literal["x", "y"]) -> Spec:
    several = len(chart.series) > 1
    if several:
        places = places | {("yOffset" if value == "x" else "xOffset"): {"field": "s", "type": "ordinal"}}
    # A value stands beyond the bar's end; below zero, beside the axis, where it cannot hit the names.
    text = places | {value: places[value] | {"field": "top"}, "text": {"field": "t"}}
    beside: Spec = {"type": "text", "align": "left", "dx": 6} if value == "x" else {"type": "text", "dy": -10}
    rows = [row | {"top": None if row["v"] is None else max(row["v"], 0.0)} for row in _rows(chart, words)]
    bar = {"mark": {"type": "bar", "cornerRadiusEnd": 4}}
    return {
        "data": {"values": rows},
        "layer": [
            bar | {"encoding": places | {"color": _colour(chart, look, legend=several)}},
            *_target(chart, look, value),
            *_target_name(chart, look, words, value),
            # The target's rule stops short of a text.
            {"mark": beside | {"stroke": look.ground, "strokeWidth": 6, "strokeJoin": "round"}, "encoding": text},
            {"mark": beside, "encoding": text},
        ],
    }


def _target_name(chart: WordedChart, look: _Look, words: Label, value: Literal["x", "y"]) -> list[Spec]:
    """The target's name, at the end of its rule and outside of the bars."""
    if chart.mark is None:
        return []
    place = {"dy": -10, "align": "center"} if value == "x" else {"dx": 6, "align": "left"}
    across: Spec = {"y": {"value": 0}} if value == "x" else {"x": {"value": "width"}}
    return [
        {
            "data": {"values": [{"v": float(chart.mark), "t": _target_text(chart, words)}]},
            "mark": {"type": "text", "color": look.quiet, "fontWeight": "bold", **place},
            "encoding": {value: {"field": "v", "type": "quantitative"}, "text": {"field": "t"}} | across,
        }
    ]


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
    colour = {"condition": {"test": "datum.share >= 1", "value": look.colours[2]}, "value": look.colours[0]}
    text = {"type": "text", "baseline": "middle", "yOffset": -10}
    return {
        "width": width,
        "height": max(len(rows), 1) * 58,
        "data": {"values": rows},
        "encoding": {"y": y},
        "layer": [
            {"mark": bar | {"color": look.grid}, "encoding": {"x": x | {"field": "track"}, "x2": {"datum": 0}}},
            {"mark": bar, "encoding": {"x": x | {"field": "share"}, "x2": {"datum": 0}, "color": colour}},
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
