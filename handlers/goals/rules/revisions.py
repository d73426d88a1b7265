"""Rules of revisions, pure: what may change after approval, from when, and how long an answer may take (K5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.kit.dates import DateScope, read_day, read_snooze
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, say
from handlers.kit.numbers import Quantity
from handlers.kit.periods import Period
from storage.states import Cause, RevisionState

LETTER = "V"
PATIENCE_WORKDAYS = 2  # between reminders to who has to decide
MOST_WEIGHT = 100
MOST_REMINDERS = 5  # after these the one who asked knows, and may take it up in person

_SINCE = re.compile(r"^(?:从|從|自|starting\s+)|(?:起|开始|開始|onwards?|on)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Revision:
    """A change that was asked for. ``what`` names it (``bob · leads``); the old and new of what does not change are
    None. ``period`` is None of a goal's, ``goal`` of a target's."""

    id: int
    what: str
    unit: str
    period: Period | None
    goal: int | None
    person: int | None
    team: int | None
    values: tuple[Decimal | None, Decimal | None]
    percents: tuple[tuple[Decimal, ...] | None, tuple[Decimal, ...] | None]
    weights: tuple[Decimal | None, Decimal | None]
    cause: Cause
    reason: str
    evidence: str | None
    valid_from: date
    state: RevisionState
    asked_by: int
    decided_by: int | None = None
    answer: str | None = None

    @property
    def ref(self) -> str:
        """What people type: ``V3``."""
        return f"{LETTER}{self.id}"

    @property
    def inside(self) -> bool:
        """Whether its cause lies inside the team: method K5 adjusts only for others, so the approver is to weigh it."""
        return self.cause is Cause.INTERNAL


def read_since(text: str, scope: DateScope) -> date:
    """The day something is to hold from; of a stretch (next month, Q2) its first, a past day too."""
    said = _SINCE.sub("", _SINCE.sub("", text.strip())).strip() or text
    try:
        return read_snooze(said, scope, "from").day
    except BadInput:
        return read_day(said, scope, "from")


def within(day: date, first: date, last: date) -> bool:
    """Whether a revision may hold from a day: one of the period it is about."""
    return first <= day <= last


def read_weight(quantity: Quantity) -> Decimal:
    """A goal's weight among those beside it: nought or more, up to a hundred."""
    if quantity.mark is not None or not 0 <= quantity.value <= MOST_WEIGHT:
        raise BadInput("weight", say("goal-weight-range", bad=quantity.text), Code("--weight 2"))
    return quantity.value
