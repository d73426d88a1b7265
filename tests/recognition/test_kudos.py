"""Kudos, in a user's words."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import Session, col, select

from bot.platforms.local.parse import Speech, inbound
from storage.db import Database
from storage.models.recognition import Kudos, KudosValue
from storage.repos import people as people_repo
from storage.schema import create
from tests.dialog import MakeTalk, Talk

TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @小李",
    "alice in #growth: /team bind",
    "bob: /help",
    "carol: /help",
)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """alice leads Growth in #growth; bob and 小李 are in it, carol is not."""
    return make_talk(after=TEAM)


def test_kudos_are_posted_where_they_are_said_and_told_privately(team: Talk) -> None:
    heard = team("alice in #growth: /kudos @bob saved my launch")
    answer = heard.answer
    assert answer.only == "@alice"
    answer.has("Kudos to bob: 1 point.", "Posted in #growth", "99 points of 100 in January 2026")
    heard.one("#growth").has("alice thanks bob: 1 point", "> saved my launch").lacks("@bob")
    heard.one("@bob").has("alice gave you 1 point", "> saved my launch", "#growth")


def test_said_privately_they_go_to_the_givers_team(team: Talk) -> None:
    heard = team("bob: /kudos @alice good ears +2")
    heard.answer.has("2 points", "Posted in #growth")
    heard.one("#growth").has("bob thanks alice: 2 points", "good ears")


def test_a_team_of_the_receivers_is_heard_before_others(team: Talk) -> None:
    team("alice: /team new Sales")
    team("alice in #sales: /team bind Sales")
    team("alice: /team add @carol --team Sales")
    heard = team("alice: /kudos @carol closed the big one")
    assert heard.to("#sales")
    assert not heard.to("#growth")


def test_without_a_team_only_the_receiver_is_told(team: Talk) -> None:
    heard = team("carol: /kudos @bob lent me a hand")
    heard.answer.has("no channel of your team yet")
    assert [m.to for m in heard] == ["@carol", "@bob"]
    heard.one("@bob").has("carol gave you 1 point").lacks("Everybody")


def test_points_go_to_each_person_named(team: Talk) -> None:
    heard = team("alice in #growth: /kudos @bob, @小李 and @carol for the campaign +3 #teamwork")
    heard.answer.has("3 points each", "91 points of 100")
    heard.one("#growth").has("bob, 小李 and carol: 3 points each", "> for the campaign #teamwork")
    for who in ("@bob", "@小李", "@carol"):
        heard.one(who).has("gave you 3 points", "for the campaign #teamwork")
    with_values = team.database.read(lambda s: s.exec(select(KudosValue.value)).all())
    assert list(with_values) == ["teamwork"]


@pytest.mark.parametrize(
    "line", ["+2 @bob @小李 thanks", "@bob +2 @小李 thanks", "@bob @小李 +2 thanks", "@bob @小李 thanks ＋２"]
)
def test_points_may_stand_anywhere(team: Talk, line: str) -> None:
    team(f"alice in #growth: /kudos {line}").one("#growth").has("bob and 小李: 2 points each", "> thanks")


def test_a_number_in_the_reason_is_no_points(team: Talk) -> None:
    team("alice in #growth: /kudos @bob grew sales by 20%+ in C++").one("#growth").has("1 point", "20%+ in C++")


def test_chinese_both_ways(team: Talk) -> None:
    heard = team("小李 in #growth: /点赞 @bob 帮忙改文案＋３分 #团队协作")
    heard.answer.has("已给 bob 点赞，+3 分", "已发到 #growth", "2026年1月你还能送出 97 分")
    heard.one("#growth").has("小李 thanks bob: 3 points", "> 帮忙改文案 #团队协作")
    back = team("bob: /kudos @小李谢谢 +2")
    back.one("@小李").has("bob 给你点赞，+2 分", "> 谢谢")
    team("小李: /点赞 我的").answer.has("收到: 2 分，点赞 1 次", "送出: 3 分", "还能送: 97 / 100 分", "累计积分: 2 分")
    team("小李: /点赞 排行").answer.has("2026年1月点赞排行", "1 | bob | 3 分", "2 | 小李 | 2 分")
    team("小李: /点赞 撤回").answer.has("已撤回给 bob 的点赞")


