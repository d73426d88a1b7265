"""Queries on action items, their history, and the digests that were given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, insert
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, or_, select, update

from storage.models.base import table
from storage.models.todo import ActionItem, DigestHour, ItemChange, ItemHelper, ItemTold, LastDigest
from storage.repos.upsert import quiet_insert
from storage.states import ItemState

LIVE = (ItemState.OPEN, ItemState.PROGRESS)
UNCLOSED = (*LIVE, ItemState.CANNOT)

# Made once: building a statement costs more than running it.
_RECORD = insert(table(ItemChange)).inline()
_UNCLOSED_OF = (
    select(ActionItem)
    .where(col(ActionItem.owner_id).in_(bindparam("owners", expanding=True)), col(ActionItem.state).in_(UNCLOSED))
    .order_by(col(ActionItem.id))
)
_OF_MEETING = select(ActionItem).where(ActionItem.meeting_id == bindparam("meeting")).order_by(col(ActionItem.id))
_DONE_BETWEEN = (
    select(ActionItem)
    .where(
        col(ActionItem.owner_id).in_(bindparam("owners", expanding=True)),
        ActionItem.state == ItemState.DONE,
        col(ActionItem.closed_at) >= bindparam("since"),
        col(ActionItem.closed_at) < bindparam("until"),
    )
    .order_by(col(ActionItem.closed_at), col(ActionItem.id))
)
_MARK = {name: quiet_insert(name, table(ItemTold)) for name in ("sqlite", "postgresql")}


def add(session: Session, rows: Collection[ActionItem]) -> None:
    """Adds items; their ids are set."""
    session.add_all(rows)
    session.flush()


def save(session: Session, row: ActionItem) -> None:
    """Keeps what was changed of an item."""
    session.add(row)
    session.flush()


def get(session: Session, item_id: int) -> ActionItem | None:
    """An item by id."""
    return session.get(ActionItem, item_id)


class Line(NamedTuple):
    """One change of an item."""

    item_id: int
    what: str
    old: str | None = None
    new: str | None = None
    note: str | None = None


def record(session: Session, person_id: int | None, at: datetime, lines: Iterable[Line]) -> None:
    """Writes down what somebody, or a clock, changed."""
    rows = [{**line._asdict(), "person_id": person_id, "at": at} for line in lines]
    if rows:
        session.connection().execute(_RECORD, rows)


def changes(session: Session, item_id: int) -> Sequence[ItemChange]:
    """What happened to an item, in order."""
    return session.exec(select(ItemChange).where(ItemChange.item_id == item_id).order_by(col(ItemChange.id))).all()


def by_ids(session: Session, ids: Collection[int]) -> Sequence[ActionItem]:
    """These items, oldest first."""
    return session.exec(select(ActionItem).where(col(ActionItem.id).in_(ids)).order_by(col(ActionItem.id))).all()


def unclosed_of(session: Session, owners: Collection[int]) -> Sequence[ActionItem]:
    """What is neither done nor dropped of some people's items, oldest first."""
    return session.exec(_UNCLOSED_OF, params={"owners": list(owners)}).all()


def handed_out(session: Session, person_id: int) -> Sequence[ActionItem]:
    """What is neither done nor dropped of others' items that a person made, oversees or gave away, oldest first."""
    mine = (ActionItem.maker_id, ActionItem.overseer_id, ActionItem.giver_id)
    query = select(ActionItem).where(
        ActionItem.owner_id != person_id,
        or_(*(col(column) == person_id for column in mine)),
        col(ActionItem.state).in_(UNCLOSED),
    )
    return session.exec(query.order_by(col(ActionItem.id))).all()


def unclosed(session: Session) -> Sequence[ActionItem]:
    """Everybody's items that are neither done nor dropped, oldest first."""
    query = select(ActionItem).where(col(ActionItem.state).in_(UNCLOSED))
    return session.exec(query.order_by(col(ActionItem.id))).all()


def helped_by(session: Session, person_id: int) -> Sequence[ActionItem]:
    """What is neither done nor dropped of others' items that a person helps with, oldest first."""
    query = (
        select(ActionItem)
        .join(ItemHelper, col(ItemHelper.item_id) == ActionItem.id)
        .where(ItemHelper.person_id == person_id, col(ActionItem.state).in_(UNCLOSED))
    )
    return session.exec(query.order_by(col(ActionItem.id))).all()


