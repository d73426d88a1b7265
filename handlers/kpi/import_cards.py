"""A file of entries, as cards: what it holds, what is wrong with it, what was taken of it; and one that goes out."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.kit.messages import Bold, Bullets, Button, Card, Day, Inline, Items, Msg, Note, PeriodName, Run, card, say
from handlers.kpi.cards import DOT, hidden_note, whose_name
from handlers.kpi.rules import figure
from handlers.kpi.views import Exported, Imported, Preview, PreviewLine

MOST = 12  # lines of a list


def how_card() -> Card:
    """What a file needs."""
    return card(say("kpi-import-file"), say("kpi-import-example"))


def preview_card(seen: Preview) -> Card:
    """What would be logged, and the button that does."""
    title = say("kpi-import-title", name=seen.name)
    there = Note(say("kpi-import-there", count=seen.there)) if seen.there else None
    if seen.id is None:
        return card(say("kpi-import-nothing-new"), there, title=title)
    odd = [Run((say("kpi-import-row", row=str(row)), why)) for row, why in seen.odd[:MOST]]
    yes = Button(say("kpi-import-yes", count=seen.new), f"/kpi import I{seen.id}", "primary")
    return card(
        say("kpi-import-holds", count=seen.new),
        Bullets(tuple(map(_line, seen.lines))),
        there,
        Bullets(tuple(odd)) if odd else None,
        Note(say("kpi-not-stored-yet")),
        title=title,
        buttons=(yes,),
        tone="warn" if odd else "plain",
    )


def _line(line: PreviewLine) -> Run:
    parts: list[Inline] = [line.metric.name, DOT, say("kpi-import-count", count=line.count)]
    if line.total is not None:
        parts += [DOT, say("kpi-import-total", value=figure(line.metric, line.total))]
    if line.people > 1:
        parts += [DOT, say("kpi-import-people", count=line.people)]
    parts += [DOT, Day(line.first, weekday=False)]
    return Run((*parts, *((" – ", Day(line.last, weekday=False)) if line.last != line.first else ())))


def imported_card(made: Imported) -> Card:
    """What was logged."""
    there = Note(say("kpi-import-there", count=made.there)) if made.there else None
    show = Button(say("cmd-kpi-show"), "/kpi show")
    return card(say("kpi-imported", count=made.new, name=made.name), there, buttons=(show,), tone="good")


def faults_card(name: str, faults: Sequence[tuple[int, Msg]]) -> Card:
    """What is wrong, row by row; nothing was stored."""
    told = [Run((say("kpi-import-row", row=str(row)), why)) for row, why in faults[:MOST]]
    more = Note(say("kpi-import-more", count=len(faults) - MOST)) if len(faults) > MOST else None
    title = say("kpi-import-title", name=name)
    return card(
        say("kpi-import-wrong", count=len(faults)), Bullets(tuple(told)), more, Note(say("kpi-import-again")),
        title=title, tone="warn",
    )  # fmt: skip


def imported_for_card(by: str, name: str, count: int) -> Card:
    """What somebody hears whose entries a lead imported."""
    return card(say("kpi-imported-for", by=by, name=name, count=count), buttons=(Button(say("cmd-kpi"), "/kpi"),))


def exported_card(made: Exported) -> Card:
    """What is on its way as a file; where there is nothing, so."""
    parts: list[Inline] = [Items(tuple(map(whose_name, made.whose))), DOT, PeriodName(made.period.code)]
    if made.metrics:
        parts += [DOT, Items(tuple(metric.name for metric in made.metrics))]
    title = Run((say("kpi-export-title"), DOT, *parts))
    hidden = hidden_note(made.hidden)
    if made.name is None:
        return card(say("kpi-nothing-yet"), hidden, title=title, buttons=(Button(say("cmd-kpi-log"), "/kpi log"),))
    sent = say("kpi-exported", count=made.count, name=Bold(made.name))
    return card(sent, hidden, Note(say("kpi-export-back")), title=title, tone="good")
