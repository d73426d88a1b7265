"""What bounds a goal, as people enter it: how much those who are to do it can carry, and what others reach (G1)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from handlers.goals.cards.bounds import Carried, Other
from handlers.goals.rules.bounds import Bounds, Rival
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Code, say
from handlers.kit.numbers import Quantity, in_unit
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi.api import Metric
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.goals import Benchmark, Capacity
from storage.repos import goals as repo
from storage.states import Better, Combine, Right

WHO_LENGTH = 120

# --- entering -----------------------------------------------------------------------------------


def carry(ctx: Ctx, metric: Metric, quantity: Quantity | None, asked: Person | Team | None, *, per_head: bool) -> None:
    """Enters how much a team (by default the one here) or a person can do in a month; None takes it back."""
    if metric.combine is not Combine.SUM:
        raise Refused(say("goal-capacity-level", metric=metric.name))
    person, team = None, None
    if isinstance(asked, Person):
        if per_head:
            raise BadInput("per", say("goal-capacity-head"), Code("--for Growth --per person"))
        team_api.require_for(ctx, asked)
        person = asked.id
    else:
        here = team_api.team_here(ctx, asked)
        team_api.require_part(ctx, here)
        team = here.id
    value = None if quantity is None else in_unit(quantity, metric.unit)
    if value is not None and value <= 0:
        raise BadInput("value", say("goal-capacity-nought"), Code(f"/goal capacity {metric.name} 300"))
    row = Capacity(
        metric_id=metric.id, person_id=person, team_id=team, value=value, per_head=per_head, set_by=ctx.actor.id,
        set_at=ctx.now,
    )  # fmt: skip
    repo.add(ctx.session, row)


def compare(
    ctx: Ctx, metric: Metric, quantity: Quantity | None, who: str | None, period: Period | None, source: str | None
) -> None:
    """Enters what another reached in a period (by default this year); None takes it back."""
    name = " ".join((who or "").split())
    if not name or len(name) > WHO_LENGTH:
        raise BadInput("who", say("goal-benchmark-who"), Code(f"/goal benchmark {metric.name} 30 --who Acme"))
    value = None if quantity is None else in_unit(quantity, metric.unit)
    of = period or Period.of("year", ctx.today)
    row = Benchmark(
        metric_id=metric.id, who=name, period=of.code, value=value, source=source, set_by=ctx.actor.id, set_at=ctx.now
    )
    repo.add(ctx.session, row)


# --- seeing -------------------------------------------------------------------------------------


def carried(scene: Scene, metric: Metric) -> tuple[Carried, ...]:
    """What was entered of those whose figures the actor may see."""
    mine, every = team_api.counted_for(scene, scene.actor.id), scene.actor.right.includes(Right.MANAGER)
    found: list[Carried] = []
    for row in repo.capacities(scene.session, metric.id):
        if row.value is None:
            continue
        if row.team_id is not None and (every or row.team_id in mine):
            heads = len(team_api.members(scene, row.team_id)) if row.per_head else None
            found.append(Carried(team_api.get(scene, row.team_id).name, row.value, heads))
        elif row.person_id is not None and team_api.sees(scene, row.person_id):
            found.append(Carried(scene.people.name(row.person_id), row.value, None))
    return tuple(found)


def others(scene: Scene, metric: Metric) -> tuple[Other, ...]:
    """What is known of others."""
    return tuple(
        Other(row.who, row.value, Period(row.period), scene.people.name(row.set_by), row.source)
        for row in repo.benchmarks(scene.session, metric.id)
        if row.value is not None
    )


# --- judging by it ------------------------------------------------------------------------------


def bounds(scene: Scene, metric: Metric, owner: int, team: int | None) -> Bounds:
    """What bounds a goal of somebody's, or of a team's."""
    return Bounds(_capacity(scene, metric, owner, team), _best(scene, metric))


def _capacity(scene: Scene, metric: Metric, owner: int, team: int | None) -> Fraction | None:
    """A team's own, else its parts' together; a person's own, else what each of their team has."""
    rows = {(r.person_id, r.team_id): r for r in repo.capacities(scene.session, metric.id) if r.value is not None}
    if team is not None:
        parts = team_api.parts(scene, team_api.get(scene, team)) if (None, team) not in rows else ()
        each_ = [_of_team(scene, rows.get((None, one))) for one in ([part.id for part in parts] or [team])]
        known = [value for value in each_ if value is not None]
        return sum(known, Fraction()) if len(known) == len(each_) else None
    own = rows.get((owner, None))
    if own is not None:
        return Fraction(own.value or Decimal(0))
    theirs = (rows.get((None, one.id)) for one in team_api.teams_of(scene, owner) if rows)
    each = [Fraction(row.value or Decimal(0)) for row in theirs if row is not None and row.per_head]
    return max(each, default=None)


def _of_team(scene: Scene, row: Capacity | None) -> Fraction | None:
    """What a team can do, or each of its people taken together."""
    if row is None or row.team_id is None or row.value is None:
        return None
    return Fraction(row.value) * (len(team_api.members(scene, row.team_id)) if row.per_head else 1)


def _best(scene: Scene, metric: Metric) -> Rival | None:
    """The best that is known of others, of what adds up taken a month."""
    found = [Rival(other.who, _monthly(metric, other)) for other in others(scene, metric)]
    pick = min if metric.better is Better.LOWER else max
    return pick(found, key=lambda rival: rival.value, default=None)


def _monthly(metric: Metric, other: Other) -> Fraction:
    if metric.combine is not Combine.SUM:
        return Fraction(other.value)
    days = (other.period.last - other.period.first).days + 1
    months = Fraction(days * 12, 365) if other.period.kind == "week" else Fraction(len(other.period.months()))
    return Fraction(other.value) / months
