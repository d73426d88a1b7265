"""Awards by anonymous vote: what is voted on, who is nominated, and the ballots, which name nobody.

A ballot is a count and no row: it has no person, no time and no order. Who has voted stands in a roll of its own.
"""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.base import EnumText
from storage.states import AwardState


class Award(SQLModel, table=True):
    """An award of a team for a period (``2026-Q4``); ``floor`` is the fewest ballots that are counted out, ``until``
    when the vote ends.

    ``electors`` is how many may vote, fixed at the opening, ``cast`` how many did, known at the close.
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    title: str = Field(max_length=120)
    period: str = Field(max_length=10)
    by_id: int = Field(foreign_key="person.id", index=True)
    floor: int
    until: datetime
    zone: str = Field(max_length=60)
    state: AwardState = Field(default=AwardState.NOMINATING, sa_type=EnumText(AwardState))
    made_at: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    electors: int = 0
    cast: int | None = None


class AwardNominee(SQLModel, table=True):
    """Somebody nominated, by the number they are voted for with; ``won`` is the fact that stays."""

    __tablename__ = "award_nominee"
    award_id: int = Field(primary_key=True, foreign_key="award.id")
    number: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    won: bool = False


class AwardReason(SQLModel, table=True):
    """Why somebody was nominated, and by whom: nominations are open, only ballots are not."""

    __tablename__ = "award_reason"
    id: int | None = Field(default=None, primary_key=True)
    award_id: int = Field(foreign_key="award.id", index=True)
    number: int
    by_id: int = Field(foreign_key="person.id", index=True)
    text: str


class AwardTally(SQLModel, table=True):
    """How many ballots a nominee has; written anew at the close, all in one transaction.

    ``award_id`` is no foreign key: SQLite wipes the pages of a table that it empties only where it has none.
    """

    __tablename__ = "award_tally"
    award_id: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    ballots: int = 0


class AwardRoll(SQLModel, table=True):
    """Who may vote, fixed when voting opens, and who has; written anew at the close in the order of their ids."""

    __tablename__ = "award_roll"
    award_id: int = Field(primary_key=True, foreign_key="award.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    voted: bool = False
