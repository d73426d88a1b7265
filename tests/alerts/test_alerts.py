"""Alerts in a user's words: they speak once, where they should, and are taken on, put off, planned for, removed."""

from __future__ import annotations

import random

import pytest
from sqlmodel import select

from storage.models.alerts import DeviationPlan
from tests.dialog import Heard, Talk, verify


def spoken(heard: Heard, place: str = "#growth") -> list[str]:
    """The first lines of what was newly said in a place."""
    return [m.text.partition("\n")[0] for m in heard.to(place) if m.updates is None]


def test_a_limit_speaks_to_channel_and_owner_once(team: Talk) -> None:
    team("bob: /kpi alert spend above 5000 --owner @carol").answer.has(
        "A1 is set: spend above ¥5,000 in a month · Growth", "It tells #growth, and carol"
    )
    assert spoken(team("carol: /kpi log spend 5000")) == [], "exactly the limit is not beyond it"
    heard = team("carol: /kpi log spend 1 --channel Douyin")
    post = heard.one("#growth").has("Alert A1 · spend above ¥5,000 in a month", "Growth · spend: ¥5,001 (January 2026)")
    post.has("Limit: at most ¥5,000", "Owner: carol", "Moved most: Douyin: – → ¥1")
    assert [b["command"] for b in post.buttons] == ["/kpi ack A1", "/kpi plan A1", "/kpi snooze A1 tomorrow"]
    assert spoken(heard, "@carol")[1:] == ["Alert A1 · spend above ¥5,000 in a month"]
    assert spoken(team("carol: /kpi log spend 300")) == [], "once a crossing"


def test_it_recovers_and_is_armed_again(team: Talk) -> None:
    team("bob: /kpi alert spend above 100")
    team("carol: /kpi log spend 120")
    heard = team("carol: /kpi fix K1 90")
    post, recovery = heard.to("#growth")
    post.has("Alert A1 is over", "Back at ¥90.")
    assert post.updates
    assert post.buttons == []
    recovery.has("A1 is over: Growth · spend is back at ¥90", "Armed again: spend above ¥100 in a month")
    assert spoken(heard, "@bob") == [recovery.text.partition("\n")[0]]
    assert spoken(team("carol: /kpi fix K1 130")) == ["Alert A1 · spend above ¥100 in a month"]
    assert spoken(team("carol: /kpi undo")) == [recovery.text.partition("\n")[0]]


def test_hysteresis_keeps_a_rate_that_flutters_from_speaking_again(team: Talk) -> None:
    team("bob: /kpi alert win rate below 20 --clear 25").answer.has("It is over at 25%")
    assert len(spoken(team("carol: /kpi log leads 100 won 19"))) == 1
    assert spoken(team("carol: /kpi fix K2 22")) == []
    assert spoken(team("carol: /kpi fix K2 18")) == []
    (back,) = spoken(team("carol: /kpi fix K2 25"))
    assert back.startswith("A1 is over: Growth · win rate is back at 25%, after it went beyond its limit on Mon 5 Jan")
    assert len(spoken(team("carol: /kpi fix K2 10"))) == 1


def test_a_long_to_and_fro_speaks_as_a_machine_of_states_says(team: Talk) -> None:
    team("bob: /kpi alert spend above 100 --clear 60")
    team("carol: /kpi log spend 1")
    on, chance, value = False, random.Random(7), 1
    for _ in range(40):
        value = chance.choice([v for v in (40, 60, 61, 80, 100, 101, 150) if v != value])
        now_on = value > 100 or (on and value > 60)
        heard = spoken(team(f"carol: /kpi fix K1 {value}"))
        assert len(heard) == (now_on != on), (value, on, heard)
        assert not heard or heard[0].startswith("Alert A1 ·" if now_on else "A1 is over")
        on = now_on


def test_a_sum_falls_short_when_the_month_is_over(team: Talk) -> None:
    team("bob: /kpi alert leads below 100").answer.has("judged when the period is over")
    assert spoken(team("carol: /kpi log leads 40")) == []
    assert spoken(team("! now 2026-02-01T12:00")) == [], "a Sunday"
    post = team("! now 2026-02-02T09:00").one("#growth")
    post.has("Growth · leads: 40 (January 2026)", "Limit: at least 100")
    assert spoken(team("! now 2026-02-20T09:00")) == []
    late = team("carol: /kpi log leads 60 --date 2026-01-30")
    late.answer.has("January 2026 was open until Fri 6 Feb 2026")
    late = team("bob: /kpi log leads 60 --date 2026-01-30 --for @carol --note the fair")
    assert len(spoken(late)) == 1
    assert spoken(late)[0].startswith("A1 is over: Growth · leads is back at 100")


