"""The rollup of logged values: what a person's entries for a metric make in a day and in a month.

For each such pair and combination of channel, campaign and region there is a row that counts for everybody's figures
(team 0), one for each team the entries count for, and one for each joint team that any of these is part of: what counts
for two of its parts counts for it once. They are written in the entry's transaction, so that a figure is read from a
handful of rows whether ten thousand entries stand behind it or ten million.

A new entry is added to its rows; whatever else happens to entries, the rows concerned are counted again from them.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Insert,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from storage import exact
from storage.exact import exact_add, exact_sum
from storage.models.base import EnumText, table
from storage.models.kpi import Entry, EntryTeam, Tally
from storage.models.team import TeamPart
from storage.states import Span

EVERYBODY: Final = 0  # instead of a team
NONE: Final = 0  # instead of a channel, campaign or region

_tally, _entry, _counted, _part = table(Tally), table(Entry), table(EntryTeam), table(TeamPart)
_DAY: Final = timedelta(days=1)
_KEY: Final = tuple(column.name for column in _tally.primary_key)
_PARTS: Final = ("channel_id", "campaign_id", "region_id")
# Made once: it runs with every value logged.
_JOINT: Final = select(_part.c.joint_id).where(_part.c.team_id.in_(bindparam("teams", expanding=True))).distinct()


class _month_of(FunctionElement[date]):  # noqa: N801  a function of SQL
    """The first day of a date's month."""

    type = Date()
    inherit_cache = True


@compiles(_month_of)
def _month_on_sqlite(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, 'start of month')"


