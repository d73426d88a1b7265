"""Action items as cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    Code,
    Day,
    Facts,
    Heading,
    Inline,
    Items,
    Moment,
    Msg,
    Note,
    Quote,
    Run,
    card,
    say,
)
from handlers.todo.rules import Change, Full, Item, Step, ref
from storage.states import ItemState, Priority

LINE_LENGTH = 160
WITH_BUTTONS = 5  # items with buttons of their own on one card

Name = Callable[[int | None], str]
Tone: TypeAlias = Literal["plain", "good", "warn", "bad"]


# --- parts ------------------------------------------------------------------------------------


def short(text: str) -> str:
    """A text on one line of a list."""
    line = " ".join(text.split())
    return line if len(line) <= LINE_LENGTH else f"{line[:LINE_LENGTH].rstrip()}…"


def due_in(item: Item, zone: str | None = None) -> Inline:
    """The deadline; with a zone (IANA) the owner's, a day says whose day it is."""
    assert item.due is not None
    if item.due.has_time:
        return Moment(item.due.moment(), zone or item.due.zone)
    return Day(item.due.day, zone=zone)


def item_line(item: Item, owner: str | None = None) -> Inline:
    """``T3 · what · due …`` on a line of a list, with the owner's name where it is not plain whose it is."""
    parts: list[Inline] = [Code(item.ref), " · "]
    parts += [owner, " · "] if owner else []
    parts.append(short(item.what))
    parts += [" · ", say("todo-due", due=due_in(item))] if item.due else []
    if item.state not in (ItemState.OPEN, ItemState.DONE):
        parts += [" · ", _standing(item)]
    for mark in _marks(item):
        parts += [" · ", mark]
    return Run(tuple(parts))


def _marks(item: Item) -> list[Inline]:
    """What else is to be known of an item on a list."""
    marks: list[Inline] = [] if item.priority is Priority.NORMAL else [say(f"todo-priority-{item.priority.value}")]
    if not item.state.closed:
        marks += [say("todo-waits", id=Code(ref(item.after)))] if item.after is not None else []
        marks += [say("todo-unaccepted")] if item.giver is not None else []
    marks += [say("todo-unclear")] if item.unclear else []
    return marks


def _standing(item: Item) -> Inline:
    """The state, with the last note or reason."""
    state = say(f"todo-state-{item.state.value}")
    return say("todo-with-remark", words=state, remark=short(item.remark)) if item.remark else state


def item_buttons(item: Item, *, named: bool = False, split: bool = False) -> tuple[Button, ...]:
    """Done, later, can't; for one that is just given, yes or no. ``named`` ones say for which item.

    One whose parts are open is done with the last of them: it is only to be looked at.
    """
    if item.state.closed:
        return ()
    if split:
        return (Button(say("todo-button-parts"), f"/todo show {item.ref}"),)
    suffix = "-it" if named else ""
    made = [
        Button(say(f"todo-button-done{suffix}", id=item.ref), f"/todo done {item.ref}", "primary"),
        Button(say(f"todo-button-later{suffix}", id=item.ref), f"/todo snooze {item.ref}"),
        Button(say(f"todo-button-cannot{suffix}", id=item.ref), f"/todo cannot {item.ref}"),
    ]
    if item.giver is not None:
        accept = Button(say(f"todo-button-accept{suffix}", id=item.ref), f"/todo accept {item.ref}")
        decline = Button(say(f"todo-button-decline{suffix}", id=item.ref), f"/todo decline {item.ref}")
        return accept, decline, made[0]
    return tuple(made[:1] if item.state is ItemState.CANNOT else made)


def _due(item: Item, zone: str) -> tuple[Block | Inline, ...]:
    """The deadline in full, or how to set one."""
    if item.due is None:
        return (Note(say("todo-no-due", id=item.ref)),)
    return (say("todo-due-full", due=due_in(item, zone)),)


def _check(item: Item) -> Note | None:
    return Note(say("todo-unclear-check", id=item.ref)) if item.unclear else None


# --- one item ---------------------------------------------------------------------------------


