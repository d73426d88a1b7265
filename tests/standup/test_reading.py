"""A plain answer, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.standup.reading import PARTS, blocker_lines, is_none, short, stated, unfold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write the ad copy", (None, "write the ad copy", None)),
        ("Yesterday: page live\nToday: ad copy\nBlockers: none", ("page live", "ad copy", "none")),
        ("yesterday: a Today: b blocked: c", ("a", "b", "c")),
        ("Today: b. Blockers: legal", (None, "b.", "legal")),
        ("Done: x\nPlan: y", ("x", "y", None)),
        ("**Yesterday:** a\n**Today:** b\n- more of b\n*Blockers*: c; d", ("a", "b\n- more of b", "c; d")),
        ("- Yesterday: a\n- Today: b", ("a", "b", None)),
        ("昨天：写方案；今天：投放；卡点：无", ("写方案", "投放", "无")),
        ("昨日：寫企劃\n今日：投放\n障礙：等法務", ("寫企劃", "投放", "等法務")),
        ("昨天:甲 今天:乙 阻碍:丙", ("甲", "乙", "丙")),
        ("1. a\n2. b\n3. c", ("a", "b", "c")),
        ("1) a\n  and more\n2) b\n3) c", ("a\n  and more", "b", "c")),
        ("1. a 2. b 3. c", ("a", "b", "c")),
        ("1、甲\n2、乙\n3、丙", ("甲", "乙", "丙")),
        ("１．甲\n２．乙\n３．没有", ("甲", "乙", "没有")),
        ("一、甲\n二、乙\n三、丙", ("甲", "乙", "丙")),
        ("① 甲\n② 乙\n③ 丙", ("甲", "乙", "丙")),
        ("page live\nad copy\nnone", ("page live", "ad copy", "none")),
        # All of it is today: a list, more or fewer than three lines, a label in the middle of a sentence.
        ("- a\n- b\n- c", (None, "- a\n- b\n- c", None)),
        ("1. a\n2. b\n3. c\n4. d", (None, "1. a\n2. b\n3. c\n4. d", None)),
        ("a\nb", (None, "a\nb", None)),
        ("2.5% lift\nask bob", (None, "2.5% lift\nask bob", None)),
        ("call bob about today: agenda", (None, "call bob about today: agenda", None)),
        ("昨天写了方案，今天投放", (None, "昨天写了方案，今天投放", None)),
        ("Hi all\nToday: b", (None, "Hi all\nb", None)),
    ],
)
def test_an_answer_is_taken_apart(text: str, expected: tuple[str | None, ...]) -> None:
    found = unfold(text)
    assert tuple(found.get(part) for part in PARTS) == expected


@pytest.mark.parametrize(
    "text", ["none", "No.", "N/A", "-", "no blockers", "nothing", "无", "無。", "没有", "沒有障礙", "暂无"]
)
def test_words_for_nothing(text: str) -> None:
    assert is_none(text)
    assert stated(text) == ""
    assert blocker_lines(text) == ()


@pytest.mark.parametrize("text", ["no budget", "nobody answers", "无人对接", "没有预算", "not sure"])
def test_words_for_something(text: str) -> None:
    assert blocker_lines(text) == (text,)


def test_blockers_are_lines_or_parted_by_semicolons() -> None:
    assert blocker_lines("1. legal\n2) none\n- budget；法务; Legal") == ("legal", "budget", "法务")


def test_a_summary_is_one_line_and_short() -> None:
    assert short("- a\n- b\n\n3. c") == "a · b · c"
    assert short("x" * 500, 20) == "x" * 19 + "…"


@given(st.text(max_size=120))
def test_no_word_is_lost(text: str) -> None:
    found = unfold(text)
    assert found.keys() <= set(PARTS)
    letters = [c for c in text if c.isalpha()]
    kept = "".join(found.values())
    if "today" in found and len(found) == 1 and found["today"] == text.strip():
        return
    assert sum(c.isalpha() for c in kept) >= len(letters) - len("yesterdayblockersimpediments") * 3
