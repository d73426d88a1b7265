"""Leave as cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from handlers.kit.leave_days import Spell
from handlers.kit.messages import Bullets, Button, Card, Code, Day, Heading, Inline, Items, Note, Para, card, say

BUTTONS_FOR = 5  # spells that get a button of their own
MOST_SHOWN = 12

Working = Callable[[Spell], int]
"""How many of the days somebody would have worked."""


def away_card(spell: Spell, today: date, zone: str) -> Card:
    """Somebody is on leave, now or later."""
    first, last = Day(spell.first, zone=zone), Day(spell.last, zone=zone)
    if spell.first > today:
        words = say("kit-leave-planned", days=days(spell))
        return card(words, buttons=(_cancel_button(spell), _list_button()), tone="good")
    words = say("kit-leave-now-open") if spell.open else say("kit-leave-now", until=last)
    if spell.first == spell.last:
        words = say("kit-leave-today", day=first)
    return card(words, buttons=(Button(say("cmd-my-back"), "/my back"),), tone="good")


def back_card(*, missed: bool, coming: Sequence[Spell]) -> Card:
    """Somebody is back; where today's prompt has passed them by, they may still answer. What is planned stays."""
    buttons = (Button(say("kit-leave-answer-today"), "/standup"),) if missed else ()
    next_ = Note(say("kit-leave-next", days=days(coming[0]))) if coming else None
    return card(say("kit-leave-back"), next_, buttons=buttons, tone="good")


def own_card(spells: Sequence[Spell], working: Working) -> Card:
    """One's leave of today and later."""
    how = Note(say("kit-leave-how"))
    if not spells:
        return card(say("kit-leave-none"), how, title=say("cmd-my-leave"))
    more = say("kit-leave-more", count=len(spells) - MOST_SHOWN) if len(spells) > MOST_SHOWN else None
    return card(
        Bullets(tuple(_line(spell, working) for spell in spells[:MOST_SHOWN])), more, how,
        title=say("cmd-my-leave"), buttons=[_cancel_button(spell) for spell in spells[:BUTTONS_FOR]],
    )  # fmt: skip


def cancelled_card(spell: Spell, left: Sequence[Spell]) -> Card:
    """A leave is taken back."""
    return card(say("kit-leave-cancelled", days=days(spell)), buttons=(_list_button(),) if left else (), tone="good")


def imported_card(spells: Sequence[Spell], working: Working, left_out: int, past: int) -> Card:
    """One's leave out of a file."""
    lines = Bullets(tuple(_line(spell, working) for spell in spells[:MOST_SHOWN])) if spells else None
    return card(
        say("kit-leave-imported", count=len(spells)), lines, *_left_out(left_out, past),
        buttons=[_cancel_button(spell) for spell in spells[:BUTTONS_FOR]], tone="good",
    )  # fmt: skip


def all_card(known: Sequence[tuple[str, Sequence[Spell]]]) -> Card:
    """Everybody's leave of today and later."""
    if not known:
        return card(say("kit-leave-nobody"), title=say("cmd-admin-leave"))
    lines = tuple(say("kit-leave-who", who=name, days=Items(tuple(map(days, spells)))) for name, spells in known)
    return card(Bullets(lines), title=say("cmd-admin-leave"))


def all_imported_card(
    known: Sequence[tuple[str, Sequence[Spell]]], unknown: Sequence[str], left_out: int, past: int
) -> Card:
    """Many people's leave out of a file, and whom of it nobody knows."""
    count = sum(len(spells) for _, spells in known)
    lines = tuple(say("kit-leave-who", who=name, days=Items(tuple(map(days, spells)))) for name, spells in known)
    shown = Items(tuple(unknown[:MOST_SHOWN]))
    return card(
        say("kit-leave-imported-all", count=count, people=len(known)),
        Bullets(lines[: 2 * MOST_SHOWN]) if lines else None,
        Heading(say("kit-leave-unknown-head")) if unknown else None,
        Para(say("kit-leave-unknown", names=shown)) if unknown else None,
        *_left_out(left_out, past),
        tone="warn" if unknown else "good",
    )


def days(spell: Spell) -> Inline:
    """The days of a leave."""
    if spell.open:
        return say("kit-leave-open", first=Day(spell.first))
    if spell.first == spell.last:
        return Day(spell.first)
    return say("kit-leave-span", first=Day(spell.first), last=Day(spell.last))


def cancelling(spell: Spell) -> Code:
    """How a leave is taken back."""
    return Code(_cancel_line(spell))


def _line(spell: Spell, working: Working) -> Inline:
    return days(spell) if spell.open else say("kit-leave-line", days=days(spell), count=working(spell))


def _left_out(left_out: int, past: int) -> tuple[Note, ...]:
    found = (("kit-leave-left-out", left_out), ("kit-leave-past", past))
    return tuple(Note(say(words, count=count)) for words, count in found if count)


def _cancel_button(spell: Spell) -> Button:
    return Button(say("kit-leave-cancel", day=Day(spell.first, weekday=False)), _cancel_line(spell))


def _cancel_line(spell: Spell) -> str:
    return f"/my leave cancel {spell.first.isoformat()}"


def _list_button() -> Button:
    return Button(say("cmd-my-leave"), "/my leave")
