"""What is shown: figures of people and teams against target and before, parts, trends, entries with their changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.messages import Items, PeriodName, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi import book, rules, trends
from handlers.kpi.rules import Metric, Reading, Target, fold
from handlers.kpi.views import (
    ByReport,
    ByRow,
    Listed,
    MetricReport,
    Overview,
    Point,
    Standing,
    TargetStep,
    Whose,
)
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.repos import kpi as repo
from storage.states import Combine, Dimension, Right

STEPS = 5
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: whose figures (None: one's own and one's teams'), which period, which dimension values."""

    who: Person | None = None
    team: Team | None = None
    period: Period | None = None
    filters: Mapping[Dimension, str] | None = None


def month_name(day: date) -> PeriodName:
    """A day's month, in words."""
    return PeriodName(Period.of("month", day).code)


# --- whose ----------------------------------------------------------------------------------------


def of_person(scene: Scene, person_id: int) -> Whose:
    """A person's."""
    own = scene.acted is not None and scene.acted.id == person_id
    return Whose(scene.people.name(person_id), person=person_id, own=own)


def of_team(team: Team) -> Whose:
    """A team's."""
    return Whose(team.name, team=team.id, joint=team.joint)


def whose_shown(scene: Scene, asked: Asked) -> tuple[Whose, ...]:
    """Whose figures are shown, the first the one that is drawn.

    Asked for nobody: in a team's channel the team's and one's own, elsewhere one's own and those of one's teams (a
    manager without one: all teams).
    """
    if asked.who is not None:
        team_api.require_sight(scene, asked.who)
        one = of_person(scene, asked.who.id)
        return (Whose(one.name, one.person, asked.team.id if asked.team else None, one.own),)
    if asked.team is not None:
        team_api.require_member(scene, asked.team)
        return (of_team(asked.team),)
    own = of_person(scene, scene.actor.id)
    here = _channel_team(scene)
    if here is not None:
        return of_team(here), own
    mine = team_api.teams_of(scene, scene.actor.id)
    if not mine and scene.actor.right.includes(Right.MANAGER):
        mine = team_api.all_teams(scene)
    return own, *(of_team(team) for team in mine)


def _channel_team(scene: Scene) -> Team | None:
    """The team of the channel this is said in, if the actor may see its figures."""
    if scene.place.channel is None:
        return None
    team = team_api.team_of_channel(scene, scene.place.channel)
    if team is None or scene.actor.right.includes(Right.MANAGER):
        return team
    return team if team in team_api.teams_of(scene, scene.actor.id) else None


