"""A worded card as DingTalk shows it: each part in a golden file, the limits, and typed text that stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.catalogue import LANGUAGES
from bot.platforms.dingtalk import render
from bot.platforms.dingtalk.render_text import GAP, Pen, neutral, sending, size
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
from tests.platforms.dingtalk.client import MARKDOWN, SENDS, Reading, of_card, of_markdown, shown

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = (
    "@所有人 @all @id-boss ＠所有人 **bold** __b__ *i* _i_ ~~gone~~ `code` [x](http://y.example) "
    "![x](http://y.example/z.png) [x]: http://y.example <http://y.example> http://y.example www.y.example a@b.example "
    "<font color=red>r</font> <@all> &lt;b&gt; &#64;all dtmd://dingtalkclient/sendMessage?content=%2Fhelp "
    "dingtalk://page | a | b | # h - - - $x$ \\*"
)
LINES = "# head\n> quote\n- item\n1. one\n+ plus\n***\n---\nunder\n===\n    code\n```\nfence\n```\n| a | b |\n|---|---|"


def words(*pieces: str | Piece) -> Words:
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)


def card(*blocks: Any, language: str = "zh-Hans", **more: Any) -> WordedCard:
    return WordedCard(language, more.pop("title", None), blocks, **more)


def field(name: str, kind: str, label: str, **more: Any) -> WordedField:
    given = {"required": False, "hint": None, "value": None, "choices": (), "error": None} | more
    return WordedField(name=name, label=label, kind=kind, **given)


TABLE = WordedTable(
    (words("渠道"), words("线索"), words("成单率")),
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
METRIC = field("name", "choice", "指标", required=True, choices=(("线索", "线索"), ("GMV", "成交额")))
FORM = WordedForm("/kpi log", 42, "记一笔", (METRIC, field("value", "number", "数值", required=True)), asks="name")
SECOND = WordedForm(
    "/kpi log", 42, "Log a value",
    (
        field("name", "choice", "Metric", required=True, value="GMV", choices=(("GMV", "Sales"),)),
        field("value", "number", "Value", required=True),
    ),
    asks="value",
)  # fmt: skip
PARTS: Mapping[str, WordedCard] = {
    "paragraphs": card(
        WordedPara(words("已记下 ", Piece("线索", "bold"), "：", Piece("1.2万", "bold"), "，", Piece("K12", "code"))),
        WordedPara(words("负责人 ", Piece("@小李", "mention", "id-li"), "，在 ",
                         Piece("#增长", "channel", "cid1"), "，见 ",
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
    "table": card(TABLE, title=words("本月")),
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
    "buttons-of-several": card(
        WordedBullets((words("T3 · a"), words("T4 · b"))),
        buttons=tuple(
            WordedButton(f"{label} {item}", f"/todo {verb} {item}")
            for item in ("T3", "T4") for label, verb in (("完成", "done"), ("稍后", "snooze"))
        ),
    ),
    "good": card(WordedPara(words("Logged.")), title=words("KPI"), tone="good", language="en"),
    "warn-without-title": card(WordedPara(words("快到期了。")), tone="warn"),
    "bad-without-text": card(TABLE, tone="bad"),
    "form": card(WordedPara(words("「一打左右」不是数字。")), form=FORM, tone="bad", title=words("记一笔")),
    "form-second-step": card(WordedPara(words("Value?")), form=SECOND, language="en", title=words("Log a value")),
    "form-unsaved": card(form=WordedForm("/team new", None, "New team", (field("name", "text", "Name"),), "name"),
                         language="en"),
    "hostile": card(
        WordedPara(words(HOSTILE)), WordedPara(words(Piece(HOSTILE, "bold"), Piece(HOSTILE, "code"))),
        WordedPara(words(HOSTILE), "heading"), WordedPara(words(HOSTILE), "note"), WordedQuote(HOSTILE),
        WordedPara(words(LINES)), WordedQuote(LINES),
        WordedFacts(((words(HOSTILE), words(HOSTILE)),)), WordedBullets((words(HOSTILE), words(LINES))),
        WordedTable((words(HOSTILE),), ((words(HOSTILE),), (words(Piece("x", "bold"), HOSTILE),))),
        WordedPara(words(Piece(HOSTILE, "mention", "@all"), Piece(HOSTILE, "link", "javascript:alert(1)"))),
        title=words(HOSTILE), buttons=(WordedButton(HOSTILE, "/help"),), language="en",
        form=WordedForm("/kudos", 1, HOSTILE, (field("who", "person", HOSTILE, choices=((HOSTILE, HOSTILE),)),), "who"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_each_part_looks_as_it_did(name: str) -> None:
    """As Markdown with links, and as a card."""
    pictures = {0: "@lALchart"} if name == "chart" else render.NO_PICTURES
    message, face = render.message(PARTS[name], pictures), render.face(PARTS[name], pictures)
    data = {**face.data, "sys_full_json_obj": json.loads(face.data["sys_full_json_obj"])}
    made = {
        "title": message.title, "markdown": [text.split("\n") for text in message.texts],
        "summary": face.summary, "before": list(face.before),
        "card": {**data, "markdown": face.data["markdown"].split("\n")},
    }  # fmt: skip
    file = GOLDEN / f"{name}.json"
    text = json.dumps(made, ensure_ascii=False, indent=2).replace(GAP, "\\u200b") + "\n"
    if REWRITE:
        file.write_text(text, "utf-8")
    assert text.splitlines() == file.read_text("utf-8").splitlines()


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(PARTS)


# --- typed text stays text ------------------------------------------------------------------------


@given(st.text(st.sampled_from("ab小1.* _`~<>[]()#!|\\&;:/@$-+=\n\"'at idlfonrcueptsw")) | st.text())
@example(HOSTILE)
@example(LINES)
@example("a\n\n\n    b")
@example("&amp; &#64; &nope &;")
@example("x http://y.example/[z](q) mailto:a@b.example ftp://q")
def test_whatever_is_typed_is_read_as_it_was_typed(text: str) -> None:
    """By the rules of CommonMark, with tags, tables and deletions besides; and by DingTalk's for names and links."""
    made = neutral(text)
    tokens = MARKDOWN.parse(made)
    assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline"}
    inner = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inner} <= {"text", "hardbreak", "softbreak"}
    read = of_markdown(made, ())
    assert (read.links, read.pings, read.images, read.presses, read.strange) == (set(), set(), [], [], [])
    assert _squeezed(read.text) == _squeezed(shown(text))
    assert not re.search(r"[@＠]\S", made.replace(f"@{GAP}", "").replace(f"＠{GAP}", ""))


