"""Which known names are most like one that nobody has: near enough to be a slip, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

LEAST = 60.0  # of a hundred
LEAST_SHORT = 50.0  # of two or three characters one may be another that sounds the same: 待辨 for 待办
BEGINS = 90.0
SHORT = 3
SHORTEST_BEGINNING = 3  # letters; of characters two


def alike(said: str, known: Iterable[str], least: float = LEAST, prefer: Callable[[str], bool] = bool) -> list[str]:
    """The names most like what was said, the nearest first; of equally near ones those that ``prefer`` says."""
    scored = [(_score(said.casefold(), name.casefold()), not prefer(name), name) for name in known]
    short = not said.isascii() and len(said) <= SHORT
    enough = min(least, LEAST_SHORT) if short else least
    return [name for score, _, name in sorted(scored, key=lambda hit: (-hit[0], hit[1])) if score >= enough]


def _score(said: str, name: str) -> float:
    """How like a name is, whole or in one of its words; what begins it is a short form of it."""
    shortest = SHORTEST_BEGINNING if said.isascii() else SHORTEST_BEGINNING - 1
    if len(said) >= shortest and name.startswith(said):
        return BEGINS
    same = sum(a == b for a, b in zip(said, name, strict=False))  # 待辨 is nearer to 待办 than to 期待
    return max(fuzz.ratio(said, part) for part in (name, *name.split())) + min(same, 9) / 10
