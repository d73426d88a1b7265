"""What is asked before a value is stored: whether it was logged already, and whether it can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.kit.context import Scene
from handlers.kit.periods import Period
from handlers.kpi import rules
from handlers.kpi.rules import Metric, fold
from storage.models.kpi import Entry
from storage.repos import kpi as repo
from storage.states import Dimension

MONTHS_BEFORE = 2  # whose values, with this month's, say what is usual


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that is asked about: an entry that says the same already, or how much is usual."""

    metric: Metric
    value: Decimal
    there: Entry | None = None
    usual: Decimal | None = None


def doubts(
    scene: Scene, person: int, day: date, values: Sequence[tuple[Metric, Decimal]], names: Mapping[Dimension, str]
) -> tuple[Doubt, ...]:
    """The values that are asked about, in their order."""
    # Small counts, which may come all day long, are not looked for among all that was logged that day.
    looked_for = [metric.id for metric, value in values if rules.can_be_double(metric, value)]
    there = _same_place(scene, person, day, looked_for, names) if looked_for else {}
    found: list[Doubt] = []
    for metric, value in values:
        here = reversed(there.get(metric.id, ()))
        double = next((e for e in here if e.value is not None and rules.is_double(metric, value, e.value)), None)
        found.append(Doubt(metric, value, double, unusual(scene, person, metric, day, value)))
    return tuple(doubt for doubt in found if doubt.there is not None or doubt.usual is not None)


def unusual(scene: Scene, person: int, metric: Metric, day: date, value: Decimal) -> Decimal | None:
    """How much is usual for somebody, if a value is beyond all reason; None if it is not, or too little is known."""
    month = Period.of("month", day)
    first = month
    for _ in range(MONTHS_BEFORE):
        first = first.previous()
    facts = repo.facts(scene.session, (metric.id,), first.first, month.last, person=person, apart=())
    total, entries = rules.added(fact.total for fact in facts), sum(fact.entries for fact in facts)
    return rules.beyond_reason(value, total, entries)


def _same_place(
    scene: Scene, person: int, day: date, metrics: Sequence[int], names: Mapping[Dimension, str]
) -> dict[int, list[Entry]]:
    """What somebody's day holds for some metrics under the same channel, campaign and region."""
    found: dict[int, list[Entry]] = {}
    ids: dict[Dimension, int | None] = {}
    for entry in repo.entries_on(scene.session, person, day, metrics):
        if not ids:
            ids = {dimension: _value_id(scene, dimension, names) for dimension in Dimension}
        if all(getattr(entry, f"{dimension.value}_id") == id_ for dimension, id_ in ids.items()):
            found.setdefault(entry.metric_id, []).append(entry)
    return found


def _value_id(scene: Scene, dimension: Dimension, names: Mapping[Dimension, str]) -> int | None:
    """The id of a named value, None where none is named, 0 for one that was never named before."""
    if dimension not in names:
        return None
    row = repo.find_dimension_value(scene.session, dimension, fold(names[dimension]))
    return row.id if row is not None else 0
