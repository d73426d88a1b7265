"""A quarter's figures, for whoever they are of and for their leads (V0)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.goals.cards.milestones import LAMPS, NOTHING, bound
from handlers.goals.rules.milestones import percent
from handlers.goals.rules.quarters import Result
from handlers.kit.messages import Block, Card, Chart, Figure, Inline, Note, PeriodName, Run, Series, Table, card, say
from handlers.kit.periods import Period
from handlers.kit.units import PERCENT


def own_card(quarter: Period, results: Sequence[Result]) -> Card:
    """One's own figures."""
    return card(*_blocks(quarter, results), title=say("goal-quarter-own", quarter=PeriodName(quarter.code)))


def team_card(team: str, quarter: Period, results: Sequence[Result]) -> Card:
    """A team's figures and its members', for its leads."""
    title = say("goal-quarter-team", team=team, quarter=PeriodName(quarter.code))
    return card(*_blocks(quarter, results), title=title)


def asked_card(quarter: Period, results: Sequence[Result], *, over: bool) -> Card:
    """The figures somebody asks for."""
    name = PeriodName(quarter.code)
    if not results:
        return card(say("goal-quarter-none", quarter=name), title=say("goal-quarter", quarter=name))
    running = None if over else Note(say("goal-quarter-running"))
    return card(*_blocks(quarter, results), running, title=say("goal-quarter", quarter=name))


def _blocks(quarter: Period, results: Sequence[Result]) -> tuple[Block, ...]:
    head = ("goal-head-target", "goal-quarter-goal", "goal-quarter-reached", "goal-head-done")
    table = Table(tuple(say(title) for title in head), tuple(_row(result) for result in results))
    yearly = (Note(say("goal-quarter-yearly")),) if any(result.yearly for result in results) else ()
    chart = _chart(quarter, results)
    return (table, *((chart,) if chart else ()), *yearly)


def _row(result: Result) -> tuple[Inline, ...]:
    done = result.reached
    return (
        Run((LAMPS[result.light], " ", _name(result))),
        bound(result.aim, result.unit, result.goal),
        Figure(result.actual, result.unit) if result.actual is not None else say("goal-nothing"),
        Figure(percent(done), PERCENT) if done is not None else NOTHING,
    )


def _name(result: Result) -> str:
    return f"{result.whose} · {result.metric}"


def _chart(quarter: Period, results: Sequence[Result]) -> Chart | None:
    """Percent of target; where lower is better a full bar would look like praise."""
    drawn = [(result, done) for result in results if (done := result.reached) is not None and not result.aim.lower]
    if not drawn:
        return None
    bars = Series(say("goal-head-done"), tuple(percent(done) for _, done in drawn))
    title = say("goal-quarter", quarter=PeriodName(quarter.code))
    return Chart("progress", title, tuple(_name(result) for result, _ in drawn), (bars,), PERCENT)