@compiles(_month_of, "postgresql")
def _month_on_postgres(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    return f"CAST(date_trunc('month', {compiler.process(element.clauses, **options)}) AS date)"


# --- a new entry ----------------------------------------------------------------------------------


def add(connection: Connection, rows: Iterable[Entry], teams: Collection[int]) -> None:
    """Adds new entries, whose ids are set, to the rows of everybody, of these teams and of what they are part of."""
    made: dict[tuple[Any, ...], dict[str, Any]] = {}
    joint = connection.execute(_JOINT, {"teams": list(teams)}).scalars().all() if teams else ()
    for row in rows:
        if row.value is None:
            continue
        for span, first in ((Span.DAY, row.day), (Span.MONTH, row.day.replace(day=1))):
            for team in (EVERYBODY, *teams, *joint):
                _put(made, _new(row, team, span, first))
    if made:  # in one order, or two replicas wait for each other
        connection.execute(_upsert(connection.dialect.name), [made[key] for key in sorted(made)])


def _new(row: Entry, team: int, span: Span, first: date) -> dict[str, Any]:
    parts = {name: getattr(row, name) or NONE for name in _PARTS}
    return {
        "team_id": team, "span": span, "person_id": row.person_id, "first": first, "metric_id": row.metric_id, **parts,
        "total": row.value, "entries": 1, "latest": row.value, "latest_day": row.day, "latest_id": row.id,
    }  # fmt: skip


def _put(made: dict[tuple[Any, ...], dict[str, Any]], new: dict[str, Any]) -> None:
    """One row a key: PostgreSQL refuses to meet one twice in a statement."""
    there = made.setdefault(tuple(new[name] for name in _KEY), new)
    if there is not new:
        sums = {"total": exact.add(there["total"], new["total"]), "entries": there["entries"] + 1}
        newer = (new["latest_day"], new["latest_id"]) > (there["latest_day"], there["latest_id"])
        there.update({**new, **sums} if newer else sums)


@cache
def _upsert(dialect: str) -> Insert:
    made = postgres_insert(_tally) if dialect == "postgresql" else sqlite_insert(_tally)
    old, new = _tally.c, made.excluded
    same_day = and_(new.latest_day == old.latest_day, new.latest_id > old.latest_id)
    newer = or_(new.latest_day > old.latest_day, same_day)
    latest = {name: case((newer, new[name]), else_=old[name]) for name in ("latest", "latest_day", "latest_id")}
    sums = {"total": exact_add(old.total, new.total), "entries": old.entries + new.entries}
    return made.on_conflict_do_update(index_elements=list(_KEY), set_={**sums, **latest})


# --- counted again --------------------------------------------------------------------------------


def recount(
    connection: Connection, *, person: int | None = None, metric: int | None = None, day: date | None = None
) -> None:
    """Counts the rows of a person, a metric and a day with its month again, or of all for what is None."""
    month = None if day is None else day.replace(day=1)
    for span, first, made in ((Span.DAY, day, _days), (Span.MONTH, month, _months)):
        old = delete(_tally).where(_tally.c.span == span, *_only(_tally, person, metric, first))
        connection.execute(old)
        connection.execute(insert(_tally).from_select(list(_tally.c.keys()), made(person, metric, first)))


def _only(of: Any, person: int | None, metric: int | None, first: date | None, day: str = "first") -> Iterator[Any]:
    wanted = {"person_id": person, "metric_id": metric, day: first}
    return (of.c[name] == value for name, value in wanted.items() if value is not None)


def _days(person: int | None, metric: int | None, day: date | None) -> Select[Any]:
    """A row for each day and team, and for everybody, from the entries."""
    kept = [_entry.c.value.is_not(None), *_only(_entry, person, metric, day, "day")]
    everybody = select(literal(EVERYBODY).label("team_id"), *_logged()).where(*kept)
    teams = select(_counted.c.team_id, *_logged()).join_from(_entry, _counted).where(*kept)
    return _a_day(union_all(everybody, teams, _joint_entries().where(*kept)).subquery())


def _logged() -> list[ColumnElement[Any]]:
    """What is added up of an entry."""
    entry = _entry.c
    parts = [func.coalesce(entry[name], NONE).label(name) for name in _PARTS]
    return [entry.person_id, entry.day, entry.metric_id, *parts, entry.value, entry.id]


def _joint_entries() -> Select[Any]:
    """Entries with the joint teams they count for, once for each."""
    part_of = select(_part.c.joint_id.label("team_id"), *_logged()).join_from(_entry, _counted)
    return part_of.join(_part, _part.c.team_id == _counted.c.team_id).distinct()


def _a_day(all_: Subquery) -> Select[Any]:
    """The rows of days, of entries with the teams they count for."""
    entry = _entry.c
    keys = [all_.c[name] for name in ("team_id", "person_id", "day", "metric_id", *_PARTS)]
    sums = (exact_sum(all_.c.value).label("total"), func.count().label("entries"), func.max(all_.c.id).label("newest"))
    sum_ = select(*keys, *sums).group_by(*keys).subquery()
    s = sum_.c
    return select(
        s.team_id, literal(Span.DAY, EnumText(Span)), s.person_id, s.day, s.metric_id, s.channel_id, s.campaign_id,
        s.region_id, s.total, s.entries, entry.value, s.day, s.newest,
    ).join_from(sum_, _entry, entry.id == s.newest)  # fmt: skip


def _months(person: int | None, metric: int | None, month: date | None, *more: ColumnElement[bool]) -> Select[Any]:
    """A row for each month, from those of its days; ``more`` says of which."""
    day, first = _tally.c, _month_of(_tally.c.first).label("month")
    kept = [day.span == Span.DAY, *_only(_tally, person, metric, None), *more]
    if month is not None:
        kept.append(day.first.between(month, month.replace(day=monthrange(month.year, month.month)[1])))
    keys = [day.team_id, day.person_id, first, day.metric_id, *(day[name] for name in _PARTS)]
    entries, newest = func.sum(day.entries).label("entries"), func.max(day.first).label("newest")
    sums = (exact_sum(day.total).label("total"), entries, newest)
    sum_ = select(*keys, *sums).where(*kept).group_by(*keys).subquery()
    s, last = sum_.c, _tally.alias("last")
    same = [last.c[name] == s[name] for name in ("team_id", "person_id", "metric_id", *_PARTS)]
    latest = and_(last.c.span == Span.DAY, last.c.first == s.newest, *same)
    return select(
        s.team_id, literal(Span.MONTH, EnumText(Span)), s.person_id, s.month, s.metric_id, s.channel_id, s.campaign_id,
        s.region_id, s.total, s.entries, last.c.latest, last.c.latest_day, last.c.latest_id,
    ).join_from(sum_, last, latest)  # fmt: skip


def put_together(connection: Connection, joint_id: int, team_ids: Collection[int]) -> None:
    """Makes the rows of a new joint team: a team's own of whoever logged for one part only, the others counted."""
    row = _tally.c
    of_parts = row.team_id.in_(team_ids)
    in_two = select(row.person_id).where(of_parts, row.span == Span.MONTH).group_by(row.person_id)
    people = connection.execute(in_two.having(func.count(row.team_id.distinct()) > 1)).scalars().all()
    rest = [column for column in row if column.name != "team_id"]
    copied = select(literal(joint_id), *rest).where(of_parts, row.person_id.not_in(people))
    connection.execute(insert(_tally).from_select(["team_id", *(column.name for column in rest)], copied))
    if people:
        theirs = (_entry.c.value.is_not(None), _entry.c.person_id.in_(people), _part.c.joint_id == joint_id)
        days = _a_day(_joint_entries().where(*theirs).subquery())
        months = _months(None, None, None, row.team_id == joint_id, row.person_id.in_(people))
        for made in (days, months):
            connection.execute(insert(_tally).from_select(list(row.keys()), made))


# --- reading --------------------------------------------------------------------------------------


def slices(first: date, last: date, *, daily: bool = False) -> list[tuple[Span, date, date]]:
    """The days from ``first`` to ``last`` as rows hold them: whole months, and the days before and after them."""
    begin = first if first.day == 1 else _next_month(first)
    end = last.replace(day=1) if (last + _DAY).day != 1 else last + _DAY
    if daily or begin >= end:
        return [(Span.DAY, first, last)]
    found = [(Span.MONTH, begin, end - _DAY)]
    if first < begin:
        found.insert(0, (Span.DAY, first, begin - _DAY))
    if end <= last:
        found.append((Span.DAY, end, last))
    return found


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
