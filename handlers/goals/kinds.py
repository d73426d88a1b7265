"""The feature's word, its kinds of argument, and the spellings its options share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.goals.rules.milestones import read_percents
from handlers.goals.rules.revisions import read_since
from handlers.kit.commands import Word
from handlers.kit.context import Scene
from handlers.kit.kinds import Kind, OneOf, reader, token
from handlers.kit.messages import Choice
from handlers.kpi.api import METRIC, Metric
from storage.states import Cause

GOAL_WORD = Word("goal", ("目标",), ("目標",))
PERIODS = ("期间", "周期", "年度", "期間", "週期")
FOR = ("who", "team", "对象", "對象", "给", "給")
PERCENTS: Kind[tuple[Decimal, ...]] = reader("text", lambda text, _scene: read_percents(text))
SINCE: Kind[date] = reader("date", lambda text, scene: read_since(text, scene.dates()))
CAUSE = OneOf(
    {
        Cause.POLICY.value: ("政策", "政策调整", "政策調整", "policies", "regulation"),
        Cause.COMPETITOR.value: (
            "竞品",
            "竞品动作",
            "竞争对手",
            "競品",
            "競品動作",
            "競爭對手",
            "competition",
            "rival",
        ),
        Cause.OTHER.value: (
            "其他",
            "外部",
            "external",
            "market",
            "市场",
            "市場",
            "团队之外的其他原因",
            "團隊以外的其他原因",
        ),
        Cause.INTERNAL.value: ("内部", "內部", "inside", "own", "团队内部原因", "團隊內部原因"),
    },
    label="goal-cause",
)


@dataclass(frozen=True, slots=True)
class GoalRef:
    """A goal by its id."""

    id: int


_GOAL = re.compile(r"[Gg](\d{1,9})")


class _MeantKind:
    """What is to be revised: a goal by its id, or a metric by its name."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[Metric | GoalRef, str]:
        """``G3``, or the metric at the start of a text; and the rest."""
        first, rest = token(text)
        if (hit := _GOAL.fullmatch(first)) is not None:
            return GoalRef(int(hit[1])), rest
        return METRIC.take(text, scene)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The metrics."""
        return METRIC.choices(scene)


MEANT: Kind[Metric | GoalRef] = _MeantKind()
