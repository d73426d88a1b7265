"""Metrics, the values logged for them with every change, and their targets."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import BigKey, EnumText, Exact, Json
from storage.states import Better, Combine, Dimension, EntryChangeKind, EntrySource, Span


class Metric(SQLModel, table=True):
    """What is counted; ``folded`` is its name as it is compared, ``template`` what it was made from, if anything.

    ``places`` are the decimals it is shown with, where they are fixed. A retired one takes no values any more.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    folded: str = Field(max_length=200, unique=True)
    template: str | None = Field(default=None, max_length=40, unique=True)
    unit: str = Field(max_length=20)
    better: Better = Field(sa_type=EnumText(Better))
    combine: Combine = Field(sa_type=EnumText(Combine))
    numerator_id: int | None = Field(default=None, foreign_key="metric.id")
    denominator_id: int | None = Field(default=None, foreign_key="metric.id")
    roles: Any = Field(default=None, sa_type=Json, nullable=True)
    aliases: Any = Field(default=None, sa_type=Json, nullable=True)  # further names, as they were said
    places: int | None = None
    retired_at: datetime | None = None
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime


class DimensionValue(SQLModel, table=True):
    """A channel, campaign or region that entries name."""

    __tablename__ = "dimension_value"
    __table_args__ = (UniqueConstraint("dimension", "folded"),)
    id: int | None = Field(default=None, primary_key=True)
    dimension: Dimension = Field(sa_type=EnumText(Dimension))
    name: str = Field(max_length=120)
    folded: str = Field(max_length=200)


class Entry(SQLModel, table=True):
    """A value of a metric, somebody's, for a day of theirs; ``value`` is None once it was taken back."""

    __tablename__ = "kpi_entry"
    __table_args__ = (
        Index("ix_kpi_entry_metric_day", "metric_id", "day"),
        Index("ix_kpi_entry_person_day", "person_id", "day"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    metric_id: int = Field(foreign_key="metric.id")
    person_id: int = Field(foreign_key="person.id")
    day: date
    zone: str = Field(max_length=60)
    value: Decimal | None = Field(default=None, sa_type=Exact)
    source: EntrySource = Field(default=EntrySource.TYPED, sa_type=EnumText(EntrySource))
    note: str | None = None
    channel_id: int | None = Field(default=None, foreign_key="dimension_value.id")
    campaign_id: int | None = Field(default=None, foreign_key="dimension_value.id")
    region_id: int | None = Field(default=None, foreign_key="dimension_value.id")
    logged_by: int = Field(foreign_key="person.id")
    logged_at: datetime


class EntryTeam(SQLModel, table=True):
    """The teams an entry counts for: those its person was in when it was logged, so that no move rewrites the past."""

    __tablename__ = "kpi_entry_team"
    __table_args__ = (Index("ix_kpi_entry_team_team", "team_id", "entry_id"),)
    entry_id: int = Field(primary_key=True, foreign_key="kpi_entry.id", sa_type=BigKey)
    team_id: int = Field(primary_key=True, foreign_key="team.id")


class Tally(SQLModel, table=True):
    """What a person's entries for a metric make in a day or a month, for everybody's figures (team 0) or a team's.

    ``latest`` is the value of the newest entry of the latest day; a channel, campaign or region of 0 is none. Counted
    from the entries (``storage.tallies``), hence without keys of its own to what they name.
    """

    __tablename__ = "kpi_tally"
    __table_args__: Any = (
        Index("ix_kpi_tally_team", "team_id", "span", "first", "metric_id"),
        {"sqlite_with_rowid": False},
    )
    team_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    span: Span = Field(primary_key=True, sa_type=EnumText(Span))
    person_id: int = Field(primary_key=True)
    first: date = Field(primary_key=True)
    metric_id: int = Field(primary_key=True)
    channel_id: int = Field(primary_key=True)
    campaign_id: int = Field(primary_key=True)
    region_id: int = Field(primary_key=True)
    total: Decimal = Field(sa_type=Exact)
    entries: int = Field(sa_type=BigInteger)
    latest: Decimal = Field(sa_type=Exact)
    latest_day: date
    latest_id: int = Field(sa_type=BigInteger)


class EntryChange(SQLModel, table=True):
    """Every value an entry had, who set it and when; an undo names the change it reverses."""

    __tablename__ = "kpi_change"
    __table_args__ = (Index("ix_kpi_change_by", "by_id", "id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    entry_id: int = Field(foreign_key="kpi_entry.id", sa_type=BigKey, index=True)
    kind: EntryChangeKind = Field(sa_type=EnumText(EntryChangeKind))
    old: Decimal | None = Field(default=None, sa_type=Exact)
    new: Decimal | None = Field(default=None, sa_type=Exact)
    by_id: int = Field(foreign_key="person.id")
    at: datetime
    note: str | None = None
    undoes: int | None = Field(default=None, foreign_key="kpi_change.id", sa_type=BigKey, unique=True)


class EntryImport(SQLModel, table=True):
    """A file of entries that waits to be confirmed: ``rows`` as they will be logged, none any more once it was."""

    __tablename__ = "kpi_import"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    by_id: int = Field(foreign_key="person.id")
    at: datetime
    rows: Any = Field(default=None, sa_type=Json, nullable=True)
    done_at: datetime | None = None


class Target(SQLModel, table=True):
    """A target of a person or a team for a period; the newest row is in force, those before it are kept.

    One with ``valid_from`` holds from that day on: until then the one before it does. A person's ``private`` one is
    seen by them and by whoever leads them.
    """

    __table_args__ = (Index("ix_target_metric_period", "metric_id", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    metric_id: int = Field(foreign_key="metric.id")
    period: str = Field(max_length=8, index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    value: Decimal = Field(sa_type=Exact)
    note: str | None = None
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime
    valid_from: date | None = None
    private: bool = False
