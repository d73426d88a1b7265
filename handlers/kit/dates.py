"""Dates, times and durations as people write them, in English and Chinese; what cannot be read is refused.

The forms of each are listed with the tests; a stretch of days named as a deadline (next month) means its last day,
a working week its Friday, a part of a day (tomorrow morning) that part's end.
"""

from __future__ import annotations

from datetime import date

from handlers.kit.dating.grammar import phrases
from handlers.kit.dating.resolve import resolve
from handlers.kit.dating.scan import Span, scan_due, without
from handlers.kit.dating.text import Plain, plain
from handlers.kit.dating.times import Weekdays, read_clock, read_days, read_duration, read_quiet
from handlers.kit.dating.values import DateScope, Purpose, When, Wrong
from handlers.kit.errors import BadInput
from handlers.kit.messages import Msg, say

__all__ = [
    "DateScope", "Span", "Weekdays", "When", "read_clock", "read_day", "read_days", "read_due", "read_duration",
    "read_moment", "read_past_day", "read_quiet", "read_snooze", "scan_due", "without",
]  # fmt: skip

_ENDS = " .。!！;；,，"


def read_due(text: str, scope: DateScope, field: str = "date") -> When:
    """When something is due; raises ``BadInput`` on ``field`` for the past and for what is not read to its end."""
    return _read(text, scope, "due", field)


def read_snooze(text: str, scope: DateScope, field: str = "date") -> When:
    """When to come back to something (``2h``, ``tomorrow 9am``); a stretch (next week) means its first day."""
    return _read(text, scope, "snooze", field)


def read_moment(text: str, scope: DateScope, field: str = "date") -> When:
    """When something takes place, with its time or without; no deadline words, nothing past."""
    return _read(text, scope, "moment", field)


def read_day(text: str, scope: DateScope, field: str = "date") -> date:
    """A day, past or to come; without a year the coming one."""
    return _read(text, scope, "day", field).day


def read_past_day(text: str, scope: DateScope, field: str = "date") -> date:
    """The day a logged value belongs to, today at the latest; without a year the nearest."""
    return _read(text, scope, "past", field).day


def _read(text: str, scope: DateScope, purpose: Purpose, field: str) -> When:
    said = plain(" ".join(text.split()))
    wrong: Wrong | None = None
    furthest = 0
    for phrase in phrases(said.text, 0, scope, purpose):
        rest = said.text[phrase.end :].strip(_ENDS)
        if rest:
            furthest = max(furthest, phrase.end)
            continue
        try:
            return resolve(phrase, scope, purpose)
        except Wrong as error:
            wrong = wrong or error
    raise BadInput(field, _why(said, wrong, furthest), example=say(f"date-example-{purpose}"))


def _why(said: Plain, wrong: Wrong | None, furthest: int) -> Msg:
    if wrong is not None:
        return Msg(wrong.why.id, {"bad": said.original.strip(_ENDS), **wrong.why.args})
    if furthest:
        return say("date-left-over", bad=said.typed(furthest, len(said.text)).strip(_ENDS))
    return say("date-unreadable", bad=said.original)
