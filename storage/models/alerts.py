"""Alerts on metrics, each time one crossed its limit, and what was agreed about a deviation."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.models.base import BigKey, EnumText, Exact, Json
from storage.states import Dimension, Every, Side, Watched


class Alert(SQLModel, table=True):
    """Watches a metric's figure of a team or a person against ``value``, in the metric's unit, percent or points.

    ``clear`` is where it is over (None: at the limit itself), ``floor`` how much a figure must rest on to be judged.
    """

    __table_args__ = (Index("ix_alert_metric_ended", "metric_id", "ended_at"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    owner_id: int = Field(foreign_key="person.id")
    watched: Watched = Field(sa_type=EnumText(Watched))
    side: Side = Field(sa_type=EnumText(Side))
    value: Decimal = Field(sa_type=Exact)
    clear: Decimal | None = Field(default=None, sa_type=Exact)
    floor: Decimal | None = Field(default=None, sa_type=Exact)
    every: Every = Field(sa_type=EnumText(Every))
    dimension: Dimension | None = Field(default=None, sa_type=EnumText(Dimension))
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    snoozed_until: datetime | None = None
    ended_at: datetime | None = None


class Crossing(SQLModel, table=True):
    """A time an alert's limit was crossed, of the whole or of one part; over once ``cleared_at`` is set.

    ``first`` and ``last`` are the days that were judged, ``mover`` is the part of the figure that moved most then;
    ``told_at`` is None as long as nobody has heard of it.
    """

    __tablename__ = "alert_crossing"
    __table_args__ = (Index("ix_alert_crossing_open", "alert_id", "cleared_at"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    alert_id: int = Field(foreign_key="alert.id")
    part_id: int | None = Field(default=None, foreign_key="dimension_value.id")
    first: date
    last: date
    value: Decimal = Field(sa_type=Exact)
    before: Decimal | None = Field(default=None, sa_type=Exact)
    mover: Any = Field(default=None, sa_type=Json, nullable=True)
    at: datetime
    told_at: datetime | None = None
    acked_by: int | None = Field(default=None, foreign_key="person.id")
    acked_at: datetime | None = None
    cleared_at: datetime | None = None
    cleared_value: Decimal | None = Field(default=None, sa_type=Exact)


class DeviationPlan(SQLModel, table=True):
    """What is done about a deviation of a metric: its cause and the action item; of an alert's crossing, or of none."""

    __tablename__ = "deviation_plan"
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    crossing_id: int | None = Field(default=None, foreign_key="alert_crossing.id", sa_type=BigKey, index=True)
    cause: str
    item_id: int = Field(foreign_key="action_item.id", index=True)
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
