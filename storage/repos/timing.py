"""Queries on schedules, the units they put out, and the organisation's own days."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from storage.models.team import Membership, Team, TeamDay
from storage.models.timing import DayOverride, Schedule, Unit
from storage.states import UnitState

# Made once: a tick asks these every second, and building a statement costs more than running it.
_DUE = (
    select(Schedule)
    .where(col(Schedule.next_at) <= bindparam("now"), col(Schedule.paused).is_(False))
    .order_by(col(Schedule.next_at), col(Schedule.id))
    .limit(200)
)
_PENDING = (
    select(Unit)
    .where(Unit.state == UnitState.PENDING, Unit.due_at <= bindparam("now"))
    .order_by(col(Unit.id))
    .limit(200)
)

_BY_KEY = select(Schedule).where(Schedule.key == bindparam("key"))
_LOCKED = select(Schedule).where(Schedule.id == bindparam("number")).with_for_update()
_KNOWN = select(Unit.id).where(Unit.key == bindparam("key"))
_LOCKED_UNIT = select(Unit).where(Unit.id == bindparam("number")).with_for_update(skip_locked=True)
_OVERRIDES = select(DayOverride)
_ANEW = {"populate_existing": True}


def schedule(session: Session, key: str) -> Schedule | None:
    """A schedule by its key."""
    return session.exec(_BY_KEY, params={"key": key}).first()


def schedule_by_id(session: Session, schedule_id: int) -> Schedule | None:
    """A schedule by its number."""
    return session.get(Schedule, schedule_id)


def put_schedule(session: Session, row: Schedule) -> Schedule:
    """Adds or replaces the schedule of the same key; a pause stays."""
    known = schedule(session, row.key)
    if known is None:
        session.add(row)
        session.flush()
        return row
    known.job, known.subject, known.cron, known.zone = row.job, row.subject, row.cron, row.zone
    known.next_at, known.payload, known.skip_until = row.next_at, row.payload, None
    session.add(known)
    session.flush()
    return known


def drop_schedule(session: Session, key: str) -> None:
    """Removes a schedule, if it is there."""
    row = schedule(session, key)
    if row is not None:
        session.delete(row)
        session.flush()


def schedules(session: Session, job: str | None = None, subject: int | None = None) -> Sequence[Schedule]:
    """All schedules, or those of a job, or of a job and its subject."""
    query = select(Schedule).order_by(col(Schedule.id))
    if job is not None:
        query = query.where(Schedule.job == job)
    if subject is not None:
        query = query.where(Schedule.subject == subject)
    return session.exec(query).all()


def due_schedules(session: Session, now: datetime) -> Sequence[Schedule]:
    """What is due, in order of its time; 200 at the most."""
    return session.exec(_DUE, params={"now": now}).all()


def lock_schedule(session: Session, schedule_id: int, next_at: datetime) -> Schedule | None:
    """The schedule, held by this transaction, if its time is still the one that was read."""
    row = session.exec(_LOCKED, params={"number": schedule_id}, execution_options=_ANEW).first()
    return row if row is not None and row.next_at == next_at and not row.paused else None


def add_unit(session: Session, row: Unit) -> None:
    """Adds a unit unless its key is there already."""
    if session.exec(_KNOWN, params={"key": row.key}).first() is None:
        session.add(row)
        session.flush()


def pending_units(session: Session, now: datetime) -> Sequence[Unit]:
    """Units to run, oldest first; 200 at the most."""
    return session.exec(_PENDING, params={"now": now}).all()


def lock_unit(session: Session, unit_id: int) -> Unit | None:
    """The unit, held by this transaction, if it is still to be run."""
    row = session.exec(_LOCKED_UNIT, params={"number": unit_id}, execution_options=_ANEW).first()
    return row if row is not None and row.state == UnitState.PENDING else None


def lock_firing(session: Session, firing: str) -> Sequence[Unit]:
    """The units of a firing (their keys up to the last ``/``) still to be run, held by this transaction."""
    return session.exec(
        select(Unit)
        .where(Unit.state == UnitState.PENDING, col(Unit.key).startswith(f"{firing}/", autoescape=True))
        .order_by(col(Unit.id))
        .with_for_update(),
        execution_options=_ANEW,
    ).all()


def forget_old_units(session: Session, before: datetime) -> None:
    """Drops units that ended before a moment."""
    rows = session.exec(select(Unit).where(Unit.state != UnitState.PENDING, Unit.due_at < before)).all()
    for row in rows:
        session.delete(row)


def overrides(session: Session) -> dict[date, tuple[bool, str | None]]:
    """The organisation's own working days and days off."""
    return {row.day: (row.works, row.name) for row in session.exec(_OVERRIDES)}


def teams_apart(session: Session) -> dict[int, tuple[str | None, dict[date, tuple[bool, str | None]]]]:
    """The country and the days of their own of the teams that have either."""
    query = select(Team.id, Team.country, TeamDay).outerjoin(TeamDay, col(TeamDay.team_id) == Team.id)
    query = query.where(col(Team.country).is_not(None) | col(TeamDay.day).is_not(None))
    found: dict[int, tuple[str | None, dict[date, tuple[bool, str | None]]]] = {}
    for team, country, own in session.exec(query):
        days = found.setdefault(team or 0, (country, {}))[1]
        if own is not None:
            days[own.day] = own.works, own.name
    return found


def first_teams(session: Session) -> dict[int, int]:
    """The team that each person has been in the longest."""
    query = select(Membership.person_id, Membership.team_id).order_by(col(Membership.id).desc())
    return dict(session.exec(query).all())


def put_override(session: Session, day: date, works: bool, name: str | None) -> None:
    """Sets a day of the organisation's own."""
    session.merge(DayOverride(day=day, works=works, name=name))


def drop_override(session: Session, day: date) -> bool:
    """Takes a day of the organisation's own back; False when there was none."""
    row = session.get(DayOverride, day)
    if row is None:
        return False
    session.delete(row)
    return True
