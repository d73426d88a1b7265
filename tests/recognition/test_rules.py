"""What a sentence of praise says, and the order of the board."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.errors import BadInput
from handlers.kit.periods import Period
from handlers.recognition.rules.points import Purse, ranked
from handlers.recognition.rules.reading import amount_ahead, read_points, read_said

WORDS = st.lists(
    st.sampled_from(["saved", "the", "launch", "谢谢", "帮忙", "C++", "20%+", "5%", "v2.0", "Q1", "🎉", "a-b"]),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(
    ("text", "words", "points"),
    [
        ("saved my launch", "saved my launch", None),
        ("saved +3 my launch", "saved my launch", 3),
        ("+5分 谢谢", "谢谢", 5),
        ("谢谢你＋３", "谢谢你", 3),
        ("谢谢＋３分！", "谢谢！", 3),
        ("great work, +2.", "great work.", 2),
        ("(+2) thanks", "thanks", 2),
        ("+5 points for the idea", "for the idea", 5),
        ("加分+五分", "加分", 5),
        ("thanks +1,000", "thanks", 1000),
        ("++ thanks", "thanks", None),
        ("two\nlines +4\nof it", "two\nlines\nof it", 4),
    ],
)
def test_points_are_taken_out_wherever_they_stand(text: str, words: str, points: int | None) -> None:
    said = read_said(text)
    assert (said.text, said.points) == (words, points)


@pytest.mark.parametrize(
    "text",
    [
        "grew by 20%+", "rewrote it in C++", "the C++11 port", "sales are +5% this month", "拉新+5个客户", "值班+5分钟",
        "+十分感谢", "an A+ job", "an A+3 grade", "1+1=2 at last", "took the call from +86 138", "at +2:30 in the demo",
        "+20k users", "a 10+ hours push", "转化率+3个百分点", "5+ launches", "点击+3点击",
    ],
)  # fmt: skip
def test_a_figure_of_the_story_is_no_points(text: str) -> None:
    said = read_said(text)
    assert (said.text, said.points) == (text, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "kudos-reason-missing"),
        ("+2", "kudos-reason-missing"),
        ("+2 #teamwork", "kudos-reason-missing"),
        ("!!!", "kudos-reason-missing"),
        ("x +0", "kudos-points-whole"),
        ("x +1.5", "kudos-points-whole"),
        ("x +2 and +3", "kudos-points-two"),
        ("sloppy -5", "kudos-points-taken"),
        ("-5 sloppy", "kudos-points-taken"),
        ("sloppy －５分", "kudos-points-taken"),
        ("x +-5", "kudos-points-taken"),
        ("x" * 1001, "kit-too-long"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_said(text)
    assert refused.value.why.id == why


def test_hashtags_stay_in_the_text_and_are_values() -> None:
    said = read_said("for #Teamwork and #客户第一, ticket #42 +2 #teamwork")
    assert said.text == "for #Teamwork and #客户第一, ticket #42 #teamwork"
    assert said.values == ("teamwork", "客户第一")


@given(WORDS, st.integers(1, 999), st.data())
def test_points_are_found_at_any_place(words: list[str], points: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words)))
    token = data.draw(st.sampled_from([f"+{points}", f"＋{points}", f"+{points}分", f"+{points} pts"]))
    if at < len(words) and words[at][0].isdigit() and token[-1].isdigit():
        token += "分"  # "+2 5%" could be one number
    said = read_said(" ".join([*words[:at], token, *words[at:]]))
    assert said.points == points
    assert said.text == " ".join(words)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_kindly(text: str) -> None:
    try:
        said = read_said(text)
    except BadInput:
        return
    assert said.text.strip()
    assert said.points is None or said.points > 0


@pytest.mark.parametrize("text", ["3", "+3", "＋３", "3分", "+3 points", "三"])
def test_points_alone(text: str) -> None:
    assert read_points(text) == 3


@pytest.mark.parametrize("text", ["0", "-3", "3.5", "many", "3 4", ""])
def test_bad_points_alone(text: str) -> None:
    with pytest.raises(BadInput):
        read_points(text)


def test_points_ahead_of_a_name() -> None:
    assert amount_ahead("+2 @bob x") == ("+2", "@bob x")
    assert amount_ahead("@bob +2 x") == ("", "@bob +2 x")


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), st.integers(1, 5)), max_size=12))
def test_ties_share_a_rank(totals: list[tuple[str, int]]) -> None:
    places = ranked(totals)
    assert [p.points for p in places] == sorted((points for _, points in totals), reverse=True)
    for place in places:
        assert place.rank == 1 + sum(points > place.points for _, points in totals)


def test_a_lowered_allowance_leaves_nothing_rather_than_less() -> None:
    assert Purse(Period("2026-01"), 50, 80).left == 0
