"""Days of leave as people write them: one day, a stretch, from when, until when. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.dates import DateScope, read_due, read_duration, read_snooze
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, Day, say

ONE = timedelta(days=1)
WRAPPED = timedelta(days=180)  # Dec 24 to Dec 20 is a slip sooner than a year
_FROM = re.compile(r"(?:from|on|for|starting|beginning)\s+|[从從自]\s*", re.IGNORECASE)
_UNTIL = re.compile(r"(?:up\s+)?(?:until|till|to|through)\s+|(?:直到|到|至)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:to|until|till|through|thru|and)\s+|\s*(?:[-–—~～〜]|直到|到|至)\s*", re.IGNORECASE)
_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|日|号|號)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """Days of leave, both ends included; ``last`` is ``date.max`` while the end is open."""

    first: date
    last: date

    @property
    def open(self) -> bool:
        """Whether nobody knows yet when it ends."""
        return self.last == date.max

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last

    def meets(self, other: Spell) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


class Backwards(BadInput):
    """A last day that lies before the first one, unless next year's is meant."""


def end_of(spells: Iterable[Spell], day: date) -> date | None:
    """The last day of the leave that a day lies in, with what follows on it without a gap; None for no leave."""
    known = sorted(spells)
    end: date | None = None
    for spell in known:
        if spell.covers(day) or (end is not None and spell.first - ONE <= end < spell.last):
            end = spell.last if end is None else max(end, spell.last)
    return end


def read_leave(text: str | None, begin: str | None, until: str | None, scope: DateScope) -> Spell:
    """What ``24-28 Dec``, ``until Friday``, ``next week``, ``12月24日到28日`` or ``begin`` and ``until`` mean; nothing
    at all is from today with an open end. ``BadInput`` names what cannot be read, or lies in the past."""
    text = (text or "").strip()
    if text and begin and until:
        raise BadInput("days", say("date-left-over", bad=text), example=say("date-example-due"))
    if text and not begin and not until:
        return _said(text, scope)
    begin, until = (begin or (text if until else None)), (until or text or None)
    first = _first(begin, scope, "from") if begin else scope.today
    return Spell(first, _last(until, first, scope, "until") if until else date.max)


def _said(text: str, scope: DateScope) -> Spell:
    until = _UNTIL.match(text)
    if until is not None:
        return Spell(scope.today, _last(text[until.end() :], scope.today, scope, "days"))
    begins = _FROM.match(text)
    text = text[begins.end() :] if begins is not None else text
    try:
        return _long(text, scope) or _whole(text, scope)
    except BadInput as error:
        wrong = error
    for between in _BETWEEN.finditer(text):
        try:
            return _stretch(text[: between.start()], text[between.end() :], scope)
        except Backwards:
            raise
        except BadInput:
            continue
    raise wrong


def _whole(text: str, scope: DateScope) -> Spell:
    """A day, or a week or month, from today on where it has begun."""
    last = _last(text, scope.today, scope, "days")
    try:
        return Spell(_first(text, scope, "days"), last)
    except BadInput:
        return Spell(scope.today, last)


def _long(text: str, scope: DateScope) -> Spell | None:
    """So many days from today (``3 days``, ``一周``); ``28日`` is a day."""
    if _OF_MONTH.fullmatch(text):
        return None
    try:
        days = read_duration(text) // ONE
    except BadInput:
        return None
    return Spell(scope.today, scope.today + ONE * (days - 1)) if days else None


def _stretch(left: str, right: str, scope: DateScope) -> Spell:
    number = _OF_MONTH.fullmatch(left.strip())
    if number is not None and not right.strip().isdigit():
        # The month stands once, with the last day: 24-28 Dec.
        last = read_due(right, scope, "days").day
        if 0 < int(number[1]) <= last.day and last.replace(day=int(number[1])) >= scope.today:
            return Spell(last.replace(day=int(number[1])), last)
    first = _first(left, scope, "days")
    return Spell(first, _last(right, first, scope, "days"))


def _first(text: str, scope: DateScope, field: str) -> date:
    return read_snooze(_day_of_month(text), scope, field).day


def _last(text: str, first: date, scope: DateScope, field: str) -> date:
    """The last day: counted from today, or, where that lies ahead of the first, from the first."""
    text = _day_of_month(text)
    try:
        day = read_due(text, scope, field).day
        if day >= first:
            return day
    except BadInput:
        if first == scope.today:
            raise
    day = read_due(text, _on(scope, first), field).day
    if day - first > WRAPPED:
        raise Backwards(field, say("kit-leave-backwards", last=Day(day)), Code(day.isoformat()))
    return day


def _on(scope: DateScope, day: date) -> DateScope:
    return replace(scope, now=datetime.combine(day, time(), ZoneInfo(scope.zone)))


def _day_of_month(text: str) -> str:
    return f"{text.strip()}日" if text.strip().isdigit() and len(text.strip()) <= 2 else text
