"""A team's target shared out: among its people, a joint one among its teams, or among the months of its period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Button, Code, PeriodName, say
from handlers.kit.people import Person
from handlers.kit.periods import Kind, Period
from handlers.kit.units import CURRENCIES
from handlers.kpi import api, book, cards, reports, service
from handlers.kpi.rules import Metric, shared_out
from handlers.kpi.views import TargetSet, Whose
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.states import Combine

Weights = tuple[tuple[Person, Decimal], ...]
MONTHS, QUARTERS, PARTS = "months", "quarters", "teams"


@dataclass(frozen=True, slots=True)
class Split:
    """A team's target and what it comes apart into, each with the target it takes the place of."""

    metric: Metric
    team: Team
    period: Period
    whole: Decimal
    parts: tuple[TargetSet, ...]


@dataclass(frozen=True, slots=True)
class _Share:
    whose: Whose
    period: Period
    weight: Decimal = Decimal(1)


def split(scene: Scene, metric: Metric, period: Period, team: Team | None, into: str | None, weights: Weights) -> Split:
    """What a team's target would come apart into; of a metric whose values do not add up, each gets the whole."""
    here = team_api.team_here(scene, team)
    team_api.require_lead(scene, here)
    whole = book.targets_of(scene, book.metrics(scene), period, team=here.id).get(metric.id)
    if whole is None:
        why = say("kpi-split-none", name=metric.name, team=here.name, period=PeriodName(period.code))
        raise Refused(why, (Button(say("cmd-kpi-target"), f"/kpi target {metric.name}"),))
    if into == PARTS or (here.joint and not into and not weights):
        shares = _teams(scene, here, period)
    else:
        shares = _periods(here, period, into) if into else _people(scene, here, period, weights)
    values = _values(metric, whole.value, [share.weight for share in shares])
    parts = tuple(_part(scene, metric, share, value) for share, value in zip(shares, values, strict=True))
    for part in parts:
        service.replaced(scene, metric, part.period, part.whose, part.value)
    return Split(metric, here, period, whole.value, parts)


def settle(ctx: Ctx, found: Split) -> None:
    """Sets the targets, each beside the one it takes the place of; whoever has one hears of it."""
    for part in found.parts:
        if part.value != part.old:
            whose = part.whose
            api.put_target(ctx, part.metric, part.period, part.value, person=whose.person, team=whose.team)
            for person in service.holders(ctx, whose):
                ctx.tell(person, cards.target_told_card(part, ctx.actor.name))


def _people(scene: Scene, team: Team, period: Period, weights: Weights) -> list[_Share]:
    members = {member.person.id: member.person for member in team_api.members(scene, team.id)}
    stranger = next((person for person, _ in weights if person.id not in members), None)
    if stranger is not None:
        raise BadInput("weights", say("kpi-split-stranger", who=stranger.name, team=team.name))
    given = weights or tuple((person, Decimal(1)) for person in members.values())
    found = {person.id: _Share(reports.of_person(scene, person.id), period, weight) for person, weight in given}
    if len(found) != len(given) or not all(share.weight > 0 for share in found.values()):
        raise BadInput("weights", say("kpi-split-weights"), Code("--weights @bob 2, @carol 1"))
    return list(found.values())


def _teams(scene: Scene, team: Team, period: Period) -> list[_Share]:
    if not team.joint:
        raise BadInput("into", say("kpi-split-one-team", team=team.name), Code("--into months"))
    return [_Share(reports.of_team(part), period) for part in team_api.parts(scene, team)]


def _periods(team: Team, period: Period, into: str) -> list[_Share]:
    kind: Kind = "quarter" if into == QUARTERS else "month"
    parts = tuple(dict.fromkeys(Period.of(kind, month.first) for month in period.months()))
    if period.kind == "week" or len(parts) < 2:
        raise BadInput("into", say("kpi-split-small", period=PeriodName(period.code)), Code("--period 2026"))
    return [_Share(reports.of_team(team), part) for part in parts]


def _values(metric: Metric, whole: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    if metric.combine is not Combine.SUM:
        return [whole] * len(weights)
    typed = -int(whole.as_tuple().exponent)
    return shared_out(whole, weights, max(typed, 2 if metric.unit in CURRENCIES else 0))


def _part(scene: Scene, metric: Metric, share: _Share, value: Decimal) -> TargetSet:
    whose = share.whose
    before = api.target_for(scene, metric, share.period, person=whose.person, team=whose.team)
    return TargetSet(metric, share.period, whose, value, before.value if before else None)
