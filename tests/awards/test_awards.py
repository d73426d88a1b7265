"""Awards in a user’s words: a title, nominations in the open, a secret vote, the result at the close."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.awards.rules import reminds_at, winners
from handlers.kit.anonymity import floor_of
from tests.dialog import MakeTalk, Talk, verify

TEAM = (
    "boss: /team new Growth",
    "boss in #growth: /team bind",
    *(f"boss: /team add @{name}" for name in ("alice", "bob", "carol")),
    *(f"{name}: /help" for name in ("alice", "bob", "carol", "eve")),
)
NOMINATED = (
    *TEAM,
    "boss in #growth: /award new Best collaboration --until 2026-01-09 18:00",
    "alice: /award nominate @bob helped three teams",
    "bob: /award nominate @alice wrote the launch page",
)
OPEN = (*NOMINATED, "boss: /award open W1")


@pytest.fixture
def nominated(make_talk: MakeTalk) -> Talk:
    """Boss, Alice, Bob and Carol are Growth; W1 has Bob (1) and Alice (2); it is Monday 2026-01-05 in Shanghai."""
    return make_talk(after=NOMINATED)


@pytest.fixture
def vote(make_talk: MakeTalk) -> Talk:
    """The same, and the vote is open."""
    return make_talk(after=OPEN)


def test_titles_are_offered_as_buttons_and_the_floor_is_said_before_the_vote(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    offered = talk("boss in #growth: /award").answer
    begun = talk(f"boss in #growth: {offered.button('Innovation pioneer')} --until Friday 18:00")
    begun.answer.has("Innovation pioneer", "W1 is there", "Fri 9 Jan 2026, 18:00")
    begun.one("#growth").has("Nominate a colleague", "at least 3 have voted", "equal ballots they share it")
    talk("bob: /award new Mine").answer.has("right")
    listed = talk("bob: /award").answer
    assert [button["label"] for button in listed.buttons] == ["Nominate: Innovation pioneer"]
    talk("bob: /award open W1").answer.has("right")


def test_nominations_are_open_and_for_others_of_the_team(nominated: Talk) -> None:
    nominated("carol: /award nominate @bob always there").answer.has(
        "1 · bob: helped three teams (alice) and always there (carol)", "2 · alice: wrote the launch page (bob)"
    )
    nominated("carol: /award nominate @carol me").answer.has("leave yourself out")
    nominated("carol: /award nominate @eve kind").answer.has("eve is not in Growth")
    nominated("eve: /award nominate @bob kind --id W1").answer.has("Growth")
    nominated("eve: /award show W1").answer.lacks("helped three teams")
    nominated("carol: /award vote W1 1").answer.has("not open yet")


def test_the_vote_is_private_once_and_told_only_at_the_close(vote: Talk) -> None:
    vote("alice in #growth: /award vote W1 1").answer.has("nobody sees it", "not counted")
    vote("alice: /award vote W1 1").answer.has("Your vote is counted").lacks("bob")
    vote("alice: /award vote W1 2").answer.has("voted already")
    vote("eve: /award vote W1 2").answer.has("Growth")
    vote("bob: /award vote W1 9").answer.has("Nobody has that number")
    for line in ("bob: /award vote W1 alice", "bob: /award vote alice", "bob: /award vote W1 2 alice"):
        vote(line).answer.has("no ballot I can read").lacks("alice")
    vote("bob: /award vote W1 1")
    vote("carol: /award vote W1 2")
    vote("boss: /award show W1").answer.lacks("2 ballots").lacks("🏆")
    closed = vote("boss: /award close W1")
    closed.one("#growth").has("It goes to bob!", "bob · 2 ballots\n• alice · 1 ballot", "3 of 4 voted")
    closed.one("@bob").has("Growth chose you: Best collaboration", "helped three teams")
    vote("carol: /award").answer.has("W1 · Best collaboration · Growth · bob")
    vote("boss: /award vote W1 1").answer.has("is closed")


def test_everybody_who_may_vote_gets_a_ballot_of_their_own(nominated: Talk) -> None:
    opened = nominated("boss: /award open W1")
    opened.one("#growth").has("The vote is open until Fri 9 Jan 2026, 18:00")
    for person in ("@alice", "@bob", "@carol"):
        assert opened.one(person).button("2 · alice") == "/award vote W1 2"


def test_nothing_changes_once_it_is_open(vote: Talk) -> None:
    vote("carol: /award nominate @alice kind --id W1").answer.has("nothing can be changed")
    vote("boss: /award open W1 --until tomorrow").answer.has("nothing can be changed")
    vote("boss: /team add @eve")
    vote("eve: /award vote W1 1").answer.has("who was in the team when it opened")


def test_the_clock_closes_it_and_below_the_floor_nothing_is_told(vote: Talk) -> None:
    vote("alice: /award vote W1 1")
    vote("bob: /award vote W1 1")
    told = vote("! now 2026-01-09T18:01").one("#growth")
    told.has("Fewer than 3 voted").lacks("bob").lacks("2 ballots")
    vote("carol: /award").answer.has("W1 · Best collaboration · Growth · nobody")


def test_equal_ballots_share_it(vote: Talk) -> None:
    for who, number in (("alice", 1), ("bob", 2), ("carol", 1), ("boss", 2)):
        vote(f"{who}: /award vote W1 {number}")
    closed = vote("boss: /award close W1")
    closed.one("#growth").has("bob and alice share it")
    closed.one("@bob").has("Growth chose you")
    assert any("Growth chose you" in m.text for m in closed.to("@alice"))


def test_a_vote_needs_people_and_nominees(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("boss in #growth: /award new Thanks")
    talk("alice: /award nominate @bob kind")
    talk("boss: /award open W1").answer.has("2 nominees at least")
    talk("bob: /award nominate @alice kind")
    talk("boss: /team remove @carol")
    talk("boss: /team leave")
    talk("boss: /award open W1").answer.has("2 people can vote here", "fewer than 3")
    talk("boss: /award show W9").answer.has("There is no award W9")


def test_who_is_forgotten_leaves_no_words(vote: Talk) -> None:
    vote("boss: /admin forget @alice --yes")
    vote("boss: /award show W1").answer.lacks("helped three teams").lacks("wrote the launch page")


def test_in_chinese(make_talk: MakeTalk) -> None:
    team = ("小陈: /团队 新建 增长组", "小陈: /团队 加人 @小李", "小陈: /团队 加人 @小王", "小李: /帮助", "小王: /帮助")
    talk = make_talk(after=team, language="zh-Hans")
    assert talk("小陈: /评奖").answer.button("最佳协作奖") == '/award new "最佳协作奖"'
    verify(
        talk,
        [
            ("小陈: /评奖 新建 最佳协作奖 --到 周五 18:00", "W1 建好了"),
            ("小李: /评奖 提名 @小王 帮我按时上线", "1 · 小王：帮我按时上线（小李）"),
            ("小王: /评奖 提名 @小李 文案写得好", "2 · 小李"),
            ("小陈: /评奖 开始投票 W1", "3 人已在私聊里收到选票"),
            ("小李: /评奖 投票 W1 1", "你的票已计入"),
            ("小王: /评奖 投票 W1 1", "你的票已计入"),
            ("小陈: /评奖 投票 W1 2", "你的票已计入"),
            ("小陈: /评奖 截止 W1", "获奖的是小王"),
        ],
    )


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 9), min_size=1), st.sampled_from((3, 5)))
def test_winners_have_the_most_and_none_below_the_floor(counts: dict[int, int], floor: int) -> None:
    won = winners(counts, floor)
    assert bool(won) == (sum(counts.values()) >= floor)
    assert all((number in won) == (bool(won) and ballots == max(counts.values())) for number, ballots in counts.items())


def test_the_floor_is_five_and_three_in_small_teams() -> None:
    assert [floor_of(people) for people in (3, 9, 10, 500)] == [3, 3, 5, 5]


def test_whoever_has_not_voted_is_reminded_once_and_told_no_counts(vote: Talk) -> None:
    vote("alice: /award vote W1 1")
    vote("bob: /my mute vote").answer.has("a vote that is open")
    vote("carol: /standup away --until Thursday")
    told = vote("! now 2026-01-08T10:00")  # the day before the close
    reminded = told.one("@boss").has("still missing", "until Fri 9 Jan 2026, 18:00", "1 · bob").lacks("ballot")
    assert reminded.button("2 · alice") == "/award vote W1 2"
    assert not told.to("@alice")
    assert not told.to("@bob")
    assert not told.to("@carol")
    assert not vote("! now 2026-01-09T17:59").to("@boss")
    vote("boss: /award show W1").answer.has("Your ballot").button("1 · bob")
    assert vote("boss: /award").answer.button("My ballot") == "/award show W1"
    assert not vote("alice: /award").answer.buttons
    assert not vote("boss in #growth: /award show W1").answer.buttons
    assert not vote("alice: /award show W1").answer.buttons


@given(
    st.integers(0, 60 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.timedeltas(timedelta(minutes=1), timedelta(days=9)),
    st.sampled_from(("Asia/Shanghai", "America/New_York", "Europe/Berlin")),
)
def test_a_reminder_is_in_the_morning_of_a_working_day_between_opening_and_close(
    opened: datetime, lasts: timedelta, zone: str
) -> None:
    at = reminds_at(opened, opened + lasts, zone, lambda day: day.weekday() < 5)
    if at is not None:
        local = at.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute) == (10, 0)
        assert local.weekday() < 5
        assert opened + timedelta(hours=2) <= at <= opened + lasts - timedelta(hours=2)
    elif lasts > timedelta(days=5):
        pytest.fail("there was a morning for it")
