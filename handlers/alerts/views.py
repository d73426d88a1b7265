"""Rows as the feature sees them, what is judged of them, and who may see and change alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from handlers.alerts.rules import Alert, Crossed, Judged, Mover, Planned, Rule, Stretch, judge
from handlers.kit.context import Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Code, say
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Measured
from handlers.team import api as team_api
from handlers.todo import api as todo_api
from storage.models.alerts import Alert as AlertRow
from storage.models.alerts import Crossing, DeviationPlan
from storage.repos import alerts as repo
from storage.states import Combine, Dimension, Right, Side, Watched

Part = int | None
NOTHING = Measured(Decimal(0), Decimal(0))


# --- alerts ---------------------------------------------------------------------------------------


def as_alert(scene: Scene, row: AlertRow) -> Alert:
    """The view of a row."""
    (alert,) = as_alerts(scene, (row,))
    return alert


def as_alerts(scene: Scene, rows: Sequence[AlertRow]) -> tuple[Alert, ...]:
    """The views of rows, in as many queries as for one."""
    metrics = {metric.id: metric for metric in kpi_api.metrics(scene)}
    teams = {team.id: team for team in team_api.all_teams(scene)} if rows else {}
    parts: Mapping[int, frozenset[int]] = {}
    if any(row.team_id is not None and row.team_id not in teams for row in rows):
        teams |= {joint.id: joint for joint in team_api.joints(scene)}
        parts = team_api.within(scene)
    concerned = {id_ for row in rows for id_ in (row.owner_id, row.person_id) if id_ is not None}
    in_teams = team_api.teams_by_person(scene, sorted(concerned)) if rows else {}
    found: list[Alert] = []
    for row in rows:
        team = teams.get(row.team_id) if row.team_id is not None else None
        owner = row.owner_id if _there(scene, row, in_teams, parts) else None
        rule = Rule(row.watched, row.side, row.value, row.every, row.clear, row.floor)
        found.append(
            Alert(
                id=row.id or 0,
                metric=metrics[row.metric_id],
                whose=team.name if team is not None else scene.people.name(row.person_id),
                team=row.team_id,
                person=row.person_id,
                owner=owner,
                owner_name=scene.people.name(row.owner_id),
                rule=rule,
                by=row.dimension,
                zone=team.zone if team is not None else scene.zone_of(row.person_id or 0),
                snoozed_until=row.snoozed_until,
            )
        )
    return tuple(found)


def _there(
    scene: Scene, row: AlertRow, teams: Mapping[int, frozenset[int]], parts: Mapping[int, frozenset[int]]
) -> bool:
    """Whether an alert's owner still looks after it: somebody active in the team, or in one with the person."""
    owner = scene.people.get(row.owner_id)
    if not owner.active or owner.id == row.person_id or owner.right.includes(Right.MANAGER):
        return owner.active
    where = parts.get(row.team_id, {row.team_id}) if row.team_id is not None else teams[row.person_id or 0]
    return not teams[owner.id].isdisjoint(where)


def find(scene: Scene, alert_id: int) -> AlertRow:
    """The alert people mean by an id; ``BadInput`` when there is none."""
    row = repo.get(scene.session, alert_id)
    if row is None:
        raise BadInput("id", say("alerts-unknown", id=f"A{alert_id}"), Code("/kpi alerts"))
    return row


def today(scene: Scene, alert: Alert) -> date:
    """The day it is where an alert's figure is made."""
    return scene.now.astimezone(ZoneInfo(alert.zone)).date()


# --- rights ---------------------------------------------------------------------------------------


