"""Queries of the delivery worker: what may go, who sends it, at which pace. A statement for many rows each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, insert, not_, or_, select, update
from sqlmodel import Session

from storage.models.base import table
from storage.models.messaging import Lease, Outbox, Pace, Posted
from storage.models.people import Account, Channel, Person, Workspace
from storage.repos.prepared import Prepared
from storage.repos.upsert import replacing_insert
from storage.states import OutboxState

K = TypeVar("K")
_OUTBOX, _LEASE, _PACE, _POSTED = table(Outbox), table(Lease), table(Pace), table(Posted)
_PLACE, _ACCOUNT, _PERSON, _CHANNEL = table(Workspace), table(Account), table(Person), table(Channel)
_O, _READY = _OUTBOX.c, _OUTBOX.c.state == OutboxState.READY


@dataclass(frozen=True, slots=True)
class Owed:
    """A message that may go, with all that is needed to send it: whom to (``account`` or ``channel``, the platform's
    ids), the reader's language, the message it changes (``changes``), the one whose thread it goes to (``head``, None
    where that did not arrive)."""

    id: int
    key: str
    destination: str
    workspace_id: int
    account_id: int | None
    channel_id: int | None
    card: Any
    posted_key: str | None
    under: str | None
    updates: int | None
    due_at: datetime
    version: int
    attempts: int
    account: str | None
    channel: str | None
    language: str | None
    changes: str | None
    head: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace: its platform, the platform's id of it, from when on the platform takes something."""

    platform: str
    external_id: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a destination's lease."""

    until: datetime
    fence: int
    next_at: datetime | None
    broken_at: datetime | None


