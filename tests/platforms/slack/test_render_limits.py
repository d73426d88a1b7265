"""A worded card within Slack's limits: what is long goes over several messages, what is endless is cut and says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.catalogue import LANGUAGES
from bot.platforms.slack import render
from bot.worded import WordedBullets, WordedButton, WordedForm, WordedQuote, WordedTable
from tests.platforms.slack import limits
from tests.platforms.slack.cards import MESSAGES, TABLE, card, elements, faults, field, para, words


def test_a_long_list_goes_over_several_messages_whole() -> None:
    lines = tuple(words(f"T{n} · {'a rather long thing to do ' * 3}") for n in range(200))
    made = render.message(
        card(WordedBullets(lines), title=words("All"), buttons=(WordedButton("Add", "/todo add"),)), {}
    )
    assert 2 <= len(made) <= 4
    assert faults(made) == []
    assert sum(len(elements(block)) for message in made for block in message["blocks"]) == 200
    assert made[-1]["blocks"][-1]["type"] == "actions"
    assert len({message["text"] for message in made}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_endless_list_is_cut_and_says_so_and_can_still_be_acted_on(language: str) -> None:
    lines = tuple(words(f"T{n} · {'很长的一件事' * 8}") for n in range(3000))
    made = render.message(
        card(WordedBullets(lines), language=language, buttons=(WordedButton("Add", "/todo add"),)), {}
    )
    assert len(made) == render.MESSAGES
    assert faults(made) == []
    more, actions = made[-1]["blocks"][-2:]
    assert "Slack" in more["elements"][0]["text"]
    assert actions["type"] == "actions"


def test_a_long_text_goes_on_and_breaks_between_words() -> None:
    text = "word " * 1500
    made = render.message(card(para(text), WordedQuote(text)), {})
    assert faults(made) == []
    blocks = [block for message in made for block in message["blocks"]]
    assert "".join(e["text"] for block in blocks for e in elements(block)) == text * 2
    assert all(e["text"].endswith(" ") for block in blocks for e in elements(block))


def test_a_line_of_a_list_that_is_too_long_ends_in_an_ellipsis() -> None:
    (made,) = render.message(card(WordedBullets((words("字" * 9000), words("b")))), {})
    assert faults([made]) == []
    assert elements(made["blocks"][0])[1]["text"] == "…"


def test_a_long_table_stays_a_table() -> None:
    rows = tuple((words(f"channel {n}"), words(f"{n}"), words("12%")) for n in range(300))
    made = render.message(card(WordedTable(TABLE.head, rows)), {})
    assert faults(made) == []
    texts = [elements(block)[0]["text"] for message in made for block in message["blocks"]]
    assert "\n".join(texts).count("\n") == 300
    assert not any(text.startswith(" ") or text.endswith("\n") for text in texts)


def test_a_table_for_a_phone_has_its_columns_one_below_the_other() -> None:
    (made,) = render.message(MESSAGES["table"], {})
    lines = elements(made["blocks"][1])[0]["text"].splitlines()
    assert lines[0] == "Channel        Leads  Win rate"
    assert lines[3] == "Fair (spring)  -56    8%"


def test_many_buttons_stand_in_rows_of_five_and_none_is_too_long() -> None:
    buttons = tuple(WordedButton(f"第 {n} 件事：{'字' * n * 2}", f"/kpi show {n}") for n in range(60))
    made = render.message(card(para("?"), buttons=buttons), {})
    assert faults(made) == []
    rows = [block["elements"] for message in made for block in message["blocks"] if block["type"] == "actions"]
    assert [len(row) for row in rows] == [5] * 12
    assert len({button["action_id"] for row in rows for button in row}) == 60


def test_what_is_for_one_thing_stands_in_its_row_and_one_primary_button_is_enough() -> None:
    (made,) = render.message(MESSAGES["buttons-for-each-thing"], {})
    rows = [[b["text"]["text"] for b in block["elements"]] for block in made["blocks"] if block["type"] == "actions"]
    assert rows == [["Done T1", "Later T1", "Can’t T1"], ["Done T3", "Later T3", "Can’t T3"], ["Add an action item"]]
    assert "primary" not in json.dumps(made)


def test_a_form_with_hundreds_of_choices_asks_for_the_word() -> None:
    many = tuple((f"u{n}", f"u{n}") for n in range(101))
    asked = WordedForm("/x", 7, "X", (field("unit", "choice", "Unit", choices=many), field("roles", "choices", "Roles",
                       choices=many), field("who", "person", "Who", choices=many, value="u7")))  # fmt: skip
    made = render.modal(card(form=asked), "")
    assert list(limits.of_view(made)) == []
    assert {block["element"]["type"] for block in made["blocks"]} == {"plain_text_input"}
    fewer = replace(asked, fields=tuple(replace(one, choices=many[:100]) for one in asked.fields))
    kinds = [block["element"]["type"] for block in render.modal(card(form=fewer), "")["blocks"]]
    assert kinds == ["static_select", "multi_static_select", "static_select"]


def test_a_text_too_long_for_a_field_is_kept_and_said_so() -> None:
    asked = WordedForm("/minutes correct", 7, "Correct", (field("text", "long", "Text", value="字" * 3001),))
    made = render.modal(card(form=asked), "")
    assert list(limits.of_view(made)) == []
    assert all(block["type"] != "input" for block in made["blocks"])
    assert "too long for a form" in json.dumps(made)
    fits = replace(asked, fields=(replace(asked.fields[0], value="字" * 3000),))
    assert render.modal(card(form=fits), "")["blocks"][0]["element"]["initial_value"] == "字" * 3000


def test_a_huge_view_is_cut_and_says_so() -> None:
    lines = tuple(words("very long " * 200) for _ in range(400))
    for made in (render.home(card(WordedBullets(lines), title=words("x"))), render.told(card(WordedBullets(lines)))):
        assert list(limits.of_view(made)) == []
        assert "Slack" in made["blocks"][-1]["elements"][0]["text"]
        assert len(json.dumps(made, ensure_ascii=False)) < 250_000


def test_a_card_of_nothing_is_still_something() -> None:
    assert faults(render.message(card(), {})) == []
    assert list(limits.of_view(render.told(card()))) == []
    assert list(limits.of_view(render.home(card()))) == []
