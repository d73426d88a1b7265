"""What came in, what goes out, what is posted, what is asked, what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.base import BigKey, EnumText, Json
from storage.states import OutboxState, QuestionState

# Old rows are dropped, their ids live on in keys: SQLite would begin again at 1 once a table is empty.
NEVER_AGAIN = {"sqlite_autoincrement": True}
_UNHANDED = text("handed_at IS NULL")


class Inbox(SQLModel, table=True):
    """An inbound event, claimed by its id in the transaction of its effect, with the answer it was given."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "event_id"),
        Index("ix_inbox_unhanded", "received_at", sqlite_where=_UNHANDED, postgresql_where=_UNHANDED),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    workspace_id: int = Field(foreign_key="workspace.id")
    event_id: str = Field(max_length=200)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    received_at: datetime = Field(index=True)
    answer: Any = Field(default=None, sa_type=Json, nullable=True)
    handed_at: datetime | None = None


class Outbox(SQLModel, table=True):
    """A message owed to a person or a channel; ``destination`` orders it, ``key`` makes it unique.

    ``due_at`` is when it may be tried (again), ``owed_at`` when it should have gone. ``under`` is the ``posted_key`` of
    the message whose thread it goes to: the destination's order has that one sent first.
    """

    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at", "id"),
        Index("ix_outbox_order", "destination", "state", "id"),
        NEVER_AGAIN,
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    key: str = Field(max_length=300, unique=True)
    destination: str = Field(max_length=40)
    workspace_id: int = Field(foreign_key="workspace.id")
    account_id: int | None = Field(default=None, foreign_key="account.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    card: Any = Field(sa_type=Json)
    posted_key: str | None = Field(default=None, max_length=120, index=True)
    under: str | None = Field(default=None, max_length=120)
    updates: int | None = Field(default=None, sa_type=BigKey)
    created_at: datetime = Field(index=True)
    due_at: datetime
    owed_at: datetime
    state: OutboxState = Field(default=OutboxState.READY, sa_type=EnumText(OutboxState))
    version: int = 0
    attempts: int = 0
    sent_at: datetime | None = None
    error: str | None = None


class Lease(SQLModel, table=True):
    """Who may send to a destination just now; ``fence`` rises with each claim, a late worker's is refused.

    ``next_at`` is its pace: nothing goes there before. ``broken_at``: it can take nothing since then (the person left,
    the channel is archived), and whoever leads has been told; None once it takes something again.
    """

    destination: str = Field(primary_key=True, max_length=40)
    holder: str = Field(max_length=60)
    until: datetime
    fence: int = 0
    next_at: datetime | None = None
    broken_at: datetime | None = None


class Pace(SQLModel, table=True):
    """The pace of a whole app: nothing goes to the platform before ``next_at``, from any replica."""

    platform: str = Field(primary_key=True, max_length=20)
    next_at: datetime


class Calls(SQLModel, table=True):
    """How often a platform was called in a month (``2026-01``), where it allows so many."""

    platform: str = Field(primary_key=True, max_length=20)
    month: str = Field(primary_key=True, max_length=7)
    number: int = Field(default=0, sa_type=BigKey)


class Posted(SQLModel, table=True):
    """A message that a card became, by its key, so that it can be changed in place; it outlives its outbox row."""

    __table_args__ = (UniqueConstraint("outbox_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    key: str = Field(max_length=120, index=True)
    outbox_id: int = Field(sa_type=BigKey)
    destination: str = Field(max_length=40)
    workspace_id: int = Field(foreign_key="workspace.id")
    account_id: int | None = Field(default=None, foreign_key="account.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    remote_id: str = Field(max_length=200)


class Question(SQLModel, table=True):
    """An open question: a command, the arguments so far, and where it was asked."""

    __table_args__ = (Index("ix_question_open", "person_id", "state"), NEVER_AGAIN)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    workspace_id: int = Field(foreign_key="workspace.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    command: str = Field(max_length=60)
    values: Any = Field(sa_type=Json)
    asked_at: datetime
    deadline: datetime
    state: QuestionState = Field(default=QuestionState.OPEN, sa_type=EnumText(QuestionState))


class Picture(SQLModel, table=True):
    """A picture that somebody handed over, as it came; a card shows it by its id."""

    __table_args__ = (NEVER_AGAIN,)
    id: int | None = Field(default=None, primary_key=True)
    content: bytes


class Audit(SQLModel, table=True):
    """Who did what, when; of a ``secret`` command neither arguments nor answer."""

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    at: datetime = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    command: str = Field(max_length=60)
    arguments: str
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
