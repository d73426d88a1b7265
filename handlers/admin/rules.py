"""Rules of administration, pure: who may take a right from whom, and days of one's own as they are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from handlers.kit import ical
from handlers.kit.calendar import SpecialDay
from handlers.kit.dayfiles import MOST_ROWS, iso_day, rows, text_of
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, Msg, say
from handlers.kit.own_days import OFF, WORK, OwnDay
from storage.states import Right

# --- rights ---------------------------------------------------------------------------------------

RIGHT_NAMES: Mapping[str, tuple[str, ...]] = {
    Right.MEMBER: ("成员", "成員"),
    Right.HR: ("人事", "人资", "人資"),
    Right.LEAD: ("组长", "組長"),
    Right.MANAGER: ("经理", "主管", "經理"),
    Right.ADMIN: ("administrator", "管理员", "管理員"),
}


class Bar(StrEnum):
    """Why a right stays as it is."""

    SELF = "self"
    GONE = "gone"  # whoever acts has lost their own meanwhile


def barred(actor: int, subject: int, administrators: Collection[int]) -> Bar | None:
    """What keeps ``actor`` from changing the right of ``subject``; ``administrators`` are those of this moment.

    Nobody decides about themselves: so one administrator always remains, the one who decides.
    """
    if actor == subject:
        return Bar.SELF
    return Bar.GONE if actor not in administrators else None


# --- days of one's own, as a file holds them --------------------------------------------------------

EXAMPLE = "2026-10-09,off,Company day"
_WORKED = re.compile(r"补班|補班|上班|[（(]班[)）]|班$|工作日|\bwork(ing)?\b|make-?up", re.IGNORECASE)
_RESTED = re.compile(
    r"放假|假期|[（(]休[)）]|休$|休息|休假|公休|补假|補假|\boff\b|\bholiday\b|\bclosed\b", re.IGNORECASE
)
LONGEST = 60  # days of one entry: more is no holiday


@dataclass(frozen=True, slots=True)
class Read:
    """The days of a file, and how many of its entries say neither work nor off although others do."""

    days: tuple[OwnDay, ...]
    left_out: int = 0


def own_days(content: bytes) -> Read:
    """The days of a CSV file ``date,work|off,name`` (a header may be there) or of an iCalendar file; ``BadInput`` names
    the first bad line."""
    text = text_of(content, Code(EXAMPLE))
    calendar = text.lstrip().startswith(ical.BEGINS)
    lines, left_out = _of_calendar(text) if calendar else (_of_rows(text), 0)
    if not lines:
        raise _bad(say("admin-import-empty"))
    if len(lines) > MOST_ROWS:
        raise _bad(say("admin-import-long", limit=MOST_ROWS))
    found: dict[date, OwnDay] = {}
    for number, made in lines:
        known = found.setdefault(made.day, made)
        # Two festivals may fall on one day of a calendar; whether it is worked is one thing.
        if known.works != made.works or (not calendar and known != made):
            raise _bad(say("admin-import-twice", line=str(number), day=made.day.isoformat()))
    return Read(tuple(found[day] for day in sorted(found)), left_out)


def _of_rows(text: str) -> list[tuple[int, OwnDay]]:
    return [(number, _own(number, row)) for number, row in rows(text)]


def _of_calendar(text: str) -> tuple[list[tuple[int, OwnDay]], int]:
    """The days, and how many entries were left out: where some say 休 or 班, the others are festivals and no more."""
    events = [_once(event) for event in ical.events(text)]
    marked = [(event, _says(event.summary)) for event in events]
    if any(works is not None for _, works in marked):
        kept = [(event, works) for event, works in marked if works is not None]
    else:
        kept = [(event, False) for event, _ in marked]
    lines = [(event.line, OwnDay(day, works, event.summary or None)) for event, works in kept for day in event.days]
    return lines, len(events) - len(kept)


def _once(event: ical.Event) -> ical.Event:
    if event.repeats:
        raise _bad(say("admin-ical-repeats", line=str(event.line)))
    if (event.last - event.first).days >= LONGEST:
        raise _bad(say("admin-ical-long", line=str(event.line), limit=LONGEST))
    return event


def _says(summary: str) -> bool | None:
    """Whether an entry is a day that is worked, or off; None where it does not say."""
    if _WORKED.search(summary):
        return True
    return False if _RESTED.search(summary) else None


def _own(number: int, cells: list[str]) -> OwnDay:
    first, mark, *names = [*cells, "", ""][: max(len(cells), 3)]
    day = iso_day(number, first, Code(EXAMPLE))
    if mark.casefold() not in (*WORK, *OFF):
        raise _bad(say("admin-import-mark", line=str(number), bad=mark))
    return OwnDay(day, mark.casefold() in WORK, ", ".join(name for name in names if name) or None)


def _bad(why: Msg) -> BadInput:
    return BadInput("file", why, Code(EXAMPLE))


# --- the calendar of a year -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spell:
    """Days in a row that are off together, or a day that is worked; ``own``: the organisation's own decision."""

    first: date
    last: date
    works: bool
    name: str | None
    own: bool


def spells(days: Sequence[SpecialDay], own: Collection[date], closed: Callable[[date], bool]) -> tuple[Spell, ...]:
    """A year's special days in order, those off together as one; a weekend between two of them joins them."""
    runs: list[list[SpecialDay]] = []
    for special in days:
        if runs and _joins(runs[-1][-1], special, own, closed):
            runs[-1].append(special)
        else:
            runs.append([special])
    return tuple(Spell(r[0].day, r[-1].day, r[0].works, _name(r), r[0].day in own) for r in runs)


def _joins(before: SpecialDay, after: SpecialDay, own: Collection[date], closed: Callable[[date], bool]) -> bool:
    if before.works or after.works or (before.day in own) != (after.day in own):
        return False
    if before.day in own and before.name != after.name:
        return False
    between = range(1, (after.day - before.day).days)
    return all(closed(before.day + timedelta(days=n)) for n in between)


def _name(run: Sequence[SpecialDay]) -> str | None:
    """The name most of the days bear, the plainest of several."""
    counted = Counter(special.name for special in run if special.name)
    return min(counted, key=lambda name: (-counted[name], len(name)), default=None)
