"""Rows as the feature sees them."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo

from handlers.kit.context import Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput
from handlers.kit.messages import say
from handlers.todo.rules import Change, Item, Origin, ref
from storage.models.todo import ActionItem, ItemChange
from storage.repos import todo as repo


def posted_key(item_id: int, person_id: int | None = None) -> str:
    """The name of an item's posts, or of what a person was told of it, by which they change in place."""
    key = f"todo:{ref(item_id)}"
    return key if person_id is None else f"{key}/{person_id}"


def find(scene: Scene, item_id: int) -> ActionItem:
    """The item people mean by an id; ``BadInput`` when there is none."""
    row = repo.get(scene.session, item_id)
    if row is None:
        raise BadInput("id", say("todo-unknown", id=ref(item_id)))
    return row


def as_item(row: ActionItem) -> Item:
    """The view of a row."""
    assert row.id is not None
    return Item(
        id=row.id, owner=row.owner_id, what=row.what, due=_when(row), state=row.state, meeting=row.meeting_id,
        origin=cast("Origin", row.origin), maker=row.maker_id, overseer=row.overseer_id, unclear=row.unclear,
        remark=row.remark, closed_at=row.closed_at, priority=row.priority, giver=row.giver_id, after=row.after_id,
        part_of=row.part_of_id,
    )  # fmt: skip


def as_change(row: ItemChange) -> Change:
    """The view of a line of the history."""
    return Change(row.person_id, row.at, row.what, row.old, row.new, row.note)


def put_due(row: ActionItem, due: When | None) -> None:
    """Sets or clears the deadline."""
    row.due_day = due.day if due else None
    row.due_at = due.moment() if due and due.has_time else None
    row.due_zone = due.zone if due else None


def due_text(due: When | None) -> str | None:
    """A deadline as the history keeps it: ``2026-01-09 Asia/Shanghai``, ``2026-01-09T15:00 Asia/Shanghai``."""
    if due is None:
        return None
    day = due.day.isoformat()
    return f"{day}T{due.at:%H:%M} {due.zone}" if due.at is not None else f"{day} {due.zone}"


def _when(row: ActionItem) -> When | None:
    if row.due_day is None or row.due_zone is None:
        return None
    if row.due_at is None:
        return When(row.due_day, None, row.due_zone)
    local = row.due_at.astimezone(ZoneInfo(row.due_zone))
    return When(local.date(), local.time(), row.due_zone)
