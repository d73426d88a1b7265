"""The rhythm of following up: the hour of digests, what was touched, later, a team’s week, what is turned down."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk, verify
from tests.todo.test_follow_up import PAIR, digests
from tests.todo.test_todo import TEAM


@pytest.fixture
def pair(make_talk: MakeTalk) -> Talk:
    """Alice, who administers and leads, and Bob, in a team."""
    return make_talk(after=PAIR)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Alice (administrator) leads Growth, with Bob and Carol, in #growth; Dave is in no team."""
    return make_talk(after=TEAM)


# --- one's own hour -----------------------------------------------------------------------------


def test_a_digest_comes_at_the_hour_somebody_chose_and_for_the_others_as_ever(pair: Talk) -> None:
    pair("bob: /todo digest").answer.has("Your digest comes at 09:00 on working days")
    pair("bob: /todo digest 7:45").answer.has("From now on your digest comes at 07:45")
    pair("alice: /todo add @bob call Acme --due 2026-01-06")
    pair("alice: /todo add write the plan --due 2026-01-06")
    heard = pair("! now 2026-01-06T12:00")
    assert [m.at[11:16] for m in digests(heard)] == [
        "07:45"
    ]  # quiet hours end at eight: the hour was chosen on purpose
    assert [m.at[11:16] for m in digests(heard, "@alice")] == ["09:00"]
    pair("bob: /todo digest usual").answer.has("at 09:00")
    assert [m.at[11:16] for m in digests(pair("! now 2026-01-07T12:00"))] == ["09:00"]


def test_a_new_hour_gives_no_second_digest_that_day_and_moves_with_its_owner(pair: Talk) -> None:
    pair("alice: /todo add @bob call Acme --due 2026-01-07")
    assert len(digests(pair("! now 2026-01-06T09:30"))) == 1
    pair("bob: /todo digest 10:00")
    assert digests(pair("! now 2026-01-06T20:00")) == []
    pair("bob: /my tz Berlin")
    heard = digests(pair("! now 2026-01-07T23:00"))
    assert [m.at[11:16] for m in heard] == ["17:00"]  # ten o'clock in Berlin
    pair("bob: /todo digest noon o'clock").answer.has("noon o'clock")


# --- touched today --------------------------------------------------------------------------------


def test_what_somebody_had_in_hand_this_morning_is_not_in_their_digest(pair: Talk) -> None:
    pair("alice: /todo add @bob call Acme --due 2026-01-06")
    pair("alice: /todo add @bob call Beta --due 2026-01-06")
    pair("! now 2026-01-06T08:30")
    pair("bob: /todo note T1 left a message")
    seen = pair("! now 2026-01-06T09:00").one("@bob")
    seen.has("T2 · call Beta").lacks("T1")
    (again,) = digests(pair("! now 2026-01-07T09:00"))
    again.has("T1 · call Acme", "T2 · call Beta")


def test_what_others_did_with_it_is_no_reason_for_silence(pair: Talk) -> None:
    pair("alice: /todo add @bob call Acme --due 2026-01-06")
    pair("! now 2026-01-06T08:30")
    pair("alice: /todo edit T1 --what call Acme twice")
    pair("! now 2026-01-06T09:00").one("@bob").has("T1 · call Acme twice")


# --- later ----------------------------------------------------------------------------------------


def test_later_offers_a_few_answers_and_takes_any_other(pair: Talk) -> None:
    pair("alice: /todo add @bob call Acme --due 2026-01-20")
    asked = pair("bob: /todo snooze T1").answer.has("When shall I come back to it?", "• T1 · call Acme")
    assert asked.button("In two hours") == "/todo snooze T1 2h"
    assert asked.button("Tomorrow") == "/todo snooze T1 tomorrow"
    assert asked.button("Next Monday") == "/todo snooze T1 next Monday"
    pair("bob: next Thursday").answer.has("I will come back to T1 on Thu 15 Jan 2026")
    pair("bob: /todo snooze").answer.has("/todo snooze T3 tomorrow")


