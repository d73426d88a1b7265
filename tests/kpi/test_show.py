"""Figures against before and target, in parts, their entries; and who may see them."""

from __future__ import annotations

import pytest

from tests.dialog import Talk


def test_a_metric_shows_one_s_own_and_the_team_s_figure(team: Talk) -> None:
    team("bob: /kpi log leads 12 --date 2026-01-02")
    team("alice: /kpi log leads 30")
    shown = team("bob: /kpi show leads").answer.has("leads · January 2026", "you | 12 |", "Growth | 42 |")
    assert shown.button("By person") == "/kpi show leads --team Growth --period 2026-01 --by person"
    team("bob: /kpi show leads --who @alice").answer.has("alice | 30").lacks("Growth")
    team("bob: /kpi show leads --team Growth").answer.has("Growth | 42").lacks("you")


def test_in_a_team_s_channel_the_team_comes_first(team: Talk) -> None:
    team("alice in #growth: /team bind")
    team("bob: /kpi log leads 12")
    lines = team("bob in #growth: /kpi show leads").answer.text.splitlines()
    assert [line.split(" |")[0] for line in lines[2:4]] == ["Growth", "you"]


def test_against_the_period_before(team: Talk) -> None:
    team("bob: /kpi log leads 80 --date 2025-12-03")
    team("bob: /kpi log leads 20 --date 2025-12-20")
    team("bob: /kpi log leads 120")
    team("bob: /kpi log spend 100 --date 2025-12-03")
    team("bob: /kpi log spend 150")
    team("bob: /kpi log satisfaction 80 --date 2025-12-03")
    team("bob: /kpi log satisfaction 82.5")
    team("bob: /kpi show leads").answer.has("December 2025 to the same day", "you | 120 | – | 80 (+50%, better)")
    team("bob: /kpi show spend").answer.has("you | ¥150 | – | ¥100 (+50%, worse)")
    team("bob: /kpi show satisfaction").answer.has("you | 82.5% | – | 80% (+2.5 pp, better)")
    before = team("bob: /kpi show leads --period last month").answer
    before.has("leads · December 2025", "you | 100 | – | –").lacks("same day")
    team("bob: /kpi show leads --period 2026").answer.has("2025 to the same day", "you | 120 | – | –")
    team("bob: /kpi show").answer.has(
        "December 2025 to the same day",
        "leads | 120 | – | 80 (+50%, better)",
        "satisfaction | 82.5% | – | 80% (+2.5 pp",
    )
    team("bob: /kpi log won 3 --date 2025-12-20")
    team("bob: /kpi show").answer.has("won | – | – | –")  # it was logged lately, if not by the same day
    team("! now 2026-01-31T12:00")  # a month's last day: all of it against all of the one before
    team("bob: /kpi show leads").answer.has("| December 2025\n", "you | 120 | – | 100 (+20%, better)")


def test_a_ratio_is_one_of_sums(team: Talk) -> None:
    team("bob: /kpi log leads 10 won 5")
    team("carol: /kpi log leads 90 won 5")
    shown = team("bob: /kpi show win rate").answer
    shown.has("you | 50%", "Growth | 10%", "won 5 / leads 10")
    assert shown.button("Log won") == "/kpi log won"
    team("bob: /kpi show win rate --by person").answer.has("bob | 50%", "carol | 5.56%", "In all: 10%").lacks("Share")
    team("bob: /kpi history win rate").answer.has("win rate has no entries of its own: it follows from won / leads")


def test_in_parts_by_channel_with_shares_and_what_was_before(team: Talk) -> None:
    team("bob: /kpi log spend 300 --channel 抖音 --date 2025-12-04")
    team("bob: /kpi log spend 600 --channel 抖音 --campaign 年货节")
    team("carol: /kpi log spend 300 --channel 小红书 --region 华东")
    team("carol: /kpi log spend 100")
    shown = team("bob: /kpi show spend --by channel").answer
    shown.has("spend · By channel · Growth · January 2026", "抖音 | ¥600 | 60% | ¥300 (+100%, worse)")
    shown.has("小红书 | ¥300 | 30% | –", "no channel | ¥100 | 10% | –", "In all: ¥1,000")
    assert shown.images == ["spend · By channel · Growth · January 2026"]
    team("bob: /kpi show spend --by 活动").answer.has("年货节 | ¥600")
    team("bob: /kpi show spend --by region").answer.has("华东 | ¥300")
    team("bob: /kpi show spend --by person").answer.has("bob | ¥600", "carol | ¥400")
    team("bob: /kpi show spend --by channel --who @carol").answer.has("小红书 | ¥300 | 75%").lacks("抖音")
    team("bob: /kpi show spend --by city").answer.has("“city” is not one of channel, campaign, region or person")
    team("bob: /kpi show --by channel").answer.has("Which?")


def test_one_channel_alone(team: Talk) -> None:
    team("bob: /kpi log spend 600 --channel Douyin")
    team("bob: /kpi log spend 300")
    team("bob: /kpi show spend --channel douyin").answer.has("spend · douyin · January 2026", "you | ¥600")
    team("bob: /kpi show spend --channel 微信").answer.has("Nothing was logged under “微信”. There is Douyin.")
    team("bob: /kpi show spend --region east").answer.has("Nothing was logged under “east”.")


