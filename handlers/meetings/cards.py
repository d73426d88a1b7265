"""Meetings as cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.kit.dates import When
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
    Moment,
    Note,
    Run,
    Span,
    card,
    say,
)
from handlers.meetings.rules import Meeting
from handlers.todo.api import Item, item_line
from storage.states import MeetingState

Name = Callable[[int | None], str]
CARRIED = 10  # open items of earlier meetings on an agenda


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting with the open items of those before it, each with its owner's name."""

    meeting: Meeting
    owner: str
    carried: tuple[tuple[Item, str], ...] = ()


# --- parts --------------------------------------------------------------------------------------


def moment(at: When) -> Inline:
    """A day or a moment, in full."""
    return Moment(at.moment(), at.zone) if at.has_time else Day(at.day, zone=at.zone)


def title(meeting: Meeting) -> Inline:
    """What it is called; one without a title goes by its day."""
    day = Day(meeting.made_at.astimezone(ZoneInfo(meeting.zone)).date(), weekday=False)
    return meeting.title or say("meetings-untitled", day=day)


def named(meeting: Meeting) -> Inline:
    """``M4 · Weekly``."""
    return Run((Code(meeting.ref), " · ", title(meeting)))


def took(meeting: Meeting) -> Inline | None:
    """How long it took, and how that compares with its time-box."""
    if meeting.took is None:
        return None
    length = Span(_whole_minutes(meeting.took))
    if meeting.timebox is None:
        return say("meetings-took", length=length)
    box = Span(meeting.timebox)
    if meeting.over is None:
        return say("meetings-took-within", length=length, box=box)
    return say("meetings-took-over", length=length, box=box, over=Span(_whole_minutes(meeting.over)))


def _whole_minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=max(1, round(length / timedelta(minutes=1))))


def agenda_blocks(meeting: Meeting) -> tuple[Block, ...]:
    """The agenda, or that there is none yet."""
    if meeting.agenda:
        return Heading(say("meetings-agenda")), Bullets(meeting.agenda)
    return (Note(say("meetings-no-agenda")),) if meeting.state is MeetingState.PLANNED else ()


def _facts(shown: Shown) -> Facts:
    meeting = shown.meeting
    rows: list[tuple[Inline, Inline]] = [(say("meetings-owner"), shown.owner)]
    if meeting.planned is not None:
        rows.append((say("meetings-when"), moment(meeting.planned)))
    if meeting.timebox is not None:
        rows.append((say("meetings-timebox"), Span(meeting.timebox)))
    rows.append((say("meetings-state"), say(f"meetings-state-{meeting.state.value}")))
    return Facts(tuple(rows))


def _carried(items: Sequence[tuple[Item, str]]) -> tuple[Block, ...]:
    lines = tuple(item_line(item, owner) for item, owner in items[:CARRIED])
    return (Heading(say("meetings-carried")), Bullets(lines)) if lines else ()


# --- one meeting --------------------------------------------------------------------------------


def meeting_card(shown: Shown) -> Card:
    """The meeting as its channel sees it, kept up to date."""
    meeting = shown.meeting
    over = meeting.state in (MeetingState.ENDED, MeetingState.CANCELLED)
    length = took(meeting)
    parts: list[Block] = [
        _facts(shown),
        *((Note(length),) if length is not None else ()),
        *agenda_blocks(meeting),
        *(() if over else _carried(shown.carried)),
    ]
    buttons: tuple[Button, ...] = ()
    if meeting.state is MeetingState.PLANNED:
        agenda = say("meetings-button-agenda-change" if meeting.agenda else "meetings-button-agenda")
        buttons = (
            Button(say("meetings-button-start"), f"/meeting start {meeting.ref}", "primary"),
            Button(agenda, f"/meeting agenda {meeting.ref}"),
        )
    elif meeting.state is MeetingState.RUNNING:
        buttons = (Button(say("meetings-button-end"), "/meeting end"),)
    return card(*parts, title=named(meeting), buttons=buttons)


def made_card(shown: Shown, *, posted: bool) -> Card:
    """What the maker of a meeting hears."""
    meeting = shown.meeting
    words = say("meetings-made-at", at=moment(meeting.planned)) if meeting.planned else say("meetings-made")
    hint = None if meeting.agenda else Note(say("meetings-agenda-first", id=meeting.ref))
    where = None if posted else Note(say("meetings-not-posted", id=meeting.ref))
    buttons = [] if meeting.agenda else [Button(say("meetings-button-agenda"), f"/meeting agenda {meeting.ref}")]
    buttons.append(Button(say("meetings-button-start"), f"/meeting start {meeting.ref}"))
    return card(words, hint, where, title=named(meeting), buttons=buttons, tone="good")


def started_card(shown: Shown) -> Card:
    """What the channel sees when a meeting begins."""
    meeting = shown.meeting
    box = say("meetings-begun-box", box=Span(meeting.timebox)) if meeting.timebox else say("meetings-begun")
    how = Note(say("meetings-how-to-note"))
    buttons = (Button(say("meetings-button-end"), "/meeting end"),)
    return card(box, *agenda_blocks(meeting), *_carried(shown.carried), how, title=named(meeting), buttons=buttons)


def warning_card(meeting: Meeting, left: timedelta) -> Card:
    """That the time-box is nearly used up."""
    return card(say("meetings-warning", left=Span(left)), title=named(meeting), tone="warn")


def soon_card(shown: Shown) -> Card:
    """The agenda, shortly before the meeting."""
    made = meeting_card(shown)
    return Card((Note(say("meetings-soon")), *made.blocks), made.title, made.buttons)


def ask_card(meeting: Meeting) -> Card:
    """What the maker of a meeting is asked a day ahead."""
    at = moment(meeting.planned) if meeting.planned else title(meeting)
    buttons = (
        Button(say("meetings-button-agenda"), f"/meeting agenda {meeting.ref}", "primary"),
        Button(say("meetings-button-cancel"), f"/meeting cancel {meeting.ref}"),
    )
    return card(say("meetings-ask", at=at), Note(say("meetings-ask-how")), title=named(meeting), buttons=buttons)


def done_card(message: str, meeting: Meeting) -> Card:
    """A short answer about a meeting."""
    return card(say(message, meeting=named(meeting)), tone="good")


def list_card(live: Sequence[Meeting], past: Sequence[Meeting]) -> Card:
    """What is to come, and what was lately."""
    blocks: list[Block] = []
    if live:
        blocks += [Heading(say("meetings-to-come")), Bullets(tuple(map(_line, live)))]
    if past:
        blocks += [Heading(say("meetings-past")), Bullets(tuple(map(_line, past)))]
    if not blocks:
        blocks.append(Note(say("meetings-none")))
    shown = [Button(Code(m.ref), f"/meeting show {m.ref}") for m in (*live, *past)[:5]]
    return card(
        *blocks, title=say("word-meeting"), buttons=(Button(say("meetings-button-new"), "/meeting new"), *shown)
    )


def _line(meeting: Meeting) -> Inline:
    about: list[Inline] = []
    if meeting.took is not None:
        about.append(say("meetings-took", length=Span(_whole_minutes(meeting.took))))
    elif meeting.planned is not None and meeting.state is MeetingState.PLANNED:
        about.append(moment(meeting.planned))
    if meeting.state is MeetingState.RUNNING:
        about.append(say("meetings-state-running"))
    if meeting.state is MeetingState.PLANNED and not meeting.agenda:
        about.append(say("meetings-without-agenda"))
    return Run((named(meeting), *_after_dots(about)))


def _after_dots(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple(piece for part in parts for piece in (" · ", part))