def test_by_channel_each_speaks_for_itself(team: Talk) -> None:
    team("bob: /kpi alert win rate below 20 --by channel --floor 10").answer.has("by channel", "less than 10")
    heard = team("carol: /kpi log leads 100 won 50 --channel Search")
    assert spoken(heard) == []
    team("carol: /kpi log leads 5 --channel Fair")
    assert spoken(team("carol: /kpi log won 0 --channel Fair")) == [], "noise"
    team("carol: /kpi log won 2 --channel Douyin")
    post = team("carol: /kpi log leads 40 --channel Douyin").one("#growth")
    post.has("Growth · win rate · Douyin: 5% (January 2026)").lacks("Moved most")
    assert len(spoken(team("carol: /kpi log leads 20 --channel Fair"))) == 1
    team("carol: /kpi alerts").answer.has("1 alert, 1 on", "Douyin 5%, on since", "Fair 0%, on since")


def test_a_channel_that_falls_silent_stands_at_zero(team: Talk) -> None:
    team("bob: /kpi alert leads down 50% --by channel")
    team("carol: /kpi log leads 20 --channel Douyin")
    team("carol: /kpi log leads 20 --channel Search")
    team("! now 2026-02-10T09:00")
    team("carol: /kpi log leads 20 --channel Search")
    heard = team("! now 2026-03-02T09:00")
    heard.one("#growth").has("Douyin: 0 (February 2026)", "Before: 20 (January 2026), -100% relative")


def test_what_is_taken_back_is_over(team: Talk) -> None:
    team("bob: /kpi alert spend above 100")
    team("bob: /kpi alert spend above 80 --by channel")
    assert len(spoken(team("carol: /kpi log spend 120 --channel Douyin"))) == 2
    heard = spoken(team("carol: /kpi undo"))
    assert [line.partition(",")[0] for line in heard] == [
        "A1 is over: Growth · spend is back at ¥0",
        "A2 is over: Growth · spend · Douyin is back at ¥0",
    ]


def test_movements_in_points_and_relative(team: Talk) -> None:
    team("carol: /kpi log leads 100 won 30")
    team("! now 2026-02-10T10:00")
    answer = team("bob: /kpi alert win rate down 5%").answer
    answer.has("5 percentage points, or 5% of what it was?")
    assert answer.button("5 points") == '/kpi alert "win rate" down 5 points'
    team(f"bob: {answer.button('5 points')}").answer.has("win rate down 5 pp or more on the month before")
    team(f"bob: {answer.button('of what it was')}").answer.has("win rate down 5% or more, relative to the month before")
    heard = team("carol: /kpi log leads 100 won 27")
    post = heard.one("#growth").has("Alert A2", "Growth · win rate: 27% (February 2026)")
    post.has("Before: 30% (January 2026), -10% relative", "Limit: down by less than 5%")
    post = team("carol: /kpi fix K4 25").one("#growth").has("Alert A1", "Before: 30% (January 2026), -5 pp")
    post.has("Limit: down by less than 5 pp")


def test_what_cannot_be_an_alert(team: Talk) -> None:
    verify(
        team,
        [
            ("bob: /kpi alert leads down 20", "A movement is in percent of what it was before."),
            ("bob: /kpi alert leads down 0%", "A movement of zero is none."),
            ("bob: /kpi alert leads down 5 points", "leads is no percentage"),
            ("bob: /kpi alert win rate below 5 points", "Points are for movements"),
            ("bob: /kpi alert leads beside 5", "“beside” is not one of above, below, up or down."),
            ("bob: /kpi alert leads above 50 --clear 60", "It would be over where it has not begun"),
            ("bob: /kpi alert leads above 50 --floor 5", "Of leads the limit alone decides"),
            ("bob: /kpi alert leads above 12%", "12%"),
            ("bob: /kpi alert leads above 5 --owner @dave", "dave is not in Growth"),
            ("bob: /kpi alert leads above 5 --team Sales", "Sales"),
            ("bob: /kpi ack A7", "There is no alert A7 that you could see."),
        ],
    )
    team("bob: /kpi alerts").answer.has("No alerts yet.")