@given(st.text(st.sampled_from("ab小. *`<(「）\n")), st.text(st.sampled_from("ab小. *`<(「）")), st.text("a小 ：*"))
def test_emphasis_is_emphasis_whatever_stands_beside_it(before: str, bold: str, after: str) -> None:
    read = of_markdown(Pen().inline(words(before, Piece(bold, "bold"), after)), ())
    assert _squeezed(read.text) == _squeezed(shown(before + bold + after))
    assert _squeezed("".join(map(shown, read.strong))) == _squeezed(shown(bold))
    assert read.strange == []


@pytest.mark.parametrize("private", [True, False])
def test_a_hostile_card_has_no_call_link_or_formatting_but_ours(private: bool) -> None:
    for reading in _readings(PARTS["hostile"], private=private):
        assert (reading.links, reading.pings, reading.images, reading.strange) == (set(), set(), [], [])
        said = [press for _, press in reading.presses if isinstance(press, str)]
        assert "/help" in said or not said
    message = render.message(PARTS["hostile"], pings=True)
    assert message.calls == ()
    assert "@所有人" not in message.title
    assert "@all" not in render.face(PARTS["hostile"]).summary


def test_what_was_copied_from_the_bot_is_what_was_typed() -> None:
    """Whoever copies a line of the bot's gives it what it stood for: the marks without width are taken out."""
    assert shown(neutral("/kpi log *leads* 12")) == "/kpi log *leads* 12"


def test_a_call_is_made_of_a_staff_id_alone() -> None:
    bob = Piece("@bob", "mention", "id-bob")
    assert render.message(card(WordedPara(words(bob, " hi"))), pings=True).calls == ("id-bob",)
    assert "@id-bob " in render.message(card(WordedPara(words(bob, " hi"))), pings=True).texts[0]
    assert render.message(card(WordedPara(words(bob, " hi")))).calls == ()
    assert render.face(card(WordedPara(words(bob)))).calls == {"id-bob": "bob"}
    for strange in ("all", "@all", "a b", ""):
        made = render.message(card(WordedPara(words(Piece("@x", "mention", strange)))), pings=True)
        assert (made.calls, made.texts) == ((), (f"@{GAP}x",))


def test_a_link_sends_its_whole_command() -> None:
    line = '/todo add @小李 "更新 (投放) 计划" --due 明天 & [x] 100%'
    assert unquote(sending(line).removeprefix(SENDS)) == line
    (reading,) = _messages(card(buttons=(WordedButton("a](b) [c", line),)))
    assert reading.presses == [("a](b) [c", line)]


