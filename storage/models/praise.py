"""Customers' praise: what was said, of whom, what it gave, and the keys by which one praise counts once."""

from datetime import datetime
from decimal import Decimal

from sqlmodel import Field, SQLModel

from storage.models.base import EnumText, Exact
from storage.states import PraiseState


class Praise(SQLModel, table=True):
    """A customer's words or score (``score_of`` is the most there is, None where it was not said), with its proof: a
    link, or a picture that is kept."""

    id: int | None = Field(default=None, primary_key=True)
    customer: str = Field(max_length=120)
    text: str | None = None
    score: Decimal | None = Field(default=None, sa_type=Exact)
    score_of: Decimal | None = Field(default=None, sa_type=Exact)
    proof: str | None = None
    picture_id: int | None = Field(default=None, index=True)
    by_id: int = Field(foreign_key="person.id", index=True)
    handed_in_at: datetime
    state: PraiseState = Field(default=PraiseState.WAITING, sa_type=EnumText(PraiseState), index=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    decided_at: datetime | None = None
    answer: str | None = None


class Praised(SQLModel, table=True):
    """Somebody a customer praised, by which team's rule, and what it gave them: facts that stay."""

    praise_id: int = Field(primary_key=True, foreign_key="praise.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    points: int | None = None
    privilege: str | None = None


class PraiseKey(SQLModel, table=True):
    """A digest of what makes a praise the same as another, while it waits or counts."""

    __tablename__ = "praise_key"
    key: str = Field(primary_key=True, max_length=64)
    praise_id: int = Field(foreign_key="praise.id", index=True)


class PraiseRule(SQLModel, table=True):
    """What a team's members get for a customer's praise."""

    __tablename__ = "praise_rule"
    team_id: int = Field(primary_key=True, foreign_key="team.id")
    points: int
    privilege: str | None = None
    set_by: int = Field(foreign_key="person.id", index=True)
    set_at: datetime
