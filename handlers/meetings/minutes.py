"""What happens to minutes: written, read, confirmed, shared, corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from handlers.kit.context import Ctx
from handlers.kit.errors import Refused
from handlers.kit.messages import Button, say, to_json
from handlers.kit.people import Person
from handlers.meetings import minutes_cards as cards
from handlers.meetings import service
from handlers.meetings.api import MinutesShared
from handlers.meetings.kinds import Written
from handlers.meetings.minutes_cards import Outcome
from handlers.meetings.records import PATIENCE, outcome
from handlers.meetings.rules import Action, Meeting, Minutes, Somebody, headline, pair, read
from handlers.meetings.views import (
    as_meeting,
    as_task,
    find,
    require_change,
)
from handlers.team import api as team_api
from handlers.todo import api as todo_api
from storage.models.meetings import Meeting as MeetingRow
from storage.models.meetings import Minutes as MinutesRow
from storage.models.meetings import MinutesItem
from storage.repos import meetings as repo
from storage.states import MeetingState, MinutesState

JOB_SHARE = "minutes-share"
JUST_ENDED = timedelta(hours=12)  # minutes given so soon after a meeting without any are that meeting's

Told = dict[int, list[int]]
"""Whom a change concerns: each person's items that are new, different or gone."""


# --- writing ------------------------------------------------------------------------------------


def write(ctx: Ctx, words: Written) -> Outcome:
    """Minutes of the meeting that is open here, or a record of their own; shared at once if all of it is clear."""
    meeting = _open_here(ctx) or _own_record(ctx, words.text)
    row = _add(ctx, meeting, words, gap="\n\n")
    row.taker_id = meeting.taker_id or ctx.actor.id
    return settle(ctx, meeting, row)


def note(ctx: Ctx, words: Written) -> tuple[Outcome, int, int]:
    """A line noted while a meeting runs, kept for its minutes; and how many decisions and tasks there were before."""
    meeting = service.running(ctx)
    before = repo.minutes(ctx.session, meeting.id or 0)
    known = len(repo.decisions(ctx.session, meeting.id or 0)), len(repo.items(ctx.session, meeting.id or 0))
    row = _add(ctx, meeting, words, gap="\n")
    if before is not None and row.state is MinutesState.SHARED:
        show_again(ctx, meeting, row)
    service.show_taking(ctx, as_meeting(meeting))
    return outcome(ctx, meeting, row), *known


def undo(ctx: Ctx) -> str:
    """Takes the last line back that was noted while the meeting here runs; that line."""
    meeting = service.running(ctx)
    row = repo.minutes(ctx.session, meeting.id or 0)
    if row is None or not row.starts:
        raise Refused(say("meetings-nothing-noted"))
    *starts, last = row.starts
    kept, gone = row.text[:last].rstrip(), row.text[last:].strip()
    told = _read_into(ctx, meeting, row, Written(kept, kept))
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
    return settle(ctx, meeting, row)


def correct(ctx: Ctx, meeting_id: int, words: Written) -> Outcome:
    """The whole text anew: what is read out of it changes in place, and whom that concerns is told."""
    meeting, row = changeable(ctx, meeting_id)
    row.starts = []
    told = _read_into(ctx, meeting, row, words)
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
    told = _read_into(ctx, meeting, row, words)
    if row.state is MinutesState.SHARED:
        tell(ctx, meeting, told, by=None)
    return row


def settle(ctx: Ctx, meeting: MeetingRow, row: MinutesRow) -> Outcome:
    """Shares what is clear; otherwise waits for a word, half an hour at most."""
    if row.state is MinutesState.SHARED:
        show_again(ctx, meeting, row)
        return outcome(ctx, meeting, row)
    if not any(item.unclear for item in repo.items(ctx.session, row.meeting_id)):
        return share(ctx, meeting, row)
    if row.state is not MinutesState.WAITING:
        row.state, row.written_at = MinutesState.WAITING, ctx.now
        repo.save(ctx.session, row)
        key = f"{JOB_SHARE}:{row.meeting_id}"
        ctx.schedules.once(key, JOB_SHARE, ctx.now + PATIENCE, meeting.zone, row.meeting_id)
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
    return made


def share_late(ctx: Ctx, meeting_id: int) -> None:
    """Shares minutes that nobody confirmed, and tells the minute-taker."""
    meeting, row = find(ctx, meeting_id), repo.minutes(ctx.session, meeting_id)
    if row is None or row.state is not MinutesState.WAITING:
        return
    made = share(ctx, meeting, row)
    ctx.tell(row.taker_id, cards.shared_by_clock_card(made, ctx.people.name))


def refresh(ctx: Ctx, event: todo_api.ItemClosed) -> None:
    """Shows in the posted minutes that an item was done or dropped."""
    row = repo.minutes_naming(ctx.session, event.item.id)
    if row is not None and row.state is MinutesState.SHARED:
        show_again(ctx, find(ctx, row.meeting_id), row)


def show_again(ctx: Ctx, meeting: MeetingRow, row: MinutesRow) -> None:
    made = outcome(ctx, meeting, row)
    ctx.update(posted_key(made.record.meeting), cards.minutes_card(made, ctx.people.name))


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


# --- reading, and what of it becomes items --------------------------------------------------------


