"""Progress of goals and of the tree they stand in, pure and exact.

- A **sum** has progressed as far as its figure is of the target; where lower is better (a budget) it has come as far as
  its time while it is within its share of it, and nowhere once it is beyond.
- A **level** that starts from a known figure has progressed along the way from there to the target; without one, as far
  as its figure is of the target.
- A goal **without a figure of its own** has progressed as its children have, each by its weight: at most all of it, so
  that one child's surplus hides no other's gap, and none of it where nothing is known. Dropped ones do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handlers.goals.rules.milestones import CLOSE, Light
from storage.states import GoalState


@dataclass(frozen=True, slots=True)
class Course:
    """A goal's figures: the one it starts from, the target, the one reached; ``adds`` and ``lower`` as in ``smart``."""

    base: Decimal | None
    target: Decimal
    actual: Decimal | None
    adds: bool
    lower: bool
    passed: Fraction  # the share of its time that has passed


@dataclass(frozen=True, slots=True)
class Node:
    """A goal in its tree; ``own`` is its progress by its own figure, None without one."""

    id: int
    parent: int | None
    state: GoalState
    weight: Decimal
    own: Fraction | None
    passed: Fraction
    level: bool = False
    children: tuple[Node, ...] = field(default=())

    @property
    def progress(self) -> Fraction | None:
        """How far it is: all of it once it was reached, by its own figure, else by its children's."""
        if self.state is GoalState.REACHED:
            return Fraction(1)
        return self.own if self.own is not None else rolled(self.children)

    @property
    def light(self) -> Light:
        """How that stands to what is due by now: of a level without a beginning that is all of it."""
        progress = self.progress
        return Light.NONE if progress is None else light(progress, self.due)

    @property
    def due(self) -> Fraction:
        """What should be reached by now; of a goal that lives by its children, what they should have."""
        if self.own is None and (children := counting(self.children)):
            whole = sum((Fraction(child.weight) for child in children), Fraction(0))
            return sum((Fraction(child.weight) * child.due for child in children), Fraction(0)) / whole
        return Fraction(1) if self.level else self.passed


def every(nodes: Iterable[Node]) -> Iterator[Node]:
    """All goals of trees, each before those below it."""
    for node in nodes:
        yield node
        yield from every(node.children)


def passed(first: date | None, due: date | None, today: date) -> Fraction:
    """The share of a goal's days that has passed, today among them; of one without days, all of it."""
    if first is None or due is None or today >= due:
        return Fraction(1)
    if today < first:
        return Fraction(0)
    return Fraction((today - first).days + 1, (due - first).days + 1)


def own_progress(course: Course) -> Fraction | None:
    """How far a goal's own figure has come; None where nothing is logged, or the target is nought or less."""
    if course.target <= 0 and course.base is None:
        return None
    if course.actual is None:
        return Fraction(0) if course.adds and not course.lower else None
    actual, target = Fraction(course.actual), Fraction(course.target)
    if course.adds:
        if not course.lower:
            return max(actual / target, Fraction(0)) if target > 0 else None
        return course.passed if actual <= target * course.passed else Fraction(0)
    if course.base is not None and Fraction(course.base) != target:
        base = Fraction(course.base)
        return max((actual - base) / (target - base), Fraction(0))
    if course.lower:
        return target / actual if actual > 0 else None
    return actual / target if target > 0 else None


def rolled(children: Sequence[Node]) -> Fraction | None:
    """The children's progress by their weights; None without any that counts."""
    those = counting(children)
    if all(child.progress is None for child in those):
        return None
    reached = (Fraction(child.weight) * min(child.progress or Fraction(0), Fraction(1)) for child in those)
    return sum(reached, Fraction(0)) / sum(Fraction(child.weight) for child in those)


def counting(children: Sequence[Node]) -> list[Node]:
    """Those that count: not dropped, and with some weight."""
    return [child for child in children if child.state is not GoalState.DROPPED and child.weight > 0]


def light(progress: Fraction, due: Fraction) -> Light:
    """Green on the mark, amber within a tenth of it, red beyond."""
    if progress >= due:
        return Light.GREEN
    return Light.AMBER if progress >= due * CLOSE else Light.RED


def forest(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The goals as trees, in their order; one whose parent is not among them stands at the top."""
    flat = {node.id: node for node in nodes}

    def grown(node: Node) -> Node:
        own = tuple(grown(child) for child in flat.values() if child.parent == node.id)
        return Node(node.id, node.parent, node.state, node.weight, node.own, node.passed, node.level, own)

    return tuple(grown(node) for node in flat.values() if node.parent not in flat)
