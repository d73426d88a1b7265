"""Entries as files: what one may see, as a spreadsheet and the import read it; the same file back changes nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.kit.inbound import File
from handlers.kit.sheets import Cell, as_csv, as_xlsx
from handlers.kpi.columns import headings
from handlers.kpi.tables import read_table
from tests.dialog import Heard, MakeTalk, Seen, Talk

LOGGED = (
    "bob: /kpi log leads 12 won 3 --channel 抖音 --note =cmd",
    "bob: /kpi log leads 9007199254740993.123457 --date 2026-01-03",
    "bob: /kpi log satisfaction 82.5 --campaign Spring, early --region 华东",
    "bob: /kpi log leads 5 --date 2025-12-30",
    "carol: /kpi log spend ￥1.2k",
    "dave: /kpi log leads 99",
)


@pytest.fixture
def busy(led: Talk) -> Talk:
    """Two teams that have logged."""
    return led.say(LOGGED)


def exported(talk: Talk, line: str) -> tuple[Heard, str, bytes]:
    """Asks for a file; what was seen, its name and content."""
    heard = talk(line)
    handed = next(m for m in heard[1:] if m.to.startswith("@"))
    return heard, handed.text, talk.file(handed)


def rows(content: bytes) -> list[list[str]]:
    """What is in a CSV file, as it stands there."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_member_gets_what_they_may_see_privately(busy: Talk) -> None:
    heard, name, content = exported(busy, "carol in #growth: /kpi export --format csv")
    heard.answer.has("Export · you and Growth · January 2026", "5 entries", name)
    assert heard.answer.only == "@carol"
    assert heard.one("@carol").text == name
    assert name == "kpi-2026-01-20260105-090000.csv"
    assert content.startswith(b"\xef\xbb\xbfid,date,who,metric,value,channel,campaign,region,note\r\n")
    assert rows(content)[1:] == [
        ["K3", "2026-01-03", "bob", "leads", "9007199254740993.123457", "", "", "", ""],
        ["K1", "2026-01-05", "bob", "leads", "12", "抖音", "", "", "'=cmd"],
        ["K2", "2026-01-05", "bob", "won", "3", "抖音", "", "", "'=cmd"],
        ["K4", "2026-01-05", "bob", "satisfaction", "82.5", "", "Spring, early", "华东", ""],
        ["K6", "2026-01-05", "carol", "spend", "1200", "", "", "", ""],
    ]


def test_it_is_narrowed_like_what_is_shown(busy: Talk) -> None:
    def ids(line: str) -> list[str]:
        return [row[0] for row in rows(exported(busy, f"{line} --format csv")[2])[1:]]

    assert ids("bob: /kpi export won and satisfaction") == ["K2", "K4"]
    assert ids("bob: /kpi export win rate --who me") == ["K3", "K1", "K2"]
    assert ids("bob: /kpi export --period 2025") == ["K5"]
    assert ids("alice: /kpi export --team Sales") == ["K7"]
    assert ids("dave: /kpi export") == ["K7"]
    busy("bob: /kpi export --period 2024").answer.has("Nothing logged here yet")
    busy("dave: /kpi export --who @bob").answer.has("bob’s figures are for their team")
    busy("dave: /kpi export --team Growth").answer.has("That is for members of Growth")
    busy("bob: /kpi export leeds").answer.has("Did you mean leads", "/kpi export leads")
    busy("bob: /kpi export --format pdf").answer.has("not one of xlsx or csv")


def test_whoever_may_not_see_it_any_more_gets_nothing(busy: Talk) -> None:
    handed = busy("carol: /kpi export --team Growth")[1]
    busy("alice: /team remove @carol --team Growth")
    with pytest.raises(Exception, match="kpi-entries"):
        busy.file(handed)


