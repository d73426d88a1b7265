"""A meeting as the feature sees it, and how long one takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import When
from handlers.kit.messages import Msg
from handlers.kit.topics import Topic
from storage.states import MeetingKind, MeetingState, MinutesState

LETTER = "M"
AGENDA = Topic("agenda", ("agendas", "议程", "議程", "会议议程", "會議議程"))
WARN_AT = 0.8  # of the time-box (methods.md M2)
TIMEBOXES: Mapping[MeetingKind, timedelta] = {
    MeetingKind.STANDUP: timedelta(minutes=15),
    MeetingKind.WEEKLY: timedelta(hours=1),
    MeetingKind.RETRO: timedelta(hours=1),
    MeetingKind.ONE: timedelta(minutes=30),
    MeetingKind.CROSS: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; ``title`` is empty where only minutes were given. ``owner``, ``channel`` and ``team`` are ids."""

    id: int
    title: str
    owner: int
    channel: int | None
    team: int | None
    state: MeetingState
    planned: When | None
    zone: str
    timebox: timedelta | None
    agenda: tuple[str, ...]
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    kind: MeetingKind = MeetingKind.OWN
    goal: str | None = None
    taker: int | None = None
    series: int | None = None
    point: int | None = None
    point_at: datetime | None = None
    took_points: tuple[timedelta, ...] = ()

    @property
    def ref(self) -> str:
        """What people type: ``M4``."""
        return f"{LETTER}{self.id}"

    @property
    def wants(self) -> tuple[str, ...]:
        """What has to be there before it begins and is not: ``agenda``, and of a meeting of a kind its ``goal``."""
        goal = self.goal or self.kind is MeetingKind.OWN
        return (*(() if self.agenda else ("agenda",)), *(() if goal else ("goal",)))

    @property
    def took(self) -> timedelta | None:
        """How long it took."""
        return self.ended_at - self.started_at if self.started_at and self.ended_at else None

    def point_over(self, number: int) -> timedelta | None:
        """By how much a point of the agenda that has a length of its own went beyond it, a minute at least."""
        own = point_lengths(self.agenda, None)[number]
        if own is None or number >= len(self.took_points):
            return None
        over = self.took_points[number] - own
        return over if over >= timedelta(minutes=1) else None

    @property
    def over(self) -> timedelta | None:
        """By how much it went beyond its time-box."""
        over = self.took - self.timebox if self.took is not None and self.timebox is not None else None
        return over if over is not None and over > timedelta(0) else None


@dataclass(frozen=True, slots=True)
class AgendaWanted:
    """A meeting's agenda is being gathered; ``team`` is whose meeting it is, ``agenda`` what stands on it already."""

    meeting: int
    team: int | None
    kind: MeetingKind
    agenda: tuple[str, ...]

    def lacking(self, points: Mapping[str, str]) -> tuple[str, ...]:
        """Those points, by what they are about (``A3``), of which the agenda does not speak yet."""
        spoken = " ".join(self.agenda)
        return tuple(point for about, point in points.items() if about not in spoken)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done, as the minutes have it; ``owner`` is a person's id, ``item`` the action item it became.

    ``number`` is the one by which it is mended: it stays when another is removed. ``whole`` is the number of what it is
    a part of.
    """

    number: int
    what: str
    owner: int | None
    due: When | None
    unclear: tuple[Msg, ...]
    item: int | None
    whole: int | None = None


class Sort(StrEnum):
    """What a line of minutes is."""

    DECISION = "decision"
    ACTION = "action"
    NOTE = "note"
    NOTHING = "nothing"  # it stays in the text alone


DECIDED, NOTED = "D", "N"
"""The letters before the numbers of decisions and of notes; an item has its number alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """A decision or a note as it is shown; ``label`` is what people type for it: ``D2``, ``N1``.

    Of what somebody turned into something else it is still the label it was read under.
    """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting's minutes."""

    meeting: Meeting
    taker: int
    text: str
    state: MinutesState
    decisions: tuple[Line, ...]
    tasks: tuple[Task, ...]
    notes: tuple[Line, ...]

    @property
    def clear(self) -> bool:
        """Whether every item has a known owner and a readable date."""
        return not any(task.unclear for task in self.tasks)


def agenda_lines(text: str) -> tuple[str, ...]:
    """The points of an agenda, a line or a semicolon apart, without their bullets."""
    lines = [part for line in text.splitlines() for part in line.replace("；", ";").split(";")]
    return tuple(clean for line in lines if (clean := line.strip().lstrip("-*•·").strip()))


def concerns(why: Msg) -> Literal["owner", "date"]:
    """What a reason for which an item is unclear is about."""
    return "date" if why.id.startswith("date-") or why.id in ("meetings-no-due", "meetings-two-dues") else "owner"


_MINUTES = re.compile(r"\s*[（(]?\s*(\d{1,3})\s*(?:m|mins?|minutes?|分钟|分鐘)\s*[)）]?$", re.IGNORECASE)


def point_lengths(points: Sequence[str], box: timedelta | None) -> tuple[timedelta | None, ...]:
    """How long each point of an agenda may take: what it says itself (``figures 10m``), the others share what is left.

    None where there is neither a length nor a time-box.
    """
    own = [timedelta(minutes=int(hit[1])) if (hit := _MINUTES.search(point)) else None for point in points]
    free = sum(length is None for length in own)
    if box is None or not free:
        return tuple(own)
    left = max(timedelta(0), box - sum((length for length in own if length), timedelta(0)))
    return tuple(length if length is not None else left / free for length in own)


def closest(planned: Sequence[Meeting], now: datetime) -> Meeting | None:
    """The meeting meant when one is started: the one whose time, or else whose making, is nearest to now."""

    def distance(meeting: Meeting) -> timedelta:
        if meeting.planned is None:
            return abs(now - meeting.made_at)
        day = meeting.planned
        return abs(now - (day if day.has_time else replace(day, at=time(12))).moment())

    return min(planned, key=lambda meeting: (distance(meeting), -meeting.id), default=None)


def day_ahead(planned: When, calendar: WorkingCalendar) -> date:
    """The day on which a missing agenda is asked for: the last working day before the meeting."""
    return calendar.previous_workday(planned.day)
