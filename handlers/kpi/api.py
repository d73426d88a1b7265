"""What other features may use of metrics: which there are, what was logged, what the targets are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.kit.context import Ctx, Scene
from handlers.kit.periods import Period
from handlers.kpi import book, reports, rules
from handlers.kpi.kinds import HOLDER, METRIC
from handlers.kpi.report_cards import standing_cells, standing_name
from handlers.kpi.rules import Change, Logged, Measured, Metric, Reading, Target, change, figure
from handlers.kpi.views import Standing
from handlers.kpi.words import DIMENSION, FOR, KPI_WORD, NAMES, TEAMS
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.kpi import Target as TargetRow
from storage.repos import kpi as repo
from storage.states import Combine, Dimension, Role

__all__ = [
    "DIMENSION", "FOR", "HOLDER", "KPI_WORD", "METRIC", "NAMES", "TEAMS", "Change", "EntryChanged",
    "EntryLogged", "Logged", "Measured", "Metric", "MetricMade", "Standing", "Target", "TargetPut", "actual",
    "actual_between", "change", "drop_notes", "figure", "logged_of", "measured", "metric", "metrics",
    "my_numbers", "names", "part_names", "put_target", "resting_on", "standing_cells", "standing_name",
    "target_for", "targets", "team_standings", "yearly_targets",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryLogged:
    """Somebody's value was logged, by themselves or for them, for a day of theirs."""

    entry_id: int
    metric: Metric
    person: int
    day: date


@dataclass(frozen=True, slots=True)
class EntryChanged:
    """An entry was corrected or taken back."""

    entry_id: int
    metric: Metric
    person: int
    day: date


@dataclass(frozen=True, slots=True)
class TargetPut:
    """A target of a person's or a team's was set."""

    metric: Metric
    person: int | None
    team: int | None


@dataclass(frozen=True, slots=True)
class MetricMade:
    """A metric is there now."""

    metric: Metric


def metrics(scene: Scene) -> tuple[Metric, ...]:
    """All metrics, oldest first."""
    return tuple(book.metrics(scene).values())


def names(scene: Scene) -> Mapping[str, Metric]:
    """Every folded name a metric may be called by, in any language, with the metric."""
    return book.by_spelling(book.metrics(scene))


def metric(scene: Scene, metric_id: int) -> Metric:
    """A metric that is known to be there."""
    return book.as_metric(repo.get_metric(scene.session, metric_id))


def actual(
    scene: Scene, metric: Metric, period: Period, *, person: int | None = None, team: int | None = None
) -> Decimal | None:
    """A metric's figure for a period, of a person, a team or (neither given) everybody; None if nothing was logged.

    A team's counts what its members logged while they were in it. A ratio is one of sums over all of them.
    """
    return book.actuals(scene, book.metrics(scene), (metric,), period, person=person, team=team)[metric.id]


def actual_between(
    scene: Scene, metric: Metric, first: date, last: date, *, person: int | None = None, team: int | None = None
) -> Decimal | None:
    """The same for the days from ``first`` to ``last``, as of a year up to a month of it."""
    found = book.readings(scene, (metric,), first, last, person=person, team=team)
    return rules.total(metric, book.metrics(scene), found)


def measured(
    scene: Scene,
    metric: Metric,
    first: date,
    last: date,
    *,
    person: int | None = None,
    team: int | None = None,
    by: Dimension | None = None,
) -> Mapping[int | None, Measured]:
    """A metric's figure of some days with what it rests on: the whole under None, or each part of a dimension by id.

    Parts are those with something logged; what names none of the dimension's values is None's.
    """
    known = book.metrics(scene)
    found = book.readings(scene, (metric,), first, last, person=person, team=team, by=by)
    if by is None:
        return {None: rules.measured(metric, known, found)}
    groups = rules.grouped(found, lambda reading: reading.part(by))
    return {part: rules.measured(metric, known, readings) for part, readings in groups.items()}


def resting_on(scene: Scene, metric: Metric) -> frozenset[int]:
    """The ids of the metrics whose figures a logged value of this one changes: its own, and ratios made of it."""
    return frozenset(other.id for other in book.metrics(scene).values() if metric.id in (other.id, *other.parts))


def part_names(scene: Scene, parts: Collection[int]) -> Mapping[int, str]:
    """What channels, campaigns and regions are called, by id."""
    return repo.dimension_names(scene.session, parts)


