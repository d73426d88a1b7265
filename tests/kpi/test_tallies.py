"""The rollup against a count of the entries, after whatever happens to them, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, delete, select

from storage import tallies
from storage.db import Database, reading
from storage.models.base import table
from storage.models.kpi import DimensionValue, Entry, EntryChange, EntryTeam, Metric, Tally
from storage.models.people import Person
from storage.models.team import Team
from storage.repos import kpi as repo
from storage.repos import linking
from storage.repos import team as teams
from storage.schema import alembic_config, downgrade, upgrade
from storage.states import Better, Combine, Dimension, EntryChangeKind, Right, Span
from storage.tallies import slices

NOW = datetime(2026, 1, 5, tzinfo=UTC)
PEOPLE, METRICS, TEAMS, CHANNELS = (1, 2), (1, 2), (1, 2), (1, 2)
DAYS = [date(2025, 12, 30) + timedelta(days=n) for n in range(5)]

values = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)


def entry(person: int, metric: int, day: date, value: Decimal, channel: int | None = None) -> Entry:
    return Entry(
        metric_id=metric, person_id=person, day=day, zone="UTC", value=value, channel_id=channel, logged_by=person,
        logged_at=NOW,
    )  # fmt: skip


# --- what may happen ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Log:
    """Entries that come together, counted for some teams."""

    rows: tuple[tuple[int, int, date, Decimal, int | None], ...]
    teams: frozenset[int]

    def run(self, session: Session) -> None:
        repo.add_entries(session, [entry(*row) for row in self.rows], sorted(self.teams))


@dataclass(frozen=True)
class Change:
    """An entry gets another value, or (None) is taken back."""

    which: int
    value: Decimal | None

    def run(self, session: Session) -> None:
        there = session.exec(select(Entry).where(col(Entry.value).is_not(None)).order_by(col(Entry.id))).all()
        if there:
            row = there[self.which % len(there)]
            kind = EntryChangeKind.UNDO if self.value is None else EntryChangeKind.FIX
            made = EntryChange(entry_id=row.id or 0, kind=kind, old=row.value, new=self.value, by_id=1, at=NOW)
            repo.change(session, row, made)


@dataclass(frozen=True)
class Adopt:
    """What somebody logged outside any team counts for one."""

    person: int
    team: int

    def run(self, session: Session) -> None:
        repo.adopt_unassigned(session, self.person, self.team)


class Join:
    """Two people turn out to be one."""

    def run(self, session: Session) -> None:
        linking.join(session, 1, 2)
        for person in (1, 2):
            repo.recount(session, person)


class Import:
    """The rollup is made from the entries alone, as after an import."""

    def run(self, session: Session) -> None:
        session.flush()
        session.connection().execute(delete(Tally))
        tallies.recount(session.connection())


class Share:
    """The teams share a target: what counts for either counts for both together, once."""

    def run(self, session: Session) -> None:
        teams.put_together(session, "t1 + t2", TEAMS, NOW)


row = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(METRICS), st.sampled_from(DAYS), values, st.sampled_from((None, *CHANNELS))
)
log = st.builds(Log, st.lists(row, min_size=1, max_size=4).map(tuple), st.frozensets(st.sampled_from(TEAMS)))
step = st.one_of(
    log, log, log,
    st.builds(Change, st.integers(0, 99), st.none() | values),
    st.builds(Adopt, st.sampled_from(PEOPLE), st.sampled_from(TEAMS)),
    st.builds(Import),
    st.builds(Join),
    st.builds(Share),
)  # fmt: skip


# --- the count ------------------------------------------------------------------------------------

Row = tuple[Any, ...]


def counted(session: Session) -> set[Row]:
    """What the rollup has to hold, by a plain walk over the entries."""
    counting: dict[int, list[int]] = {}
    for pair in session.exec(select(EntryTeam)):
        counting.setdefault(pair.entry_id, []).append(pair.team_id)
    joint = session.exec(select(Team.id).where(col(Team.joint).is_(True))).all()
    groups: dict[Row, list[Entry]] = {}
    for one in session.exec(select(Entry).where(col(Entry.value).is_not(None)).order_by(col(Entry.day), col(Entry.id))):
        parts = (one.channel_id or 0, one.campaign_id or 0, one.region_id or 0)
        theirs = counting.get(one.id or 0, [])
        for team in (0, *theirs, *(joint if theirs else ())):
            for span, first in ((Span.DAY, one.day), (Span.MONTH, one.day.replace(day=1))):
                groups.setdefault((team, span, one.person_id, first, one.metric_id, *parts), []).append(one)
    return {
        (*key, sum(Fraction(e.value or 0) for e in rows), len(rows), rows[-1].value, rows[-1].day, rows[-1].id)
        for key, rows in groups.items()
    }


def held(session: Session) -> set[Row]:
    """What it holds."""
    session.flush()
    found = map(tuple, session.connection().execute(table(Tally).select()))
    return {(*row[:8], Fraction(row[8]), *row[9:]) for row in found}


def fill(session: Session) -> None:
    """Two people, metrics, teams and channels."""
    session.add_all([Person(id=n, name=f"p{n}", right=Right.MEMBER, joined_at=NOW) for n in PEOPLE])
    assert [teams.add(session, f"t{n}", NOW).id for n in TEAMS] == [*TEAMS]
    session.flush()
    for n in METRICS:
        session.add(
            Metric(
                id=n,
                name=f"m{n}",
                folded=f"m{n}",
                unit="number",
                better=Better.HIGHER,
                combine=Combine.SUM,
                made_by=1,
                made_at=NOW,
            )
        )
        session.add(DimensionValue(id=n, dimension=Dimension.CHANNEL, name=f"c{n}", folded=f"c{n}"))


@pytest.fixture
def database(made_url: str) -> Iterator[Database]:
    """A filled one, of each kind in turn."""
    made = Database(made_url, durable=False)
    made.writer.submit(fill).result()
    yield made
    made.close()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(step, min_size=1, max_size=8))
def test_the_rollup_is_what_a_count_of_the_entries_gives(database: Database, steps: list[Any]) -> None:
    with reading(database.engine) as session:  # whatever is done in it is rolled back
        for each in steps:
            each.run(session)
            assert held(session) == counted(session)


@given(st.dates(date(2023, 11, 1), date(2026, 2, 1)), st.integers(0, 500), st.booleans())
def test_any_days_are_covered_once_by_months_and_the_days_around_them(first: date, length: int, daily: bool) -> None:
    last = first + timedelta(days=length)
    covered: list[date] = []
    for span, begin, end in slices(first, last, daily=daily):
        assert begin <= end
        if span is Span.MONTH:
            assert not daily
            assert begin.day == (end + timedelta(days=1)).day == 1
        covered += [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    assert covered == [first + timedelta(days=n) for n in range(length + 1)]
    assert len(slices(first, last, daily=daily)) <= 3


def test_sums_are_exact_in_the_database(database: Database) -> None:
    huge = Decimal("9007199254740993.123457")
    rows = [(1, 1, DAYS[0], huge, None), (1, 1, DAYS[0], Decimal("0.000000000000000001"), None)]
    with reading(database.engine) as session:
        for one in rows:
            Log((one,), frozenset()).run(session)
        (fact,) = repo.facts(session, [1], DAYS[0], DAYS[0], person=1, apart=())
        assert str(fact.total) == "9007199254740993.123457000000000001"


def test_what_was_logged_before_there_was_a_rollup_is_counted_on_the_way_up(empty_url: str) -> None:
    upgrade(empty_url)
    database = Database(empty_url, durable=False)
    database.writer.submit(fill).result()
    rows = [(p, m, day, Decimal(f"1{p}.{m}0"), c) for p in PEOPLE for m in METRICS for day in DAYS for c in (None, 1)]

    def live(session: Session) -> None:
        for step in (Log(tuple(rows), frozenset({1})), Log(tuple(rows[:9]), frozenset()), Change(3, None)):
            step.run(session)

    database.writer.submit(live).result()
    database.close()
    downgrade(empty_url, before_the_rollup())
    upgrade(empty_url)
    again = Database(empty_url, durable=False)
    try:
        assert again.read(held) == again.read(counted)
        assert again.read(lambda session: len(held(session))) > 50
    finally:
        again.close()


def before_the_rollup() -> str:
    """The revision that had none."""
    steps = ScriptDirectory.from_config(alembic_config(None)).walk_revisions()
    return next(str(step.down_revision) for step in steps if "rollup" in str(step.doc))
