"""From words to a day and time, by what they are for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.dating.days import deadline
from handlers.kit.dating.grammar import Phrase
from handlers.kit.dating.values import ClockWords, DateScope, DayWords, Purpose, Stretch, When, Wrong, on, plus_days
from handlers.kit.messages import Day, Moment, say

_DAY_LONG = 24 * 60  # minutes


def resolve(phrase: Phrase, scope: DateScope, purpose: Purpose) -> When:
    """The day and time meant; ``Wrong`` where they cannot be, or lie on the wrong side of now."""
    for piece in phrase.pieces:
        if piece.wrong is not None:
            raise Wrong(piece.wrong)
    only = phrase.pieces[0]
    if only.moment is not None:
        return _moment(only.moment, scope, purpose)
    if only.delta is not None:
        return _moment(_later(scope.now, only.delta), scope, purpose)
    clock = next((p.clock for p in phrase.pieces if p.clock is not None), None)
    words = [p.day for p in phrase.pieces if p.day is not None]
    if clock is not None and purpose in {"day", "past"}:
        raise Wrong(say("date-no-time"))
    if not words:
        return _bare_clock(clock or ClockWords(None), scope, purpose)
    # Of two, one says more than a weekday, and the other only bears it out.
    main = next((w for w in words if w.weekday is None), words[0])
    day = _Choice(phrase, scope, purpose, clock).of(main)
    for other in words:
        if other is not main and not _agrees(other, day):
            raise Wrong(say("date-mismatch", day=Day(day)))
    return _at(day, clock, scope, purpose)


def _later(now: datetime, delta: timedelta) -> datetime:
    try:
        return now + delta
    except OverflowError:
        raise Wrong(say("date-far")) from None


def _moment(moment: datetime, scope: DateScope, purpose: Purpose) -> When:
    if purpose in {"day", "past"}:
        raise Wrong(say("date-no-time"))
    local = moment.astimezone(ZoneInfo(scope.zone)).replace(microsecond=0)
    when = When(on(local.year, local.month, local.day), local.time(), scope.zone)
    if moment <= scope.now:
        raise _past(when)
    return when


def _past(when: When) -> Wrong:
    if when.has_time:
        return Wrong(say("date-past-time", when=Moment(when.moment(), when.zone)))
    return Wrong(say("date-past", day=Day(when.day)))


def _bare_clock(clock: ClockWords, scope: DateScope, purpose: Purpose) -> When:
    """A time of day alone is the next one."""
    today = _at(scope.today, clock, scope, purpose)
    if today.moment() > scope.now:
        return today
    return _at(plus_days(scope.today, 1), clock, scope, purpose)


def _at(day: date, clock: ClockWords | None, scope: DateScope, purpose: Purpose) -> When:
    if clock is None:
        return When(day, None, scope.zone)
    minutes = clock.minutes
    if clock.begins is not None and purpose == "snooze":
        minutes = clock.begins or None  # from the morning on is from that day on
    elif purpose in {"moment", "snooze"} and (clock.begins is not None or minutes is None):
        raise Wrong(say("date-needs-time"))
    if minutes is None:
        return When(day, None, scope.zone)
    if minutes < _DAY_LONG:
        return When(day, time(*divmod(minutes, 60)), scope.zone)
    # The midnight that ends a day: to be done by then is to be done that day; to meet then is at the next one's 0:00.
    return When(day, None, scope.zone) if purpose == "due" else When(plus_days(day, 1), time(0), scope.zone)


def _agrees(other: DayWords, day: date) -> bool:
    if other.weekday is not None:
        return other.weekday == day.weekday()
    if not other.rolls:
        return other.pick(0).last == day
    return day in {other.pick(k).last for k in (-1, 0, 1)}


class _Choice:
    """Which day is meant by words that fit several."""

    def __init__(self, phrase: Phrase, scope: DateScope, purpose: Purpose, clock: ClockWords | None) -> None:
        self._links, self._scope, self._purpose, self._clock = phrase.links, scope, purpose, clock

    def of(self, words: DayWords) -> date:
        """The day, on the right side of now."""
        if words.kind in {"week", "span", "weekend"} and self._purpose not in {"due", "snooze"}:
            raise Wrong(say("date-several-days"))
        if (
            self._purpose == "due"
            and words.kind == "span"
            and "by" in self._links
            and not self._links & {"before", "due"}
        ):
            raise Wrong(say("date-unclear-by"))
        here = self._target(words.pick(0), words)
        return self._backward(here, words) if self._purpose == "past" else self._forward(here, words)

    def _target(self, found: Stretch, words: DayWords) -> date:
        """Before a holiday, the weekend or a stretch means the last working day ahead; other days stay."""
        if self._purpose == "snooze":
            return found.first
        before = words.kind != "day" and "before" in self._links
        if before or (words.kind == "weekend" and "by" in self._links):
            return self._scope.calendar.previous_workday(found.first)
        return deadline(found, words.kind)

    def _forward(self, here: date, words: DayWords) -> date:
        today = self._scope.today
        if self._purpose == "day":
            return self._target(words.pick(1), words) if here < today and words.rolls else here
        when = _at(here, self._clock, self._scope, self._purpose)
        if here >= today and when.moment() > self._scope.now:
            return here
        # A weekday whose hour has gone by is next week's; of a date that is today's the hour must be a slip.
        if words.rolls and (here < today or words.weekday is not None):
            return self._target(words.pick(1), words)
        raise _past(when)

    def _backward(self, here: date, words: DayWords) -> date:
        today = self._scope.today
        if here <= today:
            return here
        if words.rolls:
            earlier = self._target(words.pick(-1), words)
            # The nearer one is meant: a date some days ahead is a slip, not last year's.
            if words.weekday is not None or today - earlier <= here - today:
                return earlier
        raise Wrong(say("date-future", day=Day(here)))
