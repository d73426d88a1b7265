"""What is read out of minutes, and what of it becomes action items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from handlers.kit.context import Ctx
from handlers.kit.messages import to_json
from handlers.kit.people import Person
from handlers.meetings.kinds import Written
from handlers.meetings.rules import Action, Minutes, Somebody, pair, read
from handlers.meetings.views import as_task
from handlers.todo import api as todo_api
from storage.models.meetings import Meeting as MeetingRow
from storage.models.meetings import Minutes as MinutesRow
from storage.models.meetings import MinutesItem
from storage.repos import meetings as repo
from storage.states import MinutesState

Told = dict[int, list[int]]
"""Whom a change concerns: each person's items that are new, different or gone."""


def read_into(ctx: Ctx, meeting: MeetingRow, row: MinutesRow, words: Written) -> Told:
    """Keeps the text and what is read out of it; what was shared before is changed in place."""
    people = [Somebody(person.id, person.name) for person in ctx.people.everybody()]
    made = read(words.marked, people, ctx.dates())
    row.text, row.notes = words.text, list(made.notes)
    row.left_out = [line for line in row.left_out if _stands(line, row.text)]
    repo.save(ctx.session, row)
    repo.withdraw_proposals(ctx.session, row.meeting_id)
    repo.put_decisions(ctx.session, row.meeting_id, [(d.what, d.line) for d in made.decisions], row.text)
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
    last = len(actions)
    for old, new in pair([group[0].line for group in before], [action.line for action in actions]):
        known = before[old] if old is not None else []
        if new is None and known[0].added and _stands(known[0].line, row.text):
            kept += known  # the rules do not see it, but somebody did
            for item in known:
                item.place = last
            last += 1
        elif new is None:
            gone += known
        elif known and known[0].line == actions[new].line:
            for item in known:
                item.place, item.part = new, actions[new].part
            kept += known
        else:
            mine, spare = _put_action(row.meeting_id, known, actions[new], new)
            other += mine
            gone += spare
    told = follow(ctx, row.meeting_id, other, gone)
    repo.put_items(ctx.session, [*kept, *other], gone)
    return told


def _stands(line: str, text: str) -> bool:
    """Whether a line, which may be of several, is still in a text."""
    return all(part in text for part in line.splitlines())


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
        item.unclear, item.part = to_json(action.unclear), action.part
        made.append(item)
    return made, spare


def add_action(meeting_id: int, action: Action, place: int) -> list[MinutesItem]:
    """The items of a line that somebody says is one."""
    made, _ = _put_action(meeting_id, (), action, place)
    for item in made:
        item.added = True
    return made


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
    """Action items of all lines that have an owner and none yet; parts after what they are parts of."""
    told: Told = defaultdict(list)
    for part in (False, True):
        for person, ids in _make(ctx, meeting, part=part).items():
            told[person] += ids
    return told


def _make(ctx: Ctx, meeting: MeetingRow, *, part: bool) -> Told:
    rows: list[MinutesItem] = []
    wanted: list[todo_api.Wanted] = []
    wholes = _wholes(repo.items(ctx.session, meeting.id or 0))
    for row, whole in wholes:
        owner = ctx.people.get(row.owner_id) if row.owner_id is not None else None
        if row.part is part and row.item_id is None and owner is not None and owner.active and not row.removed:
            task = as_task(row)
            rows.append(row)
            of = whole.item_id if whole is not None else None
            wanted.append(todo_api.Wanted(owner, _fitting(row.what), task.due, bool(task.unclear), part_of=of))
    told: Told = defaultdict(list)
    made = todo_api.add_all(ctx, wanted, origin="meeting", meeting=meeting.id, overseer=meeting.owner_id, tell=False)
    for row, item in zip(rows, made, strict=True):
        row.item_id = item.id
        told[item.owner].append(item.id)
    repo.put_items(ctx.session, rows)
    return told


def _wholes(rows: Sequence[MinutesItem]) -> list[tuple[MinutesItem, MinutesItem | None]]:
    """Each with what it is a part of; of several owners' the first one's."""
    made: list[tuple[MinutesItem, MinutesItem | None]] = []
    whole: MinutesItem | None = None
    for row in rows:
        if not row.part and (whole is None or row.place != whole.place):
            whole = row
        made.append((row, whole if row.part and whole is not None and not whole.removed else None))
    return made


def _fitting(what: str) -> str:
    """A text as long as an item's may be; the minutes have it in full."""
    return what if len(what) <= todo_api.WHAT_LENGTH else f"{what[: todo_api.WHAT_LENGTH - 1]}…"
