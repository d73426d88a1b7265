"""Rules of action items, pure: when one is overdue, what a digest lists, who hears next."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import DateScope, Span, When, scan_due, without
from handlers.kit.topics import Topic
from storage.states import ItemState, Priority

Origin: TypeAlias = Literal["typed", "meeting", "standup", "alert", "goal", "project"]

LETTER = "T"
DIGEST = Topic("digest", ("每日提醒", "待办提醒", "待辦提醒"))
NEWS = Topic("news", ("updates", "进展", "進展", "进展消息", "進度訊息"))
WEEK = Topic("week", ("weekly", "周报", "週報", "每周小结", "每週小結"))
WHAT_LENGTH = 500
NOTE_LENGTH = 1000
OVERSEER_AFTER = 2  # working days overdue
MANAGER_AFTER = 5
PARTS = 10  # that an item may be split into
AHEAD = 3  # working days before the deadline at which a digest names an item first


def ref(item_id: int) -> str:
    """What people type for an item: ``T3``."""
    return f"{LETTER}{item_id}"


@dataclass(frozen=True, slots=True)
class Item:
    """An action item. ``due`` without a time ends with that day where the owner is; ids are people's and a meeting's.

    ``unclear`` ones still need somebody to confirm owner and date; ``remark`` is the last note or reason; ``giver``
    passed it on and waits for the owner's yes; ``after`` is an open item it waits for, ``part_of`` the one it was
    split from.
    """

    id: int
    owner: int
    what: str
    due: When | None
    state: ItemState
    meeting: int | None = None
    origin: Origin = "typed"
    maker: int | None = None
    overseer: int | None = None
    unclear: bool = False
    remark: str | None = None
    closed_at: datetime | None = None
    priority: Priority = Priority.NORMAL
    giver: int | None = None
    after: int | None = None
    part_of: int | None = None

    @property
    def ref(self) -> str:
        """What people type: ``T3``."""
        return ref(self.id)

    def due_on(self, zone: str) -> date | None:
        """The day it is due for an owner who lives in a zone."""
        if self.due is None or not self.due.has_time:
            return self.due.day if self.due else None
        return self.due.moment().astimezone(ZoneInfo(zone)).date()

    def overdue(self, now: datetime, zone: str) -> bool:
        """Whether its deadline has passed for an owner who lives in a zone."""
        if self.due is None or self.state.closed:
            return False
        if self.due.has_time:
            return self.due.moment() <= now
        return self.due.day < now.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class Full:
    """An item with its history, the ids of who helps, and what it was split into."""

    item: Item
    changes: tuple[Change, ...]
    helpers: tuple[int, ...]
    parts: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline, or that there is to be none."""

    when: When | None


@dataclass(frozen=True, slots=True)
class After:
    """An item to wait for, or that there is none."""

    item: int | None


@dataclass(frozen=True, slots=True)
class Alteration:
    """What is to be different of an item; None leaves a thing as it is. Ids are people's.

    ``ask`` asks a new owner whether they take it.
    """

    owner: int | None = None
    what: str | None = None
    due: Deadline | None = None
    priority: Priority | None = None
    helpers: tuple[int, ...] | None = None
    after: After | None = None
    ask: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is."""
        return self == Alteration()


@dataclass(frozen=True, slots=True)
class ItemsMade:
    """Items are there now that came of the same thing."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ItemClosed:
    """An item was done or dropped: its ``state`` says which."""

    item: Item


@dataclass(frozen=True, slots=True)
class ItemChanged:
    """An item that came of a meeting was changed, and is still to be done."""

    item: Item


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to an item, as it is kept."""

    who: int | None
    at: datetime
    what: str
    old: str | None
    new: str | None
    note: str | None


class Group(StrEnum):
    """Why a digest names an item, the most urgent first."""

    OVERDUE = "overdue"
    TODAY = "today"
    OFF = "off"  # due on a day off before the next working day
    ONE = "one"
    THREE = "three"
    BACK = "back"  # its owner asked to come back to it


class Step(StrEnum):
    """As what somebody hears of another's overdue item."""

    OVERSEER = "overseer"
    MANAGER = "manager"


