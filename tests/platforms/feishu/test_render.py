"""A worded card as Feishu's card JSON 2.0: each part in a golden file, the limits, and typed text that stays text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # which Rich brings
from markdown_it.token import Token

from bot.catalogue import LANGUAGES
from bot.platforms.feishu import render, render_size
from bot.platforms.feishu.render_text import inline, shortened
from bot.worded import (
    Piece,
    WordedBullets,
    WordedButton,
    WordedCard,
    WordedFacts,
    WordedField,
    WordedFigures,
    WordedForm,
    WordedPara,
    WordedQuote,
    WordedTable,
    Words,
)
from bot.wording import Wording
from handlers.kit.charts import WordedChart
from handlers.kit.messages import Card
from tests.conftest import REWRITE
from tests.platforms.feishu.card_schema import faults

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = (
    '<at id=all></at> <at user_id="x">x</at> **bold** __b__ *i* [x](http://y) ![x](http://y/z.png) `code` ~~gone~~ # h '
    "<font color=red>r</font> &lt;b&gt; &amp; <a href='http://y'>y</a> http://y.example www.y.example a@b.example "
    ":OK: $x$ | a | b | \\"
)
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def words(*pieces: str | Piece) -> Words:
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)


def card(*blocks: Any, language: str = "zh-Hans", **more: Any) -> WordedCard:
    return WordedCard(language, more.pop("title", None), blocks, **more)


def field(name: str, kind: str, label: str, **more: Any) -> WordedField:
    given = {"required": False, "hint": None, "value": None, "choices": (), "error": None} | more
    return WordedField(name=name, label=label, kind=kind, **given)


PEOPLE = (("@小李", "小李"), ("@alice", "alice"))
TABLE = WordedTable(
    words_head := (words("渠道"), words("线索"), words("成单率")),
    (
        (words("抖音"), words("1.2万"), words("12.5%")),
        (words("官网"), words("3,400"), words("–")),
        (words("展会 | 线下"), words("-56"), words("8%")),
    ),
)
CHART = WordedFigures(
    WordedChart("bar", "本月线索", ("抖音", "官网"), (("线索", (Decimal(12000), Decimal(3400))),)),
    WordedTable((words(""), words("线索")), ((words("抖音"), words("1.2万")), (words("官网"), words("3,400")))),
)
FORM = WordedForm(
    "/kpi log", 42, "记一笔",
    (
        field("name", "choice", "指标", required=True, choices=(("线索", "线索"), ("GMV", "成交额")), value="GMV"),
        field("value", "number", "数值", required=True, value="一打左右", error="「一打左右」不是数字。"),
        field("date", "date", "日期"),
        field("at", "time", "时间"),
        field("for", "person", "替谁", choices=PEOPLE),
        field("channel", "channel", "频道"),
        field("roles", "choices", "岗位", choices=(("content", "内容"), ("sales", "销售")), value="content, sales"),
        field("note", "long", "备注", value="第一行\n第二行"),
        field("team", "choice", "团队", choices=(("Growth", "Growth"),), value="Grwoth"),
    ),
)  # fmt: skip

PARTS: Mapping[str, WordedCard] = {
    "paragraphs": card(
        WordedPara(words("已记下 ", Piece("线索", "bold"), "：", Piece("1.2万", "bold"), "，", Piece("K12", "code"))),
        WordedPara(words("负责人 ", Piece("@小李", "mention", "ou_7dab8a3d3cdcc9da365777c7ad535d62"), "，在 ",
                         Piece("#增长", "channel", "oc_1"), "，见 ",
                         Piece("周报 (一)", "link", "https://example.com/a (1)?x=[1]&y=*"))),
        WordedPara(words("本周"), "heading"),
        WordedPara(words("来源：", Piece("周会", "bold")), "note"),
        WordedQuote("第一行\n\n- 第二行\n1. 第三行"),
    ),
    "lists": card(
        WordedFacts(((words("时区"), words("Asia/Shanghai")), (words("Quiet hours"), words("20:00-08:00")))),
        WordedBullets((words("T3 · 更新投放计划 · 周五"), words(Piece("T4", "code"), " · 回访\n客户"))),
        title=words("我的待办"),
    ),
    "table": card(TABLE, title=words("本月"), language="zh-Hans"),
    "table-marked": card(WordedTable((words("Item"), words("Owner")), ((words(Piece("T3", "code"), " <b>"), words(
        Piece("@bob", "mention", "ou_bob1"))),)), language="en"),
    "chart": card(CHART),
    "chart-without-picture": card(CHART),
    "buttons": card(
        WordedPara(words("Done?")),
        buttons=(
            WordedButton("Done", "/todo done T3", "primary"),
            WordedButton("Later", "/todo snooze T3"),
            WordedButton("Drop it and say why nobody needs it any more", "/todo drop T3", "danger"),
        ),
        language="en",
    ),
    "good": card(WordedPara(words("Logged.")), title=words("KPI"), tone="good", language="en"),
    "warn-without-title": card(WordedPara(words("快到期了。")), tone="warn"),
    "bad-without-text": card(TABLE, tone="bad"),
    "form": card(WordedPara(words("「一打左右」不是数字。")), form=FORM, tone="bad", title=words("记一笔")),
    "form-secret": card(form=WordedForm("/team new", None, "New team", (field("name", "text", "Name", required=True),)),
                        language="en"),
    "hostile": card(
        WordedPara(words(HOSTILE)), WordedPara(words(Piece(HOSTILE, "bold"), Piece(HOSTILE, "code"))),
        WordedPara(words(HOSTILE), "heading"), WordedPara(words(HOSTILE), "note"), WordedQuote(HOSTILE),
        WordedFacts(((words(HOSTILE), words(HOSTILE)),)), WordedBullets((words(HOSTILE),)),
        WordedTable((words(HOSTILE),), ((words(HOSTILE),), (words(Piece("x", "bold"), HOSTILE),))),
        WordedPara(words(Piece(HOSTILE, "mention", "all"), Piece(HOSTILE, "link", "javascript:alert(1)"))),
        title=words(HOSTILE), buttons=(WordedButton(HOSTILE, "/help"),), language="en",
        form=WordedForm("/kudos", 1, HOSTILE, (field("who", "person", HOSTILE, choices=((HOSTILE, HOSTILE),)),
                                              field("reason", "long", HOSTILE, value=HOSTILE, error=HOSTILE))),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_each_part_looks_as_it_did(name: str) -> None:
    made = render.message(PARTS[name], {0: "img_v3_chart"} if name == "chart" else {})
    assert faults(made) == []
    file = GOLDEN / f"{name}.json"
    text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    if REWRITE:
        file.write_text(text, "utf-8")
    assert text.splitlines() == file.read_text("utf-8").splitlines()


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(PARTS)


# --- typed text stays text ------------------------------------------------------------------------


@given(st.text(st.sampled_from("ab小1.* _`~<>[]()#!|\\&;:/@$-+=\n\"'at idlfonrcueptsw")) | st.text())
def test_whatever_is_typed_is_read_as_it_was_typed(text: str) -> None:
    """By the rules of CommonMark, which Feishu's cards follow, with tags, tables and deletions besides."""
    tokens = MARKDOWN.parse(inline(words(text)))
    assert {token.type for token in _flat(tokens)} <= {
        "paragraph_open", "paragraph_close", "inline", "text", "hardbreak", "softbreak",
    }  # fmt: skip
    assert _squeezed(_read(tokens)) == _squeezed(text)


