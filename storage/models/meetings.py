"""Meetings, their minutes, and what was read out of these."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.models.base import EnumText, Json
from storage.states import MeetingState, MinutesState


class Meeting(SQLModel, table=True):
    """A meeting; ``title`` is empty where only minutes were given.

    It belongs to who made it and to the channel it was made in, or, made privately, to a team. ``planned_day`` is a
    day of ``zone``, ``planned_at`` its moment if that was named; ``timebox`` is in minutes, ``agenda`` a list of lines.
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
    made_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None


class Minutes(SQLModel, table=True):
    """A meeting's minutes: the text word for word, and the lines of it that are neither decision nor item."""

    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id")
    taker_id: int = Field(foreign_key="person.id")
    text: str
    notes: Any = Field(sa_type=Json)
    state: MinutesState = Field(sa_type=EnumText(MinutesState))
    written_at: datetime
    shared_at: datetime | None = None


class Decision(SQLModel, table=True):
    """Something decided; ``place`` is its order in the minutes, ``line`` where it stands there."""

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    place: int
    what: str
    line: str


class MinutesItem(SQLModel, table=True):
    """Something to be done, as it was read; each owner of a line has a row of their own.

    ``unclear`` holds the messages that say what could not be read. ``item_id`` is the action item it became.
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
