"""What changes an action item: written down, shown where it is shown, told to whom it concerns.

Rights are asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.kit.context import Ctx
from handlers.kit.dates import When
from handlers.kit.messages import Card
from handlers.kit.topics import Topic
from handlers.todo import digest
from handlers.todo.cards import given_card, go_on_card, helping_card, item_card, parts_done_card, taken_card
from handlers.todo.rules import Alteration, Item, ItemChanged, ItemClosed, ItemsMade, ref
from handlers.todo.views import as_item, due_text, posted_key, put_due
from storage.models.todo import ActionItem
from storage.repos import todo as repo
from storage.repos.todo import Line
from storage.states import ItemState

JOB_SNOOZE = "todo-snooze"


def make(
    ctx: Ctx, rows: Sequence[ActionItem], *, tell: bool, helpers: Sequence[tuple[int, ...]] = ()
) -> tuple[Item, ...]:
    """Adds items, posts each where it was made, and tells its owner, unless they made it; ``helpers`` are by item."""
    repo.add(ctx.session, rows)
    items = tuple(map(as_item, rows))
    helping = dict(zip((item.id for item in items), helpers, strict=False))
    for row, people in zip(rows, helpers, strict=False):
        _helped(ctx, row, people)
    repo.record(ctx.session, _actor(ctx), ctx.now, [Line(i.id, "made", new=due_text(i.due)) for i in items])
    digest.ensure(ctx, {person for i in items for person in (i.owner, i.overseer, i.maker)})
    for row, item in zip(rows, items, strict=True):
        if row.channel_id is not None:
            shown = item_card(item, ctx.people.name, helping.get(item.id, ()))
            ctx.post(row.channel_id, shown, key=posted_key(item.id))
        if tell and item.owner != _actor(ctx):
            tell_owner(ctx, item)
    ctx.publish(ItemsMade(items))
    return items


def alter(ctx: Ctx, row: ActionItem, wanted: Alteration) -> tuple[str, ...]:
    """Changes an item; the names of what is different now. A changed one is clear, and one moved can be done."""
    before = as_item(row)
    changed = _altered(ctx, row, wanted, before)
    if not changed:
        return ()
    row.unclear = False
    if {"owner", "due"} & set(changed):
        wake(ctx, row)
        if row.state is ItemState.CANNOT:
            _kept(ctx, row, "state", row.state.value, ItemState.OPEN.value)
            row.state, row.remark = ItemState.OPEN, None
    touched(ctx, row)
    if row.owner_id != before.owner:
        digest.ensure(ctx, (row.owner_id,))
        ctx.update(posted_key(before.id, before.owner), taken_card(as_item(row), ctx.people.name))
        digest.refresh(ctx, before)
    return changed


def _altered(ctx: Ctx, row: ActionItem, wanted: Alteration, before: Item) -> tuple[str, ...]:
    changed: list[str] = []
    if wanted.owner is not None and wanted.owner != before.owner:
        row.owner_id, row.giver_id = wanted.owner, _actor(ctx) if wanted.ask else None
        changed.append(_kept(ctx, row, "owner", str(before.owner), str(wanted.owner)))
    if wanted.what is not None and wanted.what != before.what:
        row.what = wanted.what
        changed.append(_kept(ctx, row, "what", before.what, wanted.what))
    if wanted.due is not None and wanted.due.when != before.due:
        put_due(row, wanted.due.when)
        repo.forget_told(ctx.session, before.id)
        changed.append(_kept(ctx, row, "due", due_text(before.due), due_text(wanted.due.when)))
    if wanted.priority is not None and wanted.priority is not before.priority:
        row.priority = wanted.priority
        changed.append(_kept(ctx, row, "priority", before.priority.value, wanted.priority.value))
    if wanted.after is not None and wanted.after.item != before.after:
        row.after_id = wanted.after.item
        old, new = (ref(item) if item else None for item in (before.after, wanted.after.item))
        changed.append(_kept(ctx, row, "after", old, new))
    if wanted.helpers is not None and _helped(ctx, row, wanted.helpers):
        changed.append("helpers")
    return tuple(changed)


def _helped(ctx: Ctx, row: ActionItem, people: Sequence[int]) -> bool:
    """Sets who helps, and tells those who are new to it; whether anything is different."""
    assert row.id is not None
    had = repo.helpers(ctx.session, row.id)
    now = tuple(sorted({person for person in people if person != row.owner_id}))
    if now == had:
        return False
    repo.set_helpers(ctx.session, row.id, now)
    _kept(ctx, row, "helpers", _ids(had), _ids(now))
    item = as_item(row)
    for person in set(now) - set(had) - {_actor(ctx)}:
        ctx.tell(person, helping_card(item, ctx.people.name(item.owner), ctx.zone_of(person)))
    return True


def _ids(people: Iterable[int]) -> str | None:
    return ", ".join(map(str, people)) or None


def move(ctx: Ctx, row: ActionItem, state: ItemState, note: str | None = None) -> Item:
    """Takes an item to a state, with a note or reason; a closed one is published."""
    if row.state is state:
        _kept(ctx, row, "note", None, None, note)
    else:
        _kept(ctx, row, "state", row.state.value, state.value, note)
    row.state, row.remark = state, note
    row.closed_at = ctx.now if state.closed else None
    row.unclear = row.unclear and not state.closed
    if state is not ItemState.PROGRESS:
        wake(ctx, row)
    touched(ctx, row)
    item = as_item(row)
    if state.closed:
        _go_on(ctx, item)
        ctx.publish(ItemClosed(item))
        _close_whole(ctx, row)
    return item


def _go_on(ctx: Ctx, item: Item) -> None:
    """What waited for a closed item can go on, and its owner hears so."""
    for row in repo.waiting_for(ctx.session, item.id):
        row.after_id = None
        _kept(ctx, row, "after", item.ref, None)
        touched(ctx, row)
        if not row.state.closed:
            tell_others(ctx, (row.owner_id,), go_on_card(as_item(row), item, ctx.zone_of(row.owner_id)))


def _close_whole(ctx: Ctx, part: ActionItem) -> None:
    """An item that was split is done with its last part, dropped if all of them were.

    One that merely has others under it is more than these: its owner is asked.
    """
    if part.part_of_id is None:
        return
    states = {row.state for row in repo.parts(ctx.session, part.part_of_id)}
    whole = repo.get(ctx.session, part.part_of_id)
    if whole is None or whole.state.closed:
        return
    if all(state.closed for state in states) and not repo.was_split(ctx.session, part.part_of_id):
        _show(ctx, whole, as_item(whole))
        ctx.tell(whole.owner_id, parts_done_card(as_item(whole), ctx.zone_of(whole.owner_id)))
    elif all(state.closed for state in states):
        move(ctx, whole, ItemState.DONE if ItemState.DONE in states else ItemState.DROPPED)
    else:
        _show(ctx, whole, as_item(whole))


def remark(ctx: Ctx, row: ActionItem, what: str, note: str) -> None:
    """Writes down something that changes nothing of the item itself, and shows the item as it stands."""
    _kept(ctx, row, what, None, None, note)
    touched(ctx, row)


def wake(ctx: Ctx, row: ActionItem) -> None:
    """Ends a snooze."""
    if row.snoozed_at is not None:
        ctx.schedules.drop(snooze_key(row.id))
    row.snoozed_to = row.snoozed_at = None


def rest(ctx: Ctx, row: ActionItem, until: When, zone: str) -> None:
    """Lets an item's reminders rest until a moment, or until its owner's digest of a day."""
    wake(ctx, row)
    if until.has_time:
        row.snoozed_at = until.moment()
        ctx.schedules.once(snooze_key(row.id), JOB_SNOOZE, row.snoozed_at, zone, row.id)
    else:
        row.snoozed_to = until.day
        digest.ensure(ctx, (row.owner_id,))
    _kept(ctx, row, "snooze", None, due_text(until))
    repo.save(ctx.session, row)
    digest.refresh(ctx, as_item(row))  # nothing else shows when somebody is reminded


def snooze_key(item_id: int | None) -> str:
    """The schedule that ends an item's snooze at a moment."""
    return f"{JOB_SNOOZE}:{item_id}"


