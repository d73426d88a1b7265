"""Meetings as cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.kit.dates import When
from handlers.kit.messages import (
    Block,
    Bold,
    Bullets,
    Button,
    Card,
    Clock,
    Code,
    Day,
    Facts,
    Heading,
    Inline,
    Moment,
    Note,
    Quote,
    Run,
    Span,
    card,
    say,
)
from handlers.meetings.rules import Meeting, point_lengths
from handlers.todo.api import Item, item_line
from storage.states import MeetingKind, MeetingState

Name = Callable[[int | None], str]
CARRIED = 10  # open items of earlier meetings on an agenda
TAKING_LINES = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting with the open items of those before it, each with its owner's name."""

    meeting: Meeting
    owner: str
    carried: tuple[tuple[Item, str], ...] = ()
    taker: str | None = None


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
    """The agenda, or that there is none yet; while the meeting runs, with the point they are at and until when."""
    if not meeting.agenda:
        return (Note(say("meetings-no-agenda")),) if meeting.state is MeetingState.PLANNED else ()
    lines = tuple(_point(meeting, n) for n in range(len(meeting.agenda)))
    return Heading(say("meetings-agenda")), Bullets(lines)


def _point(meeting: Meeting, number: int) -> Inline:
    text = meeting.agenda[number]
    over = meeting.point_over(number)
    if over is not None:
        late = say("meetings-point-over", over=Span(_whole_minutes(over)))
        return Run(("✓ " if meeting.state is MeetingState.RUNNING else "", text, " · ", late))
    if meeting.state is not MeetingState.RUNNING or meeting.point is None or number > meeting.point:
        return text
    if number < meeting.point:
        return Run(("✓ ", text))
    length = point_lengths(meeting.agenda, meeting.timebox)[number]
    if length is None or meeting.point_at is None:
        return Bold(text)
    until = meeting.point_at + length
    if meeting.started_at is not None and meeting.timebox is not None:
        end = meeting.started_at + meeting.timebox  # what one point took too long is not there for the others
        until = min(until, end) if meeting.point_at < end else until
    until = until.astimezone(ZoneInfo(meeting.zone))
    return Run((Bold(text), " · ", say("meetings-until", at=Clock(until.time()))))


def _facts(shown: Shown) -> Facts:
    meeting = shown.meeting
    rows: list[tuple[Inline, Inline]] = [(say("meetings-owner"), shown.owner)]
    if meeting.planned is not None:
        rows.append((say("meetings-when"), moment(meeting.planned)))
    if meeting.timebox is not None:
        rows.append((say("meetings-timebox"), _box(meeting)))
    if meeting.kind is not MeetingKind.OWN:
        rows.append((say("meetings-kind"), say(f"meetings-kind-{meeting.kind.value}")))
    if meeting.goal:
        rows.append((say("meetings-goal"), meeting.goal))
    if shown.taker:
        rows.append((say("meetings-taker"), shown.taker))
    rows.append((say("meetings-state"), say(f"meetings-state-{meeting.state.value}")))
    return Facts(tuple(rows))


def _box(meeting: Meeting) -> Inline:
    """The time-box; while the meeting runs, until when that is."""
    box = Span(meeting.timebox or timedelta(0))
    if meeting.state is not MeetingState.RUNNING or meeting.started_at is None or meeting.timebox is None:
        return box
    until = (meeting.started_at + meeting.timebox).astimezone(ZoneInfo(meeting.zone)).time()
    return Run((box, " · ", say("meetings-until", at=Clock(until))))


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
        buttons = running_buttons(meeting)
    return card(*parts, title=named(meeting), buttons=buttons)


def running_buttons(meeting: Meeting) -> tuple[Button, ...]:
    """What can be done while a meeting runs."""
    more = meeting.point is not None and meeting.point + 1 < len(meeting.agenda)
    following = (Button(say("meetings-button-next"), "/meeting next", "primary"),) if more else ()
    return (*following, Button(say("meetings-button-end"), "/meeting end"))


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
    goal = say("meetings-for", goal=meeting.goal) if meeting.goal else None
    parts = (*agenda_blocks(meeting), *_carried(shown.carried), how)
    return card(box, goal, *parts, title=named(meeting), buttons=running_buttons(meeting))