def added_card(item: Item, owner: str | None, zone: str, *, posted: bool, day_off: bool) -> Card:
    """What its maker hears; ``owner`` is None for oneself, ``posted`` says that the channel sees it."""
    whose = say("todo-added", id=Code(item.ref), who=owner) if owner else say("todo-added-mine", id=Code(item.ref))
    words: Inline = whose if posted else say("todo-with-what", words=whose, what=item.what)
    warning = Note(say("todo-due-off")) if day_off else None
    change = Button(say("todo-button-edit"), f"/todo edit {item.ref}")
    return card(words, *_due(item, zone), warning, buttons=(change,), tone="good")


def given_card(item: Item, by: str | None, zone: str) -> Card:
    """What a new owner hears; ``by`` is None where a clock gave it."""
    words = say("todo-given", by=by, id=Code(item.ref)) if by else say("todo-given-itself", id=Code(item.ref))
    ask = Note(say("todo-take-it")) if item.giver is not None else None
    parts = (*_deadline(item, zone), *_noted(item), _check(item), ask)
    return card(say("todo-with-what", words=words, what=item.what), *parts, buttons=item_buttons(item))


def helping_card(item: Item, owner: str, zone: str) -> Card:
    """What hears whoever is to help."""
    words = say("todo-with-what", words=say("todo-help-with", id=Code(item.ref), who=owner), what=item.what)
    return card(words, *_deadline(item, zone), Note(say("todo-help-how", id=item.ref)))


def go_on_card(item: Item, closed: Item, zone: str) -> Card:
    """What its owner hears when nothing stands before an item any more."""
    words = say(f"todo-go-on-{closed.state.value}", id=Code(item.ref), after=Code(closed.ref), what=short(item.what))
    return card(words, *_deadline(item, zone), buttons=item_buttons(item))


def parts_done_card(item: Item, zone: str) -> Card:
    """What the owner of an item is asked when all that stands under it is closed."""
    words, ask = _news("todo-parts-done", item), say("todo-done-itself")
    return card(words, *_deadline(item, zone), ask, buttons=item_buttons(item))


def _deadline(item: Item, zone: str) -> tuple[Inline, ...]:
    return (say("todo-due-full", due=due_in(item, zone)),) if item.due else ()


def _noted(item: Item) -> tuple[Inline, ...]:
    """Urgency and what it waits for, for a card."""
    marks = [] if item.priority is Priority.NORMAL else [say("todo-priority-is", priority=_priority(item))]
    return (*marks, *([say("todo-waits-for", id=Code(ref(item.after)))] if item.after is not None else []))


def _priority(item: Item) -> Msg:
    return say(f"todo-priority-{item.priority.value}")


def item_card(item: Item, name: Name, helpers: Sequence[int] = (), parts: Sequence[Item] = ()) -> Card:
    """The item as it stands, posted where it was made and kept up to date."""
    pending = tuple(Code(part.ref) for part in parts if not part.state.closed)
    rows: list[tuple[Inline, Inline]] = [(say("todo-owner"), name(item.owner))]
    if item.due is not None:
        rows.append((say("todo-deadline"), due_in(item)))
    if item.maker is not None and item.maker != item.owner:
        rows.append((say("todo-maker"), name(item.maker)))
    if item.meeting is not None or item.origin not in ("typed", "meeting"):
        of = (
            say("todo-origin-meeting", id=Code(f"M{item.meeting}"))
            if item.meeting
            else say(f"todo-origin-{item.origin}")
        )
        rows.append((say("todo-origin"), of))
    if helpers:
        rows.append((say("todo-helpers"), Items(tuple(map(name, helpers)))))
    if item.priority is not Priority.NORMAL:
        rows.append((say("todo-urgency"), _priority(item)))
    if item.after is not None:
        rows.append((say("todo-after"), Code(ref(item.after))))
    if pending:
        rows.append((say("todo-parts-open"), Items(pending)))
    rows.append((say("todo-state"), _standing(item)))
    title = Run((Code(item.ref), " · ", short(item.what)))
    tone: Tone = _TONES.get(item.state, "plain")
    words = Quote(item.what) if item.what != short(item.what) else None
    buttons = item_buttons(item, split=bool(pending))
    return card(words, Facts(tuple(rows)), _check(item), title=title, buttons=buttons, tone=tone)


