"""Boards: a team's figures in a channel, kept up to date."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class Board(SQLModel, table=True):
    """A card in a channel with a team's figures; ``due_at`` is when it was brought up to date last, or will be next."""

    __table_args__ = (Index("ix_board_team_ended", "team_id", "ended_at"),)
    id: int | None = Field(default=None, primary_key=True)
    channel_id: int = Field(foreign_key="channel.id", index=True)
    team_id: int = Field(foreign_key="team.id")
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None = None
