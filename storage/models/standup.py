"""Standups: their settings, one run a day, what each person answered, and what blocks them."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import Json


class Standup(SQLModel, table=True):
    """A team's standup: at which local time on which ``days`` (``workdays``, ``mon-fri``, ``mon,wed``, ``first``).

    ``name`` is empty for the team's daily one. ``asks`` is what it asks: None for yesterday, today and blockers, the
    name of another set of questions, or a list of the team's own. ``team_clock``: everybody is asked at the same
    moment, by the team's clock. ``mood``: it asks for one as well.

    The summary goes to ``channel_id``, the team's own channels where it is None, ``window_minutes`` after the last
    prompt. ``set_at`` is when it was last set: what would have been due before was never asked.
    """

    __table_args__ = (UniqueConstraint("team_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    name: str = Field(default="", max_length=120)
    asks: Any = Field(default=None, sa_type=Json, nullable=True)
    team_clock: bool = False
    mood: bool = False
    at: time
    days: str = Field(max_length=60)
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    window_minutes: int
    active: bool = True
    set_at: datetime


class StandupOptional(SQLModel, table=True):
    """A member who is asked, but neither waited for nor named as missing."""

    __tablename__ = "standup_optional"
    standup_id: int = Field(foreign_key="standup.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)


class StandupRun(SQLModel, table=True):
    """One standup on one calendar day, the same one for every time zone; ``posted_at`` is when its summary went out.

    ``asks`` is what it asked, whatever the standup asks now. ``mood_floor`` is how many moods are told as an average,
    fixed when it began, None where none are asked for; ``mood_sum`` and ``mood_count`` are there where there were
    enough when they were counted.
    """

    __tablename__ = "standup_run"
    __table_args__ = (UniqueConstraint("standup_id", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    standup_id: int = Field(foreign_key="standup.id")
    day: date
    closes_at: datetime
    posted_at: datetime | None = None
    asks: Any = Field(default=None, sa_type=Json, nullable=True)
    mood_floor: int | None = None
    mood_sum: int | None = None
    mood_count: int | None = None


class StandupMood(SQLModel, table=True):
    """How many have said a mood (1 to 5) in a run; a count and no row a person, and gone once it is added up."""

    __tablename__ = "standup_mood"
    run_id: int = Field(primary_key=True, foreign_key="standup_run.id")
    score: int = Field(primary_key=True)
    taps: int = 0


class StandupMoodRoll(SQLModel, table=True):
    """Who has said one, whichever; gone with the counts."""

    __tablename__ = "standup_mood_roll"
    run_id: int = Field(primary_key=True, foreign_key="standup_run.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class StandupEntry(SQLModel, table=True):
    """One person in one run: when they were asked, by which question, and what they answered.

    ``excused`` are those who went on leave after they were asked: a leave does not reach back to days before it.
    ``more`` are the answers to a team's own questions after the first, in their order. ``reply`` is the number of the
    summary's reply that tells the answer, where there are threads.
    """

    __tablename__ = "standup_entry"
    __table_args__ = (UniqueConstraint("run_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="standup_run.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    prompted_at: datetime | None = None
    question_id: int | None = None
    excused: bool = False
    answered_at: datetime | None = None
    yesterday: str = ""
    today: str = ""
    more: Any = Field(default=None, sa_type=Json, nullable=True)
    reply: int | None = None


class StandupBlocker(SQLModel, table=True):
    """Something that blocks a person, followed as the action item ``item_id``."""

    __tablename__ = "standup_blocker"
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="standup_entry.id", index=True)
    text: str
    item_id: int
