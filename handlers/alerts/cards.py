"""Alerts as cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from handlers.alerts.rules import Alert, Crossed, Mover, Planned, Watch, moved
from handlers.kit.messages import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Facts,
    Figure,
    Heading,
    Inline,
    Moment,
    Note,
    Run,
    card,
    say,
)
from handlers.kit.units import PERCENT
from handlers.kpi.api import Measured, Metric
from storage.states import Combine, Watched

DOT = " · "
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A plan just made: of which metric, of which alert, and what it is."""

    metric: str
    ref: str | None
    plan: Planned


# --- an alert in words ----------------------------------------------------------------------------


def condition(alert: Alert) -> Inline:
    """When it speaks: ``leads below 100 a month``."""
    rule = alert.rule
    every = say(f"alerts-per-{rule.every.value}")
    before = say(f"alerts-before-{rule.every.value}")
    message = f"alerts-{rule.watched.value}-{rule.side.value}"
    words = say(message, name=alert.metric.name, limit=bound(alert, rule.limit), every=every, before=before)
    return words if alert.by is None else Run((words, DOT, say(f"alerts-by-{alert.by.value}")))


def bound(alert: Alert, value: Decimal) -> Figure:
    """A limit as a figure, in the unit it is held in."""
    match alert.rule.watched:
        case Watched.LEVEL:
            return Figure(value, alert.metric.unit)
        case Watched.RELATIVE:
            return Figure(value, PERCENT)
        case Watched.POINTS:
            return points(alert.metric, value)


def points(metric: Metric, value: Decimal, *, signed: bool = False) -> Figure:
    """A difference of two percentages."""
    return Figure(value, "points" if metric.unit == PERCENT else metric.unit, signed)


def _named(alert: Alert) -> Run:
    return Run((Code(alert.ref), DOT, condition(alert)))


def list_button() -> Button:
    """Shows all alerts."""
    return Button(say("cmd-kpi-alerts"), "/kpi alerts")


def _remove_button(alert: Alert) -> Button:
    return Button(say("alerts-button-remove"), f"/kpi remove {alert.ref}")


# --- setting --------------------------------------------------------------------------------------


def set_card(alert: Alert, on: int, *, changed: bool, where: Inline) -> Card:
    """An alert is set: what it watches, who hears of it, and how it thinks."""
    message = "alerts-changed" if changed else "alerts-set"
    return card(
        say(message, id=Code(alert.ref), what=condition(alert), whose=alert.whose),
        say("alerts-goes", where=where, owner=alert.owner_name),
        Bullets(tuple(_thinking(alert))),
        say("alerts-on-already") if on else None,
        buttons=(list_button(), _remove_button(alert)),
        tone="warn" if on else "good",
    )


def _thinking(alert: Alert) -> Iterable[Inline]:
    rule = alert.rule
    yield say("alerts-when-over") if rule.waits(alert.metric) else say("alerts-when-logged")
    if rule.clear is not None:
        yield say("alerts-clears", clear=bound(alert, rule.clear))
    if rule.floor is not None:
        yield say("alerts-floor", floor=Figure(rule.floor, _floor_unit(alert.metric)))


def _floor_unit(metric: Metric) -> str:
    rests = metric.combine in (Combine.RATIO, Combine.AVERAGE) or metric.unit == PERCENT
    return "number" if rests else metric.unit


def given_card(alert: Alert, by: str) -> Card:
    """Somebody else made one the owner of an alert."""
    return card(say("alerts-given", by=by, id=Code(alert.ref), what=condition(alert), whose=alert.whose))


def removed_card(alert: Alert) -> Card:
    """An alert is gone."""
    return card(say("alerts-removed", id=Code(alert.ref), what=condition(alert), whose=alert.whose), tone="good")


# --- a crossing -----------------------------------------------------------------------------------


def crossed_card(shown: Crossed, *, again: bool = False) -> Card:
    """What is posted when a limit is crossed, and what becomes of that in place."""
    alert, over = shown.alert, shown.cleared_at is not None
    rows = [(_of(shown), _figure(shown)), (say("alerts-limit"), _limit(alert))]
    if shown.before is not None:
        rows.append((say("alerts-before"), _before(shown)))
    if shown.mover is not None:
        rows.append((say("alerts-mover"), _mover(alert.metric, shown.mover)))
    owner = alert.owner_name if alert.owner is not None else say("alerts-nobody")
    rows.append((say("alerts-owner"), owner))
    return card(
        say("alerts-still") if again and not over else None,
        Facts(tuple(rows)),
        *_taken(shown),
        *_over(shown),
        title=Run((say("alerts-over" if over else "alerts-title", id=Code(alert.ref)), DOT, condition(alert))),
        buttons=() if over else _buttons(shown),
        tone="good" if over else "bad" if shown.acked_by is None else "warn",
    )


def _of(shown: Crossed) -> Inline:
    parts = [shown.alert.whose, shown.alert.metric.name, *((shown.part,) if shown.part else ())]
    return DOT.join(parts)


def _figure(shown: Crossed) -> Inline:
    return say("alerts-figure", value=Figure(shown.value, shown.alert.metric.unit), period=shown.stretch.name)


def _limit(alert: Alert) -> Inline:
    message = f"alerts-limit-{alert.rule.watched.value}-{alert.rule.side.value}"
    return say(message, limit=bound(alert, alert.rule.limit))


