"""What other features may use of action items: adding, correcting and withdrawing them, reading them, hearing of them.

Rights are the caller's affair: these functions act for whoever acts, or for a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.messages import Inline
from handlers.kit.people import Person
from handlers.team import api as team_api
from handlers.todo import cards, effects
from handlers.todo.deadline import DEADLINE
from handlers.todo.rules import (
    DIGEST,
    NEWS,
    WEEK,
    WHAT_LENGTH,
    Alteration,
    Deadline,
    Item,
    ItemChanged,
    ItemClosed,
    ItemsMade,
    Origin,
    order,
    ref,
)
from handlers.todo.views import as_item, put_due
from storage.models.todo import ActionItem
from storage.repos import todo as repo
from storage.states import ItemState, Priority
from storage.states import ItemState as State

__all__ = [
    "DEADLINE", "TOPICS", "WHAT_LENGTH", "Deadline", "Item", "ItemChanged", "ItemClosed",
    "ItemsMade", "Origin", "State", "Wanted",
    "add", "add_all", "change", "closed_of", "due_of", "get", "item_line", "of_meeting", "open_of",
    "open_of_team", "order", "ref", "some", "withdraw",
]  # fmt: skip

TOPICS = (DIGEST, NEWS, WEEK)

# --- writing ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item to be made, for ``add_all``: ``after`` is an item it waits for, ``part_of`` the one it is split from."""

    owner: Person
    what: str
    due: When | None
    needs_confirm: bool = False
    priority: Priority = Priority.NORMAL
    helpers: tuple[Person, ...] = ()
    after: int | None = None
    part_of: int | None = None


def add(
    ctx: Ctx,
    owner: Person,
    what: str,
    due: When | None,
    *,
    origin: Origin,
    meeting: int | None = None,
    overseer: int | None = None,
    channel: int | None = None,
    tell: bool = True,
    needs_confirm: bool = False,
) -> Item:
    """A new item of an owner's; at most ``WHAT_LENGTH`` characters, a longer text is a ``ValueError``.

    ``overseer`` hears after two working days overdue; in ``channel`` it is posted and kept up to date; ``tell`` tells
    the owner, unless they act themselves; ``needs_confirm`` marks it as unclear until somebody changes it.
    """
    wanted = (Wanted(owner, what, due, needs_confirm),)
    (made,) = add_all(ctx, wanted, origin=origin, meeting=meeting, overseer=overseer, channel=channel, tell=tell)
    return made


def add_all(
    ctx: Ctx,
    wanted: Iterable[Wanted],
    *,
    origin: Origin,
    meeting: int | None = None,
    overseer: int | None = None,
    channel: int | None = None,
    tell: bool = True,
) -> tuple[Item, ...]:
    """The same for several that come of the same thing."""
    rows: list[ActionItem] = []
    helpers: list[tuple[int, ...]] = []
    for one in wanted:
        if not one.what or len(one.what) > WHAT_LENGTH:
            raise ValueError(f"a task of {len(one.what)} characters")
        row = ActionItem(
            owner_id=one.owner.id, maker_id=_actor(ctx), overseer_id=overseer, what=one.what, origin=origin,
            meeting_id=meeting, channel_id=channel, unclear=one.needs_confirm, made_at=ctx.now, priority=one.priority,
            after_id=one.after, part_of_id=one.part_of,
        )  # fmt: skip
        put_due(row, one.due)
        rows.append(row)
        helpers.append(tuple(person.id for person in one.helpers))
    return effects.make(ctx, rows, tell=tell, helpers=helpers if any(helpers) else ())


def change(
    ctx: Ctx,
    item_id: int,
    *,
    owner: Person | None = None,
    what: str | None = None,
    due: When | None = None,
    no_due: bool = False,
    tell: bool = True,
) -> Item:
    """Corrects an item (``no_due`` takes its deadline away), confirming it; a new owner is told, and who had it."""
    row = _row(ctx, item_id)
    before = as_item(row)
    deadline = Deadline(None if no_due else due) if no_due or due else None
    effects.alter(ctx, row, Alteration(owner.id if owner else None, what, deadline))
    if row.unclear:
        row.unclear = False
        effects.touched(ctx, row)
    item = as_item(row)
    if tell and item.owner != before.owner:
        if item.owner != _actor(ctx):
            effects.tell_owner(ctx, item)
        effects.tell_others(ctx, (before.owner,), cards.taken_card(item, ctx.people.name))
    return item


def withdraw(ctx: Ctx, item_id: int, *, tell: bool = True) -> Item:
    """Drops an item that should not have been: the owner is told; one that is closed stays as it is."""
    row = _row(ctx, item_id)
    if row.state.closed:
        return as_item(row)
    item = effects.move(ctx, row, ItemState.DROPPED)
    if tell:
        effects.tell_others(ctx, (item.owner,), cards.dropped_card(item, None))
    return item


# --- reading ----------------------------------------------------------------------------------


def get(scene: Scene, item_id: int) -> Item:
    """An item that is known to be there."""
    return as_item(_row(scene, item_id))


def some(scene: Scene, ids: Collection[int]) -> Mapping[int, Item]:
    """Some items, by their ids."""
    return {item.id: item for item in _items(repo.by_ids(scene.session, ids))}


def of_meeting(scene: Scene, meeting_id: int) -> tuple[Item, ...]:
    """All that came of a meeting, whatever its state, oldest first."""
    return _items(repo.of_meeting(scene.session, meeting_id))


def open_of(scene: Scene, person_id: int) -> tuple[Item, ...]:
    """What somebody has neither done nor dropped (``CANNOT`` among it), by deadline."""
    return tuple(order(_items(repo.unclosed_of(scene.session, (person_id,)))))


def open_of_team(scene: Scene, team_id: int) -> tuple[Item, ...]:
    """The same of all members of a team, by deadline."""
    members = tuple(member.person.id for member in team_api.members(scene, team_id))
    return tuple(order(_items(repo.unclosed_of(scene.session, members))))


def closed_of(scene: Scene, since: Mapping[int, datetime], until: datetime) -> Mapping[int, tuple[Item, ...]]:
    """What each of some people's items were done from a moment of theirs on and before another, in that order; dropped
    ones are not."""
    rows = repo.done_between(scene.session, since, min(since.values(), default=until), until)
    done = [item for item in _items(rows) if item.closed_at is not None and item.closed_at >= since[item.owner]]
    return {person: tuple(item for item in done if item.owner == person) for person in since}


def due_of(scene: Scene, people: Collection[int], first: date, last: date) -> Mapping[int, tuple[Item, ...]]:
    """What each of some people still has to do that is due from a day of theirs to another, both included, by
    deadline."""
    found: dict[int, list[Item]] = {person: [] for person in people}
    for item in order(_items(repo.unclosed_of(scene.session, people))):
        due = item.due_on(scene.zone_of(item.owner))
        if item.state is not ItemState.CANNOT and due is not None and first <= due <= last:
            found[item.owner].append(item)
    return {person: tuple(items) for person, items in found.items()}


def item_line(item: Item, owner: str | None = None) -> Inline:
    """``T3 · what · due …``, for a list; with the owner's name where it is not plain whose it is."""
    return cards.item_line(item, owner)


def _items(rows: Iterable[ActionItem]) -> tuple[Item, ...]:
    return tuple(as_item(row) for row in rows)


def _row(scene: Scene, item_id: int) -> ActionItem:
    row = repo.get(scene.session, item_id)
    if row is None:
        raise LookupError(f"no action item {item_id}")
    return row


def _actor(ctx: Ctx) -> int | None:
    return ctx.acted.id if ctx.acted else None
