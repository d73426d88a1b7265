"""Minutes as cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    ChannelRef,
    Code,
    Day,
    Heading,
    Inline,
    Items,
    Moment,
    Msg,
    Note,
    Para,
    Quote,
    Run,
    card,
    say,
)
from handlers.meetings.cards import Name, moment, named
from handlers.meetings.rules import HASHTAG, Meeting, Offer, Proposal, Record, Task
from handlers.todo.api import Item, State, item_line
from storage.states import MinutesState, ProposalKind, ProposalState

NOTED_LINES = 12
NOTED_LENGTH = 1200
WITH_BUTTONS = 4
FOUND = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """Minutes as they stand: with the items that came of them, where they are shared, and by when at the latest.

    ``proposals`` are what the extractor found, for those who may change the minutes.
    """

    record: Record
    items: Mapping[int, Item]
    places: tuple[ChannelRef, ...]
    latest: Moment | None = None
    proposals: tuple[Proposal, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether others see them."""
        return self.record.state is MinutesState.SHARED

    @property
    def offered(self) -> tuple[Proposal, ...]:
        """What may still be added."""
        return tuple(proposal for proposal in self.proposals if proposal.state is ProposalState.OPEN)


# --- parts --------------------------------------------------------------------------------------


def _task(task: Task, items: Mapping[int, Item], name: Name, *, full: bool) -> Inline:
    """A line of the list; ``full`` says the date in full, with its zone, as it was read."""
    item = items.get(task.item) if task.item is not None else None
    if item is not None and not full:
        line = item_line(item, name(item.owner))
        return Run(("✓ ", line)) if item.state is State.DONE else line
    parts: list[Inline] = [Code(item.ref), " · "] if item is not None else []
    if task.owner is not None:
        parts += [name(task.owner), " · "]
    parts.append(task.what)
    if task.due is not None:
        parts += [" · ", say("meetings-due", due=moment(task.due))]
    return Run(tuple(parts))


def _numbered(task: Task, outcome: Outcome, name: Name, *, full: bool) -> Inline:
    """The line, with the number by which it is mended as long as it is no action item with an id of its own."""
    line = _task(task, outcome.items, name, full=full)
    return line if outcome.shared else Run((f"{task.number}. ", line))


def _because(line: Inline, task: Task) -> Inline:
    """A line with what is unclear about it."""
    return say("meetings-unclear-line", line=line, why=Run(tuple(_spaced(task.unclear))))


def _body(outcome: Outcome, name: Name, *, full: bool = False) -> tuple[Block, ...]:
    record = outcome.record
    clear = [task for task in record.tasks if not task.unclear]
    unclear = [task for task in record.tasks if task.unclear]
    blocks: list[Block] = []
    if record.decisions:
        blocks += [Heading(say("meetings-decisions")), Bullets(record.decisions)]
    if clear:
        lines = tuple(_numbered(task, outcome, name, full=full) for task in clear)
        blocks += [Heading(say("meetings-items")), Bullets(lines)]
    if unclear:
        marked = tuple(
            Run((f"{task.number}. ", _because(_task(task, outcome.items, name, full=full), task))) for task in unclear
        )
        blocks += [Heading(say("meetings-unclear")), Bullets(marked)]
    return tuple(blocks)


def _noted(record: Record) -> tuple[Block, ...]:
    """The other lines, as far as they are few."""
    if not record.notes:
        return ()
    kept: list[str] = []
    for line in record.notes[:NOTED_LINES]:
        if sum(map(len, kept)) + len(line) > NOTED_LENGTH:
            break
        kept.append(HASHTAG.sub("", line, count=1))
    more = len(record.notes) - len(kept)
    rest = (Note(say("meetings-more-notes", count=more, id=record.meeting.ref)),) if more else ()
    return (Heading(say("meetings-noted")), *((Quote("\n".join(kept)),) if kept else ()), *rest)


def _correct(meeting: Meeting) -> Button:
    return Button(say("meetings-button-correct"), f"/minutes correct {meeting.ref}")


def _mend_buttons(record: Record) -> tuple[Button, ...]:
    """For the first unclear items: whom the name may have meant, or a form for what is missing."""
    buttons: list[Button] = []
    for task in [task for task in record.tasks if task.unclear][:WITH_BUTTONS]:
        line = f"/minutes fix {record.meeting.ref} {task.number}"
        for who in (part for why in task.unclear for part in _near(why)):
            meant = say("meetings-button-meant", number=str(task.number), who=who)
            buttons.append(Button(meant, f"{line} --owner @{who}"))
        buttons.append(Button(say("meetings-button-mend", id=str(task.number)), line))
        none = f"/minutes remove {record.meeting.ref} {task.number}"
        buttons.append(Button(say("meetings-button-none", number=str(task.number)), none))
    return tuple(buttons)


