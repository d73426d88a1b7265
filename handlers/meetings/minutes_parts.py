"""Parts of the cards of minutes: their lines, and the buttons that mend them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    ChannelRef,
    Code,
    Heading,
    Inline,
    Items,
    Moment,
    Msg,
    Note,
    Quote,
    Run,
    say,
)
from handlers.meetings.cards import Name, moment, named
from handlers.meetings.rules import HASHTAG, Line, Meeting, Offer, Proposal, Record, Task, bullet
from handlers.todo.api import Item, State, item_line
from storage.states import MinutesState, ProposalKind, ProposalState

NOTED_LINES = 12
NOTED_LENGTH = 1200
FEW = 15  # lines that are shown in full, other notes among them, to whoever may mend them
WITH_BUTTONS = 4
MENDING = 10  # buttons for mending that a phone has room for
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


def task_line(task: Task, items: Mapping[int, Item], name: Name, *, full: bool) -> Inline:
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
    line = _with_parts(task, outcome, task_line(task, outcome.items, name, full=full))
    above = any(one.number == task.whole and not one.unclear for one in outcome.record.tasks)
    return Run((("↳ " if above else ""), *(() if outcome.shared else (f"{task.number}. ",)), line))


def _with_parts(task: Task, outcome: Outcome, line: Inline) -> Inline:
    """A line with how much of what stands under it is done."""
    items = [outcome.items.get(one.item or 0) for one in outcome.record.tasks if one.whole == task.number]
    if not outcome.shared or not items:
        return line
    done = sum(item is not None and item.state is State.DONE for item in items)
    return Run((line, " · ", say("meetings-parts-done", done=done, all=len(items))))


def because(line: Inline, task: Task) -> Inline:
    """A line with what is unclear about it."""
    return say("meetings-unclear-line", line=line, why=Run(tuple(_spaced(task.unclear))))


def body_blocks(outcome: Outcome, name: Name, *, full: bool = False) -> tuple[Block, ...]:
    """What was decided, what is to be done, what is unclear of it."""
    record = outcome.record
    clear = [task for task in record.tasks if not task.unclear]
    blocks: list[Block] = []
    if record.decisions:
        said = tuple(labelled(line) if full else line.text for line in record.decisions)
        blocks += [Heading(say("meetings-decisions")), Bullets(said)]
    if clear:
        lines = tuple(_numbered(task, outcome, name, full=full) for task in clear)
        blocks += [Heading(say("meetings-items")), Bullets(lines)]
    return (*blocks, *unclear_blocks(outcome, name, full=full))


def labelled(line: Line) -> Inline:
    """``D1 · we launch on 12 May``: a line with what people type for it."""
    return Run((Code(line.label), " · ", bullet(line.text).body or line.text))


def unclear_blocks(outcome: Outcome, name: Name, *, full: bool = True) -> tuple[Block, ...]:
    """What is still to be mended."""
    unclear = [task for task in outcome.record.tasks if task.unclear]
    lines = tuple(
        Run((f"{task.number}. ", because(task_line(task, outcome.items, name, full=full), task))) for task in unclear
    )
    return (Heading(say("meetings-unclear")), Bullets(lines)) if lines else ()


def noted_blocks(record: Record, *, full: bool = False) -> tuple[Block, ...]:
    """The other lines, as far as they are few; ``full`` ones have what people type for them."""
    if not record.notes:
        return ()
    kept: list[Line] = []
    for line in record.notes[:NOTED_LINES]:
        if sum(len(one.text) for one in kept) + len(line.text) > NOTED_LENGTH:
            break
        kept.append(replace(line, text=HASHTAG.sub("", line.text, count=1)))
    more = len(record.notes) - len(kept)
    rest = (Note(say("meetings-more-notes", count=more, id=record.meeting.ref)),) if more else ()
    texts = Bullets(tuple(map(labelled, kept))) if full else Quote("\n".join(line.text for line in kept))
    return (Heading(say("meetings-noted")), *((texts,) if kept else ()), *rest)


def correct_button(meeting: Meeting) -> Button:
    """The whole text anew."""
    return Button(say("meetings-button-correct"), f"/minutes correct {meeting.ref}")


def confirm_button(meeting: Meeting) -> Button:
    """Shares them as they are."""
    return Button(say("meetings-button-confirm"), f"/minutes confirm {meeting.ref}", "primary")


def noted_too(record: Record) -> tuple[Block, ...]:
    """The other lines for whoever may mend them, where all of it together is short."""
    few = len(record.decisions) + len(record.tasks) + len(record.notes) <= FEW
    own = tuple(line for line in record.notes if line.text.strip() != record.meeting.title)
    return noted_blocks(replace(record, notes=own), full=True) if few else ()


def mend_buttons(outcome: Outcome) -> tuple[Button, ...]:
    """One click for what is unclear, and for all else that is few; a list to choose from for the rest."""
    record = outcome.record
    made, command = _unclear_buttons(record), f"/minutes turn {record.meeting.ref}"
    wrong: list[list[Button]] = [
        [_turn("decision", line.label, f"{command} {line.label} note") for line in record.decisions],
        [
            _turn("note", line.label, f"{command} {line.label} action")
            for line in record.notes
            if line.text.strip() != record.meeting.title
        ],
        [
            _turn("action", str(task.number), f"/minutes remove {record.meeting.ref} {task.number}")
            for task in record.tasks
            if not task.unclear and not outcome.shared
        ],
    ]
    for group in wrong:
        if len(group) <= WITH_BUTTONS and len(made) + len(group) <= MENDING:
            made += group
    return (*made, turn_button(record.meeting)) if any(wrong) else tuple(made)


def unclear_buttons(outcome: Outcome) -> tuple[Button, ...]:
    """The same for what is unclear alone, where there is anything."""
    made = _unclear_buttons(outcome.record)
    return (*made, turn_button(outcome.record.meeting)) if made else ()


def turn_button(meeting: Meeting) -> Button:
    """A list of all lines, to choose from."""
    return Button(say("meetings-button-turn"), f"/minutes turn {meeting.ref}")


def _turn(was: str, label: str, command: str) -> Button:
    return Button(say(f"meetings-button-no-{was}", label=label), command)


def _unclear_buttons(record: Record) -> list[Button]:
    """For the first unclear items: whom the name may have meant, or a form for what is missing."""
    buttons: list[Button] = []
    for task in [task for task in record.tasks if task.unclear][:WITH_BUTTONS]:
        line = f"/minutes fix {record.meeting.ref} {task.number}"
        for who in (part for why in task.unclear for part in _near(why)):
            meant = say("meetings-button-meant", number=str(task.number), who=who)
            buttons.append(Button(meant, f"{line} --owner @{who}"))
        buttons.append(Button(say("meetings-button-mend", id=str(task.number)), line))
        none = f"/minutes remove {record.meeting.ref} {task.number}"
        buttons.append(_turn("action", str(task.number), none))
    return buttons


def _near(why: Msg) -> tuple[str, ...]:
    near = why.args.get("near")
    return tuple(part for part in near.parts if isinstance(part, str)) if isinstance(near, Items) else ()


def offered_blocks(outcome: Outcome, name: Name) -> tuple[Block, ...]:
    """What the extractor found, apart from what is in the minutes."""
    if not outcome.offered:
        return ()
    lines = tuple(Run((f"{proposal.letter}. ", offer_line(proposal.offer, name))) for proposal in outcome.offered)
    first, ref = outcome.offered[0].letter, outcome.record.meeting.ref
    how = Note(
        say("meetings-offered-how", accept=f"/minutes accept {ref} {first}", remove=f"/minutes remove {ref} {first}")
    )
    return (Heading(say("meetings-offered")), Bullets(lines), how)


def offer_line(offer: Offer, name: Name) -> Inline:
    """What the extractor found, on a line."""
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


def offer_buttons(outcome: Outcome) -> tuple[Button, ...]:
    """Takes what the extractor found, or leaves it."""
    offered, ref = outcome.offered, outcome.record.meeting.ref
    buttons: list[Button] = []
    for proposal in offered[:WITH_BUTTONS]:
        letter = proposal.letter
        buttons.append(Button(say("meetings-button-accept", letter=letter), f"/minutes accept {ref} {letter}"))
        buttons.append(Button(say("meetings-button-remove", letter=letter), f"/minutes remove {ref} {letter}"))
    if len(offered) > 1:
        buttons.append(Button(say("meetings-button-accept-all"), f"/minutes accept {ref} all"))
    return tuple(buttons)


def titled(meeting: Meeting) -> Inline:
    """What the card is called."""
    return say("meetings-minutes-of", meeting=named(meeting)) if meeting.title else named(meeting)


def where_shared(outcome: Outcome) -> Inline:
    """Where others see them, and who was told."""
    told = "-told" if any(item.owner != outcome.record.taker for item in outcome.items.values()) else ""
    if outcome.places:
        return say(f"meetings-shared-in{told}", where=Items(outcome.places))
    return say(f"meetings-shared-nowhere{told}")