def warning_card(meeting: Meeting, left: timedelta) -> Card:
    """That the time-box is nearly used up."""
    return card(say("meetings-warning", left=Span(left)), title=named(meeting), tone="warn")


def point_warning_card(meeting: Meeting, left: timedelta) -> Card:
    """That the time of the point they are at is nearly used up."""
    words = say("meetings-point-warning", left=Span(left), point=meeting.agenda[meeting.point or 0])
    more = meeting.point is not None and meeting.point + 1 < len(meeting.agenda)
    return card(words, title=named(meeting), buttons=running_buttons(meeting)[:1] if more else (), tone="warn")


def soon_card(shown: Shown) -> Card:
    """The agenda, shortly before the meeting."""
    made = meeting_card(shown)
    return Card((Note(say("meetings-soon")), *made.blocks), made.title, made.buttons)


def ask_card(meeting: Meeting, wanted: str) -> Card:
    """What the maker of a meeting is asked a day ahead: its ``agenda``, or its ``goal``."""
    at = moment(meeting.planned) if meeting.planned else title(meeting)
    buttons = (
        Button(say(f"meetings-button-{wanted}"), f"/meeting {wanted} {meeting.ref}", "primary"),
        Button(say("meetings-button-cancel"), f"/meeting cancel {meeting.ref}"),
    )
    how = Note(say(f"meetings-ask-{wanted}-how"))
    return card(say(f"meetings-ask-{wanted}", at=at), how, title=named(meeting), buttons=buttons)


def agenda_card(meeting: Meeting, *, and_goal: bool) -> Card:
    """An agenda as it stands now; ``and_goal`` asks its owner for what is still missing."""
    ask = say("meetings-and-goal") if and_goal else None
    button = Button(say("meetings-button-goal"), f"/meeting goal {meeting.ref}")
    buttons = (button,) if and_goal else ()
    return card(*agenda_blocks(meeting), ask, title=named(meeting), buttons=buttons, tone="good")


def collect_card(meeting: Meeting) -> Card:
    """What those who take part are asked a day ahead."""
    at = moment(meeting.planned) if meeting.planned else title(meeting)
    agenda = agenda_blocks(meeting) if meeting.agenda else ()
    buttons = (
        Button(say("meetings-button-suggest"), f"/meeting suggest {meeting.ref}", "primary"),
        Button(say("meetings-button-no-questions"), "/my mute agenda"),
    )
    how = Note(say("meetings-collect-how"))
    return card(say("meetings-collect", at=at), *agenda, how, title=named(meeting), buttons=buttons)


def suggested_card(meeting: Meeting, by: str, points: Sequence[str]) -> Card:
    """What the owner of a meeting hears when somebody wants something on its agenda."""
    change = Button(say("meetings-button-agenda-change"), f"/meeting agenda {meeting.ref}")
    words = say("meetings-suggested", by=by, meeting=named(meeting))
    return card(words, Bullets(tuple(points)), buttons=(change,))


def invited_card(shown: Shown, *, takes: bool) -> Card:
    """What somebody hears who is to take part, or to take minutes."""
    meeting = shown.meeting
    words = say("meetings-you-take" if takes else "meetings-invited", by=shown.owner, meeting=named(meeting))
    return card(words, _facts(shown), *agenda_blocks(meeting), title=named(meeting))


def taking_card(meeting: Meeting, noted: str) -> Card:
    """What whoever takes minutes has before them, changed in place: where they are, and what is noted."""
    lines = noted.splitlines()[-TAKING_LINES:]
    tail = (Heading(say("meetings-so-far")), Quote("\n".join(lines))) if lines else ()
    running = meeting.state is MeetingState.RUNNING
    undo = (Button(say("meetings-button-undo"), "/minutes undo"),) if lines and running else ()
    buttons = (*running_buttons(meeting), *undo) if running else ()
    how = Note(say("meetings-how-to-note")) if running else None
    parts = (*agenda_blocks(meeting), *tail, how)
    return card(say("meetings-you-are-taking"), *parts, title=named(meeting), buttons=buttons)


def now_card(meeting: Meeting) -> Card:
    """Where a running meeting is."""
    return card(*agenda_blocks(meeting), title=named(meeting), buttons=running_buttons(meeting))


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
