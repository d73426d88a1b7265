"""Kudos, the values they name, and the ledger of points, to which rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import BigKey


class Kudos(SQLModel, table=True):
    """Praise by one person of one or several; ``day`` is the giver's calendar day, whose month it counts for."""

    id: int | None = Field(default=None, primary_key=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    reason: str
    points: int
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    day: date = Field(index=True)
    given_at: datetime
    undone_at: datetime | None = None


class KudosValue(SQLModel, table=True):
    """A value of the team's that a kudos names by hashtag, folded to one spelling."""

    __tablename__ = "kudos_value"
    kudos_id: int = Field(primary_key=True, foreign_key="kudos.id")
    value: str = Field(primary_key=True, max_length=60, index=True)


class PointsEntry(SQLModel, table=True):
    """One line of the ledger: points to a person, or (``reverses_id``) the same taken back.

    ``day`` is the day it counts for, a reversal's that of what it reverses, so that no month ever turns negative.
    ``source`` says what points that nobody gave are for (``praise:3``): each gives a person points once.
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