def opened(scene: Scene, whose: Whose) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The teams whose entries stand behind a team's figure and are the actor's to see, and the names of the others."""
    team = team_api.get(scene, whose.team or 0)
    seen = {part.id for part in team_api.open_parts(scene, team)}
    return tuple(seen), tuple(part.name for part in team_api.parts(scene, team) if part.id not in seen)


def holder(scene: Scene, target: Target) -> str:
    """Whose a target is, by name."""
    return team_api.get(scene, target.team).name if target.team is not None else scene.people.name(target.person)


# --- standings ------------------------------------------------------------------------------------


def against(metric: Metric, period: Period, whose: Whose, actual: Decimal | None, target: Target | None) -> Standing:
    """Where a figure stands."""
    attained = rules.attainment(metric, actual, target.value) if target else None
    return Standing(metric, period, whose, actual, target.value if target else None, attained)


def _standing(metric: Metric, known: book.Metrics, whose: Whose, period: Period, data: _Data) -> Standing:
    now = rules.total(metric, known, data.now)
    before = rules.total(metric, known, data.before)
    standing = against(metric, period, whose, now, data.targets.get(metric.id))
    return replace(standing, before=before, change=rules.change(metric, now, before))


@dataclass(frozen=True, slots=True)
class _Data:
    """What standings are made of: a period's readings, those of the one before (of a running one: to the same day),
    targets in force by metric. ``lately`` are the metrics of all of the period before."""

    now: list[Reading]
    before: list[Reading]
    targets: Mapping[int, Target]
    lately: frozenset[int] = frozenset()

    @property
    def used(self) -> frozenset[int]:
        """The metrics that have values."""
        return self.lately.union(reading.metric for reading in self.now)


def _data(
    scene: Scene,
    known: book.Metrics,
    wanted: tuple[Metric, ...],
    whose: Whose,
    period: Period,
    where: book.Where,
    *,
    by: str | None = None,
    daily: bool = False,
) -> _Data:
    earlier = period.previous()
    stretch = trends.same_stretch(period, scene.today)
    now, before, *whole = (
        book.readings(scene, wanted, *span, person=whose.person, team=whose.team, where=where, by=by, daily=daily)
        for span in ((period.first, period.last), *([stretch] if stretch else ()), (earlier.first, earlier.last))
    )
    lately = frozenset(reading.metric for reading in (whole[0] if whole else before))
    if where:  # a target is for the whole, not for one channel
        return _Data(now, before, {}, lately)
    subject = {"person": whose.person} if whose.person else {"team": whose.team}
    targets = book.targets_of(scene, known, period, **subject)
    if any(target.private for target in targets.values()) and not team_api.acts_for(scene, whose.person or 0):
        targets = {metric: target for metric, target in targets.items() if not target.private}
    return _Data(now, before, targets, lately)


def _shared(
    scene: Scene, known: book.Metrics, wanted: Sequence[Metric], everyone: Iterable[Whose], period: Period
) -> tuple[tuple[Whose, _Data], ...]:
    """The targets that any of these teams shares with others, beside the figure of all of them: each entry once."""
    found: list[tuple[Whose, _Data]] = []
    for joint in team_api.joints(scene, [w.team for w in everyone if w.team is not None and w.person is None]):
        targets = book.targets_of(scene, known, period, team=joint.id)
        metrics = tuple(metric for metric in wanted if metric.id in targets)
        if metrics:
            found.append((of_team(joint), _data(scene, known, metrics, of_team(joint), period, {})))
    return tuple(found)


def _shared_standings(scene: Scene, known: book.Metrics, whose: Whose, period: Period) -> tuple[Standing, ...]:
    """Where these stand, one a metric."""
    return tuple(
        _standing(known[metric], known, joint, period, data)
        for joint, data in _shared(scene, known, tuple(known.values()), (whose,), period)
        for metric in data.targets
    )


def _running(scene: Scene, period: Period) -> bool:
    """Whether a period is set against the same days of the one before."""
    return trends.same_stretch(period, scene.today) is not None


# --- one metric -----------------------------------------------------------------------------------


def metric_report(scene: Scene, metric: Metric, asked: Asked) -> MetricReport:
    """A metric's figures of everybody asked for; of oneself and one's teams, those that have none are left out."""
    known = book.metrics(scene)
    period = asked.period or Period.of("month", scene.today)
    where = _where(scene, asked)
    everyone = whose_shown(scene, asked)
    all_ = [(w, _data(scene, known, (metric,), w, period, where)) for w in everyone]
    all_ += _shared(scene, known, (metric,), everyone, period) if not where else ()
    shown = [(w, data) for w, data in all_ if data.used or metric.id in data.targets] or all_[:1]
    first, data = shown[0]
    parts = tuple(known[part] for part in metric.parts) if metric.combine is Combine.RATIO else ()
    return MetricReport(
        metric=metric,
        parts=parts,
        period=period,
        rows=tuple(_standing(metric, known, w, period, d) for w, d in shown),
        part_values=tuple(rules.total(part, known, data.now) for part in parts),
        running=_running(scene, period),
        steps=tuple(step for w, _ in shown for step in _steps(scene, metric, period, w)),
        trend=_trend(scene, metric, known, period, first, where) if data.now else (),
        filters=_filters(asked),
        dimensions=_dimensions(scene, metric, period, first),
    )


def _trend(
    scene: Scene, metric: Metric, known: book.Metrics, period: Period, whose: Whose, where: book.Where
) -> tuple[Point, ...]:
    """Day by day, week by week or, of a year, month by month."""
    daily = period.kind != "year"
    found = book.readings(
        scene, (metric,), period.first, period.last, person=whose.person, team=whose.team, where=where, daily=daily
    )
    return tuple(Point(label, value) for label, value in trends.trend(metric, known, found, daily=daily))


def _steps(scene: Scene, metric: Metric, period: Period, whose: Whose) -> tuple[TargetStep, ...]:
    """How a target came to be what it is, the latest steps."""
    subject = {"person": whose.person} if whose.person else {"team": whose.team}
    rows = repo.targets(scene.session, (period.code,), metric_ids=(metric.id,), **subject)
    if any(row.private for row in rows) and not team_api.acts_for(scene, whose.person or 0):
        return ()
    return tuple(
        TargetStep(whose, old.value, new.value, scene.people.name(new.set_by), new.set_at, scene.zone)
        for old, new in pairwise(rows[-STEPS - 1 :])
    )


def _dimensions(scene: Scene, metric: Metric, period: Period, whose: Whose) -> tuple[Dimension, ...]:
    """The dimensions that what was logged names."""
    return repo.named(scene.session, metric.parts, period.first, period.last, person=whose.person, team=whose.team)


# --- in parts -------------------------------------------------------------------------------------


def by_report(scene: Scene, metric: Metric, by: str, asked: Asked) -> ByReport:
    """A metric by channel, campaign, region or person: of the person or team asked for, or of one's team."""
    known = book.metrics(scene)
    period = asked.period or Period.of("month", scene.today)
    everyone = whose_shown(scene, asked)
    whose = next((w for w in everyone if w.team is not None), everyone[0])
    if whose.joint and asked.team is not None and by == PERSON:  # what each has done is for their own team
        team_api.require_lead(scene, asked.team)
    data = _data(scene, known, (metric,), whose, period, _where(scene, asked), by=by)
    whole = rules.total(metric, known, data.now)
    rows = _by_rows(scene, metric, known, by, data, whole)
    return ByReport(metric, period, whose, by, rows, whole, _filters(asked), _running(scene, period))


