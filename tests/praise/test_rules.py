"""What a score says, and what makes two praises one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.kit.errors import BadInput
from handlers.praise.rules import Score, fold, keys, read_score

SCORES = {
    "4.8/5": (4.8, 5), "４．８／５": (4.8, 5), "9 out of 10": (9, 10), "9 of 10": (9, 10), "96%": (96, 100),
    "5 stars": (5, 5), "五星": (5, 5), "4.5星": (4.5, 5), "5★": (5, 5), "9分（满分10分）": (9, 10),
    "9分，滿分10分": (9, 10), "10": (10, None), "9.5分": (9.5, None), "0/10": (0, 10),
}  # fmt: skip


@pytest.mark.parametrize("text", SCORES)
def test_scores_as_people_write_them(text: str) -> None:
    value, of = SCORES[text]
    assert read_score(text) == Score(Decimal(str(value)), None if of is None else Decimal(of))


@pytest.mark.parametrize(
    "text", ["7/5", "-1/5", "5/0", "great", "4/5/6", "96%/100", "4.12345/5", "￥5", "5000", "1/2/3"]
)
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_score(text)


@settings(max_examples=50)
@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12), st.sampled_from([" ", "!", "，", "… "]))
def test_spaces_case_and_punctuation_make_no_other_praise(words: str, between: str) -> None:
    varied = between.join(words).upper() + between
    if fold(words) == fold(words.upper()):  # some letters have no way back
        assert keys("Acme", words, None, None) == keys("ACME ", varied, None, None)
    assert keys("Acme", words, None, None) != keys("Acme", words + "x", None, None)


def test_a_link_is_the_same_however_it_was_copied() -> None:
    link = "https://www.Shop.example/Review/7/?utm_source=chat&page=2"
    assert keys("Acme", None, None, link) == keys("acme", None, None, "http://shop.example/Review/7?page=2")
    assert keys("Acme", None, None, link) != keys("acme", None, None, "http://shop.example/review/7?page=2")
    assert keys("Acme", "words", None, link)[1:] == keys("Acme", None, Score(Decimal(5)), link)
