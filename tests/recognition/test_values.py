"""What a team stands for, who stands on boards, and who mostly gives to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.recognition.rules.points import thick
from handlers.recognition.rules.reading import HASHTAG, fold_value
from handlers.recognition.rules.values import Mend, mend, named, with_value
from tests.dialog import MakeTalk

TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @dan",
    "alice: /team add @小李",
    "alice in #growth: /team bind",
    "bob: /help",
    "小李: /帮助",
)


def test_values_are_a_teams_offered_and_mended_with_a_click(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("bob: /kudos values").answer.has("What Growth stands for", "No values").lacks("Add:")
    begin = talk("alice: /kudos values").answer.button("Begin with #teamwork")
    talk(f"alice: {begin}").answer.has("• #teamwork", "• #customer-first")
    talk("alice: /按讚 價值觀").answer.has("Growth 的價值觀", "新增")
    talk("alice: /kudos values Speed, win together").answer.has("• #Speed", "• #win-together")
    talk("alice: /kudos values --remove #spead").answer.has("#spead is none of Growth’s values")
    talk("alice: /kudos values --remove #win-together #speed").answer.lacks("#Speed", "together")
    talk("alice: /kudos values #5").answer.has("“5” is no hashtag")
    talk("bob: /kudos values #mine").answer.has("lead of Growth")
    form = talk("bob in #growth: /kudos").answer.form
    assert form is not None
    talk("bob: cancel")
    heard = talk("bob in #growth: /kudos @alice kept calm #teamwrk +2")
    heard.answer.has("#teamwrk is no value of your team’s. Did you mean #teamwork?")
    heard.one("#growth").has("#teamwrk")
    mended = talk(f"bob: {heard.answer.button('Make it #teamwork')}")
    mended.one("#growth").has("> kept calm #teamwork", "2 points")
    mended.one("@alice").has("> kept calm #teamwork")
    talk("bob: /kudos @dan the draft --hashtag CRAFT").one("#growth").has("> the draft #craft")
    talk("bob: /kudos @dan the fair #fairness").answer.lacks("Did you mean")
    talk("alice: /kudos board --hashtag teamwork").answer.has("alice | 2 points")
    talk("小李: /点赞 @bob 帮忙 #team-work").answer.has("是不是想写 #teamwork")


def test_whoever_does_not_want_to_stands_on_no_board(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("bob: /kudos @alice thanks +2")
    talk("alice: /kudos @bob thanks +1")
    talk("alice: /kudos board off").answer.has("leave you out").button("Show me on boards")
    for line in ("/kudos board", "/kudos board --given"):
        talk(f"bob: {line}").answer.has("bob").lacks("alice")
    talk("alice: /kudos mine").answer.has("Received: 2 points", "You are left out")
    talk("小李: /点赞 排行 不上榜").answer.has("不会出现你的名字")
    talk("alice: /kudos board on")
    talk("bob: /kudos board").answer.has("1 | alice | 2 points")


def test_pairs_are_figures_for_the_lead_alone(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("alice: /kudos pairs").answer.has("Nobody gives points mostly")
    talk("bob: /kudos @dan thanks +9 --private")
    talk("dan: /kudos @bob thanks +8")
    talk("bob: /kudos @alice thanks +2")
    seen = talk("alice in #growth: /kudos pairs")
    assert len(seen) == 1
    seen.answer.has("bob gave dan 9 of 11 points, dan gave bob 8 of 8", "ask before you judge")
    assert seen.answer.button("At most 40") == "/kudos rule --pair 40"
    talk("alice: /按讚 互讚 上個月").answer.has("2025年12月", "沒有發現")
    talk("bob: /kudos pairs").answer.has("team lead")
    talk("alice: /team remove @小李")
    talk("alice: /kudos pairs").answer.has("fewer than 4").lacks("dan")


@pytest.mark.parametrize(
    ("given_", "found"),
    [
        ({(1, 2): 5, (2, 1): 5}, [(1, 2, 5, 5, 5, 5)]),
        ({(1, 2): 4, (2, 1): 50}, []),
        ({(1, 2): 6, (1, 3): 6, (2, 1): 6}, []),
        ({(1, 2): 7, (1, 3): 6, (2, 1): 6}, [(1, 2, 7, 13, 6, 6)]),
        ({(1, 2): 60}, []),
        ({(3, 4): 9, (4, 3): 9}, []),
    ],
)
def test_most_is_more_than_half_both_ways(given_: dict[tuple[int, int], int], found: list[tuple[int, ...]]) -> None:
    assert list(thick(given_, {1, 2})) == found


def test_lists_of_values_are_read_as_people_write_them() -> None:
    assert named("#a #b  ＃c") == ("a", "b", "c")
    assert named("客户第一、团队 协作，") == ("客户第一", "团队-协作")
    assert named("speed #Speed") == ("Speed",)


def test_a_hashtag_that_was_meant_to_be_a_value() -> None:
    known = {"teamwork": "Teamwork", "团队协作": "团队协作"}
    assert mend("for #teamwrk", known) == Mend("teamwrk", "Teamwork")
    assert mend("for #团队合作", known) == Mend("团队合作", "团队协作")
    assert mend("for #TEAMWORK and #q1", known) is None
    assert with_value("a #teamwrk b", "teamwork", known) == "a #Teamwork b"
    assert with_value("a #q1", "teamwork", known) == "a #q1 #Teamwork"


@given(st.text(max_size=40), st.sampled_from(["teamwork", "speed", "客户第一"]))
def test_a_text_with_a_value_names_it_once_added(text: str, value: str) -> None:
    known = {"teamwork": "teamwork", "speed": "speed"}
    once = with_value(text, value, known)
    assert fold_value(value) in {fold_value(hit["value"]) for hit in HASHTAG.finditer(once)}
    assert with_value(once, value, known) == once
