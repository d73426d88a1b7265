"""Figures as cards: one metric, its parts, several at once, its entries."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

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
    Inline,
    Moment,
    Note,
    PeriodName,
    Run,
    Series,
    Table,
    card,
    say,
)
from handlers.kit.periods import Period
from handlers.kpi.cards import (
    DOT,
    attained,
    hidden_note,
    history_button,
    log_button,
    scoped,
    shown,
    value,
    whose_name,
)
from handlers.kpi.rules import Change, Metric, figure, stated, worst
from handlers.kpi.views import (
    ByReport,
    History,
    HistoryRow,
    MetricReport,
    Overview,
    Standing,
    TargetStep,
    Whose,
)
from storage.states import Better, Combine, Dimension

_NONE = "–"
_FULL = Decimal(100)


# --- one metric -----------------------------------------------------------------------------------


def metric_card(report: MetricReport) -> Card:
    """A metric against before and target, and its trend."""
    metric = report.metric
    title = _title(metric, report.filters, PeriodName(report.period.code))
    if all(row.actual is None and row.before is None and row.target is None for row in report.rows):
        return card(say("kpi-nothing-yet"), title=title, buttons=_log(metric, report.parts))
    head = (say("kpi-whose"), *_columns(report.period, running=report.running))
    blocks: list[Block | Inline | None] = [
        Table(head, tuple((whose_name(r.whose), *standing_cells(r)) for r in report.rows)),
        _made_of(report),
        *([Bullets(tuple(_step(metric, s) for s in report.steps))] if report.steps else []),
        _trend(report) or _progress(report.rows, by_whom=True),
    ]
    return card(*blocks, title=title, buttons=_onward(report))


def _columns(period: Period, *, running: bool) -> tuple[Inline, Inline, Inline]:
    return PeriodName(period.code), say("kit-target"), _earlier(period, running=running)


def _earlier(period: Period, *, running: bool) -> Inline:
    """The period before; one that runs is set against its same days."""
    before = PeriodName(period.previous().code)
    return say("kpi-same-days", period=before) if running else before


def _title(metric: Metric, filters: Sequence[tuple[Dimension, str]], *more: Inline) -> Run:
    parts: list[Inline] = [metric.name]
    for part in (*(name for _, name in filters), *more):
        parts += [DOT, part]
    return Run(tuple(parts))


def standing_cells(row: Standing) -> tuple[Inline, Inline, Inline]:
    """The figure, the target with how far it is reached, the period before with the change since."""
    target: Inline = _NONE
    if row.target is not None:
        target = Run((figure(row.metric, row.target), *attained(row)))
    return shown(row.metric, row.actual), target, _before(row.metric, row.before, row.change)


def _before(metric: Metric, before: Decimal | None, change: Change | None) -> Inline:
    if before is None or change is None:
        return shown(metric, before)
    return Run((shown(metric, before), _moved(change)))


def _moved(change: Change) -> Inline:
    if change.improved is None:
        return say("kpi-moved", change=change.figure)
    return say("kpi-moved-better" if change.improved else "kpi-moved-worse", change=change.figure)


def _made_of(report: MetricReport) -> Note | None:
    """A ratio's two sums, so that one can check it."""
    if not report.parts:
        return None
    top, bottom = (
        Run((part.name, " ", shown(part, number)))
        for part, number in zip(report.parts, report.part_values, strict=True)
    )
    return Note(say("kpi-made-of", top=top, bottom=bottom))


def _step(metric: Metric, step: TargetStep) -> Inline:
    return say(
        "kpi-target-step", who=whose_name(step.whose), old=stated(metric, step.old), new=stated(metric, step.new),
        by=step.by, at=Moment(step.at, step.zone),
    )  # fmt: skip


def _trend(report: MetricReport) -> Chart | None:
    if len(report.trend) < 2:
        return None
    first = report.rows[0].whose
    return Chart(
        kind="line",
        title=Run((report.metric.name, DOT, whose_name(first))),
        labels=tuple(point.label for point in report.trend),
        series=(Series(report.metric.name, tuple(point.value for point in report.trend)),),
        unit=report.metric.unit,
    )


def _onward(report: MetricReport) -> tuple[Button, ...]:
    metric, code = report.metric, report.period.code
    first = report.rows[0].whose
    buttons = [
        Button(say(f"kpi-by-{by.value}"), f"/kpi show {metric.name}{scoped(first)} --period {code} --by {by.value}")
        for by in report.dimensions
    ]
    team = next((row.whose for row in report.rows if row.whose.team is not None and not row.whose.joint), None)
    if team is not None:
        command = f"/kpi show {metric.name}{scoped(team)} --period {code} --by person"
        buttons.append(Button(say("kpi-by-person"), command))
    among = scoped(first) if first.joint else ""
    history = Button(say("cmd-kpi-history"), f"/kpi history {metric.name}{among}")
    export = Button(say("cmd-kpi-export"), f"/kpi export {metric.name}{scoped(first)} --period {code}")
    return (*buttons, *_log(metric, report.parts), *(() if report.parts else (history,)), export)


def _log(metric: Metric, parts: Sequence[Metric]) -> tuple[Button, ...]:
    return tuple(log_button(m) for m in parts or (metric,))


# --- in parts -------------------------------------------------------------------------------------


