"""Dates in figures alone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.kit.dating import days
from handlers.kit.dating.rules import Match, Rulebook
from handlers.kit.dating.values import ClockWords, DateScope, DayWords, Piece, Wrong, fixed, on
from handlers.kit.messages import say

book = Rulebook(space=" +", loose=" *", end=r"(?![a-z0-9]|[.:/-][0-9])")
rule = book.rule

_ISO = r"(?P<y>\d{4})(?P<sep>[-/.])(?P<mo>\d{1,2})(?P=sep)(?P<d>\d{1,2})"


@rule(_ISO, "d")
def _year_first(hit: Match, _scope: DateScope) -> DayWords:
    return fixed(on(int(hit["y"]), int(hit["mo"]), int(hit["d"])), dated=True)


@rule(rf"{_ISO}(?:t| )(?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?~(?P<zone>z|[+-]\d\d:?\d\d)?", "d")
def _iso_moment(hit: Match, scope: DateScope) -> Piece:
    """With an offset from UTC it is that moment, whatever the person's zone."""
    day = on(int(hit["y"]), int(hit["mo"]), int(hit["d"]))
    try:
        moment = datetime.fromisoformat(f"{day.isoformat()}T{hit['time']}{(hit['zone'] or '').upper()}")
    except ValueError:
        raise Wrong(say("date-no-such-time", bad=hit["time"])) from None
    if moment.tzinfo is None:
        return Piece(day=fixed(day, dated=True), clock=ClockWords(moment.hour * 60 + moment.minute))
    return Piece(moment=moment.astimezone(ZoneInfo(scope.zone)))


@rule(r"(?P<y>20\d\d)(?P<mo>\d\d)(?P<d>\d\d)", "d", shy=2)
def _compact(hit: Match, _scope: DateScope) -> DayWords:
    return fixed(on(int(hit["y"]), int(hit["mo"]), int(hit["d"])), dated=True)


@rule(r"(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})", "d")
def _year_last(hit: Match, scope: DateScope) -> DayWords:
    month, day = _order(hit, scope)
    return fixed(on(int(hit["y"]), month, day), dated=True)


@rule(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})", "d", shy=1)
@rule(r"(?P<a>\d\d)-(?P<b>\d\d)", "d", shy=2)  # 2-3 may be a range
def _month_and_day(hit: Match, scope: DateScope) -> DayWords:
    month, day = _order(hit, scope)
    if month > 12:
        raise Wrong(say("date-order-day" if scope.day_first else "date-order-month", bad=hit[0]))
    return days.month_day(scope, month, day)


def _order(hit: Match, scope: DateScope) -> tuple[int, int]:
    a, b = int(hit["a"]), int(hit["b"])
    return (b, a) if scope.day_first else (a, b)
