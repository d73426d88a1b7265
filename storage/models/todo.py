"""Action items, what happened to each, and the digests people were given."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.models.base import BigKey, EnumText, Json
from storage.states import ItemState, Priority


class ActionItem(SQLModel, table=True):
    """Something somebody is to do.

    ``due_day`` is a day of ``due_zone``; with ``due_at`` it is that moment, without it the day ends where the owner
    is. ``overseer_id`` hears when it is overdue; ``channel_id`` is where it was made, ``meeting_id`` what it came of.
    Reminders rest until the owner's day ``snoozed_to`` or the moment ``snoozed_at``. ``giver_id`` passed it on and
    waits for the owner's yes; it cannot go on before ``after_id``; it is a part of ``part_of_id``.
    """

    __tablename__ = "action_item"
    __table_args__ = (Index("ix_action_item_active", "state", "due_day"),)
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    maker_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    overseer_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    what: str = Field(max_length=500)
    due_day: date | None = None
    due_at: datetime | None = None
    due_zone: str | None = Field(default=None, max_length=60)
    state: ItemState = Field(default=ItemState.OPEN, sa_type=EnumText(ItemState))
    priority: Priority = Field(default=Priority.NORMAL, sa_type=EnumText(Priority))
    giver_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    # Items are never deleted, and an import adds them in the order of ids, whichever names which: no foreign keys.
    after_id: int | None = Field(default=None, index=True)
    part_of_id: int | None = Field(default=None, index=True)
    origin: str = Field(max_length=20)
    meeting_id: int | None = Field(default=None, index=True)
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    unclear: bool = False
    remark: str | None = None
    snoozed_to: date | None = None
    snoozed_at: datetime | None = None
    made_at: datetime
    closed_at: datetime | None = Field(default=None, index=True)


class ItemHelper(SQLModel, table=True):
    """Who helps with an item; its owner alone answers for it."""

    __tablename__ = "action_item_helper"
    item_id: int = Field(primary_key=True, foreign_key="action_item.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class ItemChange(SQLModel, table=True):
    """One thing that changed of an action item: who, when, what of it, from what to what."""

    __tablename__ = "action_item_change"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    item_id: int = Field(foreign_key="action_item.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime
    what: str = Field(max_length=20)
    old: str | None = None
    new: str | None = None
    note: str | None = None


class ItemTold(SQLModel, table=True):
    """Who was told that an item is overdue, and as what (``overseer``, ``manager``): once for each deadline."""

    __tablename__ = "action_item_told"
    item_id: int = Field(primary_key=True, foreign_key="action_item.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    step: str = Field(primary_key=True, max_length=20)
    at: datetime


class DigestHour(SQLModel, table=True):
    """At which of their hours somebody wants their digest, where that is not everybody's."""

    __tablename__ = "todo_digest_hour"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    at: time


class LastDigest(SQLModel, table=True):
    """The last of their days on which somebody was given a digest, so that no day gives two, and what it listed."""

    __tablename__ = "todo_digest"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    day: date
    listed: Any = Field(sa_type=Json)