# --- limits ---------------------------------------------------------------------------------------


def test_a_long_list_is_paged_and_says_what_is_left_out() -> None:
    lines = tuple(words(f"T{n} · {'很长的一件事' * 8}") for n in range(600))
    made = render.message(card(WordedBullets(lines), WordedPara(words("尾巴"))))
    assert len(made.texts) == render.MESSAGES
    assert all(_bytes(made.title, text) <= 15_000 for text in made.texts)
    assert made.texts[-1].endswith("后面还有，钉钉这里放不下了。")
    face = render.face(card(WordedBullets(lines), buttons=(WordedButton("好", "/help"),)))
    assert len(face.before) == render.MESSAGES - 1
    assert all(size(text) <= render.CARD_BYTES for text in (*face.before, face.data["markdown"]))
    assert "/help" in face.data["sys_full_json_obj"]
    changed = render.changed(card(WordedBullets(lines), buttons=(WordedButton("好", "/help"),)))
    assert size(changed["markdown"]) <= render.CARD_BYTES
    assert "放不下" in changed["markdown"]


def test_links_are_never_cut_in_two() -> None:
    buttons = tuple(WordedButton(f"第 {n} 件事", f"/todo done T{n}") for n in range(300))
    for reading in _readings(card(WordedPara(words("字" * 40_000)), buttons=buttons), private=True):
        assert reading.strange == []
        assert all(label.startswith("第 ") for label, _ in reading.presses)
        assert len(reading.presses) <= render.PRESSES
    last = render.message(card(WordedPara(words("x")), buttons=buttons)).texts[-1]
    assert "第 0 件事" in last


@given(st.lists(st.text(max_size=3000), max_size=6), st.sampled_from(LANGUAGES))
def test_every_message_keeps_to_its_size(texts: list[str], language: str) -> None:
    made = render.message(card(*(WordedPara(words(text)) for text in texts), language=language))
    assert 0 < len(made.texts) <= render.MESSAGES
    assert all(text.strip() and _bytes(made.title, text) <= 15_000 for text in made.texts)
    assert made.title.strip()


def test_a_form_with_hundreds_of_choices_asks_for_the_name() -> None:
    people = tuple((f"@员工{n}", f"员工{n}") for n in range(400))
    asked = WordedForm(
        "/todo add", 7, "新建待办", (field("who", "person", "谁", required=True, choices=people),), "who"
    )
    (reading,) = _messages(card(WordedPara(words("谁？")), form=asked))
    assert len(reading.presses) == render.CHOICES + 1  # and the way out
    assert "直接写出来" in reading.text
    assert reading.presses[0] == ("员工0", "@员工0")
    assert reading.presses[-1] == ("取消", "取消")


def test_a_form_is_asked_in_private_alone() -> None:
    assert [r.presses for r in _messages(PARTS["form"], private=False)] == [[]]
    assert json.loads(render.face(PARTS["form"], private=False).data["sys_full_json_obj"]) == {"msgButtons": []}


def test_a_card_of_nothing_is_still_a_message() -> None:
    assert render.message(card()).texts == ("…",)
    assert render.message(card()).title == "点将"
    assert render.face(card()).data["markdown"] == "…"


# --- the rest -------------------------------------------------------------------------------------


def test_every_card_of_the_tour_is_taken_in_every_language(tour: list[tuple[str, Card]]) -> None:
    """What the bot really says, through a tour of every command: nothing is marked by accident."""
    assert len(tour) > 100
    for language in LANGUAGES:
        for made in map(Wording(language).card, [card for _, card in tour]):
            for reading in _readings(made, private=True):
                assert reading.strange == []
                assert len(reading.text) > 1


def _readings(made: WordedCard, *, private: bool) -> Iterator[Reading]:
    yield from _messages(made, private=private)
    face = render.face(made, private=private)
    yield of_card(face.data, ())
    yield from (of_markdown(text, ()) for text in face.before)
    yield of_card(render.changed(made, private=private), ())


def _messages(made: WordedCard, *, private: bool = True) -> list[Reading]:
    return [of_markdown(text, ()) for text in render.message(made, private=private).texts]


def _bytes(title: str, text: str) -> int:
    return len(json.dumps({"title": title, "text": text}, ensure_ascii=False).encode())


def _squeezed(text: str) -> str:
    """Without white space and what nobody sees, which are no part of what is said."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())
