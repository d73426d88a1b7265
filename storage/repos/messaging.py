"""Queries on the inbox, the outbox, what is posted, open questions and the audit."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert
from sqlalchemy import select as sa_select
from sqlalchemy import update as sa_update
from sqlmodel import Session, col, delete, func, or_, select, update

from storage.models.base import table
from storage.models.messaging import Audit, Calls, Inbox, Outbox, Picture, Posted, Question
from storage.models.people import Workspace
from storage.repos.prepared import Prepared
from storage.repos.upsert import quiet_insert
from storage.states import OutboxState, QuestionState

ANSWER = "answer:"  # begins the key of an answer that goes through the outbox, its event's row ends it
# Made once: these run for every command, and building a statement costs more than running it.
_INBOX, _OUTBOX, _QUESTION = table(Inbox), table(Outbox), table(Question)
_CLAIM = Prepared(
    lambda database: quiet_insert(database, _INBOX).returning(_INBOX.c.id),
    "workspace_id", "event_id", "account_id", "channel_id", "received_at", "answer",
)  # fmt: skip
_HANDED = Prepared(
    lambda _: sa_update(_INBOX).where(_INBOX.c.id == bindparam("inbox")).values(handed_at=bindparam("now"))
)
_ENQUEUE = Prepared(
    lambda _: insert(_OUTBOX).values(state=OutboxState.READY, version=0, attempts=0).inline(),
    "key", "destination", "workspace_id", "account_id", "channel_id", "card", "posted_key", "under", "updates",
    "created_at", "due_at", "owed_at",
)  # fmt: skip
_RECORD = Prepared(
    lambda _: insert(table(Audit)).inline(), "at", "person_id", "command", "arguments", "channel_id"
)  # fmt: skip
_ASKED = sa_select(_QUESTION.c.id, _QUESTION.c.channel_id, _QUESTION.c["values"]).where(
    _QUESTION.c.person_id == bindparam("person"),
    _QUESTION.c.command == bindparam("command"),
    _QUESTION.c.state == QuestionState.OPEN,
)
_O, _READY = _OUTBOX.c, _OUTBOX.c.state == OutboxState.READY
_DEAD = _OUTBOX.c.state == OutboxState.DEAD

ENQUEUED = "enqueued"  # what the writer tells its listeners of a unit that put something into the outbox

# --- inbox ------------------------------------------------------------------------------------


class Repeated(Exception):
    """The event was handled before; its row says how it was answered."""


def claim(
    session: Session,
    workspace_id: int,
    event_id: str,
    account_id: int,
    channel_id: int | None,
    now: datetime,
    answer: Any,
) -> int:
    """Claims an event with its answer; the row's id. Raises ``Repeated`` when another transaction had it first."""
    made = _CLAIM.run(
        session, workspace_id=workspace_id, event_id=event_id, account_id=account_id, channel_id=channel_id,
        received_at=now, answer=answer,
    )  # fmt: skip
    if not made:
        raise Repeated(event_id)
    inbox_id: int = made[0][0]
    return inbox_id


def claimed(session: Session, workspace_id: int, event_id: str) -> Inbox | None:
    """The row of an event that was claimed."""
    query = select(Inbox).where(Inbox.workspace_id == workspace_id, Inbox.event_id == event_id)
    return session.exec(query).first()


def owed_by(session: Session, key: str) -> Inbox | None:
    """The event whose command put a message with this key into the outbox; None where a clock did."""
    origin, _, _ = key.rpartition(":")
    if not origin.startswith("in:"):
        return None
    _, workspace_id, event_id = origin.split(":", 2)
    return claimed(session, int(workspace_id), event_id)


def mark_handed(session: Session, inbox_ids: Sequence[int], now: datetime) -> None:
    """The platform has taken these answers."""
    for inbox_id in inbox_ids:
        _HANDED.run(session, inbox=inbox_id, now=now)


def unanswered(session: Session, before: datetime) -> Sequence[Inbox]:
    """Events whose answer was not handed over though claimed before a moment, but for those that another replica holds;
    they are held by this transaction."""
    query = select(Inbox).where(col(Inbox.handed_at).is_(None), Inbox.received_at < before)
    return session.exec(query.order_by(col(Inbox.id)).limit(100).with_for_update(skip_locked=True)).all()


# --- outbox -----------------------------------------------------------------------------------


