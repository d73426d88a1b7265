"""Rules of administration, pure: who may take a right from whom, and days of one's own as they are written."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from handlers.kit.calendar import SpecialDay
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, Msg, say
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


# --- a day of one's own, as it is written -----------------------------------------------------------

WORK = ("work", "working", "workday", "上班", "补班", "補班", "班", "工作日", "工作", "调休上班")
OFF = ("off", "holiday", "closed", "放假", "休息", "休假", "休", "假", "公休", "停工")
_MARK = re.compile(rf"(?:\s+|(?<=[日号號]))({'|'.join((*WORK, *OFF))})(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day the organisation works or has off, whatever the country's calendar says."""

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


# --- days of one's own, as a file holds them --------------------------------------------------------

EXAMPLE = "2026-10-09,off,Company day"
_HEADS = frozenset({"date", "day", "日期"})
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
MOST_ROWS = 1000


def own_days(content: bytes) -> tuple[OwnDay, ...]:
    """The days of a CSV file ``date,work|off,name`` (a header may be there); ``BadInput`` names the first bad line."""
    rows = list(_rows(content))
    if not rows:
        raise _bad(say("admin-import-empty"))
    if len(rows) > MOST_ROWS:
        raise _bad(say("admin-import-long", limit=MOST_ROWS))
    found: dict[date, OwnDay] = {}
    for number, row in rows:
        made = _own(number, row)
        if found.setdefault(made.day, made) != made:
            raise _bad(say("admin-import-twice", line=str(number), day=made.day.isoformat()))
    return tuple(found[day] for day in sorted(found))


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines with their numbers; Excel in China writes GB 18030 where it is not told otherwise."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _bad(say("admin-import-not-text"))
    rows = csv.reader(io.StringIO(text, newline=""))
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if any(cells) and not (number == 1 and cells[0].casefold() in _HEADS):
            yield number, cells


def _own(number: int, cells: list[str]) -> OwnDay:
    first, mark, *names = [*cells, "", ""][: max(len(cells), 3)]
    written = _ISO.fullmatch(first)
    try:
        day = date(*map(int, written.groups())) if written else None
    except ValueError:
        day = None
    if day is None:
        raise _bad(say("admin-import-date", line=str(number), bad=first))
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
