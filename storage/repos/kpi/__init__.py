"""Queries on metrics, what was logged for them, and targets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, insert, null, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import tallies
from storage.exact import exact_sum
from storage.models.base import table
from storage.models.kpi import DimensionValue, Entry, EntryChange, EntryImport, EntryTeam, Metric, Tally, Target
from storage.repos.wording import rewrite
from storage.states import Dimension, EntryChangeKind
from storage.tallies import EVERYBODY, NONE, slices

APART: Final = ("person", "channel", "campaign", "region")
_KNOWN = "metrics"  # under which a session keeps those it has read
# Made once: these run with every value logged, and building a statement costs more than running it.
_METRICS = select_columns(table(Metric)).order_by(col(Metric.id))
_COUNT_FOR, _FIRST_CHANGE = insert(table(EntryTeam)), insert(table(EntryChange)).inline()


class Fact(NamedTuple):
    """What was logged in a day or a month (``day`` is its first), added up over whoever and whatever is not told apart.

    The dimensions are ids of their values. ``latest`` is the newest value, by day and then by entry; there is none
    where several people or dimension values are added up.
    """

    metric: int
    day: date
    person: int | None
    channel: int | None
    campaign: int | None
    region: int | None
    total: Decimal
    entries: int
    latest: Decimal | None
    latest_day: date | None
    latest_id: int | None


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
    tallies.add(session.connection(), rows, teams)
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


def entries_on(session: Session, person_id: int, day: date, metric_ids: Collection[int]) -> Sequence[Entry]:
    """What somebody logged for metrics on a day and stands, oldest first."""
    query = select(Entry).where(
        Entry.person_id == person_id,
        Entry.day == day,
        col(Entry.metric_id).in_(metric_ids),
        col(Entry.value).is_not(None),
    )
    return session.exec(query.order_by(col(Entry.id))).all()


def change(session: Session, entry: Entry, made: EntryChange) -> None:
    """Changes an entry's value, keeping what it was."""
    entry.value = made.new
    session.add(entry)
    session.add(made)
    session.flush()
    tallies.recount(session.connection(), person=entry.person_id, metric=entry.metric_id, day=entry.day)


def _undone() -> ColumnElement[bool]:
    """Whether a change was undone by a later one; looked up for it alone, however many undos there are."""
    later = table(EntryChange).alias("later")
    return exists().where(later.c.undoes == col(EntryChange.id))


def last_undoable(session: Session, person_id: int) -> EntryChange | None:
    """The newest log or fix that somebody made and has not been undone."""
    query = select(EntryChange).where(
        EntryChange.by_id == person_id,
        col(EntryChange.kind) != EntryChangeKind.UNDO,
        ~_undone(),
    )
    return session.exec(query.order_by(col(EntryChange.id).desc()).limit(1)).first()