def test_later_for_several(pair: Talk) -> None:
    for what in ("one", "two"):
        pair(f"bob: /todo add {what}")
    asked = pair("bob: /todo snooze T1 T2").answer
    assert asked.button("Tomorrow") == "/todo snooze T1 T2 tomorrow"
    pair("bob: tomorrow").answer.has("I will come back to these 2 on Tue 6 Jan 2026")


# --- a team's week --------------------------------------------------------------------------------


def test_the_week_is_posted_on_its_last_working_day_and_its_counts_go_to_the_lead(team: Talk) -> None:
    team("alice: /todo add @bob write the text --due 2026-01-07")
    team("alice: /todo add @carol print it --due 2026-01-07")
    team("alice: /todo add @carol hang it up --due 2026-01-30")
    team("! now 2026-01-06T10:00")
    team("bob: /todo done T1")
    team("carol: /todo cannot T3 no ladder")
    heard = team("! now 2026-01-09T18:00")
    week = next(m for m in heard.to("#growth") if "action items" in m.text)
    assert week.at[:16] == "2026-01-09T16:30"
    week.has("Growth: action items Mon 5 Jan 2026 – Fri 9 Jan 2026", "Closed 1 · overdue 1 · stuck 1")
    week.has("Closed this week\n• T1 · bob · write the text", "Stuck: who can help?\n• T3 · hang it up")
    week.lacks("carol", "T2")  # nobody is shamed
    told = [m for m in heard.to("@alice") if "Growth: action items" in m.text]
    told[0].has("bob: closed 1, overdue 0, stuck 0", "carol: closed 0, overdue 1, stuck 1", "Only who leads")
    assert len(told) == 1
    assert not [m for m in heard.to("@bob") if "Growth: action items" in m.text]


def test_a_week_without_anything_is_passed_over_and_holidays_end_it_earlier(team: Talk) -> None:
    assert team("! now 2026-01-12T09:00").to("#growth") == []
    team("alice: /admin holidays add 2026-01-16 off Outing")
    team("bob: /todo add write")
    team("bob: /todo done T1")
    (week,) = team("! now 2026-01-19T09:00").to("#growth")
    assert week.at[:16] == "2026-01-15T16:30"


def test_a_make_up_saturday_ends_its_week(team: Talk) -> None:
    team("! now 2026-02-09T09:00")  # 14 February 2026 is worked, for the spring festival
    team("bob: /todo add write")
    team("bob: /todo done T1")
    (week,) = team("! now 2026-02-15T09:00").to("#growth")
    assert week.at[:16] == "2026-02-14T16:30"


# --- what is turned down --------------------------------------------------------------------------


def test_each_kind_of_message_can_be_turned_down_and_had_again(pair: Talk) -> None:
    pair("alice: /todo add @bob call Acme --due 2026-01-06")
    pair("bob: /my mute digest").answer.has("You will not be told any more: the digest of action items")
    pair("bob: /my").answer.has("Not told: the digest of action items")
    assert digests(pair("! now 2026-01-06T12:00")) == []
    pair("alice: /my mute news")
    assert pair("bob: /todo done T1").to("@alice") == []
    pair("alice: /todo add @bob call Beta --due 2026-01-08")
    pair("bob: /my unmute digest").answer.has("You will be told again: the digest of action items")
    assert len(digests(pair("! now 2026-01-07T12:00"))) == 1
    pair("bob: /my mute gossip").answer.has("gossip", "digest", "agenda")


def test_a_meetings_agenda_is_not_asked_of_whoever_turned_that_down(pair: Talk) -> None:
    pair("alice: /meeting new Sync --at 2026-01-08 10:00")
    pair("alice: /my mute agenda")
    assert pair("! now 2026-01-07T12:00").to("@alice") == []


def test_in_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=("小陈: /团队 新建 增长组", "小陈: /待办 添加 写方案 --截止 2026-01-09"), language="zh-Hans")
    verify(
        team,
        [
            ("小陈: /待办 提醒时间 8点半", "以后工作日 08:30 发给你每日提醒"),
            ("小陈: /待办 稍后 T1", "什么时候再提醒你？"),
            ("小陈: 下周三", "2026年1月14日 周三（上海时间） 再提醒 T1"),
            ("小陈: /我的 不收 每日提醒", "以后不再发给你：待办每日提醒"),
        ],
    )