def _near(why: Msg) -> tuple[str, ...]:
    near = why.args.get("near")
    return tuple(part for part in near.parts if isinstance(part, str)) if isinstance(near, Items) else ()


def _offered(outcome: Outcome, name: Name) -> tuple[Block, ...]:
    """What the extractor found, apart from what is in the minutes."""
    if not outcome.offered:
        return ()
    lines = tuple(Run((f"{proposal.letter}. ", _offer(proposal.offer, name))) for proposal in outcome.offered)
    first, ref = outcome.offered[0].letter, outcome.record.meeting.ref
    how = Note(
        say("meetings-offered-how", accept=f"/minutes accept {ref} {first}", remove=f"/minutes remove {ref} {first}")
    )
    return (Heading(say("meetings-offered")), Bullets(lines), how)


def _offer(offer: Offer, name: Name) -> Inline:
    if offer.kind is ProposalKind.DECISION:
        return say("meetings-as-decision", what=offer.what)
    owners = Items(tuple(name(owner) for owner in offer.owners))
    due = say("meetings-due", due=moment(offer.due)) if offer.due is not None else None
    if offer.kind is ProposalKind.MEND:
        said = [part for part in (owners if offer.owners else None, due) if part is not None]
        return say("meetings-offered-mend", line=offer.line, what=Run(tuple(_dotted(said))))
    line = Run(
        tuple(_dotted([part for part in (owners if offer.owners else None, offer.what, due) if part is not None]))
    )
    if not offer.unclear:
        return line
    return say("meetings-unclear-line", line=line, why=Run(tuple(_spaced(offer.unclear))))


def _dotted(parts: Sequence[Inline]) -> list[Inline]:
    return [piece for part in parts for piece in (" · ", part)][1:]


def _spaced(parts: Sequence[Inline]) -> list[Inline]:
    return [piece for part in parts for piece in (" ", part)][1:]


def _offer_buttons(outcome: Outcome) -> tuple[Button, ...]:
    offered, ref = outcome.offered, outcome.record.meeting.ref
    buttons: list[Button] = []
    for proposal in offered[:WITH_BUTTONS]:
        letter = proposal.letter
        buttons.append(Button(say("meetings-button-accept", letter=letter), f"/minutes accept {ref} {letter}"))
        buttons.append(Button(say("meetings-button-remove", letter=letter), f"/minutes remove {ref} {letter}"))
    if len(offered) > 1:
        buttons.append(Button(say("meetings-button-accept-all"), f"/minutes accept {ref} all"))
    return tuple(buttons)


def _titled(meeting: Meeting) -> Inline:
    return say("meetings-minutes-of", meeting=named(meeting)) if meeting.title else named(meeting)


# --- cards --------------------------------------------------------------------------------------


def minutes_card(outcome: Outcome, name: Name) -> Card:
    """Shared minutes, as everybody sees them."""
    record = outcome.record
    by = Note(say("meetings-taken-by", who=name(record.taker)))
    blocks = (*_body(outcome, name), *_noted(record), by)
    return card(*blocks, title=_titled(record.meeting), buttons=(_correct(record.meeting),))


def outcome_card(outcome: Outcome, name: Name) -> Card:
    """What the minute-taker sees: what was read, and that it is shared, or what there is to mend before it is."""
    return _shared(outcome, name) if outcome.shared else _waiting(outcome, name)


def _shared(outcome: Outcome, name: Name) -> Card:
    record = outcome.record
    told = "-told" if any(item.owner != record.taker for item in outcome.items.values()) else ""
    here = say(f"meetings-shared-in{told}", where=Items(outcome.places)) if outcome.places else None
    where = here or say(f"meetings-shared-nowhere{told}")
    nothing = None if record.decisions or record.tasks else Note(say("meetings-nothing-read"))
    body = (*_body(outcome, name, full=True), *_offered(outcome, name))
    buttons = (_correct(record.meeting), *_mend_buttons(record), *_offer_buttons(outcome))
    return card(where, *body, nothing, title=_titled(record.meeting), buttons=buttons, tone="good")


def _waiting(outcome: Outcome, name: Name) -> Card:
    record = outcome.record
    buttons = (
        Button(say("meetings-button-confirm"), f"/minutes confirm {record.meeting.ref}", "primary"),
        *_mend_buttons(record),
        _correct(record.meeting),
    )
    latest = (Note(say("meetings-waiting-until", at=outcome.latest)),) if outcome.latest else ()
    ref, number = record.meeting.ref, min((task.number for task in record.tasks), default=1)
    how = say("meetings-mend-how", fix=f"/minutes fix {ref} {number} --due …", remove=f"/minutes remove {ref} {number}")
    body = (*_body(outcome, name, full=True), *_offered(outcome, name))
    return card(
        say("meetings-please-check"), *body, Note(how), *latest, title=_titled(record.meeting),
        buttons=(*buttons, *_offer_buttons(outcome)), tone="warn",
    )  # fmt: skip


