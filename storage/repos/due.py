"""What falls due next, all of it in one look: it is looked for far more often than there is anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from storage.models.base import table
from storage.models.messaging import Inbox, Outbox
from storage.models.timing import Schedule, Unit
from storage.repos.prepared import Prepared
from storage.states import OutboxState, UnitState

_SCHEDULE, _UNIT, _OUTBOX, _INBOX = table(Schedule).c, table(Unit).c, table(Outbox).c, table(Inbox).c


@dataclass(frozen=True, slots=True)
class Due:
    """When the first schedule, unit and unsent message fall due, and since when an answer has not been handed over."""

    schedule: datetime | None
    unit: datetime | None
    message: datetime | None
    unhanded: datetime | None

    def first(self) -> datetime | None:
        """The first moment at which something falls due."""
        times = (self.schedule, self.unit, self.message)
        return min((at for at in times if at is not None), default=None)

    def nothing_by(self, now: datetime) -> bool:
        """Whether nothing is due at a moment."""
        first = self.first()
        return first is None or first > now


def _first(column: ColumnElement[datetime], *which: ColumnElement[bool]) -> Any:
    return select(func.min(column)).where(*which).scalar_subquery()


_DUE = Prepared(
    lambda _: select(
        _first(_SCHEDULE.next_at, _SCHEDULE.paused.is_(False)),
        _first(_UNIT.due_at, _UNIT.state == UnitState.PENDING),
        _first(_OUTBOX.due_at, _OUTBOX.state == OutboxState.READY),
        _first(_INBOX.received_at, _INBOX.handed_at.is_(None)),
    )
)


def due(session: Session) -> Due:
    """What falls due next."""
    return Due(*_DUE.run(session)[0])
