"""What was done, as cards: metrics made, values logged, corrected and taken back, targets set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from handlers.kit.messages import (
    Bullets,
    Button,
    Card,
    Code,
    Day,
    Figure,
    Inline,
    Items,
    Msg,
    Note,
    PeriodName,
    Quote,
    Run,
    card,
    say,
)
from handlers.kit.periods import Period
from handlers.kit.units import CURRENCIES
from handlers.kpi.rules import Metric, figure, stated
from handlers.kpi.views import EntryView, Listed, Receipt, Standing, TargetSet, Whose
from storage.states import Better, Combine

DOT = " · "
UNDO = Button(say("cmd-kpi-undo"), "/kpi undo")


# --- metrics --------------------------------------------------------------------------------------


def definition(metric: Metric, known: Mapping[int, Metric]) -> Inline:
    """A metric in a line: unit, direction, how its values combine, what it is made of."""
    return _definition(metric, tuple(known[part].name for part in metric.parts))


def _definition(metric: Metric, parts: Sequence[str]) -> Run:
    combine: Inline = say(f"kpi-combine-{metric.combine.value}")
    if metric.combine is Combine.RATIO:
        combine = say("kpi-combine-of", top=parts[0], bottom=parts[1])
    return Run((unit_name(metric.unit), DOT, say(f"kpi-better-{metric.better.value}"), DOT, combine))


def unit_name(unit: str) -> Inline:
    """A unit in words; a currency by its code."""
    return unit if unit in CURRENCIES else say(f"kpi-unit-{unit}")


def defined_card(metric: Metric, known: Mapping[int, Metric]) -> Card:
    """A metric is there now."""
    ratio = metric.combine is Combine.RATIO
    first = show_button(metric) if ratio else log_button(metric)
    buttons = (first, Button(say("cmd-kpi-target"), f"/kpi target {metric.name}"))
    roles = Note(say("kpi-offered-to", roles=_roles(metric))) if metric.roles else None
    return card(
        say("kpi-defined", name=metric.name, what=definition(metric, known)), roles, buttons=buttons, tone="good"
    )


def adopted_card(made: Sequence[Metric], there: Sequence[Metric], known: Mapping[int, Metric]) -> Card:
    """A role's metrics are there now."""
    lines = tuple(Run((metric.name, DOT, definition(metric, known))) for metric in made)
    first = next((m for m in (*made, *there) if m.combine is not Combine.RATIO), None)
    buttons = [log_button(first)] if first else []
    return card(
        say("kpi-adopted", count=len(made)) if made else say("kpi-adopted-none"),
        Bullets(lines) if lines else None,
        Note(say("kpi-adopted-there", names=Items(tuple(m.name for m in there)))) if there else None,
        buttons=(*buttons, Button(say("cmd-kpi-target"), "/kpi target")),
        tone="good",
    )


def named_card(metric: Metric, old: str | None = None) -> Card:
    """What a metric is called now, and was (``old``)."""
    words = say("kpi-renamed", name=metric.name, old=old) if old else say("kpi-names", name=metric.name)
    also = Note(say("kpi-also", names=Items(metric.aliases))) if metric.aliases else Note(say("kpi-no-alias"))
    return card(words, also, buttons=(log_button(metric),) if metric.combine is not Combine.RATIO else ())


def retired_card(metric: Metric) -> Card:
    """A metric takes no values any more."""
    return card(say("kpi-retired-now", name=metric.name), buttons=(restore_button(metric), show_button(metric)))


def restored_card(metric: Metric) -> Card:
    """A metric takes values again."""
    first = show_button(metric) if metric.combine is Combine.RATIO else log_button(metric)
    return card(say("kpi-restored", name=metric.name), buttons=(first,), tone="good")


def list_card(rows: Sequence[Listed], may_define: bool) -> Card:
    """All metrics."""
    lines = tuple(
        Run((row.metric.name, DOT, _definition(row.metric, row.parts), _for_roles(row.metric), _more_of(row.metric)))
        for row in rows
    )
    buttons = (Button(say("cmd-kpi-define"), "/kpi define"), Button(say("cmd-kpi-adopt"), "/kpi adopt"))
    return card(Bullets(lines), title=say("kpi-list-title", count=len(rows)), buttons=buttons if may_define else ())