def check_card(outcome: Outcome, name: Name) -> Card:
    """What the minute-taker sees once the extractor has found something too; it changes in place with the minutes."""
    made = outcome_card(outcome, name)
    if not outcome.offered:
        return made
    found = say("meetings-found-more")
    if outcome.shared:  # the minutes themselves are known: only what may be added to them
        return card(found, *_offered(outcome, name), title=made.title, buttons=_offer_buttons(outcome))
    return replace(made, blocks=(Para(found), *made.blocks))


def taken_card(outcome: Outcome, taken: Sequence[Proposal], name: Name) -> Card:
    """What was taken into the minutes, and what there is still to decide."""
    return _decided_on("meetings-taken", outcome, taken, name)


def left_card(outcome: Outcome, left: Sequence[Proposal], name: Name) -> Card:
    """What was left out of the minutes, and what there is still to decide."""
    return _decided_on("meetings-left", outcome, left, name)


def removed_card(outcome: Outcome, removed: Sequence[str], name: Name) -> Card:
    """What was none, and the minutes without it."""
    made = outcome_card(outcome, name)
    said = (Para(say("meetings-removed", count=len(removed))), Bullets(tuple(removed)))
    return replace(made, blocks=(*said, *made.blocks))


def _decided_on(words: str, outcome: Outcome, about: Sequence[Proposal], name: Name) -> Card:
    meeting = outcome.record.meeting
    lines = Bullets(tuple(_offer(proposal.offer, name) for proposal in about))
    confirm = Button(say("meetings-button-confirm"), f"/minutes confirm {meeting.ref}", "primary")
    waiting = () if outcome.shared else (confirm, *_mend_buttons(outcome.record))
    buttons = (*waiting, *_offer_buttons(outcome))
    return card(say(words, meeting=named(meeting)), lines, *_offered(outcome, name), buttons=buttons, tone="good")


def gathered_card(outcome: Outcome, name: Name, tasks: Sequence[Task], decisions: Sequence[str]) -> Card:
    """What a line noted while the meeting runs was read as."""
    meeting = outcome.record.meeting
    parts: list[Inline] = [say("meetings-gathered", meeting=named(meeting))]
    parts += [say("meetings-as-decision", what=what) for what in decisions]
    for task in tasks:
        line = _task(task, outcome.items, name, full=True)
        parts.append(_because(line, task) if task.unclear else line)
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
    buttons = [_correct(record.meeting)]
    if not outcome.shared:
        buttons.insert(0, Button(say("meetings-button-confirm"), f"/minutes confirm {record.meeting.ref}", "primary"))
    by = Note(say("meetings-taken-by", who=name(record.taker)))
    word_for_word = (Heading(say("meetings-word-for-word")), Quote(record.text))
    blocks = (*_body(outcome, name), *_offered(outcome, name), *word_for_word, by)
    return card(state, *blocks, title=_titled(record.meeting), buttons=(*buttons, *_offer_buttons(outcome)))


def yours_card(meeting: Meeting, person: int, items: Sequence[Item], by: str | None, name: Name) -> Card:
    """What an owner hears: their items of a meeting; ``by`` is who corrected the minutes since."""
    about = named(meeting)
    words = say("meetings-yours-changed", by=by, meeting=about) if by else say("meetings-yours", meeting=about)
    lines = tuple(item_line(item, None if item.owner == person else name(item.owner)) for item in items)
    going = [item for item in items if item.owner == person and not item.state.closed]
    buttons: list[Button] = []
    for item in going[:WITH_BUTTONS]:
        buttons.append(Button(say("meetings-button-done", id=item.ref), f"/todo done {item.ref}"))
        if len(going) <= 2:
            buttons.append(Button(say("meetings-button-later", id=item.ref), f"/todo snooze {item.ref}"))
            buttons.append(Button(say("meetings-button-cannot", id=item.ref), f"/todo cannot {item.ref}"))
    return card(words, Bullets(lines), buttons=buttons)


def shared_by_clock_card(outcome: Outcome, name: Name) -> Card:
    """What the minute-taker hears when unconfirmed minutes were shared: what still wants mending."""
    made = _shared(outcome, name)
    return Card((Note(say("meetings-shared-by-clock")), *made.blocks), made.title, made.buttons, None, "warn")
