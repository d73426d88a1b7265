"""Queries on kudos and the ledger of points; nothing here changes or removes a line of the ledger."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, func, select

from storage.models.people import Person
from storage.models.recognition import Kudos, KudosRhythm, KudosValue, OffBoard, PointsEntry, TeamValue
from storage.repos.upsert import insert_unless_there


def hold_giver(session: Session, person_id: int) -> None:
    """Makes whoever gives at the same time as the same person wait, so that no allowance is spent twice."""
    session.exec(select(Person.id).where(Person.id == person_id).with_for_update()).first()


def add(session: Session, row: Kudos, receivers: Sequence[int], values: Sequence[str]) -> int:
    """A new kudos with a line of the ledger for each receiver; its id."""
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(KudosValue(kudos_id=row.id, value=value) for value in values)
    session.add_all(
        PointsEntry(
            person_id=person, giver_id=row.giver_id, points=row.points, kudos_id=row.id, day=row.day, at=row.given_at
        )
        for person in receivers
    )
    session.flush()
    return row.id


def reverse(session: Session, row: Kudos, now: datetime) -> None:
    """Adds a reversal of each of a kudos' lines, and marks it as taken back."""
    assert row.id is not None
    for line in lines(session, row.id):
        session.add(
            PointsEntry(
                person_id=line.person_id, giver_id=line.giver_id, points=-line.points, kudos_id=row.id,
                reverses_id=line.id, day=line.day, at=now,
            )
        )  # fmt: skip
    row.undone_at = now
    session.add(row)
    session.flush()


def credit(session: Session, person_id: int, points: int, source: str, day: date, now: datetime) -> None:
    """A line of the ledger for what is no kudos; none where the person had one of this source before."""
    values = {"person_id": person_id, "points": points, "source": source, "day": day, "at": now}
    session.connection().execute(insert_unless_there(session, PointsEntry, values))


def take_back(session: Session, source: str, now: datetime) -> None:
    """Adds a reversal of each line of a source; none where they are reversed already."""
    session.flush()
    query = select(PointsEntry).where(PointsEntry.source == source).order_by(col(PointsEntry.id))
    for line in session.exec(query).all():
        values = {
            "person_id": line.person_id, "points": -line.points, "source": f"-{source}", "reverses_id": line.id,
            "day": line.day, "at": now,
        }  # fmt: skip
        session.connection().execute(insert_unless_there(session, PointsEntry, values))


def change_points(session: Session, row: Kudos, points: int, now: datetime) -> None:
    """Gives a kudos other points: each receiver gets a further line of the difference, nothing where there is none."""
    assert row.id is not None
    if points != row.points:
        session.add_all(
            PointsEntry(
                person_id=person,
                giver_id=row.giver_id,
                points=points - row.points,
                kudos_id=row.id,
                day=row.day,
                at=now,
            )
            for person in receivers(session, row.id)
        )
    row.points = points
    session.add(row)
    session.flush()


def reword(session: Session, row: Kudos, reason: str, named: Sequence[str]) -> None:
    """Gives a kudos other words, and the values those name; its lines of the ledger stay as they are."""
    assert row.id is not None
    session.exec(delete(KudosValue).where(col(KudosValue.kudos_id) == row.id))
    session.add_all(KudosValue(kudos_id=row.id, value=value) for value in named)
    row.reason = reason
    session.add(row)
    session.flush()


def get(session: Session, kudos_id: int) -> Kudos | None:
    """A kudos by id."""
    return session.get(Kudos, kudos_id)


def lines(session: Session, kudos_id: int) -> Sequence[PointsEntry]:
    """What a kudos gave to whom, and by how much that was changed; without reversals."""
    query = select(PointsEntry).where(PointsEntry.kudos_id == kudos_id, col(PointsEntry.reverses_id).is_(None))
    return session.exec(query.order_by(col(PointsEntry.id))).all()


def receivers(session: Session, kudos_id: int) -> Sequence[int]:
    """Who a kudos is for, in the order they were named."""
    return tuple(dict.fromkeys(line.person_id for line in lines(session, kudos_id)))


def values(session: Session, kudos_id: int) -> Sequence[str]:
    """The values a kudos names."""
    query = select(KudosValue.value).where(KudosValue.kudos_id == kudos_id)
    return session.exec(query.order_by(col(KudosValue.value))).all()


def last_of(session: Session, giver_id: int) -> Kudos | None:
    """The latest kudos somebody gave and has not taken back."""
    query = select(Kudos).where(Kudos.giver_id == giver_id, col(Kudos.undone_at).is_(None))
    return session.exec(query.order_by(col(Kudos.id).desc()).limit(1)).first()


def received_by(session: Session, person_id: int, first: date, last: date) -> Sequence[Kudos]:
    """The kudos somebody was given in a span of days and that stand, newest first."""
    received = select(PointsEntry.kudos_id).where(PointsEntry.person_id == person_id)
    query = select(Kudos).where(
        col(Kudos.id).in_(received), col(Kudos.undone_at).is_(None), col(Kudos.day).between(first, last)
    )
    return session.exec(query.order_by(col(Kudos.id).desc())).all()


def of_person(session: Session, person_id: int) -> Sequence[Kudos]:
    """Every kudos that somebody gave or received, taken back or not, oldest first."""
    received = select(PointsEntry.kudos_id).where(PointsEntry.person_id == person_id)
    query = select(Kudos).where((col(Kudos.giver_id) == person_id) | col(Kudos.id).in_(received))
    return session.exec(query.order_by(col(Kudos.id))).all()


def balance(session: Session, person_id: int) -> int:
    """All points somebody has: the sum of their lines."""
    return _sum(session, col(PointsEntry.person_id) == person_id)


