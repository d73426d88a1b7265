"""Teams, in a user's words."""

from __future__ import annotations

from tests.dialog import MakeTalk, Talk, verify


def test_a_team_is_made_filled_and_shown(talk: Talk) -> None:
    verify(
        talk,
        [
            ("alice: /team new Growth", "Growth"),
            ("alice: /team add @bob --role content", "bob is in Growth now, as content planner"),
            ("alice: /team add @小李 --role 渠道运营经理", "小李 is in Growth now, as channel manager"),
            ("alice: /team add @小李 —role 客服", "小李 is customer relations in Growth now"),
        ],
    )
    shown = talk("bob: /team show").answer
    shown.has("alice | – | lead", "bob | content planner", "小李 | customer relations", "copy, video and graphics")


def test_several_join_with_one_line(talk: Talk) -> None:
    talk("alice: /team new Growth")
    heard = talk("alice: /team add @bob @carol --role content")
    heard.answer.has("bob and carol are in Growth now, as content planner")
    heard.one("@carol").has("alice added you to Growth as content planner")
    verify(
        talk,
        [
            ("alice: /team add @bob, @dave and @erin", "dave and erin are in Growth now.\nbob is in Growth already."),
            ("alice: /团队 添加 @小李、@小王 和 @小张", "小李、小王和小张 都已加入Growth"),
            ("alice: /team add @小王和@小赵", "小赵 is in Growth now.\n小王 is in Growth already."),
            ("alice: /team add @frank zoe", "I do not know “zoe”"),
        ],
    )
    talk("alice: /team show").answer.has("小赵").lacks("frank")  # all of them or none


def test_whoever_is_added_hears_it_in_their_words(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("bob: /帮助")
    heard = talk("alice: /team add @bob --role 内容")
    assert heard.answer.to == "@alice"
    heard.one("@bob").has("alice 把你加进了Growth，岗位：内容创意策划")


def test_only_a_lead_changes_a_team(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("bob: /team add @carol").answer.has("team lead")
    talk("bob: /team new Mine").answer.has("manager")
    talk("alice: /team lead @bob").answer.has("bob leads Growth now")
    talk("bob: /team add @carol").answer.has("carol is in Growth now")
    talk("alice: /team new Sales")
    talk("bob: /team add @dave --team Sales").answer.has("That is for a lead of Sales")


def test_an_unknown_name_is_refused_with_the_nearest_and_nothing_is_stored(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @robert")
    talk("alice: /team lead @robret").answer.has("I do not know “robret”", "robert", "/team lead @bob")
    talk("alice: /team show").answer.lacks("robret")


def test_a_full_width_at_is_an_at_but_a_full_width_name_is_another(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team lead ＠alice").answer.has("alice leads Growth now")
    talk("alice: /team remove @ａｌｉｃｅ").answer.has("I do not know “ａｌｉｃｅ”")


def test_a_channel_becomes_the_teams(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice in #growth: /team bind").answer.has("#growth is Growth’s channel now")
    assert talk("alice in #growth: /team show").answer.has("Posts go to #growth").only == "@alice"
    talk("alice: /team bind").answer.has("in the channel that shall be the team’s")


def test_the_roster_says_when_a_team_outgrows_its_shape(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team show").answer.has("One person: a team starts well with five to eight")
    for n in range(8):
        talk(f"alice: /team add @p{n}")
    talk("alice: /team show").answer.has("more than seven direct reports", "9 people: past the five to eight")


def test_a_form_asks_for_what_is_missing_and_a_plain_word_answers_it(talk: Talk) -> None:
    talk("alice: /team new Growth")
    asked = talk("alice: /team add").answer
    assert asked.form is not None
    assert asked.form["command"] == "/team add"
    assert [f["name"] for f in asked.form["fields"]] == ["who", "team", "role"]
    talk("alice: @bob").answer.has("bob is in Growth now")
    talk("alice: /team add --who @carol --role sales").answer.has("carol is in Growth now, as sales")


def test_cancel_ends_the_question(talk: Talk) -> None:
    talk("alice: /team new")
    talk("alice: 取消").answer.has("is off")
    talk("alice: Growth").answer.has("I did not understand that")


def test_a_lead_sets_the_teams_time_zone(make_talk: MakeTalk) -> None:
    talk = make_talk(after=("alice: /team new Growth", "bob: /help", "alice: /team add @bob"))
    talk("alice: /team show").answer.has("Team time: Asia/Shanghai.")
    set_ = talk("alice: /team tz New York").answer
    set_.has("For Growth it is Sun 4 Jan 2026, 20:00 (America/New_York)", "The monthly check goes by it")
    talk("alice: /团队 时区 台北").answer.has("Growth 现在是 2026年1月5日 周一 09:00（台北时间）")
    talk("alice: /團隊 時區 東京").answer.has("Growth 現在是")
    talk("alice: /team show").answer.has("Team time: Asia/Tokyo.")
    talk("bob: /team tz Berlin").answer.has("team lead")
    talk("alice: /team tz Atlantis").answer.has("Atlantis", "Asia/Taipei")
    talk("alice: /team tz").answer.has("City or time zone")
