"""``/goal revise``, ``approve`` and ``reject``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.goals import revising
from handlers.goals.cards import revisions as cards
from handlers.goals.kinds import CAUSE, FOR, GOAL_WORD, MEANT, PERCENTS, PERIODS, SINCE, GoalRef
from handlers.goals.rules.revisions import LETTER
from handlers.kit.commands import Command, Word, arg, maybe, must, opt
from handlers.kit.context import Ctx
from handlers.kit.kinds import PERIOD, QUANTITY, TEXT, Ref
from handlers.kit.messages import Card
from handlers.kit.numbers import Quantity
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi.api import HOLDER, Metric
from handlers.team.api import Team
from storage.states import Cause

REVISION = Ref(LETTER, revising.decidable)
REASON = ("原因", "理由")


@dataclass(frozen=True, kw_only=True)
class Revise:
    """``NAME|G1 [VALUE] --because C --reason TEXT --from WHEN``

    And ``[--evidence LINK] [--milestones 20% 45%] [--weight 2] [--period P] [--for @who|TEAM]``.
    """

    name: Metric | GoalRef = arg(MEANT, "指标", "指標", "目标", "目標", label="goal-metric")
    value: Quantity | None = maybe(QUANTITY, "数值", "數值", "新值")
    because: str = must(CAUSE, "cause", "类别", "類別", "因为", "因為")
    reason: str = must(TEXT, *REASON)
    from_: date = must(SINCE, "since", "自", "生效", "起")
    evidence: str | None = opt(TEXT, "link", "证据", "證據", "依据", "依據", "链接", "連結")
    milestones: tuple[Decimal, ...] | None = opt(PERCENTS, "里程碑", label="goal-head-milestones")
    weight: Quantity | None = opt(QUANTITY, "权重", "權重", form=False)
    period: Period | None = opt(PERIOD, *PERIODS)
    for_: Person | Team | None = opt(HOLDER, *FOR)


@dataclass(frozen=True)
class Approve:
    """``ID``."""

    id: int = arg(REVISION, "编号", "編號")


@dataclass(frozen=True)
class Reject:
    """``ID REASON``."""

    id: int = arg(REVISION, "编号", "編號")
    reason: str = arg(TEXT, *REASON)


def revise(ctx: Ctx, args: Revise) -> Card:
    """Asks for a change of a target."""
    why = revising.Why(Cause(args.because), args.reason, args.evidence, args.from_)
    if isinstance(args.name, GoalRef):
        return cards.asked_card(revising.ask_goal(ctx, args.name.id, args.value, args.weight, why))
    return cards.asked_card(
        revising.ask_target(ctx, args.name, args.value, args.milestones, why, args.period, args.for_)
    )


def approve(ctx: Ctx, args: Approve) -> Card:
    """Approves a revision."""
    return cards.decided_card(revising.approve(ctx, args.id))


def reject(ctx: Ctx, args: Reject) -> Card:
    """Rejects one."""
    return cards.decided_card(revising.reject(ctx, args.id, args.reason))


COMMANDS = (
    Command(
        GOAL_WORD, revise, "writes", Word("revise", ("调整", "修订", "变更"), ("調整", "修訂", "變更")), Revise, "form",
    ),
    Command(
        GOAL_WORD, approve, "writes",
        Word("approve", ("批准", "同意", "核准", "通过"), ("核准", "同意", "批准", "通過")), Approve, "form",
    ),
    Command(GOAL_WORD, reject, "writes", Word("reject", ("驳回", "拒绝"), ("駁回", "拒絕", "退回")), Reject, "form"),
)  # fmt: skip