_PLACES = Prepared(
    lambda _: select(_PLACE.c.id, _PLACE.c.platform, _PLACE.c.external_id, _PACE.c.next_at).outerjoin(
        _PACE, _PACE.c.platform == _PLACE.c.platform
    )
)
_HEAD = _POSTED.alias("head")
_HEADED = (
    select(_HEAD.c.remote_id)
    .where(_HEAD.c.key == _O.under, _HEAD.c.destination == _O.destination)
    .order_by(_HEAD.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_OWED: Select[Any] = (
    select(
        _O.id, _O.key, _O.destination, _O.workspace_id, _O.account_id, _O.channel_id, _O.card, _O.posted_key,
        _O.under, _O.updates, _O.due_at, _O.version, _O.attempts, _ACCOUNT.c.external_id, _CHANNEL.c.external_id,
        func.coalesce(_PERSON.c.language, _ACCOUNT.c.language, _CHANNEL.c.language), _POSTED.c.remote_id, _HEADED,
    )
    .outerjoin(_ACCOUNT, _ACCOUNT.c.id == _O.account_id)
    .outerjoin(_PERSON, _PERSON.c.id == _ACCOUNT.c.person_id)
    .outerjoin(_CHANNEL, _CHANNEL.c.id == _O.channel_id)
    .outerjoin(_POSTED, _POSTED.c.id == _O.updates)
    .where(_READY)
)  # fmt: skip


def _heads(*which: ColumnElement[bool]) -> Select[Any]:
    """The first row of each of the destinations that are free and have been waiting longest.

    They are looked for among as many rows as ``window``: in whole, a backlog would be gone through at each look. A
    destination that is backed off or whose pace holds it is not free, and so is none whose message is under way.
    """
    busy = exists().where(
        _LEASE.c.destination == _O.destination,
        or_(_LEASE.c.until > bindparam("now"), _LEASE.c.next_at > bindparam("now")),
    )
    waiting = (
        select(_O.destination, _O.due_at, _O.id)
        .where(_READY, _O.due_at <= bindparam("now"), not_(busy), *which)
        .order_by(_O.due_at, _O.id)
        .limit(bindparam("window"))
        .subquery()
    )
    its = _OUTBOX.alias("its")
    first = (
        select(func.min(its.c.id))
        .where(
            its.c.destination == waiting.c.destination, its.c.state == OutboxState.READY,
            its.c.due_at <= bindparam("now"),
        )
        .scalar_subquery()
    )  # fmt: skip
    return select(first).select_from(waiting).order_by(waiting.c.due_at, waiting.c.id)


_HEADS = Prepared(lambda _: _heads())
_HEADS_ELSEWHERE = _heads(_O.workspace_id.not_in(bindparam("but_not_in", expanding=True)))
_THOSE = _OWED.where(_O.id.in_(bindparam("ids", expanding=True))).order_by(_O.due_at, _O.id)
_BESIDE = (
    _OWED.where(_O.destination == bindparam("destination"), _O.id != bindparam("but_not"))
    .where(_O.due_at <= bindparam("now"))
    .order_by(_O.id)
    .limit(bindparam("limit"))
)
_AS_THEY_ARE = select(_O.id, _O.version, _O.attempts).where(_O.id.in_(bindparam("ids", expanding=True)), _READY)
_TRIED = update(_OUTBOX).where(_O.id.in_(bindparam("ids", expanding=True))).values(attempts=_O.attempts + 1)
_PUT_OFF = (
    update(_OUTBOX).where(_O.id == bindparam("row"), _READY).values(due_at=bindparam("to"), owed_at=bindparam("to"))
)
_SENT = (
    update(_OUTBOX)
    .where(_O.id.in_(bindparam("ids", expanding=True)))
    .values(state=OutboxState.SENT, sent_at=bindparam("now"), error=None)
)
_ADD_POSTED = insert(_POSTED).inline()
_LEASES = select(_LEASE.c.destination, _LEASE.c.until, _LEASE.c.fence, _LEASE.c.next_at, _LEASE.c.broken_at).where(
    _LEASE.c.destination.in_(bindparam("destinations", expanding=True))
)
_RELEASE = (
    update(_LEASE)
    .where(_LEASE.c.destination.in_(bindparam("destinations", expanding=True)))
    .values(until=bindparam("now"))
)
_BACK_OFF = (
    update(_LEASE)
    .where(_LEASE.c.destination == bindparam("destination_"))
    .where(or_(_LEASE.c.next_at.is_(None), _LEASE.c.next_at < bindparam("until_")))
    .values(next_at=bindparam("until_"))
)
_WORKS = (
    update(_LEASE)
    .where(_LEASE.c.destination.in_(bindparam("destinations", expanding=True)), _LEASE.c.broken_at.is_not(None))
    .values(broken_at=None)
)
_PACES = select(_PACE.c.platform, _PACE.c.next_at).where(_PACE.c.platform.in_(bindparam("platforms", expanding=True)))


def places(session: Session) -> Mapping[int, Place]:
    """The workspaces, by id."""
    return {row[0]: Place(*row[1:]) for row in _PLACES.run(session)}


def heads(session: Session, now: datetime, limit: int, but_not_in: Collection[int] = ()) -> list[Owed]:
    """The first unsent message of each destination where it is due, nobody holds the lease, and its pace lets it.

    ``but_not_in`` are workspaces that are to be left alone just now.
    """
    connection = session.connection()
    found: Iterable[Sequence[Any]]
    if but_not_in:
        values = {"now": now, "window": 2 * limit, "but_not_in": list(but_not_in)}
        found = connection.execute(_HEADS_ELSEWHERE, values)
    else:
        found = _HEADS.run(session, now=now, window=2 * limit)
    ids = list(dict.fromkeys(row[0] for row in found))[:limit]
    return [Owed(*row) for row in connection.execute(_THOSE, {"ids": _padded(ids)})] if ids else []


def beside(session: Session, row: Owed, now: datetime, limit: int) -> list[Owed]:
    """The unsent messages for the same destination that are due too, oldest first."""
    values = {"now": now, "limit": limit, "destination": row.destination, "but_not": row.id}
    return [Owed(*found) for found in session.connection().execute(_BESIDE, values)]


def _padded(values: Sequence[K]) -> Sequence[K]:
    """The same values, the last repeated until they are 1, 4, 16, 64…: PostgreSQL plans each length of a list anew."""
    length = 1
    while length < len(values):
        length *= 4
    return [*values, *(values[-1] for _ in range(length - len(values)))] if values else values


def as_they_are(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Version and attempts of those messages that are still unsent."""
    found = session.connection().execute(_AS_THEY_ARE, {"ids": _padded(ids)})
    return {row[0]: (row[1], row[2]) for row in found}


def put_off(session: Session, row_id: int, to: datetime) -> None:
    """An unsent message is due later."""
    session.connection().execute(_PUT_OFF, {"row": row_id, "to": to})


def count_try(session: Session, ids: Sequence[int]) -> None:
    """Messages are about to be sent."""
    session.connection().execute(_TRIED, {"ids": _padded(ids)})


def mark_sent(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Messages have arrived."""
    session.connection().execute(_SENT, {"ids": _padded(ids), "now": now})


def add_posted(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remembers what cards became."""
    if rows:
        session.connection().execute(_ADD_POSTED, list(rows))


# --- leases and paces -------------------------------------------------------------------------


def leases(session: Session, destinations: Sequence[str]) -> Mapping[str, Held]:
    """The leases of destinations, of those that ever had one."""
    found = session.connection().execute(_LEASES, {"destinations": _padded(destinations)})
    return {row[0]: Held(*row[1:]) for row in found}


def put_leases(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Takes leases: destination, holder, until, fence and next_at of each."""
    kind = session.connection().dialect.name
    # In one order everywhere: two replicas that take the same ones shall not hold each other up.
    ordered = sorted(rows, key=lambda row: str(row["destination"]))
    session.connection().execute(replacing_insert(kind, _LEASE, "holder", "until", "fence", "next_at"), ordered)


def probe(session: Session, now: datetime) -> None:
    """Writes a row of nobody's, to see whether the database takes any."""
    put_leases(session, [{"destination": "", "holder": "", "until": now, "fence": 0, "next_at": None}])


def release(session: Session, destinations: Sequence[str], now: datetime) -> None:
    """Gives leases back."""
    session.connection().execute(_RELEASE, {"destinations": _padded(destinations), "now": now})


def back_off(session: Session, destination: str, until: datetime) -> None:
    """Nothing goes to a destination before a moment: what failed is tried again first."""
    session.connection().execute(_BACK_OFF, {"destination_": destination, "until_": until})


def works(session: Session, destinations: Sequence[str]) -> None:
    """Destinations took something: none of them is broken any more."""
    session.connection().execute(_WORKS, {"destinations": _padded(destinations)})


def breaks(session: Session, destination: str, now: datetime) -> bool:
    """A destination can take nothing any more; whether that is news."""
    lease = session.get(Lease, destination, populate_existing=True)
    if lease is None or lease.broken_at is not None:
        return False
    lease.broken_at = now
    session.add(lease)
    return True


def paces(session: Session, platforms: Collection[str]) -> Mapping[str, datetime]:
    """From when on platforms take something, of those that ever had a pace."""
    found = session.connection().execute(_PACES, {"platforms": list(platforms)})
    return {row[0]: row[1] for row in found}


def rest(session: Session, platform: str, until: datetime) -> None:
    """Nothing goes to a platform before a moment, as it said itself."""
    known = paces(session, [platform]).get(platform)
    if known is None or known < until:
        put_pace(session, platform, until)


def put_pace(session: Session, platform: str, next_at: datetime) -> None:
    """Nothing goes to a platform before a moment."""
    kind = session.connection().dialect.name
    session.connection().execute(replacing_insert(kind, _PACE, "next_at"), [{"platform": platform, "next_at": next_at}])
