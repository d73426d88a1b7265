"""A private target: the person and whoever leads them see it, nobody else anywhere."""

from __future__ import annotations

from tests.dialog import MakeTalk

# alice leads Growth with bob and carol; boss manages.
TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @carol",
    "alice in #growth: /team bind",
    "alice: /kpi define leads",
    "boss: hello",
    "alice: /admin grant @boss manager",
    "bob: /help",
    "carol: /help",
)


def test_nobody_else_sees_it_anywhere(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM, now="2026-01-30T12:00")
    set_ = talk("alice: /kpi target leads 777 --period 2026 --for @bob --private yes")
    set_.answer.has("2026, bob: 777", "Only bob and whoever leads them sees it")
    set_.one("@bob").has("777", "Only you and whoever leads you see it")
    talk("alice: /kpi target leads 600 --period 2026 --for @carol")
    talk("bob: /kpi log leads 3").answer.has("leads 3")
    for line in (
        "/goal list",
        "/goal check",
        "/kpi show leads --who @bob --period 2026",
        "/goal quarter",
        "/kpi history leads",
    ):
        talk(f"carol: {line}").answer.lacks("777")
    for who in ("bob", "alice", "boss"):
        talk(f"{who}: /goal list").answer.has("bob · leads | 777")
        talk(f"{who}: /kpi show leads --who @bob --period 2026").answer.has("777")
    asked = talk("bob: /goal revise leads 700 --because other --reason fewer fairs --from 2026-01-30")
    asked.one("@alice").has("777 → 700")
    talk("alice: /goal approve V1").answer.has("Approved")
    talk("carol: /goal list").answer.lacks("700", "V1")
    talk("carol: /kpi show leads --who @bob --period 2026").answer.lacks("700", "777")
    heard = talk("! now 2026-02-02T09:00")
    (posted,) = heard.to("#growth")
    posted.has("carol · leads").lacks("bob")
    for who in ("@bob", "@alice"):
        assert [message for message in heard.to(who) if "bob · leads" in message.text]
    assert not [message for message in heard.to("@carol") if "bob" in message.text]
    talk("alice: /kpi target leads 700 --period 2026 --for @bob --private no").answer.lacks("Only bob")
    talk("carol: /goal list").answer.has("bob · leads | 700")


def test_a_team_s_is_everybody_s(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("alice: /kpi target leads 777 --period 2026 --private yes").answer.has("a person’s can be private")
    talk("alice: /指标 目标 leads 7 --周期 2026 --给 @bob --私密 是").answer.has("只有 bob 和其上级看得到")


def test_who_led_once_reads_what_they_may_now(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    for line in (
        "/team new Press",
        "/team add @bob --team Press",
        "/team lead @carol --team Growth",
        "/kpi define calls",
        "/kpi target leads 50 --period 2026-01 --for @bob --private yes",
        "/kpi target calls 90 --period 2026-01 --for Press",
    ):
        talk(f"alice: {line}")
    talk("carol: /kpi log leads 3 calls 5 --for @bob").answer.has("3 of 50", "bob · January 2026: 5").lacks("90")
    talk("alice: /team remove @carol --team Growth")
    talk("alice: /team add @carol --team Growth")
    heard = talk("bob: /kpi fix K1 4")
    heard.answer.has("4 of 50")
    heard.one("@carol").has("3", "4", "bob · January 2026: 4").lacks("50")
    talk("bob: /kpi fix K2 6").one("@carol").has("bob · January 2026: 6").lacks("90")
    talk("alice: /team remove @carol --team Growth")
    assert talk("bob: /kpi fix K1 5").to("@carol") == []
    talk("alice: /kpi fix K1 6").one("@bob").has("6 of 50")
