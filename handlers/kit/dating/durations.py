"""Lengths of time, as people write them: ``1h30``, ``two hours``, ``half an hour``, ``一个半小时``, ``3天``."""

from __future__ import annotations

import re
from datetime import timedelta

from handlers.kit.dating.text import NUMERAL, number

SMALL_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "forty-five": 45, "sixty": 60, "ninety": 90, "a couple of": 2, "couple of": 2,
}  # fmt: skip
COUNT = rf"(?:\d{{1,4}}|{'|'.join(sorted(SMALL_WORDS, key=len, reverse=True)).replace(' ', ' +')})"
ZH_COUNT = rf"(?:\d{{1,4}}|[{NUMERAL}]{{1,4}})"

_HOUR = "(?:hours?|hrs?|h)"
_MINUTE = "(?:minutes?|mins?|m)"
_DAY = "(?:days?|d)"
_WEEK = "(?:weeks?|wks?|w)"
_BREAK = r"(?: *, *| +and +| *)"

# Each pattern with the minutes that one of each of its figures stands for.
_ENGLISH = (
    (rf"(?:({COUNT}) *{_HOUR}){_BREAK}(\d{{1,2}}) *{_MINUTE}?", (60, 1)),
    (rf"({COUNT}) *{_HOUR}", (60,)),
    (rf"({COUNT})[ -]*{_MINUTE}", (1,)),
)
_CHINESE = (
    (rf"({ZH_COUNT}) *个? *(?:小时|钟头) *(?:[〇又])? *({ZH_COUNT}) *分钟?", (60, 1)),
    (rf"({ZH_COUNT}) *个? *(?:小时|钟头)", (60,)),
    (rf"({ZH_COUNT}) *分钟", (1,)),
)
_HALF_ENGLISH = (
    (rf"({COUNT}) +and +a +half +{_HOUR}", 60, 30),
    (rf"({COUNT}) +{_HOUR} +and +a +half", 60, 30),
    (rf"(\d+)\.5 *{_HOUR}", 60, 30),
    (rf"(\d+)\.25 *{_HOUR}", 60, 15),
    (rf"(\d+)\.75 *{_HOUR}", 60, 45),
)
_HALF_CHINESE = (
    (rf"({ZH_COUNT}) *个半 *(?:小时|钟头)", 60, 30),
    (rf"({ZH_COUNT}) *(?:小时|钟头|个小时|个钟头)半", 60, 30),
    (r"(\d+)\.5 *个? *(?:小时|钟头)", 60, 30),
    (rf"({ZH_COUNT}) *刻钟", 15, 0),
)
_FIXED_ENGLISH = {"half an hour": 30, "half a hour": 30, "half hour": 30, "a half hour": 30, "quarter of an hour": 15,
                  "a quarter of an hour": 15, "three quarters of an hour": 45}  # fmt: skip
_FIXED_CHINESE = {"半小时": 30, "半个小时": 30, "半个钟头": 30, "半钟头": 30}
_LONG = (
    (rf"({COUNT}) *{_DAY}", 1440),
    (rf"({COUNT}) *{_WEEK}", 7 * 1440),
    (rf"({ZH_COUNT}) *[天日]", 1440),
    (rf"({ZH_COUNT}) *(?:周|个? *(?:星期|礼拜))", 7 * 1440),
)
_LONG_AND_HOURS = re.compile(rf"({COUNT}) *{_DAY}{_BREAK}(.+)|({ZH_COUNT}) *天[〇又零]? *(.+)", re.ASCII)


def _any(patterns: list[str]) -> str:
    return "(?:" + "|".join(re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern) for pattern in patterns) + ")"


def _fixed(table: dict[str, int]) -> list[str]:
    return [text.replace(" ", " +") for text in sorted(table, key=len, reverse=True)]


HOURS = _any([*_fixed(_FIXED_ENGLISH), *(p for p, *_ in _HALF_ENGLISH), *(p for p, _ in _ENGLISH)]) + "(?![a-z0-9])"
"""Matches hours and minutes in English, longest first; ``length`` reads what it matched."""
ZH_HOURS = _any([*_fixed(_FIXED_CHINESE), *(p for p, *_ in _HALF_CHINESE), *(p for p, _ in _CHINESE)])
"""The same in Chinese."""

_FIXED = {**_FIXED_ENGLISH, **_FIXED_CHINESE}
_FORMS = [(re.compile(p, re.ASCII), units, 0) for p, units in (*_ENGLISH, *_CHINESE)] + [
    (re.compile(p, re.ASCII), (unit,), more) for p, unit, more in (*_HALF_ENGLISH, *_HALF_CHINESE)
]
_LONG_FORMS = [(re.compile(p, re.ASCII), unit) for p, unit in _LONG]


def count(text: str) -> int | None:
    """A count in digits or words of either language."""
    return SMALL_WORDS.get(re.sub(" +", " ", text)) or number(text)


def length(text: str) -> timedelta | None:
    """The length that is the whole of a plain text; None where it is not one, or not longer than nothing."""
    text = re.sub(" +", " ", text.strip())
    minutes = _minutes(text)
    if minutes is None:
        minutes = _long(text)
    return timedelta(minutes=minutes) if minutes else None


def _minutes(text: str) -> int | None:
    if text in _FIXED:
        return _FIXED[text]
    for pattern, units, more in _FORMS:
        hit = pattern.fullmatch(text)
        if hit is None:
            continue
        figures = [count(figure) for figure in hit.groups()]
        if None in figures or (len(figures) == 2 and (figures[1] or 0) > 59):
            return None
        return sum((figure or 0) * unit for figure, unit in zip(figures, units, strict=True)) + more
    return None


def _long(text: str) -> int | None:
    for pattern, unit in _LONG_FORMS:
        hit = pattern.fullmatch(text)
        if hit is not None:
            many = count(hit[1])
            return None if many is None else many * unit
    hit = _LONG_AND_HOURS.fullmatch(text)
    if hit is None:
        return None
    days, rest = count(hit[1] or hit[3]), _minutes(hit[2] or hit[4])
    return None if days is None or rest is None else days * 1440 + rest
