"""What an answer begins with: what was closed and logged since the last working day, and what is due."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.kit.context import Scene
from handlers.kit.units import NUMBER, PERCENT, PERMILLE
from handlers.kpi import api as kpi_api
from handlers.standup.rules import Facts
from handlers.todo import api as todo_api

_MARKS = {PERCENT: "%", PERMILLE: "‰", NUMBER: ""}
_CENT = Decimal("0.01")


def facts(scene: Scene, person_id: int, day: date) -> Facts:
    """What is known of somebody on a day of theirs."""
    zone = ZoneInfo(scene.zone_of(person_id))
    since = scene.calendar.previous_workday(day)
    begin = datetime.combine(since, time(), zone)
    closed = todo_api.closed_between(scene, person_id, begin, scene.now)
    logged = kpi_api.logged_between(scene, person_id, since, day - timedelta(days=1))
    due = todo_api.due_on(scene, person_id, day)
    return Facts(
        since=since,
        closed=tuple(f"{item.ref} {item.what}" for item in closed),
        logged=tuple((entry.metric.name, kpi_api.figure(entry.metric, entry.value)) for entry in logged),
        due=tuple(f"{item.ref} {item.what}" for item in due),
    )


def lines(known: Facts) -> dict[str, str]:
    """The same as the raw values of a form; empty ones are left out."""
    logged = tuple(f"{name} {_plain(figure.value, figure.unit)}" for name, figure in known.logged)
    values = {"yesterday": "\n".join((*known.closed, *logged)), "today": "\n".join(known.due)}
    return {name: value for name, value in values.items() if value}


def _plain(value: Decimal, unit: str) -> str:
    """A figure as anybody would type it, whatever their language; no finer than a cent."""
    digits = format(value.quantize(_CENT) if value != value.to_integral_value() else value.to_integral_value(), "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits}{_MARKS[unit]}" if unit in _MARKS else f"{unit} {digits}"
