"""Workspaces, people, their accounts, channels, and the organisation's own settings."""

from datetime import date, datetime, time

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.base import EnumText
from storage.states import Right


class Workspace(SQLModel, table=True):
    """One platform's installation; all of a deployment's belong to its one organisation."""

    __table_args__ = (UniqueConstraint("platform", "external_id"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str = Field(max_length=20)
    external_id: str = Field(max_length=120)
    name: str = Field(default="", max_length=200)


class Person(SQLModel, table=True):
    """A human being; ``language`` and ``zone`` are set when chosen, otherwise the account's or the default hold.

    ``country`` (ISO 3166) is the one whose holidays they have, the organisation's where it is None.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200, index=True)
    right: Right = Field(default=Right.MEMBER, sa_type=EnumText(Right))
    language: str | None = Field(default=None, max_length=10)
    zone: str | None = Field(default=None, max_length=60)
    quiet_from: time | None = None
    quiet_to: time | None = None
    country: str | None = Field(default=None, max_length=2)
    active: bool = True
    joined_at: datetime
    forgotten_at: datetime | None = None


class Leave(SQLModel, table=True):
    """Days in a row of somebody's leave, both ends included; ``last`` is ``date.max`` while its end is open."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first: date
    last: date = Field(index=True)


class MutedTopic(SQLModel, table=True):
    """A kind of private message that somebody turned down."""

    __tablename__ = "muted_topic"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    topic: str = Field(primary_key=True, max_length=40)


class Account(SQLModel, table=True):
    """A person on one platform; what the platform says of them stands here, what they choose in ``Person``.

    ``left_at`` is when the platform closed it: it opens nothing any more, and nothing is sent to it. ``preferred``, of
    several, is the one that private messages go to.
    """

    __table_args__ = (UniqueConstraint("workspace_id", "external_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    external_id: str = Field(max_length=120)
    language: str | None = Field(default=None, max_length=10)
    zone: str | None = Field(default=None, max_length=60)
    email: str | None = Field(default=None, max_length=254)
    spoke_at: datetime | None = None
    greeted_at: datetime | None = None
    left_at: datetime | None = None
    preferred: bool = False


class LinkCode(SQLModel, table=True):
    """A one-time code with which somebody shows that an account on another platform is theirs; kept as its digest."""

    __tablename__ = "link_code"
    digest: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", unique=True)
    expires_at: datetime


class Channel(SQLModel, table=True):
    """A channel or group the bot has heard of; ``greeted_at`` is when it first was in it."""

    __table_args__ = (UniqueConstraint("workspace_id", "external_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    external_id: str = Field(max_length=120)
    name: str = Field(max_length=200)
    language: str | None = Field(default=None, max_length=10)
    greeted_at: datetime | None = None


class OrgSetting(SQLModel, table=True):
    """A setting of the organisation that is changed in chat, by its name."""

    __tablename__ = "org_setting"
    name: str = Field(primary_key=True, max_length=60)
    value: str
