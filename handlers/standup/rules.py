"""Rules of standups, pure: on which days, at which moments, who is waited for, which blockers stay (methods.md S1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import Weekdays, read_days
from handlers.kit.messages import Figure
from handlers.kit.people import Person
from handlers.kit.topics import Topic
from handlers.standup.asking import DAILY, Asks, Kind

LATENESS = timedelta(hours=2)  # a prompt later than this is no standup any more
WINDOW = timedelta(hours=2)
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)
REMINDER = Topic("standup", ("站会", "站会提醒", "站會", "站會提醒"))
REMINDER_BEFORE = timedelta(minutes=30)  # the end of the window
REMINDER_FROM = timedelta(hours=1)  # in a shorter window the question itself is still fresh
RISES_AFTER = 2  # working days that a blocker may stay before the lead hears
SAME_BLOCKER = 60  # of 100: how alike two wordings are that speak of the same thing
DAYS_AHEAD = 400  # how far to look for the next prompt
MOST_STANDUPS = 8  # of a team
SMALL_TEAM, MANY = 20, 100
TOGETHER = 25  # answers that one reply to the summary tells, where a small team's have one each
# An average mood nearer to an end than this is told as "so much or more": all fives would tell everybody's.
LOWEST, HIGHEST = Decimal("1.5"), Decimal("4.5")


@dataclass(frozen=True, slots=True)
class OnceAWeek:
    """The first or the last working day of each week, make-up days included."""

    kind: Literal["first", "last"]

    @property
    def code(self) -> str:
        """How it is stored and typed."""
        return self.kind

    def includes(self, day: date, calendar: WorkingCalendar) -> bool:
        """Whether a day is the one of its week, Monday to Sunday."""
        if not calendar.is_workday(day):
            return False
        step = 1 if self.kind == "last" else -1
        rest = range(6 - day.weekday()) if self.kind == "last" else range(day.weekday())
        return not any(calendar.is_workday(day + timedelta(days=step * (n + 1))) for n in rest)


Days: TypeAlias = Weekdays | OnceAWeek
FIRST, LAST = OnceAWeek("first"), OnceAWeek("last")
_ONCE: Mapping[str, Days] = {
    f"{week}{which}{day}": days
    for days, names in ((FIRST, ("第一个", "首个", "第一個", "首個")), (LAST, ("最后一个", "末个", "最後一個", "末個")))
    for week in ("", "每周", "每週")
    for which in names
    for day in ("工作日", "上班日", "工作天")
} | {f"{days.code}{day}": days for days in (FIRST, LAST) for day in ("", " workday", " working day")}
_USUAL: Mapping[Kind, Days] = {Kind.WEEKLY: FIRST, Kind.RETRO: LAST}


def plan_days(text: str) -> Days:
    """The days of a standup as they are stored or typed."""
    return _ONCE.get(" ".join(text.casefold().split())) or read_days(text)


def usual_days(asks: Asks) -> Days:
    """On which days such questions are asked where nobody says."""
    return _USUAL.get(asks.kind, Weekdays("workdays"))


@dataclass(frozen=True, slots=True)
class Plan:
    """A team's standup as it is set; ``set_at`` is when (UTC).

    ``name`` is empty for the daily one. ``zone`` (IANA) is the clock by which all are asked at the same moment, None
    where each is asked by their own. ``mood``: it asks for one as well.
    """

    id: int
    team: int
    at: time
    days: Days
    channel: int | None
    window: timedelta
    set_at: datetime
    name: str = ""
    asks: Asks = DAILY
    zone: str | None = None
    mood: bool = False


class State(StrEnum):
    """Where somebody stands in a run."""

    ANSWERED = "answered"
    AWAY = "away"
    WAITING = "waiting"  # asked, has not answered
    COMING = "coming"  # will be asked
    UNASKED = "unasked"  # was not there, or the standup not set, when it was time


@dataclass(frozen=True, slots=True)
class Standing:
    """A member in a run of a day: their state, and the moment (UTC) of their prompt in their ``zone``.

    ``optional`` ones are asked like everybody, but nothing waits for them.
    """

    person: Person
    state: State
    moment: datetime
    zone: str
    optional: bool = False

    @property
    def counts(self) -> bool:
        """Whether it matters to the end of the run."""
        return not self.optional or self.state is State.ANSWERED

    @property
    def missing(self) -> bool:
        """Whether their answer is waited for."""
        return self.state is State.WAITING and not self.optional


@dataclass(frozen=True, slots=True)
class Blocker:
    """What blocks somebody, for ``age`` working days; ``ref`` is its action item's id as people type it."""

    text: str
    ref: str
    age: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered, by the argument it went to; ``reply`` is the number of the reply that tells it."""

    name: str
    texts: Mapping[str, str]
    blockers: tuple[Blocker, ...] = ()
    reply: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Which standup of which day: its team, and its name, empty for the daily one."""

    team: str
    day: date
    name: str = ""

    @property
    def line(self) -> str:
        """The command that opens its form."""
        return f"/standup {self._place}"

    def mood(self, score: int) -> str:
        """The command that says a mood."""
        return f"/standup mood {score} {self._place}"

    @property
    def _place(self) -> str:
        named = f" --name {self.name}" if self.name else ""
        return f"--team {self.team}{named} --day {self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Summary:
    """A run as the channel sees it; ``missing`` are the names of those who were asked and have not answered."""

    about: About
    asks: Asks
    said: tuple[Said, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekPerson:
    """The days of a week on which somebody was asked, each with what they said, None where they did not answer."""

    name: str
    days: tuple[tuple[date, str | None], ...]

    @property
    def answered(self) -> int:
        """On how many they answered."""
        return sum(said is not None for _, said in self.days)


@dataclass(frozen=True, slots=True)
class WeekBlocker:
    """What was said to block in a week, ``age`` working days after it was first."""

    ref: str
    who: str
    what: str
    age: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A standup's week, of a team or of one person (``alone``); ``told`` are the days' average moods that may be told,
    ``moods`` says whether any were asked for."""

    team: str
    name: str
    people: tuple[WeekPerson, ...]
    blockers: tuple[WeekBlocker, ...]
    told: tuple[tuple[date, Decimal], ...]
    moods: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody before they say a word: done since a day, logged since then, due today (or this week);
    of a week also the month's targets, each with what there is of it."""

    since: date
    closed: tuple[str, ...] = ()
    logged: tuple[tuple[str, Figure], ...] = ()
    due: tuple[str, ...] = ()
    targets: tuple[tuple[str, Figure | None, Figure], ...] = ()


# --- when ---------------------------------------------------------------------------------------


def prompts_on(days: Days, day: date, calendar: WorkingCalendar) -> bool:
    """Whether a standup takes place on a day.

    ``workdays``, ``first`` and ``last`` follow the working calendar. Named weekdays are just those, make-up days or
    not, but for public holidays and the team's own days off: a Saturday that was asked for is one, a holiday Monday is
    not.
    """
    if days.kind != "days":
        return days.includes(day, calendar)
    return days.includes(day, calendar) and not _holiday(day, calendar)


def _holiday(day: date, calendar: WorkingCalendar) -> bool:
    if calendar.is_workday(day):
        return False
    return day in calendar.overrides or calendar.holiday_name(day, "en") is not None


def prompt_moment(day: date, at: time, zone: str) -> datetime:
    """The moment (UTC) at which it is ``at`` on a day in a zone."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def next_prompt(
    plan: Plan, zone: str, calendar: WorkingCalendar, now: datetime, done: frozenset[date] = frozenset()
) -> datetime | None:
    """The first prompt in a zone after ``now``, on a day that is not ``done``; None where no such day is in sight."""
    first = now.astimezone(ZoneInfo(zone)).date()
    for day in (first + timedelta(days=n) for n in range(DAYS_AHEAD)):
        moment = prompt_moment(day, plan.at, zone)
        if moment > now and day not in done and prompts_on(plan.days, day, calendar):
            return moment
    return None


def groups(people: Sequence[int]) -> Iterator[list[int]]:
    """Who is asked in one transaction: in a team of people who know each other nobody waits for what goes wrong with
    somebody else; hundreds are asked in time only many at once."""
    size = 1 if len(people) <= SMALL_TEAM else MANY
    for begin in range(0, len(people), size):
        yield list(people[begin : begin + size])


def seats(taken: Sequence[int | None]) -> list[int]:
    """The number of the reply that tells each answer, in order; one that has a number keeps it."""
    size = 1 if len(taken) <= SMALL_TEAM else TOGETHER
    last = max((number for number in taken if number is not None), default=-1)
    there = sum(number == last for number in taken)
    found: list[int] = []
    for number in taken:
        if number is None:
            last, there = (last, there + 1) if 0 < there < size else (last + 1, 1)
        found.append(last if number is None else number)
    return found


def reminds_after(window: timedelta) -> timedelta | None:
    """How long after their question somebody is reminded; None in a window too short for it."""
    return window - REMINDER_BEFORE if window >= REMINDER_FROM else None


# --- who ----------------------------------------------------------------------------------------


def state_of(*, answered: bool, prompted: bool, away: bool, moment: datetime, now: datetime, set_at: datetime) -> State:
    """Where somebody stands whose prompt is due at ``moment``.

    A prompt may still come for as long as it would not be too late, so a run is never complete before it.
    """
    if answered:
        return State.ANSWERED
    if away:
        return State.AWAY
    if prompted:
        return State.WAITING
    return State.COMING if set_at < moment and now < moment + LATENESS else State.UNASKED


def closing(window: timedelta, moments: Iterable[datetime], now: datetime) -> datetime:
    """When a run ends: so long after the last prompt, sent or to come; without any, so long from now."""
    return max(moments, default=now) + window


def complete(states: Iterable[State]) -> bool:
    """Whether all who are waited for have answered, and somebody has."""
    known = set(states)
    return State.ANSWERED in known and not known & {State.WAITING, State.COMING}


# --- blockers -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sorted:
    """Blockers said again, against those known: the keys that stay, are worded anew, are gone, and the new ones."""

    reworded: dict[int, str] = field(default_factory=dict)
    gone: tuple[int, ...] = ()
    new: tuple[str, ...] = ()


def sort_blockers(known: Sequence[tuple[int, str]], said: Sequence[str]) -> Sorted:
    """Which of the known blockers (key, words) stay; one in slightly other words is the same."""
    left = dict(known)
    rest: list[str] = []
    for text in said:
        same = next((key for key, words in left.items() if words.casefold() == text.casefold()), None)
        if same is None:
            rest.append(text)
        else:
            del left[same]
    reworded: dict[int, str] = {}
    new: list[str] = []
    for text in rest:
        alike = max(left, key=lambda key: fuzz.ratio(left[key], text), default=None)
        if alike is not None and fuzz.ratio(left[alike], text) >= SAME_BLOCKER:
            reworded[alike] = text
            del left[alike]
        else:
            new.append(text)
    return Sorted(reworded, tuple(left), tuple(new))
