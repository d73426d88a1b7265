"""Queries on metrics, what was logged for them, and targets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, exists, insert
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.models.base import table
from storage.models.kpi import DimensionValue, Entry, EntryChange, EntryTeam, Metric, Target
from storage.states import Dimension, EntryChangeKind

DIMENSION_COLUMNS: Mapping[Dimension, Any] = {
    Dimension.CHANNEL: col(Entry.channel_id),
    Dimension.CAMPAIGN: col(Entry.campaign_id),
    Dimension.REGION: col(Entry.region_id),
}


_KNOWN = "metrics"  # under which a session keeps those it has read
# Made once: these run with every value logged, and building a statement costs more than running it.
_METRICS = select_columns(table(Metric)).order_by(col(Metric.id))
_COUNT_FOR, _FIRST_CHANGE = insert(table(EntryTeam)), insert(table(EntryChange)).inline()


class Fact(NamedTuple):
    """A logged value, stripped to what arithmetic needs; the dimensions are ids of their values."""

    id: int
    metric: int
    person: int
    day: date
    value: Decimal
    channel: int | None
    campaign: int | None
    region: int | None


# --- metrics --------------------------------------------------------------------------------------


def metrics(session: Session) -> Sequence[Row[Any]]:
    """All metrics, oldest first; read once a transaction, and again after ``put_metric``."""
    known: Sequence[Row[Any]] | None = session.info.get(_KNOWN)
    if known is None:
        known = session.info[_KNOWN] = session.connection().execute(_METRICS).all()
    return known


def put_metric(session: Session, row: Metric) -> Metric:
    """Adds a metric, or keeps what was changed of it."""
    session.add(row)
    session.flush()
    session.info.pop(_KNOWN, None)
    return row


def get_metric(session: Session, metric_id: int) -> Metric:
    """A metric that is known to be there."""
    return session.get_one(Metric, metric_id)


def in_use(session: Session, metric_id: int) -> bool:
    """Whether anything was ever logged for a metric, or a target set, or a ratio made of it."""
    parts = (col(Metric.numerator_id) == metric_id) | (col(Metric.denominator_id) == metric_id)
    queries = (
        exists().where(col(Entry.metric_id) == metric_id),
        exists().where(col(Target.metric_id) == metric_id),
        exists().where(parts),
    )
    return any(session.connection().execute(query.select()).scalar_one() for query in queries)


# --- dimensions -----------------------------------------------------------------------------------


def dimension_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What these channels, campaigns and regions are called, by id."""
    query = select(DimensionValue.id, DimensionValue.name).where(col(DimensionValue.id).in_(ids))
    return {id_: name for id_, name in session.exec(query) if id_ is not None} if ids else {}


def dimension_values(session: Session) -> Sequence[DimensionValue]:
    """Every channel, campaign and region named so far, oldest first."""
    return session.exec(select(DimensionValue).order_by(col(DimensionValue.id))).all()


def find_dimension_value(session: Session, dimension: Dimension, folded: str) -> DimensionValue | None:
    """A dimension's value by its folded name."""
    query = select(DimensionValue).where(DimensionValue.dimension == dimension, DimensionValue.folded == folded)
    return session.exec(query).first()


def dimension_value(session: Session, dimension: Dimension, folded: str, name: str) -> int:
    """The id of a dimension's value, made at first sight."""
    row = find_dimension_value(session, dimension, folded)
    if row is None:
        row = DimensionValue(dimension=dimension, folded=folded, name=name)
        session.add(row)
        session.flush()
    assert row.id is not None
    return row.id


# --- entries --------------------------------------------------------------------------------------


def add_entries(session: Session, rows: Sequence[Entry], teams: Collection[int]) -> None:
    """New entries, counted for these teams, each with its first change; their ids are set."""
    session.add_all(rows)
    session.flush()
    counted = [{"entry_id": row.id, "team_id": team} for row in rows for team in teams]
    if counted:
        session.connection().execute(_COUNT_FOR, counted)
    firsts = [
        {
            "entry_id": row.id, "kind": EntryChangeKind.LOG, "old": None, "new": row.value, "by_id": row.logged_by,
            "at": row.logged_at, "note": row.note,
        }
        for row in rows
    ]  # fmt: skip
    session.connection().execute(_FIRST_CHANGE, firsts)


def get_entry(session: Session, entry_id: int) -> Entry | None:
    """An entry by id."""
    return session.get(Entry, entry_id)


def change(session: Session, entry: Entry, made: EntryChange) -> None:
    """Changes an entry's value, keeping what it was."""
    entry.value = made.new
    session.add(entry)
    session.add(made)
    session.flush()


def last_undoable(session: Session, person_id: int) -> EntryChange | None:
    """The newest log or fix that somebody made and has not been undone."""
    undone = select(EntryChange.undoes).where(col(EntryChange.undoes).is_not(None))
    query = select(EntryChange).where(
        EntryChange.by_id == person_id,
        col(EntryChange.kind) != EntryChangeKind.UNDO,
        col(EntryChange.id).not_in(undone),
    )
    return session.exec(query.order_by(col(EntryChange.id).desc()).limit(1)).first()