def helpers(session: Session, item_id: int) -> tuple[int, ...]:
    """Who helps with an item."""
    query = select(ItemHelper.person_id).where(ItemHelper.item_id == item_id).order_by(col(ItemHelper.person_id))
    return tuple(session.exec(query))


def set_helpers(session: Session, item_id: int, people: Iterable[int]) -> None:
    """Who helps with an item from now on."""
    connection = session.connection()
    connection.execute(delete(ItemHelper).where(col(ItemHelper.item_id) == item_id))
    rows = [{"item_id": item_id, "person_id": person} for person in people]
    if rows:
        connection.execute(insert(table(ItemHelper)), rows)


def waiting_for(session: Session, item_id: int) -> Sequence[ActionItem]:
    """The items that wait for one."""
    return session.exec(select(ActionItem).where(ActionItem.after_id == item_id).order_by(col(ActionItem.id))).all()


def chain(session: Session) -> dict[int, int | None]:
    """What waits for what."""
    query = select(ActionItem.id, ActionItem.after_id).where(col(ActionItem.after_id).is_not(None))
    return {item: after for item, after in session.exec(query) if item is not None}


def parts(session: Session, item_id: int) -> Sequence[ActionItem]:
    """What an item was split into."""
    return session.exec(select(ActionItem).where(ActionItem.part_of_id == item_id).order_by(col(ActionItem.id))).all()


def was_split(session: Session, item_id: int) -> bool:
    """Whether somebody split an item, so that its parts are all of it."""
    query = select(ItemChange.id).where(ItemChange.item_id == item_id, ItemChange.what == "split")
    return session.exec(query.limit(1)).first() is not None


def in_parts(session: Session, owner_id: int) -> frozenset[int]:
    """Somebody's items of which parts are open."""
    part = aliased(ActionItem)
    query = select(ActionItem.id).join(part, col(part.part_of_id) == col(ActionItem.id))
    query = query.where(ActionItem.owner_id == owner_id, col(part.state).in_(UNCLOSED))
    return frozenset(whole for whole in session.exec(query) if whole is not None)


def search(session: Session, words: Iterable[str]) -> Sequence[ActionItem]:
    """Items in whose words all of these stand, the newest first."""
    query = select(ActionItem).where(*(col(ActionItem.what).icontains(word, autoescape=True) for word in words))
    return session.exec(query.order_by(col(ActionItem.id).desc())).all()


def naming(session: Session, name: str) -> Sequence[ActionItem]:
    """Items in whose words a name stands."""
    query = select(ActionItem).where(
        or_(
            col(ActionItem.what).contains(name, autoescape=True), col(ActionItem.remark).contains(name, autoescape=True)
        )
    )
    return session.exec(query.order_by(col(ActionItem.id))).all()


def changes_naming(session: Session, name: str) -> Sequence[ItemChange]:
    """Lines of the history in whose words a name stands."""
    texts = (col(ItemChange.old), col(ItemChange.new), col(ItemChange.note))
    return session.exec(select(ItemChange).where(or_(*(text.contains(name, autoescape=True) for text in texts)))).all()


def forget_words(session: Session, person_id: int, blank: str) -> None:
    """Blanks what somebody wrote of themselves: the items they gave themselves, their notes and reasons."""
    own = (col(ActionItem.owner_id) == person_id) & (col(ActionItem.maker_id) == person_id)
    mine = select(ActionItem.id).where(own).scalar_subquery()
    connection = session.connection()
    connection.execute(
        update(ItemChange)
        .where(col(ItemChange.item_id).in_(mine), col(ItemChange.what) == "what")
        .values(old=blank, new=blank)
    )
    connection.execute(update(ItemChange).where(col(ItemChange.person_id) == person_id).values(note=None))
    connection.execute(delete(ItemHelper).where(col(ItemHelper.person_id) == person_id))
    connection.execute(update(ActionItem).where(col(ActionItem.giver_id) == person_id).values(giver_id=None))
    connection.execute(update(ActionItem).where(own).values(what=blank, remark=None))
    connection.execute(update(ActionItem).where(col(ActionItem.owner_id) == person_id).values(remark=None))
    session.expire_all()