def enqueue(
    session: Session,
    *,
    key: str,
    destination: str,
    workspace_id: int,
    card: Any,
    now: datetime,
    due_at: datetime,
    account_id: int | None = None,
    channel_id: int | None = None,
    posted_key: str | None = None,
    under: str | None = None,
    updates: int | None = None,
) -> None:
    """Adds a message to the outbox; ``updates`` is the posted message it changes, ``under`` the key of the one whose
    thread it goes to."""
    _ENQUEUE.run(
        session, key=key, destination=destination, workspace_id=workspace_id, account_id=account_id,
        channel_id=channel_id, card=card, posted_key=posted_key, under=under, updates=updates, created_at=now,
        due_at=due_at, owed_at=due_at,
    )  # fmt: skip
    session.info[ENQUEUED] = True


def is_owed(session: Session, key: str) -> bool:
    """Whether there is a message with a key, sent or not."""
    return session.exec(select(Outbox.id).where(Outbox.key == key)).first() is not None


def unsent(session: Session, posted_key: str) -> Sequence[Outbox]:
    """The first posts under a key that have not left yet."""
    query = select(Outbox).where(
        Outbox.posted_key == posted_key, Outbox.state == OutboxState.READY, col(Outbox.updates).is_(None)
    )
    return session.exec(query.order_by(col(Outbox.id))).all()


def pending_update(session: Session, posted_id: int) -> Outbox | None:
    """The change of a posted message that waits to be sent, if any."""
    query = select(Outbox).where(Outbox.updates == posted_id, Outbox.state == OutboxState.READY)
    return session.exec(query).first()


def posted(session: Session, key: str) -> Sequence[Posted]:
    """The messages a card became."""
    return session.exec(select(Posted).where(Posted.key == key).order_by(col(Posted.id))).all()


def standing_in(session: Session, key: str) -> Sequence[tuple[str, int, int]]:
    """Where in channels a message stands under a key, or will: (destination, workspace, channel) of each."""
    heads = select(Outbox.destination, Outbox.workspace_id, col(Outbox.channel_id)).where(
        Outbox.posted_key == key, Outbox.state != OutboxState.SENT, col(Outbox.updates).is_(None)
    )
    there = select(Posted.destination, Posted.workspace_id, col(Posted.channel_id)).where(Posted.key == key)
    found = session.connection().execute(heads.union(there).order_by("destination"))
    return [(destination, workspace, channel) for destination, workspace, channel in found if channel is not None]


def known_keys(session: Session, keys: Collection[str]) -> frozenset[str]:
    """Those of some keys under which something stands, or will."""
    owed = select(Outbox.posted_key).where(col(Outbox.posted_key).in_(keys), Outbox.state != OutboxState.SENT)
    there = select(Posted.key).where(col(Posted.key).in_(keys))
    return frozenset(key for (key,) in session.connection().execute(owed.union(there)))


def add_calls(session: Session, platform: str, month: str, number: int) -> int:
    """Counts calls of a platform; how many they are in this month."""
    row = session.get(Calls, (platform, month), with_for_update=True) or Calls(platform=platform, month=month)
    row.number += number
    session.add(row)
    return row.number


def count_outbox(session: Session, state: OutboxState) -> int:
    """How many rows are in a state."""
    return session.exec(select(func.count()).select_from(Outbox).where(Outbox.state == state)).one()


def overdue(session: Session, before: datetime) -> Mapping[str, tuple[int, datetime | None]]:
    """By platform: how many unsent messages should have gone before a moment, and when the oldest of them should."""
    late = (_O.workspace_id == table(Workspace).c.id) & _READY & (_O.owed_at < before)
    query = sa_select(table(Workspace).c.platform, func.count(_O.id), func.min(_O.owed_at))
    found = session.connection().execute(
        query.select_from(table(Workspace).outerjoin(_OUTBOX, late)).group_by(table(Workspace).c.platform)
    )
    return {platform: (count, oldest) for platform, count, oldest in found}


def dead_letters(session: Session, limit: int = 20) -> Sequence[Outbox]:
    """What could not be delivered, newest first."""
    query = select(Outbox).where(Outbox.state == OutboxState.DEAD).order_by(col(Outbox.id).desc()).limit(limit)
    return session.exec(query).all()


def oldest_dead(session: Session) -> datetime | None:
    """Since when the oldest of what could not be delivered has been owed."""
    return session.exec(select(func.min(Outbox.created_at)).where(Outbox.state == OutboxState.DEAD)).one()


