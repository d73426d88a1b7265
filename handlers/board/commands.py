"""``/kpi board``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.board import cards, service
from handlers.kit.commands import Command, Word, maybe, opt
from handlers.kit.context import Ctx
from handlers.kit.kinds import OneOf
from handlers.kit.messages import Card
from handlers.kpi.api import KPI_WORD, TEAMS
from handlers.team.api import TEAM, Team
from storage.states import Right

OFF = OneOf({"off": ("stop", "关闭", "關閉", "停用", "撤下")}, label="board-turn")


@dataclass(frozen=True)
class Which:
    """``[off] [--team T]``."""

    turn: str | None = maybe(OFF)
    team: Team | None = opt(TEAM, *TEAMS)


def board(ctx: Ctx, args: Which) -> Card:
    """Puts a board up in this channel, or takes it down."""
    if args.turn is not None:
        return cards.ended_card(service.take_down(ctx).name, moved=False)
    team, moved = service.put_up(ctx, args.team)
    return cards.made_card(team.name, moved=moved)


COMMANDS = (
    Command(
        KPI_WORD, board, "writes", Word("board", ("看板", "指标看板"), ("看板", "儀表板")), Which, right=Right.LEAD,
    ),
)  # fmt: skip
