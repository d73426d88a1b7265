"""Lists of action items as cards: one's own, others', the digest of the morning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from handlers.kit.messages import Block, Bullets, Button, Card, Clock, Code, Day, Heading, Inline, Note, Run, card, say
from handlers.todo.cards import WITH_BUTTONS, Tone, item_buttons, item_line, short
from handlers.todo.rules import Group, Item, Share

LINES = 30
Named = tuple[Item, str]


def mine_card(
    groups: Sequence[tuple[str, Sequence[Item]]],
    handed: Sequence[Named],
    helped: Sequence[Named],
    split: Collection[int] = (),
) -> Card:
    """One's own items by group, what one helps with, and what one has given to others; those ``split`` wait for their
    parts, which have the buttons."""
    items = [item for _, members in groups for item in members]
    add = Button(say("cmd-todo-add"), "/todo add")
    if not items and not handed and not helped:
        return card(say("todo-nothing"), buttons=(add,), tone="good")
    blocks: list[Block | Inline] = [] if items else [say("todo-nothing-mine")]
    for group, members in groups:
        blocks += [Heading(say(f"todo-group-{group}")), *_bullets([item_line(item) for item in members])]
    for words, others in (("todo-helped", helped), ("todo-handed", handed)):
        if others:
            blocks += [Heading(say(words)), *_bullets([item_line(item, who) for item, who in others])]
    return card(
        *blocks, title=say("todo-mine"), buttons=(*_first_buttons(item for item in items if item.id not in split), add)
    )


def others_card(title: Inline, items: Sequence[Named], empty: Inline) -> Card:
    """Items of several people, each with its owner's name."""
    if not items:
        return card(empty, tone="good")
    return card(*_bullets([item_line(item, who) for item, who in items]), title=title)


def several_card(message: str, items: Sequence[Item], **args: Inline) -> Card:
    """What was done with several at once."""
    return card(say(message, count=len(items), **args), *_bullets([item_line(item) for item in items]), tone="good")


def split_card(whole: Item, parts: Sequence[Named]) -> Card:
    """What an item was split into."""
    lines = [item_line(part, who) for part, who in parts]
    words = say("todo-with-what", words=say("todo-split", id=Code(whole.ref)), what=short(whole.what))
    return card(words, *_bullets(lines), Note(say("todo-split-closes", id=whole.ref)), tone="good")


def _bullets(lines: Sequence[Inline]) -> tuple[Block, ...]:
    more = len(lines) - LINES
    rest = (Note(say("todo-more", count=more)),) if more > 0 else ()
    return (Bullets(tuple(lines[:LINES])), *rest)


def _first_buttons(items: Iterable[Item]) -> tuple[Button, ...]:
    """The buttons of the first few items."""
    return tuple(button for item in list(items)[:WITH_BUTTONS] for button in item_buttons(item, named=True))


# --- the digest ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Digest:
    """What a person hears in the morning; others' items come with the owner's name and the end of their leave."""

    day: date
    groups: tuple[tuple[Group, tuple[Item, ...]], ...]
    overseen: tuple[tuple[Item, str, date | None], ...] = ()
    late: tuple[tuple[Item, str, date | None], ...] = ()
    closed: tuple[Item, ...] = ()

    @property
    def names_any(self) -> bool:
        """Whether there is anything to hear."""
        return bool(self.groups or self.overseen or self.late)


def backs_card(items: Sequence[Item]) -> Card:
    """What its owner wanted to come back to while the bot was not there."""
    button = Button(say("cmd-todo-list"), "/todo list")
    return card(Bullets(tuple(item_line(item) for item in items)), title=say("todo-backs"), buttons=(button,))