def test_the_trend_is_drawn(team: Talk) -> None:
    for day, value in ((1, 5), (2, 7), (4, 9)):
        team(f"bob: /kpi log leads {value} --date 2026-01-0{day}")
    shown = team("bob: /kpi show leads").answer.has("01-01 | 5", "01-02 | 7", "01-03 | –", "01-04 | 9")
    assert shown.images == ["leads · you"]


def test_with_no_trend_yet_the_progress_to_target_is_drawn(team: Talk) -> None:
    team("alice: /kpi target leads 100 --period 2026-01")
    team("alice: /kpi target leads 50 --period 2026-01 --for @bob")
    team("bob: /kpi log leads 25")
    shown = team("bob: /kpi show leads").answer.has("you | 25 | 50 (50%)", "Growth | 25 | 100 (25%)")
    assert shown.images == ["Target reached"]
    team("bob: /kpi log leads 5 --date yesterday")
    assert team("bob: /kpi show leads").answer.images == ["leads · you"]


def test_my_numbers_this_month(team: Talk) -> None:
    team("alice: /kpi target leads 100 --period 2026-01 --for @bob")
    team("bob: /kpi log leads 25")
    mine = team("bob: /kpi").answer
    mine.has("Your numbers · January 2026", "leads | 25 | 100 (25%)", "won | –", "win rate | –").lacks("spend")
    assert mine.button("Log") == "/kpi log"
    assert mine.button("Growth") == "/kpi show --team Growth --period 2026-01"
    team("bob: /kpi show --team Growth").answer.has("Growth · January 2026", "leads | 25", "spend | –")
    team("carol: /kpi").answer.has("spend | –").lacks("leads")
    team("alice: /kpi show").answer.has("Growth · January 2026", "leads | 25")


def test_the_latest_value_of_a_percent_metric_counts(team: Talk) -> None:
    team("bob: /kpi log satisfaction 90")
    team("bob: /kpi log satisfaction 70 --date 2026-01-02")
    team("carol: /kpi log satisfaction 80")
    team("bob: /kpi show satisfaction").answer.has("you | 90%", "Growth | 80%")  # the newest, not a mean of rates


# --- entries --------------------------------------------------------------------------------------


def test_history_is_the_newest_first_and_says_when_there_is_more(team: Talk) -> None:
    for value in range(1, 23):
        team(f"bob: /kpi log leads {value}")
    shown = team("bob: /kpi history leads").answer.has("K22 · bob · 22 · Mon 5 Jan 2026", "The latest 20 of 22")
    shown.lacks("K2 ·", "K1 ·")
    team("bob: /kpi history leads --period last month").answer.has("Nothing logged here yet")
    team("carol: /kpi log leads 99 --channel 抖音 --note from the fair")
    carols = team("bob: /kpi history leads --who @carol").answer
    carols.has("K23 · carol · 99 · Mon 5 Jan 2026 · 抖音 · from the fair").lacks("bob")
    team("alice: /kpi log leads 5 --for @bob")
    team("bob: /kpi history leads").answer.has("K24 · bob (by alice) · 5")


# --- rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["show leads", "history leads", "show", "show leads --by person"])
def test_figures_are_for_one_s_own_teams(led: Talk, verb: str) -> None:
    led("carol: /kpi log leads 4711")
    led(f"erin: /kpi {verb} --team Growth").answer.has("That is for members of Growth").lacks("4711", "4,711")
    led(f"erin: /kpi {verb} --who @carol").answer.has("carol’s figures are for their team").lacks("4,711")
    led(f"erin: /kpi {verb}").answer.lacks("4,711")
    led(f"dave: /kpi {verb} --who @carol").answer.has("carol’s figures are for their team")
    led(f"bob: /kpi {verb} --who @carol").answer.has("4,711")
    led(f"alice: /kpi {verb} --who @carol").answer.has("4,711")


def test_a_channel_s_team_shows_its_figures_to_its_own(led: Talk) -> None:
    led("alice in #growth: /team bind --team Growth")
    led("carol: /kpi log leads 4711")
    led("erin in #growth: /kpi show leads").answer.lacks("4,711")
    led("carol in #growth: /kpi show leads").answer.has("Growth | 4,711")


# --- teams change ---------------------------------------------------------------------------------


def test_what_was_logged_before_any_team_counts_for_the_first(talk: Talk) -> None:
    talk("alice: /kpi define leads")
    talk("bob: /kpi log leads 12")
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("alice: /kpi show leads --team Growth").answer.has("Growth | 12")
    talk("alice: /team new Sales")
    talk("alice: /team add @bob --team Sales")
    talk("alice: /kpi show leads --team Sales").answer.has("Nothing logged here yet")


def test_who_leaves_takes_nothing_along(led: Talk) -> None:
    led("carol: /kpi log leads 12")
    led("alice: /team remove @carol --team Growth")
    led("alice: /team add @carol --team Sales")
    led("carol: /kpi log leads 5")
    led("alice: /kpi show leads --team Growth").answer.has("Growth | 12")
    led("alice: /kpi show leads --team Sales").answer.has("Sales | 5")
    led("alice: /kpi show leads --who @carol").answer.has("carol | 17")