def team_standings(scene: Scene, team: Team, period: Period) -> tuple[Standing, ...]:
    """A team's metrics in a period, against target and before: those with any of these, whoever asks."""
    return reports.team_standings(scene, team, period)


def targets(scene: Scene, period: Period, *, on: date | None = None) -> tuple[Target, ...]:
    """The targets in force (``on`` a day, today by default) for exactly this period, of people and teams."""
    return book.targets_in_force(scene, book.metrics(scene), period, on=on)


def yearly_targets(scene: Scene, year: int, *, on: date | None = None) -> tuple[Target, ...]:
    """The same for a whole year."""
    return targets(scene, Period(f"{year:04}"), on=on)


def target_for(
    scene: Scene,
    metric: Metric,
    period: Period,
    *,
    person: int | None = None,
    team: int | None = None,
    on: date | None = None,
) -> Target | None:
    """The target in force of a person or a team for exactly this period."""
    known = {metric.id: metric}
    found = book.targets_in_force(scene, known, period, metrics=(metric.id,), person=person, team=team, on=on)
    return next((t for t in found if (t.person, t.team) == (person, team)), None)


def put_target(
    ctx: Ctx,
    metric: Metric,
    period: Period,
    value: Decimal,
    *,
    person: int | None = None,
    team: int | None = None,
    note: str | None = None,
    valid_from: date | None = None,
    private: bool | None = None,
) -> Target:
    """Sets a target beside the one it takes the place of, from a day on; who may is the caller's to ask.

    It is as private as that one, unless that is said.
    """
    if private is None and person is not None:
        before = target_for(ctx, metric, period, person=person, on=valid_from)
        private = before is not None and before.private
    row = TargetRow(
        metric_id=metric.id, period=period.code, person_id=person, team_id=team, value=value, note=note,
        set_by=ctx.actor.id, set_at=ctx.now, valid_from=valid_from, private=bool(private),
    )  # fmt: skip
    made = book.as_target(repo.add_target(ctx.session, row), {metric.id: metric})
    ctx.publish(TargetPut(metric, person, team))
    return made


def drop_notes(ctx: Ctx, notes: Collection[str]) -> None:
    """Blanks the notes of targets that say one of these: the reasons of somebody who is forgotten."""
    repo.drop_target_notes(ctx.session, notes)


def logged_of(
    scene: Scene, people: Collection[int], first: date, last: date, *, daily: bool = True
) -> Mapping[int, tuple[Logged, ...]]:
    """What each of some people logged for the days from ``first`` to ``last``, one figure a day and metric, or one a
    metric."""
    alone = next(iter(people)) if len(people) == 1 else None
    found = book.readings(scene, None, first, last, person=alone, daily=True)
    known = book.metrics(scene) if found else {}
    theirs = rules.grouped(found, lambda r: r.person)
    return {person: _figures(known, theirs.get(person, ()), daily=daily) for person in people}


def _figures(known: Mapping[int, Metric], found: Sequence[Reading], *, daily: bool) -> tuple[Logged, ...]:
    figures = (
        (metric, rules.total(metric, known, logged))
        for logged in rules.grouped(found, lambda r: r.day if daily else None).values()
        for metric in known.values()
        if metric.combine is not Combine.RATIO
    )
    return tuple(Logged(metric, value) for metric, value in figures if value is not None)


def my_numbers(scene: Scene, person_id: int) -> tuple[tuple[Metric, Decimal | None, Target | None], ...]:
    """Somebody's metrics with this month's figure and target: those of their roles, and whatever else they log.

    Of somebody with neither role, entries nor targets: all there are.
    """
    known = book.metrics(scene)
    month = Period.of("month", scene.local(person_id).date())
    targets = {t.metric.id: t for t in book.targets_in_force(scene, known, month, person=person_id)}
    logged = book.readings(scene, None, month.first, month.last, person=person_id)
    used = {reading.metric for reading in logged}
    roles = frozenset(team_api.roles_of(scene, person_id))
    mine = [m for m in known.values() if m.id in targets or used.issuperset(m.parts) or _offered(m, roles)]
    wanted = mine or [m for m in known.values() if not m.retired]
    return tuple((m, rules.total(m, known, logged), targets.get(m.id)) for m in wanted)


def _offered(metric: Metric, roles: frozenset[Role]) -> bool:
    return not metric.retired and not roles.isdisjoint(metric.roles)
