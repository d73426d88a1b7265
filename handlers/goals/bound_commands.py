"""``/goal capacity`` and ``benchmark``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.goals import bounding
from handlers.goals.cards import bounds as cards
from handlers.goals.kinds import FOR, GOAL_WORD, PERIODS
from handlers.kit.commands import Command, Word, arg, maybe, opt
from handlers.kit.context import Ctx
from handlers.kit.kinds import PERIOD, QUANTITY, TEXT, OneOf
from handlers.kit.messages import Card
from handlers.kit.numbers import Quantity
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi.api import HOLDER, METRIC, Metric
from handlers.team.api import Team
from storage.states import Right

PER = OneOf(
    {"person": ("head", "人", "每人"), "team": ("团队", "團隊", "全队", "全隊", "整个团队", "整個團隊")},
    label="goal-per",
)
YES = OneOf({"yes": ("是",)}, label="kit")
VALUE = ("数值", "數值")


@dataclass(frozen=True)
class Carry:
    """``NAME [VALUE] [--per person|team] [--for @who|TEAM] [--drop yes]``."""

    name: Metric = arg(METRIC, "指标", "指標", label="goal-metric")
    value: Quantity | None = maybe(QUANTITY, *VALUE)
    per: str | None = opt(PER, "每")
    for_: Person | Team | None = opt(HOLDER, *FOR)
    drop: str | None = opt(YES, "去掉", "移除", form=False)


@dataclass(frozen=True)
class Compare:
    """``NAME [VALUE] [--who WHOM] [--period P] [--source TEXT] [--drop yes]``."""

    name: Metric = arg(METRIC, "指标", "指標", label="goal-metric")
    value: Quantity | None = maybe(QUANTITY, *VALUE)
    who: str | None = opt(TEXT, "competitor", "对手", "竞品", "對手", "競品", label="goal-rival")
    period: Period | None = opt(PERIOD, *PERIODS)
    source: str | None = opt(TEXT, "link", "来源", "來源", label="goal-source")
    drop: str | None = opt(YES, "去掉", "移除", form=False)


def capacity(ctx: Ctx, args: Carry) -> Card:
    """Says how much can be done a month; without a value, what was said."""
    changed = args.value is not None or args.drop is not None
    if changed:
        value = None if args.drop else args.value
        bounding.carry(ctx, args.name, value, args.for_, per_head=args.per == "person")
    return cards.capacity_card(args.name.name, args.name.unit, bounding.carried(ctx, args.name), changed=changed)


def benchmark(ctx: Ctx, args: Compare) -> Card:
    """Says what another reaches; without a value, what is known."""
    changed = args.value is not None or args.drop is not None
    if changed:
        bounding.compare(ctx, args.name, None if args.drop else args.value, args.who, args.period, args.source)
    return cards.benchmark_card(args.name.name, args.name.unit, bounding.others(ctx, args.name), changed=changed)


COMMANDS = (
    Command(
        GOAL_WORD, capacity, "writes", Word("capacity", ("产能", "承载"), ("產能", "承載")), Carry, "form", Right.LEAD,
    ),
    Command(
        GOAL_WORD, benchmark, "writes", Word("benchmark", ("对标", "竞品"), ("對標", "競品")), Compare, "form"),
)  # fmt: skip
