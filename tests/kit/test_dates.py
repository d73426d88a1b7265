"""Dates as people type them: what is read, what is refused, and that nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Pattern, TextElement

from handlers.kit import dating
from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import DateScope, When, read_day, read_due, read_moment, read_past_day, read_snooze
from handlers.kit.dating.grammar import phrases
from handlers.kit.dating.resolve import resolve
from handlers.kit.dating.text import plain
from handlers.kit.dating.values import Purpose, Wrong
from handlers.kit.errors import BadInput
from handlers.kit.messages import Day
from tests.kit.date_phrases import ENGLISH, OTHER_DAYS, PAST, REFUSED, SIMPLIFIED, TRADITIONAL, rows

SHANGHAI = "Asia/Shanghai"
ALL = rows(ENGLISH) + rows(SIMPLIFIED) + rows(TRADITIONAL)


def scope(
    now: str = "2026-11-26T09:30", country: str | None = "CN", zone: str = SHANGHAI, *, day_first: bool = False
) -> DateScope:
    """Seen at a wall time of a zone."""
    local = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    return DateScope(local.astimezone(UTC), zone, WorkingCalendar(country), day_first)


def shown(when: When) -> str:
    """The day, and the time if there is one."""
    return f"{when.day}" if when.at is None else f"{when.day} {when.at:%H:%M}"


def refusal(text: str, seen: DateScope) -> str:
    """Why a due date is refused."""
    with pytest.raises(BadInput) as refused:
        read_due(text, seen)
    return refused.value.why.id


@pytest.mark.parametrize(("typed", "value"), ALL)
def test_reads_a_due_date(typed: str, value: str) -> None:
    assert shown(read_due(typed, scope())) == value


@pytest.mark.parametrize(("typed", "why"), rows(REFUSED))
def test_refuses_and_says_why(typed: str, why: str) -> None:
    assert refusal(typed, scope()) == why


@pytest.mark.parametrize("purpose", ["due", "snooze", "moment", "day", "past"])
def test_no_phrase_can_be_read_in_two_ways(purpose: Purpose) -> None:
    for typed, _ in ALL:
        text = plain(typed).text
        found = set()
        for phrase in phrases(text, 0, scope(), purpose):
            if phrase.end == len(text):
                try:
                    found.add(resolve(phrase, scope(), purpose))
                except Wrong:
                    continue
        assert len(found) < 2, typed


@pytest.mark.parametrize(
    "typed", [" tomorrow ", "Tomorrow.", "TOMORROW", "ｔｏｍｏｒｒｏｗ", "tom\u200borrow", "明天。", " 明天！"]
)
def test_case_width_and_a_full_stop_make_no_difference(typed: str) -> None:
    assert read_due(typed, scope()).day == date(2026, 11, 27)


# --- other days to be on ----------------------------------------------------------------------------


@pytest.mark.parametrize("now", OTHER_DAYS)
def test_reads_on_other_days(now: str) -> None:
    for typed, value in rows(OTHER_DAYS[now]):
        assert (typed, shown(read_due(typed, scope(now)))) == (typed, value)


@pytest.mark.parametrize(
    ("now", "typed", "why"),
    [
        ("2026-11-29T20:00", "this Friday", "date-past"),
        ("2026-11-29T20:00", "本周内", "date-past"),
        ("2026-11-29T20:00", "end of this week", "date-past"),
        ("2026-11-30T10:00", "31号", "date-short-month"),
        ("2026-12-31T17:30", "today 5pm", "date-past-time"),
        ("2026-12-31T17:30", "this morning", "date-past-time"),
    ],
)
def test_refuses_on_other_days(now: str, typed: str, why: str) -> None:
    assert refusal(typed, scope(now)) == why


# --- countries and zones ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "typed", "value"),
    [
        ("TW", "國慶日", "2027-10-10"),
        ("TW", "國慶前", "2027-10-08"),
        ("TW", "父親節", "2027-08-08"),
        ("US", "Labor Day", "2027-09-06"),
        ("US", "before Labor Day", "2027-09-03"),
        ("US", "before the weekend", "2026-11-27"),
        ("US", "before Christmas", "2026-12-24"),
        ("US", "before Chinese New Year", "2027-02-05"),
        ("GB", "Mother's Day", "2027-03-07"),
        ("SG", "National Day", "2027-08-09"),
        ("CA", "Thanksgiving", "2027-10-11"),
        (None, "before Christmas", "2026-12-24"),
        ("US", "in 3 working days", "2026-12-01"),
    ],
)
def test_festivals_are_those_of_the_country(country: str | None, typed: str, value: str) -> None:
    assert shown(read_due(typed, scope(country=country))) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12/3", "2027-03-12"), ("25/12", "2026-12-25"), ("3/12/2026", "2026-12-03"), ("31-12-2026", "2026-12-31")],
)
def test_the_day_comes_first_where_the_country_writes_it_so(typed: str, value: str) -> None:
    assert shown(read_due(typed, scope(country="GB", day_first=True))) == value


def test_a_month_that_cannot_be_is_not_taken_for_a_day() -> None:
    assert refusal("12/25", scope(country="GB", day_first=True)) == "date-order-day"
    assert refusal("25/12", scope()) == "date-order-month"


def test_today_is_the_zones_own() -> None:
    evening = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    there = DateScope(evening, "America/New_York", WorkingCalendar("US"))
    here = DateScope(evening, SHANGHAI, WorkingCalendar("CN"))
    assert read_due("today", there).day == date(2026, 11, 26)
    assert read_due("today", here).day == date(2026, 11, 27)


def test_a_day_alone_ends_with_the_day() -> None:
    when = read_due("Friday", scope())
    assert when == When(date(2026, 11, 27), None, SHANGHAI)
    assert not when.has_time
    assert when.moment() == datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)
    assert read_due("Friday 5pm", scope()).moment() == datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def test_a_skipped_hour_moves_on_and_of_a_repeated_one_the_first_is_meant() -> None:
    skipped = When(date(2026, 3, 8), time(2, 30), "America/New_York").moment()
    assert skipped.astimezone(ZoneInfo("America/New_York")).time() == time(3, 30)
    twice = When(date(2026, 11, 1), time(1, 30), "America/New_York").moment()
    assert twice == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_duration_runs_through_a_clock_change() -> None:
    before = DateScope(datetime(2026, 11, 1, 5, 10, tzinfo=UTC), "America/New_York", WorkingCalendar("US"))
    when = read_due("in 1 hour", before)
    assert when.at == time(1, 10)
    assert when.moment() == datetime(2026, 11, 1, 6, 10, tzinfo=UTC)


# --- other purposes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "value"), rows(PAST))
def test_reads_the_day_of_a_logged_value(typed: str, value: str) -> None:
    assert read_past_day(typed, scope()).isoformat() == value


def test_a_logged_day_without_its_year_is_the_nearest() -> None:
    january = scope("2027-01-05T09:00")
    assert read_past_day("Dec 28", january) == date(2026, 12, 28)
    assert read_past_day("12/28", january) == date(2026, 12, 28)
    assert read_past_day("28号", january) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("tomorrow", "date-future"),
        ("明天", "date-future"),
        ("2026-12-01", "date-future"),
        ("12月1日", "date-future"),
        ("28号", "date-future"),
        ("next Monday", "date-future"),
        ("in 3 days", "date-future"),
        ("yesterday 5pm", "date-no-time"),
        ("last week", "date-unreadable"),
        ("by Friday", "date-unreadable"),
    ],
)
def test_a_logged_value_is_not_of_the_future(typed: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_past_day(typed, scope())
    assert refused.value.why.id == why


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("until Dec 5", "2026-12-05"),
        ("Friday", "2026-11-27"),
        ("Nov 20", "2027-11-20"),
        ("2026-11-20", "2026-11-20"),
        ("yesterday", "2026-11-25"),
        ("到下周五", "2026-12-04"),
        ("this Monday", "2026-11-23"),
        ("end of month", "2026-11-30"),
    ],
)
def test_a_day_may_be_on_either_side(typed: str, value: str) -> None:
    assert read_day(typed, scope()).isoformat() == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Friday 3pm", "2026-11-27 15:00"),
        ("tomorrow at 10:00", "2026-11-27 10:00"),
        ("at 3pm on Friday", "2026-11-27 15:00"),
        ("下周二下午2点", "2026-12-01 14:00"),
        ("in 2 hours", "2026-11-26 11:30"),
        ("Friday", "2026-11-27"),
        ("Friday midnight", "2026-11-28 00:00"),
        ("今晚12点", "2026-11-27 00:00"),
        ("11/30 15:00", "2026-11-30 15:00"),
    ],
)
def test_reads_when_a_meeting_is(typed: str, value: str) -> None:
    assert shown(read_moment(typed, scope())) == value


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("tomorrow morning", "date-needs-time"),
        ("明天下午", "date-needs-time"),
        ("Friday EOD", "date-needs-time"),
        ("next week", "date-several-days"),
        ("by Friday 3pm", "date-unreadable"),
        ("周五前", "date-left-over"),
        ("yesterday 3pm", "date-past-time"),
    ],
)
def test_a_meeting_needs_one_time_to_come(typed: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_moment(typed, scope())
    assert refused.value.why.id == why


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2h", "2026-11-26 11:30"),
        ("3d", "2026-11-29"),
        ("tomorrow 9am", "2026-11-27 09:00"),
        ("tomorrow morning", "2026-11-27"),
        ("tomorrow afternoon", "2026-11-27 12:00"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("下周", "2026-11-30"),
        ("until Monday", "2026-11-30"),
        ("半小时", "2026-11-26 10:00"),
    ],
)
def test_snoozing_is_until_a_stretch_begins(typed: str, value: str) -> None:
    assert shown(read_snooze(typed, scope())) == value


# --- the answer ---------------------------------------------------------------------------------------


def test_the_refusal_names_the_bad_part_the_field_and_an_example() -> None:
    with pytest.raises(BadInput) as refused:
        read_due("Friday at the zoo", scope(), field="due")
    error = refused.value
    assert (error.field, error.why.id, error.why.args) == ("due", "date-left-over", {"bad": "at the zoo"})
    assert error.example is not None


def test_a_weekday_that_does_not_fit_is_told_the_right_one() -> None:
    with pytest.raises(BadInput) as refused:
        read_due("周三12月1日", scope())
    assert refused.value.why.args == {"bad": "周三12月1日", "day": Day(date(2026, 12, 1))}


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_example_can_be_typed(language: str) -> None:
    path = Path(dating.__file__).parent / "locales" / f"{language}.ftl"
    entries = {e.id.name: e for e in FluentParser().parse(path.read_text("utf-8")).body if isinstance(e, Message)}
    readers = {"due": read_due, "snooze": read_snooze, "moment": read_moment, "day": read_day, "past": read_past_day}
    for purpose, read in readers.items():
        pattern = entries[f"date-example-{purpose}"].value
        assert isinstance(pattern, Pattern)
        (text,) = pattern.elements
        assert isinstance(text, TextElement)
        for typed in text.value.replace("、", ", ").split(", "):
            read(typed, scope())


def test_without_a_calendar_there_is_no_holiday_to_be_before() -> None:
    assert refusal("before the holiday", scope(country=None)) == "date-no-holiday"
    assert shown(read_due("before the holiday", scope(country="US"))) == "2026-12-24"
