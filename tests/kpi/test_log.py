"""Logging, correcting and undoing, in users' words."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk
from tests.kpi.conftest import TEAM


def test_a_value_is_logged_and_echoed_with_its_id_day_and_running_total(team: Talk) -> None:
    first = team("bob: /kpi log leads 12").answer
    first.has("K1: leads 12, Mon 5 Jan 2026", "January 2026: 12")
    assert first.button("Undo") == "/kpi undo"
    team("bob: /kpi log leads 1.2k --date yesterday --note big push").answer.has(
        "K2: leads 1,200, Sun 4 Jan 2026 (Asia/Shanghai)", "January 2026: 1,212", "> big push"
    )


def test_a_name_with_spaces_is_the_longest_known_or_quoted(team: Talk) -> None:
    team("alice: /kpi define leads won back")
    team("bob: /kpi log leads won back 3").answer.has("leads won back 3")
    team('bob: /kpi log "leads" 4').answer.has("leads 4", "January 2026: 4")
    team("bob: /kpi log “LEADS won  back” 2").answer.has("leads won back 2", "January 2026: 5")
    team("bob: kpi log Ｌｅａｄｓ: 1").answer.has("leads 1")


def test_the_running_total_stands_against_one_s_own_target_or_the_team_s(team: Talk) -> None:
    team("alice: /kpi target leads 300 --period this month")
    team("alice: /kpi log leads 12")
    team("bob: /kpi log leads 48").answer.has("Growth · January 2026: 60 of 300 (20%)")
    team("alice: /kpi target leads 96 --period 2026-01 --for @bob")
    team("bob: /kpi log leads 24").answer.has("January 2026: 72 of 96 (75%)").lacks("Growth")


def test_several_at_once(team: Talk) -> None:
    made = team("bob: /kpi log leads 12 won 3, spend ￥20 --date yesterday").answer
    made.has("K1: leads 12, Sun 4 Jan", "K2: won 3, Sun 4 Jan", "K3: spend ¥20", "won · January 2026: 3")
    made.has("one at a time")
    team("bob: /kpi log leads 1 won x").answer.has("x")
    team("bob: /kpi show leads").answer.has("12").lacks("13")


UNREADABLE = (
    ("/kpi log leeds 12", "I do not know the metric “leeds”. Did you mean leads?"),
    ("/kpi log xyzzy 12", "I do not know the metric “xyzzy”. There is leads"),
    ("/kpi log leads twelve", "twelve"),
    ("/kpi log leads 1.234,5", "more than one way"),
    ("/kpi log leads 12%", "percentage"),
    ("/kpi log leads ￥12", "money"),
    ("/kpi log spend $12", "another currency"),
    ("/kpi log leads nan", "plain number"),
    ("/kpi log leads 12 --date tomorrow", "still to come"),
    ("/kpi log leads 12 --date 2026-01-06", "still to come"),
    ("/kpi log leads 12 --date someday", "cannot read “someday” as a date"),
    ("/kpi log leads 12 yesterday", "“yesterday” is a day: put it after --date"),
    ("/kpi log leads 12 won", "won has no value yet"),
    ("/kpi log leads 12 --for @zoe", "I do not know “zoe”"),
    ("/kpi log leads 12 --fro @bob", "--for"),
    ("/kpi log win rate 25%", "win rate is not logged itself: it follows from won / leads"),
)


def test_what_cannot_be_read_is_refused_with_an_example_and_nothing_is_stored(team: Talk) -> None:
    for line, why in UNREADABLE:
        refused = team(f"bob: {line}").answer.has(why, "For example:")
        assert refused.to == "@bob"
    team("bob: /kpi show leads").answer.has("Nothing logged here yet")


def test_the_refusal_of_a_ratio_shows_how_to_log_its_parts(team: Talk) -> None:
    refused = team("bob: /kpi log win rate 25").answer.has("/kpi log won 3", "/kpi log leads 12")
    assert refused.button("Log won") == "/kpi log won"


def test_in_a_percent_metric_a_bare_number_is_percent(team: Talk) -> None:
    team("bob: /kpi log satisfaction 12.5").answer.has("satisfaction 12.5%")
    team("bob: /kpi log satisfaction 12.5％ --date yesterday").answer.has("12.5%")
    team("bob: /kpi log satisfaction 八成五 --date 2026-01-03").answer.has("85%")


@pytest.mark.parametrize("typed", ["9007199254740993.123457", "123456789", "0.00000001", "1234567.891"])
def test_a_number_keeps_every_digit(team: Talk, typed: str) -> None:
    whole, point, rest = typed.partition(".")
    shown = f"{int(whole):,}{point}{rest}"
    team(f"bob: /kpi log leads {typed}").answer.has(f"leads {shown},")
    team("bob: /kpi history leads").answer.has(shown)


def test_a_form_asks_and_offers_one_s_own_metrics_first(team: Talk) -> None:
    asked = team("carol: /kpi log").answer
    assert asked.form is not None
    assert [f["name"] for f in asked.form["fields"]][:3] == ["name", "value", "date"]
    team("carol: spend").answer.has("Value?")
    team("carol: 300").answer.has("K1: spend ¥300")
    team("carol: /kpi log --name spend --value 12 --channel Douyin").answer.has("K2: spend ¥12", "Douyin")
    team("carol: /kpi log leads").answer.has("Value?")
    team("carol: /kpi log leads 5").answer.has("K3: leads 5")
    team("carol: 7").answer.has("did not understand")


# --- asked about before it is stored --------------------------------------------------------------


def test_the_same_value_twice_a_day_is_asked_about(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    asked = team("bob: /kpi log leads 12 --note again").answer
    asked.has("leads is logged for that day already: K1, 12", "Nothing is stored yet").lacks("Replace it")
    team("bob: /kpi show leads").answer.has("you | 12 |")
    team(f"bob: {asked.button('Leave it')}").answer.has("Everything stays as it was")
    team("bob: /kpi show leads").answer.has("you | 12 |")
    team(f"bob: {asked.button('Add it as well')}").answer.has("K2: leads 12", "January 2026: 24", "> again")
    team("carol: /kpi log leads 12").answer.has("K3")
    team("bob: /kpi log leads 12 --channel 抖音").answer.has("K4")
    team("bob: /kpi log leads 12 --date yesterday").answer.has("K5")
    team("bob: /kpi log leads 13").answer.has("K6")
    team("bob: /kpi log leads 3").answer.has("K7")
    team("bob: /kpi log leads 3").answer.has("K8: leads 3")  # small counts repeat by chance


def test_a_second_value_a_day_where_the_latest_counts_is_asked_about(team: Talk) -> None:
    team("bob: /kpi log satisfaction 80")
    asked = team("bob: /kpi log satisfaction 85 won 2").answer.has("K1, 80%")
    assert asked.button("Replace it") == "/kpi log satisfaction 85 won 2 --sure replace"
    replaced = team(f"bob: {asked.button('Replace it')}").answer.has("K1", "K2: won 2")
    replaced.has("satisfaction 85%")
    team("bob: /kpi history satisfaction").answer.has("K1 · bob · 80% → 85%").lacks("K3")
    left = team("bob: /kpi log satisfaction 90 won 4").answer
    team(f"bob: {left.button('Leave it')}").answer.has("K3: won 4").lacks("satisfaction")
    team("bob: /kpi history satisfaction").answer.lacks("90%")


def test_what_is_asked_about_for_somebody_else_stays_theirs(team: Talk) -> None:
    team("alice: /kpi log spend 300 --for @bob --date yesterday --channel 抖音")
    asked = team("alice: /kpi log spend 300 --for @bob --date yesterday --channel 抖音").answer
    line = "/kpi log spend 300 --date 2026-01-04 --for @bob --channel 抖音 --sure add"
    assert asked.button("Add it as well") == line
    heard = team(f"alice: {line}")
    heard.answer.has("K2: spend ¥300 for bob")
    heard.one("@bob").has("alice logged spend ¥300 for you")


def test_a_value_beyond_reason_is_asked_about(team: Talk) -> None:
    for day, value in ((1, 10), (2, 14), (4, 12)):
        team(f"bob: /kpi log leads {value} --date 2026-01-0{day}")
    asked = team("bob: /kpi log leads 12万").answer.has("leads 120k is more than a hundred times the usual 12")
    team("bob: /kpi show leads").answer.has("you | 36 |")
    team(f"bob: {asked.button('Log it all the same')}").answer.has("K4: leads 120k")
    team("bob: /kpi undo")
    asked = team("bob: /kpi fix K1 1200").answer.has("more than a hundred times the usual 12")
    team(f"bob: {asked.button('Correct it all the same')}").answer.has("K1 is 1,200 now, was 10")
    team("carol: /kpi log leads 120000").answer.has("K5")  # too little is known of her


# --- for others -----------------------------------------------------------------------------------


def test_a_lead_logs_for_a_member_who_hears_of_it(team: Talk) -> None:
    heard = team("alice: /kpi log leads 12 --for @bob --note from the fair")
    heard.answer.has("K1: leads 12 for bob, Mon 5 Jan 2026", "bob · January 2026: 12")
    told = heard.one("@bob").has("alice logged leads 12 for you: K1, Mon 5 Jan 2026", "> from the fair")
    told.has("January 2026: 12").lacks("bob ·")
    assert told.button("Correct") == "/kpi fix K1"
    team("bob: /kpi show leads").answer.has("you | 12")


def test_a_member_logs_for_nobody_else_and_a_lead_only_for_their_own(led: Talk) -> None:
    led("carol: /kpi log leads 12 --for @alice").answer.has("not for alice")
    led("bob: /kpi log leads 12 --for @dave").answer.has("not for dave")
    led("bob: /kpi log leads 12 --for @carol").answer.has("for carol")
    led("dave: /kpi log leads 12 --for @dave").answer.has("K2: leads 12, Mon")
    led("alice: /kpi log leads 5 --for @dave").answer.has("for dave")


# --- corrections ----------------------------------------------------------------------------------


def test_a_correction_keeps_the_old_value(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    fixed = team("bob: /kpi fix K1 15 --note counted twice").answer
    fixed.has("K1 is 15 now, was 12: leads, Mon 5 Jan 2026", "January 2026: 15")
    assert fixed.button("Undo") == "/kpi undo"
    team("bob: /kpi history leads").answer.has("K1 · bob · 12 → 15 · Mon 5 Jan 2026 · counted twice")


NO_CORRECTION = (
    ("/kpi fix K9 15", "There is no entry K9"),
    ("/kpi fix K1 15%", "percentage"),
    ("/kpi fix K1 12", "K1 is 12 already"),
    ("/kpi fix T1 15", "is not an id"),
)


def test_a_correction_that_makes_no_sense_is_refused(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    for line, why in NO_CORRECTION:
        team(f"bob: {line}").answer.has(why)
    team("bob: /kpi history leads").answer.has("K1 · bob · 12 · Mon").lacks("→")


def test_ids_are_forgiving(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    team("bob: /kpi fix k1 13").answer.has("K1 is 13 now")
    team("bob: /kpi fix 1 14").answer.has("K1 is 14 now")
    team("bob: /kpi fix Ｋ１ 15").answer.has("K1 is 15 now")


def test_a_lead_corrects_a_member_s_entry_and_they_hear_of_it(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    heard = team("alice: /kpi fix K1 15")
    heard.answer.has("K1 is 15 now, was 12: leads, bob")
    heard.one("@bob").has("alice changed your leads of Mon 5 Jan 2026", "12 → 15 (K1)")
    team("bob: /kpi history leads").answer.has("12 → 15 (by alice)")


def test_nobody_corrects_what_is_not_theirs(led: Talk) -> None:
    led("carol: /kpi log leads 12")
    led("erin: /kpi fix K1 15").answer.has("not for carol")
    led("dave: /kpi fix K1 15").answer.has("not for carol")
    led("carol: /kpi history leads").answer.has("K1 · carol · 12 · Mon")


# --- undo -----------------------------------------------------------------------------------------


def test_undo_takes_back_the_last_and_the_next_one_goes_further_back(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    team("bob: /kpi log leads 30")
    team("bob: /kpi fix K1 15")
    team("bob: /kpi undo").answer.has("K1 is back to 12, was 15: leads", "January 2026: 42")
    team("bob: /kpi undo").answer.has("K2 is taken back: leads 30", "January 2026: 12")
    team("bob: /kpi undo").answer.has("K1 is taken back: leads 12", "January 2026: –")
    team("bob: /kpi undo").answer.has("nothing logged that could be undone")
    team("bob: /kpi history leads").answer.has("K2 · bob · 30 → taken back", "K1 · bob · 12 → 15 → 12 → taken back")


def test_one_undoes_one_s_own_only_and_both_sides_are_told(team: Talk) -> None:
    team("carol: /kpi log leads 99")
    team("alice: /kpi log leads 12 --for @bob")
    team("bob: /kpi undo").answer.has("nothing logged that could be undone")
    heard = team("alice: /kpi undo")
    heard.answer.has("K2 is taken back: leads 12, bob")
    heard.one("@bob").has("alice took back your leads 12 of Mon 5 Jan 2026", "K2")
    team("alice: /kpi show leads --team Growth").answer.has("Growth | 99")


def test_whoever_logged_for_somebody_hears_of_their_correction(team: Talk) -> None:
    team("alice: /kpi log leads 12 --for @bob")
    heard = team("bob: /kpi fix K1 10")
    heard.one("@alice").has("bob changed leads of bob, Mon 5 Jan 2026 (Asia/Shanghai), which you had logged: 12 → 10")
    refused = team("alice: /kpi undo").answer.has("K1 has been corrected by bob since")
    assert refused.button("Correct") == "/kpi fix K1"
    team("bob: /kpi undo").answer.has("K1 is back to 12")
    team("alice: /kpi undo").answer.has("K1 is taken back")


def test_what_was_taken_back_cannot_be_corrected(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    team("bob: /kpi undo")
    team("bob: /kpi fix K1 15").answer.has("K1 was taken back. Log it anew.")


# --- closed months --------------------------------------------------------------------------------


def test_a_month_is_open_until_the_fifth_working_day_of_the_next(led: Talk) -> None:
    led("! now 2026-01-08T18:00")
    led("carol: /kpi log leads 12 --date 2025-12-30").answer.has("K1: leads 12, Tue 30 Dec 2025", "December 2025: 12")
    led("! now 2026-01-09T00:00")
    closed = "December 2025 was open until Thu 8 Jan 2026"
    led("carol: /kpi log leads 1 --date 2025-12-31 --note late").answer.has(closed)
    led("carol: /kpi fix K1 13 --note late").answer.has(closed)
    led("carol: /kpi undo").answer.has(closed)
    led("carol: /kpi show leads --period 2025-12").answer.has("you | 12")


def test_a_lead_changes_a_closed_month_with_a_note(led: Talk) -> None:
    led("carol: /kpi log leads 12 --date 2025-12-30")
    led("! now 2026-01-12T09:00")
    led("bob: /kpi fix K1 13").answer.has("December 2025 is closed", "--note late invoice")
    led("bob: /kpi fix K1 13 --note late invoice").answer.has("K1 is 13 now")
    led("dave: /kpi log leads 1 --for @carol --date 2025-12-31 --note x").answer.has("not for carol")
    late = led("bob: /kpi log leads 1 --for @carol --date 2025-12-31 --note found in the drawer")
    late.answer.has("K2: leads 1 for carol")
    led("bob: /kpi undo --note not hers").answer.has("K2 is taken back")
    led("carol: /kpi history leads").answer.has("late invoice", "not hers")


# --- where and when -------------------------------------------------------------------------------


def test_in_a_channel_only_the_sender_sees_the_answer(team: Talk) -> None:
    team("alice in #growth: /team bind")
    heard = team("bob in #growth: /kpi log leads 12")
    assert [(m.to, m.only) for m in heard] == [("#growth", "@bob")]


def test_today_is_the_speaker_s_day(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM, now="2026-01-05T04:00")
    talk("bob: /my tz America/New_York")
    talk("bob: /kpi log leads 12").answer.has("Sun 4 Jan 2026")
    talk("carol: /kpi log leads 12").answer.has("Mon 5 Jan 2026")
    talk("bob: /kpi log leads 13 --date today").answer.has("Sun 4 Jan 2026 (America/New_York)")


def test_a_month_name_does_not_become_a_metric(team: Talk) -> None:
    team("bob: /kpi leads").answer.has("/kpi")
    team("bob: /kpi lgo leads 12").answer.has("Did you mean /kpi log")
