"""Customers' praise in a user's words: handed in, decided by somebody else, told, counted once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import Session, select

from storage.db import Database
from storage.models.people import Person
from storage.models.praise import Praise
from storage.repos import messaging
from storage.repos import praise as repo
from tests.databases import Postgres
from tests.dialog import MakeTalk, Talk

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)

TEAM = (
    "boss: /team new Growth",
    "boss in #growth: /team bind",
    *(f"boss: /team add @{name}" for name in ("lea", "bob", "amy")),
    "boss: /team lead @lea",
    *(f"{name}: /help" for name in ("lea", "bob", "amy", "eve")),
)
SAID = "the launch went like clockwork --customer Acme --proof https://mail.example/4711 --score 4.8/5"
HANDED_IN = (*TEAM, f"amy: /praise @bob {SAID}")


@pytest.fixture
def handed_in(make_talk: MakeTalk) -> Talk:
    """Boss and Lea lead Growth, Bob and Amy are in it; Amy handed in Acme's praise of Bob as P1."""
    return make_talk(after=HANDED_IN)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("boss: /praise aprove P1", "/praise approve"),
        ("amy: /praise unod", "/praise undo"),
        ("amy: /kudos boad", "/kudos board"),
    ],
)
def test_a_verb_misspelt_is_no_name(handed_in: Talk, said: str, meant: str) -> None:
    handed_in(said).answer.has("Did you mean", meant)


def test_a_name_like_a_verb_is_looked_for_as_a_name(handed_in: Talk) -> None:
    handed_in("amy: /kudos mina for the calm help").answer.has("I do not know “mina”")


def test_it_is_approved_by_the_word_that_comes_to_mind(make_talk: MakeTalk) -> None:
    make_talk(after=HANDED_IN)("boss: /客户表扬 通过 P1").answer.has("P1")


