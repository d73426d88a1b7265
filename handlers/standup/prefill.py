"""What an answer begins with: what was closed and logged since the last working day, and what is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.kit.context import Scene
from handlers.kit.messages import Figure
from handlers.kit.units import NUMBER, PERCENT, PERMILLE
from handlers.kpi import api as kpi_api
from handlers.standup.asking import Asks, Kind
from handlers.standup.rules import Facts
from handlers.todo import api as todo_api

_MARKS = {PERCENT: "%", PERMILLE: "‰", NUMBER: ""}
_CENT = Decimal("0.01")


def facts_of(scene: Scene, people: Collection[int], day: date, asks: Asks) -> Mapping[int, Facts]:
    """What is known of each of some people on a day of theirs: as much as the questions are about."""
    week = day - timedelta(days=day.weekday())
    match asks.kind:
        case Kind.DAILY:
            return _known(scene, people, day, scene.calendar.previous_workday(day), (day, day))
        case Kind.WEEKLY:
            since, coming = week - timedelta(days=7), (week, week + timedelta(days=6))
            known = _known(scene, people, day, since, coming)
            return {person: replace(facts, targets=_targets(scene, person)) for person, facts in known.items()}
        case Kind.RETRO:
            return _known(scene, people, day, week, None)
        case Kind.OWN:
            return dict.fromkeys(people, Facts(day))


def facts(scene: Scene, person_id: int, day: date, asks: Asks) -> Facts:
    """The same of one."""
    return facts_of(scene, (person_id,), day, asks)[person_id]


def _targets(scene: Scene, person_id: int) -> tuple[tuple[str, Figure | None, Figure], ...]:
    """The month's targets of somebody, each with what there is of it."""
    return tuple(
        (metric.name, None if actual is None else kpi_api.figure(metric, actual), kpi_api.figure(metric, target.value))
        for metric, actual, target in kpi_api.my_numbers(scene, person_id)
        if target is not None
    )


def _known(
    scene: Scene, people: Collection[int], day: date, since: date, coming: tuple[date, date] | None
) -> dict[int, Facts]:
    """What was closed since a day and logged before this one, and what is due from one day to another."""
    begins = {person: datetime.combine(since, time(), ZoneInfo(scene.zone_of(person))) for person in people}
    closed = todo_api.closed_of(scene, begins, scene.now)
    daily = coming is not None and coming[0] == coming[1]
    logged = kpi_api.logged_of(scene, people, since, day - timedelta(days=1), daily=daily)
    due = todo_api.due_of(scene, people, *coming) if coming is not None else {}
    return {
        person: Facts(
            since=since,
            closed=tuple(f"{item.ref} {item.what}" for item in closed[person]),
            logged=tuple((entry.metric.name, kpi_api.figure(entry.metric, entry.value)) for entry in logged[person]),
            due=tuple(f"{item.ref} {item.what}" for item in due.get(person, ())),
        )
        for person in people
    }


def begins(known: Facts, asks: Asks) -> dict[str, str]:
    """The same as the raw values that a form begins with; empty ones are left out. A look back is not prefilled: what
    was done is no answer to how it went."""
    if asks.kind not in (Kind.DAILY, Kind.WEEKLY):
        return {}
    logged = tuple(f"{name} {_amount(figure)}" for name, figure in known.logged)
    targets = tuple(
        f"{name} {'0' if actual is None else _amount(actual)} / {_amount(target)}"
        for name, actual, target in known.targets
    )
    values = {"yesterday": "\n".join((*known.closed, *logged)), "today": "\n".join((*known.due, *targets))}
    return {name: value for name, value in values.items() if value}


def _amount(figure: Figure) -> str:
    return _plain(figure.value, figure.unit)


def _plain(value: Decimal, unit: str) -> str:
    """A figure as anybody would type it, whatever their language; no finer than a cent."""
    digits = format(value.quantize(_CENT) if value != value.to_integral_value() else value.to_integral_value(), "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits}{_MARKS[unit]}" if unit in _MARKS else f"{unit} {digits}"