def live_change(session: Session, entry_id: int) -> EntryChange | None:
    """The newest log or fix of an entry that has not been undone: the one that gives its value."""
    undone = select(EntryChange.undoes).where(col(EntryChange.undoes).is_not(None))
    query = select(EntryChange).where(
        EntryChange.entry_id == entry_id,
        col(EntryChange.kind) != EntryChangeKind.UNDO,
        col(EntryChange.id).not_in(undone),
    )
    return session.exec(query.order_by(col(EntryChange.id).desc()).limit(1)).first()


def changes(session: Session, entry_ids: Iterable[int]) -> Sequence[EntryChange]:
    """All changes of some entries, oldest first."""
    query = select(EntryChange).where(col(EntryChange.entry_id).in_(list(entry_ids)))
    return session.exec(query.order_by(col(EntryChange.id))).all()


def adopt_unassigned(session: Session, person_id: int, team_id: int) -> None:
    """Counts for a team what somebody logged before they were in any."""
    without = select(Entry.id).where(
        Entry.person_id == person_id, ~exists().where(col(EntryTeam.entry_id) == col(Entry.id))
    )
    counted = [{"entry_id": entry_id, "team_id": team_id} for entry_id in session.exec(without)]
    if counted:
        session.connection().execute(_COUNT_FOR, counted)


def facts(
    session: Session,
    metric_ids: Iterable[int] | None,
    first: date,
    last: date,
    *,
    person: int | None = None,
    team: int | None = None,
    where: Mapping[Dimension, int] | None = None,
) -> list[Fact]:
    """What was logged for metrics (None: any) on the days from ``first`` to ``last``, by day and then by id.

    Of one person, for one team, both, or (neither given) everybody; ``where`` keeps only these dimension values.
    """
    kept = where or {}
    query = _facts(metric_ids is not None, person is not None, team is not None, frozenset(kept))
    values = {"metrics": list(metric_ids or ()), "first": first, "last": last, "person": person, "team": team}
    values |= {dimension.value: value for dimension, value in kept.items()}
    return [Fact(*row) for row in session.connection().execute(query, values)]


@cache
def _facts(some: bool, of_person: bool, of_team: bool, kept: frozenset[Dimension]) -> Select[Any]:
    """The statement for what is asked, made at the first time that it is."""
    query: Select[Any] = (
        select_columns(
            col(Entry.id), col(Entry.metric_id), col(Entry.person_id), col(Entry.day), col(Entry.value),
            *DIMENSION_COLUMNS.values(),
        )
        .where(col(Entry.day).between(bindparam("first"), bindparam("last")), col(Entry.value).is_not(None))
        .order_by(col(Entry.day), col(Entry.id))
    )  # fmt: skip
    if some:
        query = query.where(col(Entry.metric_id).in_(bindparam("metrics", expanding=True)))
    if of_person:
        query = query.where(col(Entry.person_id) == bindparam("person"))
    if of_team:
        counted = query.join(EntryTeam, col(EntryTeam.entry_id) == col(Entry.id))
        query = counted.where(col(EntryTeam.team_id) == bindparam("team"))
    for dimension in kept:
        query = query.where(DIMENSION_COLUMNS[dimension] == bindparam(dimension.value))
    return query


def entries(
    session: Session,
    metric_id: int,
    *,
    people: Iterable[int] | None,
    team: int | None,
    first: date | None,
    last: date | None,
    limit: int,
) -> tuple[Sequence[Entry], int]:
    """A metric's entries, the newest days first, taken-back ones among them, and how many there are in all."""
    query = select(Entry).where(Entry.metric_id == metric_id)
    if people is not None:
        query = query.where(col(Entry.person_id).in_(list(people)))
    if team is not None:
        query = query.join(EntryTeam, col(EntryTeam.entry_id) == col(Entry.id)).where(EntryTeam.team_id == team)
    if first is not None and last is not None:
        query = query.where(col(Entry.day).between(first, last))
    count = session.exec(select(func.count()).select_from(query.subquery())).one()
    rows = session.exec(query.order_by(col(Entry.day).desc(), col(Entry.id).desc()).limit(limit)).all()
    return rows, count


def entries_of(session: Session, person_id: int, limit: int) -> Sequence[Entry]:
    """Somebody's newest entries that stand."""
    query = select(Entry).where(Entry.person_id == person_id, col(Entry.value).is_not(None))
    return session.exec(query.order_by(col(Entry.id).desc()).limit(limit)).all()


# --- targets --------------------------------------------------------------------------------------


def add_target(session: Session, row: Target) -> Target:
    """A new target; those it takes the place of stay."""
    session.add(row)
    session.flush()
    return row


def targets(
    session: Session,
    period: str,
    *,
    metric_ids: Iterable[int] | None = None,
    person: int | None = None,
    team: int | None = None,
) -> Sequence[Target]:
    """All targets for a period, superseded ones among them, oldest first; with a person or team, only theirs."""
    query = _targets(metric_ids is not None, person is not None, team is not None)
    values = {"period": period, "metrics": list(metric_ids or ()), "person": person, "team": team}
    return session.exec(query, params=values).all()


@cache
def _targets(some: bool, of_person: bool, of_team: bool) -> SelectOfScalar[Target]:
    """The statement for what is asked, made at the first time that it is."""
    query = select(Target).where(Target.period == bindparam("period")).order_by(col(Target.id))
    if some:
        query = query.where(col(Target.metric_id).in_(bindparam("metrics", expanding=True)))
    if of_person:
        query = query.where(Target.person_id == bindparam("person"))
    if of_team:
        query = query.where(Target.team_id == bindparam("team"))
    return query