def points_received(session: Session, person_id: int, first: date, last: date) -> int:
    """The points somebody was given in a span of days."""
    return _sum(session, col(PointsEntry.person_id) == person_id, col(PointsEntry.day).between(first, last))


def points_given(session: Session, giver_id: int, first: date, last: date) -> int:
    """The points somebody gave in a span of days."""
    return _sum(session, col(PointsEntry.giver_id) == giver_id, col(PointsEntry.day).between(first, last))


def points_between(
    session: Session, first: date, last: date, giver_id: int | None = None
) -> Mapping[tuple[int, int], int]:
    """The points by (giver, receiver) in a span of days, of all or of one giver; no pair with none."""
    total = func.sum(col(PointsEntry.points))
    giver, receiver = col(PointsEntry.giver_id), col(PointsEntry.person_id)
    query = select(giver, receiver, total).where(col(PointsEntry.day).between(first, last), giver.is_not(None))
    if giver_id is not None:
        query = query.where(giver == giver_id)
    query = query.group_by(giver, receiver).having(total > 0).order_by(giver, receiver)
    return {(one, other): int(points) for one, other, points in session.exec(query) if one is not None}


def totals(
    session: Session, first: date, last: date, *, value: str | None = None, given: bool = False
) -> Sequence[tuple[int, int]]:
    """Who was given (or gave) how many points in a span of days, all or for a value; nobody with none.

    Private kudos count in what somebody was given in all alone: by value or by giver they would tell of themselves.
    """
    total = func.sum(col(PointsEntry.points))
    who = col(PointsEntry.giver_id if given else PointsEntry.person_id)
    query = select(who, total).where(col(PointsEntry.day).between(first, last), who.is_not(None))
    if value is not None or given:
        secret = select(Kudos.id).where(Kudos.private)
        query = query.where(col(PointsEntry.kudos_id).not_in(secret))
    if value is not None:
        query = query.where(col(PointsEntry.kudos_id).in_(select(KudosValue.kudos_id).where(KudosValue.value == value)))
    query = query.group_by(who).having(total > 0).order_by(who)
    return [(person, int(points)) for person, points in session.exec(query) if person is not None]


def team_values(session: Session, teams: Sequence[int]) -> dict[str, str]:
    """The values of some teams as they are written, by their one spelling, in the order they were defined."""
    query = select(TeamValue).where(col(TeamValue.team_id).in_(teams)).order_by(col(TeamValue.id))
    return {row.value: row.name for row in session.exec(query)}


def put_value(session: Session, team_id: int, value: str, name: str) -> None:
    """A value of a team, written so from now on."""
    query = select(TeamValue).where(TeamValue.team_id == team_id, TeamValue.value == value)
    row = session.exec(query).first() or TeamValue(team_id=team_id, value=value, name=name)
    row.name = name
    session.add(row)
    session.flush()


def drop_value(session: Session, team_id: int, value: str) -> None:
    """A team has a value no more."""
    session.exec(delete(TeamValue).where(col(TeamValue.team_id) == team_id, col(TeamValue.value) == value))


def off_boards(session: Session) -> frozenset[int]:
    """Who does not want to stand on boards."""
    return frozenset(session.exec(select(OffBoard.person_id)))


def set_off_boards(session: Session, person_id: int, *, off: bool) -> None:
    """Takes somebody off all boards, or puts them there again."""
    if off:
        session.merge(OffBoard(person_id=person_id))
    else:
        session.exec(delete(OffBoard).where(col(OffBoard.person_id) == person_id))
    session.flush()


def rhythm(session: Session, team_id: int) -> KudosRhythm:
    """What a team hears of its kudos by the clock; a new row where nothing is known yet."""
    return session.get(KudosRhythm, team_id) or KudosRhythm(team_id=team_id)


def save_rhythm(session: Session, row: KudosRhythm) -> None:
    """Keeps it."""
    session.add(row)
    session.flush()


def public_between(session: Session, since: datetime, until: datetime) -> Sequence[Kudos]:
    """The kudos for all to read that were given from a moment on and before another, and stand; oldest first."""
    return _public(session, col(Kudos.given_at) >= since, col(Kudos.given_at) < until)


def public_on(session: Session, first: date, last: date) -> Sequence[Kudos]:
    """The same of a span of days."""
    return _public(session, col(Kudos.day).between(first, last))


def _public(session: Session, *where: ColumnElement[bool]) -> Sequence[Kudos]:
    query = select(Kudos).where(col(Kudos.private).is_(False), col(Kudos.undone_at).is_(None), *where)
    return session.exec(query.order_by(col(Kudos.id))).all()


def receivers_of(session: Session, kudos_ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    """Who some kudos are for, in the order they were named, by kudos."""
    query = select(PointsEntry.kudos_id, PointsEntry.person_id).where(col(PointsEntry.kudos_id).in_(kudos_ids))
    found: dict[int, dict[int, None]] = {}
    for kudos_id, person in session.exec(query.order_by(col(PointsEntry.id))):
        if kudos_id is not None:
            found.setdefault(kudos_id, {})[person] = None
    return {kudos_id: tuple(people) for kudos_id, people in found.items()}


def values_of(session: Session, kudos_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """The values that some kudos name, by kudos."""
    query = select(KudosValue).where(col(KudosValue.kudos_id).in_(kudos_ids))
    found: dict[int, tuple[str, ...]] = {}
    for row in session.exec(query.order_by(col(KudosValue.value))):
        found[row.kudos_id] = (*found.get(row.kudos_id, ()), row.value)
    return found


def _sum(session: Session, *where: ColumnElement[bool]) -> int:
    return session.exec(select(func.sum(col(PointsEntry.points))).where(*where)).one() or 0
