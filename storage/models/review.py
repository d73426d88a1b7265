"""The weekly review across departments: when it is held, what was said beforehand, what was left open."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import Json


class ReviewPlan(SQLModel, table=True):
    """A channel's weekly review: its weekday (Monday is 0) and time in ``zone``, the teams whose figures it looks at.

    ``teams`` is a list of ids, None for all there are; ``timebox`` is in minutes.
    """

    __tablename__ = "review_plan"
    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id", index=True)
    owner_id: int = Field(foreign_key="person.id")
    weekday: int
    at: time
    zone: str = Field(max_length=60)
    timebox: int
    teams: Any = Field(default=None, sa_type=Json, nullable=True)
    made_at: datetime
    ended_at: datetime | None = None


class Review(SQLModel, table=True):
    """One week's review, begun with its first remark; ``held_at`` is when figures and deviations were put before it."""

    __table_args__ = (UniqueConstraint("plan_id", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="review_plan.id")
    day: date
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    held_at: datetime | None = None


class ReviewRemark(SQLModel, table=True):
    """What somebody at the front line had to say before a review."""

    __tablename__ = "review_remark"
    __table_args__ = (UniqueConstraint("review_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    person_id: int = Field(foreign_key="person.id")
    text: str
    at: datetime


class ReviewPoint(SQLModel, table=True):
    """A deviation that came before a review without a plan; ``since`` is the day of the first review it came before."""

    __tablename__ = "review_point"
    __table_args__ = (UniqueConstraint("review_id", "team_id", "metric_id"),)
    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    team_id: int = Field(foreign_key="team.id")
    metric_id: int = Field(foreign_key="metric.id")
    since: date