def none_card(may_define: bool) -> Card:
    """There is no metric yet."""
    buttons = (Button(say("cmd-kpi-adopt"), "/kpi adopt", "primary"), Button(say("cmd-kpi-define"), "/kpi define"))
    if not may_define:
        return card(say("kpi-none-yet-ask"))
    return card(say("kpi-none-yet"), buttons=buttons)


def _roles(metric: Metric) -> Items:
    return Items(tuple(say(f"role-{role.value}") for role in metric.roles))


def _more_of(metric: Metric) -> Run:
    """Its other names, and that it is out of use."""
    also = (DOT, say("kpi-also-short", names=Items(metric.aliases))) if metric.aliases else ()
    return Run((*also, *((DOT, say("kpi-out-of-use")) if metric.retired else ())))


def _for_roles(metric: Metric) -> Run:
    return Run((DOT, _roles(metric))) if metric.roles else Run(())


# --- buttons --------------------------------------------------------------------------------------


def log_button(metric: Metric) -> Button:
    """The way to log a metric."""
    return Button(say("kpi-log-this", name=metric.name), f"/kpi log {metric.name}")


def restore_button(metric: Metric) -> Button:
    """The way to have a metric in use again."""
    return Button(say("cmd-kpi-restore"), f"/kpi restore {metric.name}")


def show_button(metric: Metric, period: Period | None = None, whose: Whose | None = None) -> Button:
    """The way to a metric's figures, one's own or somebody else's."""
    scope = scoped(whose) if whose is not None and not whose.own else ""
    of = f" --period {period.code}" if period else ""
    return Button(say("kpi-show-this", name=metric.name), f"/kpi show {metric.name}{scope}{of}")


def scoped(whose: Whose) -> str:
    """Whose figures, as an option of ``/kpi show``."""
    return f" --who @{whose.name}" if whose.person is not None else f" --team {whose.name}"


def history_button(metric: Metric) -> Button:
    """The way to a metric's entries."""
    return Button(say("kpi-history-this", name=metric.name), f"/kpi history {metric.name}")


def hidden_note(teams: Sequence[str]) -> Note | None:
    """That a figure rests on entries of these teams as well, which only their members see."""
    return Note(say("kpi-hidden", teams=Items(tuple(teams)))) if teams else None


# --- entries --------------------------------------------------------------------------------------


def logged_card(receipts: Sequence[Receipt]) -> Card:
    """What was logged, where the month stands, and the way back."""
    lines = tuple(_logged(receipt) for receipt in receipts)
    first = receipts[0]
    text: list[Inline | Bullets] = [lines[0], standing_line(first.standing)]
    if len(receipts) > 1:
        text = [Bullets(lines), Bullets(tuple(standing_line(r.standing, named=True) for r in receipts))]
    last = Note(say("kpi-undo-each")) if len(receipts) > 1 else None
    return card(*text, *_extras(first.entry), last, buttons=(UNDO, _show_entry(first)), tone="good")


def asked_card(asked: Sequence[tuple[Metric, Decimal, str | None, Decimal | None, Decimal | None]], line: str) -> Card:
    """Values that are asked about, each with the entry and value that are there, or what is usual; ``line`` logs."""
    told: list[Inline] = []
    for metric, number, code, there, usual in asked:
        if code is not None:
            told.append(say("kpi-there", name=metric.name, id=Code(code), value=value(metric, there)))
        if usual is not None:
            told.append(unusual(metric, number, usual))
    double = any(code is not None for _, _, code, _, _ in asked)
    differs = any(code is not None and there != number for _, number, code, there, _ in asked)
    buttons = [Button(say("kpi-sure-add" if double else "kpi-sure-yes"), f"{line} --sure add")]
    if differs:
        buttons.insert(0, Button(say("kpi-sure-replace"), f"{line} --sure replace", "primary"))
    if double:
        buttons.append(Button(say("kpi-sure-leave"), f"{line} --sure leave"))
    text = Bullets(tuple(told)) if len(told) > 1 else told[0]
    return card(text, Note(say("kpi-not-stored")), buttons=buttons, tone="warn")


