"""What other features may use of alerts: which are on, and what was agreed about deviations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from handlers.alerts import views
from handlers.alerts.cards import condition
from handlers.alerts.rules import Alert, Crossed, Planned
from handlers.kit.context import Scene
from storage.models.alerts import Crossing
from storage.repos import alerts as repo

__all__ = ["Alert", "Crossed", "DeviationPlanned", "Planned", "condition", "crossed_of", "plans_of"]


@dataclass(frozen=True, slots=True)
class DeviationPlanned:
    """A plan was made for a deviation of a team's metric."""

    metric: int
    team: int


def crossed_of(scene: Scene, teams: Collection[int]) -> tuple[Crossed, ...]:
    """What is on of the alerts on teams' figures, oldest alert first."""
    alerts = views.as_alerts(scene, [row for row in repo.every(scene.session) if row.team_id in teams])
    rows: dict[int, list[Crossing]] = {alert.id: [] for alert in alerts}
    for row in repo.open_crossings(scene.session, rows) if rows else ():
        rows[row.alert_id].append(row)
    return tuple(one for alert in alerts if rows[alert.id] for one in views.crossed(scene, alert, rows[alert.id]))


def plans_of(scene: Scene, metrics: Collection[int]) -> Mapping[tuple[int, int], tuple[Planned, ...]]:
    """What was agreed about metrics' deviations, by metric and team, oldest first."""
    found: dict[tuple[int, int], tuple[Planned, ...]] = {}
    for plan in repo.plans_on(scene.session, metrics) if metrics else ():
        if plan.team_id is not None:
            key = plan.metric_id, plan.team_id
            found[key] = (*found.get(key, ()), views.planned(scene, plan))
    return found
