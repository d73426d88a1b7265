"""Checking a goal's sentence against what is known here: metrics, history, and what the team is measured by (G1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from handlers.goals import bounding
from handlers.goals.rules import smart
from handlers.goals.rules.bounds import Bounds, Held, held
from handlers.goals.rules.sentence import Said, Window, days_of, read_sentence
from handlers.goals.rules.smart import Counted, History, Letter, Mark
from handlers.kit.context import Scene
from handlers.kit.periods import Period
from handlers.kit.units import PERCENT
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Metric
from handlers.team import api as team_api
from storage.states import Better, Combine

LEAST_DAYS = 30  # a quarter that ends sooner is no time for a goal


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose figures a goal is measured by: a team's, or its owner's own."""

    owner: int
    team: int | None


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with all that follows from it."""

    said: Said
    metric: Metric | None
    counted: Counted | None
    base: Decimal | None
    target: Decimal | None
    letters: Mapping[str, Letter]
    achievable: Held
    mended: tuple[smart.Mended, ...]


def read(scene: Scene, sentence: str, whose: Whose, parent: int | None) -> Read:
    names = kpi_api.names(scene)
    percents = frozenset(m.id for m in names.values() if m.unit == PERCENT)
    said = read_sentence(sentence, {name: m.id for name, m in names.items()}, percents, scene.dates())
    metric = kpi_api.metric(scene, said.metric) if said.metric is not None else None
    counted = counted_of(metric) if metric is not None else None
    history = _history(scene, metric, said.window, whose) if metric is not None else History((), None)
    measurable = smart.measurable(said, counted)
    target = None
    if counted is not None and said.amount is not None and measurable.mark is Mark.MET:
        target = smart.target_of(said.amount, counted, history.base)
    reach = smart.reach(target, said.window, counted, history) if counted is not None else None
    measured, timed = measurable.mark is Mark.MET, said.window is not None
    by_history = smart.achievable(reach, measured=measured, timed=timed, months=len(history.known))
    entered = bounding.bounds(scene, metric, whose.owner, whose.team) if metric is not None else Bounds()
    achievable = held(by_history, reach, None if target is None else Fraction(target), said.window, counted, entered)
    letters = {
        "S": smart.specific(said),
        "M": measurable,
        "A": achievable.letter,
        "R": smart.relevant(_tie(scene, metric, whose, parent, history)),
        "T": smart.bound(said),
    }
    mended = smart.mended(said, counted, achievable.reach, _until(scene.today))
    return Read(said, metric, counted, _start(history.base, target, counted), target, letters, achievable, mended)


def counted_of(metric: Metric) -> Counted:
    """A metric as goals reckon with it."""
    return Counted(metric.name, metric.unit, metric.combine is Combine.SUM, metric.better is Better.LOWER)


def _start(base: Decimal | None, target: Decimal | None, counted: Counted | None) -> Decimal | None:
    """Where the way to a target begins; nowhere if the target is behind already, or the figure adds up from nought."""
    if base is None or target is None or counted is None or counted.adds:
        return None
    ahead = target < base if counted.lower else target > base
    return base if ahead else None


def _history(scene: Scene, metric: Metric, window: Window | None, whose: Whose) -> History:
    months = [Period.of("month", scene.today).previous()]
    while len(months) < smart.HISTORY_MONTHS:
        months.insert(0, months[0].previous())
    figures = tuple(figure_of(scene, metric, month.first, month.last, whose) for month in months)
    if metric.combine is not Combine.SUM:
        newest = next((value for value in reversed(figures) if value is not None), None)
        return History(figures, newest if newest is not None else figure_of(scene, metric, *_running(scene), whose))
    if window is None:
        return History(figures, None)
    if window.period is not None:
        before = window.period.previous()
        return History(figures, figure_of(scene, metric, before.first, before.last, whose))
    last = window.first - timedelta(days=1)
    return History(figures, figure_of(scene, metric, window.first - timedelta(days=days_of(window)), last, whose))


def _running(scene: Scene) -> tuple[date, date]:
    return Period.of("month", scene.today).first, scene.today


def figure_of(scene: Scene, metric: Metric, first: date, last: date, whose: Whose) -> Decimal | None:
    person = whose.owner if whose.team is None else None
    return kpi_api.actual_between(scene, metric, first, last, person=person, team=whose.team)


def _tie(scene: Scene, metric: Metric | None, whose: Whose, parent: int | None, history: History) -> str | None:
    """What makes a goal matter: its parent, a target of its metric or a part of it, roles, or its being kept."""
    if parent is not None:
        return "parent"
    if metric is None:
        return None
    team = team_api.get(scene, whose.team) if whose.team is not None else None
    theirs = team_api.parts(scene, team) if team is not None else team_api.teams_of(scene, whose.owner)
    teams = tuple(t.id for t in theirs)
    held = {*teams, *(joint.id for joint in team_api.joints(scene, teams))}
    periods = tuple(Period.of(kind, scene.today) for kind in ("year", "quarter", "month"))
    for target in (target for period in periods for target in kpi_api.targets(scene, period)):
        if target.metric.id in (metric.id, *metric.parts) and (target.team in held or target.person == whose.owner):
            return "target"
    people = {member.person.id for team in teams for member in team_api.members(scene, team)} | {whose.owner}
    if set(metric.roles) & set(team_api.roles_of(scene, *people)):
        return "role"
    return "logged" if history.known else None


def _until(today: date) -> date:
    """A day that a goal without one might have: the quarter's last, or the next one's when that is near."""
    quarter = Period.of("quarter", today)
    return quarter.last if (quarter.last - today).days >= LEAST_DAYS else quarter.next().last