def unusual(metric: Metric, number: Decimal, usual: Decimal) -> Msg:
    """A value beyond reason."""
    return say("kpi-unusual", name=metric.name, value=stated(metric, number), usual=figure(metric, usual))


def left_card() -> Card:
    """All stays as it is."""
    return card(say("kpi-left"))


def _show_entry(receipt: Receipt) -> Button:
    entry = receipt.entry
    return show_button(entry.metric, whose=Whose(entry.who, person=entry.person, own=receipt.own))


def _logged(receipt: Receipt) -> Msg:
    entry = receipt.entry
    args = _entry_args(entry)
    if not receipt.dated:
        args["day"] = Day(entry.day)
    return say("kpi-logged", **args) if receipt.own else say("kpi-logged-for", who=entry.who, **args)


def _entry_args(entry: EntryView) -> dict[str, Inline]:
    return {
        "id": Code(entry.code), "name": entry.metric.name, "value": value(entry.metric, entry.value),
        "day": Day(entry.day, zone=entry.zone),
    }  # fmt: skip


def value(metric: Metric, number: Decimal | None) -> Inline:
    """An entry's value as it was typed; in words where it was taken back."""
    return say("kpi-taken-back") if number is None else stated(metric, number)


def _extras(entry: EntryView) -> tuple[Note | Quote, ...]:
    """Where the value is from, and its note."""
    names = (Note(DOT.join(entry.names)),) if entry.names else ()
    note = (Quote(entry.note),) if entry.note else ()
    return names + note


def logged_for_card(receipt: Receipt) -> Card:
    """What somebody hears for whom a value was logged."""
    entry = receipt.entry
    words = say("kpi-logged-for-you", by=receipt.by, **_entry_args(entry))
    correct = Button(say("cmd-kpi-fix"), f"/kpi fix {entry.code}")
    return card(words, standing_line(receipt.standing), *_extras(entry), buttons=(correct,))


def fixed_card(receipt: Receipt) -> Card:
    """What was corrected."""
    return _change_card("kpi-fixed", receipt, (UNDO, history_button(receipt.entry.metric)))


def undone_card(receipt: Receipt) -> Card:
    """What was undone: a value taken back, or a correction."""
    message = "kpi-undone-log" if receipt.entry.value is None else "kpi-undone-fix"
    return _change_card(message, receipt, (history_button(receipt.entry.metric),))


def changed_card(receipt: Receipt) -> Card:
    """What the other side hears: the entry's person, or whoever logged it for them."""
    mine = "you" if receipt.own else "them"
    message = f"kpi-changed-{mine}" if receipt.entry.value is not None else f"kpi-back-{mine}"
    return _change_card(message, receipt, (history_button(receipt.entry.metric),), by=receipt.by)


def _change_card(message: str, receipt: Receipt, buttons: Sequence[Button], **more: Inline) -> Card:
    entry = receipt.entry
    args = {"old": value(entry.metric, receipt.old), **_entry_args(entry), **more}
    words = say(f"{message}-own", **args) if receipt.own and not more else say(message, who=entry.who, **args)
    return card(words, standing_line(receipt.standing), buttons=buttons, tone="good" if not more else "plain")


# --- standings ------------------------------------------------------------------------------------


def whose_name(whose: Whose) -> Inline:
    """Whose figures: "you", a name, a team."""
    return say("kpi-you") if whose.own else whose.name


def standing_line(standing: Standing, *, named: bool = False) -> Inline:
    """``January 2026: 112 of 300 (37.3 %)``, with whose it is unless one's own, and at will the metric's name."""
    period = PeriodName(standing.period.code)
    actual = shown(standing.metric, standing.actual)
    if standing.target is None:
        line = say("kpi-standing", period=period, actual=actual)
    else:
        target = figure(standing.metric, standing.target)
        line = say("kpi-standing-of", period=period, actual=actual, target=_limit(standing.metric, target))
    parts: list[Inline] = [standing.metric.name, DOT] if named else []
    parts += [] if standing.whose.own else [standing.whose.name, DOT]
    return Run((*parts, line, *attained(standing)))


def shown(metric: Metric, number: Decimal | None) -> Inline:
    """A figure, or a dash where nothing was logged."""
    return "–" if number is None else figure(metric, number)


