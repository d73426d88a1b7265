"""A quarter's figures against target, pure (V0): what a target of the quarter says, or the yearly one's share of it.

Of a yearly **sum** the quarter's share is what its milestones rise by from the quarter's begin to its end. A yearly
**level** does not add up: the quarter's own level is held against the milestone at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from handlers.goals.rules.milestones import Aim, Course, Light, Verdict, judge, lamp, mark
from handlers.kit.periods import Period


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached of a target in a quarter; ``yearly`` if it is the yearly target's share."""

    whose: str
    person: int | None
    team: int | None
    metric: str
    unit: str
    aim: Aim
    goal: Fraction | None
    actual: Decimal | None
    yearly: bool

    @property
    def verdict(self) -> Verdict:
        """How it stands."""
        return judge(self.aim, self.goal, self.actual)

    @property
    def light(self) -> Light:
        """The same as a colour."""
        return lamp(self.aim, self.goal, self.actual)

    @property
    def reached(self) -> Fraction | None:
        """How much of it was reached (of a budget: used); None where there is nothing to relate."""
        if self.actual is None or self.goal is None or self.goal <= 0:
            return None
        if self.aim.lower and not self.aim.adds:
            return self.goal / Fraction(self.actual) if self.actual > 0 else None
        return Fraction(self.actual) / self.goal


def share(aim: Aim, course: Course, quarter: Period) -> Fraction | None:
    """What a yearly target asks of one of its quarters."""
    begin, end = quarter.first.month - 1, quarter.last.month
    if aim.adds:
        return Fraction(aim.value) * (course.at(end) - course.at(begin))
    return mark(aim, course, course.at(end))
