"""Whole days out of an iCalendar file (RFC 5545), as calendars of public holidays come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.errors import BadInput
from handlers.kit.messages import Msg, say

BEGINS = "BEGIN:VCALENDAR"
LONGEST = 60  # days of one entry: more is no holiday
_PROPERTY = re.compile(r'(?P<name>[A-Z-]+)(?:;(?:[^":]|"[^"]*")*)?:(?P<value>.*)', re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Event:
    """An entry: the line it begins at, its first and last day, and what it says."""

    line: int
    first: date
    last: date
    summary: str

    @property
    def days(self) -> tuple[date, ...]:
        """Each of its days."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def events(text: str) -> Iterator[Event]:
    """The entries of a file, in its order; ``BadInput`` names the line of one that cannot be read to the end."""
    begin, held = 0, dict[str, str]()
    for number, line in _unfolded(text):
        found = _PROPERTY.fullmatch(line)
        name, value = (found["name"].upper(), found["value"]) if found else ("", "")
        if (name, value.upper()) == ("BEGIN", "VEVENT"):
            begin, held = number, {}
        elif (name, value.upper()) == ("END", "VEVENT") and begin:
            yield _event(begin, held)
            begin = 0
        elif begin and name:
            held.setdefault(name, value)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; one that begins with a space goes on with the one above."""
    held: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if held is not None and line[:1] in (" ", "\t"):
            held = held[0], held[1] + line[1:]
            continue
        if held is not None:
            yield held
        held = number, line
    if held is not None:
        yield held


def _event(line: int, held: dict[str, str]) -> Event:
    if "RRULE" in held:
        raise _bad(say("admin-ical-repeats", line=str(line)))
    first = _day(line, held.get("DTSTART", ""))
    # The end of whole days is the day after the last one.
    after = _day(line, held["DTEND"]) if held.get("DTEND") else first + timedelta(days=1)
    last = max(first, after - timedelta(days=1))
    if (last - first).days >= LONGEST:
        raise _bad(say("admin-ical-long", line=str(line), limit=LONGEST))
    said = _ESCAPED.sub(lambda mark: " " if mark[1] in "nN" else mark[1], held.get("SUMMARY", ""))
    return Event(line, first, last, " ".join(said.split()))


def _day(line: int, text: str) -> date:
    written = _DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, written.groups())) if written else None
    except ValueError:
        day = None
    if day is None:
        raise _bad(say("admin-import-date", line=str(line), bad=text))
    return day


def _bad(why: Msg) -> BadInput:
    return BadInput("file", why)