def test_taking_one_on_changes_every_post(team: Talk) -> None:
    team("bob: /kpi alert spend above 100")
    team("carol: /kpi ack A1").answer.has("A1 is quiet")
    team("carol: /kpi log spend 120")
    heard = team("carol: /kpi ack A1")
    heard.answer.has("You have it: A1 · spend above ¥100 in a month")
    assert heard.answer.button("Cause and plan") == "/kpi plan A1"
    for place in ("#growth", "@bob"):
        changed = heard.one(place).has("carol has it")
        assert changed.updates
        assert [b["command"] for b in changed.buttons] == ["/kpi plan A1", "/kpi snooze A1 tomorrow"]


def test_a_plan_is_an_action_item_that_names_the_alert(team: Talk) -> None:
    team("bob: /kpi alert spend above 100")
    team("carol: /kpi log spend 120")
    team("carol: /kpi plan A1 pause the ads").answer.has("Cause")
    heard = team("carol: /kpi plan A1 pause the ads --cause bids went up --owner @carol --due Friday")
    item = heard.answer.has("Agreed, for A1 · spend", "bids went up → T1 · carol · pause the ads (A1 spend)").id_of("T")
    heard.one("#growth").has("carol has it", "bids went up → T1 · carol")
    team(f"carol: /todo show {item}").answer.has("pause the ads (A1 spend)", "Fri 9 Jan 2026")
    team(f"carol: /todo done {item}").one("#growth").has("bids went up → T1")
    team("dave: /kpi plan A1 nothing --cause none").answer.has("There is no alert A1 that you could see.")
    too_long = team(f"carol: /kpi plan A1 {'x' * 500} --cause y").answer.text
    assert "characters at most" in too_long


def test_a_plan_for_a_metric_without_an_alert(team: Talk) -> None:
    heard = team("carol: /kpi plan leads call the fair's visitors --cause no follow-up --owner @bob --due Friday")
    heard.answer.has("Agreed, for leads:", "no follow-up → T1 · bob · call the fair's visitors (leads)")
    assert "call the fair's visitors (leads)" in heard.one("@bob").text
    team("dave: /kpi plan leads nothing --cause none --team Growth").answer.has("Growth")


def test_put_off_it_is_quiet_and_then_says_so_again(team: Talk) -> None:
    team("bob: /kpi alert spend above 100")
    team("carol: /kpi log spend 120")
    team("carol: /kpi snooze A1 tomorrow").answer.has("looked after by bob")
    team("bob: /kpi snooze A1 today").answer.has("That is today.")
    team("bob: /kpi snooze A1 tomorrow").answer.has("quiet until Tue 6 Jan 2026, 09:00")
    assert len(spoken(team("carol: /kpi fix K1 50"))) == 1, "that it is over is said"
    assert spoken(team("carol: /kpi fix K1 150")) == [], "put off"
    team("bob: /kpi alerts").answer.has("put off until Tue 6 Jan 2026, 09:00")
    heard = team("! now 2026-01-06T09:30")
    assert spoken(heard) == ["Alert A1 · spend above ¥100 in a month"]
    heard.to("#growth")[0].lacks("put off until now")
    team("bob: /kpi snooze A1 2h")
    again = team("! advance 2h").one("#growth")
    again.has("It was put off until now, and is still on.")


def test_setting_it_again_changes_it(team: Talk) -> None:
    team("bob: /kpi alert spend above 100")
    heard = team("bob: /kpi alert spend over 200 --owner @carol")
    heard.answer.has("A1 is changed: spend above ¥200 in a month")
    heard.one("@carol").has("bob put you in charge of the alert A1")
    team("bob: /kpi alert spend above 50 --every day").answer.has("A2 is set: spend above ¥50 in a day")
    team("carol: /kpi log spend 150")
    assert len(spoken(team("bob: /kpi alert spend above 120"))) == 1, "what is so already speaks at once"
    team("carol: /kpi alerts").answer.has("2 alerts, 2 on")


