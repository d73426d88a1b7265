"""Milestones and checks as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handlers.goals.rules.milestones import (
    FULL,
    MONTHS,
    Aim,
    Course,
    Light,
    Row,
    Start,
    Verdict,
    estimate,
    gap,
    mark,
    percent,
    shown,
)
from handlers.kit.messages import (
    Block,
    Bold,
    Bullets,
    Button,
    Card,
    Chart,
    Code,
    Day,
    Figure,
    Heading,
    Inline,
    Items,
    Note,
    Para,
    PeriodName,
    Run,
    Series,
    Table,
    card,
    say,
)
from handlers.kit.periods import Period
from handlers.kit.units import PERCENT

MOST_BUTTONS = 5
NOTHING = "–"
LAMPS = {Light.GREEN: "🟢", Light.AMBER: "🟡", Light.RED: "🔴", Light.NONE: "⚪"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Milestones just set; ``aim`` is None while there is no target for the year."""

    whose: str
    metric: str
    unit: str
    year: int
    course: Course
    aim: Aim | None


@dataclass(frozen=True, slots=True)
class Check:
    """A month that ended, checked; ``team`` is the team whose post it is."""

    month: Period
    rows: tuple[Row, ...]
    starts: tuple[Start, ...]
    team: str | None = None


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """What ``/goal check`` shows: the month that ended, if it had targets, and the running one."""

    check: Check | None
    running: tuple[Row, ...]
    today: date
    may_set: bool


# --- milestones ---------------------------------------------------------------------------------


def plan_card(plan: Plan) -> Card:
    """The answer to setting milestones: each month's, and which of them were filled in."""
    return card(*_plan(plan), title=_plan_title(plan), buttons=_plan_buttons(plan), tone="good")


def plan_told_card(plan: Plan, by: str) -> Card:
    """What the person hears whose milestones they are."""
    return card(say("goal-plan-told", by=by), *_plan(plan), title=_plan_title(plan))


def _plan_title(plan: Plan) -> Inline:
    return say("goal-plan-title", whose=plan.whose, metric=plan.metric, year=PeriodName(f"{plan.year:04}"))


def _plan(plan: Plan) -> tuple[Block, ...]:
    month, share, goal = say("goal-head-month"), say("goal-head-share"), say("goal-head-milestone")
    last = next(n for n in range(1, MONTHS + 1) if plan.course.at(n) == 1)  # December at the latest
    rows = [_plan_row(plan, n) for n in range(1, last + 1)]
    filled = _filled(plan.course)
    notes: list[Block] = [Note(filled)] if filled is not None else []
    if plan.aim is None:
        example = Code(f"/kpi target {_quoted(plan.metric)} 1000 --period {plan.year} --for {_quoted(plan.whose)}")
        unset = Note(say("goal-plan-no-target", example=example))
        return (Table((month, share), tuple(row[:2] for row in rows)), *notes, unset)
    if not plan.aim.adds:
        notes.append(Note(say("goal-note-level")))
    return (Table((month, share, goal), tuple(rows)), *notes)


def _plan_row(plan: Plan, month: int) -> tuple[Inline, ...]:
    share = plan.course.at(month)
    goal = mark(plan.aim, plan.course, share) if plan.aim else None
    name = PeriodName(f"{plan.year:04}-{month:02}")
    return name, Figure(percent(share), PERCENT), bound(plan.aim, plan.unit, goal) if plan.aim else NOTHING


def _filled(course: Course) -> Inline | None:
    if not course.typed:
        return say("goal-note-even")
    if course.typed[-1] == FULL:
        return None
    return say("goal-note-filled", count=len(course.typed), last=Figure(course.typed[-1], PERCENT))


def _plan_buttons(plan: Plan) -> tuple[Button, ...]:
    return () if plan.aim is None else (Button(say("cmd-goal-check"), "/goal check"),)


# --- the monthly check --------------------------------------------------------------------------


def check_card(check: Check) -> Card:
    """A month's check, as it is posted."""
    lagging = any(row.verdict is Verdict.LAGGING for row in check.rows)
    month = PeriodName(check.month.code)
    title = say("goal-check-team", team=check.team, month=month) if check.team else say("goal-check-title", month=month)
    return card(*_check(check), title=title, buttons=start_buttons(check.starts), tone="warn" if lagging else "good")


def _check(check: Check) -> tuple[Block, ...]:
    lagging = sum(row.verdict is Verdict.LAGGING for row in check.rows)
    ended = check.month.first.month
    head = ("goal-head-target", "goal-head-so-far", "goal-head-milestone", "goal-head-done", "goal-head-forecast")
    columns = (*(say(name) for name in head), say("goal-head-verdict"))
    table = Table(columns, tuple(check_row(row, ended) for row in check.rows))
    chart = _chart(check.rows, PeriodName(check.month.code))
    return (
        Para(_summary(lagging, len(check.rows))),
        table,
        *((chart,) if chart else ()),
        *starting(check.starts),
        *_next_month(check),
        *_notes(check.rows, "goal-note-forecast" if ended < MONTHS else None),
    )


