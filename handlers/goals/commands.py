"""``/goal``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from handlers.goals import aims, goal_commands, revising, revision_commands, service
from handlers.goals.cards import milestones as cards
from handlers.goals.cards.goals import goals_blocks
from handlers.goals.cards.revisions import revised
from handlers.goals.kinds import GOAL_WORD, PERCENTS, PERIODS
from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import PERIOD
from handlers.kit.messages import Card, Code, card, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi.api import METRIC, SUBJECT, Metric
from handlers.team.api import Team
from storage.states import Right


@dataclass(frozen=True)
class Milestones:
    """``NAME 20% 45% … [--period 2026] [--for @who|TEAM]``."""

    name: Metric = arg(METRIC, "指标", "指標", label="goal-metric")
    percents: tuple[Decimal, ...] | None = maybe(PERCENTS, "百分比", "比例")
    period: Period | None = opt(PERIOD, *PERIODS)
    for_: Person | Team | None = opt(SUBJECT, "who", "team", "对象", "對象", "给", "給")


@dataclass(frozen=True)
class Which:
    """``[--period 2026]``, bare or as an option."""

    period: Period | None = maybe(PERIOD, *PERIODS)


def milestones(ctx: Ctx, args: Milestones) -> Card:
    """Sets the milestones of a yearly target."""
    year = _year(ctx, args.period)
    return cards.plan_card(service.set_milestones(ctx, args.name, args.percents or (), year, args.for_))


def check(scene: Scene, _args: NoArgs) -> Card:
    """The check, for oneself and now."""
    return cards.own_check_card(service.own_check(scene))


def overview(scene: Scene, _args: NoArgs) -> Card:
    """This year's targets."""
    return list_(scene, Which())


def list_(scene: Scene, args: Which) -> Card:
    """The yearly targets."""
    year = _year(scene, args.period)
    targets = service.visible(scene, year)
    rows = service.running_rows(scene, targets, year, scene.today)
    shown = cards.list_card(rows, year, scene.today, may_set=scene.actor.right.includes(Right.LEAD))
    goals = goals_blocks(aims.listed(scene, year))
    if goals and not rows:
        return card(*goals, title=say("word-goal"))
    return replace(shown, blocks=(*shown.blocks, *revised(revising.of_year(scene, year, targets)), *goals))


def _year(scene: Scene, period: Period | None) -> int:
    if period is None:
        return scene.today.year
    if period.kind != "year":
        raise BadInput("period", say("goal-period-year", bad=period.code), Code(f"--period {period.year}"))
    return period.year


COMMANDS = (
    Command(GOAL_WORD, overview, "reads"),
    Command(
        GOAL_WORD, milestones, "writes", Word("milestones", ("里程碑",), ("里程碑",), ("milestone",)), Milestones,
        "form", Right.LEAD,
    ),
    Command(GOAL_WORD, check, "reads", Word("check", ("检查", "核对"), ("檢查", "核對"))),
    Command(GOAL_WORD, list_, "reads", Word("list", ("列表", "清单"), ("清單", "列表")), Which),
    *goal_commands.COMMANDS,
    *revision_commands.COMMANDS,
)  # fmt: skip