def touched(ctx: Ctx, row: ActionItem) -> None:
    """Keeps a change and shows it wherever the item is shown."""
    if row.owner_id == _actor(ctx):
        row.giver_id = None  # who does anything with what was given to them has taken it
    repo.save(ctx.session, row)
    item = as_item(row)
    _show(ctx, row, item)
    digest.refresh(ctx, item)
    if item.meeting is not None and not item.state.closed:
        ctx.publish(ItemChanged(item))


def _show(ctx: Ctx, row: ActionItem, item: Item) -> None:
    """The item as it stands, wherever a card of it is."""
    parts = tuple(map(as_item, repo.parts(ctx.session, item.id)))
    shown = item_card(item, ctx.people.name, repo.helpers(ctx.session, item.id), parts)
    if row.channel_id is not None:
        ctx.update(posted_key(item.id), shown)
    ctx.update(posted_key(item.id, item.owner), shown)


def tell_owner(ctx: Ctx, item: Item) -> None:
    """Gives an item to its owner, privately."""
    by = ctx.acted.name if ctx.acted else None
    ctx.tell(item.owner, given_card(item, by, ctx.zone_of(item.owner)), key=posted_key(item.id, item.owner))


def tell_others(ctx: Ctx, people: Iterable[int | None], card: Card, topic: Topic | None = None) -> None:
    """Tells each of these once, but not who caused it; who turned the topic down is not told."""
    for person in dict.fromkeys(people):
        if person is not None and person != _actor(ctx):
            ctx.tell(person, card, topic=topic)


def _kept(ctx: Ctx, row: ActionItem, what: str, old: str | None, new: str | None, note: str | None = None) -> str:
    assert row.id is not None
    repo.record(ctx.session, _actor(ctx), ctx.now, [Line(row.id, what, old, new, note)])
    return what


def _actor(ctx: Ctx) -> int | None:
    return ctx.acted.id if ctx.acted else None