def revive_all(session: Session, now: datetime) -> int:
    """Gives all that could not be delivered another round of tries; how many there were."""
    values = {"state": OutboxState.READY, "attempts": 0, "due_at": now, "owed_at": now}
    return session.connection().execute(sa_update(_OUTBOX).where(_DEAD).values(values)).rowcount


def drop_dead(session: Session) -> int:
    """Gives all that could not be delivered up for good; how many there were."""
    return session.connection().execute(delete(_OUTBOX).where(_DEAD)).rowcount


def count_held_up(session: Session, before: datetime) -> int:
    """How many unsent rows have failed already, or were due before a moment."""
    query = select(func.count()).select_from(Outbox).where(Outbox.state == OutboxState.READY)
    return session.exec(query.where(or_(Outbox.attempts > 0, Outbox.due_at < before))).one()


def letter(session: Session, outbox_id: int) -> Outbox | None:
    """A row of the outbox."""
    return session.get(Outbox, outbox_id)


# --- questions --------------------------------------------------------------------------------


def open_questions(session: Session, person_id: int, now: datetime) -> Sequence[Question]:
    """A person's open questions, newest first."""
    query = select(Question).where(
        Question.person_id == person_id, Question.state == QuestionState.OPEN, Question.deadline > now
    )
    return session.exec(query.order_by(col(Question.id).desc())).all()


def question(session: Session, question_id: int) -> Question | None:
    """A question's row."""
    return session.get(Question, question_id)


def close_questions(
    session: Session,
    person_id: int,
    command: str,
    channel_id: int | None,
    state: QuestionState,
    meant: Callable[[Mapping[str, str]], bool] = lambda _values: True,
) -> None:
    """Ends a person's open questions for a command in a place; of these the ones whose values are ``meant``."""
    asked = {"person": person_id, "command": command}
    for question_id, channel, values in session.connection().execute(_ASKED, asked).all():
        if channel == channel_id and meant(values):
            row = session.get_one(Question, question_id)
            row.state = state
            session.add(row)


# --- audit and housekeeping ---------------------------------------------------------------------


def record(
    session: Session, at: datetime, person_id: int | None, command: str, arguments: str, channel_id: int | None
) -> None:
    """Writes down who did what."""
    _RECORD.run(session, at=at, person_id=person_id, command=command, arguments=arguments, channel_id=channel_id)


def audit_trail(session: Session, limit: int = 20, commands: Sequence[str] = ()) -> Sequence[Audit]:
    """The latest entries, newest first; of some commands only, if any are named."""
    query = select(Audit).order_by(col(Audit.id).desc()).limit(limit)
    return session.exec(query.where(col(Audit.command).in_(commands)) if commands else query).all()


def forget_person(session: Session, person_id: int, accounts: Sequence[int]) -> None:
    """Drops what a person was told, asked and answered; that they gave commands, and when, stays without the words."""
    connection = session.connection()
    for model in (Inbox, Outbox, Posted):
        connection.execute(delete(model).where(col(model.account_id).in_(accounts)))
    connection.execute(delete(Question).where(col(Question.person_id) == person_id))
    connection.execute(update(Audit).where(col(Audit.person_id) == person_id).values(arguments=""))


def audit_naming(session: Session, name: str) -> Sequence[Audit]:
    """The entries whose arguments hold a name."""
    return session.exec(select(Audit).where(col(Audit.arguments).contains(name, autoescape=True))).all()


def keep_picture(session: Session, content: bytes) -> int:
    """Keeps a picture; its number."""
    row = Picture(content=content)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def picture(session: Session, number: int) -> bytes | None:
    """A picture's content, None where it is not kept any more."""
    row = session.get(Picture, number)
    return row.content if row is not None else None


def drop_picture(session: Session, number: int) -> None:
    """Keeps a picture no longer."""
    session.connection().execute(delete(Picture).where(col(Picture.id) == number))


def forget_old(session: Session, before: datetime) -> None:
    """Drops answered events and sent rows from before a moment."""
    connection = session.connection()
    connection.execute(delete(Inbox).where(col(Inbox.received_at) < before))
    connection.execute(delete(Outbox).where(col(Outbox.created_at) < before, col(Outbox.state) == OutboxState.SENT))
    connection.execute(delete(Question).where(col(Question.deadline) < before))
