"""The metrics there are, and what was logged for them: the reading half that everything of the feature stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from handlers.kit.context import Scene
from handlers.kit.periods import Period
from handlers.kpi import rules
from handlers.kpi.rules import Metric, Reading, Target, fold
from handlers.kpi.templates import spellings
from handlers.team import api as team_api
from storage.models.kpi import Metric as MetricRow
from storage.models.kpi import Target as TargetRow
from storage.repos import kpi as repo
from storage.states import Combine, Dimension, Role

Metrics = Mapping[int, Metric]
Where = Mapping[Dimension, int]


def as_metric(row: MetricRow | Row[Any]) -> Metric:
    """The view of a row."""
    assert row.id is not None
    roles = tuple(Role(name) for name in row.roles or ())
    return Metric(
        row.id, row.name, row.unit, row.better, row.combine, row.numerator_id, row.denominator_id, roles, row.template,
        tuple(row.aliases or ()), row.places, row.retired_at is not None,
    )  # fmt: skip


def metrics(scene: Scene) -> Metrics:
    """All metrics by id, oldest first."""
    return {metric.id: metric for metric in map(as_metric, repo.metrics(scene.session))}


def by_spelling(known: Metrics) -> dict[str, Metric]:
    """Every folded spelling a metric may be called by: its names, and of a ready-made one those in each language.

    A metric's own name goes before what another might also be called.
    """
    found: dict[str, Metric] = {fold(metric.name): metric for metric in known.values()}
    found |= {fold(alias): metric for metric in known.values() for alias in metric.aliases}
    for metric in known.values():
        for name in spellings(metric.template):
            found.setdefault(fold(name), metric)
    return found


def own_first(scene: Scene, known: Metrics, person: int) -> tuple[Metric, ...]:
    """All metrics in use, those of somebody's roles first."""
    roles = frozenset(team_api.roles_of(scene, person))
    return tuple(sorted((m for m in known.values() if not m.retired), key=lambda m: not roles.intersection(m.roles)))


def readings(
    scene: Scene,
    wanted: Iterable[Metric] | None,
    first: date,
    last: date,
    *,
    person: int | None = None,
    team: int | None = None,
    where: Where | None = None,
    by: str | None = None,
    daily: bool = False,
) -> list[Reading]:
    """What was logged for metrics (None: any), and for the parts of ratios, on some days, in their order.

    ``by`` tells people, or the values of a dimension, apart; ``daily`` days, where whole months would do. Scope as in
    ``storage.repos.kpi``.
    """
    found: list[repo.Fact] = []
    for ids, apart in _asked(scene, wanted, by):
        found += repo.facts(
            scene.session, ids, first, last, person=person, team=team, where=where, apart=apart, daily=daily
        )
    return sorted(map(Reading._make, found), key=lambda r: r.day)


def _asked(
    scene: Scene, wanted: Iterable[Metric] | None, by: str | None
) -> Iterator[tuple[list[int] | None, tuple[str, ...]]]:
    """Ids of metrics, and what is told apart of them: of those whose latest value counts, whose and of what it is."""
    if wanted is None:
        yield None, repo.APART
        return
    known = metrics(scene)
    parts = sorted({part for metric in wanted for part in metric.parts})
    latest = [part for part in parts if known[part].combine is Combine.LAST]
    added = [part for part in parts if known[part].combine is not Combine.LAST]
    if added:
        yield added, (by,) if by else ()
    if latest:
        yield latest, repo.APART


def actuals(
    scene: Scene,
    known: Metrics,
    wanted: Sequence[Metric],
    period: Period,
    *,
    person: int | None = None,
    team: int | None = None,
) -> dict[int, Decimal | None]:
    """The figures of several metrics for a period, by id, in one reading."""
    all_ = readings(scene, wanted, period.first, period.last, person=person, team=team)
    return {metric.id: rules.total(metric, known, all_) for metric in wanted}


def as_target(row: TargetRow, known: Metrics) -> Target:
    """The view of a row."""
    assert row.id is not None
    period = Period(row.period)
    return Target(row.id, known[row.metric_id], period, row.person_id, row.team_id, row.value, row.private)


def targets_of(
    scene: Scene, known: Metrics, period: Period, *, person: int | None = None, team: int | None = None
) -> dict[int, Target]:
    """Somebody's or a team's targets in force, by metric.

    Where a quarter or year has none of its own, those of its months (or a year's quarters) added up, if the metric's
    values add up and each of them has one.
    """
    wanted = (period, *(part for parts in _parts_of(period) for part in parts))
    found: dict[Period, dict[int, Target]] = {one: {} for one in wanted}
    rows = repo.targets(scene.session, [one.code for one in wanted], person=person, team=team)
    for target in _in_force(rows, known, scene.today):
        found[target.period][target.metric.id] = target
    own = found[period]
    for parts in _parts_of(period):
        for metric, target in found[parts[0]].items():
            each = [found[part][metric] for part in parts if metric in found[part]]
            if metric not in own and len(each) == len(parts) and target.metric.combine is Combine.SUM:
                whole, hidden = rules.added([part.value for part in each]), any(part.private for part in each)
                own[metric] = replace(target, period=period, value=whole, private=hidden)
    return own


def _parts_of(period: Period) -> Iterator[tuple[Period, ...]]:
    """What a period may be added up from, the larger parts first."""
    months = period.months()
    if period.kind == "year":
        yield tuple(Period.of("quarter", month.first) for month in months[::3])
    if period.kind in ("year", "quarter"):
        yield months


def targets_in_force(
    scene: Scene,
    known: Metrics,
    period: Period,
    *,
    metrics: Collection[int] | None = None,
    person: int | None = None,
    team: int | None = None,
    on: date | None = None,
) -> tuple[Target, ...]:
    """The newest target of each metric and subject for a period; with metrics, a person or a team, only theirs.

    ``on`` is the day whose targets are meant, today by default: a revision holds from its own day on.
    """
    rows = repo.targets(scene.session, (period.code,), metric_ids=metrics, person=person, team=team)
    return _in_force(rows, known, on or scene.today)


def _in_force(rows: Iterable[TargetRow], known: Metrics, day: date) -> tuple[Target, ...]:
    held = (row for row in rows if row.valid_from is None or row.valid_from <= day)
    newest = {(row.metric_id, row.period, row.person_id, row.team_id): row for row in held}
    return tuple(as_target(row, known) for row in newest.values())
