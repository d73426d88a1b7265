"""Kudos, the values they name, and the ledger of points, to which rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import BigKey, EnumText
from storage.states import Every


class Kudos(SQLModel, table=True):
    """Praise by one person of one or several; ``day`` is the giver's calendar day, whose month it counts for.

    Only its receivers read one that is ``private``; ``picture`` says that it goes with one.
    """

    id: int | None = Field(default=None, primary_key=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    reason: str
    points: int
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    day: date = Field(index=True)
    given_at: datetime
    undone_at: datetime | None = None
    private: bool = False
    picture: bool = False


class KudosValue(SQLModel, table=True):
    """A value of the team's that a kudos names by hashtag, folded to one spelling."""

    __tablename__ = "kudos_value"
    kudos_id: int = Field(primary_key=True, foreign_key="kudos.id")
    value: str = Field(primary_key=True, max_length=60, index=True)


class PointsEntry(SQLModel, table=True):
    """One line of the ledger: points to a person, or (``reverses_id``) the same taken back.

    A kudos whose points were changed has further lines, each of the difference. ``day`` is the day it counts for, that
    of what it reverses or changes, so that no month ever turns negative. ``source`` says what points that nobody gave
    are for (``praise:3``): each gives a person points once.
    """

    __tablename__ = "points_entry"
    __table_args__ = (UniqueConstraint("person_id", "source"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    person_id: int = Field(foreign_key="person.id", index=True)
    giver_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    points: int
    kudos_id: int | None = Field(default=None, foreign_key="kudos.id", index=True)
    reverses_id: int | None = Field(default=None, foreign_key="points_entry.id", unique=True)
    source: str | None = Field(default=None, max_length=40, index=True)
    day: date = Field(index=True)
    at: datetime


class TeamValue(SQLModel, table=True):
    """A value that a team has defined: in the one spelling it is compared by, and as the team writes it."""

    __tablename__ = "team_value"
    __table_args__ = (UniqueConstraint("team_id", "value"),)
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    value: str = Field(max_length=60)
    name: str = Field(max_length=60)


class OffBoard(SQLModel, table=True):
    """Somebody who does not want to stand on boards."""

    __tablename__ = "off_board"
    person_id: int = Field(primary_key=True, foreign_key="person.id")


class KudosRhythm(SQLModel, table=True):
    """What a team hears of its kudos by the clock: ``told_until`` is how far its weekly digest has come.

    ``every`` and ``on_day`` (a weekday from 0, or a day of the month) say when there is a ceremony, None: never.
    """

    __tablename__ = "kudos_rhythm"
    team_id: int = Field(primary_key=True, foreign_key="team.id")
    told_until: datetime | None = None
    every: Every | None = Field(default=None, sa_type=EnumText(Every), nullable=True)
    on_day: int = 1
