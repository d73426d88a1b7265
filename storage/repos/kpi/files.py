"""Queries on entries that come from files or go into one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, delete, exists, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from storage.models.base import table
from storage.models.kpi import Entry, EntryChange, EntryImport, EntryTeam
from storage.states import EntryChangeKind, EntrySource


class Scope(NamedTuple):
    """Entries that stand: of people, of teams or of a person as one of a team (``subjects``: person, team), of metrics
    (none: any), on the days from ``first`` to ``last``."""

    subjects: tuple[tuple[int | None, int | None], ...]
    metrics: frozenset[int]
    first: date
    last: date


def count_exported(session: Session, scope: Scope) -> int:
    """How many entries a scope has."""
    return session.exec(select(func.count()).select_from(Entry).where(*_within(scope))).one()


def exported(session: Session, scope: Scope, limit: int) -> Sequence[Entry]:
    """The entries of a scope, by day and then as they were logged."""
    query = select(Entry).where(*_within(scope)).order_by(col(Entry.day), col(Entry.id))
    return session.exec(query.limit(limit)).all()


def _within(scope: Scope) -> Iterator[ColumnElement[bool]]:
    yield col(Entry.value).is_not(None)
    yield col(Entry.day).between(scope.first, scope.last)
    if scope.metrics:
        yield col(Entry.metric_id).in_(scope.metrics)
    yield or_(*(_of(person, team) for person, team in scope.subjects))


def _of(person: int | None, team: int | None) -> ColumnElement[bool]:
    counted = exists().where(col(EntryTeam.entry_id) == col(Entry.id), col(EntryTeam.team_id) == team)
    if person is None:
        return counted
    theirs = col(Entry.person_id) == person
    return theirs if team is None else and_(theirs, counted)


def entries_by_id(session: Session, ids: Collection[int]) -> Sequence[Entry]:
    """Those of some ids that there are."""
    return session.exec(select(Entry).where(col(Entry.id).in_(ids))).all() if ids else ()


def imported(session: Session, metric_ids: Iterable[int], first: date, last: date) -> Sequence[Row[Any]]:
    """Metric, person, day, first value, channel, campaign and region of what came from files, whatever became of it."""
    entry, first_change = table(Entry).c, table(EntryChange).c
    query: Select[Any] = select_columns(
        entry.metric_id, entry.person_id, entry.day, first_change.new, entry.channel_id, entry.campaign_id,
        entry.region_id,
    ).where(
        first_change.entry_id == entry.id, first_change.kind == EntryChangeKind.LOG,
        entry.source == EntrySource.IMPORT, entry.metric_id.in_(list(metric_ids)), entry.day.between(first, last),
    )  # fmt: skip
    return session.connection().execute(query).all()


def put_import(session: Session, row: EntryImport) -> int:
    """Keeps a file of entries, or that it was taken; its id. Others of the same person that still wait are dropped."""
    session.add(row)
    session.flush()
    assert row.id is not None
    kept = table(EntryImport).c
    others = (kept.by_id == row.by_id, kept.done_at.is_(None), kept.id != row.id)
    session.connection().execute(delete(table(EntryImport)).where(*others))
    return row.id


def get_import(session: Session, import_id: int) -> EntryImport | None:
    """A file of entries by id."""
    return session.get(EntryImport, import_id)
