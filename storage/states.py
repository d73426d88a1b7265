"""Enums shared by rows and rules."""

from enum import StrEnum


class Right(StrEnum):
    """What one may do; leading a team is a membership's flag, not a right of its own."""

    MEMBER = "member"
    HR = "hr"
    MANAGER = "manager"
    ADMIN = "admin"


class OutboxState(StrEnum):
    """Where a row of the outbox stands."""

    READY = "ready"
    SENT = "sent"
    DEAD = "dead"
    REPLACED = "replaced"


class UnitState(StrEnum):
    """Where a piece of scheduled work stands; ``dropped`` came too late to be of use."""

    PENDING = "pending"
    DONE = "done"
    DROPPED = "dropped"
    FAILED = "failed"


class QuestionState(StrEnum):
    """Where an open question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