def digest_card(digest: Digest) -> Card:
    """The digest: each item on a line of its own, the most urgent first and with buttons."""
    blocks: list[Block | Inline] = [] if digest.names_any else [say("todo-digest-clear")]
    for group, items in digest.groups:
        blocks += [Heading(say(f"todo-group-{group.value}")), *_bullets([item_line(item) for item in items])]
    for words, others in (("todo-overseen", digest.overseen), ("todo-late", digest.late)):
        if others:
            blocks += [Heading(say(words)), *_bullets([_others_line(*other) for other in others])]
    if digest.closed:
        blocks += [Heading(say("todo-closed-since")), *_bullets([_closed_line(item) for item in digest.closed])]
    mine = [item for _, items in digest.groups for item in items]
    more = Note(say("todo-buttons-first", count=WITH_BUTTONS)) if len(mine) > WITH_BUTTONS else None
    title = say("todo-digest", day=Day(digest.day))
    tone: Tone = "plain" if digest.names_any else "good"
    return card(*blocks, more, title=title, buttons=_first_buttons(mine), tone=tone)


def _others_line(item: Item, owner: str, away: date | None) -> Inline:
    line = item_line(item, owner)
    if away is None:
        return line
    leave = say("todo-away") if away == date.max else say("todo-away-until", day=Day(away))
    return Run((line, " · ", leave))


def _closed_line(item: Item) -> Inline:
    return Run((Code(item.ref), " · ", short(item.what), " · ", say(f"todo-state-{item.state.value}")))


# --- a team's week ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A team's week of action items, from a Monday on; ``shares`` are by person."""

    team: str
    first: date
    last: date
    closed: tuple[Named, ...]
    late: int
    stuck: tuple[Item, ...]
    shares: tuple[tuple[str, Share], ...]


def week_card(week: TeamWeek) -> Card:
    """What the team sees: who closed what, and what is stuck; who is late nobody reads there."""
    counts = say("todo-week-counts", closed=len(week.closed), late=week.late, stuck=len(week.stuck))
    blocks: list[Block | Inline] = [counts]
    if week.closed:
        blocks += [Heading(say("todo-week-closed")), *_bullets([_closed_by(item, who) for item, who in week.closed])]
    if week.stuck:
        blocks += [Heading(say("todo-week-stuck")), *_bullets([item_line(item) for item in week.stuck])]
    return card(*blocks, title=_week_title(week), tone="good" if week.closed else "plain")


def week_people_card(week: TeamWeek) -> Card:
    """What who leads the team sees besides: the counts by person."""
    lines = [
        say("todo-week-person", who=who, closed=part.closed, late=part.late, stuck=part.stuck)
        for who, part in week.shares
    ]
    return card(*_bullets(lines), Note(say("todo-week-private")), title=_week_title(week))


def _week_title(week: TeamWeek) -> Inline:
    return say("todo-week", team=week.team, first=Day(week.first), last=Day(week.last))


def _closed_by(item: Item, who: str) -> Inline:
    return Run((Code(item.ref), " · ", who, " · ", short(item.what)))


# --- when to come back ---------------------------------------------------------------------------

LATER = {"hours": "2h", "tomorrow": "tomorrow", "week": "next Monday"}


def later_card(items: Sequence[Item]) -> Card:
    """When to come back to items: a few answers as buttons, any other as a text."""
    refs = " ".join(item.ref for item in items)
    buttons = [Button(say(f"todo-later-{name}"), f"/todo snooze {refs} {when}") for name, when in LATER.items()]
    lines = _bullets([item_line(item) for item in items])
    return card(say("todo-later-when"), *lines, Note(say("todo-later-or", ids=refs)), buttons=buttons)


# --- when digests come --------------------------------------------------------------------------


def hour_card(at: time, *, changed: bool) -> Card:
    """When one's digest comes."""
    words = say("todo-hour-now" if changed else "todo-hour", at=Clock(at))
    buttons = () if changed else (Button(say("todo-hour-off"), "/my mute digest"),)
    return card(words, Note(say("todo-hour-how")), buttons=buttons, tone="good" if changed else "plain")
