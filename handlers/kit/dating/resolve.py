"""From words to a day and time, by what they are for."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handlers.kit.dating.days import deadline
from handlers.kit.dating.grammar import Phrase
from handlers.kit.dating.values import (
    ClockWords,
    DateScope,
    DayWords,
    Purpose,
    Stretch,
    When,
    Wrong,
    on,
    plus_days,
)
from handlers.kit.messages import Day, Moment, say

_MINUTES = 24 * 60


def resolve(phrase: Phrase, scope: DateScope, purpose: Purpose) -> When:
    """The day and time meant; ``Wrong`` where they cannot be, or lie on the wrong side of now."""
    for piece in phrase.pieces:
        if piece.wrong is not None:
            raise Wrong(piece.wrong)
    first = phrase.pieces[0]
    if first.delta is not None or first.moment is not None:
        return _moment(first.moment or (scope.now + (first.delta or scope.now.resolution)), scope, purpose)
    clock = next((p.clock for p in phrase.pieces if p.clock is not None), None)
    words = [p.day for p in phrase.pieces if p.day is not None]
    if clock is not None and purpose in {"day", "past"}:
        raise Wrong(say("date-no-time"))
    if not words:
        return _bare_clock(clock, scope, purpose)
    main = _main(words)
    day = _Choice(phrase, scope, purpose, clock).day(main)
    for other in words:
        if other is not main:
            _check(other, day)
    return _at(day, clock, scope, purpose)


def _moment(moment: datetime, scope: DateScope, purpose: Purpose) -> When:
    if purpose in {"day", "past"}:
        raise Wrong(say("date-no-time"))
    local = moment.astimezone(ZoneInfo(scope.zone)).replace(microsecond=0)
    on(local.year, local.month, local.day)
    when = When(local.date(), local.time(), scope.zone)
    if moment <= scope.now:
        raise Wrong(say("date-past-time", when=Moment(when.moment(), scope.zone)))
    return when


def _bare_clock(clock: ClockWords | None, scope: DateScope, purpose: Purpose) -> When:
    """A time of day alone is the next one."""
    assert clock is not None
    today = _at(scope.today, clock, scope, purpose)
    if today.moment() > scope.now:
        return today
    return _at(plus_days(scope.today, 1), clock, scope, purpose)


def _at(day: date, clock: ClockWords | None, scope: DateScope, purpose: Purpose) -> When:
    if clock is None or clock.minutes is None:
        if clock is not None and purpose == "moment":
            raise Wrong(say("date-needs-time"))
        return When(day, None, scope.zone)
    if clock.vague and purpose == "moment":
        raise Wrong(say("date-needs-time"))
    if clock.minutes < _MINUTES:
        return When(day, time(*divmod(clock.minutes, 60)), scope.zone)
    # The midnight that ends a day: to be done by then means on that day; to meet then means the next one's 0:00.
    return When(day, None, scope.zone) if purpose == "due" else When(plus_days(day, 1), time(0), scope.zone)


def _main(words: list[DayWords]) -> DayWords:
    """Of two, the one that says more than a weekday."""
    return next((w for w in words if w.weekday is None), words[0])


def _check(other: DayWords, day: date) -> None:
    named = other.weekday if other.weekday is not None else None
    if (named is not None and named != day.weekday()) or (named is None and other.pick(0).last != day):
        raise Wrong(say("date-mismatch", day=Day(day)))


class _Choice:
    """Which occurrence of a day is meant."""

    def __init__(self, phrase: Phrase, scope: DateScope, purpose: Purpose, clock: ClockWords | None) -> None:
        self._links, self._scope, self._purpose, self._clock = phrase.links, scope, purpose, clock

    def day(self, words: DayWords) -> date:
        """The day meant by the words."""
        if words.kind in {"week", "span", "weekend"} and self._purpose != "due":
            raise Wrong(say("date-several-days"))
        if words.kind == "span" and "by" in self._links and not self._within:
            pass
        here = self._target(words.pick(0), words)
        if self._purpose == "past":
            return self._backward(here, words)
        if not self._is_over(here):
            return here
        if words.rolls and (here < self._scope.today or words.weekday is not None):
            return self._target(words.pick(1), words)
        if self._purpose == "day":
            return here
        raise Wrong(say("date-past", day=Day(here)))

    _within = False

    def _target(self, found: Stretch, words: DayWords) -> date:
        """Before a holiday, the weekend or a stretch means the last working day ahead; else the day keeps its own."""
        ahead = words.kind != "day" and "before" in self._links
        if ahead or (words.kind == "weekend" and "by" in self._links):
            return self._scope.calendar.previous_workday(found.first)
        return deadline(found, words.kind)

    def _is_over(self, day: date) -> bool:
        if day != self._scope.today or self._purpose == "day":
            return day < self._scope.today
        return _at(day, self._clock, self._scope, self._purpose).moment() <= self._scope.now

    def _backward(self, here: date, words: DayWords) -> date:
        today = self._scope.today
        if here <= today:
            return here
        if words.rolls:
            before = self._target(words.pick(-1), words)
            # The nearer one is meant; a date a few days ahead is a slip, not last year's.
            if words.weekday is not None or today - before <= here - today:
                return before
        raise Wrong(say("date-future", day=Day(here)))
