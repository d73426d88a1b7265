"""What awards go by: how many ballots are enough, and who wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.states import AwardState

LETTER = "W"
FLOOR, FLOOR_SMALL = 5, 3
SMALL_TEAM = 10  # a team of fewer people is a small one
FEWEST_NOMINEES = 2
TEMPLATES: Mapping[str, tuple[str, str]] = {
    "en": ("Best collaboration", "Innovation pioneer"),
    "zh-Hans": ("最佳协作奖", "创新先锋"),
    "zh-Hant": ("最佳協作獎", "創新先鋒"),
}


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody nominated: why (reason, by whom), and their ballots where they may be known."""

    number: int
    name: str
    reasons: tuple[tuple[str, str], ...]
    ballots: int | None = None
    won: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An award as it is shown. ``cast`` is how many voted, known at the close, ``electors`` from the opening on."""

    id: int
    title: str
    team: str
    floor: int
    until: datetime
    zone: str
    state: AwardState
    nominees: tuple[Nominee, ...]
    electors: int = 0
    cast: int | None = None

    @property
    def ref(self) -> str:
        """``W3``."""
        return f"{LETTER}{self.id}"

    @property
    def counted(self) -> bool:
        """Whether there were ballots enough to tell of."""
        return self.cast is not None and self.cast >= self.floor

    @property
    def winners(self) -> tuple[Nominee, ...]:
        """Who won: several where they are equal."""
        return tuple(one for one in self.nominees if one.won)


def floor_of(people: int) -> int:
    """The fewest ballots that a team of so many people counts out."""
    return FLOOR_SMALL if people < SMALL_TEAM else FLOOR


def winners(counts: Mapping[int, int], floor: int) -> frozenset[int]:
    """The numbers with the most ballots, all of them where they are equal; nobody below the floor."""
    if sum(counts.values()) < floor:
        return frozenset()
    most = max(counts.values())
    return frozenset(number for number, ballots in counts.items() if ballots == most)
