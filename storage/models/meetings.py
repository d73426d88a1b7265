"""Meetings, their minutes, and what was read out of these."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import EnumText, Json
from storage.states import ExtractionState, MeetingKind, MeetingState, MinutesState, ProposalKind, ProposalState


class MeetingSeries(SQLModel, table=True):
    """A meeting that recurs on ``days`` (``workdays``, ``mon,wed``) of every ``weeks``-th week from ``begins`` on.

    ``phase_ends`` is the day on which its owner is asked whether it still meets often enough, or too often.
    """

    __tablename__ = "meeting_series"
    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=200)
    kind: MeetingKind = Field(sa_type=EnumText(MeetingKind))
    owner_id: int = Field(foreign_key="person.id", index=True)
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    days: str = Field(max_length=40)
    weeks: int
    begins: date
    at: time
    zone: str = Field(max_length=60)
    timebox: int | None = None
    goal: str | None = None
    agenda: Any = Field(sa_type=Json)
    phase_ends: date | None = None
    made_at: datetime
    ended_at: datetime | None = None


class SeriesPerson(SQLModel, table=True):
    """Somebody of a series: who ``takes`` minutes takes turns with the others who do, in the order of ``place``."""

    __tablename__ = "meeting_series_person"
    series_id: int = Field(primary_key=True, foreign_key="meeting_series.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    place: int
    takes: bool = False


class Meeting(SQLModel, table=True):
    """A meeting; ``title`` is empty where only minutes were given.

    It belongs to who made it and to the channel it was made in, or, made privately, to a team. ``planned_day`` is a
    day of ``zone``, ``planned_at`` its moment if that was named; ``timebox`` is in minutes, ``agenda`` a list of lines.
    While it runs ``point`` is the line they are at, since ``point_at``; ``took`` are the seconds that each line before
    has taken. Who is asked for points stands in its guests.
    """

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(default="", max_length=200)
    owner_id: int = Field(foreign_key="person.id", index=True)
    channel_id: int | None = Field(default=None, foreign_key="channel.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=EnumText(MeetingState))
    planned_day: date | None = None
    planned_at: datetime | None = None
    zone: str = Field(max_length=60)
    timebox: int | None = None
    agenda: Any = Field(sa_type=Json)
    kind: MeetingKind = Field(default=MeetingKind.OWN, sa_type=EnumText(MeetingKind))
    goal: str | None = None
    taker_id: int | None = Field(default=None, foreign_key="person.id")
    series_id: int | None = Field(default=None, foreign_key="meeting_series.id", index=True)
    point: int | None = None
    point_at: datetime | None = None
    took: Any = Field(default_factory=list, sa_type=Json)
    made_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None


class MeetingGuest(SQLModel, table=True):
    """Somebody who takes part in a meeting."""

    __tablename__ = "meeting_guest"
    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class Minutes(SQLModel, table=True):
    """A meeting's minutes: the text word for word, and the lines of it that are neither decision nor item.

    ``starts`` are the places in the text at which what was noted while the meeting ran begins, oldest first;
    ``left_out`` are lines that somebody would not have among the notes.
    """

    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id")
    taker_id: int = Field(foreign_key="person.id")
    text: str
    notes: Any = Field(sa_type=Json)
    starts: Any = Field(default_factory=list, sa_type=Json)
    left_out: Any = Field(default_factory=list, sa_type=Json)
    state: MinutesState = Field(sa_type=EnumText(MinutesState))
    written_at: datetime
    shared_at: datetime | None = None


class Decision(SQLModel, table=True):
    """Something decided; ``place`` is its order in the minutes, ``line`` where it stands there.

    What was ``added`` by a person's word stays while its line does, whatever is read out of that; what was
    ``removed`` by one is none, and keeps its number.
    """

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    place: int
    what: str
    line: str
    added: bool = False
    removed: bool = False


class MinutesItem(SQLModel, table=True):
    """Something to be done, as it was read; each owner of a line has a row of their own.

    ``unclear`` holds the messages that say what could not be read. ``item_id`` is the action item it became. What was
    ``added`` by a person's word stays while its line does; what was ``removed`` by one is none, and keeps its number.
    A ``part`` belongs to the last one before it that is none.
    """

    __tablename__ = "minutes_item"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    place: int
    line: str
    what: str
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    due_day: date | None = None
    due_at: datetime | None = None
    due_zone: str | None = Field(default=None, max_length=60)
    unclear: Any = Field(sa_type=Json)
    item_id: int | None = Field(default=None, foreign_key="action_item.id", index=True)
    added: bool = False
    removed: bool = False
    part: bool = False


class Extraction(SQLModel, table=True):
    """What the extractor is asked about minutes, and its answer until that is offered; ``asked_of`` is the text's hash.

    ``until`` is the lease of who asks just now; ``fence`` rises with every asking and every claim, so that a late
    answer, or one to another text, is refused.
    """

    __table_args__ = (Index("ix_extraction_due", "state", "next_at"),)
    meeting_id: int = Field(primary_key=True, foreign_key="minutes.meeting_id")
    asked_of: str = Field(max_length=64)
    asked_at: datetime
    state: ExtractionState = Field(default=ExtractionState.ASKED, sa_type=EnumText(ExtractionState))
    next_at: datetime
    until: datetime | None = None
    fence: int = 0
    attempts: int = 0
    answer: Any = Field(default=None, sa_type=Json, nullable=True)
    error: str | None = Field(default=None, max_length=200)


class Proposal(SQLModel, table=True):
    """What the extractor found in minutes that the rules did not; ``number`` is its own, shown as a letter.

    ``owners`` are people's ids. ``line`` is the line of the text that it points at.
    """

    __tablename__ = "minutes_proposal"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="minutes.meeting_id")
    number: int
    kind: ProposalKind = Field(sa_type=EnumText(ProposalKind))
    line: str
    what: str
    owners: Any = Field(sa_type=Json)
    due_day: date | None = None
    due_at: datetime | None = None
    due_zone: str | None = Field(default=None, max_length=60)
    unclear: Any = Field(sa_type=Json)
    state: ProposalState = Field(default=ProposalState.OPEN, sa_type=EnumText(ProposalState))