def _read_into(ctx: Ctx, meeting: MeetingRow, row: MinutesRow, words: Written) -> Told:
    """Keeps the text and what is read out of it; what was shared before is changed in place."""
    people = [Somebody(person.id, person.name) for person in ctx.people.everybody()]
    made = read(words.marked, people, ctx.dates())
    row.text, row.notes = words.text, list(made.notes)
    repo.save(ctx.session, row)
    repo.put_decisions(ctx.session, row.meeting_id, [(d.what, d.line) for d in made.decisions])
    told = _put_actions(ctx, row, made)
    if row.state is MinutesState.SHARED:
        for person, ids in make_items(ctx, meeting).items():
            told[person] += ids
    return told


def _put_actions(ctx: Ctx, row: MinutesRow, made: Minutes) -> Told:
    rows = repo.items(ctx.session, row.meeting_id)
    before = [list(group) for _, group in groupby(rows, key=lambda item: item.place)]
    actions = made.actions
    kept: list[MinutesItem] = []
    gone: list[MinutesItem] = []
    other: list[MinutesItem] = []
    for old, new in pair([group[0].line for group in before], [action.line for action in actions]):
        known = before[old] if old is not None else []
        if new is None:
            gone += known
        elif known and known[0].line == actions[new].line:
            for item in known:
                item.place = new
            kept += known
        else:
            mine, spare = _put_action(row.meeting_id, known, actions[new], new)
            other += mine
            gone += spare
    told = follow(ctx, row.meeting_id, other, gone)
    repo.put_items(ctx.session, [*kept, *other], gone)
    return told


def _put_action(
    meeting_id: int, known: Sequence[MinutesItem], action: Action, place: int
) -> tuple[list[MinutesItem], list[MinutesItem]]:
    """A line that is new, or was changed: each owner keeps their item, another owner takes over what is left.

    The items of the line, and those that nobody took over.
    """
    made: list[MinutesItem] = []
    left = {item.owner_id: item for item in known}
    owners: list[int | None] = list(action.owners) or [None]
    kept = {owner: left.pop(owner) for owner in owners if owner in left}
    spare = list(left.values())
    for owner in owners:
        item = kept.get(owner) or (spare.pop(0) if spare else None)
        item = item or MinutesItem(meeting_id=meeting_id, place=place, line="", what="", unclear=[])
        item.place, item.line, item.what, item.owner_id = place, action.line, action.what, owner
        item.due_day = action.due.day if action.due else None
        item.due_at = action.due.moment() if action.due and action.due.has_time else None
        item.due_zone = action.due.zone if action.due else None
        item.unclear = to_json(action.unclear)
        made.append(item)
    return made, spare


def follow(ctx: Ctx, meeting_id: int, other: Sequence[MinutesItem], gone: Sequence[MinutesItem]) -> Told:
    """Changes the action items that lines have become, and withdraws those of lines that are gone; not closed ones."""
    told: Told = defaultdict(list)
    if all(row.item_id is None for row in (*other, *gone)):
        return told
    items = {item.id: item for item in todo_api.of_meeting(ctx, meeting_id) if not item.state.closed}
    wanted = [(row, row.owner_id) for row in other] + [(row, None) for row in gone]
    for row, owner in wanted:
        before = items.get(row.item_id or 0)
        if before is None:
            continue
        if owner is None:
            row.item_id = None
            after = todo_api.withdraw(ctx, before.id, tell=False)
        else:
            after = _change(ctx, before, row, ctx.people.get(owner))
        if after != before:
            for person in {before.owner, after.owner}:
                told[person].append(before.id)
    return told


def _change(ctx: Ctx, item: todo_api.Item, row: MinutesItem, owner: Person) -> todo_api.Item:
    what, due = _fitting(row.what), as_task(row).due
    return todo_api.change(ctx, item.id, owner=owner, what=what, due=due, no_due=due is None, tell=False)


def make_items(ctx: Ctx, meeting: MeetingRow) -> Told:
    """Action items of all lines that have an owner and none yet."""
    rows: list[MinutesItem] = []
    wanted: list[todo_api.Wanted] = []
    for row in repo.items(ctx.session, meeting.id or 0):
        owner = ctx.people.get(row.owner_id) if row.owner_id is not None else None
        if row.item_id is None and owner is not None and owner.active:
            task = as_task(row)
            rows.append(row)
            wanted.append(todo_api.Wanted(owner, _fitting(row.what), task.due, bool(task.unclear)))
    told: Told = defaultdict(list)
    made = todo_api.add_all(ctx, wanted, origin="meeting", meeting=meeting.id, overseer=meeting.owner_id, tell=False)
    for row, item in zip(rows, made, strict=True):
        row.item_id = item.id
        told[item.owner].append(item.id)
    repo.put_items(ctx.session, rows)
    return told


def _fitting(what: str) -> str:
    """A text as long as an item's may be; the minutes have it in full."""
    return what if len(what) <= todo_api.WHAT_LENGTH else f"{what[: todo_api.WHAT_LENGTH - 1]}…"


# --- which are meant ------------------------------------------------------------------------------


def changeable(ctx: Ctx, meeting_id: int) -> tuple[MeetingRow, MinutesRow]:
    meeting = find(ctx, meeting_id)
    row = repo.minutes(ctx.session, meeting_id)
    require_change(ctx, as_meeting(meeting), row.taker_id if row else None)
    if row is None:
        raise Refused(say("meetings-no-minutes", id=as_meeting(meeting).ref), (Button(say("cmd-minutes"), "/minutes"),))
    return meeting, row


def _waiting_for(ctx: Ctx) -> int:
    found = repo.waiting_for(ctx.session, ctx.actor.id)
    if found is None:
        raise Refused(say("meetings-none-waits"))
    return found.meeting_id
