"""Charts: what stands in the drawing, that any figures can be drawn, and that nothing touches."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from html import unescape
from itertools import pairwise
from re import findall

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.kit.charts import AxisFormat, WordedChart, vega_lite
from handlers.kit.layout import drawable, shortened, spaced, spread, ticks, wide, wrapped


def _chart(
    kind: str = "line", values: str = "1 2 3", labels: str = "", *more: str, unit: str = "number", mark: str = ""
) -> WordedChart:
    """A chart of figures parted by spaces, ``-`` where there is none; further texts are further series."""
    series = tuple(
        (f"Series {n}", tuple(None if v == "-" else Decimal(v) for v in text.split()))
        for n, text in enumerate((values, *more), 1)
    )
    names = tuple(labels.split()) or tuple(f"W{n}" for n in range(1, len(series[0][1]) + 1))
    level = Decimal(mark) if mark else None
    assert kind in ("line", "bar", "progress")
    return WordedChart(kind, "Leads", names, series, unit, level, "Target" if mark else None)  # type: ignore[arg-type]


def _words(chart: WordedChart) -> list[str]:
    """All texts of the drawing, by the real renderer."""
    spec = vega_lite(chart, font="sans-serif", width=520, height=260)
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return [unescape(text) for text in findall(r"<text[^>]*>([^<]*)</text>", svg)]


@pytest.mark.parametrize(
    ("language", "ticks_"),
    [
        ("en", ["0", "5k", "10k", "15k"]),
        ("zh-Hans", ["0", "5,000", "1万", "1.5万"]),
        ("zh-Hant", ["0", "5,000", "1萬", "1.5萬"]),
    ],
)
def test_the_axis_speaks_the_readers_scale(language: AxisFormat, ticks_: list[str]) -> None:
    words = _words(replace(_chart(values="2000 9000 15340"), axis_format=language))
    assert [word for word in words if word in ticks_] == ticks_


@pytest.mark.parametrize(
    ("values", "language", "tick"),
    [
        ("1000000 3000000", "en", "3M"),
        ("1000000000 4000000000", "en", "4B"),
        ("1000000 3000000", "zh-Hans", "300万"),
        ("100000000 400000000", "zh-Hant", "4億"),
        ("10000000 50000000", "zh-Hant", "4000萬"),  # as the words beside it have it
        ("1000000000000 4000000000000", "zh-Hans", "4万亿"),
        ("0.1 0.4", "en", "0.3"),
        ("-20000 10000", "zh-Hans", "-2万"),
    ],
)
def test_large_small_and_negative_ticks(values: str, language: AxisFormat, tick: str) -> None:
    assert tick in _words(replace(_chart(values=values), axis_format=language))


def test_a_percent_axis_says_so_and_a_rate_need_not_begin_at_zero() -> None:
    words = _words(_chart(values="18.2 19.1 23.9", unit="percent", mark="20"))
    assert {"18%", "24%", "23.9%", "Target 20%"} <= set(words)
    assert "0%" not in words


def test_values_are_written_as_they_are_however_long() -> None:
    chart = _chart("bar", "9007199254740993.123457 1", "A B")
    assert "9,007,199,254,740,993.123457" in _words(chart)


def test_lines_are_named_at_their_ends_and_gaps_stay_gaps() -> None:
    words = _words(_chart("line", "1 - 3", "A B C", "4 5 -"))
    assert {"Series 1 3", "Series 2 5"} <= set(words)


def test_bars_stand_with_short_names_and_lie_with_long_ones() -> None:
    short = vega_lite(_chart("bar", "1 2 3", "N E S"), font="x", width=520, height=260)
    long = vega_lite(_chart("bar", "1 2 3", "线下展会与合作伙伴 小红书 视频号"), font="x", width=360, height=260)
    assert short["layer"][0]["encoding"]["y"]["field"] == "v"
    assert long["layer"][0]["encoding"]["x"]["field"] == "v"


def test_the_target_is_drawn_and_named() -> None:
    for kind in ("line", "bar"):
        assert "Target 2.5" in _words(_chart(kind, "1 2 3", mark="2.5"))
    assert "Target 250" in _words(_chart("bar", "1 2 3", "a" * 60 + " b c", mark="250"))


def test_progress_is_rounded_down_and_needs_a_target() -> None:
    words = _words(_chart("progress", "999 1000 1210 0 5 -", "A B C D E F", "1000 1000 1000 1000 - 1000"))
    assert {"999 / 1,000 · 99%", "1,000 / 1,000 · 100%", "1,210 / 1,000 · 121%", "0 / 1,000 · 0%"} <= set(words)
    assert "5" in words
    assert "– / 1,000 · 0%" in words
    assert "7 / 10 · 70%" in _words(_chart("progress", "7", mark="10"))
    assert "7" in _words(_chart("progress", "7"))
    assert "-3 / 10 · -30%" in _words(_chart("progress", "-3", mark="10"))


def test_labels_that_are_equal_stay_two() -> None:
    assert _words(_chart("bar", "1 2", "Same Same")).count("Same") == 2


@pytest.mark.parametrize("kind", ["line", "bar", "progress"])
@pytest.mark.parametrize(
    "text", ['"]; datum.value', "a\\u0022]", "it's \\ it", "<b>&amp;</b>", "${x}", "'+alert(1)+'", "=1+1", "名\u2028字"]
)
def test_peoples_words_are_data_in_the_drawing(kind: str, text: str) -> None:
    chart = replace(_chart(kind, "1 2", "A B", "2 3"), title=text, labels=(text, "B"))
    words = _words(chart)
    assert drawable(text) in words
    if kind != "progress":
        assert words.count(drawable(text)) == 2


def test_emoji_are_left_out_of_pictures() -> None:
    assert drawable("小李🚀 👩\u200d💻 ✅ done\n\x00 ok") == "小李 done ok"
    assert drawable("12℃ © ½ → 3") == "12℃ © ½ → 3"
    assert "小李" in _words(_chart("bar", "1", "小李🚀"))


_FIGURES = st.one_of(
    st.none(), st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)
)
_TEXTS = st.text(max_size=25)


@st.composite
def _charts(pick: st.DrawFn) -> WordedChart:
    count = pick(st.integers(0, 14))
    values = st.lists(_FIGURES, min_size=count, max_size=count).map(tuple)
    return WordedChart(
        kind=pick(st.sampled_from(["line", "bar", "progress"])),
        title=pick(_TEXTS),
        labels=tuple(pick(st.lists(_TEXTS, min_size=count, max_size=count))),
        series=tuple(pick(st.lists(st.tuples(_TEXTS, values), max_size=6))),
        unit=pick(st.sampled_from(["number", "percent", "permille", "points", "CNY"])),
        mark=pick(_FIGURES),
        mark_label=pick(st.none() | _TEXTS),
        axis_format=pick(st.sampled_from(["en", "zh-Hans", "zh-Hant"])),
    )


@settings(max_examples=150)
@given(_charts(), st.booleans())
def test_any_figures_make_a_specification(chart: WordedChart, dark: bool) -> None:
    spec = vega_lite(chart, font="x", width=520, height=260, dark=dark)
    assert json.dumps(spec, allow_nan=False)  # a ValueError for what is no number; somebody may well write "NaN"
    assert spec["width"] > 0


@settings(max_examples=25)
@given(_charts())
def test_any_figures_can_be_drawn(chart: WordedChart) -> None:
    vl_convert.vegalite_to_svg(vega_lite(chart, font="sans-serif", width=520, height=260), allowed_base_urls=[])


@given(st.lists(st.floats(-1e15, 1e15).filter(lambda v: v == 0 or abs(v) > 1e-9), max_size=20), st.booleans())
def test_the_axis_spans_the_values_in_few_round_steps(values: list[float], zero: bool) -> None:
    marks, (low, high) = ticks(values, zero=zero)
    assert 1 <= len(marks) <= 7
    assert low < high
    assert all(low <= value <= high for value in values)
    assert all(left < right for left, right in pairwise(marks))
    assert not zero or low <= 0 <= high


@given(st.lists(st.floats(-1000, 1000), max_size=12), st.floats(0.1, 50))
def test_labels_moved_apart_keep_their_order_and_do_not_touch(places: list[float], apart: float) -> None:
    moved = spread(sorted(places), apart)
    assert len(moved) == len(places)
    assert all(right - left >= apart - 1e-6 for left, right in pairwise(moved))


def test_labels_that_have_room_are_not_moved() -> None:
    assert spread([1.0, 30.0, 60.0], 20.0) == [1.0, 30.0, 60.0]
    assert spread([10.0, 10.0], 20.0) == [0.0, 20.0]


def test_only_as_many_labels_as_fit_and_the_last_always() -> None:
    assert spaced([f"第{n}周" for n in range(12)], 360, 15) == [2, 5, 8, 11]
    assert spaced(["Jan", "Feb"], 360, 15) == [0, 1]
    assert spaced([], 360, 15) == []


def test_long_texts_are_wrapped_and_cut() -> None:
    assert wrapped("Short", 400, 20) == ["Short"]
    assert wrapped("Win rate of the whole team", 150, 20) == ["Win rate of", "the whole…"]
    lines = wrapped("第四季度各渠道获客成本与目标的对比以及说明和更多的话", 200, 20)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(wide(line, 20) <= 200 for line in lines)
    assert shortened("线下展会", 40, 20) == "线…"