def hand(talk: Talk, folder: Path, who: str, name: str, content: bytes) -> Seen:
    """Sends a file back."""
    (folder / name).write_bytes(content)
    return talk(f"{who}: /kpi import\n+ {folder / name}").answer


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_back_changes_nothing_and_new_rows_are_logged(busy: Talk, tmp_path: Path, form: str) -> None:
    _, name, content = exported(busy, f"bob: /kpi export --period 2026 --format {form}")
    for who in ("bob", "carol", "alice"):
        back = hand(busy, tmp_path, who, name, content).has("Nothing new in this file", "5 values are here already")
        assert back.buttons == []
    busy("bob: /kpi fix K1 13")
    busy("carol: /kpi undo")  # what became of them since stays
    hand(busy, tmp_path, "bob", name, content).has("Nothing new in this file")
    exported(busy, "bob: /kpi export --period 2026")[0].answer.has("4 entries")
    if form == "csv":
        more = content + b",2026-01-04,bob,won,2,,,,\r\n"
        seen = hand(busy, tmp_path, "bob", name, more).has("One new value", "5 values are here already")
        busy(f"bob: {seen.button('Import')}").answer.has("One value of")
        changed = content.replace(b",12,", b",15,")
        hand(busy, tmp_path, "bob", name, changed).has("Row 3: K1 has another value here", "/kpi fix K1 15")


def test_elsewhere_the_same_file_is_new_once(busy: Talk, make_talk: MakeTalk, tmp_path: Path) -> None:
    _, name, content = exported(busy, "bob: /kpi export won satisfaction --who me")
    other = make_talk().say((
        "zoe: /team new Away", "bob: hello", "zoe: /team add @bob", "zoe: /kpi define satisfaction --unit percent",
        "zoe: /kpi define won", "bob: /kpi log won 1", "bob: /kpi log satisfaction 1", "zoe: /kpi log won 3",
    ))  # fmt: skip
    seen = hand(other, tmp_path, "bob", name, content).has("2 new values")
    other(f"bob: {seen.button('Import')}").answer.has("2 values")
    hand(other, tmp_path, "bob", name, content).has("Nothing new in this file")


def test_chinese_headings_are_those_that_the_import_reads(make_talk: MakeTalk, tmp_path: Path) -> None:
    for language, word, verb, heads in (
        ("zh-Hans", "指标", "导出", "编号,日期,人员,指标,数值,渠道,活动,区域,备注"),
        ("zh-Hant", "指標", "匯出", "編號,日期,人員,指標,數值,通路,活動,區域,備註"),
    ):
        talk = make_talk(language=language).say(
            ("小王: /team new G", "小王: /kpi define 线索", "小王: /kpi log 线索 3")
        )
        heard, name, content = exported(talk, f"小王: /{word} {verb} 线索 --格式 csv")
        heard.answer.has(name, "共 1")
        assert content.decode("utf-8-sig").splitlines()[0] == heads
        hand(talk, tmp_path, "小王", name, content).lacks("1 行").has("1 ")
        talk.close()


# --- the files themselves -----------------------------------------------------------------------------

_TEXTS = st.text(st.sampled_from("a小=+-@'\"&<>,;\n \t１＝é\U0001f600\x0b"), max_size=8).map(str.strip)
_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12)
_CELLS: st.SearchStrategy[Cell] = st.one_of(st.none(), _TEXTS, _NUMBERS, st.dates(date(1990, 1, 1), date(2199, 12, 31)))


@settings(max_examples=40)
@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=4))
def test_what_is_written_is_read_again(body: list[tuple[Cell, ...]]) -> None:
    table = [("head", "and", "heel"), *(("x", *row) for row in body)]
    for made, name in ((as_csv(table), "a.csv"), (as_xlsx(table), "a.xlsx")):
        assert made == (as_csv(table) if name == "a.csv" else as_xlsx(table))  # the same bytes every time
        found = [row for _, row in read_table(File(name, made))]
        for row, was in zip(found, table, strict=True):
            padded = (*row, *[""] * (len(was) - len(row)))
            assert all(_same(now, cell) for now, cell in zip(padded, was, strict=True)), (row, was)


def _same(now: str, was: Cell) -> bool:
    match was:
        case Decimal():
            return Decimal(now) == was
        case date():
            return now == was.isoformat()
    text = (was or "").replace("\x0b", "").strip()
    unquoted = text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") else text
    return now.replace("\x0b", "").strip() in (text, unquoted, f"'{text}")


def test_a_file_has_a_heading_for_each_column_in_every_language() -> None:
    assert all(len(set(headings(language))) == 9 for language in ("en", "zh-Hans", "zh-Hant"))
