"""The rules of the overview by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.overview.rules import LANGUAGES, Audience, Step, audience, language_of, steps_left
from storage.states import Right


@given(st.sampled_from(Right), st.sampled_from(Right), st.sets(st.sampled_from(Step)))
def test_a_higher_right_is_offered_no_less(one: Right, other: Right, done: set[Step]) -> None:
    left = steps_left(audience(one), done)
    assert not set(left) & done
    if other.includes(one):
        assert set(left) <= set(steps_left(audience(other), done))


def test_a_channel_is_offered_all() -> None:
    assert steps_left(Audience.CHANNEL, set()) == tuple(Step)
    assert steps_left(Audience.CHANNEL, set(Step)) == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_known_by_its_code_and_its_own_name(code: str) -> None:
    assert language_of(code, "en", "en") == code
    assert language_of(LANGUAGES[code], "en", "en") == code
    assert language_of(f"  {code.upper().replace('-', '_')} ", "en", "en") == code


@pytest.mark.parametrize(
    ("now", "usual", "meant"),
    [
        ("en", "en", "zh-Hans"),
        ("en", "zh-Hant", "zh-Hant"),
        ("zh-Hant", "zh-Hans", "zh-Hant"),
        ("zh-Hans", "en", "zh-Hans"),
    ],
)
def test_plain_chinese_is_the_script_that_is_read_here(now: str, usual: str, meant: str) -> None:
    assert language_of("中文", now, usual) == language_of("Chinese", now, usual) == meant


@given(st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    assert language_of(text, "en", "en") in (None, *LANGUAGES)
