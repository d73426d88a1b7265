"""The ledger of points: lines are only ever added, and a balance is their sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from storage.db import Database
from storage.models.people import Person
from storage.models.recognition import Kudos, PointsEntry
from storage.repos import recognition as repo
from storage.schema import create

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)
TODAY = date(2026, 1, 5)
PEOPLE = (1, 2, 3, 4)
GIVE = st.tuples(st.sampled_from(PEOPLE), st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=3), st.integers(1, 50))
UNDO = st.sampled_from(PEOPLE)
EDIT = st.tuples(st.sampled_from(PEOPLE), st.integers(1, 50))
Step = int | tuple[int, int] | tuple[int, set[int], int]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("ledger") / "ledger.db"
    made = Database(f"sqlite:///{path}", durable=False)
    create(made.engine)
    made.writer.submit(_people).result()
    yield made
    made.close()


def _people(session: Session) -> None:
    session.add_all(Person(id=n, name=f"p{n}", joined_at=NOW) for n in PEOPLE)


class _Undone(Exception):
    """Rolls an example back."""


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(GIVE, UNDO, EDIT), max_size=12))
def test_a_balance_is_the_sum_of_lines_that_never_change(database: Database, steps: list[Step]) -> None:
    def example(session: Session) -> None:
        _play(session, steps)
        raise _Undone

    with pytest.raises(_Undone):
        database.writer.submit(example).result()


def _play(session: Session, steps: list[Step]) -> None:
    balance: Counter[int] = Counter()
    given_: Counter[int] = Counter()
    standing: dict[int, list[tuple[set[int], int]]] = {person: [] for person in PEOPLE}
    before: list[tuple[int | None, int, int]] = []
    for step in steps:
        if isinstance(step, int):
            row = repo.last_of(session, step)
            assert (row is None) == (not standing[step])
            if row is not None:
                repo.reverse(session, row, NOW)
                receivers, points = standing[step].pop()
                balance.subtract(dict.fromkeys(receivers, points))
                given_[step] -= points * len(receivers)
        elif len(step) == 2:
            giver, points = step
            row = repo.last_of(session, giver)
            if row is not None:
                receivers, was = standing[giver].pop()
                repo.change_points(session, row, points, NOW)
                standing[giver].append((receivers, points))
                balance.update(dict.fromkeys(receivers, points - was))
                given_[giver] += (points - was) * len(receivers)
        else:
            giver, receivers, points = step
            kudos = Kudos(giver_id=giver, reason="x", points=points, day=TODAY, given_at=NOW)
            repo.add(session, kudos, sorted(receivers), [])
            standing[giver].append((receivers, points))
            balance.update(dict.fromkeys(receivers, points))
            given_[giver] += points * len(receivers)
        lines = [(e.id, e.person_id, e.points) for e in session.exec(select(PointsEntry).order_by(col(PointsEntry.id)))]
        assert lines[: len(before)] == before
        before = lines
        for person in PEOPLE:
            assert repo.balance(session, person) == balance[person] == sum(p for _, who, p in lines if who == person)
            assert repo.points_given(session, person, TODAY, TODAY) == given_[person] >= 0
            assert repo.points_received(session, person, TODAY, TODAY) == balance[person]
    assert dict(repo.totals(session, TODAY, TODAY)) == {p: n for p, n in balance.items() if n}
