"""What holds of dates whatever is typed."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import (
    DateScope,
    read_clock,
    read_day,
    read_days,
    read_due,
    read_duration,
    read_moment,
    read_past_day,
    read_quiet,
    read_snooze,
    scan_due,
    without,
)
from handlers.kit.dating import clocks
from handlers.kit.dating.durations import length
from handlers.kit.dating.festivals import FESTIVALS
from handlers.kit.dating.grammar import _RULES
from handlers.kit.dating.lunar import FIRST_YEAR, LAST_YEAR, lunar_day, lunar_year, new_year, qingming, winter_solstice
from handlers.kit.dating.text import number, plain
from handlers.kit.errors import BadInput
from tests.kit.date_phrases import ENGLISH, SIMPLIFIED, TRADITIONAL, rows

PHRASES = [typed for table in (ENGLISH, SIMPLIFIED, TRADITIONAL) for typed, _ in rows(table)]
WORDS = sorted(
    {word for phrase in PHRASES for word in phrase.split()} | {"by", "前", "内", "。", ",", "\n", "(", ")", "的"}
)
ZONES = ("Asia/Shanghai", "Asia/Taipei", "America/New_York", "Europe/London", "Pacific/Auckland", "UTC")
SCOPES = st.builds(
    lambda now, zone, country, day_first: DateScope(now.replace(tzinfo=UTC), zone, WorkingCalendar(country), day_first),
    st.dates(date(2001, 1, 1), date(2055, 12, 31)).flatmap(lambda day: st.times().map(partial(datetime.combine, day))),
    st.sampled_from(ZONES),
    st.sampled_from(["CN", "TW", "US", "GB", None]),
    st.booleans(),
)
TYPED = (
    st.text(max_size=30)
    | st.sampled_from(PHRASES)
    | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
    | st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3).map("".join)
    | st.text("0123456789/-.:年月日号点下周一二三十前内半amp ", max_size=12)
)


@given(TYPED, SCOPES)
def test_due_dates_are_read_or_refused_and_lie_ahead(text: str, scope: DateScope) -> None:
    for read in (read_due, read_moment, read_snooze):
        with suppress(BadInput):
            when = read(text, scope)
            assert when.moment() > scope.now or when.day == scope.today
            assert when.zone == scope.zone
            assert scope.today <= when.day


@given(TYPED, SCOPES)
def test_logged_days_are_read_or_refused_and_lie_behind(text: str, scope: DateScope) -> None:
    with suppress(BadInput):
        assert read_past_day(text, scope) <= scope.today
    with suppress(BadInput):
        assert read_day(text, scope).year >= 2000


@given(TYPED)
def test_times_are_read_or_refused(text: str) -> None:
    with suppress(BadInput):
        assert read_duration(text) > timedelta()
    with suppress(BadInput):
        assert isinstance(read_clock(text), time)
    with suppress(BadInput):
        days = read_days(text)
        assert read_days(days.code) == days
    with suppress(BadInput):
        start, end = read_quiet(text)
        assert start != end


@given(st.lists(TYPED, max_size=5).map(" ".join), SCOPES)
def test_scanning_loses_no_text(text: str, scope: DateScope) -> None:
    spans = scan_due(text, scope)
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        assert (span.when is None) != (span.error is None)
        at = span.end
    left = without(text, spans)
    assert len(left) <= len(text)
    if not spans:
        assert left == text


@given(SCOPES, st.integers(1, 3000), st.data())
def test_a_date_written_in_full_is_that_date(scope: DateScope, ahead: int, data: st.DataObject) -> None:
    day = scope.today + timedelta(days=ahead)
    english = ("%B %-d, %Y", "%-d %b %Y", "%a, %b %-d %Y", "%Y-%m-%d", "%Y/%-m/%-d", "%A %-d %B %Y", "%b %-d %Y (%a)")
    chinese = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month}月{day.day}號（週{'一二三四五六日'[day.weekday()]}）",
    )
    text = data.draw(st.sampled_from([*(day.strftime(form) for form in english), *chinese]))
    assert read_due(text, scope).day == day
    assert read_day(text, scope) == day
    clock = data.draw(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
    when = read_due(f"{text} {clock:%H:%M}", scope)
    assert (when.day, when.at) == (day, clock)


@given(SCOPES, st.integers(0, 364))
def test_a_date_without_its_year_is_the_coming_one(scope: DateScope, ahead: int) -> None:
    day = scope.today + timedelta(days=ahead)
    assume((day.month, day.day) != (2, 29) and ahead < 364)
    for text in (
        f"{day:%b} {day.day}",
        f"{day.month}月{day.day}日",
        f"{day.day}/{day.month}" if scope.day_first else f"{day:%m/%d}",
    ):
        assert read_due(text, scope).day == day


@given(SCOPES, st.integers(0, 180))
def test_a_logged_date_without_its_year_is_the_last_one(scope: DateScope, behind: int) -> None:
    day = scope.today - timedelta(days=behind)
    assume((day.month, day.day) != (2, 29))
    for text in (f"{day:%b} {day.day}", f"{day.month}月{day.day}日"):
        assert read_past_day(text, scope) == day


@given(SCOPES, st.integers(0, 6))
def test_weekdays_lie_in_the_weeks_they_are_said_to(scope: DateScope, weekday: int) -> None:
    name, sign = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[weekday], "一二三四五六日"[weekday]
    monday = scope.today - timedelta(days=scope.today.weekday())
    for text in (f"next {name}", f"下周{sign}", f"下週{sign}", f"{name} next week"):
        assert read_due(text, scope).day == monday + timedelta(days=7 + weekday)
    coming = read_due(name, scope).day
    assert 0 <= (coming - scope.today).days < 7
    assert coming.weekday() == weekday
    for text in (f"this {name}", f"本周{sign}", f"這週{sign}"):
        assert read_day(text, scope) == monday + timedelta(days=weekday)


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=20)))
def test_a_duration_written_out_is_read_back(span: timedelta) -> None:
    minutes = int(span.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    assume(hours > 0)
    assert length(f"{hours}h{rest:02}") == timedelta(minutes=minutes)
    assert length(f"{hours}小时{rest}分钟" if rest else f"{hours}小时") == timedelta(minutes=minutes)


@given(st.integers(0, 999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    digits = "〇一二三四五六七八九"
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    text += f"{digits[tens]}十" if tens else "〇" if hundreds and ones else ""
    text += digits[ones] if ones or not text else ""
    assert number(text) == value
    if 10 <= value < 20:
        assert number(text[1:]) == value


@given(st.text(max_size=40))
def test_the_plain_form_knows_where_it_came_from(text: str) -> None:
    said = plain(text)
    assert len(said.starts) == len(said.text) + 1
    assert list(said.starts) == sorted(said.starts)
    assert said.starts[-1] == len(text)


def test_every_pattern_of_the_grammar_compiles() -> None:
    for rules in (*_RULES.values(), *clocks.english.rules.values(), *clocks.chinese.rules.values()):
        for rule in rules:
            assert rule.pattern.flags & re.ASCII


def test_festivals_are_known_until_the_lunar_table_ends() -> None:
    for _, _, on in FESTIVALS:
        for country in ("CN", "TW", "HK", "SG", "US", "GB", "CA", None):
            assert all(on(year, country).year == year for year in range(2001, LAST_YEAR + 1))


def test_the_lunar_calendar_agrees_with_that_of_the_holidays_library() -> None:
    from holidays.calendars.chinese import _ChineseLunisolar  # noqa: PLC0415 - heavy, and only this test wants it

    theirs = _ChineseLunisolar()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert theirs.lunar_new_year_date(year)[0] == new_year(year)
        assert theirs.buddha_birthday_date(year)[0] == lunar_day(year, 4, 8)
        assert theirs.dragon_boat_date(year)[0] == lunar_day(year, 5, 5)
        assert theirs.mid_autumn_date(year)[0] == lunar_day(year, 8, 15)
        assert theirs.double_ninth_date(year)[0] == lunar_day(year, 9, 9)
        assert theirs.qingming_date(year)[0] == qingming(year)
        assert theirs.winter_solstice_date(year)[0] == winter_solstice(year)
        assert lunar_year(new_year(year)) == year == lunar_year(new_year(year + 1) - timedelta(days=1))


def test_leap_months_are_known() -> None:
    assert lunar_day(2025, 6, 1) == date(2025, 6, 25)
    assert lunar_day(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert lunar_day(2025, 7, 7) == date(2025, 8, 29)


def test_now_may_be_in_any_zone() -> None:
    now = datetime(2026, 11, 26, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    assert read_due("today", DateScope(now, "Asia/Shanghai", WorkingCalendar("CN"))).day == date(2026, 11, 26)