def _summary(lagging: int, count: int) -> Inline:
    if count == 1 and lagging:
        return say("goal-lagging-only")
    return say("goal-lagging-count", lagging=lagging, count=count)


def check_row(row: Row, month: int) -> tuple[Inline, ...]:
    return (
        lit(row),
        _value(row, NOTHING if row.level or row.aim.lower else say("goal-nothing")),
        bound(row.aim, row.unit, row.goal),
        Figure(percent(row.done), PERCENT) if row.done is not None else NOTHING,
        _forecast(row) if month < MONTHS else NOTHING,
        _verdict(row),
    )


def _verdict(row: Row) -> Inline:
    distance = gap(row.goal, row.actual)
    if row.verdict is not Verdict.LAGGING or distance is None:
        return say(f"goal-{row.verdict.value}")
    unit = "points" if row.unit == PERCENT else row.unit
    return Bold(say("goal-lagging-by", gap=Figure(shown(distance, up=True), unit)))


def starting(starts: Sequence[Start]) -> tuple[Block, ...]:
    """What lags starts coaching, or a decision on resources."""
    if not starts:
        return ()
    lines: list[Inline] = []
    for start in starts:
        of_team = start.row.person is None
        message = "goal-start-team" if of_team else "goal-start-talk"
        if start.coach is None:
            lines.append(say("goal-start-nobody", what=name(start.row)))
        else:
            lines.append(say(message, what=name(start.row), coach=start.coach, due=Day(start.due)))
    return Heading(say("goal-starts")), Bullets(tuple(lines))


def start_buttons(starts: Sequence[Start]) -> tuple[Button, ...]:
    return tuple(_button(start) for start in starts if start.coach is not None)[:MOST_BUTTONS]


def _button(start: Start) -> Button:
    """What a click makes of it: a meeting and an action item."""
    row = start.row
    whose = _quoted(row.whose) if row.person is None else _mention(row.whose)
    label = "goal-button-team" if row.person is None else "goal-button-talk"
    line = f"/goal coach {_quoted(row.metric)} --for {whose} --at {start.due.isoformat()}"
    return Button(say(label, whose=row.whose, metric=row.metric), line)


def in_figures(row: Row) -> str:
    """How a target stands, in no language's words: ``leads: 19 / 20``."""
    mark_ = "" if row.goal is None else f" / {_digits(shown(row.goal, up=not row.aim.lower), row.unit)}"
    return f"{row.metric}: {_digits(row.actual or Decimal(0), row.unit)}{mark_}"


def _digits(value: Decimal, unit: str) -> str:
    """A figure in no language's words, for a task's text."""
    digits = f"{value:f}"
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{plain}%" if unit == PERCENT else plain


def _next_month(check: Check) -> tuple[Block, ...]:
    """The milestone of the month that has begun."""
    ended = check.month.first.month
    if ended == MONTHS:
        return ()
    coming = check.month.next()
    lines = tuple(
        say("goal-next-line", what=name(row), goal=bound(row.aim, row.unit, row.goal_at(ended + 1)))
        for row in check.rows
    )
    return Heading(say("goal-next", day=Day(coming.last))), Bullets(lines)


def _notes(rows: Sequence[Row], forecast: str | None) -> tuple[Block, ...]:
    """How the figures were come by, as far as it concerns these rows."""
    even = tuple(name(row) for row in rows if not row.course.set and not row.level)
    notes = [
        say(forecast) if forecast and any(row.forecast is not None for row in rows) else None,
        say("goal-note-unset", what=Items(even), example=Code("/goal milestones")) if even else None,
        say("goal-note-level") if any(row.level and row.course.set for row in rows) else None,
        say("goal-note-level-unset") if any(row.level and not row.course.set for row in rows) else None,
    ]
    return tuple(Note(note) for note in notes if note is not None)


def _chart(rows: Sequence[Row], period: Inline) -> Chart | None:
    """Percent reached against the percent due; where lower is better, full bars would look like praise."""
    drawn = [row for row in rows if not row.aim.lower and row.done is not None]
    if not drawn:
        return None
    due = tuple(percent(row.share if row.aim.adds or row.course.set else Fraction(1)) for row in drawn)
    return Chart(
        "progress",
        say("goal-chart", period=period),
        tuple(name(row) for row in drawn),
        (
            Series(say("goal-head-done"), tuple(percent(row.done) for row in drawn if row.done is not None)),
            Series(say("goal-head-milestone"), due),
        ),
        PERCENT,
    )