_TONES: Mapping[ItemState, Tone] = {ItemState.DONE: "good", ItemState.CANNOT: "warn"}


def shown_card(full: Full, name: Name, zone: str) -> Card:
    """The item in full with its history, for one reader."""
    item = full.item
    plain = item_card(item, name, full.helpers, full.parts)
    history = tuple(_change(change, name, zone) for change in full.changes)
    lines = tuple(item_line(part, name(part.owner)) for part in full.parts)
    split = (Heading(say("todo-parts")), Bullets(lines)) if lines else ()
    parts = (*plain.blocks, *split, Heading(say("todo-history")), Bullets(history))
    edit = () if item.state.closed else (Button(say("todo-button-edit"), f"/todo edit {item.ref}"),)
    pending = [part for part in full.parts if not part.state.closed]
    buttons = [button for part in pending[:WITH_BUTTONS] for button in item_buttons(part, named=True)[:1]]
    return card(*parts, title=plain.title, buttons=(*(buttons or plain.buttons), *edit), tone=plain.tone)


def _change(change: Change, name: Name, zone: str) -> Inline:
    """One line of the history."""
    who = name(change.who) if change.who is not None else say("todo-clock")
    what: Inline = _what_changed(change, name)
    if change.note:
        what = say("todo-with-what", words=what, what=short(change.note))
    return Run((Moment(change.at, zone), " · ", who, " · ", what))


def _what_changed(change: Change, name: Name) -> Msg:
    match change.what:
        case "state":
            old, new = (say(f"todo-state-{state}") for state in (change.old, change.new))
            return say("todo-was-state", old=old, new=new)
        case "owner" | Step.OVERSEER | Step.MANAGER:
            old_name, new_name = (name(int(person)) if person else "" for person in (change.old, change.new))
            return say(f"todo-was-{change.what}", old=old_name, new=new_name)
        case "helpers":
            return say("todo-was-helpers", new=_kept_people(change.new, name))
        case "priority":
            return say("todo-was-priority", new=say(f"todo-priority-{change.new}"))
        case "after":
            return say("todo-was-after", new=Code(change.new)) if change.new else say("todo-was-freed")
        case "what":
            return say("todo-was-what", old=short(change.old or ""), new=short(change.new or ""))
        case "due" | "snooze":
            return say(f"todo-was-{change.what}", old=_kept_due(change.old), new=_kept_due(change.new))
        case _:
            return say(f"todo-was-{change.what}")


def _kept_people(kept: str | None, name: Name) -> Inline:
    """People as the history keeps them (``3, 5``), for a reader."""
    return Items(tuple(name(int(person)) for person in kept.split(", "))) if kept else say("todo-nobody")


def _kept_due(kept: str | None) -> Inline:
    """A deadline as the history keeps it (``2026-01-09T15:00 Asia/Shanghai``), for a reader."""
    if kept is None:
        return say("todo-never")
    when, zone = kept.rsplit(" ", 1)
    if "T" not in when:
        return Day(date.fromisoformat(when))
    return Moment(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone)


# --- what happened to one -----------------------------------------------------------------------


def _news(message: str, item: Item, **args: Inline) -> Msg:
    """A sentence on an item, and its text."""
    return say("todo-with-what", words=say(message, id=Code(item.ref), **args), what=short(item.what))


def done_card(item: Item) -> Card:
    """The answer to "done"."""
    return card(_news("todo-done", item), tone="good")


def closed_card(item: Item, zone: str) -> Card:
    """It was closed before: since when, and how to take it up again."""
    assert item.closed_at is not None
    words = _news(f"todo-already-{item.state.value}", item, at=Moment(item.closed_at, zone))
    return card(words, Note(say("todo-take-up", id=item.ref)))


def was_done_card(item: Item, by: str) -> Card:
    """What others hear of a done item."""
    return card(_news("todo-was-done", item, by=by), tone="good")


def noted_card(item: Item, *, reopened: bool) -> Card:
    """The answer to a note."""
    return card(_news("todo-reopened" if reopened else "todo-noted", item), Quote(item.remark or ""))


def was_reopened_card(item: Item, by: str) -> Card:
    """What others hear when a closed item is taken up again."""
    return card(_news("todo-was-reopened", item, by=by), Quote(item.remark or ""), buttons=item_buttons(item))