def group(item: Item, now: datetime, zone: str, calendar: WorkingCalendar) -> Group | None:
    """Where a digest names an item today, None on the days between.

    What is due on a day off is due, as far as reminders go, on the working day before it.
    """
    day = item.due_on(zone)
    if day is None:
        return None
    if item.overdue(now, zone):
        return Group.OVERDUE
    today = now.astimezone(ZoneInfo(zone)).date()
    if day == today:
        return Group.TODAY
    last = day if calendar.is_workday(day) else calendar.previous_workday(day)
    if last <= today:
        return Group.OFF
    return {1: Group.ONE, AHEAD: Group.THREE}.get(calendar.workdays_between(today, last))


def days_overdue(item: Item, now: datetime, zone: str, calendar: WorkingCalendar) -> int:
    """Working days since the day it was due, today counted; 0 while it is not overdue."""
    day = item.due_on(zone)
    if day is None or not item.overdue(now, zone):
        return 0
    return calendar.workdays_between(day, now.astimezone(ZoneInfo(zone)).date())


def steps(late: int) -> tuple[Step, ...]:
    """Who is to have heard of an item so many working days overdue."""
    after = {Step.OVERSEER: OVERSEER_AFTER, Step.MANAGER: MANAGER_AFTER}
    return tuple(step for step, days in after.items() if late >= days)


def order(items: Iterable[Item]) -> list[Item]:
    """By the day they are due, of one day the more urgent first; those without a deadline last."""
    return sorted(items, key=_place)


def _place(item: Item) -> tuple[date, int, datetime, int]:
    if item.due is None:
        return date.max, item.priority.rank, _NEVER, item.id
    return item.due.day, item.priority.rank, item.due.moment(), item.id


_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a team's items of a week are one person's: closed, late, stuck."""

    closed: int
    late: int
    stuck: int

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return self != Share(0, 0, 0)


def share(person: int, closed: Iterable[Item], unclosed: Iterable[Item], late: Collection[int]) -> Share:
    """A person's part of a week; ``late`` are the ids of what is overdue."""
    mine = [item for item in unclosed if item.owner == person]
    stuck = sum(item.state is ItemState.CANNOT or item.after is not None for item in mine)
    return Share(sum(i.owner == person for i in closed), sum(i.id in late for i in mine), stuck)


def part_texts(text: str) -> tuple[str, ...]:
    """The parts an item is split into: one a line, or set apart by semicolons."""
    pieces = (piece.strip() for line in text.splitlines() for piece in re.split("[;；]", line))
    return tuple(piece for piece in (_MARK.sub("", p) for p in pieces) if piece)


_MARK = re.compile(r"^(?:[-*•·]|\d{1,2}(?:[)、）]|[.．](?!\d)))\s*")


def goes_round(item_id: int, after: int, chain: Mapping[int, int | None]) -> bool:
    """Whether an item would wait for itself; ``chain`` says of each what it waits for."""
    at: int | None = after
    while at is not None:
        if at == item_id:
            return True
        at = chain.get(at)
    return False


def list_groups(items: Iterable[Item], now: datetime, zone: str) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """One owner's items as their list shows them: overdue, today, later, undated, cannot; empty groups left out."""
    grouped: dict[str, list[Item]] = {name: [] for name in ("overdue", "today", "later", "undated", "cannot")}
    for item in order(items):
        grouped[_list_group(item, now, zone)].append(item)
    return tuple((name, tuple(members)) for name, members in grouped.items() if members)


def _list_group(item: Item, now: datetime, zone: str) -> str:
    if item.state is ItemState.CANNOT:
        return "cannot"
    if item.due is None:
        return "undated"
    if item.overdue(now, zone):
        return "overdue"
    return "today" if item.due_on(zone) == now.astimezone(ZoneInfo(zone)).date() else "later"


def with_due(text: str, scope: DateScope) -> tuple[str, When | None]:
    """A task without the deadline at its end, or marked as one at its beginning (周五前…), and that deadline."""
    spans = scan_due(text, scope)
    span = next((s for s in (spans[-1:] + spans[:1]) if _says_when(text, s, alone=len(spans) == 1)), None)
    if span is None:
        return text, None
    rest = without(text, [span]).strip(" ,，、:：")
    if text[span.end :].strip():  # the full stop stood after the date, and ends nothing now
        rest = rest.rstrip(_STOPS)
    return (rest, span.when) if rest else (text, None)


_STOPS = " .。!！;；"


def _says_when(text: str, span: Span, *, alone: bool) -> bool:
    if span.when is None:
        return False
    if not text[span.end :].strip(_STOPS):
        return span.marked or alone
    return span.marked and alone and not text[: span.start].strip()
