"""Queries of whoever asks the extractor: what is due, claims under a lease, and what came of asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from storage.models.meetings import Extraction, Meeting, Minutes
from storage.states import ExtractionState


@dataclass(frozen=True, slots=True)
class Claim:
    """Minutes to ask about, under a lease: their text, the zone of their meeting, which attempt it is."""

    meeting: int
    text: str
    zone: str
    fence: int
    attempt: int


def claim(session: Session, now: datetime, lease: timedelta, most: int) -> list[Claim]:
    """Takes what is due and nobody holds, the longest due first; each is one attempt more."""
    rows = session.exec(
        select(Extraction)
        .where(Extraction.state == ExtractionState.ASKED, col(Extraction.next_at) <= now)
        .where(or_(col(Extraction.until).is_(None), col(Extraction.until) <= now))
        .order_by(col(Extraction.next_at), col(Extraction.meeting_id))
        .limit(most)
        .with_for_update(skip_locked=True),
        execution_options={"populate_existing": True},
    ).all()
    return [_claimed(session, row, now + lease) for row in rows]


def _claimed(session: Session, row: Extraction, until: datetime) -> Claim:
    row.until, row.fence, row.attempts = until, row.fence + 1, row.attempts + 1
    session.add(row)
    text = session.get_one(Minutes, row.meeting_id).text
    return Claim(row.meeting_id, text, session.get_one(Meeting, row.meeting_id).zone, row.fence, row.attempts)


def due(session: Session, now: datetime) -> bool:
    """Whether there is anything to claim."""
    query = select(Extraction.meeting_id).where(
        Extraction.state == ExtractionState.ASKED,
        col(Extraction.next_at) <= now,
        or_(col(Extraction.until).is_(None), col(Extraction.until) <= now),
    )
    return session.exec(query.limit(1)).first() is not None


def next_due(session: Session) -> datetime | None:
    """When the next asking falls due."""
    return session.exec(select(func.min(Extraction.next_at)).where(Extraction.state == ExtractionState.ASKED)).one()


def held(session: Session, claimed: Claim) -> Extraction | None:
    """The row, held by this transaction, if the claim still stands: the same text, taken over by nobody."""
    row = session.exec(
        select(Extraction).where(Extraction.meeting_id == claimed.meeting).with_for_update(),
        execution_options={"populate_existing": True},
    ).first()
    return row if row is not None and row.fence == claimed.fence and row.state is ExtractionState.ASKED else None


def answered(session: Session, claimed: Claim, answer: Sequence[Mapping[str, Any]]) -> bool:
    """Keeps an answer; False where it comes too late."""
    row = held(session, claimed)
    if row is None:
        return False
    row.state, row.answer, row.until, row.error = ExtractionState.ANSWERED, list(answer), None, None
    session.add(row)
    return True


def failed(session: Session, claimed: Claim, why: str, again: datetime | None) -> None:
    """An attempt came to nothing: it is due ``again``, or given up."""
    row = held(session, claimed)
    if row is None:
        return
    row.until, row.error = None, why
    row.state = ExtractionState.ASKED if again is not None else ExtractionState.FAILED
    row.next_at = again if again is not None else row.next_at
    session.add(row)


def give_back(session: Session, claims: Sequence[Claim]) -> None:
    """Lets go of what was not asked to the end: it counts as no attempt, and another may take it at once."""
    for claimed in claims:
        row = held(session, claimed)
        if row is not None:
            row.until, row.attempts = None, row.attempts - 1
            session.add(row)


def counts(session: Session) -> Mapping[ExtractionState, int]:
    """How many stand where."""
    rows = session.exec(select(Extraction.state, func.count()).group_by(col(Extraction.state))).all()
    return {ExtractionState(state): count for state, count in rows}


def oldest(session: Session) -> datetime | None:
    """Since when the one that has waited longest for its answer has been asked."""
    return session.exec(select(func.min(Extraction.asked_at)).where(Extraction.state == ExtractionState.ASKED)).one()
