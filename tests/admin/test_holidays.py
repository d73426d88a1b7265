"""The working calendar as it is shown and changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialog import MakeTalk, Talk, verify


def test_a_year_is_shown_with_its_make_up_days(talk: Talk) -> None:
    shown = talk("alice: /admin holidays list 2026").answer
    shown.has("Working calendar 2026", "Thu 1 Oct 2026 – Wed 7 Oct 2026 | off | National Day")
    shown.has("Sat 10 Oct 2026 | work | make-up day", "Country: CN").lacks("PROVISIONAL")
    talk("alice: /admin holidays").answer.has("Working calendar 2026")
    talk("alice: /admin holidays list next year").answer.has("Working calendar 2027")


def test_it_is_shown_in_the_words_of_each_place(make_talk: MakeTalk) -> None:
    hans = make_talk(language="zh-Hans")
    hans("阿明: /管理 假期 查看 2026").answer.has("2026年工作日历", "2026年10月10日 周六 | 上班 | 调休上班", "国庆节")
    hans("阿明: /管理 假期 添加 10月9日放假 公司日").answer.has("2026年10月9日 周五（上海时间） 现在是休息日", "公司日")
    hant = make_talk(language="zh-Hant", zone="Asia/Taipei")
    hant("小美: /管理 假日 檢視").answer.has("2026年工作行事曆", "國家/地區：TW")
    hant("小美: /管理 假日 新增 2026-02-07 補班").answer.has("2026年2月7日 週六（台北時間） 現在是上班日")


def test_a_year_without_published_make_up_days_says_so_loudly(make_talk: MakeTalk) -> None:
    talk = make_talk()
    talk("alice: /admin holidays list 2027").answer.has("⚠ 2027 IS PROVISIONAL", "/admin holidays add 2027-")
    talk("alice: /admin").answer.lacks("PROVISIONAL")
    talk = make_talk(now="2026-11-02T09:00")
    talk("alice: /admin").answer.has("⚠ 2027 IS PROVISIONAL")
    talk("alice: /admin holidays add 2027-10-09 work National Day make-up")
    talk("alice: /admin").answer.lacks("PROVISIONAL")


def test_a_day_is_made_our_own_and_given_back(talk: Talk) -> None:
    added = talk("alice: /admin holidays add next Friday Team day").answer
    added.has("Fri 16 Jan 2026 (Asia/Shanghai) is a day off now", "Team day")
    talk("alice: /admin holidays list").answer.has("Fri 16 Jan 2026 | off | Team day (our own)")
    talk(f"alice: {added.button('Take it back')}").answer.has("Fri 16 Jan 2026", "By the calendar: work")
    talk("alice: /admin holidays list").answer.lacks("Team day")
    talk("alice: /admin holidays remove 2026-01-16").answer.has("2026-01-16 is no day of our own")


def test_what_cannot_be_read_is_refused_and_nothing_is_stored(talk: Talk) -> None:
    before = talk("alice: /admin holidays list").answer.text
    verify(
        talk,
        [
            ("alice: /admin holidays add", "Which day?"),
            ("alice: /admin holidays add soonish off", "soonish"),
            ("alice: /admin holidays add 2026-02-30 off", "2026-02-30"),
            ("alice: /admin holidays remove", "Which day?"),
            ("alice: /admin holidays burn 2026-01-16", "“burn” is not one of"),
            ("alice: /admin holidays list 2026-01", "“2026-01” is not a year"),
            ("alice: /admin holidays list 1876", "1876"),
            ("alice: /admin holidays import", "Attach a CSV file"),
        ],
    )
    assert talk("alice: /admin holidays list").answer.text == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_of_days_is_read_all_at_once(talk: Talk, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "days.csv"
    path.write_bytes("日期,上班,名称\r\n2027-10-09,work,国庆调休\r\n2027/10/08,off,公司日\r\n".encode(encoding))
    imported = talk(f"alice: /admin holidays import\n+ {path}").answer
    imported.has("2 days are our own now", "Sat 9 Oct 2027 | work | 国庆调休", "Fri 8 Oct 2027 | off | 公司日")
    talk("alice: /admin holidays list 2027").answer.has("国庆调休 (our own)").lacks("PROVISIONAL")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no days in it"),
        (b"date,work|off,name\n", "no days in it"),
        (b"2026-02-30,off\n", "Line 1: “2026-02-30” is not a date"),
        (b"2026-10-09,off,A\nsoon,off,B\n", "Line 2: “soon” is not a date"),
        (b"2026-10-09,perhaps,A\n", "Line 1: “perhaps” is neither work nor off"),
        (b"2026-10-09\n", "Line 1: “” is neither work nor off"),
        (b"2026-10-09,off,A\n2026-10-09,work,A\n", "Line 2: 2026-10-09 stands there twice"),
        (b"\xff\xfe\x00", "not a text in UTF-8"),
    ],
)
def test_a_bad_file_is_refused_whole(talk: Talk, tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "days.csv"
    path.write_bytes(content)
    talk(f"alice: /admin holidays import\n+ {path}").answer.has(why, "2026-10-09,off,Company day")
    talk("alice: /admin holidays list").answer.lacks("our own)")


OFFICIAL = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:20271001
DTEND;VALUE=DATE:20271004
SUMMARY:国庆节 假期 第1天
  到第3天
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20271003
SUMMARY:重阳节（休）
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20271009
DTEND;VALUE=DATE:20271010
SUMMARY:国庆节\\, 补班
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270214
SUMMARY:情人节
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_official_calendar_is_read_from_an_icalendar_file(talk: Talk, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "days.ics"
    path.write_bytes(OFFICIAL.replace("\n", ending).encode())
    imported = talk(f"alice: /admin holidays import\n+ {path}").answer
    imported.has("4 days are our own now", "Fri 1 Oct 2027 | off | 国庆节 假期 第1天 到第3天", "Sun 3 Oct 2027 | off")
    imported.has("Sat 9 Oct 2027 | work | 国庆节, 补班", "One entry says neither work nor off").lacks("情人节", "4 Oct")
    talk("alice: /admin holidays list 2027").answer.has("补班 (our own)").lacks("PROVISIONAL")


def test_where_no_entry_says_work_or_off_all_are_days_off(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "days.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302T000000Z\nSUMMARY:Founders\nEND:VEVENT\nEND:VCALENDAR"
    )
    talk(f"alice: /admin holidays import\n+ {path}").answer.has("One day is our own", "Mon 2 Mar 2026 | off | Founders")


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("SUMMARY:休", "Line 2: “” is not a date"),
        ("DTSTART:20260230", "Line 2: “20260230” is not a date"),
        ("DTSTART:20260302\nDTEND:20270302", "longer than 60 days"),
        ("DTSTART:20260302\nRRULE:FREQ=YEARLY", "this entry repeats"),
        ("DTSTART:20260302\nSUMMARY:休\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260302\nSUMMARY:班", "stands there twice"),
    ],
)
def test_a_bad_icalendar_file_is_refused_whole(talk: Talk, tmp_path: Path, event: str, why: str) -> None:
    path = tmp_path / "days.ics"
    path.write_text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n", encoding="utf-8")
    talk(f"alice: /admin holidays import\n+ {path}").answer.has(why)
    talk("alice: /admin holidays list").answer.lacks("our own)")


def test_administrators_are_told_every_monday_until_the_year_is_known(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-10-20T09:00", after=("alice: /help", "bob: /help", "carol: /help"))
    talk("alice: /admin grant @bob admin")
    assert not [m for m in talk("! now 2026-11-01T09:00").to("@alice") if "2027" in m.text]
    told = [m for m in talk("! now 2026-11-16T12:00") if "⚠ 2027 IS PROVISIONAL" in m.text]
    assert [(m.to, m.at[5:16]) for m in told] == [
        (who, f"11-{day:02}T10:00") for day in (2, 9, 16) for who in ("@alice", "@bob")
    ]
    told[0].has("The working calendar is not known", "/admin holidays import").button("2027")
    talk("alice: /schedule show calendar-open").answer.has("Mon 23 Nov 2026, 10:00")
    talk("alice: /admin holidays add 2027-10-09 work National Day make-up")
    assert not [m for m in talk("! now 2026-12-08T12:00") if "PROVISIONAL" in m.text]


def test_in_the_years_last_week_they_are_told_every_day(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-12-24T12:00", after=("alice: /help",))
    told = [m for m in talk("! now 2027-01-03T12:00").to("@alice") if "PROVISIONAL" in m.text]
    assert [m.at[5:16] for m in told] == [f"12-{day}T10:00" for day in range(25, 32)]


def test_where_nothing_is_made_up_for_nobody_is_told(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-11-20T09:00", zone="America/New_York", after=("alice: /help",))
    assert not [m for m in talk("! now 2027-01-20T12:00") if "PROVISIONAL" in m.text]


def test_the_reminder_is_in_chinese_for_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-11-20T09:00", language="zh-Hant", after=("小美: /說明",))
    found = [m for m in talk("! now 2026-11-23T12:00").to("@小美") if "補班日" in m.text]
    assert len(found) == 1
    found[0].has("工作行事曆還沒定", "每週一再提醒")