def by_card(report: ByReport) -> Card:
    """A metric in parts, with each part's share and change."""
    metric = report.metric
    by = say(f"kpi-by-{report.by}")
    title = _title(metric, report.filters, by, whose_name(report.whose), PeriodName(report.period.code))
    if not report.rows:
        return card(say("kpi-nothing-yet"), title=title)
    shares = any(row.share is not None for row in report.rows)
    names = [_part_name(row.name, report.by) for row in report.rows]
    head: list[Inline] = [say(f"kpi-part-{report.by}"), PeriodName(report.period.code)]
    head += [say("kpi-share")] if shares else []
    head.append(_earlier(report.period, running=report.running))
    rows: list[tuple[Inline, ...]] = []
    for name, row in zip(names, report.rows, strict=True):
        share: list[Inline] = [_NONE if row.share is None else Figure(row.share, "percent")] if shares else []
        rows.append((name, shown(metric, row.value), *share, _before(metric, row.before, row.change)))
    bars = Chart(
        kind="bar", title=title, labels=tuple(names), unit=metric.unit,
        series=(Series(metric.name, tuple(row.value for row in report.rows)),),
    )  # fmt: skip
    whole = Note(say("kpi-whole", value=shown(metric, report.whole)))
    drawn = bars if sum(row.value is not None for row in report.rows) > 2 else None
    return card(_falling(report), Table(tuple(head), tuple(rows)), whole, drawn, title=title)


def _falling(report: ByReport) -> Inline | None:
    """The part that went the wrong way furthest, said ahead of the rest, so that it is not lost among them."""
    at = worst([row.change for row in report.rows]) if len(report.rows) > 1 else None
    change = report.rows[at].change if at is not None else None
    if at is None or change is None:
        return None
    row = report.rows[at]
    part = Bold(_part_name(row.name, report.by))
    return say("kpi-falling", part=part, change=change.figure, value=shown(report.metric, row.value))


def _part_name(name: str | None, by: str) -> Inline:
    return name if name is not None else say(f"kpi-no-{by}")


# --- several metrics ------------------------------------------------------------------------------


def overview_card(overview: Overview) -> Card:
    """Several metrics against target and before."""
    name = say("kpi-your-numbers") if overview.whose.own else overview.whose.name
    title = Run((name, DOT, PeriodName(overview.period.code)))
    told = [row for row in overview.rows if row.actual is not None or row.target is not None]
    buttons = [Button(say("cmd-kpi-log"), "/kpi log", "primary")]
    period = f" --period {overview.period.code}"
    buttons += [Button(name, f"/kpi show --team {name}{period}") for name in overview.teams]
    names = dict.fromkeys(row.metric.name for row in told)
    buttons += [Button(name, f"/kpi show {name}{period}") for name in list(names)[:4]]
    if any(row.actual is not None for row in told):
        buttons.append(Button(say("cmd-kpi-export"), f"/kpi export{scoped(overview.whose)}{period}"))
    table = _standings_table(overview)
    return card(table, _progress(overview.rows, overview.whose), title=title, buttons=buttons)


def _standings_table(overview: Overview) -> Table:
    """A metric a row: its figure, its target with how far that is reached, the period before with the change since."""
    head = (say("kpi-metric"), *_columns(overview.period, running=overview.running))
    rows = overview.rows
    return Table(head, tuple((standing_name(row, overview.whose), *standing_cells(row)) for row in rows))


def standing_name(row: Standing, among: Whose | None = None) -> str:
    """A metric among those of a team, with whose it is where that team shares it with others."""
    shared = row.whose.joint and row.whose != among
    return f"{row.metric.name}{DOT}{row.whose.name}" if shared else row.metric.name


def _progress(rows: Sequence[Standing], among: Whose | None = None, *, by_whom: bool = False) -> Chart | None:
    """The targets reached so far, each in percent of its own; a limit is not reached but kept, so it is not drawn."""
    reached = [
        (whose_name(row.whose) if by_whom else standing_name(row, among), row.attained.percent)
        for row in rows
        if row.attained is not None and row.metric.better is Better.HIGHER
    ]
    if not any(percent is not None for _, percent in reached):
        return None
    labels, percents = zip(*reached, strict=True)
    return Chart("progress", say("kpi-reached"), labels, (Series(say("kpi-reached"), percents),), "percent", mark=_FULL)


# --- entries --------------------------------------------------------------------------------------


def history_card(history: History) -> Card:
    """A metric's entries, each on a line with its id, person, values and day."""
    metric = history.metric
    period = () if history.period is None else (PeriodName(history.period.code),)
    title = _title(metric, (), say("cmd-kpi-history"), *period)
    hidden = hidden_note(history.hidden)
    if not history.rows:
        return card(say("kpi-nothing-yet"), hidden, title=title, buttons=_log(metric, ()))
    more = None
    if history.count > len(history.rows):
        more = Note(say("kpi-history-more", shown=len(history.rows), count=history.count))
    fix = Button(say("cmd-kpi-fix"), "/kpi fix")
    return card(Bullets(tuple(_entry(row) for row in history.rows)), more, hidden, title=title, buttons=(fix,))


def _entry(row: HistoryRow) -> Inline:
    entry = row.entry
    parts: list[Inline] = [Code(entry.code), DOT, entry.who]
    if row.by is not None:
        parts.append(say("kpi-by-whom", by=row.by))
    parts.append(DOT)
    for n, number in enumerate(row.values):
        parts += [" → "] * (n > 0) + [value(entry.metric, number)]
    if row.changed_by is not None and (row.changed_by != entry.who or row.by is not None):
        parts.append(say("kpi-by-whom", by=row.changed_by))
    parts += [DOT, Day(entry.day)]
    for name in (*entry.names, *row.notes):
        parts += [DOT, name]
    return Run(tuple(parts))


def history_ratio_card(metric: Metric, parts: Sequence[Metric]) -> Card:
    """A ratio has no entries of its own: its parts have."""
    assert metric.combine is Combine.RATIO
    why = say("kpi-history-ratio", name=metric.name, top=parts[0].name, bottom=parts[1].name)
    return card(why, buttons=tuple(history_button(m) for m in parts))
