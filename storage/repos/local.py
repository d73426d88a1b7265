"""Queries on the local platform's transcript."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, or_, select

from storage.models.local import LocalMessage


def add(session: Session, row: LocalMessage) -> int:
    """Adds a message, its number; one with a key that is there already is not added again."""
    if row.key is not None:
        known = session.exec(select(LocalMessage.id).where(LocalMessage.key == row.key)).first()
        if known is not None:
            return known
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def get(session: Session, number: int) -> LocalMessage | None:
    """A message by its number."""
    return session.get(LocalMessage, number)


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