def _by_rows(
    scene: Scene, metric: Metric, known: book.Metrics, by: str, data: _Data, whole: Decimal | None
) -> tuple[ByRow, ...]:
    now = rules.grouped(data.now, lambda r: _part(r, by))
    before = rules.grouped(data.before, lambda r: _part(r, by))
    names = _part_names(scene, by)
    rows: list[tuple[int | None, ByRow]] = []
    for key in dict.fromkeys((*now, *before)):
        value = rules.total(metric, known, now.get(key, ()))
        earlier = rules.total(metric, known, before.get(key, ()))
        share = rules.share(value, whole) if rules.has_shares(metric) else None
        name = None if key is None else names.get(key) or scene.people.name(key)
        rows.append((key, ByRow(name, value, share, earlier, rules.change(metric, value, earlier))))
    rows.sort(key=lambda row: (row[0] is None, row[1].value is None, -(row[1].value or 0)))
    return tuple(row for _, row in rows)


def _part(reading: Reading, by: str) -> int | None:
    part: int | None = getattr(reading, by)
    return part


def _part_names(scene: Scene, by: str) -> dict[int, str]:
    if by == PERSON:
        return {}
    values = repo.dimension_values(scene.session)
    return {value.id: value.name for value in values if value.dimension == by and value.id is not None}


def _where(scene: Scene, asked: Asked) -> dict[Dimension, int]:
    found: dict[Dimension, int] = {}
    for dimension, name in (asked.filters or {}).items():
        row = repo.find_dimension_value(scene.session, dimension, fold(name))
        if row is None or row.id is None:
            known = tuple(v.name for v in repo.dimension_values(scene.session) if v.dimension is dimension)[:8]
            if not known:
                raise BadInput(dimension.value, say("kpi-part-none", bad=name))
            raise BadInput(dimension.value, say("kpi-part-unknown", bad=name, known=Items(known)))
        found[dimension] = row.id
    return found


def _filters(asked: Asked) -> tuple[tuple[Dimension, str], ...]:
    return tuple((asked.filters or {}).items())


# --- several metrics ------------------------------------------------------------------------------


def overview(scene: Scene, asked: Asked) -> Overview:
    """The metrics of a person's or team's roles, and whatever else has values or a target; all where none do."""
    known = book.metrics(scene)
    period = asked.period or Period.of("month", scene.today)
    everyone = whose_shown(scene, asked)
    where = _where(scene, asked)
    all_ = tuple(known.values())
    found = [(w, _data(scene, known, all_, w, period, where)) for w in everyone]
    whose, data = next(((w, data) for w, data in found if data.used or data.targets), found[0])
    wanted = _concerning(scene, all_, whose, data) or tuple(m for m in all_ if not m.retired)
    rows = tuple(_standing(metric, known, whose, period, data) for metric in wanted)
    rows += _shared_standings(scene, known, whose, period) if not where else ()
    teams = tuple(w.name for w in everyone if w.team is not None and w is not whose)
    return Overview(whose, period, rows, teams, _running(scene, period))


def own(scene: Scene) -> Overview:
    """One's own numbers this month, wherever one asks."""
    teams = tuple(team.name for team in team_api.teams_of(scene, scene.actor.id))
    month = Period.of("month", scene.today)
    return replace(overview(scene, Asked(who=scene.actor, period=month)), teams=teams)


def team_standings(scene: Scene, team: Team, period: Period) -> tuple[Standing, ...]:
    """The same of a team, for whoever may see it; nothing where none of its metrics has a value or a target.

    After its own come the targets that it shares with others.
    """
    known = book.metrics(scene)
    all_, whose = tuple(known.values()), of_team(team)
    data = _data(scene, known, all_, whose, period, {})
    rows = (_standing(metric, known, whose, period, data) for metric in _concerning(scene, all_, whose, data))
    told = (
        row
        for row in rows
        if (row.actual, row.before, row.target) != (None, None, None) or data.used.issuperset(row.metric.parts)
    )
    return (*told, *_shared_standings(scene, known, whose, period))


def _concerning(scene: Scene, metrics: tuple[Metric, ...], whose: Whose, data: _Data) -> tuple[Metric, ...]:
    used = data.used
    people = (whose.person,) if whose.person else tuple(m.person.id for m in team_api.members(scene, whose.team or 0))
    roles = frozenset(team_api.roles_of(scene, *people))
    return tuple(
        m
        for m in metrics
        if used.issuperset(m.parts) or m.id in data.targets or not (m.retired or roles.isdisjoint(m.roles))
    )


def listed(scene: Scene) -> tuple[Listed, ...]:
    """All metrics, those of one's own role first."""
    known = book.metrics(scene)
    return tuple(
        Listed(m, tuple(known[p].name for p in m.parts) if m.combine is Combine.RATIO else ())
        for m in (*book.own_first(scene, known, scene.actor.id), *(m for m in known.values() if m.retired))
    )