def _limit(metric: Metric, target: Figure) -> Inline:
    return say("kpi-at-most", target=target) if metric.better is Better.LOWER else target


def attained(standing: Standing) -> tuple[Inline, ...]:
    """How far the target is reached, in brackets: percent of it; of a limit, whether it is kept."""
    if standing.attained is None:
        return ()
    if standing.metric.better is Better.LOWER:
        return (say("kpi-limit-kept") if standing.attained.met else say("kpi-limit-broken"),)
    if standing.attained.percent is None:
        return ()
    return (say("kpi-attained", percent=Figure(standing.attained.percent, "percent")),)


# --- targets --------------------------------------------------------------------------------------


def target_card(made: TargetSet) -> Card:
    """A target is set; the one before stands beside it."""
    show = show_button(made.metric, made.period, made.whose)
    private = Note(say("kpi-target-private", who=made.whose.name)) if made.private else None
    return card(_target(made, "kpi-target", whose_name(made.whose)), private, buttons=(show,), tone="good")


def total_card(made: TargetSet, parts: Sequence[tuple[str, Decimal]]) -> Card:
    """A team's target is the sum of these."""
    rows = tuple(Run((name, DOT, stated(made.metric, value))) for name, value in parts)
    show = show_button(made.metric, made.period, made.whose)
    return card(_target(made, "kpi-target", made.whose.name), Bullets(rows), buttons=(show,), tone="good")


def split_card(name: str, whole: Decimal, parts: Sequence[TargetSet], line: str | None) -> Card:
    """A team's target in parts: what would be set at a click (``line``), or was."""
    metric = parts[0].metric
    people = len({part.period for part in parts}) == 1  # or teams
    rows = tuple(
        Run(
            (
                part.whose.name if people else PeriodName(part.period.code),
                DOT,
                stated(metric, part.value),
                _instead(part),
            )
        )
        for part in parts
    )
    period = None if not people else PeriodName(parts[0].period.code)
    title = Run((metric.name, DOT, name, *((DOT, period) if period else ()), DOT, stated(metric, whole)))
    same = None if metric.combine is Combine.SUM else Note(say("kpi-split-same", name=metric.name))
    if line is None:
        return card(Bullets(rows), same, title=title, tone="good")
    yes = Button(say("kpi-split-yes", count=len(parts)), line, "primary")
    return card(Bullets(rows), same, Note(say("kpi-not-stored-yet")), title=title, buttons=(yes,))


def _instead(part: TargetSet) -> Run:
    return Run(()) if part.old is None else Run((DOT, say("kpi-split-was", old=stated(part.metric, part.old))))


def target_holds(made: TargetSet) -> Msg:
    """Another target is in force, and needs more than to be typed over."""
    assert made.old is not None
    return say(
        "kpi-target-holds", who=whose_name(made.whose), name=made.metric.name, period=PeriodName(made.period.code),
        old=stated(made.metric, made.old),
    )  # fmt: skip


def revise_button(made: TargetSet) -> Button:
    """The way to a target's revision: its reason and the day it holds from are asked for."""
    whose = f"@{made.whose.name}" if made.whose.person is not None else made.whose.name
    words = f"/goal revise {made.metric.name} {made.value:f} --period {made.period.code} --for {whose}"
    return Button(say("kpi-target-revise"), words, "primary")


def target_told_card(made: TargetSet, by: str) -> Card:
    """What the person hears whose target it is, or a lead of its team, of one of its teams."""
    message = "kpi-target-you" if made.whose.team is None else "kpi-target-team"
    show = show_button(made.metric, made.period, made.whose if made.whose.team is not None else None)
    private = Note(say("kpi-target-private-you")) if made.private else None
    return card(_target(made, message, by, teams=made.whose.name), private, buttons=(show,))


def _target(made: TargetSet, message: str, who: Inline, **more: Inline) -> Msg:
    args: dict[str, Inline] = {
        "who": who, "name": made.metric.name, "period": PeriodName(made.period.code),
        "target": _limit(made.metric, stated(made.metric, made.value)), **more,
    }  # fmt: skip
    if made.old is None:
        return say(message, **args)
    return say(f"{message}-changed", old=stated(made.metric, made.old), **args)
