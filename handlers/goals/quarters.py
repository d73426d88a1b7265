"""The quarter's figures of each person and team against target: told privately at its end, shown on demand (V0)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from handlers.goals import service
from handlers.goals.cards import quarters as cards
from handlers.goals.rules.milestones import Course
from handlers.goals.rules.quarters import Result, share
from handlers.kit.context import Ctx, Scene
from handlers.kit.messages import Card
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Target
from handlers.team import api as team_api
from storage.repos import goals as repo

Key = tuple[int, int | None, int | None]


def shown(scene: Scene, quarter: Period) -> Card:
    """The figures that are the actor's to see: their own, their teams', those of people they lead."""
    every = (*team_api.all_teams(scene), *team_api.joints(scene))
    led = {team.id for team in every if team_api.leads_team(scene, team.id)}
    teams = team_api.counted_for(scene, scene.actor.id) | led
    results = [
        result
        for result in _results(scene, quarter, _targets(scene, quarter))
        if result.team in teams or (result.person is not None and team_api.acts_for(scene, result.person))
    ]
    return cards.asked_card(quarter, results, over=quarter.last < scene.today)


def due(scene: Scene, quarter: Period) -> dict[str, str]:
    """Who is to be told of a quarter, ``team:3`` or ``person:5`` of somebody in no team; with their time zone."""
    return {subject: zone for subject, zone, _ in service.by_home(scene, _targets(scene, quarter))}


def tell(ctx: Ctx, subject: str, quarter: Period) -> None:
    """Tells each person their own figures and the team's leads everybody's, once."""
    homes = service.by_home(ctx, _targets(ctx, quarter))
    results = _results(ctx, quarter, [target for home, _, target in homes if home == subject])
    if not results or not repo.claim_check(ctx.session, subject, quarter.code, ctx.now):
        return
    for person in dict.fromkeys(result.person for result in results if result.person is not None):
        ctx.tell(person, cards.own_card(quarter, [result for result in results if result.person == person]))
    kind, _, number = subject.partition(":")
    if kind == "team":
        team = team_api.get(ctx, int(number))
        card = cards.team_card(team.name, quarter, results)
        for lead in team_api.leads(ctx, team.id) or team_api.managers(ctx):
            ctx.tell(lead.id, card)


def _targets(scene: Scene, quarter: Period) -> tuple[Target, ...]:
    """The quarter's own targets, and the yearly ones of what has none."""
    own = {_key(target): target for target in kpi_api.targets(scene, quarter, on=quarter.last)}
    yearly = kpi_api.yearly_targets(scene, quarter.year, on=quarter.last)
    return (*own.values(), *(target for target in yearly if _key(target) not in own))


def _key(target: Target) -> Key:
    return target.metric.id, target.person, target.team


def _results(scene: Scene, quarter: Period, targets: Iterable[Target]) -> tuple[Result, ...]:
    those = service.with_course(scene, targets, quarter.year, quarter.last)
    return tuple(_result(scene, quarter, target, course) for target, course in those)


def _result(scene: Scene, quarter: Period, target: Target, course: Course) -> Result:
    metric, aim = target.metric, service.aim_of(target.metric, target.value)
    yearly = target.period != quarter
    goal = share(aim, course, quarter) if yearly else Fraction(target.value)
    actual = kpi_api.actual(scene, metric, quarter, person=target.person, team=target.team)
    whose = service.whose_of(scene, target)
    return Result(whose, target.person, target.team, metric.name, metric.unit, aim, goal, actual, yearly)
