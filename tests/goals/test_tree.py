"""Progress and its roll-up against a recount, and the light."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.goals.rules.milestones import Light
from handlers.goals.rules.tree import Course, Node, forest, light, own_progress, passed
from storage.states import GoalState

OPEN = GoalState.OPEN
HALF = Fraction(1, 2)


def node(number: int, parent: int | None = None, own: Fraction | None = None, weight: int = 1, **more: object) -> Node:
    """A goal half of whose time has passed."""
    state = more.get("state", OPEN)
    assert isinstance(state, GoalState)
    return Node(number, parent, state, Decimal(weight), own, HALF)


@settings(max_examples=150)
@given(
    children=st.lists(
        st.tuples(st.one_of(st.none(), st.integers(0, 200)), st.integers(0, 9), st.sampled_from(list(GoalState))),
        max_size=6,
    )
)
def test_a_goal_without_a_figure_lives_by_its_children(
    children: list[tuple[int | None, int, GoalState]],
) -> None:
    nodes = [
        node(n, 1, None if done is None else Fraction(done, 100), weight, state=state)
        for n, (done, weight, state) in enumerate(children, 2)
    ]
    (top,) = forest([node(1), *nodes])
    points = whole = 0
    known = False
    for done, weight, state in children:
        if state is GoalState.DROPPED or weight == 0:
            continue
        counted = 100 if state is GoalState.REACHED else done
        known = known or counted is not None
        points += weight * min(counted or 0, 100)
        whole += weight
    assert top.progress == (Fraction(points, whole * 100) if known else None)


def test_it_rolls_up_through_every_floor() -> None:
    (top,) = forest([node(1), node(2, 1), node(3, 1, Fraction(1, 4)), node(4, 2, Fraction(1)), node(5, 2, Fraction(0))])
    assert top.progress == (HALF + Fraction(1, 4)) / 2
    assert [child.id for child in top.children] == [2, 3]
    assert top.light is Light.RED  # three eighths where a half is due


def test_a_surplus_hides_no_gap_and_an_own_figure_goes_first() -> None:
    (top,) = forest([node(1), node(2, 1, Fraction(3)), node(3, 1, Fraction(0))])
    assert top.progress == HALF
    (own,) = forest([node(1, own=Fraction(1, 10)), node(2, 1, Fraction(1))])
    assert own.progress == Fraction(1, 10)


@pytest.mark.parametrize(
    ("base", "target", "actual", "adds", "lower", "expected"),
    [
        (None, "500", "300", True, False, "3/5"),
        (None, "500", None, True, False, "0"),
        (None, "500", "600", True, False, "6/5"),
        (None, "500", "250", True, True, "1/2"),  # within half of the budget at half of the time
        (None, "500", "251", True, True, "0"),
        ("8", "10", "9", False, False, "1/2"),
        ("8", "10", "7", False, False, "0"),
        ("100", "80", "95", False, True, "1/4"),
        (None, "10", "9", False, False, "9/10"),
        (None, "80", "100", False, True, "4/5"),
        (None, "80", None, False, True, None),
        (None, "0", "5", True, False, None),
    ],
)
def test_own_progress(
    base: str | None, target: str, actual: str | None, adds: bool, lower: bool, expected: str | None
) -> None:
    decimals = [None if value is None else Decimal(value) for value in (base, actual)]
    found = own_progress(Course(decimals[0], Decimal(target), decimals[1], adds, lower, HALF))
    assert found == (None if expected is None else Fraction(expected))


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2025-12-31", "0"), ("2026-01-01", "1/10"), ("2026-01-05", "1/2"), ("2026-01-10", "1"), ("2027-01-01", "1")],
)
def test_the_time_that_has_passed(today: str, expected: str) -> None:
    found = passed(date(2026, 1, 1), date(2026, 1, 10), date.fromisoformat(today))
    assert found == Fraction(expected)


@pytest.mark.parametrize(
    ("progress", "colour"),
    [("1/2", Light.GREEN), ("49/100", Light.AMBER), ("45/100", Light.AMBER), ("44/100", Light.RED)],
)
def test_the_light(progress: str, colour: Light) -> None:
    assert light(Fraction(progress), HALF) is colour
