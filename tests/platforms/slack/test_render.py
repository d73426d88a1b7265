"""A worded card as Block Kit: each part in a golden file, typed text that stays text, commands as one types them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import LANGUAGES
from bot.platforms.slack import RESERVED, render
from bot.platforms.slack.render_text import context, paragraph, typed_here
from bot.worded import Piece, WordedBlock, WordedBullets, WordedFacts, WordedForm, WordedQuote
from bot.wording import Wording
from handlers.kit.messages import Card
from tests.conftest import REWRITE
from tests.platforms.slack import limits
from tests.platforms.slack.cards import (
    CHART,
    EVERYTHING,
    FIELDS,
    FORM,
    HOSTILE,
    MESSAGES,
    MINE,
    REFUSED,
    TABLE,
    TOLD,
    Json,
    card,
    code,
    elements,
    faults,
    para,
    parts,
    words,
)

GOLDEN = Path(__file__).parent / "golden"
VIEWS: Mapping[str, Callable[[], Json]] = {
    "modal": lambda: render.modal(FORM, '{"q":42}'),
    "modal-refused": lambda: render.modal(REFUSED, '{"q":42}'),
    "modal-loading": lambda: render.loading("/kpi log"),
    "modal-told": lambda: render.told(TOLD),
    "modal-hostile": lambda: render.modal(EVERYTHING, "{}"),
    "home": lambda: render.home(MINE),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_each_part_looks_as_it_did(name: str) -> None:
    made = render.message(MESSAGES[name], {0: "F0CHART001"} if name == "chart" else {})
    assert [fault for message in made for fault in limits.of_message(message)] == []
    _same_as_kept(name, made)


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_looks_as_it_did(name: str) -> None:
    made = VIEWS[name]()
    assert list(limits.of_view(made)) == []
    _same_as_kept(name, made)


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == {*MESSAGES, *VIEWS}


def _same_as_kept(name: str, made: Any) -> None:
    file = GOLDEN / f"{name}.json"
    text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    if REWRITE:
        file.write_text(text, "utf-8")
    assert text.splitlines() == file.read_text("utf-8").splitlines()


# --- typed text stays text ------------------------------------------------------------------------

MARKS = st.text(st.sampled_from("ab小1.* _`~<>!@#|&;:/\n'+-")) | st.text(max_size=60) | st.just(HOSTILE)


@given(MARKS)
def test_a_paragraph_has_the_very_text(text: str) -> None:
    for bold in (False, True):
        found = [element for block in paragraph(text, bold=bold) for element in elements(block)]
        assert {element["type"] for element in found} <= {"text"}
        assert "".join(element["text"] for element in found) == (text or " ")


@given(MARKS, MARKS)
def test_a_quiet_line_has_the_very_text_and_marks_nothing_of_it(before: str, after: str) -> None:
    block = context(words(*(Piece(text) for text in (before,) if text), code("T3"), *words(after)[: len(after)]))
    said = f"{before}T3{after}"
    if block["type"] == "rich_text":
        texts = [element["text"] for element in elements(block)]
        assert "".join(texts) == said
        assert [e["text"] for e in elements(block) if "style" in e] == ["T3"]
        return
    (element,) = block["elements"]
    assert element["type"] == "mrkdwn"
    assert element["verbatim"] is True
    bare = element["text"].replace("`T3`", "\0").replace("\u200b", "")
    assert not re.search(r"[*_~`<>]|:[\w+'-]+:|^&gt;", bare, re.MULTILINE)
    assert html.unescape(bare).replace("\0", "T3") == said.replace("\u200b", "")


@given(MARKS)
def test_a_quiet_line_without_marks_of_ours_is_plain(text: str) -> None:
    (element,) = context(text)["elements"]
    assert element == {"type": "plain_text", "text": text or " ", "emoji": False}


@pytest.mark.parametrize("made", [*render.message(EVERYTHING, {}), VIEWS["modal-hostile"]()], ids=str)
def test_a_hostile_card_calls_nobody_and_leads_nowhere(made: Json) -> None:
    for part in parts(made):
        assert part.get("type") not in ("user", "channel", "link", "broadcast", "usergroup", "emoji", "date")
        assert part.get("type") != "mrkdwn" or part["text"] == "ok `x`"
        assert part.get("emoji", False) is False, ":tada: is what was typed"
    assert "<" not in made.get("text", "")


def test_a_mention_of_nobody_is_a_plain_name_and_pings_where_it_stands() -> None:
    (made,) = render.message(card(para(Piece("@bob", "mention", "U1"), " ", Piece("@eve", "mention"))), {})
    assert elements(made["blocks"][0]) == [
        {"type": "user", "user_id": "U1"}, {"type": "text", "text": " "}, {"type": "text", "text": "@eve"},
    ]  # fmt: skip
    assert made["text"] == "@bob @eve", "the notification says it, and pings nobody a second time"


# --- commands as they are typed here ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("/help", "/muster help"), ("/kpi log leads 12", "/kpi log leads 12"), ("/muster kpi", "/muster kpi"),
        ("/指标 记录 线索 12", "/muster 指标 记录 线索 12"), ("T3", "T3"), ("/status", "/muster status"), ("", ""),
    ],
)  # fmt: skip
def test_a_word_that_slack_keeps_or_cannot_have_goes_behind_ours(written: str, typed: str) -> None:
    assert typed_here(written) == typed


def test_only_a_command_is_rewritten_and_no_typed_text() -> None:
    (made,) = render.message(card(para("/help is ", code("/help")), WordedQuote("/help")), {})
    texts = [element["text"] for block in made["blocks"] for element in elements(block)]
    assert texts == ["/help is ", "/muster help", "/help"]
    assert made["text"] == "/help is /muster help"


def test_words_that_slack_keeps_are_lower_case_words() -> None:
    assert all(re.fullmatch(r"[a-z-]+", word) for word in RESERVED)
    assert {"help", "me", "who", "remind", "status", "search"} <= RESERVED


# --- the rest -------------------------------------------------------------------------------------


def test_errors_stand_by_their_fields() -> None:
    assert render.errors(REFUSED) == {"value": "「一打左右」不是数字。"}
    assert render.errors(card(para("x"))) == {}
    long = replace(FIELDS[1], error="x" * 3000)
    assert len(render.errors(card(form=WordedForm("/x", 1, "X", (long,))))["value"]) <= 2000


def test_a_form_says_above_its_fields_only_what_was_refused() -> None:
    kinds = [block["type"] for block in render.modal(FORM, "")["blocks"]]
    assert kinds == ["input"] * len(FIELDS) + ["context"]
    title, asked = render.modal(REFUSED, "")["blocks"]
    assert (title["type"], asked["hint"]["text"]) == ("rich_text", "❗ 「一打左右」不是数字。")
    other = replace(REFUSED, form=WordedForm("/kpi log", 42, "記一筆", (FIELDS[1],)))
    assert [block["type"] for block in render.modal(other, "")["blocks"]] == ["rich_text", "input"]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (para("Logged."), "KPI · Logged."), (WordedBullets((words("a"), words("b"))), "KPI · a"),
        (WordedFacts(((words("When"), words("now")),)), "KPI · When: now"), (WordedQuote("hm &"), "KPI · hm &amp;"),
        (TABLE, "KPI"), (CHART, "KPI · 本月线索"),
    ],
)  # fmt: skip
def test_a_notification_says_the_title_and_the_first_words(first: WordedBlock, said: str) -> None:
    assert render.message(card(first, title=words("KPI")), {})[0]["text"] == said
    assert render.message(card(TABLE), {})[0]["text"] == "Muster"


def test_every_card_of_the_tour_is_taken_in_every_language(tour: list[tuple[str, Card]]) -> None:
    """What the bot really says, through a tour of every command."""
    assert len(tour) > 100
    for _, one in tour:
        for language in LANGUAGES:
            worded = Wording(language).card(one)
            assert faults(render.message(worded, {})) == []
            views = [render.told(worded), render.home(worded)] + ([render.modal(worded, "")] if worded.form else [])
            assert [fault for view in views for fault in limits.of_view(view)] == []
