"""What changes an action item: written down, shown where it is shown, told to whom it concerns.

Rights are asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.kit.context import Ctx
from handlers.kit.dates import When
from handlers.kit.messages import Card
from handlers.todo import digest
from handlers.todo.cards import given_card, item_card, taken_card
from handlers.todo.rules import Item, ItemClosed
from handlers.todo.views import as_item, due_text, posted_key, put_due
from storage.models.todo import ActionItem
from storage.repos import todo as repo
from storage.repos.todo import Line
from storage.states import ItemState

JOB_SNOOZE = "todo-snooze"


def make(ctx: Ctx, rows: Sequence[ActionItem], *, tell: bool) -> tuple[Item, ...]:
    """Adds items, posts each where it was made, and tells its owner, unless they made it."""
    repo.add(ctx.session, rows)
    items = tuple(map(as_item, rows))
    repo.record(ctx.session, _actor(ctx), ctx.now, [Line(i.id, "made", new=due_text(i.due)) for i in items])
    digest.ensure(ctx, {person for i in items for person in (i.owner, i.overseer, i.maker)})
    for row, item in zip(rows, items, strict=True):
        if row.channel_id is not None:
            ctx.post(row.channel_id, item_card(item, ctx.people.name), key=posted_key(item.id))
        if tell and item.owner != _actor(ctx):
            tell_owner(ctx, item)
    return items


def alter(
    ctx: Ctx, row: ActionItem, owner: int | None, what: str | None, due: When | None, *, no_due: bool = False
) -> tuple[str, ...]:
    """Changes owner, text or deadline; the names of what is different now. A changed item is clear, and can be done."""
    before = as_item(row)
    changed: list[str] = []
    if owner is not None and owner != before.owner:
        row.owner_id = owner
        changed.append(_kept(ctx, row, "owner", str(before.owner), str(owner)))
    if what is not None and what != before.what:
        row.what = what
        changed.append(_kept(ctx, row, "what", before.what, what))
    new = None if no_due else due or before.due
    if new != before.due:
        put_due(row, new)
        repo.forget_told(ctx.session, before.id)
        changed.append(_kept(ctx, row, "due", due_text(before.due), due_text(new)))
    if not changed:
        return ()
    row.unclear = False
    if "what" not in changed or len(changed) > 1:
        wake(ctx, row)
        if row.state is ItemState.CANNOT:
            _kept(ctx, row, "state", row.state.value, ItemState.OPEN.value)
            row.state, row.remark = ItemState.OPEN, None
    touched(ctx, row)
    if row.owner_id != before.owner:
        digest.ensure(ctx, (row.owner_id,))
        ctx.update(posted_key(before.id, before.owner), taken_card(as_item(row), ctx.people.name))
        digest.refresh(ctx, before)
    return tuple(changed)


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
        ctx.publish(ItemClosed(item))
    return item


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
    repo.save(ctx.session, row)
    item = as_item(row)
    shown = item_card(item, ctx.people.name)
    if row.channel_id is not None:
        ctx.update(posted_key(item.id), shown)
    ctx.update(posted_key(item.id, item.owner), shown)
    digest.refresh(ctx, item)


def tell_owner(ctx: Ctx, item: Item) -> None:
    """Gives an item to its owner, privately."""
    by = ctx.acted.name if ctx.acted else None
    ctx.tell(item.owner, given_card(item, by, ctx.zone_of(item.owner)), key=posted_key(item.id, item.owner))


def tell_others(ctx: Ctx, people: Iterable[int | None], card: Card) -> None:
    """Tells each of these once, but not who caused it."""
    for person in dict.fromkeys(people):
        if person is not None and person != _actor(ctx):
            ctx.tell(person, card)


def _kept(ctx: Ctx, row: ActionItem, what: str, old: str | None, new: str | None, note: str | None = None) -> str:
    assert row.id is not None
    repo.record(ctx.session, _actor(ctx), ctx.now, [Line(row.id, what, old, new, note)])
    return what


def _actor(ctx: Ctx) -> int | None:
    return ctx.acted.id if ctx.acted else None
