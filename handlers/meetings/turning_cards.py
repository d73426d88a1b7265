"""Which line of minutes was read wrongly, what it is, and what has become of it: as cards."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.kit.messages import Block, Bullets, Button, Card, Code, Heading, Inline, Note, Quote, card, say
from handlers.meetings.cards import Name
from handlers.meetings.minutes_parts import (
    Outcome,
    confirm_button,
    labelled,
    titled,
    unclear_blocks,
    unclear_buttons,
    where_shared,
)
from handlers.meetings.rules import HASHTAG, Line, Sort, bullet

LINES = 80
CLICKS = 38  # lines that can be chosen with a click: what the platforms have room for
LENGTH = 80


def lines_card(outcome: Outcome, out: Sequence[Line], name: Name) -> Card:
    """All lines of minutes, each with what people type for it, to say which is meant; ``out`` are left out of them."""
    record = outcome.record
    whose = [f"{name(task.owner)} · " if task.owner is not None else "" for task in record.tasks]
    tasks = [Line(str(task.number), f"{who}{task.what}") for who, task in zip(whose, record.tasks, strict=True)]
    groups = {"decisions": record.decisions, "items": tasks, "noted": record.notes, "left-out": out}
    blocks: list[Block] = []
    found: list[Line] = []
    for group, lines in groups.items():
        room = LINES - len(found)
        if lines and room > 0:
            blocks += [
                Heading(say(f"meetings-{group}")),
                Bullets(tuple(labelled(_short(line)) for line in lines[:room])),
            ]
            found += lines[:room]
    command = f"/minutes turn {record.meeting.ref}"
    buttons = [Button(Code(line.label), f"{command} {line.label}") for line in found[:CLICKS]]
    typed = Code(f"{command} {found[CLICKS].label} action") if len(found) > CLICKS else None
    more = Note(say("meetings-more-lines", example=typed)) if typed else None
    return card(say("meetings-which-line"), *blocks, more, title=titled(record.meeting), buttons=buttons)


def line_card(outcome: Outcome, line: Line, now: Sort) -> Card:
    """One line: what is it?"""
    words = say(f"meetings-line-is-{now.value}", label=Code(line.label))
    buttons = _others(outcome, line, (now,))
    return card(
        words, Quote(_said(line)), say("meetings-what-is-it"), title=titled(outcome.record.meeting), buttons=buttons
    )


def turned_card(outcome: Outcome, line: Line, now: Sort, was: Sort, name: Name, *, shared: bool) -> Card:
    """What a line is now, and what there is still to mend; one click puts it back, or makes it something else."""
    ref = outcome.record.meeting.ref
    words = say(f"meetings-turned-{now.value}", label=Code(line.label))
    back = Button(say("meetings-button-put-back", label=line.label), f"/minutes turn {ref} {line.label} {was.value}")
    waiting = () if outcome.shared else (confirm_button(outcome.record.meeting),)
    made: tuple[Button, ...] = (*([back] if was is not now else []), *_others(outcome, line, (now, was)))
    told: Inline | None = where_shared(outcome) if shared else None
    blocks = (words, Quote(_said(line)), *unclear_blocks(outcome, name), told)
    return card(
        *blocks, title=titled(outcome.record.meeting), buttons=(*waiting, *made, *unclear_buttons(outcome)), tone="good"
    )


def _others(outcome: Outcome, line: Line, known: Sequence[Sort]) -> tuple[Button, ...]:
    command = f"/minutes turn {outcome.record.meeting.ref} {line.label}"
    return tuple(Button(say(f"meetings-sort-{s.value}"), f"{command} {s.value}") for s in Sort if s not in known)


def _short(line: Line) -> Line:
    text = _said(line)
    return Line(line.label, text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…")


def _said(line: Line) -> str:
    """A line without its bullet or mark."""
    text = HASHTAG.sub("", line.text, count=1)
    return bullet(text).body or text
