"""Queries on teams, memberships and teams' channels."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, delete, or_, select

from storage import tallies
from storage.models.people import Channel, Workspace
from storage.models.team import Honour, Membership, Team, TeamChannel, TeamDay, TeamPart
from storage.repos.upsert import insert_unless_there
from storage.states import Role


def add(session: Session, name: str, now: datetime) -> Team:
    """A new team."""
    row = Team(name=name, created_at=now)
    session.add(row)
    session.flush()
    return row


def get(session: Session, team_id: int) -> Team | None:
    """A team by id."""
    return session.get(Team, team_id)


def set_zone(session: Session, team_id: int, zone: str) -> None:
    """Where a team's days begin from now on (IANA)."""
    row = session.get_one(Team, team_id)
    row.zone = zone
    session.add(row)
    session.flush()


def set_country(session: Session, team_id: int, country: str | None) -> None:
    """The country (ISO 3166) whose holidays a team has from now on, None for the organisation's."""
    row = session.get_one(Team, team_id)
    row.country = country
    session.add(row)
    session.flush()


def put_day(session: Session, team_id: int, day: date, works: bool, name: str | None) -> None:
    """Sets a day of a team's own."""
    session.merge(TeamDay(team_id=team_id, day=day, works=works, name=name))
    session.flush()


def days(session: Session, team_id: int, since: date) -> Sequence[TeamDay]:
    """The days of a team's own from a day on, in order."""
    query = select(TeamDay).where(TeamDay.team_id == team_id, col(TeamDay.day) >= since)
    return session.exec(query.order_by(col(TeamDay.day))).all()


def drop_day(session: Session, team_id: int, day: date) -> bool:
    """Takes a day of a team's own back; False when there was none."""
    row = session.get(TeamDay, (team_id, day))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def set_colours(session: Session, team_id: int, colours: str) -> None:
    """The colours of a team's certificates from now on."""
    row = session.get_one(Team, team_id)
    row.colours = colours
    session.add(row)
    session.flush()


def give(session: Session, honour: Honour) -> None:
    """A title that somebody has from now on."""
    session.add(honour)
    session.flush()


def honours(session: Session, people: Collection[int], years: Collection[int]) -> Sequence[Honour]:
    """The titles that some people were given for the periods of some years, oldest first."""
    begins = [col(Honour.period).startswith(f"{year:04}") for year in years]
    query = select(Honour).where(col(Honour.person_id).in_(people), or_(*begins))
    return session.exec(query.order_by(col(Honour.id))).all()


def unname(session: Session, name: str, blanked: Callable[[str], str]) -> None:
    """Blanks a name in the titles that hold it."""
    for row in session.exec(select(Honour).where(col(Honour.title).contains(name, autoescape=True))).all():
        row.title = blanked(row.title)
        session.add(row)
    session.flush()


def every(session: Session) -> Sequence[Team]:
    """All teams but joint ones, oldest first."""
    return session.exec(select(Team).where(col(Team.joint).is_(False)).order_by(col(Team.id))).all()


def named(session: Session, name: str) -> Team | None:
    """The team, joint or not, whose name this is."""
    return session.exec(select(Team).where(func.lower(Team.name) == name.lower())).first()


def of_person(session: Session, person_id: int) -> Sequence[Team]:
    """The teams somebody is in, oldest first."""
    query = select(Team).join(Membership, col(Membership.team_id) == col(Team.id))
    return session.exec(query.where(Membership.person_id == person_id).order_by(col(Team.id))).all()


def members(session: Session, team_id: int) -> Sequence[Membership]:
    """A team's members, longest there first; of a joint one those of its parts, whoever is in two of them twice."""
    query = select(Membership).where(_within(Membership.team_id, team_id))
    return session.exec(query.order_by(col(Membership.id))).all()


def memberships(session: Session, *person_ids: int) -> Sequence[Membership]:
    """What somebody is in which team, or some people are."""
    query = select(Membership).where(col(Membership.person_id).in_(person_ids))
    return session.exec(query.order_by(col(Membership.id))).all()


def mates(session: Session, person_id: int) -> Sequence[int]:
    """Who is in a team with somebody, themselves too, by id."""
    theirs = select(Membership.team_id).where(Membership.person_id == person_id)
    query = select(Membership.person_id).where(col(Membership.team_id).in_(theirs))
    return session.exec(query.distinct().order_by(col(Membership.person_id))).all()


def homes(session: Session) -> dict[int, Team]:
    """The oldest team of everybody who is in one, by person."""
    query = select(Membership.person_id, Team).join(Team, col(Team.id) == col(Membership.team_id))
    return dict(session.exec(query.order_by(col(Team.id).desc())).all())


def membership(session: Session, team_id: int, person_id: int) -> Membership | None:
    """What somebody is in a team or in a part of a joint one, None when they are not in it."""
    query = select(Membership).where(_within(Membership.team_id, team_id), Membership.person_id == person_id)
    return session.exec(query).first()


