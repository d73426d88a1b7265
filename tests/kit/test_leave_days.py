"""Days of leave as people write them, and as files hold them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import DateScope
from handlers.kit.errors import BadInput
from handlers.kit.leave_days import Spell, end_of, read_leave
from handlers.kit.leave_files import leave_of_many, own_leave

FRIDAY = DateScope(datetime(2026, 11, 20, 1, tzinfo=UTC), "Asia/Shanghai", WorkingCalendar("CN"))


def spell(first: str, last: str) -> Spell:
    return Spell(date.fromisoformat(first), date.fromisoformat(last))


CHRISTMAS = spell("2026-12-24", "2026-12-28")


@pytest.mark.parametrize(
    "text",
    [
        "Dec 24-28", "24-28 Dec", "24 to 28 December", "from Dec 24 to Dec 28", "12/24-12/28",
        "2026-12-24 to 2026-12-28", "2026-12-24 - 2026-12-28", "12月24日到28日", "12月24-28日",
        "从12月24号到12月28号", "從12月24日至28日", "12月24日～28日",
    ],
)  # fmt: skip
def test_a_stretch_is_read_however_it_is_written(text: str) -> None:
    assert read_leave(text, None, None, FRIDAY) == CHRISTMAS


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-20", "2026-11-20"),
        ("tomorrow", "2026-11-21", "2026-11-21"),
        ("until Wednesday", "2026-11-20", "2026-11-25"),
        ("到周三", "2026-11-20", "2026-11-25"),
        ("on Wednesday", "2026-11-25", "2026-11-25"),
        ("next week", "2026-11-23", "2026-11-27"),
        ("this week", "2026-11-20", "2026-11-20"),
        ("下周一到周三", "2026-11-23", "2026-11-25"),
        ("3 days", "2026-11-20", "2026-11-22"),
        ("两周", "2026-11-20", "2026-12-03"),
        ("28日", "2026-11-28", "2026-11-28"),
        ("30 Dec - 4 Jan", "2026-12-30", "2027-01-04"),
        ("", "2026-11-20", "9999-12-31"),
    ],
)
def test_a_day_a_length_or_an_end_is_enough(text: str, first: str, last: str) -> None:
    assert read_leave(text, None, None, FRIDAY) == spell(first, last)


@pytest.mark.parametrize(
    ("begin", "until", "first", "last"),
    [
        ("2026-12-24", "2026-12-28", "2026-12-24", "2026-12-28"),
        ("Dec 24", "28", "2026-12-24", "2026-12-28"),
        ("tomorrow", "tomorrow", "2026-11-21", "2026-11-21"),
        ("next Monday", "Friday", "2026-11-23", "2026-11-27"),
        ("Dec 24", None, "2026-12-24", "9999-12-31"),
        (None, "周三", "2026-11-20", "2026-11-25"),
    ],
)
def test_from_and_until(begin: str | None, until: str | None, first: str, last: str) -> None:
    assert read_leave(None, begin, until, FRIDAY) == spell(first, last)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (("nonsense", None, None), "days"),
        (("yesterday", None, None), "days"),
        (("Dec 24 to Dec 20", None, None), "days"),
        ((None, "yesterday", "tomorrow"), "from"),
        ((None, "Dec 24", "Dec 20"), "until"),
        (("Friday", "today", "tomorrow"), "days"),
    ],
)
def test_what_cannot_be_meant_is_refused(said: tuple[str | None, str | None, str | None], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_leave(*said, FRIDAY)
    assert refused.value.field == field


def test_leave_that_follows_without_a_gap_ends_together() -> None:
    spells = [spell("2026-12-29", "2026-12-31"), CHRISTMAS, spell("2027-01-02", "2027-01-03")]
    assert end_of(spells, date(2026, 12, 24)) == date(2026, 12, 31)
    assert end_of(spells, date(2027, 1, 1)) is None


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261229
SUMMARY:Vacation Bob
END:VEVENT
BEGIN:VEVENT
DTSTART:20261204T090000Z
DTEND:20261207T170000Z
SUMMARY:小李请假
END:VEVENT
BEGIN:VEVENT
DTSTART:20261210T090000Z
DTEND:20261210T100000Z
SUMMARY:Sick leave policy talk
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261211
SUMMARY:Kick-off with Bob
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261214
DURATION:P2D
SUMMARY:-
X-MICROSOFT-CDO-BUSYSTATUS:OOF
ORGANIZER;CN=Bob:mailto:Bob@example.com
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261216
SUMMARY:Vacation Alice
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261218
RRULE:FREQ=WEEKLY
SUMMARY:Day off
END:VEVENT
END:VCALENDAR
"""


def test_of_a_calendar_whole_days_that_are_called_leave_are_taken() -> None:
    read = own_leave(CALENDAR.encode())
    assert [(one.who, one.spell) for one in read.taken] == [
        ("Vacation Bob", CHRISTMAS),
        ("小李请假", spell("2026-12-04", "2026-12-07")),
        ("-", spell("2026-12-14", "2026-12-15")),
    ]
    assert read.taken[2].by == "bob@example.com"
    assert read.left_out == 3
    with pytest.raises(BadInput):
        own_leave(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261204\nSUMMARY:Party\nEND:VEVENT\nEND:VCALENDAR\n")
    several = leave_of_many(
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261204\nSUMMARY:Bob\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert [one.who for one in several.taken] == ["Bob"]


def test_a_table_has_a_line_a_leave() -> None:
    assert own_leave(b"first,last\n2026-12-24,2026-12-28,skiing\n").taken[0].spell == CHRISTMAS
    read = leave_of_many("姓名,开始,结束\n小李,2026/12/4\n".encode("gb18030"))
    assert [(one.who, one.spell) for one in read.taken] == [("小李", spell("2026-12-04", "2026-12-04"))]
    for bad in (b"", b"2026-12-24,soon\n", b"2026-12-28,2026-12-24\n"):
        with pytest.raises(BadInput):
            own_leave(bad)