def test_in_taiwans_words(team: Talk) -> None:
    heard = team("阿明 in #growth: /按讚 @bob 幫忙改文案 +3")
    heard.answer.has("已為 bob 按讚，+3 點", "2026年1月你還能送出 97 點")
    team("bob: /kudos @阿明 thanks").one("@阿明").has("bob 為你按讚，+1 點")
    team("阿明: /按讚 排行榜").answer.has("2026年1月按讚排行榜", "1 | bob | 3 點")
    team("阿明: /表揚 @阿明 我最棒").answer.has("讚是給別人的")


def test_nothing_to_oneself_even_in_a_list(team: Talk) -> None:
    for who in ("@bob", "me", "@alice @bob"):
        heard = team(f"bob: /kudos {who} well done +5")
        heard.answer.has("Kudos are for others", "For example: /kudos @bob saved my launch")
        assert len(heard) == 1
    team("bob: /kudos mine").answer.has("Given: 0 points")
    team("alice: /kudos mine").answer.has("Received: 0 points")


@pytest.mark.parametrize("group", ["@channel", "@here", "@all", "@所有人", "＠全体成员", "@Growth", "@carol @everyone"])
def test_never_to_a_group(team: Talk, group: str) -> None:
    heard = team(f"bob: /kudos {group} thanks +2")
    heard.answer.has("not to a whole group")
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("@bob +2", "Say what for"),
        ("@bob #teamwork", "Say what for"),
        ("@bob sloppy -5", "“-5” will not do: kudos never take points away"),
        ("@bob thanks +0", "“+0” will not do"),
        ("@bob thanks +2.5", "“+2.5” will not do"),
        ("@bob thanks +2 +3", "+2 or +3?"),
        ("@bob thanks +2 --points 3", "+2 or +3?"),
        ("@bbo thanks", "Did you mean bob"),
        ("+2", "Who is it for?"),
        ("@bob thanks --value x", "no --value"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(team: Talk, line: str, why: str) -> None:
    heard = team(f"alice in #growth: /kudos {line}")
    assert len(heard) == 1
    assert heard.answer.only == "@alice"
    heard.answer.has(why)
    assert team.database.read(lambda s: s.exec(select(Kudos)).all()) == []


def test_the_allowance_is_a_months(team: Talk) -> None:
    team("alice: /kudos @bob @小李 great quarter +45").answer.has("10 points of 100")
    heard = team("alice: /kudos @bob one more +11")
    heard.answer.has("That takes 11 points, and you have 10 of 100 left to give in January 2026")
    assert len(heard) == 1
    team("alice: /kudos @bob one more +10").answer.has("0 points of 100")
    team("alice: /kudos @bob one more").answer.has("you have 0 of 100 left")
    team("! now 2026-02-01T00:00")
    team("alice: /kudos @bob a new month").answer.has("99 points of 100 in February 2026")


def test_the_month_is_the_givers_own(make_talk: MakeTalk) -> None:
    talk = make_talk(zone="America/New_York", now="2026-01-31T20:00")
    talk("alice: /help")
    talk("bob: /kudos @alice late in January +10").answer.has("90 points of 100 in January 2026")
    talk("! now 2026-02-01T00:30")
    talk("bob: /kudos @alice early in February").answer.has("99 points of 100 in February 2026")
    talk("alice: /kudos board --period 2026-01").answer.has("1 | alice | 10 points")


def test_the_allowance_is_a_setting(team: Talk) -> None:
    team.database.writer.submit(lambda s: people_repo.put_setting(s, "kudos.allowance", "20")).result()
    team("alice: /kudos @bob thanks +21").answer.has("you have 20 of 20 left")
    team("alice: /kudos @bob thanks +20").answer.has("0 points of 20")


def test_undo_is_a_reversal_told_to_both_and_seen_in_the_channel(team: Talk) -> None:
    posted = team("alice in #growth: /kudos @bob @小李 thanks +4").one("#growth")
    heard = team("alice: /kudos undo")
    heard.answer.has("Taken back: your kudos for bob and 小李", "100 points of 100")
    changed = heard.one("#growth")
    assert changed.updates == posted.id
    changed.has("alice took back kudos for bob and 小李").lacks("thanks")
    heard.one("@bob").has("alice took back 4 points", "> thanks")
    heard.one("@小李").has("alice took back 4 points")
    team("bob: /kudos mine").answer.has("Received: 0 points", "Points in all: 0 points").lacks("Latest")
    team("alice: /kudos board").answer.has("Nobody has received kudos yet")


def test_undo_takes_one_after_the_other_and_a_button_only_its_own(team: Talk) -> None:
    first = team("alice: /kudos @bob first +2").answer.button("Take back")
    team("alice: /kudos @bob second +3")
    team(f"alice: {first}").answer.has("Taken back", "97 points of 100")
    team(f"alice: {first}").answer.has("taken these kudos back already")
    team("alice: /kudos undo").answer.has("Taken back", "100 points of 100")
    team("alice: /kudos undo").answer.has("no kudos of yours")
    team("alice: /kudos @bob third")
    team("bob: /kudos undo").answer.has("no kudos of yours")
    team("bob: /kudos undo R3").answer.has("no kudos of yours")
    team("bob: /kudos mine").answer.has("Points in all: 1 point")


def test_undo_is_for_a_day(team: Talk) -> None:
    team("alice: /kudos @bob thanks")
    team("! advance 25h")
    team("alice: /kudos undo").answer.has("for 24 hours")


def test_an_undo_after_midnight_counts_for_the_month_of_the_kudos(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-01-31T23:30")
    talk("alice: /help")
    talk("bob: /kudos @alice thanks +10")
    talk("! now 2026-02-01T00:10")
    talk("bob: /kudos undo").answer.has("Taken back", "100 points of 100 in February 2026")
    talk("alice: /kudos mine").answer.has("Received: 0 points", "Points in all: 0 points")
    talk("alice: /kudos board --period 2026-01").answer.has("Nobody received kudos then")


def test_mine_and_the_latest(team: Talk) -> None:
    team("alice: /kudos @bob thanks +4")
    team("小李: /kudos @bob 谢谢 +2")
    team("bob: /kudos @alice thanks")
    shown = team("bob: /kudos mine").answer
    shown.has("My kudos in January 2026", "Received: 6 points, kudos: 2", "Given: 1 point", "Left to give: 99 of 100")
    shown.has("Points in all: 6 points", "• 小李 · +2 · 谢谢", "• alice · +4 · thanks")


def test_the_board_ranks_by_names_and_is_posted_in_a_channel(team: Talk) -> None:
    team("carol: /kudos @alice thanks +2")
    team("carol: /kudos @bob thanks +2")
    team("carol: /kudos @小李 thanks +1")
    heard = team("carol in #growth: /kudos board")
    assert heard.answer.only == "@carol"
    board = heard.one("#growth").has("Kudos in January 2026", "1 | alice | 2 points", "1 | bob | 2 points")
    board.has("3 | 小李 | 1 point").lacks("@")
    team("carol: /kudos board --period last month").answer.has("December 2025", "Nobody received kudos then")
    team("carol: /kudos board this year").answer.has("Kudos in 2026", "1 | alice")
    assert len(team("carol: /kudos board 2026-Q1")) == 1


def test_the_day_of_a_new_allowance_is_said(team: Talk) -> None:
    team("alice: /kudos @bob thanks +99").answer.has("1 point of 100 in January 2026; from", "1 Feb 2026")
    team("alice: /kudos @bob thanks +2").answer.has("1 of 100 left to give", "1 Feb 2026")
    team("alice: /kudos mine").answer.has("Full again: from", "1 Feb 2026")
    team("小李: /点赞 @bob 帮忙").answer.has("2月1日", "重新计算")
    team("阿明: /按讚 @bob 幫忙").answer.has("2月1日", "重新計算")


def test_kudos_are_reworded_in_place_and_the_receiver_is_told(team: Talk) -> None:
    team("alice in #growth: /kudos @bob saved my lunch +2 #speed")
    heard = team("alice: /kudos edit saved my launch #teamwork")
    heard.answer.has("kudos for bob now say this", "> saved my launch #teamwork")
    heard.one("#growth").has("alice thanks bob: 2 points", "saved my launch").lacks("lunch")
    heard.one("@bob").has("alice reworded the kudos for you", "> saved my launch #teamwork")
    team("bob: /kudos mine").answer.has("Points in all: 2 points", "saved my launch")
    team("bob: /kudos board --hashtag teamwork").answer.has("bob | 2 points")
    team("bob: /kudos board --hashtag speed").answer.has("No kudos with #speed")
    assert len(team("alice: /kudos edit saved my launch #teamwork +2")) == 1, "the same words are no news"


def test_only_ones_own_recent_kudos_are_edited(team: Talk) -> None:
    team("alice: /kudos @bob thanks +2")
    team("alice: /kudos @小李 thanks +1")
    team("bob: /kudos edit I was great --id R1").answer.has("no kudos of yours")
    team("alice: /kudos edit many thanks --id R1").one("@bob").has("many thanks")
    team("alice: /kudos undo R1")
    team("alice: /kudos edit thanks again --id R1").answer.has("taken these kudos back already")
    team("! now 2026-01-08T09:00")
    team("alice: /kudos edit thanks again").answer.has("for 24 hours")
    team("小李: /点赞 @bob 帮忙改文按")
    team("小李: /点赞 修改 帮忙改文案").answer.has("给 bob 的点赞改好了", "帮忙改文案")
    team("阿明: /按讚 @bob 幫忙")
    team("阿明: /按讚 修改 幫忙改文案 +5").answer.has("為 bob 按讚，+5 點", "還能送出 95 點")


def test_a_board_of_one_value_counts_its_kudos_alone(team: Talk) -> None:
    team("carol: /kudos @alice thanks +2 #Teamwork")
    team("carol: /kudos @alice thanks +3 #speed")
    team("carol: /kudos @bob thanks +1 #teamwork #speed")
    board = team("carol: /kudos board --hashtag #teamwork").answer
    board.has("Kudos for #teamwork in January 2026", "1 | alice | 2 points", "2 | bob | 1 point")
    team("carol: /kudos undo")
    team("carol: /kudos board --hashtag TEAMWORK").answer.has("alice | 2 points").lacks("bob")
    team("carol: /kudos board --hashtag courage").answer.has("No kudos with #courage in that time")
    team("carol: /kudos board --hashtag 5").answer.has("“5” is no hashtag", "For example: #teamwork")


def test_a_board_of_what_was_given_names_the_givers(team: Talk) -> None:
    team("carol: /kudos @alice @bob thanks +2 #speed")
    team("bob: /kudos @alice thanks +3")
    board = team("alice: /kudos board --given").answer.has("Kudos given in January 2026")
    board.has("1 | carol | 4 points", "2 | bob | 3 points").lacks("alice")
    team("alice: /kudos board --given --hashtag speed").answer.has("given for #speed", "carol | 4 points").lacks("bob")
    team("alice: /kudos board last month --given").answer.has("Nobody gave kudos in public")
    team("bob: /kudos undo")
    team("alice: /kudos board --given").answer.has("carol").lacks("bob")


def test_boards_by_value_and_by_giver_in_chinese(team: Talk) -> None:
    team("小李: /点赞 @bob 帮忙改文案 +3 #团队协作")
    team("小李: /点赞 排行 --标签 团队协作").answer.has("2026年1月点赞排行 · #团队协作", "1 | bob | 3 分")
    team("小李: /点赞 排行 --送出").answer.has("2026年1月送出点赞排行", "1 | 小李 | 3 分")
    team("阿明: /按讚 @bob 謝謝 #團隊合作")
    team("阿明: /按讚 排行榜 --標籤 #團隊合作").answer.has("2026年1月按讚排行榜 · #團隊合作", "1 | bob | 1 點")


def test_a_form_asks_and_the_answer_belongs_where_it_was_opened(team: Talk) -> None:
    form = team("alice in #growth: /kudos").answer.form
    assert form is not None
    assert [(f["name"], f["required"]) for f in form["fields"]] == [
        ("who", True), ("reason", True), ("points", False), ("hashtag", False), ("private", False),
        ("picture", False),
    ]  # fmt: skip
    team("alice: cancel")
    team("carol in #lobby: /kudos @bob").answer.has("Reason?")
    heard = team("carol: lent me a hand +2")
    heard.answer.has("Posted in #lobby")
    heard.one("#lobby").has("carol thanks bob: 2 points", "> lent me a hand")
    sent = team("alice in #growth: /kudos --who @bob @小李 --reason for the idea --points 3")
    sent.one("#growth").has("bob and 小李: 3 points each", "> for the idea")


@pytest.mark.parametrize(
    ("text", "points", "reason"),
    [
        ("@bob ++ for the idea", "1 point", "for the idea"),
        ("@bob++ for the idea", "1 point", "for the idea"),
        ("@bob +2 for the idea", "2 points", "for the idea"),
        ("＠bob ＋２分 好主意", "2 points", "好主意"),
        ("@bob @小李 ++ for the idea", "1 point each", "for the idea"),
    ],
)
def test_plain_words_in_a_channel(team: Talk, text: str, points: str, reason: str) -> None:
    heard = team(f"alice in #growth: {text}")
    assert heard.answer.only == "@alice"
    heard.one("#growth").has(points, f"> {reason}")


def test_plus_plus_alone_asks_what_for(team: Talk) -> None:
    assert team("alice in #growth: @bob ++").answer.has("Reason?").form is not None
    team("alice: always there").one("#growth").has("alice thanks bob: 1 point", "> always there")


@pytest.mark.parametrize(
    "text",
    ["@bob +1", "@bob C++ is hard", "@bob +20% is great", "i++ is an idiom, @bob", "@bob is great", "@bob see a ++ b"],
)
def test_other_talk_is_none_of_the_bots_business(team: Talk, text: str) -> None:
    assert team(f"alice in #growth: {text}") == []


def test_a_forgotten_persons_words_go_and_the_points_stay(team: Talk) -> None:
    team("alice: /kudos @bob thanks +4")
    team("carol: /kudos @bob thanks +1")
    team("alice: /admin forget @carol --yes")

    def reasons(session: Session) -> list[str]:
        return list(session.exec(select(Kudos.reason).order_by(col(Kudos.id))).all())

    assert team.database.read(reasons) == ["thanks", "—"]
    team("bob: /kudos mine").answer.has("Points in all: 5 points")


def test_two_at_once_do_not_spend_the_allowance_twice(make_talk: MakeTalk, empty_url: str) -> None:
    made = Database(empty_url, durable=False)
    create(made.engine)
    made.close()
    talk = make_talk(url=empty_url)
    talk("bob: /help")
    talk("alice: /help")

    async def both() -> None:
        said = (Speech("alice", None, f"/kudos @bob thanks +60 #n{n}") for n in range(2))
        await asyncio.gather(*(talk.app.dispatcher.dispatch(inbound(s, f"e{n}")) for n, s in enumerate(said)))

    asyncio.run(both())
    talk("alice: /kudos mine").answer.has("Given: 60 points", "Left to give: 40 of 100")


def test_the_same_event_gives_once(team: Talk) -> None:
    async def twice() -> None:
        for _ in range(2):
            await team.app.dispatcher.dispatch(inbound(Speech("alice", None, "/kudos @bob thanks +5"), "again"))

    asyncio.run(twice())
    team("alice: /kudos mine").answer.has("Given: 5 points")


def test_a_picture_where_it_is_wished(team: Talk) -> None:
    heard = team("alice in #growth: /kudos --picture @bob @小李 saved my launch +2")
    assert heard.one("#growth").has("saved my launch").images == ["Kudos · Thank you · bob and 小李"]
    assert heard.one("@bob").images == []
    assert team("alice: /kudos edit saved the day").one("#growth").images == ["Kudos · Thank you · bob and 小李"]
    private = team("小李: /点赞 @bob 帮了大忙 --图片 --不公开")
    assert private.one("@bob").images == ["Kudos · Thank you · bob"]
    assert team("bob: /kudos @alice thanks").one("#growth").images == []
