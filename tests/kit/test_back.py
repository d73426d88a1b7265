"""One step back in a form that is asked one question at a time."""

from __future__ import annotations

import pytest

from tests.dialog import Talk


@pytest.mark.parametrize(
    ("language", "back", "name", "value", "first"),
    [
        ("en", "back", "Metric?", "Value?", "That was the first question already."),
        ("zh-Hans", "上一步", "指标？", "数值？", "这已经是第一个问题了。"),
        ("zh-Hant", "退回", "指標？", "數值？", "這已經是第一個問題了。"),
    ],
)
def test_the_last_answer_is_asked_for_again(
    talk: Talk, language: str, back: str, name: str, value: str, first: str
) -> None:
    talk("alice: /kpi define leads")
    talk("alice: /kpi define visits")
    talk(f"alice: /my lang {language}")
    talk("alice: /kpi log").answer.has(name)
    talk("alice: leads").answer.has(value)
    talk(f"alice: {back}").answer.has(name)
    talk(f"alice: {back}").answer.has(first, name)
    talk("alice: visits").answer.has(value)
    talk("alice: 12").answer.has("visits", "12")
    assert "leads" not in talk("alice: /kpi history visits").answer.text


def test_back_is_a_word_like_any_other_where_nothing_is_open(talk: Talk) -> None:
    talk("alice: /kpi define leads")
    talk("alice: back").answer.lacks("first question")


def test_what_was_given_with_the_command_can_be_taken_back_too(talk: Talk) -> None:
    talk("alice: /kpi define leads")
    talk("alice: /kpi log leads").answer.has("Value?")
    talk("alice: back").answer.has("Metric?")
    talk("alice: leads")
    talk("alice: 7").answer.has("leads", "7")