def join(session: Session, team_id: int, person_id: int, role: Role | None, leads: bool, now: datetime) -> Membership:
    """Adds somebody to a team."""
    row = Membership(team_id=team_id, person_id=person_id, role=role, leads=leads, since=now)
    session.add(row)
    session.flush()
    return row


def leave(session: Session, row: Membership) -> None:
    """Takes somebody out of a team."""
    session.delete(row)
    session.flush()


def led_by(session: Session, person_id: int) -> frozenset[int]:
    """The ids of the teams somebody leads, and of joint ones of which they lead every part."""
    led = select(Membership.team_id).where(Membership.person_id == person_id, col(Membership.leads).is_(True))
    parts = func.sum(case((col(TeamPart.team_id).in_(led), 1), else_=0))
    joint = select(TeamPart.joint_id).group_by(col(TeamPart.joint_id)).having(parts == func.count())
    query = select(Team.id).where(col(Team.id).in_(led) | col(Team.id).in_(joint))
    return frozenset(id_ for id_ in session.exec(query) if id_ is not None)


def channels(session: Session, team_id: int) -> Sequence[int]:
    """The ids of a team's channels, of a joint one those of its parts."""
    query = select(TeamChannel.channel_id).where(_within(TeamChannel.team_id, team_id))
    return session.exec(query.order_by(col(TeamChannel.channel_id))).all()


def bound(session: Session, platform: str) -> dict[str, str]:
    """The channels of teams on a platform: name by its own id."""
    query = (
        select(Channel.external_id, Channel.name)
        .join(Workspace)
        .join(TeamChannel)
        .where(Workspace.platform == platform)
    )
    return dict(session.exec(query).all())


def without_channel(session: Session) -> Sequence[str]:
    """The names of the teams that have no channel anywhere, oldest first."""
    query = select(Team.name).outerjoin(TeamChannel).where(col(TeamChannel.channel_id).is_(None))
    query = query.where(col(Team.joint).is_(False))
    return session.exec(query.order_by(col(Team.id))).all()


def of_channel(session: Session, channel_id: int) -> Team | None:
    """The team whose channel this is."""
    query = select(Team).join(TeamChannel, col(TeamChannel.team_id) == col(Team.id))
    return session.exec(query.where(TeamChannel.channel_id == channel_id)).first()


def bind(session: Session, team_id: int, channel_id: int) -> None:
    """Makes a channel a team's, and no other's."""
    session.connection().execute(delete(TeamChannel).where(col(TeamChannel.channel_id) == channel_id))
    session.add(TeamChannel(channel_id=channel_id, team_id=team_id))
    session.flush()


# --- joint teams ----------------------------------------------------------------------------------


def _within(column: Any, team_id: int) -> ColumnElement[bool]:
    """Whether a column names a team, or a part of it."""
    parts = select(TeamPart.team_id).where(TeamPart.joint_id == team_id)
    return (col(column) == team_id) | col(column).in_(parts)


def parts(session: Session, joint_id: int) -> Sequence[Team]:
    """What a joint team consists of, oldest first; nothing of any other."""
    query = select(Team).join(TeamPart, col(TeamPart.team_id) == col(Team.id)).where(TeamPart.joint_id == joint_id)
    return session.exec(query.order_by(col(Team.id))).all()


def within(session: Session) -> dict[int, frozenset[int]]:
    """The ids of the parts of each joint team."""
    found: dict[int, frozenset[int]] = {}
    for row in session.exec(select(TeamPart)):
        found[row.joint_id] = found.get(row.joint_id, frozenset()) | {row.team_id}
    return found


def joints(session: Session, team_ids: Collection[int] | None = None) -> Sequence[Team]:
    """The joint teams, or those that some teams are part of, oldest first."""
    query = select(Team).where(col(Team.joint).is_(True)).order_by(col(Team.id))
    if team_ids is not None:
        theirs = select(TeamPart.joint_id).where(col(TeamPart.team_id).in_(team_ids))
        query = query.where(col(Team.id).in_(theirs))
    return session.exec(query).all()


def put_together(session: Session, name: str, team_ids: Collection[int], now: datetime) -> Team:
    """The joint team of some teams; a new one counts what was logged for them so far."""
    values = {"name": name, "created_at": now, "joint": True}
    made = session.connection().execute(insert_unless_there(session, Team, values).returning(col(Team.id)))
    joint_id = made.scalar_one_or_none()
    if joint_id is not None:
        session.add_all(TeamPart(joint_id=joint_id, team_id=team_id) for team_id in team_ids)
        session.flush()
        tallies.put_together(session.connection(), joint_id, team_ids)
    return session.exec(select(Team).where(Team.name == name)).one()
