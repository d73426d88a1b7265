"""Goals, milestones on the way to a yearly target with the monthly checks made of them, and revisions of all these."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import EnumText, Exact, Json
from storage.states import Cause, GoalState, RevisionState


class MilestonePlan(SQLModel, table=True):
    """The milestones set for a metric's year of a person or a team; the newest is in force, those before it are kept.

    A plan without milestones says that even twelfths are meant; one with ``valid_from`` holds from that day on.
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
    valid_from: date | None = None


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


class MilestoneConfirmed(SQLModel, table=True):
    """That a month's milestone (``2026-02``) of a metric's yearly target was confirmed at the month's start."""

    __tablename__ = "milestone_confirmed"
    __table_args__ = (Index("ix_milestone_confirmed_month", "month", "metric_id"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id")
    month: str = Field(max_length=8)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    by_id: int = Field(foreign_key="person.id")
    at: datetime


class Coaching(SQLModel, table=True):
    """The talk that a lagging month (``2026-01``) of a target led to: planned once, as a meeting and an action item."""

    __table_args__ = (Index("ix_coaching_month", "month", "metric_id"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id")
    month: str = Field(max_length=8)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    item_id: int = Field(foreign_key="action_item.id")
    by_id: int = Field(foreign_key="person.id")
    at: datetime


class Goal(SQLModel, table=True):
    """A goal in somebody's words, and what was read of them.

    ``period`` is a period's code where one was named, else ``first`` and ``due`` are any days. ``base`` is the figure
    that a change starts from, ``target`` the one to be reached. ``letters`` holds how each of S, M, A, R and T stood
    when the sentence was last set.
    """

    id: int | None = Field(default=None, primary_key=True)
    sentence: str = Field(max_length=600)
    owner_id: int = Field(foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    metric_id: int | None = Field(default=None, foreign_key="metric.id")
    period: str | None = Field(default=None, max_length=8)
    first: date | None = None
    due: date | None = None
    base: Decimal | None = Field(default=None, sa_type=Exact)
    target: Decimal | None = Field(default=None, sa_type=Exact)
    weight: Decimal = Field(default=Decimal(1), sa_type=Exact)
    letters: Any = Field(sa_type=Json)
    state: GoalState = Field(default=GoalState.OPEN, sa_type=EnumText(GoalState))
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    closed_at: datetime | None = None


class GoalRemark(SQLModel, table=True):
    """What somebody said of a goal: a comment, or how sure they are that it will be reached (percent), or both."""

    __tablename__ = "goal_remark"
    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    by_id: int = Field(foreign_key="person.id")
    at: datetime
    text: str | None = None
    confidence: int | None = None


class Revision(SQLModel, table=True):
    """A change of a target, its milestones or a goal's weight that was asked for, and what was decided.

    It is of a metric's ``period`` and a person or a team, or of a goal. The percents are texts, from January on.
    """

    __table_args__ = (Index("ix_revision_state", "state"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int | None = Field(default=None, foreign_key="metric.id")
    period: str | None = Field(default=None, max_length=8)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    goal_id: int | None = Field(default=None, foreign_key="goal.id")
    old_value: Decimal | None = Field(default=None, sa_type=Exact)
    new_value: Decimal | None = Field(default=None, sa_type=Exact)
    old_percents: Any = Field(default=None, sa_type=Json, nullable=True)
    new_percents: Any = Field(default=None, sa_type=Json, nullable=True)
    old_weight: Decimal | None = Field(default=None, sa_type=Exact)
    new_weight: Decimal | None = Field(default=None, sa_type=Exact)
    cause: Cause = Field(sa_type=EnumText(Cause))
    reason: str
    evidence: str | None = None
    valid_from: date
    state: RevisionState = Field(default=RevisionState.WAITING, sa_type=EnumText(RevisionState))
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    answer: str | None = None


class Capacity(SQLModel, table=True):
    """How much of a metric a team or a person can do in a month, or (``per_head``) each of a team; the newest holds.

    One without a value takes back what was entered before.
    """

    __table_args__ = (Index("ix_capacity_metric", "metric_id"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    value: Decimal | None = Field(default=None, sa_type=Exact)
    per_head: bool = False
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime


class Benchmark(SQLModel, table=True):
    """What another in the market reached of a metric in a period, as far as is known; the newest of theirs holds."""

    __table_args__ = (Index("ix_benchmark_metric", "metric_id"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id")
    who: str = Field(max_length=120)
    period: str = Field(max_length=8)
    value: Decimal | None = Field(default=None, sa_type=Exact)
    source: str | None = None
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime
