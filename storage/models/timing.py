"""Schedules as rows, the work they put out, and the organisation's own working days."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.models.base import BigKey, EnumText, Json
from storage.states import UnitState


class Schedule(SQLModel, table=True):
    """What runs when: a cron in a zone, or one moment; ``key`` names it (``standup-prompt:3:Asia/Shanghai``).

    Its times up to ``skip_until``, that moment included, are skipped.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=120, unique=True)
    job: str = Field(max_length=60)
    subject: int | None = None
    cron: str | None = Field(default=None, max_length=60)
    zone: str = Field(max_length=60)
    next_at: datetime | None = Field(default=None, index=True)
    paused: bool = False
    skip_until: datetime | None = None
    payload: Any = Field(default=None, sa_type=Json, nullable=True)


class Unit(SQLModel, table=True):
    """One person's or one team's share of a firing; ``key`` holds schedule and local wall time, so it runs once."""

    __table_args__ = (Index("ix_unit_pending", "state", "id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    key: str = Field(max_length=200, unique=True)
    job: str = Field(max_length=60)
    payload: Any = Field(default=None, sa_type=Json, nullable=True)
    due_at: datetime
    state: UnitState = Field(default=UnitState.PENDING, sa_type=EnumText(UnitState))
    attempts: int = 0
    error: str | None = None


class DayOverride(SQLModel, table=True):
    """A day the organisation works or has off, whatever the country's calendar says."""

    __tablename__ = "day_override"
    day: date = Field(primary_key=True)
    works: bool
    name: str | None = Field(default=None, max_length=120)