@given(st.text(st.sampled_from("ab小. *`<(「）\n")), st.text(st.sampled_from("ab小. *`<(「）")), st.text("a小 ：*"))
def test_emphasis_is_emphasis_whatever_stands_beside_it(before: str, bold: str, after: str) -> None:
    made = inline(words(before, Piece(bold, "bold"), after))
    tokens = MARKDOWN.parse(made)
    assert _squeezed(_read(tokens)) == _squeezed(before + bold + after)
    assert any(token.type == "strong_open" for token in _flat(tokens)) == bool(_squeezed(bold))
    assert "em_open" not in {token.type for token in _flat(tokens)}


@pytest.mark.parametrize("name", ["hostile"])
def test_a_hostile_card_has_no_mention_link_or_formatting_but_ours(name: str) -> None:
    made = render.message(PARTS[name], {})
    for text in _markdowns(made):
        tokens = _flat(MARKDOWN.parse(text))
        ours = {"<font color='grey'>", "<font color='red'>", "</font>"}
        assert {token.content for token in tokens if token.type == "html_inline"} <= ours
        assert not {token.type for token in tokens} & {"link_open", "image", "html_block", "code_inline", "em_open"}
        assert "http://" not in text
        assert "www." not in text


def test_a_code_with_syntax_in_it_is_plain_text() -> None:
    assert inline(words(Piece("/kpi log", "code"))) == "`/kpi log`"
    assert inline(words(Piece("<at id=all></at>", "code"))) == "&#60;at id=all&#62;&#60;/at&#62;"