def of_meeting(session: Session, meeting_id: int) -> Sequence[ActionItem]:
    """What came of a meeting, oldest first."""
    return session.exec(_OF_MEETING, params={"meeting": meeting_id}).all()


def done_between(session: Session, owners: Collection[int], since: datetime, until: datetime) -> Sequence[ActionItem]:
    """Some people's items done from a moment on and before another, in the order they were done."""
    return session.exec(_DONE_BETWEEN, params={"owners": list(owners), "since": since, "until": until}).all()


def to_remind(session: Session, due_by: date, back_by: date) -> Sequence[ActionItem]:
    """Everybody's live items due on or before a day, or to come back on or before another, oldest first.

    Of one that was split its open parts remind.
    """
    part = aliased(ActionItem)
    split = exists().where(col(part.part_of_id) == col(ActionItem.id), col(part.state).in_(UNCLOSED))
    query = select(ActionItem).where(
        col(ActionItem.state).in_(LIVE),
        ~split,
        or_(col(ActionItem.due_day) <= due_by, col(ActionItem.snoozed_to) <= back_by),
    )
    return session.exec(query.order_by(col(ActionItem.id))).all()


def told(session: Session, ids: Collection[int]) -> frozenset[tuple[int, int, str]]:
    """Who was told that these are overdue: item, person, step."""
    query = select(ItemTold.item_id, ItemTold.person_id, ItemTold.step).where(col(ItemTold.item_id).in_(ids))
    return frozenset((item, person, step) for item, person, step in session.exec(query))


def mark_told(session: Session, item_ids: Iterable[int], person_id: int, step: str, now: datetime) -> None:
    """Remembers that somebody was told of items."""
    rows = [{"item_id": item_id, "person_id": person_id, "step": step, "at": now} for item_id in item_ids]
    if rows:
        connection = session.connection()
        connection.execute(_MARK[connection.dialect.name], rows)


def forget_told(session: Session, item_id: int) -> None:
    """Lets an item with another deadline be told of anew."""
    session.connection().execute(delete(ItemTold).where(col(ItemTold.item_id) == item_id))


def digests_on(session: Session, day: date) -> frozenset[int]:
    """Who was given a digest for a day of theirs, or for a later one."""
    return frozenset(session.exec(select(LastDigest.person_id).where(LastDigest.day >= day)).all())


def digest(session: Session, person_id: int) -> LastDigest | None:
    """Somebody's last digest."""
    return session.get(LastDigest, person_id)


def digests_of(session: Session, people: Collection[int]) -> dict[int, LastDigest]:
    """Some people's last digests, by person."""
    rows = session.exec(select(LastDigest).where(col(LastDigest.person_id).in_(people))).all()
    return {row.person_id: row for row in rows}


def hours(session: Session) -> dict[int, time]:
    """Who wants their digest at an hour of their own, and at which."""
    return {row.person_id: row.at for row in session.exec(select(DigestHour)).all()}


def set_hour(session: Session, person_id: int, at: time | None) -> None:
    """At which hour somebody wants their digest; None for everybody's."""
    row = session.get(DigestHour, person_id)
    if at is not None:
        session.merge(DigestHour(person_id=person_id, at=at))
    elif row is not None:
        session.delete(row)
    session.flush()


def touched_since(session: Session, since: datetime) -> frozenset[int]:
    """The items whose owners did something with them from a moment on."""
    query = (
        select(ItemChange.item_id)
        .join(ActionItem, col(ItemChange.item_id) == col(ActionItem.id))
        .where(col(ItemChange.at) >= since, col(ItemChange.person_id) == col(ActionItem.owner_id))
    )
    return frozenset(session.exec(query))


def done_of(session: Session, owners: Collection[int], since: datetime, until: datetime) -> Sequence[ActionItem]:
    """Some people's items done from a moment on and before another, in the order they were done."""
    query = select(ActionItem).where(
        col(ActionItem.owner_id).in_(owners),
        ActionItem.state == ItemState.DONE,
        col(ActionItem.closed_at) >= since,
        col(ActionItem.closed_at) < until,
    )
    return session.exec(query.order_by(col(ActionItem.closed_at), col(ActionItem.id))).all()


def keep_digest(session: Session, person_id: int, day: date, listed: Any) -> None:
    """Remembers a digest as somebody's last."""
    session.merge(LastDigest(person_id=person_id, day=day, listed=listed))
    session.flush()
