"""Entries from CSV and Excel: shown first, all or none, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from handlers.kit.errors import BadInput
from handlers.kit.inbound import File
from handlers.kpi.tables import MOST_ROWS, read_table
from tests.dialog import MakeTalk, Seen, Talk
from tests.kpi.workbook import Cell, Share, workbook

SALES = """date,metric,value,who,channel,note
2026-01-02,leads,12,,抖音,
2026-01-03,leads,1.2k,,,=cmd
2026-01-03,won,3,,,
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder for files to hand over."""
    return tmp_path


def hand(
    talk: Talk, folder: Path, who: str, content: str | bytes | Sequence[Sequence[Cell]], name: str = "sales.csv"
) -> Seen:
    """Sends a file with ``/kpi import``; the answer."""
    if not isinstance(content, str | bytes):
        content, name = workbook(content), "sales.xlsx"
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return talk(f"{who}: /kpi import\n+ {path}").answer


def test_a_file_is_shown_first_and_logged_when_that_is_confirmed(team: Talk, files: Path) -> None:
    seen = hand(team, files, "bob", SALES)
    seen.has(
        "sales.csv", "3 new values", "leads · 2 values · 1,212 in all · 2 Jan 2026 – 3 Jan 2026", "won · one value"
    )
    seen.has("Nothing is stored yet")
    team("bob: /kpi show leads").answer.has("Nothing logged here yet")
    done = team(f"bob: {seen.button('Import 3 values')}").answer.has("3 values of sales.csv are logged")
    team(f"bob: {seen.button('Import 3 values')}").answer.has("I1 was imported already")
    assert done.button("See the figures") == "/kpi show"
    team("bob: /kpi show leads").answer.has("you | 1,212", "Growth | 1,212")
    team("bob: /kpi show leads --channel 抖音").answer.has("you | 12")
    team("bob: /kpi history leads").answer.has("=cmd")


def test_the_same_file_twice_changes_nothing(team: Talk, files: Path) -> None:
    team(f"bob: {hand(team, files, 'bob', SALES).button('Import')}")
    again = hand(team, files, "bob", SALES).has("Nothing new in this file", "3 values are here already")
    assert again.buttons == []
    team("bob: /kpi fix K1 13")
    team("bob: /kpi undo")
    hand(team, files, "bob", SALES).has("Nothing new in this file")
    more = hand(team, files, "bob", SALES + "2026-01-03,won,3,,,\n2026-01-04,won,5,,,\n")
    more.has("2 new values", "3 values are here already")
    team(f"bob: {more.button('Import 2 values')}").answer.has("2 values of sales.csv")
    team("bob: /kpi show won").answer.has("you | 11")


def test_each_bad_row_is_named_and_nothing_is_taken(led: Talk, files: Path) -> None:
    bad = (
        "日期,指标,数值,人员,备注\n2026-01-02,leads,12,,\n2026-01-09,leads,1,,\n2026-01-02,leeds,1,,\n"
        '2026-01-02,leads,"1.234,5",,\n2026-01-02,leads,,,\n2026-01-02,win rate,5,,\n2026-01-02,leads,5,dave,\n'
        "2025-11-02,leads,5,carol,\n2025-11-02,leads,5,carol,late invoice\n2026-01-02,leads,5,zoe,\n"
        "whenever,leads,5,,\n2026-01-02,leads,5%,,\n"
    )
    seen = hand(led, files, "bob", bad).has("10 rows cannot be read. Nothing was stored")
    told = (
        "Row 3: 2026-01-09",
        "Row 4: I do not know the metric “leeds”",
        "Row 5:",
        "Row 6:",
        "Row 7: win rate is not logged",
    )
    seen.has(*told[1:], "Row 8:", "not for dave", "Row 9: November 2025 is closed", "Row 11:", "Row 12:", "Row 13:")
    seen.lacks("Row 2:", "Row 10:")
    assert seen.buttons == []
    led("bob: /kpi show leads").answer.has("Nothing logged here yet")


def test_a_metric_may_be_a_column_and_a_lead_imports_for_the_team(team: Talk, files: Path) -> None:
    rows: list[list[Cell]] = [
        ["日期", "姓名", "leads", "satisfaction", "渠道"],
        [date(2026, 1, 2), "bob", 12, Share("0.825"), "抖音"],
        [date(2026, 1, 3), "carol", 0.1, None, "小红书"],
        [None, None, None],
        ["2026/1/4", "@carol", "3", "90%", None],
    ]
    seen = hand(team, files, "alice", rows).has("5 new values", "leads · 3 values · 15.1 in all · of 2 people")
    heard = team(f"alice: {seen.button('Import 5 values')}")
    heard.answer.has("5 values of sales.xlsx are logged")
    heard.one("@bob").has("alice imported 2 values of yours from sales.xlsx")
    heard.one("@carol").has("alice imported 3 values of yours")
    team("bob: /kpi show satisfaction").answer.has("you | 82.5%")
    team("bob: /kpi show leads --by channel --team Growth").answer.has("抖音 | 12", "小红书 | 0.1")


def test_values_beyond_reason_are_pointed_at(team: Talk, files: Path) -> None:
    for day in (1, 2, 3):
        team(f"bob: /kpi log leads 1{day} --date 2026-01-0{day}")
    seen = hand(team, files, "bob", "date,leads\n2026-01-04,12\n2026-01-05,12000\n")
    seen.has("Row 3: leads 12,000 is more than a hundred times the usual 12").lacks("Row 2")


UNREADABLE = (
    ("", "There are no values in the file"),
    ("date,metric,value\n", "There are no values in the file"),
    ("date,metric,value,mood\n2026-01-02,leads,1,good\n", "I do not know the column “mood”"),
    ("metric,value\nleads,1\n", "The headings lack something"),
    ("date,metric\n2026-01-02,leads\n", "The headings lack something"),
    (b"PK\x03\x04 no workbook", "save it as an Excel workbook"),
    (b"\x00\x01\x02\xff\xfe", "neither Excel nor a text"),
)


@pytest.mark.parametrize(("content", "why"), UNREADABLE)
def test_what_is_no_table_is_refused(team: Talk, files: Path, content: str | bytes, why: str) -> None:
    hand(team, files, "bob", content).has(why)


def test_without_a_file_it_says_what_is_needed_and_only_one_s_own_can_be_confirmed(team: Talk, files: Path) -> None:
    team("bob: /kpi import").answer.has("Attach a CSV or Excel file", "date,metric,value")
    seen = hand(team, files, "bob", SALES)
    team(f"alice: {seen.button('Import')}").answer.has("There is no file I1 of yours")
    hand(team, files, "bob", SALES.replace("12,", "13,"))
    team(f"bob: {seen.button('Import')}").answer.has("There is no file I1 of yours")


def test_a_month_that_closes_in_between_takes_nothing(team: Talk, files: Path) -> None:
    team("! now 2026-01-08T20:00")
    seen = hand(team, files, "bob", "date,leads\n2025-12-30,12\n2026-01-02,3\n")
    team("! now 2026-01-12T09:00")
    team(f"bob: {seen.button('Import')}").answer.has("December 2025 was open until")
    team("bob: /kpi show leads --period 2026-01").answer.has("Nothing logged")


def test_a_chinese_file_as_excel_in_china_writes_it(make_talk: MakeTalk, files: Path) -> None:
    talk = make_talk(language="zh-Hans")
    talk("小王: /团队 新建 增长组")
    talk("小王: /指标 采用 销售")
    seen = hand(talk, files, "小王", "日期,线索,成单,备注\n1月2日,1.2万,三十,展会\n".encode("gb18030"), "销售.csv")
    seen.has("销售.csv", "2 个新数据", "线索 · 1 个 · 合计 1.2万")
    talk(f"小王: {seen.button('导入')}").answer.has("已从销售.csv记下 2 个数据")
    talk("小王: /指标 查看 线索").answer.has("1.2万")
    hand(talk, files, "小王", "日期,线索\n昨天是哪天,1\n").has("有 1 行读不了", "第 2 行")
    talk("小王: /指标 导入").answer.has("请附上 CSV 或 Excel 文件")


# --- tables ---------------------------------------------------------------------------------------


def test_tables_come_in_any_encoding_and_with_any_separator() -> None:
    rows = ((1, ("日期", "線索")), (3, ("1月2日", "=1")))
    text = "日期,線索\n,\n1月2日,'=1\n"
    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("gb18030")):
        assert read_table(File("a.csv", content)) == rows
    assert read_table(File("a.csv", text.encode("big5")), traditional=True) == rows
    for separator in ";\t":
        assert read_table(File("a.csv", text.replace(",", separator).encode())) == rows


def test_a_workbook_s_cells_come_as_they_are_shown() -> None:
    made = workbook(
        [
            ["a", "b & <c>", None, "d"],
            [date(2026, 1, 5), 0.1, Share("0.125"), 1200000],
            [None],
            [date(2026, 2, 28), 3.0],
        ]
    )
    assert read_table(File("a.xlsx", made)) == (
        (1, ("a", "b & <c>", "", "d")),
        (2, ("2026-01-05", "0.1", "12.5%", "1200000")),
        (4, ("2026-02-28", "3")),
    )


def test_a_table_has_its_limits() -> None:
    with pytest.raises(BadInput, match="kpi-import-long"):
        read_table(File("a.csv", b"date,leads\n" + b"2026-01-02,1\n" * (MOST_ROWS + 1)))