def test_removed_it_says_nothing_more(team: Talk) -> None:
    team("bob: /kpi alert spend above 100")
    team("carol: /kpi log spend 120")
    team("carol: /kpi remove A1").answer.has("looked after by bob")
    heard = team("bob: /kpi remove A1")
    heard.answer.has("A1 is gone")
    heard.one("#growth").has("The alert was removed.")
    assert spoken(team("carol: /kpi fix K1 50")) == []
    team("bob: /kpi ack A1").answer.has("no alert A1")


def test_rights(team: Talk) -> None:
    team("carol: /kpi alert spend above 100").answer.has("Growth")
    team("carol: /kpi alerts").answer.has("No alerts yet.")
    team("bob: /kpi alert spend above 100")
    team("dave: /kpi alerts").answer.has("No alerts yet.")
    team("carol: /kpi alerts").answer.has("A1 · spend above ¥100")
    team("carol: /kpi log spend 120")
    team("dave: /kpi ack A1").answer.has("There is no alert A1 that you could see.")
    team("dave: /kpi remove A1").answer.has("There is no alert A1 that you could see.")


def test_one_s_own_figure_is_told_to_nobody_else(team: Talk) -> None:
    team("carol: /kpi alert spend above 100 --for me").answer.has("A1 is set", "carol")
    team("carol: /kpi alert spend above 100 --for @bob").answer.has("bob")
    heard = team("carol: /kpi log spend 120")
    assert spoken(heard) == []
    assert "Alert A1 · spend above ¥100 in a month" in spoken(heard, "@carol")
    assert {m.to for m in heard} == {"@carol"}
    team("bob: /kpi alerts").answer.has("A1")  # her lead
    team("dave: /kpi alerts").answer.has("No alerts yet.")
    team("alice: /team add @erin --team Growth")
    team("erin: /kpi alerts").answer.has("No alerts yet.")


def test_ownerless_and_always_on_are_seen(team: Talk) -> None:
    team("bob: /kpi alert win rate below 20 --every day --owner @carol")
    team("carol: /kpi log leads 10 won 1")
    team("alice: /team remove @carol --team Growth")
    team("! now 2026-01-11T08:30")
    team("bob: /kpi alerts").answer.has("10%, on since Mon 5 Jan 2026").lacks("always")
    team("! now 2026-01-13T08:30")
    answer = team("bob: /kpi alerts").answer
    answer.has("1 is always on", "Nobody looks after 1 of them", "nobody", "10%, always on, since Mon 5 Jan 2026")
    team("bob: /kpi alert win rate below 20 --every day --owner me")
    team("bob: /kpi alerts").answer.has("· bob ·").lacks("Nobody")


def test_a_forgotten_person_s_own_alert_ends(team: Talk) -> None:
    team("carol: /kpi alert spend above 100 --for me")
    team("carol: /kpi plan leads ring them --cause carol was ill --team Growth")
    team("alice: /admin forget @carol")
    team("alice: /admin forget @carol --yes")
    team("bob: /kpi alerts").answer.has("No alerts yet.")
    assert team.database.read(lambda s: s.exec(select(DeviationPlan.cause)).all()) == ["— was ill"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            (
                "小李: /指标 预警 spend 高于100 --按 渠道",
                "carol: /kpi log spend 120 --channel 抖音",
            ),
            (
                "A1 设好了：每月spend高于 ¥100 · 分渠道",
                "预警 A1 · 每月spend高于 ¥100 · 分渠道",
                "Growth · spend · 抖音",
            ),
        ),
        (
            (
                "小李: /指標 警示 win rate 下降 5個百分點",
                "carol: /kpi log leads 100 won 30 --date 2025-12-30",
                "carol: /kpi log leads 100 won 20",
            ),
            ("A1 設好了：win rate比前一個月下降 5 個百分點以上", "警示 A1", "30%（2025年12月），-10 個百分點"),
        ),
    ],
)
def test_in_chinese(team: Talk, lines: tuple[str, ...], told: tuple[str, ...]) -> None:
    team("alice: /team add @小李 --team Growth")
    team("alice: /team lead @小李 --team Growth")
    script = "zh-Hant" if "指標" in lines[0] else "zh-Hans"
    team(f"小李: /my lang {script}")
    answer = team(lines[0]).answer.has(told[0])
    heard = [team(line) for line in lines[1:]][-1]
    heard.one("@小李").has(*told[1:])
    team("小李: /指标 知道了 A1" if script == "zh-Hans" else "小李: /指標 認領 A1").answer.has("A1")
    assert answer.buttons
