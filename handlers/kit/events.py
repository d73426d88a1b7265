"""Typed events of the kit itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Greeted:
    """A person wrote to the bot privately for the first time."""

    person: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """The bot came to a channel."""

    channel: int


@dataclass(frozen=True, slots=True)
class ZoneChanged:
    """A person's local time is another one now; ``before`` was their zone (IANA) up to now."""

    person: int
    zone: str
    before: str


@dataclass(frozen=True, slots=True)
class LeaveChanged:
    """A person is on leave on other days now."""

    person: int


@dataclass(frozen=True, slots=True)
class PeopleJoining:
    """Two people are about to become one: what only one of the two may have of ``gone`` is let go of after this."""

    kept: int
    gone: int


@dataclass(frozen=True, slots=True)
class PeopleJoined:
    """Two people were one all along: whatever named ``gone`` names ``kept`` already, in every table."""

    kept: int
    gone: int


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """A person is to be blanked: whoever keeps more of them than figures lets go of it.

    ``name`` is what they were called, for texts that hold it; everywhere else it is gone already.
    """

    person: int
    name: str


class Gone(StrEnum):
    """Why somebody, or a channel, can take no message any more."""

    LEFT = "left"  # the person's account is closed
    CLOSED = "closed"  # the person takes no messages from the bot
    ARCHIVED = "archived"  # the channel is shut
    REMOVED = "removed"  # the bot is not in the channel


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Messages to a person or a channel cannot be delivered; told once, until one is again.

    ``poster`` has been told already: who had something posted there.
    """

    why: Gone
    channel: int | None
    person: int | None
    poster: int | None = None
