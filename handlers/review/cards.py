"""The weekly review as cards, and as the points of a meeting's agenda."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.alerts.api import Crossed, condition
from handlers.kit.messages import (
    Block,
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Day,
    Figure,
    Heading,
    Inline,
    Moment,
    Note,
    PeriodName,
    Quote,
    Run,
    Table,
    card,
    say,
)
from handlers.kit.units import PERCENT, PERMILLE
from handlers.kpi.api import Standing, standing_cells, standing_name
from handlers.review.rules import Plan, Point, Sheet, TeamPart
from storage.states import Better

TITLE = "KPI"  # of the meeting: a text that serves any language
DOT = " · "
MOST_ROWS = 8  # figures of a team
MOST_BUTTONS = 4
POINTS = 25
POINT_LENGTH = 160


# --- the plan -------------------------------------------------------------------------------------


def set_card(plan: Plan, day: date, teams: Inline) -> Card:
    """When the review is held, and what happens before it."""
    return card(
        say("review-set", day=_moment(plan, day), teams=teams),
        Bullets((say("review-asks"), say("review-agenda"), say("review-leaves"))),
        buttons=(Button(say("review-button-now"), "/kpi review"), Button(say("review-button-off"), "/kpi review off")),
        tone="good",
    )


def off_card() -> Card:
    """It is held no more."""
    return card(say("review-off"), tone="good")


def _moment(plan: Plan | Sheet, day: date) -> Moment:
    return Moment(datetime.combine(day, plan.at, ZoneInfo(plan.zone)), plan.zone)


# --- remarks --------------------------------------------------------------------------------------


def ask_card(plan: Plan, day: date) -> Card:
    """The question to those at the front line."""
    return card(
        say("review-ask", day=_moment(plan, day)),
        Note(say("review-ask-how")),
        title=say("review-title"),
        buttons=(Button(say("review-button-remark"), "/kpi remark"),),
    )


def remarked_card(plan: Plan, day: date, text: str, *, again: bool) -> Card:
    """Thanks for an answer."""
    message = "review-remarked-again" if again else "review-remarked"
    return card(say(message, day=_moment(plan, day)), Quote(text), tone="good")


# --- the sheet ------------------------------------------------------------------------------------


def sheet_card(sheet: Sheet) -> Card:
    """Figures and movements by team, deviations with what is done about them, remarks."""
    blocks: list[Block] = []
    for part in sheet.parts:
        blocks += [Heading(part.name), _table(sheet, part)]
    if not sheet.parts:
        blocks.append(Note(say("review-no-figures")))
    blocks += [Heading(say("review-points")), *_points(sheet)]
    if sheet.remarks:
        lines = tuple(Run((remark.who, ": ", remark.text)) for remark in sheet.remarks)
        blocks += [Heading(say("review-remarks")), Bullets(lines)]
    open_ = [point for point in sheet.points if not point.plans and not point.over]
    names = [point.metric.name for point in open_]
    buttons = [_plan_button(point, whose=names.count(point.metric.name) > 1) for point in open_[:MOST_BUTTONS]]
    if sheet.meeting is not None:
        buttons.append(Button(say("review-button-start"), f"/meeting start {sheet.meeting}"))
    title = Run((say("review-title"), DOT, _moment(sheet, sheet.day)))
    return card(*blocks, title=title, buttons=buttons, tone="warn" if open_ else "plain")


def _table(sheet: Sheet, part: TeamPart) -> Table:
    """The month against its target, and the week that ended against the one before."""
    month = PeriodName(sheet.month.code)
    head = (say("kpi-metric"), month, say("kit-target"), say("review-last-week"), say("review-week-before"))
    return Table(head, tuple(_row(monthly, weekly) for monthly, weekly in part.rows[:MOST_ROWS]))


def _row(monthly: Standing, weekly: Standing | None) -> tuple[Inline, ...]:
    figure, target, _ = standing_cells(monthly)
    ended, _, before = standing_cells(weekly) if weekly is not None else ("–", "–", "–")
    return standing_name(monthly), figure, target, ended, before


def _points(sheet: Sheet) -> tuple[Block, ...]:
    if not sheet.points:
        return (Note(say("review-no-points")),)
    return (Bullets(tuple(_point(point) for point in sheet.points)),)


def _point(point: Point) -> Inline:
    parts: list[Inline] = [Bold(f"{point.whose} · {point.metric.name}")]
    parts += [part for crossed in point.crossed for part in (DOT, _crossed(crossed))]
    if point.standing is not None:
        parts += [DOT, _missed(point.standing)]
    if point.over:
        parts += [DOT, say("review-over")]
    for plan in point.plans:
        parts += [DOT, say("review-plan", cause=plan.cause, plan=plan.line)]
    if point.since is not None:
        parts += [DOT, Bold(say("review-since", day=Day(point.since)))]
    elif not point.plans:
        parts += [DOT, say("review-no-plan")]
    return Run(tuple(parts))


def _crossed(crossed: Crossed) -> Inline:
    value = Figure(crossed.value, crossed.alert.metric.unit)
    figure: Inline = value if crossed.part is None else Run((crossed.part, " ", value))
    return say("review-crossed", id=Code(crossed.alert.ref), what=condition(crossed.alert), value=figure)


def _missed(standing: Standing) -> Inline:
    figure, target, _ = standing_cells(standing)
    return say("review-missed", value=figure, target=target)


def _plan_button(point: Point, *, whose: bool) -> Button:
    team = "" if point.crossed else f" --team {point.whose}"
    about = f'"{point.about}"' if " " in point.about else point.about
    what = f"{point.whose} · {point.metric.name}" if whose else point.metric.name
    return Button(say("review-button-plan", what=what), f"/kpi plan {about}{team}")


# --- the agenda -----------------------------------------------------------------------------------


def agenda(sheet: Sheet) -> tuple[str, ...]:
    """Figures, deviations and remarks as points of an agenda, whose words serve any language."""
    lines = [f"{part.name}: {_figures(part)}" for part in sheet.parts]
    lines += [_deviation(point) for point in sheet.points]
    lines += [f"{remark.who}: {remark.text}" for remark in sheet.remarks]
    return tuple(_short(" ".join(line.split())) for line in lines[:POINTS])


def _figures(part: TeamPart) -> str:
    return DOT.join(f"{_named(monthly)} {_of_target(monthly)}" for monthly, _ in part.rows[:MOST_ROWS])


def _named(standing: Standing) -> str:
    whose = f" ({standing.whose.name})" if standing.whose.joint else ""
    return f"{standing.metric.name}{whose}"


def _of_target(standing: Standing) -> str:
    actual = "–" if standing.actual is None else _digits(standing.actual, standing.metric.unit)
    if standing.target is None:
        return actual
    limit = "≤ " if standing.metric.better is Better.LOWER else ""
    return f"{actual} / {limit}{_digits(standing.target, standing.metric.unit)}"


def _deviation(point: Point) -> str:
    refs = "".join(f"{ref} · " for ref in dict.fromkeys(crossed.alert.ref for crossed in point.crossed))
    figures = [_digits(crossed.value, point.metric.unit) for crossed in point.crossed]
    if not figures and point.standing is not None:
        figures = [_of_target(point.standing)]
    return f"{refs}{point.whose} · {point.metric.name} {', '.join(figures)}"


def _digits(value: Decimal, unit: str) -> str:
    """A figure in no language's words."""
    rounded = value if value == value.to_integral_value() else value.quantize(Decimal("0.01"))
    digits = f"{rounded:f}"
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return plain + {PERCENT: "%", PERMILLE: "‰"}.get(unit, "")


def _short(line: str) -> str:
    return line if len(line) <= POINT_LENGTH else f"{line[: POINT_LENGTH - 1]}…"
