"""How many answers it takes before anything is told of them together (methods.md R3, S1)."""

from __future__ import annotations

FLOOR, FLOOR_SMALL = 5, 3
SMALL_TEAM = 10  # a team of fewer people is a small one


def floor_of(people: int) -> int:
    """The fewest ballots or answers of a team of so many people that are told together, as a count or an average."""
    return FLOOR_SMALL if people < SMALL_TEAM else FLOOR
