"""Deadlines found in running text: minutes, chat, to-do lists."""

from __future__ import annotations

import re

import pytest

from handlers.kit.dates import read_due, scan_due, without
from tests.kit.test_dates import scope, shown

# Each date that is to be found is marked [words|when], with a ! before a reason where it cannot be meant.
TEXTS = """
Bob to send the deck [by Friday|2026-11-27].
@alice will update the landing page [(due Dec 1)|2026-12-01]
Carol prepares 12/3 event list, [by next Wed 5pm at the latest|2026-12-02 17:00]
Bob: fix tracking [by end of next week|2026-12-04]; Ann: brief agency [before Christmas|2026-12-24]
TODO: Bob – fix tracking – [by EOD Friday|2026-11-27]
[By Friday|2026-11-27] Alice drafts the plan, and Bob reviews it [by Dec 5|2026-12-05].
Alice drafts the plan [next week|2026-12-04]
Alice finishes the copy [this week|2026-11-27].
Send the report [tomorrow|2026-11-27], then call the client [on Monday at 10:00|2026-11-30 10:00]
[Due: Dec 1|2026-12-01]
Deck v1.2 [by 12/15|2026-12-15] please
[within two weeks|2026-12-10] publish the report
[in 3 working days|2026-12-01] check back
Run the poll from 7 to [9 December|2026-12-09], tea [at 10 to 9 am|2026-11-27 08:50]
the 15th edition, [by the 15th|2026-12-15]
[by EOD|2026-11-26] all numbers in
Ship it [before the weekend|2026-11-27]!
Prepare Q1 plan [no later than end of month|2026-11-30]
Follow up [on Sun|2026-11-29], [by Sat 5pm|2026-11-28 17:00]
Meet [at 5pm|2026-11-26 17:00]. Moved to [17:00|2026-11-26 17:00]
- [ ] Alice: one-pager [until Wednesday, 2 December|2026-12-02]
Launch in May, brief [by 30 Nov.|2026-11-30] 5 people come
小李 [周五前|2026-11-27]提交方案
@小李[周五前|2026-11-27]提交方案，预算三点建议
王芳：[下周三之前|2026-12-02]完成海报；张伟 [12月5日前|2026-12-05]给报价
周报 [12/3|2026-12-03] 交
[本周|2026-11-27]完成初稿，本月销售额上升
双十一预热方案[月底前|2026-11-30]定稿
春节活动方案 [20号前|2026-12-20]
[截止日期：12月1日|2026-12-01]
[DDL 周五|2026-11-27]
[在周五之前|2026-11-27]，把合同发给客户
[3天内|2026-11-29]回复客户
一周一次，[二十一号前|2026-12-21]
张三负责年中大促，[年底前|2026-12-31]上线
请[在12月1日（周二）17:00前|2026-12-01 17:00]提交
[明天下午三点前|2026-11-27 15:00]把数据给我，[三个工作日内|2026-12-01]出报告
[月底|2026-11-30]上线落地页（[12月10日前|2026-12-10]复盘）
小陳 [週五前|2026-11-27]交提案，[下週三|2026-12-02]回報
【[12月5日|2026-12-05]】素材齊備
15日前的预算？[15日前|2026-12-15]提交预算
[下班前|2026-11-26]发给我
海报，[2026年12月9日前|2026-12-09]，[截止时间：2026年12月9日|2026-12-09]
[by Feb 30|!date-no-such-day] send it
[by Monday Dec 1|!date-mismatch] send it
[by 2025-12-01 at the latest|!date-past], they say
[by Monday, Dec 1|!date-mismatch]
Workshops [Monday|2026-11-30], [Tuesday|2026-12-01] and [Wednesday|2026-12-02]
[周四|2026-11-26]、[周五|2026-11-27]值班
[12月1日（周三）前|!date-mismatch]提交
"""

