"""An achievable goal held against what the team can carry and what others do, as far as that was entered (G1). Pure.

- What is beyond the **capacity** of those who are to do it cannot be reached by trying harder, whatever history says.
- What **another** in the market reaches can be done: a level beyond one's own history counts as achievable;
  of what adds up that says less (they may be ten times as many), so there history decides.
- **Without history** the best that is known of others is the measure; being within the capacity alone says little.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from handlers.goals.rules.sentence import Window
from handlers.goals.rules.smart import Counted, Letter, Mark, Reach, months_of, plain


@dataclass(frozen=True, slots=True)
class Rival:
    """The best that is known of others: whose, and how much (a month, or as a level)."""

    who: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Bounds:
    """What was entered: the most that can be done a month, and the best of others."""

    capacity: Fraction | None = None
    rival: Rival | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """The letter by all that is known, how far the goal goes, and what it needs (a month, or as a level)."""

    letter: Letter
    reach: Reach | None
    needs: Fraction | None
    bounds: Bounds


def held(letter: Letter, reach: Reach | None, target: Fraction | None, window: Window | None, counted: Counted | None,
         bounds: Bounds) -> Held:  # fmt: skip
    """The letter A, judged by history, held against the bounds."""
    if target is None or window is None or counted is None or letter.why == "unmeasured":
        return Held(letter, reach, None, bounds)
    length = months_of(window) if counted.adds else Fraction(1)
    needs, rival = target / length, bounds.rival
    beyond = rival is not None and (needs < rival.value if counted.lower else needs > rival.value)
    if bounds.capacity is not None and counted.adds and not counted.lower and needs > bounds.capacity:
        return Held(Letter(Mark.MISSING, "capacity"), _limited(reach, needs, bounds.capacity * length), needs, bounds)
    if rival is not None and letter.mark is Mark.OPEN and beyond:
        limit = _limited(reach, needs, rival.value * length, up=counted.lower)
        return Held(Letter(Mark.MISSING, "beyond"), limit, needs, bounds)
    if rival is not None and not beyond and _shows(letter, counted):
        return Held(Letter(Mark.MET, "rival"), replace(reach, far=False) if reach else None, needs, bounds)
    if letter.mark is Mark.OPEN and bounds.capacity is not None and counted.adds:
        return Held(Letter(Mark.OPEN, "room"), reach, needs, bounds)
    return Held(letter, reach, needs, bounds)


def _shows(letter: Letter, counted: Counted) -> bool:
    """Whether it shows that a goal can be reached that another has come as far."""
    return letter.mark is Mark.OPEN or (letter.mark is Mark.MISSING and not counted.adds)


def _limited(reach: Reach | None, needs: Fraction, most: Fraction, *, up: bool = False) -> Reach:
    """How far the goal goes where it may go no further than this."""
    limit = plain(most, up=up)
    if reach is None:
        return Reach(needs, needs, needs, limit, far=True)
    return replace(reach, most=min(limit, reach.most) if reach.far else limit, far=True)