def _before(shown: Crossed) -> Inline:
    alert, before = shown.alert, shown.before
    assert before is not None
    figure = Figure(before, alert.metric.unit)
    period = shown.stretch.previous().name
    watched = Watched.POINTS if alert.metric.unit == PERCENT else Watched.RELATIVE
    watched = alert.rule.watched if alert.rule.watched is not Watched.LEVEL else watched
    amount = moved(watched, Measured(shown.value, shown.value), Measured(before, before))
    if amount is None:
        return say("alerts-figure", value=figure, period=period)
    change = Figure(amount.quantize(Decimal("0.1")), PERCENT, signed=True)
    if watched is Watched.POINTS:
        change = points(alert.metric, amount.quantize(Decimal("0.01")), signed=True)
    return say(f"alerts-figure-{watched.value}", value=figure, period=period, change=change)


def _mover(metric: Metric, mover: Mover) -> Inline:
    before, now = (NOTHING if value is None else Figure(value, metric.unit) for value in (mover.before, mover.now))
    return say("alerts-moved", name=mover.name, before=before, now=now)


def _taken(shown: Crossed) -> tuple[Inline | Bullets, ...]:
    lines: list[Inline] = [say("alerts-taken", who=shown.acked_by)] if shown.acked_by is not None else []
    lines += [say("alerts-plan", cause=plan.cause, plan=plan.line) for plan in shown.plans]
    return (Bullets(tuple(lines)),) if lines else ()


def _over(shown: Crossed) -> tuple[Inline, ...]:
    if shown.cleared_at is None:
        return ()
    if shown.cleared_value is None:
        return (say("alerts-ended"),)
    return (say("alerts-back", value=Figure(shown.cleared_value, shown.alert.metric.unit)),)


def _buttons(shown: Crossed) -> tuple[Button, ...]:
    ref = shown.alert.ref
    ack = Button(say("alerts-button-ack"), f"/kpi ack {ref}", "primary")
    return (
        *((ack,) if shown.acked_by is None else ()),
        Button(say("alerts-button-plan"), f"/kpi plan {ref}"),
        Button(say("alerts-button-snooze"), f"/kpi snooze {ref} tomorrow"),
    )


def recovered_card(shown: Crossed) -> Card:
    """A figure is back where all is well."""
    alert = shown.alert
    value = Figure(shown.cleared_value, alert.metric.unit) if shown.cleared_value is not None else NOTHING
    return card(
        say("alerts-recovered", id=Code(alert.ref), what=_of(shown), value=value, since=Moment(shown.at, alert.zone)),
        Note(say("alerts-armed", what=condition(alert))),
        tone="good",
    )


# --- what people do about one ---------------------------------------------------------------------


def acked_card(alert: Alert) -> Card:
    """The answer to taking one on."""
    plan = Button(say("alerts-button-plan"), f"/kpi plan {alert.ref}", "primary")
    return card(say("alerts-acked", alert=_named(alert)), buttons=(plan,), tone="good")


def snoozed_card(alert: Alert, until: datetime, zone: str) -> Card:
    """The answer to putting one off."""
    return card(say("alerts-snoozed", alert=_named(alert), until=Moment(until, zone)), tone="good")


def agreed_card(agreed: Agreed) -> Card:
    """The answer to making a plan."""
    about: Inline = agreed.metric if agreed.ref is None else Run((Code(agreed.ref), DOT, agreed.metric))
    plan = say("alerts-plan", cause=agreed.plan.cause, plan=agreed.plan.line)
    return card(say("alerts-agreed", about=about), Bullets((plan,)), tone="good")


# --- the list -------------------------------------------------------------------------------------


def list_card(watches: Sequence[Watch], now: datetime, zone: str) -> Card:
    """All alerts that one may see: what is on first, with what is odd about each."""
    if not watches:
        example = Button(say("cmd-kpi-alert"), "/kpi alert")
        return card(say("alerts-none"), title=say("cmd-kpi-alerts"), buttons=(example,))
    on = [watch for watch in watches if watch.on]
    quiet = [watch for watch in watches if not watch.on]
    always = sum(any(one.always(now) for one in watch.on) for watch in on)
    ownerless = sum(watch.alert.owner is None for watch in watches)
    blocks: list[Inline | Heading | Bullets | Note] = [say("alerts-summary", count=len(watches), on=len(on))]
    if always:
        blocks.append(Bold(say("alerts-summary-always", count=always)))
    if ownerless:
        blocks.append(Bold(say("alerts-summary-ownerless", count=ownerless)))
    if on:
        lines = tuple(_line(w, zone, *(_on(one, now, zone) for one in w.on)) for w in on)
        blocks += [Heading(say("alerts-on")), Bullets(lines)]
    if quiet:
        blocks += [Heading(say("alerts-off")), Bullets(tuple(_line(w, zone) for w in quiet))]
    if ownerless:
        blocks.append(Note(say("alerts-own-it", example=Code("/kpi alert … --owner me"))))
    return card(*blocks, title=say("cmd-kpi-alerts"))


def _line(watch: Watch, zone: str, *more: Inline) -> Inline:
    alert = watch.alert
    owner = Bold(say("alerts-nobody")) if alert.owner is None else alert.owner_name
    parts: list[Inline] = [_named(alert), DOT, alert.whose, DOT, owner]
    for part in more:
        parts += [DOT, part]
    if alert.snoozed_until is not None:
        parts += [DOT, say("alerts-until", until=Moment(alert.snoozed_until, zone))]
    return Run(tuple(parts))


def _on(one: Crossed, now: datetime, zone: str) -> Inline:
    value = Figure(one.value, one.alert.metric.unit)
    figure: Inline = value if one.part is None else Run((one.part, " ", value))
    message = "alerts-always-on" if one.always(now) else "alerts-on-since"
    line = say(message, value=figure, since=Moment(one.at, zone))
    return line if one.acked_by is None else Run((line, DOT, say("alerts-taken", who=one.acked_by)))
