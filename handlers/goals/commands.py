"""``/goal``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from handlers.goals import aims, bound_commands, coaching, goal_commands, quarters, revising, revision_commands, service
from handlers.goals.cards import milestones as cards
from handlers.goals.cards import notes
from handlers.goals.cards.goals import goals_blocks
from handlers.goals.cards.revisions import revised
from handlers.goals.kinds import FOR, GOAL_WORD, PERCENTS, PERIODS
from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, must, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput
from handlers.kit.kinds import DUE, PERIOD
from handlers.kit.messages import Card, Code, card, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi.api import HOLDER, METRIC, Metric
from handlers.team.api import Team
from storage.states import Right


@dataclass(frozen=True)
class Milestones:
    """``NAME 20% 45% … [--period 2026] [--for @who|TEAM]``."""

    name: Metric = arg(METRIC, "指标", "指標", label="goal-metric")
    percents: tuple[Decimal, ...] | None = maybe(PERCENTS, "百分比", "比例")
    period: Period | None = opt(PERIOD, *PERIODS)
    for_: Person | Team | None = opt(HOLDER, *FOR)


@dataclass(frozen=True)
class Confirm:
    """``[NAME] [--for @who|TEAM]``."""

    name: Metric | None = maybe(METRIC, "指标", "指標", label="goal-metric")
    for_: Person | Team | None = opt(HOLDER, *FOR)


@dataclass(frozen=True, kw_only=True)
class Coach:
    """``NAME --for @who|TEAM [--at WHEN]``."""

    name: Metric = arg(METRIC, "指标", "指標", label="goal-metric")
    for_: Person | Team = must(HOLDER, *FOR)
    at: When | None = opt(DUE, "due", "时间", "時間", "日期")


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
    own = service.own_check(scene)
    shown = cards.own_check_card(own)
    return replace(shown, blocks=(*shown.blocks, *notes.confirmed_note(service.confirmations(scene, own.running))))


def confirm(ctx: Ctx, args: Confirm) -> Card:
    """Confirms this month's milestones."""
    return notes.confirmed_card(*service.confirm(ctx, args.name, args.for_))


def coach(ctx: Ctx, args: Coach) -> Card:
    """Plans a talk about what lags."""
    return notes.coached_card(coaching.coach(ctx, args.name, args.for_, args.at))


def quarter(scene: Scene, args: Which) -> Card:
    """A quarter's figures: the running one's, or those of the one named."""
    period = args.period or Period.of("quarter", scene.today)
    if period.kind != "quarter":
        raise BadInput("period", say("goal-period-quarter", bad=period.code), Code(f"--period {period.year}-Q1"))
    return quarters.shown(scene, period)


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
    Command(GOAL_WORD, quarter, "reads", Word("quarter", ("季度",), ("季度", "季")), Which),
    Command(GOAL_WORD, confirm, "writes", Word("confirm", ("确认",), ("確認",)), Confirm),
    Command(GOAL_WORD, coach, "writes", Word("coach", ("辅导", "面谈"), ("輔導", "面談")), Coach, "form"),
    *goal_commands.COMMANDS,
    *revision_commands.COMMANDS,
    *bound_commands.COMMANDS,
)  # fmt: skip
