"""Minutes as cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers.kit.messages import (
    Bullets,
    Button,
    Card,
    Code,
    Day,
    Heading,
    Inline,
    Note,
    Para,
    Quote,
    Run,
    card,
    say,
)
from handlers.meetings.cards import Name, named
from handlers.meetings.minutes_parts import (
    FOUND,
    WITH_BUTTONS,
    Outcome,
    because,
    body_blocks,
    confirm_button,
    correct_button,
    mend_buttons,
    noted_blocks,
    noted_too,
    offer_buttons,
    offer_line,
    offered_blocks,
    task_line,
    titled,
    turn_button,
    where_shared,
)
from handlers.meetings.rules import Meeting, Proposal, Task
from handlers.todo.api import Item, item_line, ref


def minutes_card(outcome: Outcome, name: Name) -> Card:
    """Shared minutes, as everybody sees them."""
    record = outcome.record
    by = Note(say("meetings-taken-by", who=name(record.taker)))
    blocks = (*body_blocks(outcome, name), *noted_blocks(record), by)
    return card(*blocks, title=titled(record.meeting), buttons=(correct_button(record.meeting),))


def outcome_card(outcome: Outcome, name: Name) -> Card:
    """What the minute-taker sees: what was read, and that it is shared, or what there is to mend before it is."""
    return _shared(outcome, name) if outcome.shared else _waiting(outcome, name)


def _shared(outcome: Outcome, name: Name) -> Card:
    record = outcome.record
    nothing = None if record.decisions or record.tasks else Note(say("meetings-nothing-read"))
    body = (*body_blocks(outcome, name, full=True), *offered_blocks(outcome, name))
    buttons = (correct_button(record.meeting), *mend_buttons(outcome), *offer_buttons(outcome))
    return card(
        where_shared(outcome),
        *body,
        *noted_too(record),
        nothing,
        title=titled(record.meeting),
        buttons=buttons,
        tone="good",
    )


def _waiting(outcome: Outcome, name: Name) -> Card:
    record = outcome.record
    buttons = (
        confirm_button(record.meeting),
        *mend_buttons(outcome),
        correct_button(record.meeting),
    )
    latest = (Note(say("meetings-waiting-until", at=outcome.latest)),) if outcome.latest else ()
    ref, number = record.meeting.ref, min((task.number for task in record.tasks), default=1)
    how = say("meetings-mend-how", fix=f"/minutes fix {ref} {number} --due …", remove=f"/minutes remove {ref} {number}")
    body = (*body_blocks(outcome, name, full=True), *noted_too(record), *offered_blocks(outcome, name))
    return card(
        say("meetings-please-check"), *body, Note(how), *latest, title=titled(record.meeting),
        buttons=(*buttons, *offer_buttons(outcome)), tone="warn",
    )  # fmt: skip


def check_card(outcome: Outcome, name: Name) -> Card:
    """What the minute-taker sees once the extractor has found something too; it changes in place with the minutes."""
    made = outcome_card(outcome, name)
    if not outcome.offered:
        return made
    found = say("meetings-found-more")
    if outcome.shared:  # the minutes themselves are known: only what may be added to them
        return card(found, *offered_blocks(outcome, name), title=made.title, buttons=offer_buttons(outcome))
    return replace(made, blocks=(Para(found), *made.blocks))


def taken_card(outcome: Outcome, taken: Sequence[Proposal], name: Name) -> Card:
    """What was taken into the minutes, and what there is still to decide."""
    return _decided_on("meetings-taken", outcome, taken, name)


def left_card(outcome: Outcome, left: Sequence[Proposal], name: Name) -> Card:
    """What was left out of the minutes, and what there is still to decide."""
    return _decided_on("meetings-left", outcome, left, name)


def removed_card(outcome: Outcome, removed: Mapping[int, str], name: Name) -> Card:
    """What was none, by its number, and the minutes without it; one click puts it back."""
    made = outcome_card(outcome, name)
    said = (Para(say("meetings-removed", count=len(removed))), Bullets(tuple(removed.values())))
    turn = f"/minutes turn {outcome.record.meeting.ref}"
    back = [Button(say("meetings-button-put-back", label=str(n)), f"{turn} {n} action") for n in removed]
    return replace(made, blocks=(*said, *made.blocks), buttons=(*back[:1], *made.buttons))


def _decided_on(words: str, outcome: Outcome, about: Sequence[Proposal], name: Name) -> Card:
    meeting = outcome.record.meeting
    lines = Bullets(tuple(offer_line(proposal.offer, name) for proposal in about))
    waiting = () if outcome.shared else (confirm_button(meeting), *mend_buttons(outcome))
    buttons = (*waiting, *offer_buttons(outcome))
    return card(say(words, meeting=named(meeting)), lines, *offered_blocks(outcome, name), buttons=buttons, tone="good")


def gathered_card(outcome: Outcome, name: Name, tasks: Sequence[Task], decisions: Sequence[str]) -> Card:
    """What a line noted while the meeting runs was read as."""
    meeting = outcome.record.meeting
    parts: list[Inline] = [say("meetings-gathered", meeting=named(meeting))]
    parts += [say("meetings-as-decision", what=what) for what in decisions]
    for task in tasks:
        line = task_line(task, outcome.items, name, full=True)
        parts.append(because(line, task) if task.unclear else line)
    return card(*parts, tone="warn" if any(task.unclear for task in tasks) else "good")


def undone_card(line: str) -> Card:
    """What was taken back."""
    return card(say("meetings-undone"), Quote(line), tone="good")


def decided_card(words: str, found: Sequence[tuple[Meeting, str]]) -> Card:
    """Decisions that were found, each with its meeting."""
    if not found:
        return card(say("meetings-none-decided", words=words))
    lines = tuple(_decided(meeting, what) for meeting, what in found[:FOUND])
    more = Note(say("meetings-more-decided", count=len(found) - FOUND)) if len(found) > FOUND else None
    return card(Bullets(lines), more, title=say("meetings-decided", words=words))


def _decided(meeting: Meeting, what: str) -> Inline:
    day = (meeting.ended_at or meeting.made_at).astimezone(ZoneInfo(meeting.zone)).date()
    return Run((Code(meeting.ref), " · ", Day(day), " · ", what))


def record_card(outcome: Outcome, name: Name) -> Card:
    """Minutes in full, for whoever asks."""
    record = outcome.record
    state = None if outcome.shared else Note(say("meetings-not-shared-yet"))
    buttons = [correct_button(record.meeting), turn_button(record.meeting)]
    if not outcome.shared:
        buttons.insert(0, confirm_button(record.meeting))
    by = Note(say("meetings-taken-by", who=name(record.taker)))
    word_for_word = (Heading(say("meetings-word-for-word")), Quote(record.text))
    blocks = (*body_blocks(outcome, name), *offered_blocks(outcome, name), *word_for_word, by)
    return card(state, *blocks, title=titled(record.meeting), buttons=(*buttons, *offer_buttons(outcome)))


def yours_card(meeting: Meeting, person: int, items: Sequence[Item], by: str | None, name: Name) -> Card:
    """What an owner hears: their items of a meeting; ``by`` is who corrected the minutes since."""
    about = named(meeting)
    words = say("meetings-yours-changed", by=by, meeting=about) if by else say("meetings-yours", meeting=about)
    lines = tuple(_yours(item, None if item.owner == person else name(item.owner)) for item in items)
    going = [item for item in items if item.owner == person and not item.state.closed]
    buttons: list[Button] = []
    for item in going[:WITH_BUTTONS]:
        buttons.append(Button(say("meetings-button-done", id=item.ref), f"/todo done {item.ref}"))
        if len(going) <= 2:
            buttons.append(Button(say("meetings-button-later", id=item.ref), f"/todo snooze {item.ref}"))
            buttons.append(Button(say("meetings-button-cannot", id=item.ref), f"/todo cannot {item.ref}"))
    return card(words, Bullets(lines), buttons=buttons)


def _yours(item: Item, owner: str | None) -> Inline:
    line = item_line(item, owner)
    return line if item.part_of is None else Run((line, " · ", say("meetings-part-of", id=Code(ref(item.part_of)))))


def shared_by_clock_card(outcome: Outcome, name: Name) -> Card:
    """What the minute-taker hears when unconfirmed minutes were shared: what still wants mending."""
    made = _shared(outcome, name)
    return Card((Note(say("meetings-shared-by-clock")), *made.blocks), made.title, made.buttons, None, "warn")