NOTHING = """
We may move the launch. The sun is out. Second, march on.
Version 1.2 ships; see https://x.com/2026-12-01/a?t=12:30 and 50/50, 24/7 support
每周五例会，every Friday standup, each Monday, 逢周三
下周的会议和本月的预算
yesterday we shipped; last week sales rose; 上周五的数据
Sales on Nov 20 rose 5%
第二天再说，一天一次，三点建议，5号线，1号楼，2号店
ROI 1.5, CPC 0.3, 3,000 leads, 12% up, 10-12 people, room 12
mail bob@monday.com, ask @friday or #may, call 555-12-01
in the second half, for the first time, one of the three, at 3 people's request
Christmas campaign, 双十一复盘, 618 leads, CNY 3,000
the 2nd week, a 3 days workshop, 5 days, 2h, 三天培训
今年目标、本季度指标、this month's target, Q4 figures, 12月销售额
"""


def _split(marked: str) -> tuple[str, list[tuple[str, str]]]:
    spans = re.findall(r"\[([^\]|]+)\|([^\]]+)\]", marked)
    return re.sub(r"\[([^\]|]+)\|[^\]]+\]", r"\1", marked), spans


@pytest.mark.parametrize("marked", TEXTS.strip().splitlines())
def test_finds_the_dates(marked: str) -> None:
    text, expected = _split(marked)
    found = []
    for span in scan_due(text, scope()):
        words = text[span.start : span.end]
        if span.error is not None:
            found.append((words, f"!{span.error.why.id}"))
        elif span.when is not None:
            found.append((words, shown(span.when)))
    assert [(words.strip("（）()【】"), value) for words, value in found] == [
        (words.strip("（）()【】"), value) for words, value in expected
    ]


@pytest.mark.parametrize("text", NOTHING.strip().splitlines())
def test_finds_none_where_there_is_none(text: str) -> None:
    assert [text[span.start : span.end] for span in scan_due(text, scope())] == []


@pytest.mark.parametrize("marked", TEXTS.strip().splitlines())
def test_what_is_found_reads_alike_by_itself(marked: str) -> None:
    text, _ = _split(marked)
    for span in scan_due(text, scope()):
        if span.when is not None:
            assert read_due(text[span.start : span.end].strip("（）()【】"), scope()) == span.when


def test_tells_a_deadline_from_a_date_in_passing() -> None:
    text = "Prepare Monday's slides; Bob to call on Tuesday; report by Friday, 三天内, 周四交"
    found = [(text[s.start : s.end], s.marked) for s in scan_due(text, scope())]
    assert found == [
        ("on Tuesday", False),
        ("by Friday", True),
        ("三天内", True),
        ("周四", True),
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bob to send the deck by Friday.", "Bob to send the deck."),
        ("By Friday, Bob sends the deck", "Bob sends the deck"),
        ("Update the page (due Dec 1)", "Update the page"),
        ("Fix tracking, by next Wed, and test", "Fix tracking, and test"),
        ("小李 周五前提交方案", "小李 提交方案"),
        ("小李周五前提交方案", "小李提交方案"),
        ("王芳：下周三之前，完成海报", "王芳：完成海报"),
        ("提交方案，周五前。", "提交方案。"),
        ("提交方案（周五前）", "提交方案"),
        ("fix tracking – by EOD Friday", "fix tracking"),
        ("by Friday", ""),
    ],
)
def test_cuts_a_date_out_without_a_trace(text: str, left: str) -> None:
    assert without(text, scan_due(text, scope())) == left


def test_an_error_carries_its_field_and_words() -> None:
    (span,) = scan_due("send it by Feb 30 please", scope(), field="due")
    assert span.error is not None
    assert (span.error.field, span.error.why.args["bad"]) == ("due", "by Feb 30")


def test_keeps_its_place_in_text_that_widens_when_read() -> None:
    text = "①㋿ ＠小李\u200b 週五前 交 ㍻"
    (span,) = scan_due(text, scope())
    assert text[span.start : span.end].strip("\u200b ") == "週五前"


def test_a_page_of_minutes_takes_milliseconds_not_seconds() -> None:
    text = "\n".join(_split(line)[0] for line in (TEXTS + NOTHING).strip().splitlines()) * 5
    assert len(scan_due(text, scope())) > 200


@pytest.mark.parametrize("text", ["a" * 40_000, "a." * 20_000, " " * 40_000, "1" * 40_000, "十" * 20_000])
def test_scanning_takes_time_in_proportion_to_the_text(text: str) -> None:
    assert scan_due(text, scope()) == []