def test_a_mention_of_nobody_and_a_link_to_no_page_are_plain_words() -> None:
    assert inline(words(Piece("@all", "mention", "all"))) == "@all"
    assert inline(words(Piece("@x", "mention", "x></at><at id=all"))) == "@x"
    assert inline(words(Piece("here", "link", "tel:110"))) == "here"


# --- limits ---------------------------------------------------------------------------------------


def test_a_long_list_is_cut_and_says_so() -> None:
    lines = tuple(words(f"T{n} · {'很长的一件事' * 8}") for n in range(600))
    made = render.message(card(WordedBullets(lines), WordedPara(words("尾巴"))), {})
    assert faults(made) == []
    *_, last = made["body"]["elements"]
    shown = sum(text.count("- T") for text in _markdowns(made))
    assert shown > 100
    assert f"…还有 {601 - shown} 行放不下" in last["content"]


def test_a_long_table_is_cut_and_says_so() -> None:
    rows = tuple((words(f"抖音{n}"), words(f"{n}"), words("12%")) for n in range(2000))
    made = render.message(card(WordedTable(words_head, rows)), {})
    assert faults(made) == []
    table, note = made["body"]["elements"]
    assert len(table["rows"]) > 200
    assert table["page_size"] == 10
    assert f"还有 {2000 - len(table['rows']):,} 行" in note["content"]


def test_one_endless_line_is_cut_with_an_ellipsis_and_the_buttons_stay() -> None:
    made = render.message(card(WordedPara(words("字" * 40_000)), buttons=(WordedButton("好", "/help"),)), {})
    assert faults(made) == []
    assert made["body"]["elements"][0]["content"].endswith("…")
    assert "/help" in json.dumps(made)


def test_many_tables_are_tables_as_far_as_a_card_takes_them() -> None:
    made = render.message(card(*[TABLE] * 8), {})
    assert faults(made) == []
    tags = [element["tag"] for element in made["body"]["elements"]]
    assert tags.count("table") == render_size.TABLES
    assert "**渠道** · **线索** · **成单率**" in _markdowns(made)[0]


def test_many_buttons_stand_in_rows_and_none_is_too_long() -> None:
    buttons = tuple(WordedButton(f"第 {n} 件事：{'字' * n}", f"/todo done T{n}") for n in range(60))
    made = render.message(card(WordedPara(words("选一个")), buttons=buttons), {})
    assert faults(made) == []
    rows = [element for element in made["body"]["elements"] if element["tag"] == "column_set"]
    assert len(rows) > 10
    assert rows[0]["columns"][0]["elements"][0]["behaviors"][0]["value"] == {"run": "/todo done T0"}


def test_of_several_first_buttons_none_shouts() -> None:
    def kinds(*styles: Any) -> list[str]:
        made = render.message(card(buttons=tuple(WordedButton("好", "/x", style) for style in styles)), {})
        assert faults(made) == []
        rows = [element for element in made["body"]["elements"] if element["tag"] == "column_set"]
        return [column["elements"][0]["type"] for row in rows for column in row["columns"]]

    assert kinds("primary", "plain") == ["primary_filled", "default"]
    assert kinds("primary", "danger", "primary") == ["primary", "danger", "primary"]


