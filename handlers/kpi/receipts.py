"""What is said of entries as they are logged, corrected or taken back: each reader's by what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from handlers.kit.context import Scene
from handlers.kit.periods import Period
from handlers.kpi import book, histories, reports
from handlers.kpi.rules import Metric
from handlers.kpi.views import Receipt, Standing, Whose
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.kpi import Entry
from storage.states import Right


def receipts(
    scene: Scene,
    entries: Sequence[Entry],
    metrics: Sequence[Metric],
    *,
    by: str,
    old: Decimal | None = None,
    dated: bool = True,
) -> tuple[Receipt, ...]:
    """Receipts, for the actor to read, of entries of one person and day; ``by`` did it."""
    person, month = entries[0].person_id, Period.of("month", entries[0].day)
    standings = _standings(scene, metrics, person, month)
    views = histories.entry_views(scene, entries, {metric.id: metric for metric in metrics})
    own = person == scene.actor.id
    return tuple(Receipt(shown, standings[shown.metric.id], by, own, old, dated) for shown in views)


def _standings(scene: Scene, metrics: Sequence[Metric], person_id: int, month: Period) -> dict[int, Standing]:
    """Where somebody's month stands, by metric: against their target, else their team's, else one that it shares."""
    known = book.metrics(scene)
    found = book.targets_in_force(scene, known, month, metrics=[metric.id for metric in metrics])
    targets = {t.metric.id: t for t in found if t.person == person_id}
    if any(target.private for target in targets.values()) and not team_api.acts_for(scene, person_id):
        targets = {metric: target for metric, target in targets.items() if not target.private}
    own, whose = reports.of_person(scene, person_id), dict[int, Whose]()
    if len(targets) < len(found):
        teams = _shown(scene, person_id, team_api.teams_of(scene, person_id))
        for some in (teams, _shown(scene, person_id, team_api.joints(scene, teams))):
            for target in found:
                if target.team in some and target.metric.id not in targets:
                    targets[target.metric.id] = target
                    whose[target.metric.id] = reports.of_team(some[target.team])
    actuals: dict[int, Decimal | None] = {}
    for one in {own, *whose.values()}:
        theirs = [metric for metric in metrics if whose.get(metric.id, own) == one]
        actuals |= book.actuals(scene, known, theirs, month, person=one.person, team=one.team) if theirs else {}
    return {
        metric.id: reports.against(metric, month, whose.get(metric.id, own), actuals[metric.id], targets.get(metric.id))
        for metric in metrics
    }


def _shown(scene: Scene, person_id: int, teams: Iterable[Team]) -> dict[int, Team]:
    """The teams of somebody's whose figures the actor may see."""
    found = {team.id: team for team in teams}
    if person_id == scene.actor.id or scene.actor.right.includes(Right.MANAGER):
        return found
    mine = team_api.counted_for(scene, scene.actor.id)
    return {id_: team for id_, team in found.items() if id_ in mine}
