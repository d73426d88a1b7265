"""Days out of an iCalendar file (RFC 5545), as calendars of public holidays and of people's leave come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.errors import BadInput
from handlers.kit.messages import say

BEGINS = "BEGIN:VCALENDAR"
_PROPERTY = re.compile(r'(?P<name>[A-Z-]+)(?:;(?:[^":]|"[^"]*")*)?:(?P<value>.*)', re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z?)?")
_LENGTH = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?")
MIDNIGHT = "000000"
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Event:
    """An entry: the line it begins at, its first and last day, and what it says.

    ``timed``: it begins at a time of day. ``repeats``: it stands for others too. ``out``: its owner is out of office.
    ``by`` is the address of whoever keeps it.
    """

    line: int
    first: date
    last: date
    summary: str
    timed: bool = False
    repeats: bool = False
    out: bool = False
    by: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """Each of its days."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def events(text: str) -> Iterator[Event]:
    """The entries of a file, in its order, but for those called off; ``BadInput`` names the line of one that cannot be
    read to the end."""
    begin, held = 0, dict[str, str]()
    for number, line in _unfolded(text):
        found = _PROPERTY.fullmatch(line)
        name, value = (found["name"].upper(), found["value"]) if found else ("", "")
        if (name, value.upper()) == ("BEGIN", "VEVENT"):
            begin, held = number, {}
        elif (name, value.upper()) == ("END", "VEVENT") and begin:
            if held.get("STATUS", "").upper() != "CANCELLED":
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
    first, at = _day(line, held.get("DTSTART", ""))
    last = max(first, _last(line, first, held))
    said = _ESCAPED.sub(lambda mark: " " if mark[1] in "nN" else mark[1], held.get("SUMMARY", ""))
    return Event(
        line, first, last, " ".join(said.split()), timed=at is not None, repeats="RRULE" in held,
        out=held.get("X-MICROSOFT-CDO-BUSYSTATUS", "").upper() == "OOF",
        by=held.get("ORGANIZER", "").casefold().removeprefix("mailto:"),
    )  # fmt: skip


def _last(line: int, first: date, held: dict[str, str]) -> date:
    """The end of whole days is the day after the last one; what ends at a time ends on that day."""
    if held.get("DTEND"):
        day, at = _day(line, held["DTEND"])
        return day if at not in (None, MIDNIGHT) else day - timedelta(days=1)
    length = _LENGTH.fullmatch(held.get("DURATION", "").upper())
    return first + timedelta(weeks=int(length[1] or 0), days=int(length[2] or 1) - 1) if length else first


def _day(line: int, text: str) -> tuple[date, str | None]:
    """A day, and its time where one stands."""
    written = _DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, written.groups()[:3])) if written else None
    except ValueError:
        day = None
    if written is None or day is None:
        raise BadInput("file", say("kit-file-date", line=str(line), bad=text))
    return day, written[4]
