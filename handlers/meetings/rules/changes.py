"""What has become of each line when minutes are corrected."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

ALIKE = 60  # of a hundred: a line as like as this to an old one is the old one, changed


def pair(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Old lines with the new ones they have become, by their places; None for one that is gone, or new.

    A line that is still there word for word is never taken for another; the rest go by likeness.
    """
    left, right = set(range(len(old))), set(range(len(new)))
    pairs: list[tuple[int | None, int | None]] = []
    for n, line in enumerate(new):
        same = next((o for o in sorted(left) if old[o] == line), None)
        if same is not None:
            pairs.append((same, n))
            left.discard(same)
            right.discard(n)
    likeness = [(fuzz.ratio(old[o], new[n]), o, n) for o in left for n in right]
    for score, o, n in sorted(likeness, key=lambda found: (-found[0], found[1], found[2])):
        if score >= ALIKE and o in left and n in right:
            pairs.append((o, n))
            left.discard(o)
            right.discard(n)
    return [*pairs, *((o, None) for o in sorted(left)), *((None, n) for n in sorted(right))]
