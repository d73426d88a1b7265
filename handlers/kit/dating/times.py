"""Times of day, durations and days of the week by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dating import clocks
from handlers.kit.dating.durations import length
from handlers.kit.dating.rules import kind_of
from handlers.kit.dating.text import plain
from handlers.kit.dating.values import DateScope, Wrong
from handlers.kit.errors import BadInput
from handlers.kit.messages import say

_ENDS = " .。!！;；,，"
_ANY = DateScope(datetime(2000, 1, 1, tzinfo=UTC), "UTC", WorkingCalendar(None))  # a bare time needs no day
_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_duration(text: str, field: str = "duration") -> timedelta:
    """A length of time such as ``30m``, ``1h30``, ``3d``, ``两小时``; raises ``BadInput`` on ``field``."""
    found = length(plain(text).text.strip(_ENDS))
    if found is None:
        raise BadInput(field, say("date-duration-unreadable", bad=text.strip()), example=say("date-example-duration"))
    return found


def read_clock(text: str, field: str = "time") -> time:
    """A time of day such as ``09:30``, ``9am``, ``下午3点``; an hour that may be either half of the day is refused."""
    try:
        found = _clock(plain(text).text.strip(_ENDS))
    except Wrong as error:
        raise BadInput(field, error.why, example=say("date-example-clock")) from None
    if found is None:
        raise BadInput(field, say("date-clock-unreadable", bad=text.strip()), example=say("date-example-clock"))
    return found


def read_quiet(text: str, field: str = "quiet") -> tuple[time, time]:
    """Quiet hours, from and until (``20:00-09:00``, over midnight or not)."""
    said = plain(text).text.strip(_ENDS)
    said = re.sub(r"^(?:from|从|自) *", "", said)
    parts = re.split(r" *(?:-|~|至|到|\bto\b|\buntil\b|\btill?\b) *", said)
    try:
        found = [_clock(part) for part in parts]
    except Wrong as error:
        raise BadInput(field, error.why, example=say("date-example-quiet")) from None
    match found:
        case [time() as start, time() as end] if start != end:
            return start, end
    raise BadInput(field, say("date-quiet-unreadable", bad=text.strip()), example=say("date-example-quiet"))


def _clock(said: str) -> time | None:
    if re.fullmatch(r"\d{1,2}\.[0-5]\d", said):
        said = said.replace(".", ":")
    if not said:
        return None
    kind = kind_of(said[0])
    wrong: Wrong | None = None
    for rule in (*clocks.english.rules[kind], *clocks.chinese.rules[kind]):
        found = rule.read(said, 0, _ANY)
        if found is None or found[0] != len(said):
            continue
        piece = found[1]
        if piece.wrong is not None:
            wrong = wrong or Wrong(piece.wrong)
        elif piece.day is None and piece.clock is not None and piece.clock.begins is None:
            minutes = piece.clock.minutes
            if minutes is not None and minutes < 24 * 60:
                return time(*divmod(minutes, 60))
    if wrong is not None:
        raise wrong
    return None


# --- days of the week -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days on which something recurs: the calendar's ``workdays``, or ``days`` of the week (Monday is 0)."""

    kind: Literal["workdays", "days"]
    days: frozenset[int] = frozenset()

    @property
    def code(self) -> str:
        """How it is stored and typed: ``workdays``, ``mon-fri``, ``mon,wed``."""
        if self.kind == "workdays":
            return "workdays"
        listed = sorted(self.days)
        if listed in ([*range(5)], [*range(7)]):
            return f"mon-{_CODES[listed[-1]]}"
        return ",".join(_CODES[day] for day in listed)

    def includes(self, day: date, calendar: WorkingCalendar) -> bool:
        """Whether ``day`` is one of them."""
        return calendar.is_workday(day) if self.kind == "workdays" else day.weekday() in self.days


WORKDAYS = Weekdays("workdays")

_NAMED: dict[str, Weekdays] = {
    **dict.fromkeys(("workdays", "workday", "working days", "business days"), WORKDAYS),
    **dict.fromkeys(("工作日", "每个工作日", "工作天", "每个工作天"), WORKDAYS),
    **dict.fromkeys(("weekdays", "平日"), Weekdays("days", frozenset(range(5)))),
    **dict.fromkeys(("daily", "every day", "everyday", "每天", "每日", "天天"), Weekdays("days", frozenset(range(7)))),
    **dict.fromkeys(("weekends", "weekend", "周末", "双休日"), Weekdays("days", frozenset({5, 6}))),
}  # fmt: skip
_ENGLISH = (
    "(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:s|nesdays?)?|thu(?:rs?(?:days?)?)?|fri(?:days?)?"
    "|sat(?:urdays?)?|sun(?:days?)?)"
)
_CHINESE = "(?:(?:周|星期|礼拜) *)?[一二三四五六日天]"
_TO = r" *(?:-|~|to|through|thru|至|到) *"
_RANGE = re.compile(rf"({_ENGLISH}|{_CHINESE}){_TO}({_ENGLISH}|{_CHINESE})")
_RUN = re.compile(r"(?:周|星期|礼拜) *([一二三四五六日天]+)")


def read_days(text: str, field: str = "days") -> Weekdays:
    """Days of the week: ``workdays``, ``mon-fri``, ``mon,wed``, ``工作日``, ``周一到周五``, ``周一、周三``."""
    said = re.sub(r"^(?:every|on|每个?|逢)(?! *(?:day|天|日)) *", "", plain(text).text.strip(_ENDS))
    named = _NAMED.get(re.sub(" +", " ", said))
    if named is not None:
        return named
    days: set[int] = set()
    for part in re.split(r" *(?:[,、/;&+]|\band\b|和|与|及) *", said):
        found = _days(part)
        if not found:
            raise BadInput(
                field, say("date-days-unreadable", bad=part or text.strip()), example=say("date-example-days")
            )
        days |= found
    return Weekdays("days", frozenset(days))


def _days(part: str) -> set[int]:
    span = _RANGE.fullmatch(part)
    if span is not None:
        first, last = _day(span[1]), _day(span[2])
        return {(first + i) % 7 for i in range((last - first) % 7 + 1)}
    run = _RUN.fullmatch(part)
    if run is not None:
        return {_day(char) for char in run[1]}
    if re.fullmatch(rf"{_ENGLISH}(?: +{_ENGLISH})*", part):
        return {_day(word) for word in part.split()}
    return {_day(part)} if re.fullmatch(_CHINESE, part) else set()


def _day(text: str) -> int:
    if text[:3] in _CODES:
        return _CODES.index(text[:3])
    return "一二三四五六日".index(text[-1].replace("天", "日"))
