"""Teams, who is in them as what, and the channels that are theirs."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import EnumText
from storage.states import Role


class Team(SQLModel, table=True):
    """A team; its ``zone`` is where its days begin, the organisation's where it says none. ``colours`` are those of its
    certificates, those that go with its name where none were chosen. Its ``country`` (ISO 3166) is that of its
    holidays, the organisation's where it chose none.

    A ``joint`` one stands for several teams that share a target, its parts: it has no members or channels of its own.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=700, unique=True)  # of a joint one the names of its parts
    zone: str | None = Field(default=None, max_length=60)
    colours: str | None = Field(default=None, max_length=12)
    country: str | None = Field(default=None, max_length=2)
    created_at: datetime
    joint: bool = False


class TeamPart(SQLModel, table=True):
    """A team that is part of a joint one."""

    __tablename__ = "team_part"
    joint_id: int = Field(primary_key=True, foreign_key="team.id")
    team_id: int = Field(primary_key=True, foreign_key="team.id", index=True)


class Membership(SQLModel, table=True):
    """Somebody in a team: as what, and whether they lead it."""

    __table_args__ = (UniqueConstraint("team_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role | None = Field(default=None, sa_type=EnumText(Role))
    leads: bool = False
    since: datetime


class TeamDay(SQLModel, table=True):
    """A day that a team works or has off, whatever the calendar says."""

    __tablename__ = "team_day"
    team_id: int = Field(primary_key=True, foreign_key="team.id")
    day: date = Field(primary_key=True)
    works: bool
    name: str | None = Field(default=None, max_length=120)


class Honour(SQLModel, table=True):
    """A title that a team gave somebody for a period (``2026-Q4``): a fact that stays, for promotion later."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    title: str = Field(max_length=120)
    period: str = Field(max_length=10)
    given_at: datetime


class TeamChannel(SQLModel, table=True):
    """A channel that is a team's; a team may have one on each platform."""

    __tablename__ = "team_channel"
    channel_id: int = Field(primary_key=True, foreign_key="channel.id")
    team_id: int = Field(foreign_key="team.id", index=True)
