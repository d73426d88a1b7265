"""How many points may be given, and other points for kudos already given."""

from __future__ import annotations

import asyncio

from sqlmodel import col, select

from bot.platforms.local.parse import Speech, inbound
from storage.db import Database
from storage.models.recognition import PointsEntry
from storage.schema import create
from tests.dialog import MakeTalk, Talk

TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @小李",
    "alice in #growth: /team bind",
    "bob: /help",
    "小李: /帮助",
)


def ledger(talk: Talk) -> list[tuple[int, int]]:
    """The ledger's lines: whose, and how many points."""
    lines = talk.database.read(lambda s: s.exec(select(PointsEntry).order_by(col(PointsEntry.id))).all())
    return [(line.person_id, line.points) for line in lines]


def test_the_rule_is_seen_by_all_and_set_by_managers(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    shown = talk("bob: /kudos rule").answer.has("A month, in all: 100 points", "A day: no limit of its own")
    shown.lacks("To change it")
    talk("bob: /kudos rule --allowance 5000").answer.has("Only managers")
    talk("alice: /kudos rule --allowance 60 --pair 40 --day 30").answer.has("60 points", "40 points", "30 points")
    talk("alice: /kudos rule --pair none of it").answer.has("one whole number", "For example")
    talk("小李: /点赞 规则").answer.has("每月总共: 60 分", "每月给同一个人: 40 分", "每天: 30 分")
    talk("bob: /kudos @alice thanks +31").answer.has(
        "takes 31 points", "30 of 30 left to give today", "From 6 Jan 2026"
    )
    talk("bob: /kudos @alice @小李 thanks +15").answer.has("30 points of 60")
    talk("bob: /kudos mine").answer.has("Left today: 0 of 30")
    talk("bob: /kudos @alice one more").answer.has("0 of 30 left to give today")
    talk("! now 2026-01-06T09:00")
    refused = talk("bob: /kudos @小李 @alice thanks +26")
    refused.answer.has("takes 52 points", "30 of 60")
    refused = talk("bob: /kudos @小李 thanks +26")
    assert len(refused) == 1
    refused.answer.has("26 points for 小李", "25 of 40 left to give them in January 2026", "From 1 Feb 2026")
    talk("bob: /kudos @小李 thanks +25").answer.has("5 points of 60")
    talk("alice: /按讚 規則 --同一人 不限").answer.has("每月給同一人: 不另設上限")
    talk("bob: /kudos @小李 thanks +5").answer.has("0 points of 60")


def test_other_points_are_further_lines_within_the_same_limits(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("alice: /kudos rule --pair 40")
    talk("alice in #growth: /kudos @bob @小李 saved my launch +4")
    heard = talk("alice: /kudos edit +10")
    heard.answer.has("bob and 小李: 10 points each", "saved my launch", "80 points of 100")
    heard.one("#growth").has("10 points each", "> saved my launch")
    heard.one("@bob").has("changed the kudos for you from 4 to 10 points", "> saved my launch")
    heard.one("@小李").has("从 4 分改成了 10 分")
    assert len(talk("alice: /kudos edit +41")) == 1
    assert len(talk("alice: /kudos edit +10")) == 1, "the same is no news"
    talk("alice: /kudos edit saved the day +1").one("#growth").has("1 point each", "> saved the day")
    before = ledger(talk)
    assert [points for _, points in before] == [4, 4, 6, 6, -9, -9]
    talk("alice: /kudos mine").answer.has("Given: 2 points")
    talk("bob: /kudos mine").answer.has("Received: 1 point, kudos: 1", "Points in all: 1 point")
    talk("alice: /kudos undo")
    assert ledger(talk)[:6] == before
    for who in ("bob", "小李"):
        talk(f"{who}: /kudos mine").answer.has("0")
    talk("bob: /kudos mine").answer.has("Points in all: 0 points")
    talk("alice: /kudos mine").answer.has("Given: 0 points")


def test_an_edit_counts_for_the_month_of_the_kudos(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-01-31T23:30")
    talk("alice: /help")
    talk("bob: /kudos @alice thanks +90")
    talk("! now 2026-02-01T00:10")
    talk("bob: /kudos edit +101").answer.has("takes 11 points", "10 of 100 left to give in January 2026")
    talk("bob: /kudos edit +100").answer.has("100 points of 100 in February 2026")
    talk("alice: /kudos board --period 2026-01").answer.has("alice | 100 points")


def test_two_at_once_keep_within_the_limit_of_a_pair(make_talk: MakeTalk, empty_url: str) -> None:
    made = Database(empty_url, durable=False)
    create(made.engine)
    made.close()
    talk = make_talk(url=empty_url)
    talk("alice: /help")
    talk("bob: /help")
    talk("alice: /kudos rule --pair 30")

    async def both() -> None:
        said = (Speech("bob", None, f"/kudos @alice thanks +20 #n{n}") for n in range(2))
        await asyncio.gather(*(talk.app.dispatcher.dispatch(inbound(s, f"e{n}")) for n, s in enumerate(said)))

    asyncio.run(both())
    talk("bob: /kudos mine").answer.has("Given: 20 points")


def test_private_kudos_are_between_those_it_is_for(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    heard = talk("bob: /kudos --private @alice @小李 listened when it mattered +3 #care")
    assert [m.to for m in heard] == ["@bob", "@alice", "@小李"]
    heard.answer.has("alice and 小李: 3 points each", "posted nowhere", "94 points of 100").lacks("reads along")
    heard.one("@alice").has("bob gave you 3 points", "> listened when it mattered #care", "Only those it is for")
    in_channel = talk("小李 in #growth: /点赞 @bob 帮了我 --不公开")
    assert not in_channel.to("#growth")
    in_channel.answer.has("不会公开", "这里的人可能已经看到")
    in_channel.one("@bob").has("Only you can read this")
    talk("alice: /kudos board").answer.has("alice | 3 points", "bob | 1 point").lacks("listened")
    talk("alice: /kudos board --given").answer.has("Nobody gave kudos in public")
    talk("alice: /kudos board --hashtag care").answer.has("No kudos with #care")
    edited = talk("bob: /kudos edit was there when it mattered +4")
    assert [m.to for m in edited] == ["@bob", "@alice", "@小李"]
    talk("小李: /点赞 修改 帮了大忙")
    audit = talk("alice: /admin audit").answer.has("bob | /kudos", "小李 | /kudos")
    audit.lacks("listened", "mattered", "帮了")
    undone = talk("bob: /kudos undo")
    assert [m.to for m in undone] == ["@bob", "@alice", "@小李"]