def seen(scene: Scene, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Those that the actor may see: their own, a team's members those of the team, a person and who leads them."""
    every, mine = scene.actor.right.includes(Right.MANAGER), team_api.counted_for(scene, scene.actor.id)
    return tuple(
        alert
        for alert in alerts
        if every
        or scene.actor.id == alert.owner
        or (alert.team in mine if alert.person is None else team_api.acts_for(scene, alert.person))
    )


def may_change(scene: Scene, alert: Alert) -> bool:
    """Whether the actor may silence or remove an alert: its owner, the person it is about, a lead."""
    if scene.actor.id in (alert.owner, alert.person):
        return True
    if alert.person is not None:
        return team_api.leads_person(scene, alert.person)
    return alert.team is not None and team_api.leads_part(scene, team_api.get(scene, alert.team))


def require_sight(scene: Scene, alert: Alert) -> None:
    """Refuses whoever may not see an alert, in the words for one that is not there."""
    if not seen(scene, (alert,)):
        raise BadInput("id", say("alerts-unknown", id=alert.ref), Code("/kpi alerts"))


def require_change(scene: Scene, alert: Alert) -> None:
    """Refuses whoever may not decide about an alert."""
    require_sight(scene, alert)
    if not may_change(scene, alert):
        raise Refused(say("alerts-not-yours", id=alert.ref, who=alert.owner_name))


# --- what is judged -------------------------------------------------------------------------------


def judged(scene: Scene, alert: Alert, on: Iterable[Part] = ()) -> Mapping[Part, Judged]:
    """How the figure stands to its limit: the whole, or each part by dimension, those that are ``on`` among them.

    Of a sum nothing logged is zero; of one that may have fallen short only where something else was logged.
    """
    stretch = alert.rule.judged(alert.metric, today(scene, alert))
    now, before = _measured(scene, alert, stretch, alert.by), _before(scene, alert, stretch)
    parts: Iterable[Part] = (None,)
    if alert.by is not None:
        parts = sorted(part for part in {*now, *before, *on} if part is not None)
    logged = any(figure.value is not None for figure in now.values())
    zero = alert.metric.combine is Combine.SUM and (logged or not alert.rule.waits(alert.metric))
    found: dict[Part, Judged] = {}
    for part in parts:
        figure = now.get(part)
        if figure is None or figure.value is None:
            figure = NOTHING if zero else None
        if figure is not None:
            found[part] = judge(alert.rule, alert.metric, stretch, figure, before.get(part))
    return found


def _before(scene: Scene, alert: Alert, stretch: Stretch) -> Mapping[Part, Measured]:
    if alert.rule.watched is Watched.LEVEL and alert.by is None:
        return {}
    return _measured(scene, alert, stretch.previous(), alert.by)


def _measured(scene: Scene, alert: Alert, stretch: Stretch, by: Dimension | None) -> Mapping[Part, Measured]:
    return kpi_api.measured(
        scene, alert.metric, stretch.first, stretch.last, person=alert.person, team=alert.team, by=by
    )


def mover(scene: Scene, alert: Alert, stretch: Stretch) -> Mover | None:
    """The part of a figure, by whatever dimension, that moved furthest the way an alert watches."""
    best: tuple[Decimal, Dimension, int, Measured | None, Measured | None] | None = None
    for dimension in Dimension if alert.by is None else ():
        now, before = (_measured(scene, alert, s, dimension) for s in (stretch, stretch.previous()))
        for part in sorted(part for part in {*now, *before} if part is not None):
            far = _far(alert, now.get(part), before.get(part))
            if far is not None and far > 0 and (best is None or far > best[0]):
                best = far, dimension, part, now.get(part), before.get(part)
    if best is None:
        return None
    _, dimension, part, now_, before_ = best
    name = kpi_api.part_names(scene, (part,))[part]
    return Mover(dimension, name, before_.value if before_ else None, now_.value if now_ else None)


def _far(alert: Alert, now: Measured | None, before: Measured | None) -> Decimal | None:
    if alert.metric.combine is Combine.SUM:
        now, before = now or NOTHING, before or NOTHING
    if now is None or before is None or now.value is None or before.value is None:
        return None
    moved = now.value - before.value
    return moved if alert.rule.side is Side.ABOVE else -moved


# --- crossings ------------------------------------------------------------------------------------


def as_crossed(
    scene: Scene, alert: Alert, row: Crossing, names: Mapping[int, str], plans: Sequence[DeviationPlan] = ()
) -> Crossed:
    """The view of a row; ``names`` are those of parts, ``plans`` what was agreed about crossings."""
    return Crossed(
        alert=alert,
        stretch=Stretch(alert.rule.every, row.first, row.last),
        part=names.get(row.part_id) if row.part_id is not None else None,
        value=row.value,
        before=row.before,
        at=row.at,
        mover=_as_mover(row.mover),
        acked_by=scene.people.name(row.acked_by) if row.acked_by is not None else None,
        plans=tuple(planned(scene, plan) for plan in plans if plan.crossing_id == row.id),
        cleared_at=row.cleared_at,
        cleared_value=row.cleared_value,
        id=row.id or 0,
    )


def crossed(scene: Scene, alert: Alert, rows: Sequence[Crossing]) -> tuple[Crossed, ...]:
    """The views of an alert's rows, with the names of their parts and what was agreed."""
    names = kpi_api.part_names(scene, {row.part_id for row in rows if row.part_id is not None})
    plans = repo.plans_of(scene.session, [row.id for row in rows if row.id is not None]) if rows else ()
    return tuple(as_crossed(scene, alert, row, names, plans) for row in rows)


def planned(scene: Scene, plan: DeviationPlan) -> Planned:
    """What is done, with the action item as it stands."""
    item = todo_api.get(scene, plan.item_id)
    line = todo_api.item_line(item, scene.people.name(item.owner))
    return Planned(plan.cause, line, item.state.closed, plan.made_at)


def mover_json(found: Mover | None) -> Any:
    """What is kept of a mover."""
    if found is None:
        return None
    figures = (None if value is None else format(value, "f") for value in (found.before, found.now))
    return [found.dimension.value, found.name, *figures]


def _as_mover(kept: Any) -> Mover | None:
    if kept is None:
        return None
    dimension, name, *figures = kept
    before, now = (None if figure is None else Decimal(figure) for figure in figures)
    return Mover(Dimension(dimension), name, before, now)
