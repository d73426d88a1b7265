"""What is said privately at a month's start: to owners, to leads, to managers; and the talks that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlers.goals.cards.milestones import (
    bound,
    check_row,
    in_figures,
    lit,
    name,
    start_buttons,
    starting,
)
from handlers.goals.rules.milestones import MONTHS, Row, Start, estimate, gap
from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    Day,
    Figure,
    Heading,
    Inline,
    Items,
    Note,
    PeriodName,
    Run,
    Table,
    card,
    say,
)
from handlers.kit.periods import Period
from handlers.kit.units import PERCENT

CONFIRM = "/goal confirm"


def own_card(month: Period, rows: Sequence[Row], due: Sequence[Row]) -> Card:
    """How somebody's own targets stand after a month, and what is due in the one that begins."""
    ended = month.first.month
    head = ("goal-head-target", "goal-head-so-far", "goal-head-milestone", "goal-head-done", "goal-head-forecast")
    columns = (*(say(title) for title in head), say("goal-head-verdict"))
    table = Table(columns, tuple(check_row(row, ended) for row in rows))
    method = (
        Note(say("goal-note-forecast")) if ended < MONTHS and any(row.forecast is not None for row in rows) else None
    )
    title = say("goal-own-title", month=PeriodName(month.code))
    return card(table, method, *_coming(due), title=title, buttons=_confirm(due))


def lead_card(team: str, month: Period, lagging: Sequence[Start], due: Sequence[Row]) -> Card:
    """What lags in a team, each with the talk it calls for; and the milestones of the month that begins."""
    title = say("goal-lead-title", team=team, month=PeriodName(month.code))
    why = Bullets(tuple(_why(start.row) for start in lagging)) if lagging else None
    summary = say("goal-lead-lags", count=len(lagging))
    buttons = (*start_buttons(lagging), *_confirm(due))
    return card(summary, why, *starting(lagging), *_coming(due), title=title, buttons=buttons)


def _why(row: Row) -> Inline:
    """Who lags, and why by the figures."""
    distance = gap(row.goal, row.actual) or Fraction(0)
    unit = "points" if row.unit == PERCENT else row.unit
    behind = say("goal-lagging-by", gap=Figure(estimate(distance), unit))
    so_far: Inline = Figure(row.actual, row.unit) if row.actual is not None else say("goal-nothing")
    parts = [lit(row), ": ", say("goal-of", actual=so_far, goal=bound(row.aim, row.unit, row.goal)), " · ", behind]
    if row.forecast is not None:
        parts += [" · ", say("goal-forecast", value=Figure(estimate(row.forecast), row.unit))]
    return Run(tuple(parts))


def _coming(due: Sequence[Row]) -> tuple[Block, ...]:
    if not due:
        return ()
    return Heading(say("goal-confirm-ask")), Bullets(tuple(_milestone(row) for row in due))


def _milestone(row: Row) -> Inline:
    return say("goal-next-line", what=name(row), goal=bound(row.aim, row.unit, row.goal))


def _confirm(due: Sequence[Row]) -> tuple[Button, ...]:
    return (Button(say("goal-button-confirm"), CONFIRM, "primary"),) if due else ()


def confirmed_card(month: Period, rows: Sequence[Row]) -> Card:
    """Which milestones are confirmed now."""
    title = say("goal-confirmed-title", month=PeriodName(month.code))
    return card(Bullets(tuple(_milestone(row) for row in rows)), title=title, tone="good")


def confirmed_note(confirmed: Sequence[tuple[Row, str]]) -> tuple[Block, ...]:
    """Which of the running month's milestones were confirmed, and by whom."""
    if not confirmed:
        return ()
    which = tuple(say("goal-confirmed-by", what=name(row), who=who) for row, who in confirmed)
    return (Note(say("goal-confirmed-note", which=Items(which))),)


def resources_card(month: Period, lagging: Sequence[Row], ahead: Sequence[Row], due: date, manager: str) -> Card:
    """Which teams lag and which are ahead, for whoever may shift people or money between them."""
    blocks: list[Block] = [Bullets(tuple(_why(row) for row in lagging))]
    if ahead:
        blocks += [Heading(say("goal-ahead")), Bullets(tuple(_spare(row) for row in ahead))]
    mention = f'@"{manager}"' if " " in manager else f"@{manager}"
    buttons = tuple(
        Button(say("goal-button-decide", what=name(row)), f"/todo add {mention} {_what(row)} --due {due.isoformat()}")
        for row in lagging
    )
    title = say("goal-resources-title", month=PeriodName(month.code))
    return card(say("goal-resources", due=Day(due)), *blocks, title=title, buttons=buttons[:5])


def _what(row: Row) -> str:
    return f"⇄ {row.whose} · {in_figures(row)}"


def _spare(row: Row) -> Inline:
    distance = gap(row.goal, row.actual)
    if distance is None:
        return lit(row)
    unit = "points" if row.unit == PERCENT else row.unit
    return say("goal-ahead-by", what=lit(row), gap=Figure(estimate(distance), unit))


# --- coaching -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coached:
    """A talk that was planned: who takes it up, with whom (None: a team's plan), and the ids to look it up by."""

    row: Row
    coach: str
    whom: str | None
    day: date
    meeting: str
    item: str


def coached_card(coached: Coached) -> Card:
    """The answer to whoever planned it."""
    message = "goal-coached-team" if coached.whom is None else "goal-coached"
    args: dict[str, Inline] = {"coach": coached.coach, "whose": coached.row.whose, "day": Day(coached.day)}
    ids = say("goal-coached-ids", meeting=coached.meeting, item=coached.item)
    show = Button(say("goal-button-meeting", id=coached.meeting), f"/meeting show {coached.meeting}")
    return card(say(message, **args), _why(coached.row), Note(ids), buttons=(show,), tone="good")


def coach_told_card(coached: Coached, by: str) -> Card:
    """What the other one hears of it, the coach or whose target it is."""
    day = Day(coached.day)
    return card(
        say("goal-coached-told", who=by, whose=coached.row.whose, coach=coached.coach, day=day), _why(coached.row)
    )