def test_a_form_with_hundreds_of_people_asks_for_the_name() -> None:
    people = tuple((f"@员工{n}", f"员工{n}") for n in range(400))
    asked = WordedForm("/todo add", 7, "新建待办", (
        field("who", "person", "谁", choices=people, value="@员工7"),
        field("what", "text", "做什么", required=True),
        field("unit", "choice", "单位", choices=tuple((f"u{n}", f"u{n}") for n in range(20))),
    ))  # fmt: skip
    made = render.message(card(form=asked), {})
    assert faults(made) == []
    who, what, _, unit, submit = made["body"]["elements"][0]["elements"]
    assert (who["tag"], who["default_value"], who["placeholder"]["content"]) == (
        "input",
        "@员工7",
        "姓名，填「我」也行",
    )
    assert (what["tag"], what["label"]["content"], what["required"]) == ("input", "做什么 *", True)
    assert unit["tag"] == "select_static"
    assert submit["behaviors"] == [{"type": "callback", "value": {"form": 7, "command": "/todo add"}}]


def test_a_value_too_long_for_an_input_is_left_to_the_question() -> None:
    asked = WordedForm("/minutes", 7, "纪要", (field("text", "long", "内容", value="字" * 1001),))
    made = render.message(card(form=asked), {})
    assert faults(made) == []
    assert all(element["tag"] != "input" for element in made["body"]["elements"][0]["elements"])


def test_a_card_of_nothing_is_still_a_card() -> None:
    assert faults(render.message(card(), {})) == []


@given(st.integers(0, 400), st.lists(st.text(max_size=40), max_size=5))
def test_shortened_words_keep_to_their_limit(limit: int, texts: list[str]) -> None:
    made = shortened(words(*texts), limit)
    whole = "".join(texts)
    assert sum(len(piece.text) for piece in made) <= max(limit, 1) or len(whole) <= limit


# --- the rest -------------------------------------------------------------------------------------


def test_a_toast_is_short_and_has_the_tone() -> None:
    made = render.toast(card(WordedPara(words("好了，T3 已完成。\n" + "字" * 100)), tone="good"))
    assert made["type"] == "success"
    assert len(made["content"]) <= 80
    assert render.toast(card(tone="bad")) == {"type": "error", "content": "…"}


def test_a_card_can_do_without_mentions() -> None:
    bob = Piece("@bob", "mention", "ou_bob")
    named = card(
        WordedPara(words(bob)), WordedBullets((words(bob),)), WordedFacts(((words(bob), words(bob)),)),
        WordedTable((words("x"),), ((words(bob),),)), replace(CHART, table=WordedTable((words(bob),), ())),
        WordedQuote("x"), title=words(bob),
    )  # fmt: skip
    assert "<at" in json.dumps(render.message(named, {}))
    assert "<at" not in json.dumps(render.message(render.without_mentions(named), {}))


def test_every_card_of_the_tour_is_taken_in_every_language(tour: list[tuple[str, Card]]) -> None:
    """What the bot really says, through a tour of every command."""
    assert len(tour) > 100
    for _, card in tour:
        for language in LANGUAGES:
            worded = Wording(language).card(card)
            assert faults(render.message(worded, {0: "img_v3_x"})) == []
            assert render.toast(worded)["content"]


def _flat(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *_flat(token.children or []))]


def _read(tokens: list[Token]) -> str:
    """The text a reader sees."""
    breaks = {"hardbreak": "\n", "softbreak": "\n", "paragraph_close": "\n"}
    return "".join(breaks.get(t.type, t.content if t.type in ("text", "code_inline") else "") for t in _flat(tokens))


def _squeezed(text: str) -> str:
    """Without white space and control characters, which are no part of what is said."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def _markdowns(made: Any) -> list[str]:
    if isinstance(made, dict):
        own = [made["content"]] if made.get("tag") == "markdown" else []
        return own + [text for value in made.values() for text in _markdowns(value)]
    return [text for value in made for text in _markdowns(value)] if isinstance(made, list) else []
