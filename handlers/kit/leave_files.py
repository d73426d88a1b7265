"""Leave as a file holds it: a calendar's (iCalendar), or a table's (CSV). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.kit import ical
from handlers.kit.dayfiles import MOST_ROWS, iso_day, rows, text_of
from handlers.kit.errors import BadInput
from handlers.kit.leave_days import Spell
from handlers.kit.messages import Code, say

OWN_EXAMPLE = "2026-12-24,2026-12-28"
EXAMPLE = f"bob,{OWN_EXAMPLE}"
_CALLED = re.compile(
    r"\b(?:leave|vacation|holidays?|pto|ooo|out of (?:the )?office|days? off|time off|sick|parental)\b|(?<![-\w])off\b"
    r"|请假|休假|年假|病假|事假|产假|陪产假|婚假|丧假|调休|补休|请年假|不在办公室"
    r"|請假|特休|病假|產假|喪假|補休|調休|不在辦公室",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Leave of a line of a file: who it says it is of (of a calendar's entry its words and its keeper's address)."""

    line: int
    who: str
    spell: Spell
    by: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, and how many of its entries are no leave."""

    taken: tuple[Taken, ...]
    left_out: int = 0


def own_leave(content: bytes) -> Read:
    """One person's leave: rows of ``first[,last[,…]]``, or of a calendar the entries that are called leave."""
    text = text_of(content, Code(OWN_EXAMPLE))
    if not _is_calendar(text):
        return _some(Read(tuple(_row(line, ["", *cells], OWN_EXAMPLE) for line, cells in rows(text))), OWN_EXAMPLE)
    events = list(ical.events(text))
    kept = tuple(event for event in events if _is_leave(event) and _whole(event))
    if events and not kept:
        raise BadInput("file", say("kit-leave-file-called"), Code(OWN_EXAMPLE))
    return _some(_of(kept, events), OWN_EXAMPLE)


def leave_of_many(content: bytes) -> Read:
    """Many people's leave: rows of ``who,first[,last[,…]]``, or a shared calendar's entries, each with somebody's name;
    where some are called leave, the others are left out."""
    text = text_of(content, Code(EXAMPLE))
    if not _is_calendar(text):
        return _some(Read(tuple(_row(line, cells, EXAMPLE) for line, cells in rows(text))), EXAMPLE)
    events = list(ical.events(text))
    whole = [event for event in events if _whole(event)]
    return _some(_of([event for event in whole if _is_leave(event)] or whole, events), EXAMPLE)


def _is_calendar(text: str) -> bool:
    return text.lstrip().startswith(ical.BEGINS)


def _is_leave(event: ical.Event) -> bool:
    return event.out or _CALLED.search(event.summary) is not None


def _whole(event: ical.Event) -> bool:
    """Hours of a day are an appointment; what repeats says of no day for certain that it is kept."""
    return not event.repeats and (not event.timed or event.last > event.first)


def _of(kept: Iterable[ical.Event], events: list[ical.Event]) -> Read:
    taken = tuple(Taken(e.line, e.summary, Spell(e.first, e.last), e.by) for e in kept)
    return Read(taken, len(events) - len(taken))


def _row(line: int, cells: list[str], example: str) -> Taken:
    who, first, last, *_ = [*cells, "", ""]
    begin = iso_day(line, first, Code(example))
    spell = Spell(begin, iso_day(line, last, Code(example)) if last else begin)
    if spell.last < spell.first:
        raise BadInput("file", say("kit-leave-file-backwards", line=str(line)), Code(example))
    return Taken(line, who, spell)


def _some(read: Read, example: str) -> Read:
    if not read.taken:
        raise BadInput("file", say("kit-leave-file-empty"), Code(example))
    if len(read.taken) > MOST_ROWS:
        raise BadInput("file", say("kit-leave-file-long", limit=MOST_ROWS), Code(example))
    return read