def test_praise_waits_for_a_lead_and_is_then_told_and_paid_for(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    heard = talk(f"amy: /praise @bob {SAID}")
    heard.answer.has("P1 · Praise from Acme", "launch went like clockwork", "4.8 / 5", "https://mail.example/4711",
                     "Waits for boss or lea", "bob: 10 points")  # fmt: skip
    assert not heard.to("#growth")
    assert len(heard.to("@bob")) == 0
    asked = heard.one("@lea").has("amy handed in a customer’s praise", "launch went like clockwork")
    for who, why in (("bob", "about you"), ("eve", "by a lead"), ("amy", "by a lead")):
        talk(f"{who}: /praise approve P1").answer.has(why)
    talk("bob: /praise show P1").answer.has("not yours to see")
    done = talk(f"lea: {asked.button('Approve')}")
    done.answer.has("lea approved it", "bob: 10 points")
    done.one("#growth").has("🌟 Acme praises bob", "launch went like clockwork", "https://mail.example/4711", "by amy")
    done.one("@bob").has("Acme praises you", "You get: 10 points")
    done.one("@amy").has("lea approved it")
    assert not done.one("@boss").buttons  # the card that asked says now what came of it
    talk("bob: /kudos mine").answer.has("Points in all: 10 points")
    talk("boss: /praise approve P1").answer.has("approved already, by lea")
    talk("boss: /praise reject P1 no").answer.has("approved already, by lea")
    talk("eve: /praise show P1").answer.has("not yours")
    talk("bob: /praise").answer.has("Customer")  # the form
    talk("amy: /praise list").answer.has("P1 · Acme → bob · “the launch went like clockwork” · 10 points")


def test_a_rejection_says_why_and_leaves_the_way_open(handed_in: Talk) -> None:
    handed_in("lea: /praise reject P1").answer.has("Reason?")
    told = handed_in("lea: add the customer’s mail")
    told.answer.has("Rejected. amy hears why")
    told.one("@amy").has("lea did not approve it", "add the customer’s mail", "launch went like clockwork")
    assert not told.to("@bob")
    assert not told.to("#growth")
    handed_in("boss: /praise approve P1").answer.has("rejected already")
    handed_in(f"bob: /praise @bob {SAID}").answer.has("P2 · Praise from Acme")
    handed_in("bob: /praise approve P2").answer.has("about you")
    handed_in("bob: /kudos mine").answer.has("Points in all: 0 points")


def test_one_praise_counts_once(handed_in: Talk) -> None:
    for line in (
        "the Launch, went like clockwork! --customer “ACME”",
        "ｔｈｅ ｌａｕｎｃｈ went like clockwork --customer acme --score 5/5 --proof ticket 9",
        "it all went well --customer Acme. --proof http://www.mail.example/4711/?utm_source=chat",
    ):
        handed_in(f"eve: /praise @bob {line}").answer.has(
            "here already", "amy handed it in on 5 Jan 2026 as P1", "waits"
        )
    handed_in("lea: /praise approve P1")
    handed_in(f"eve: /praise @amy {SAID}").answer.has("as P1, and it counts")
    handed_in("eve: /praise @bob the launch went like clockwork --customer Other").answer.has("P2")
    handed_in("eve: /praise @bob --customer Acme --score 五星").answer.has("P3", "5 / 5")
    handed_in("eve: /praise @bob --customer Acme --score 5.0/5").answer.has("as P3")
    handed_in("eve: /praise @bob --customer Acme --score 5/5 --proof ticket 12").answer.has("P4")


def test_what_was_handed_in_or_approved_can_be_taken_back(handed_in: Talk) -> None:
    handed_in("eve: /praise undo P1").answer.has("handed in by somebody else")
    taken = handed_in("amy: /praise undo")
    taken.answer.has("amy took it back")
    taken.one("@lea").has("amy took it back")
    handed_in("amy: /praise undo").answer.has("still waits")
    handed_in("lea: /praise approve P1").answer.has("was taken back by amy")
    again = handed_in(f"amy in #growth: /praise @bob @amy {SAID}")
    again.answer.has("P2", "bob and amy")
    handed_in("lea: /praise approve P2")
    handed_in("boss: /praise undo P2").answer.has("handed in by somebody else")
    back = handed_in("lea: /praise undo P2")
    back.answer.has("took back the approval")
    assert back.one("#growth").updates is not None
    back.one("#growth").has("took back the approval").lacks("🌟")
    back.one("@bob").has("taken back too")
    handed_in("bob: /kudos mine").answer.has("Points in all: 0 points")
    handed_in(f"amy: /praise @bob {SAID}").answer.has("P3")
    handed_in("lea: /praise approve P3")
    handed_in("! advance 25h")
    handed_in("lea: /praise undo P3").answer.has("24 hours")


def test_a_teams_rule_gives_points_or_a_privilege_which_stay_as_facts(make_talk: MakeTalk) -> None:
    talk = make_talk(after=(*TEAM, "boss: /team new Sales", "boss: /team add @eve --team Sales"))
    talk("bob: /praise rule").answer.has("Growth gives: 10 points", "/praise rule --points")
    talk("bob: /praise rule --points 500").answer.has("lead")
    talk("eve: /praise rule --team Growth").answer.has("Growth")
    talk("lea: /praise rule --points lots").answer.has("lots")
    talk("lea: /praise rule --points 0 --privilege half a day off").answer.has("gives: half a day off").lacks("point")
    talk("amy: /praise @bob @eve so kind --customer Acme").answer.has(
        "bob: half a day off", "eve: 10 points", "Waits for boss"
    )
    talk("lea: /praise approve P1").answer.has("by a lead of everybody praised")
    talk("boss: /praise approve P1").one("@bob").has("You get: half a day off")
    talk("boss: /praise rule --privilege none --team Growth").answer.has("gives: our thanks")
    talk("lea: /praise list").answer.has("Privileges granted", "bob · half a day off · 5 Jan 2026 · P1")
    talk("eve: /praise list @eve").answer.has("P1 · Acme")
    talk("eve: /praise list @bob").answer.lacks("half a day off")
    talk("eve: /kudos mine").answer.has("Points in all: 10 points")


def test_nobody_decides_alone_while_there_is_somebody_else(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("lea: /praise @bob helped us all night --customer Acme").answer.has("Waits for boss")
    talk("lea: /praise approve P1").answer.has("handed P1 in yourself")
    talk("lea: /praise @lea @boss a fine pair --customer Acme").answer.has(
        "Nobody here may approve it yet", "/admin grant"
    )
    talk("boss: /praise approve P2").answer.has("about you")
    talk("boss: /admin grant @eve manager")
    talk("eve: /praise list").answer.has("P2 · Acme → boss and lea")
    talk("eve: /praise approve P2").answer.has("eve approved it")
    talk("boss: /team new Solo")
    talk("boss: /team add @zoe --team Solo")
    talk("boss: /admin revoke @eve manager")
    alone = talk("boss: /praise @zoe best advice ever --customer Acme").answer
    alone.has("the decision is yours")
    talk(f"boss: {alone.button('Approve')}").answer.has("boss approved it")


def test_whoever_is_slow_is_reminded_then_the_managers_then_it_is_said(handed_in: Talk) -> None:
    handed_in("boss: /admin grant @eve manager")
    first = handed_in("! now 2026-01-07T09:00")
    first.one("@lea").has("still waits for you").button("Approve")
    assert not first.to("@eve")
    handed_in("lea: /my mute praise")
    second = handed_in("! now 2026-01-09T09:00")
    assert not second.to("@lea")
    second.one("@eve").has("still waits for you")
    third = handed_in("! now 2026-01-13T09:00")
    third.one("@amy").has("P1 has waited for a while", "Waits for boss or lea")
    assert not handed_in("! now 2026-01-20T09:00").to("@eve")
    handed_in("eve: /praise approve P1").answer.has("eve approved it")


def test_a_lead_on_leave_is_not_waited_for(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("amy: /praise @amy so kind --customer Acme").answer.has("Waits for boss or lea")
    talk("lea: /standup away --until 2026-01-09")
    talk("amy: /praise @amy so helpful --customer Acme").answer.has("Waits for boss to").lacks("lea")


def test_words_or_a_score_and_a_customer_have_to_be_there(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("amy: /praise @bob --customer Acme").answer.has("What did the customer say?", "/praise @bob")
    talk("amy: /praise @bob … --customer Acme").answer.has("What did the customer say?")
    asked = talk("amy: /praise @bob so kind").answer
    assert asked.form is not None
    assert {field["name"]: field["required"] for field in asked.form["fields"]} == {
        "who": True, "text": False, "customer": True, "score": False, "proof": False,
    }  # fmt: skip
    talk("amy: Acme").answer.has("P1 · Praise from Acme", "so kind")
    talk("amy: /praise @bob good --customer Acme --score 7/5").answer.has("“7/5” is no score", "--score 4.8/5")
    talk("amy: /praise @nobody good --customer Acme").answer.has("nobody")
    talk("lea: /praise approve P9").answer.has("no praise P9")


def test_in_chinese_of_both_scripts(make_talk: MakeTalk) -> None:
    talk = make_talk(after=(*TEAM, "boss: /team add @小李"))
    talk("小李: /客户表扬 @小李 上线特别顺利，谢谢！ --客户 星河公司 --评分 9分，满分10分").answer.has(
        "P1 · 来自 星河公司 的表扬", "9 / 10", "小李：10 分", "等待 boss或lea 批准"
    )
    talk("bob: /客戶好評 @小李 上线特别顺利谢谢 --客戶 星河公司").answer.has("已經有了", "小李 在 2026年1月5日 提交過")
    talk("lea: /客户表扬 规则 --积分 20 --特权 半天假").answer.has("20 分和半天假")
    told = talk("lea: /客戶表揚 核准 P1")
    told.answer.has("lea 已核准。", "小李：20 點和半天假")
    told.one("@小李").has("星河公司 表扬了你", "你获得：20 分和半天假")
    talk("lea: /客戶表揚 清單 @小李").answer.has("小李 的客戶表揚", "已給的特別獎勵")


def test_a_picture_is_proof_and_is_shown_to_whoever_decides(make_talk: MakeTalk, tmp_path: Path) -> None:
    talk = make_talk(after=TEAM)
    shot = tmp_path / "mail.png"
    shot.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03 and so on")
    heard = talk(f"amy: /praise @bob --customer Acme --score 5/5\n+ {shot}")
    assert heard.answer.images == ["Proof"]
    assert heard.one("@lea").images == ["Proof"]
    talk(f"amy: /praise @bob so kind --customer Acme\n+ {shot}").answer.has("here already", "as P1")
    told = talk("lea: /praise approve P1")
    assert [told.one(place).images for place in ("#growth", "@bob")] == [["Proof"], ["Proof"]]
    shot.write_bytes(b"not a picture")
    talk(f"amy: /praise @bob so kind --customer Acme\n+ {shot}").answer.has("“mail.png” is no picture", "--proof")
    assert talk.database.read(lambda session: messaging.picture(session, 1)) is not None
    talk("boss: /admin forget @bob --yes")
    assert talk.database.read(lambda session: messaging.picture(session, 1)) is None
    assert talk("amy: /praise show P1").answer.images == []


def test_who_is_forgotten_leaves_no_words(handed_in: Talk) -> None:
    handed_in("lea: /praise approve P1")
    handed_in("boss: /admin forget @bob --yes")
    row = handed_in.database.read(lambda session: session.get(Praise, 1))
    assert row is not None
    assert (row.text, row.proof, row.customer) == ("—", "—", "Acme")
    handed_in(f"amy: /praise @amy {SAID}").answer.has("here already")  # it counted


@pytest.mark.postgres
def test_of_two_at_the_same_time_one_counts(postgres: Postgres) -> None:
    """Both processes have looked before either has stored it."""
    url = postgres.with_tables()
    first, second = Database(url, durable=False), Database(url, durable=False)
    both_looked = Barrier(2)
    tries: Counter[str] = Counter()

    def hand_in(session: Session, who: str) -> int | None:
        earlier = repo.with_key(session, ["same"])
        tries[who] += 1
        if tries[who] == 1:
            both_looked.wait(timeout=10)
        if earlier is None:
            row = Praise(customer=who, by_id=1, handed_in_at=NOW)
            repo.save(session, row)
            repo.claim(session, row.id or 0, ["same"])
        return None if earlier is None else earlier.id

    first.writer.submit(lambda session: session.add(Person(id=1, name="amy", joined_at=NOW))).result()
    waiting = [
        first.writer.submit(lambda session: hand_in(session, "one")),
        second.writer.submit(lambda session: hand_in(session, "two")),
    ]
    found = [one.result() for one in waiting]
    kept = first.read(lambda session: session.exec(select(Praise.id)).all())
    assert sorted(found, key=str) == [*kept, None]
    assert sum(tries.values()) == 3
    for database in (first, second):
        database.close()
