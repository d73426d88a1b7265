"""A day of one's own, as it is written: worked or off, whatever the country's calendar says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from handlers.kit.errors import BadInput

WORK = ("work", "working", "workday", "上班", "补班", "補班", "班", "工作日", "工作", "调休上班")
OFF = ("off", "holiday", "closed", "放假", "休息", "休假", "休", "假", "公休", "停工")
_MARK = re.compile(rf"(?:\s+|(?<=[日号號]))({'|'.join((*WORK, *OFF))})(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day the organisation, or a team, works or has off, whatever the country's calendar says."""

    day: date
    works: bool
    name: str | None = None


def own_day(text: str, read: Callable[[str], date]) -> OwnDay:
    """``DATE [work|off] [NAME]``, a day off where it does not say; ``read`` raises ``BadInput`` for what is no date."""
    for found in _MARK.finditer(text):
        day = _day(text[: found.start()], read)
        if day is not None:
            return OwnDay(day, found[1].casefold() in WORK, text[found.end() :].strip() or None)
    words = text.split()
    for length in range(len(words), 0, -1):
        day = _day(" ".join(words[:length]), read)
        if day is not None:
            return OwnDay(day, False, " ".join(words[length:]) or None)
    mark = _MARK.search(text)
    return OwnDay(read(text[: mark.start()] if mark else text), False)  # which says why it is no date


def _day(text: str, read: Callable[[str], date]) -> date | None:
    try:
        return read(text)
    except BadInput:
        return None
