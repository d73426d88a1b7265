"""Projects that several teams share: who coordinates them, for which teams, and what they need."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Project(SQLModel, table=True):
    """A project; ``liaison_id`` is whom everybody turns to, ``series_id`` its retro, ``ends`` its last day if known."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120, unique=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    liaison_id: int = Field(foreign_key="person.id", index=True)
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    series_id: int | None = Field(default=None, foreign_key="meeting_series.id")
    ends: date | None = None
    made_at: datetime
    ended_at: datetime | None = None


class ProjectTeam(SQLModel, table=True):
    """A team that has a part in a project, and its own contact, where that is another than who leads it."""

    __tablename__ = "project_team"
    project_id: int = Field(primary_key=True, foreign_key="project.id")
    team_id: int = Field(primary_key=True, foreign_key="team.id", index=True)
    liaison_id: int | None = Field(default=None, foreign_key="person.id")


class ProjectNeed(SQLModel, table=True):
    """Something a project needs: the liaison's action item."""

    __tablename__ = "project_need"
    item_id: int = Field(primary_key=True, foreign_key="action_item.id")
    project_id: int = Field(foreign_key="project.id", index=True)
