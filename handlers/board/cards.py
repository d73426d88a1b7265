"""Boards as cards."""

from __future__ import annotations

from handlers.board.rules import Shown
from handlers.kit.messages import Button, Card, Moment, Note, PeriodName, Run, Table, card, say
from handlers.kpi.api import standing_cells, standing_name

MOST = 12  # figures on a board that are still read on a phone


def board_card(shown: Shown) -> Card:
    """A team's figures against target and before, as of a moment."""
    at = Moment(shown.at, shown.zone)
    if not shown.rows:
        return card(say("board-empty"), Note(say("board-as-of", at=at)), title=_title(shown), buttons=_buttons(shown))
    return card(
        _table(shown),
        Note(say("board-more", count=len(shown.rows) - MOST)) if len(shown.rows) > MOST else None,
        Note(say("board-as-of", at=at)),
        title=_title(shown),
        buttons=_buttons(shown),
    )


def _table(shown: Shown) -> Table:
    """The figures and their targets; the month before says nothing beside one that has only begun."""
    head = (say("kpi-metric"), PeriodName(shown.period.code), say("kit-target"))
    return Table(head, tuple((standing_name(row), *standing_cells(row)[:2]) for row in shown.rows[:MOST]))


def _title(shown: Shown) -> Run:
    return Run((shown.team, " · ", PeriodName(shown.period.code)))


def _buttons(shown: Shown) -> tuple[Button, ...]:
    return (
        Button(say("cmd-kpi-log"), "/kpi log"),
        Button(say("board-all"), f"/kpi show --team {shown.team}"),
    )


def made_card(team: str, *, moved: bool) -> Card:
    """The answer to putting a board up."""
    off = Button(say("board-off"), "/kpi board off")
    return card(say("board-moved" if moved else "board-made", team=team), buttons=(off,), tone="good")


def ended_card(team: str, *, moved: bool) -> Card:
    """What a board becomes that is not kept up to date any more."""
    return card(say("board-goes-on" if moved else "board-ended", team=team))
