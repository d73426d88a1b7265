"""The local platform's own transcript: what its page and its pipe show."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.models.base import Json


class LocalMessage(SQLModel, table=True):
    """A message in the local chat, typed or sent; ``place`` is ``#channel`` or ``@person``, its id shows as ``m7``.

    ``under`` is the message that it replies to.
    """

    __tablename__ = "local_message"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    place: str = Field(max_length=200, index=True)
    speaker: str | None = Field(default=None, max_length=200)
    only: str | None = Field(default=None, max_length=200)
    updates: int | None = Field(default=None, foreign_key="local_message.id")
    under: int | None = Field(default=None, foreign_key="local_message.id")
    key: str | None = Field(default=None, max_length=200, unique=True)
    body: Any = Field(sa_type=Json)
