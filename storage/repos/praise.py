"""Queries on customers' praise, its keys and the teams' rules."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, select

from storage.models.praise import Praise, Praised, PraiseKey, PraiseRule
from storage.states import PraiseState


def save(session: Session, row: SQLModel) -> None:
    """Keeps what was changed of a row, or a new one; its id is set."""
    session.add(row)
    session.flush()


def get(session: Session, praise_id: int) -> Praise | None:
    """A praise by its number."""
    return session.get(Praise, praise_id)


def praised(session: Session, praise_id: int) -> Sequence[Praised]:
    """Whom a praise is of, longest here first."""
    query = select(Praised).where(Praised.praise_id == praise_id)
    return session.exec(query.order_by(col(Praised.person_id))).all()


def with_key(session: Session, keys: Iterable[str]) -> Praise | None:
    """The praise that has one of these keys."""
    query = select(Praise).join(PraiseKey).where(col(PraiseKey.key).in_(list(keys)))
    return session.exec(query.limit(1)).first()


def claim(session: Session, praise_id: int, keys: Iterable[str]) -> None:
    """Gives a praise keys that ``with_key`` did not find. Where another gets one of them at the same time the database
    lets one through, and the other unit, done again, finds it."""
    session.add_all(PraiseKey(key=key, praise_id=praise_id) for key in keys)
    session.flush()


def release(session: Session, praise_id: int) -> None:
    """Drops a praise's keys: it may be handed in anew."""
    session.exec(delete(PraiseKey).where(col(PraiseKey.praise_id) == praise_id))


def waiting(session: Session) -> Sequence[Praise]:
    """What waits to be decided, oldest first."""
    query = select(Praise).where(Praise.state == PraiseState.WAITING)
    return session.exec(query.order_by(col(Praise.id))).all()


def approved(session: Session, people: Iterable[int]) -> Sequence[Praise]:
    """What was approved of some people, newest first."""
    theirs = select(Praised.praise_id).where(col(Praised.person_id).in_(list(people)))
    query = select(Praise).where(Praise.state == PraiseState.APPROVED, col(Praise.id).in_(theirs))
    return session.exec(query.order_by(col(Praise.id).desc())).all()


def last_waiting(session: Session, person_id: int) -> Praise | None:
    """The last praise somebody handed in that still waits."""
    query = select(Praise).where(Praise.by_id == person_id, Praise.state == PraiseState.WAITING)
    return session.exec(query.order_by(col(Praise.id).desc()).limit(1)).first()


def with_person(session: Session, person_id: int) -> Sequence[Praise]:
    """Every praise somebody handed in, decided or was praised in, oldest first."""
    of_them = select(Praised.praise_id).where(Praised.person_id == person_id)
    theirs = (col(Praise.by_id) == person_id) | (col(Praise.decided_by) == person_id) | col(Praise.id).in_(of_them)
    return session.exec(select(Praise).where(theirs).order_by(col(Praise.id))).all()


def rule(session: Session, team_id: int) -> PraiseRule | None:
    """A team's rule, None where nobody has set one."""
    return session.get(PraiseRule, team_id)
