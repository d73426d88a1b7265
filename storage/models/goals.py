"""Milestones on the way to a yearly target, and the monthly checks that were made of them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import Exact


class MilestonePlan(SQLModel, table=True):
    """The milestones set for a metric's year of a person or a team; the newest is in force, those before it are kept.

    A plan without milestones says that even twelfths are meant.
    """

    __tablename__ = "milestone_plan"
    __table_args__ = (Index("ix_milestone_plan_year", "year", "metric_id"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id")
    year: int
    person_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime


class Milestone(SQLModel, table=True):
    """The percent of a year's target to be reached by the end of a month (1..12), as it was typed; cumulative."""

    plan_id: int = Field(primary_key=True, foreign_key="milestone_plan.id")
    month: int = Field(primary_key=True)
    percent: Decimal = Field(sa_type=Exact)


class GoalCheck(SQLModel, table=True):
    """That a month (``2026-01``) was checked for a team (``team:3``) or a person in none (``person:5``): once."""

    __tablename__ = "goal_check"
    __table_args__ = (UniqueConstraint("subject", "month"),)
    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(max_length=40)
    month: str = Field(max_length=8)
    at: datetime