def live_change(session: Session, entry_id: int) -> EntryChange | None:
    """The newest log or fix of an entry that has not been undone: the one that gives its value."""
    query = select(EntryChange).where(
        EntryChange.entry_id == entry_id,
        col(EntryChange.kind) != EntryChangeKind.UNDO,
        ~_undone(),
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
        recount(session, person_id)


def recount(session: Session, person_id: int) -> None:
    """Adds up again all that somebody logged."""
    tallies.recount(session.connection(), person=person_id)


def facts(
    session: Session,
    metric_ids: Iterable[int] | None,
    first: date,
    last: date,
    *,
    person: int | None = None,
    team: int | None = None,
    where: Mapping[Dimension, int] | None = None,
    apart: Collection[str] = APART,
    daily: bool = False,
) -> list[Fact]:
    """What was logged for metrics (None: any) on the days from ``first`` to ``last``, in their order.

    Of one person, for one team, both, or (neither given) everybody; ``where`` keeps only these dimension values. Of
    ``person``, ``channel``, ``campaign`` and ``region`` those in ``apart`` are told apart, all others added up. Whole
    months come as months unless ``daily``.
    """
    kept = where or {}
    query = _facts(metric_ids is not None, person is not None, frozenset(kept), frozenset(apart))
    values = {"metrics": list(metric_ids or ()), "person": person, "team": EVERYBODY if team is None else team}
    values |= {dimension.value: value for dimension, value in kept.items()}
    found: list[Fact] = []
    for span, begin, end in slices(first, last, daily=daily):
        between = {"span": span, "first": begin, "last": end}
        found += map(Fact._make, session.connection().execute(query, values | between))
    return found


@cache
def _facts(some: bool, of_person: bool, kept: frozenset[Dimension], apart: frozenset[str]) -> Select[Any]:
    """The statement for what is asked, made at the first time that it is."""
    row = table(Tally).c
    columns = {name: row[f"{name}_id"] for name in APART}
    told = [row.metric_id, row.first, *(columns[name] for name in APART if name in apart)]
    shown = [(func.nullif(columns[name], NONE) if name in apart else null()).label(name) for name in APART]
    newest = [row.latest, row.latest_day, row.latest_id]
    if len(apart) == len(APART):
        query = select_columns(row.metric_id, row.first, *shown, row.total, row.entries, *newest)
    else:
        sums = (exact_sum(row.total), func.sum(row.entries))
        query = select_columns(row.metric_id, row.first, *shown, *sums, null(), null(), null()).group_by(*told)
    query = query.where(*_asked(some)).order_by(*told)
    if of_person:
        query = query.where(row.person_id == bindparam("person"))
    for dimension in kept:
        query = query.where(columns[dimension.value] == bindparam(dimension.value))
    return query


def _asked(some: bool) -> list[ColumnElement[bool]]:
    row = table(Tally).c
    asked = [
        row.team_id == bindparam("team"), row.span == bindparam("span"),
        row.first.between(bindparam("first"), bindparam("last")),
    ]  # fmt: skip
    return [*asked, row.metric_id.in_(bindparam("metrics", expanding=True))] if some else asked


def named(
    session: Session, metric_ids: Iterable[int], first: date, last: date, *, person: int | None, team: int | None
) -> tuple[Dimension, ...]:
    """The dimensions of which a value was named in what ``facts`` would find."""
    values = {"metrics": list(metric_ids), "person": person, "team": EVERYBODY if team is None else team}
    found: set[Dimension] = set()
    for span, begin, end in slices(first, last):
        between = {"span": span, "first": begin, "last": end}
        highest = session.connection().execute(_named(person is not None), values | between).one()
        found |= {dimension for dimension in Dimension if getattr(highest, dimension.value)}
    return tuple(dimension for dimension in Dimension if dimension in found)


@cache
def _named(of_person: bool) -> Select[Any]:
    row = table(Tally).c
    query = select_columns(*(func.max(row[f"{d.value}_id"]).label(d.value) for d in Dimension))
    query = query.where(*_asked(some=True))
    return query.where(row.person_id == bindparam("person")) if of_person else query


def entries(
    session: Session,
    metric_id: int,
    *,
    people: Iterable[int] | None,
    teams: Collection[int] | None,
    first: date | None,
    last: date | None,
    limit: int,
) -> tuple[Sequence[Entry], int]:
    """A metric's entries, the newest days first, taken-back ones among them, and how many there are in all.

    Those of some people, or those that count for any of some teams.
    """
    query = select(Entry).where(Entry.metric_id == metric_id)
    if people is not None:
        query = query.where(col(Entry.person_id).in_(list(people)))
    if teams is not None:
        counted = exists().where(col(EntryTeam.entry_id) == col(Entry.id), col(EntryTeam.team_id).in_(teams))
        query = query.where(counted)
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
    periods: Collection[str],
    *,
    metric_ids: Iterable[int] | None = None,
    person: int | None = None,
    team: int | None = None,
) -> Sequence[Target]:
    """All targets for periods, superseded ones among them, oldest first; with a person or team, only theirs."""
    query = _targets(metric_ids is not None, person is not None, team is not None)
    values = {"periods": list(periods), "metrics": list(metric_ids or ()), "person": person, "team": team}
    return session.exec(query, params=values).all()


@cache
def _targets(some: bool, of_person: bool, of_team: bool) -> SelectOfScalar[Target]:
    """The statement for what is asked, made at the first time that it is."""
    query = select(Target).where(col(Target.period).in_(bindparam("periods", expanding=True))).order_by(col(Target.id))
    if some:
        query = query.where(col(Target.metric_id).in_(bindparam("metrics", expanding=True)))
    if of_person:
        query = query.where(Target.person_id == bindparam("person"))
    if of_team:
        query = query.where(Target.team_id == bindparam("team"))
    return query


def forget_words(session: Session, person_id: int, name: str, blank: str, say: Callable[[str], str]) -> None:
    """Blanks somebody's notes and the files they sent, and says anew the notes in which their name stands."""
    run = session.connection().execute
    run(update(Entry).where(col(Entry.logged_by) == person_id).values(note=None))
    run(update(EntryChange).where(col(EntryChange.by_id) == person_id).values(note=None))
    run(update(EntryImport).where(col(EntryImport.by_id) == person_id).values(name=blank, rows=None))
    session.expire_all()
    for note in (Entry.note, EntryChange.note, Target.note, EntryImport.name):
        rewrite(session, name, say, note)


def drop_target_notes(session: Session, notes: Collection[str]) -> None:
    """Blanks the notes of targets that say one of these."""
    session.connection().execute(update(Target).where(col(Target.note).in_(notes)).values(note=None))
    session.expire_all()
