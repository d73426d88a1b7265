"""What was entered of the team's capacity, and of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.kit.messages import Bullets, Card, Code, Figure, Inline, Note, PeriodName, Run, card, say
from handlers.kit.periods import Period

DOT = " · "


@dataclass(frozen=True, slots=True)
class Carried:
    """How much somebody can do in a month; of a team by its ``heads`` each of them."""

    whose: str
    value: Decimal
    heads: int | None


@dataclass(frozen=True, slots=True)
class Other:
    """What another reached in a period, who entered it, and where it is from."""

    who: str
    value: Decimal
    period: Period
    by: str
    source: str | None


def capacity_card(metric: str, unit: str, rows: Sequence[Carried], *, changed: bool) -> Card:
    """How much each can do."""
    title = say("goal-capacity-title", metric=metric)
    if not rows:
        example = Code(f"/goal capacity {metric} 300")
        return card(say("goal-capacity-none"), Note(say("goal-capacity-how", example=example)), title=title)
    lines = Bullets(tuple(_carried(row, unit) for row in rows))
    return card(lines, Note(say("goal-bounds-used")), title=title, tone="good" if changed else "plain")


def _carried(row: Carried, unit: str) -> Inline:
    if row.heads is None:
        return say("goal-capacity-line", whose=row.whose, value=Figure(row.value, unit, exact=True))
    figures = {"value": Figure(row.value * row.heads, unit, exact=True), "each": Figure(row.value, unit, exact=True)}
    return say("goal-capacity-heads", whose=row.whose, heads=str(row.heads), **figures)


def benchmark_card(metric: str, unit: str, rows: Sequence[Other], *, changed: bool) -> Card:
    """What others reach."""
    title = say("goal-benchmark-title", metric=metric)
    if not rows:
        example = Code(f"/goal benchmark {metric} 30 --who Acme")
        return card(say("goal-benchmark-none"), Note(say("goal-benchmark-how", example=example)), title=title)
    lines = Bullets(tuple(_other(row, unit) for row in rows))
    return card(lines, Note(say("goal-bounds-used")), title=title, tone="good" if changed else "plain")


def _other(row: Other, unit: str) -> Inline:
    parts: list[Inline] = [row.who, DOT, Figure(row.value, unit, exact=True), DOT, PeriodName(row.period.code)]
    parts += [DOT, say("goal-benchmark-by", who=row.by)]
    return Run((*parts, *((DOT, row.source) if row.source else ())))
