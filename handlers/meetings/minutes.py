"""What happens to minutes: written, read, confirmed, shared, corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from handlers.kit.context import Ctx
from handlers.kit.errors import Refused
from handlers.kit.messages import Button, say
from handlers.meetings import minutes_cards as cards
from handlers.meetings import service
from handlers.meetings.api import MinutesShared
from handlers.meetings.asking import ask
from handlers.meetings.items import Told, make_items, read_into
from handlers.meetings.kinds import Written
from handlers.meetings.minutes_parts import Outcome
from handlers.meetings.records import PATIENCE, outcome
from handlers.meetings.rules import Line, Meeting, Task, headline
from handlers.meetings.views import (
    as_meeting,
    find,
    record,
    require_change,
)
from handlers.team import api as team_api
from handlers.todo import api as todo_api
from storage.models.meetings import Meeting as MeetingRow
from storage.models.meetings import Minutes as MinutesRow
from storage.repos import meetings as repo
from storage.states import MeetingState, MinutesState

T = TypeVar("T")
JOB_SHARE = "minutes-share"
JUST_ENDED = timedelta(hours=12)  # minutes given so soon after a meeting without any are that meeting's


# --- writing ------------------------------------------------------------------------------------


def write(ctx: Ctx, words: Written) -> Outcome:
    """Minutes of the meeting that is open here, or a record of their own; shared at once if all of it is clear."""
    meeting = _open_here(ctx) or _own_record(ctx, words.text)
    row = _add(ctx, meeting, words, gap="\n\n")
    row.taker_id = meeting.taker_id or ctx.actor.id
    return _read_twice(ctx, meeting, row)


def _read_twice(ctx: Ctx, meeting: MeetingRow, row: MinutesRow) -> Outcome:
    """A text that is whole: what the rules have read is shared or waits; the extractor may read it too."""
    ask(ctx, row)
    return settle(ctx, meeting, row)


def note(ctx: Ctx, words: Written) -> tuple[Outcome, list[str], list[Task]]:
    """A line noted while a meeting runs, kept for its minutes; and the decisions and tasks that came of it."""
    meeting = service.running(ctx)
    before = record(ctx, meeting.id or 0)
    row = _add(ctx, meeting, words, gap="\n")
    if before is not None and row.state is MinutesState.SHARED:
        show_again(ctx, meeting, row)
    service.show_taking(ctx, as_meeting(meeting))
    made = outcome(ctx, meeting, row)
    known = before.tasks if before is not None else ()
    tasks = _more(made.record.tasks, known, lambda task: replace(task, number=0))
    decided = _more(_texts(made.record.decisions), _texts(before.decisions) if before is not None else (), str)
    return made, decided, tasks


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _more(after: Sequence[T], before: Sequence[T], face: Callable[[T], object]) -> list[T]:
    """What was not there before; of two that look alike one may have been."""
    left = [face(one) for one in before]
    found: list[T] = []
    for one in after:
        if face(one) in left:
            left.remove(face(one))
        else:
            found.append(one)
    return found


def undo(ctx: Ctx) -> str:
    """Takes the last line back that was noted while the meeting here runs; that line."""
    meeting = service.running(ctx)
    row = repo.minutes(ctx.session, meeting.id or 0)
    if row is None or not row.starts:
        raise Refused(say("meetings-nothing-noted"))
    *starts, last = row.starts
    kept, gone = row.text[:last].rstrip(), row.text[last:].strip()
    told = read_into(ctx, meeting, row, Written(kept, kept))
    row.starts = starts
    repo.save(ctx.session, row)
    if row.state is MinutesState.SHARED:
        tell(ctx, meeting, told, by=ctx.actor.name)
        show_again(ctx, meeting, row)
    service.show_taking(ctx, as_meeting(meeting))
    return gone


def finish(ctx: Ctx, meeting: MeetingRow) -> Outcome | None:
    """Takes what was noted for the minutes of a meeting that has ended; None where nothing was."""
    row = repo.minutes(ctx.session, meeting.id or 0)
    if row is None:
        return None
    if not row.text:  # all of it was taken back
        repo.drop_minutes(ctx.session, row)
        return None
    if row.state is MinutesState.GATHERING:
        row.taker_id = meeting.taker_id or ctx.actor.id
    return _read_twice(ctx, meeting, row)


def correct(ctx: Ctx, meeting_id: int, words: Written) -> Outcome:
    """The whole text anew: what is read out of it changes in place, and whom that concerns is told."""
    meeting, row = changeable(ctx, meeting_id)
    row.starts = []
    told = read_into(ctx, meeting, row, words)
    ask(ctx, row)
    if row.state is MinutesState.SHARED:
        tell(ctx, meeting, told, by=ctx.actor.name)
        show_again(ctx, meeting, row)
        return outcome(ctx, meeting, row)
    return settle(ctx, meeting, row)


def confirm(ctx: Ctx, meeting_id: int | None) -> Outcome:
    """Shares minutes as they are, with what is unclear marked so."""
    meeting, row = changeable(ctx, meeting_id if meeting_id is not None else _waiting_for(ctx))
    if row.state is MinutesState.SHARED:
        raise Refused(say("meetings-shared-already", id=as_meeting(meeting).ref))
    return share(ctx, meeting, row)


def _open_here(ctx: Ctx) -> MeetingRow | None:
    channel = ctx.place.channel
    if channel is None:
        mine = repo.running_of(ctx.session, ctx.actor.id)
        return mine[0] if len(mine) == 1 else None
    running = repo.running_in(ctx.session, channel)
    if running is not None:
        return running
    last = repo.last_ended(ctx.session, channel, ctx.now - JUST_ENDED)
    return last if last is not None and repo.minutes(ctx.session, last.id or 0) is None else None


def _own_record(ctx: Ctx, text: str) -> MeetingRow:
    row = MeetingRow(
        title=headline(text) or "", owner_id=ctx.actor.id, channel_id=ctx.place.channel, team_id=service.own_team(ctx),
        zone=ctx.zone, state=MeetingState.ENDED, agenda=[], made_at=ctx.now, ended_at=ctx.now,
    )  # fmt: skip
    return repo.add(ctx.session, row)


def _add(ctx: Ctx, meeting: MeetingRow, words: Written, gap: str) -> MinutesRow:
    assert meeting.id is not None
    row = repo.minutes(ctx.session, meeting.id)
    if row is None:
        row = MinutesRow(
            meeting_id=meeting.id, taker_id=meeting.taker_id or ctx.actor.id, text="", notes=[], starts=[],
            state=MinutesState.GATHERING, written_at=ctx.now,
        )  # fmt: skip
    row.starts = [*row.starts, len(row.text)]
    if row.text:
        words = Written(f"{row.text}{gap}{words.text}", f"{row.text}{gap}{words.marked}")
    told = read_into(ctx, meeting, row, words)
    if row.state is MinutesState.SHARED:
        tell(ctx, meeting, told, by=None)
    return row


def settle(ctx: Ctx, meeting: MeetingRow, row: MinutesRow) -> Outcome:
    """Shares what is clear; otherwise waits for a word, half an hour at most."""
    if row.state is MinutesState.SHARED:
        show_again(ctx, meeting, row)
        return outcome(ctx, meeting, row)
    if not any(item.unclear for item in repo.items(ctx.session, row.meeting_id) if not item.removed):
        return share(ctx, meeting, row)
    if row.state is not MinutesState.WAITING:
        row.state, row.written_at = MinutesState.WAITING, ctx.now
        repo.save(ctx.session, row)
        key = f"{JOB_SHARE}:{row.meeting_id}"
        ctx.schedules.once(key, JOB_SHARE, ctx.now + PATIENCE, meeting.zone, row.meeting_id)
    return checked(ctx, outcome(ctx, meeting, row))


def changed(ctx: Ctx, meeting: MeetingRow, row: MinutesRow, told: Told) -> Outcome:
    """After a mend by hand: what is clear now is shared, what was shared changes in place, its people hear.

    While the meeting runs there is nothing to share yet.
    """
    if row.state is MinutesState.GATHERING:
        service.show_taking(ctx, as_meeting(meeting))
        return outcome(ctx, meeting, row)
    if row.state is not MinutesState.SHARED:
        return settle(ctx, meeting, row)
    for person, ids in make_items(ctx, meeting).items():
        told.setdefault(person, []).extend(ids)
    tell(ctx, meeting, told, by=ctx.actor.name)
    show_again(ctx, meeting, row)
    return outcome(ctx, meeting, row)


# --- sharing ------------------------------------------------------------------------------------


def share(ctx: Ctx, meeting: MeetingRow, row: MinutesRow) -> Outcome:
    """Makes action items of what has an owner, posts the minutes, and tells each owner of theirs."""
    row.state, row.shared_at = MinutesState.SHARED, ctx.now
    repo.save(ctx.session, row)
    ctx.schedules.drop(f"{JOB_SHARE}:{row.meeting_id}")
    told = make_items(ctx, meeting)
    made = outcome(ctx, meeting, row)
    view, card, key = as_meeting(meeting), cards.minutes_card(made, ctx.people.name), posted_key(made.record.meeting)
    if view.channel is not None:
        ctx.post(view.channel, card, key=key)
    elif view.team is not None:
        team_api.post(ctx, view.team, card, key=key)
    tell(ctx, meeting, told, by=None)
    ctx.publish(MinutesShared(view.id, view.channel, tuple(made.items)))
    return checked(ctx, made)


def share_late(ctx: Ctx, meeting_id: int) -> None:
    """Shares minutes that nobody confirmed, and tells the minute-taker."""
    meeting, row = find(ctx, meeting_id), repo.minutes(ctx.session, meeting_id)
    if row is None or row.state is not MinutesState.WAITING:
        return
    made = share(ctx, meeting, row)
    ctx.tell(row.taker_id, cards.shared_by_clock_card(made, ctx.people.name))


def refresh(ctx: Ctx, event: todo_api.ItemClosed | todo_api.ItemChanged) -> None:
    """Shows in the posted minutes what has become of an item."""
    row = repo.minutes_naming(ctx.session, event.item.id)
    if row is not None and row.state is MinutesState.SHARED:
        show_again(ctx, find(ctx, row.meeting_id), row)


def show_again(ctx: Ctx, meeting: MeetingRow, row: MinutesRow) -> None:
    made = outcome(ctx, meeting, row)
    ctx.update(posted_key(made.record.meeting), cards.minutes_card(made, ctx.people.name))
    checked(ctx, made)


def checked(ctx: Ctx, made: Outcome) -> Outcome:
    """Shows the minutes as they stand on the card that offers what the extractor found, where there is one."""
    if made.proposals:
        ctx.update(check_key(made.record.meeting), cards.check_card(made, ctx.people.name))
    return made


def check_key(meeting: Meeting) -> str:
    """The name of the card on which the minute-taker sees what the extractor found."""
    return f"minutes-check:{meeting.ref}"


def posted_key(meeting: Meeting) -> str:
    """The name of the posted minutes, by which they change in place."""
    return f"minutes:{meeting.ref}"


def tell(ctx: Ctx, meeting: MeetingRow, told: Told, by: str | None) -> None:
    """One message a person; whoever acts has the answer."""
    view = as_meeting(meeting)
    items = {item.id: item for item in todo_api.of_meeting(ctx, view.id)} if told else {}
    for person, ids in told.items():
        if ctx.acted is None or person != ctx.acted.id:
            theirs = [items[item] for item in dict.fromkeys(ids)]
            ctx.tell(person, cards.yours_card(view, person, theirs, by, ctx.people.name))


# --- which are meant ------------------------------------------------------------------------------


def changeable(ctx: Ctx, meeting_id: int) -> tuple[MeetingRow, MinutesRow]:
    meeting = find(ctx, meeting_id)
    row = repo.minutes(ctx.session, meeting_id)
    require_change(ctx, as_meeting(meeting), row.taker_id if row else None)
    if row is None:
        raise Refused(
            say("meetings-no-minutes", id=as_meeting(meeting).ref), (Button(say("meetings-button-write"), "/minutes"),)
        )
    return meeting, row


def _waiting_for(ctx: Ctx) -> int:
    found = repo.waiting_for(ctx.session, ctx.actor.id)
    if found is None:
        raise Refused(say("meetings-none-waits"))
    return found.meeting_id
