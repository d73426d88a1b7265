"""Alerts on what teams share: one figure, seen, heard and taken on in each of them (methods.md K8)."""

from __future__ import annotations

from tests.dialog import MakeTalk
from tests.kpi.test_joint import BEGUN

SHARED = ("boss: /kpi target deals 100 --period 2026-01 --for Growth, Sales", "eve: /help", "dan: /help")


def test_one_alert_for_all_of_them(make_talk: MakeTalk) -> None:
    teams = make_talk(after=(*BEGUN, *SHARED))
    line = "/kpi alert deals above 20 --for Growth, Sales"
    teams(f"carol: {line}").answer.has("That is for a lead of one of Growth + Sales.")
    teams("bob: /kpi alert deals above 20 --for Growth, Press").answer.has("Growth + Press share no target yet")
    set_ = teams(f"bob: {line} --owner @alice")
    set_.answer.has("A1 is set", "Growth + Sales", "It tells #growth and #sales", "alice")
    set_.one("@alice").has("bob put you in charge of the alert A1")
    teams(f"bob: {line} --owner @eve").answer.has("eve is not in Growth + Sales")
    teams("dan: /kpi log deals 12")
    teams("carol: /kpi log deals 8")  # she is in both: counted once
    heard = teams("carol: /kpi log deals 1 --channel 抖音")
    for place in ("#growth", "#sales"):
        heard.one(place).has("Alert A1", "Growth + Sales · deals: 21 (January 2026)", "Owner: alice")
    for who in ("dan", "carol", "alice", "boss"):
        teams(f"{who}: /kpi alerts").answer.has("A1 · deals above 20 in a month · Growth + Sales · alice")
    teams("eve: /kpi alerts").answer.has("No alerts yet.")
    teams("eve: /kpi ack A1").answer.has("no alert A1 that you could see")
    taken = teams("dan: /kpi ack A1")
    for place in ("#growth", "#sales"):
        assert taken.one(place).has("dan has it").updates
    teams("carol: /kpi snooze A1 tomorrow").answer.has("alice")
    teams("bob: /kpi plan A1 call them --cause a fair").answer.has("A1", "call them")
    teams("boss: /team remove @alice --team Growth")
    teams("bob: /kpi alerts").answer.has("A1", "nobody")
    teams("bob: /kpi remove A1").answer.has("A1")
    teams("dan: /kpi alerts").answer.has("No alerts yet.")


def test_in_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hant")
    for line in (
        "/團隊 新增 成長組",
        "/團隊 新增 業務組",
        "/指標 定義 成交",
        "/指標 目標 成交 9 --期間 本月 --給 成長組、業務組",
    ):
        talk(f"小王: {line}")
    talk("小王: /指標 警示 成交 高於 3 --給 成長組和業務組").answer.has("成長組 + 業務組", "成長組的組長和業務組的組長")
    talk("小王: /指標 歷史 成交 --團隊 成長組和業務組").answer.has("成交")