def cannot_card(item: Item, told: Sequence[str]) -> Card:
    """The answer to "can't": who knows now."""
    heard = say("todo-cannot-told", who=Items(tuple(told))) if told else say("todo-cannot-nobody", id=item.ref)
    return card(_news("todo-cannot", item), heard)


def was_cannot_card(item: Item, by: str) -> Card:
    """What whoever made or oversees it hears, with what can be done about it."""
    buttons = (
        Button(say("todo-button-give"), f"/todo give {item.ref}", "primary"),
        Button(say("todo-button-edit"), f"/todo edit {item.ref}"),
        Button(say("todo-button-drop"), f"/todo drop {item.ref}"),
    )
    return card(_news("todo-was-cannot", item, by=by), Quote(item.remark or ""), buttons=buttons, tone="warn")


def snoozed_card(item: Item, back: Inline, zone: str) -> Card:
    """The answer to "later"."""
    still = Note(say("todo-still-due", due=due_in(item, zone))) if item.due else None
    return card(_news("todo-snoozed", item, back=back), still)


def back_card(item: Item, zone: str) -> Card:
    """What its owner wanted to come back to."""
    deadline = say("todo-due-full", due=due_in(item, zone)) if item.due else None
    return card(_news("todo-back", item), deadline, buttons=item_buttons(item))


def passed_card(item: Item, name: Name) -> Card:
    """The answer to "give"."""
    asked = Note(say("todo-asked", who=name(item.owner))) if item.giver is not None else None
    return card(_news("todo-passed", item, who=name(item.owner)), asked, tone="good")


def accepted_card(item: Item, giver: str | None, zone: str) -> Card:
    """The answer to "accept"; ``giver`` is None where nobody waited for it."""
    words = _news("todo-accepted", item) if giver else _news("todo-accepted-before", item)
    told = Note(say("todo-giver-knows", who=giver)) if giver else None
    return card(words, *_deadline(item, zone), told, buttons=item_buttons(item), tone="good")


def was_accepted_card(item: Item, by: str) -> Card:
    """What hears whoever gave it."""
    return card(_news("todo-was-accepted", item, by=by), tone="good")


def was_declined_card(item: Item, by: str, reason: str) -> Card:
    """What hears whoever has it again."""
    give = Button(say("todo-button-give"), f"/todo give {item.ref}")
    words = _news("todo-was-declined", item, by=by)
    return card(words, Quote(reason), buttons=(*item_buttons(item), give), tone="warn")


def taken_card(item: Item, name: Name) -> Card:
    """What hears whoever had it."""
    return card(_news("todo-taken", item, who=name(item.owner)))


def dropped_card(item: Item, by: str | None) -> Card:
    """What is dropped, by whom (None: the answer to whoever did it) and why."""
    words = _news("todo-was-dropped", item, by=by) if by else _news("todo-dropped", item)
    return card(words, Quote(item.remark) if item.remark else None)


def edited_card(
    item: Item, changed: Sequence[str], by: str | None, name: Name, zone: str, helpers: Sequence[int] = ()
) -> Card:
    """What is different now; ``by`` for those who hear of it, None in the answer."""
    words = say("todo-was-edited", by=by, id=Code(item.ref)) if by else say("todo-edited", id=Code(item.ref))
    rows: list[tuple[Inline, Inline]] = []
    for what in changed:
        match what:
            case "owner":
                rows.append((say("todo-owner"), name(item.owner)))
            case "what":
                rows.append((say("field-what"), item.what))
            case "priority":
                rows.append((say("todo-urgency"), _priority(item)))
            case "helpers":
                rows.append((say("todo-helpers"), Items(tuple(map(name, helpers))) if helpers else say("todo-nobody")))
            case "after":
                rows.append((say("todo-after"), Code(ref(item.after)) if item.after is not None else say("todo-free")))
            case _:
                rows.append((say("todo-deadline"), due_in(item, zone) if item.due else say("todo-never")))
    title = None if "what" in changed else short(item.what)
    return card(words, title, Facts(tuple(rows)), tone="plain" if by else "good")


def same_card(item: Item) -> Card:
    """Nothing was different."""
    return card(_news("todo-same", item))
