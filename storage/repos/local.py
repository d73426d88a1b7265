"""Queries on the local platform's transcript."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, or_, select

from storage.models.base import table
from storage.models.local import LocalMessage
from storage.repos.prepared import Prepared
from storage.repos.upsert import quiet_insert

_MESSAGE = table(LocalMessage)
WITHHELD = "•••"
_GIVEN = tuple(column.name for column in _MESSAGE.c if not column.primary_key)
_ADD = Prepared(lambda name: quiet_insert(name, _MESSAGE).returning(_MESSAGE.c.id), *_GIVEN)


def add(session: Session, row: LocalMessage) -> int:
    """Adds a message, its number; one with a key that is there already is not added again."""
    made = _ADD.run(session, **{name: getattr(row, name) for name in _GIVEN})
    if not made:
        return session.exec(select(LocalMessage.id).where(LocalMessage.key == row.key)).one() or 0
    number: int = made[0][0]
    return number


def get(session: Session, number: int) -> LocalMessage | None:
    """A message by its number."""
    return session.get(LocalMessage, number)


def withhold(session: Session, number: int) -> None:
    """Blanks what a typed message says."""
    session.get_one(LocalMessage, number).body = {"text": WITHHELD}
    session.flush()


def seen_by(session: Session, viewer: str, after: int, limit: int) -> Sequence[LocalMessage]:
    """What a person sees, in order: their private chat, and channels without what is for others' eyes only."""
    private = LocalMessage.place == f"@{viewer}"
    channel = col(LocalMessage.place).startswith("#")
    mine = or_(col(LocalMessage.only).is_(None), LocalMessage.only == viewer)
    query = select(LocalMessage).where(col(LocalMessage.id) > after, or_(private, channel), mine)
    rows = session.exec(query.order_by(col(LocalMessage.id).desc()).limit(limit)).all()
    return rows[::-1]


def last(session: Session) -> int:
    """The newest message's number, 0 before the first."""
    return session.exec(select(func.max(LocalMessage.id))).one() or 0
