"""Times of day, durations, days of the week and quiet hours by themselves."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import Weekdays, read_clock, read_days, read_duration, read_quiet
from handlers.kit.errors import BadInput
from tests.kit.date_phrases import rows

DURATIONS = """
5 = 5m | 5 min | 5 minutes | 5分钟 | 五分鐘
10 = ten minutes | 十分钟
15 = a quarter of an hour | 一刻钟 | 15 mins
30 = 30m | half an hour | half hour | 半小时 | 半个小时 | 半個鐘頭 | 30分钟 | 三十分钟 | ３０分鐘
45 = 45 minutes | 45分钟 | 四十五分钟 | 三刻钟 | three quarters of an hour
60 = 1h | 1 hour | an hour | one hr | 1小时 | 一个小时 | 一小時
90 = 1h30 | 1h30m | 1h 30m | 1 hour 30 minutes | an hour and a half | one and a half hours | 90 min | 1.5h | 1.5小时
90 = 1个半小时 | 一個半小時 | 一小时半 | 1小时30分钟 | 1 hr, 30 min
120 = 2h | two hours | 两小时 | 兩個小時 | a couple of hours
135 = 2.25 h
1440 = 1d | 1 day | a day | 一天 | 24h
4320 = 3d | 3 days | 三天 | 3日
1560 = 1d 2h | 1 day and 2 hours | 1天2小时
10080 = 1w | a week | 一周 | 一个星期 | 一個禮拜
20160 = 2 weeks | 两周 | 2w
"""

CLOCKS = """
00:00 = 0:00 | 00:00 | 12am | 零点
07:30 = 7:30 | 07:30 | 7.30 | 7:30am | 早上七点半 | 7点半
09:00 = 9am | 9 a.m. | 09:00 | 9 o'clock | at 9 | 9点 | 九点钟 | 上午九点 | 上午9時 | 9 in the morning | 9点整
09:15 = 9:15 | quarter past nine | 九点一刻 | 9点15分 | 上午9点15
09:30 = 09:30 | 9:30 | 9.30 | 9:30 am | 9点半 | 九點半 | 上午9:30 | half past nine | 9時30分 | ９：３０
12:00 = noon | 12pm | midday | 中午 | 12点 | 正午 | 中午12点 | 12 noon
13:00 = 中午1点 | 1pm | 13:00 | 13点
15:00 = 3pm | 3 pm | 15:00 | 下午3点 | 下午三點 | 3 in the afternoon | 15点
15:30 = 下午三点半 | 3:30pm | 下午3:30
17:45 = 5:45 pm | quarter to 6pm | 下午5点45分 | 傍晚5点三刻
20:00 = 8pm | 晚上8点 | 晚上八點 | 8 in the evening | 20时
23:59 = 23:59 | 11:59pm
02:00 = 凌晨2点 | 2am | 02:00
"""


@pytest.mark.parametrize(("typed", "minutes"), rows(DURATIONS))
def test_reads_a_duration(typed: str, minutes: str) -> None:
    assert read_duration(typed) == timedelta(minutes=int(minutes))


@pytest.mark.parametrize(
    "typed",
    ["", "30", "half", "1h90", "0m", "0 days", "h", "3 moons", "-5m", "三四天", "1h30 or so", "半", "5 m 3", "1e3h"],
)
def test_refuses_a_duration(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_duration(typed, field="for")
    assert (refused.value.field, refused.value.why.id) == ("for", "date-duration-unreadable")


@pytest.mark.parametrize(("typed", "value"), rows(CLOCKS))
def test_reads_a_time_of_day(typed: str, value: str) -> None:
    assert read_clock(typed) == time.fromisoformat(value)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("3", "date-clock-unreadable"),
        ("", "date-clock-unreadable"),
        ("morning", "date-clock-unreadable"),
        ("上午", "date-clock-unreadable"),
        ("EOD", "date-clock-unreadable"),
        ("tonight", "date-clock-unreadable"),
        ("24:00", "date-clock-unreadable"),
        ("midnight", "date-clock-unreadable"),
        ("9:5", "date-clock-unreadable"),
        ("9:30-10", "date-clock-unreadable"),
        ("25:00", "date-no-such-time"),
        ("3点70分", "date-no-such-time"),
        ("上午15点", "date-no-such-time"),
        ("at 3", "date-unclear-hour"),
        ("三点", "date-unclear-hour"),
        ("half past four", "date-unclear-hour"),
        ("晚上2点", "date-unclear-hour"),
    ],
)
def test_refuses_a_time_of_day(typed: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_clock(typed)
    assert refused.value.why.id == why


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("workdays", "workdays"), ("Working days", "workdays"), ("工作日", "workdays"), ("每个工作日", "workdays"),
        ("工作天", "workdays"), ("mon-fri", "mon-fri"), ("Monday to Friday", "mon-fri"), ("周一到周五", "mon-fri"),
        ("週一至週五", "mon-fri"), ("周一-五", "mon-fri"), ("星期一～星期五", "mon-fri"), ("weekdays", "mon-fri"),
        ("mon,wed,fri", "mon,wed,fri"), ("Mon, Wed and Fri", "mon,wed,fri"), ("周一、周三", "mon,wed"),
        ("周一三五", "mon,wed,fri"), ("周一、三、五", "mon,wed,fri"), ("每周二", "tue"), ("every Tuesday", "tue"),
        ("fri-mon", "mon,fri,sat,sun"), ("mon wed", "mon,wed"), ("wed，mon", "mon,wed"), ("每天", "mon-sun"),
        ("daily", "mon-sun"), ("weekends", "sat,sun"), ("禮拜天", "sun"), ("mon-wed,fri", "mon,tue,wed,fri"),
        ("周一和周四", "mon,thu"), ("Tuesdays & Thursdays", "tue,thu"),
    ],
)  # fmt: skip
def test_reads_days_of_the_week(typed: str, code: str) -> None:
    days = read_days(typed)
    assert days.code == code
    assert read_days(days.code) == days


@pytest.mark.parametrize("typed", ["", "someday", "mon-", "周八", "mon,blah", "1,3", "month"])
def test_refuses_days_of_the_week(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_days(typed)
    assert refused.value.why.id == "date-days-unreadable"


def test_workdays_follow_the_calendar_and_days_the_week() -> None:
    china = WorkingCalendar("CN")
    makeup, holiday = date(2026, 2, 14), date(2026, 2, 20)  # a Saturday, a Friday
    assert read_days("workdays").includes(makeup, china)
    assert not read_days("workdays").includes(holiday, china)
    assert not read_days("mon-fri").includes(makeup, china)
    assert read_days("mon-fri").includes(holiday, china)
    assert Weekdays("days", frozenset({5})).includes(makeup, china)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("20:00-09:00", 20, 9),
        ("20:00 - 9:00", 20, 9),
        ("20:00～09:00", 20, 9),
        ("8pm-8am", 20, 8),
        ("from 8pm to 8am", 20, 8),
        ("晚上8点到早上9点", 20, 9),
        ("22點至8點", 22, 8),
        ("12:00–13:00", 12, 13),
    ],
)
def test_reads_quiet_hours(typed: str, start: int, end: int) -> None:
    assert read_quiet(typed) == (time(start), time(end))


@pytest.mark.parametrize(
    "typed", ["", "20:00", "20:00-", "20:00-20:00", "20:00-25:00", "8-9", "a-b", "20:00-09:00-10:00"]
)
def test_refuses_quiet_hours(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_quiet(typed)
    assert refused.value.field == "quiet"
