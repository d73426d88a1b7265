"""What a team hears of its kudos by the clock, pure: on which days, of which time, and who stands out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import read_days
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, say
from handlers.kit.periods import Kind, Period
from handlers.kit.topics import Topic
from handlers.recognition.rules.points import Place, ranked
from storage.states import Every

PAIRS = Topic("pairs", ("互赞", "互讚"))
DIGEST_AT = CEREMONY_AT = time(16)
PAIRS_AT = time(9, 30)
FRIDAY, FIRST, LAST = 4, 1, 31
DAYS: Mapping[Every, int] = {Every.WEEK: FRIDAY, Every.MONTH: FIRST, Every.QUARTER: FIRST}
HALF = 15  # a day of the month up to here closes the month before, a later one its own
MIDWEEK = 2  # the same of weekdays: up to Wednesday the week before
MOST, STORIES, LINES = 3, 3, 12
_KINDS: Mapping[Every, Kind] = {Every.WEEK: "week", Every.MONTH: "month", Every.QUARTER: "quarter"}
_WORDS = dict.fromkeys(("first", "月初", "第一天"), FIRST) | dict.fromkeys(("last", "月末", "月底", "最后一天"), LAST)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|日|号|號)?")


@dataclass(frozen=True, slots=True)
class Story:
    """Public kudos as a team reads of them; ``who`` are those of its receivers that want to be read of."""

    giver: str
    who: tuple[str, ...]
    reason: str
    points: int
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Honours:
    """Who stands out in a period: with most points in all, and with most of each value (its name, who, how many)."""

    team: str
    period: Period
    most: tuple[Place, ...]
    by_value: tuple[tuple[str, tuple[str, ...], int], ...]
    stories: tuple[Story, ...]
    count: int


def read_ceremony_day(text: str, every: Every) -> int:
    """A weekday (Monday is 0) for a weekly ceremony, else a day of the month; raises ``BadInput``."""
    said = text.strip().casefold()
    if every is Every.WEEK:
        return _weekday(text)
    hit = _DAY.fullmatch(said)
    day = _WORDS.get(said) or (int(hit[1]) if hit else 0)
    if not FIRST <= day <= LAST:
        raise BadInput("day", say("kudos-ceremony-day", bad=text), Code("--day 1"))
    return day


def _weekday(text: str) -> int:
    unread = BadInput("day", say("kudos-ceremony-weekday", bad=text.strip()), Code("--day Friday"))
    try:
        days = read_days(text).days
    except BadInput:
        raise unread from None
    if len(days) != 1:
        raise unread
    return next(iter(days))


def week_ends(calendar: WorkingCalendar, day: date) -> date | None:
    """The last day from Monday to Friday that is worked in a day's week; None where none is."""
    monday = day - timedelta(days=day.weekday())
    worked = [monday + timedelta(days=n) for n in range(5) if calendar.is_workday(monday + timedelta(days=n))]
    return worked[-1] if worked else None


def held_on(every: Every, on_day: int, calendar: WorkingCalendar, day: date) -> bool:
    """Whether a ceremony falls on a day: the wished one, or the working day nearest to it in the same stretch."""
    if every is Every.WEEK:
        monday = day - timedelta(days=day.weekday())
        worked = [n for n in range(7) if calendar.is_workday(monday + timedelta(days=n))]
        return bool(worked) and day.weekday() == max((n for n in worked if n <= on_day), default=worked[0])
    month = _month(every, on_day, day)
    wished = min(month.first + timedelta(days=on_day - 1), month.last)
    if not calendar.is_workday(wished):
        wished = calendar.next_workday(wished) if on_day <= HALF else calendar.previous_workday(wished)
    return day == wished


def covered(every: Every, on_day: int, day: date) -> Period:
    """What a ceremony on a day looks back on: the time that has ended, or that is about to."""
    here = Period.of(_KINDS[every], day)
    early = on_day <= MIDWEEK if every is Every.WEEK else on_day <= HALF
    return here.previous() if early else here


def honours(
    team: str, period: Period, totals: Iterable[tuple[str, int]], stories: Sequence[Story], names: Mapping[str, str]
) -> Honours:
    """Who stands out; equals stand side by side. ``names`` are the team's values, each with how it is written."""
    places = ranked(totals)
    by_value: list[tuple[str, tuple[str, ...], int]] = []
    for value, name in names.items():
        points: Counter[str] = Counter()
        for story in stories:
            if value in story.values:
                points.update(dict.fromkeys(story.who, story.points))
        if points:
            best = max(points.values())
            by_value.append((name, tuple(who for who, n in points.items() if n == best), best))
    told = sorted(stories, key=lambda story: -story.points)
    return Honours(
        team, period, tuple(p for p in places if p.rank <= MOST)[: MOST * 2], tuple(by_value), _told(told), len(stories)
    )


def _told(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The first few, each of other people."""
    found: list[Story] = []
    heard: set[str] = set()
    for story in stories:
        if len(found) < STORIES and not heard.intersection(story.who):
            found.append(story)
            heard.update(story.who)
    return tuple(found)


def _month(every: Every, on_day: int, day: date) -> Period:
    """The month of a day's period in which a ceremony may be: of a quarter, the first or the last."""
    if every is Every.MONTH:
        return Period.of("month", day)
    months = Period.of("quarter", day).months()
    return months[0] if on_day <= HALF else months[-1]
