"""The rules of administration by themselves."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.admin.rules import Bar, barred, own_days, spells
from handlers.kit.calendar import SpecialDay, WorkingCalendar
from handlers.kit.errors import BadInput
from handlers.kit.messages import say
from handlers.kit.own_days import OwnDay, own_day

IDS = st.integers(1, 6)


@given(st.sets(IDS, min_size=1), st.lists(st.tuples(IDS, IDS, st.booleans()), max_size=30))
def test_however_rights_are_changed_an_administrator_remains(
    first: set[int], changes: list[tuple[int, int, bool]]
) -> None:
    administrators = set(first)
    for actor, subject, up in changes:
        if barred(actor, subject, administrators) is None:
            (administrators.add if up else administrators.discard)(subject)
        assert administrators


def test_who_is_barred() -> None:
    assert barred(1, 1, {1, 2}) is Bar.SELF
    assert barred(1, 2, {2}) is Bar.GONE
    assert barred(1, 2, {1}) is None


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("details", say("date-unreadable", bad=text)) from None


@pytest.mark.parametrize(
    ("text", "works", "name"),
    [
        ("2026-10-09", False, None),
        ("2026-10-09 off", False, None),
        ("2026-10-09 WORK", True, None),
        ("2026-10-09 补班 国庆", True, "国庆"),
        ("2026-10-09 放假 公司日", False, "公司日"),
        ("2026-10-09 Company day off", False, "Company day off"),
        ("2026-10-09 off the beaten track", False, "the beaten track"),
        ("2026-10-09 Team  day", False, "Team day"),
    ],
)
def test_a_day_as_it_is_written(text: str, works: bool, name: str | None) -> None:
    assert own_day(text, _iso) == OwnDay(date(2026, 10, 9), works, name)


def test_what_names_no_day_is_refused() -> None:
    with pytest.raises(BadInput):
        own_day("off Company day", _iso)


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.dictionaries(DAYS, st.booleans(), min_size=1, max_size=20))
def test_a_file_gives_back_what_was_written_into_it(days: dict[date, bool]) -> None:
    content = "\n".join(f"{day},{'work' if works else 'off'},名, a" for day, works in days.items()).encode()
    assert own_days(content).days == tuple(OwnDay(day, days[day], "名, a") for day in sorted(days))


@given(st.binary(max_size=200))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with suppress(BadInput):
        own_days(content)


@given(st.integers(2020, 2030), st.dictionaries(DAYS, st.tuples(st.booleans(), st.none()), max_size=8))
def test_spells_tell_of_every_special_day_in_order_and_of_no_working_day_as_off(
    year: int, own: dict[date, tuple[bool, None]]
) -> None:
    calendar = WorkingCalendar("CN", own)
    special: tuple[SpecialDay, ...] = calendar.special_days(year, "en")
    found = spells(special, set(own), lambda day: not calendar.is_workday(day))
    covered = [spell.first + timedelta(days=n) for spell in found for n in range((spell.last - spell.first).days + 1)]
    assert {s.day for s in special} <= set(covered)
    for spell in found:
        span = [spell.first + timedelta(days=n) for n in range((spell.last - spell.first).days + 1)]
        assert all(calendar.is_workday(day) == spell.works for day in span)
    assert [s.first for s in found] == sorted(s.first for s in found)