# --- one's own view -----------------------------------------------------------------------------


def own_check_card(own: OwnCheck) -> Card:
    """The month that ended, and the pace of the running one."""
    if own.check is None and not own.running:
        return none_card(own.today.year, may_set=own.may_set)
    blocks: list[Block] = list(_check(own.check)) if own.check else []
    month = Period.of("month", own.today)
    if own.running:
        blocks += [Heading(say("goal-so-far", month=PeriodName(month.code), day=Day(own.today)))] if own.check else []
        blocks.append(_running_table(own.running, month))
        blocks += _notes(own.running, "goal-note-forecast-day") if own.check is None else []
    ended = own.check.month if own.check else month
    title = say("goal-check-title" if own.check else "goal-running-title", month=PeriodName(ended.code))
    return card(*blocks, title=title, buttons=start_buttons(own.check.starts) if own.check else ())


def _running_table(rows: Sequence[Row], month: Period) -> Table:
    head = (
        say("goal-head-target"), say("goal-head-so-far"), say("goal-head-by", day=Day(month.last, weekday=False)),
        say("goal-head-pace"), say("goal-head-forecast"),
    )  # fmt: skip
    made = tuple(
        (lit(row), _value(row), bound(row.aim, row.unit, row.goal_at(month.first.month)), _pace(row), _forecast(row))
        for row in rows
    )
    return Table(head, made)


def list_card(rows: Sequence[Row], year: int, today: date, *, may_set: bool) -> Card:
    """The yearly targets with what is reached, their pace and their milestones."""
    if not rows:
        return none_card(year, may_set=may_set)
    head = ("goal-head-target", "goal-head-goal", "goal-head-so-far", "goal-head-done", "goal-head-pace")
    table = Table(
        (*(say(name) for name in head), say("goal-head-forecast")),
        tuple(
            (
                name(row),
                bound(row.aim, row.unit, Fraction(row.aim.value)),
                _value(row),
                Figure(percent(row.done), PERCENT) if row.done is not None else NOTHING,
                _pace(row) if year <= today.year else NOTHING,
                _forecast(row) if year == today.year else NOTHING,
            )
            for row in rows
        ),
    )
    courses = tuple(say("goal-course-line", what=name(row), course=_course(row)) for row in rows)
    return card(
        table,
        Heading(say("goal-head-milestones")),
        Bullets(courses),
        *_notes(rows, "goal-note-forecast-day" if year == today.year else None)[:1],
        title=say("goal-list-title", year=PeriodName(f"{year:04}")),
        buttons=(Button(say("cmd-goal-check"), "/goal check"),),
    )


def _course(row: Row) -> Inline:
    """The milestones in words: as typed, then how they go on."""
    if not row.course.set:
        return say("goal-course-level" if row.level else "goal-course-unset")
    if not row.course.typed:
        return say("goal-course-even")
    typed = Run(tuple(part for p in row.course.typed for part in (" → ", Figure(p, PERCENT)))[1:])
    return typed if row.course.typed[-1] == FULL else say("goal-course-filled", typed=typed)


def none_card(year: int, *, may_set: bool) -> Card:
    """There are no targets to show."""
    period = PeriodName(f"{year:04}")
    example = Code(f"/kpi target leads 1000 --period {year}")
    how = say("goal-none-how", example=example) if may_set else say("goal-none-ask")
    return card(say("goal-none", year=period), Note(how), title=say("word-goal"))


# --- parts --------------------------------------------------------------------------------------


def name(row: Row) -> Inline:
    return f"{row.whose} · {row.metric}"


def lit(row: Row) -> Inline:
    """The same with its traffic light."""
    return Run((LAMPS[row.light], " ", name(row)))


def _value(row: Row, nothing: Inline = NOTHING) -> Inline:
    return Figure(row.actual, row.unit) if row.actual is not None else nothing


def bound(aim: Aim, unit: str, goal: Fraction | None) -> Inline:
    """A mark as a figure; where lower is better, that it is the most."""
    if goal is None:
        return NOTHING
    figure = Figure(shown(goal, up=not aim.lower), unit)
    return say("goal-at-most", value=figure) if aim.lower else figure


def _forecast(row: Row) -> Inline:
    return Figure(estimate(row.forecast), row.unit) if row.forecast is not None else NOTHING


def _pace(row: Row) -> Inline:
    match row.verdict:
        case Verdict.LAGGING:
            return Bold(say("goal-behind"))
        case Verdict.ON_TRACK:
            return say("goal-on-pace")
        case Verdict.UNKNOWN:
            return say("goal-unknown")


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _mention(name: str) -> str:
    return f"@{_quoted(name)}"
