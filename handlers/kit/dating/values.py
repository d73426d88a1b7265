"""What date words stand for before it is known what the date is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.messages import Msg, say

FIRST_YEAR, LAST_YEAR = 2000, 2099
END_OF_DAY = time(23, 59, 59)

Purpose: TypeAlias = Literal["due", "snooze", "moment", "day", "past"]


@dataclass(frozen=True)
class DateScope:
    """Whose words they are: ``now`` (aware), their ``zone`` (IANA) and working calendar; ``day_first`` reads 12/3 as
    12 March."""

    now: datetime
    zone: str
    calendar: WorkingCalendar
    day_first: bool = False

    @cached_property
    def local(self) -> datetime:
        """Now, on the clock of the zone."""
        return self.now.astimezone(ZoneInfo(self.zone))

    @property
    def today(self) -> date:
        """The day it is in the zone."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a time of it, in ``zone`` (IANA).

    A wall time that a clock change skips is moved on by the hour skipped; of one that comes twice the first is
    meant, unless ``at`` says otherwise by its ``fold``.
    """

    day: date
    at: time | None
    zone: str

    @property
    def has_time(self) -> bool:
        """Whether a time of day was named."""
        return self.at is not None

    def moment(self) -> datetime:
        """The moment in UTC; a day alone is over at 23:59:59."""
        return datetime.combine(self.day, self.at or END_OF_DAY, ZoneInfo(self.zone)).astimezone(UTC)


class Wrong(Exception):
    """Words that can be read but not meant; ``why`` says it to the person."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why.id)
        self.why = why


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a first day to a last; one day is both."""

    first: date
    last: date


Pick: TypeAlias = Callable[[int], Stretch]
Kind: TypeAlias = Literal["day", "holiday", "weekend", "week", "span"]


@dataclass(frozen=True, slots=True)
class DayWords:
    """Words for a day or a stretch of days.

    ``pick(k)`` is its k-th occurrence, 0 being that of now (this year's, this month's, the coming one), and raises
    ``Wrong`` where there is none. With ``rolls`` another may be meant; ``weekday`` is set where nothing else is said;
    ``dated`` days are numbered ones.
    """

    pick: Pick
    rolls: bool = False
    kind: Kind = "day"
    weekday: int | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class ClockWords:
    """Words for a time of day: minutes from midnight up to 1440; None where they only say that the day may be used up.

    Of a part of the day (morning) they are its end, which is what a deadline means, and ``begins`` is its beginning.
    """

    minutes: int | None
    begins: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What one rule has read.

    ``shy`` says how it may be found in running text: 0 by itself, 1 with a word such as "by" beside it, 2 not at all.
    ``bare`` pieces stand alone, without such words. ``wrong`` says why what was read cannot be.
    """

    day: DayWords | None = None
    clock: ClockWords | None = None
    delta: timedelta | None = None
    moment: datetime | None = None
    shy: int = 0
    bare: bool = False
    wrong: Msg | None = None


def fixed(day: date, *, dated: bool = False) -> DayWords:
    """Exactly this day."""
    return DayWords(lambda _k: Stretch(day, day), dated=dated)


def on(year: int, month: int, day: int) -> date:
    """That day; ``Wrong`` where the calendar, or this grammar, has none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong(say("date-far"))
    try:
        return date(year, month, day)
    except ValueError:
        raise Wrong(say("date-no-such-day", year=str(year))) from None


def plus_months(day: date, months: int) -> date:
    """So many months on: the same day of the month, or its last where it is shorter."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return on(year, month + 1, min(day.day, month_end(year, month + 1).day))


def plus_days(day: date, days: int) -> date:
    """So many days on; ``Wrong`` beyond the calendar."""
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        raise Wrong(say("date-far")) from None
    return on(moved.year, moved.month, moved.day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return (on(year, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def monday_of(day: date) -> date:
    """The Monday that begins the day's week."""
    return day - timedelta(days=day.weekday())
