"""Who is asked when: privately, at their own time, on working days, once."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.counting import reads
from tests.dialog import Heard, MakeTalk, Talk
from tests.standup.conftest import FOUND, Move

NEW_YORK = ZoneInfo("America/New_York")


def prompts(heard: Heard, who: str) -> Heard:
    """The standup questions that somebody was sent."""
    return Heard(m for m in heard.to(who) if m.form is not None and m.form["command"] == "/standup")


def test_setting_it_up_echoes_time_days_zone_and_the_next_prompt(found: Talk) -> None:
    heard = found("alice: /standup set 9:30")
    heard.answer.has("Growth’s standup is set", "09:30", "working days", "#growth", "2 h")
    heard.answer.has("Next: Mon 5 Jan 2026, 09:30 (Asia/Shanghai)")
    late = found("alice: /站会 设置 早上8点半 --哪几天 周一、周三 --时限 1小时").answer
    late.has("各人当地时间 08:30", "周一和周三", "法定节假日除外", "1小时", "2026年1月7日 周三 08:30（上海时间）")


def test_a_prompt_reads_what_is_known_once_however_much_there_is(growth: Talk) -> None:
    growth("alice: /kpi adopt sales")
    growth("! now 2026-01-05T12:00")
    for day, logged in (("2026-01-06", "leads 12"), ("2026-01-07", "leads 12 won 3 orders 2 revenue 900")):
        growth(f"bob: /kpi log {logged}")
        growth(f"! now {day}T09:29")  # alerts have been looked at
        with reads(growth.database) as found:
            growth(f"! now {day}T09:30").one("@bob").has("leads 12")
        assert sum("FROM kpi_tally" in statement for statement in found) == 3, "one a person"
        assert sum("FROM metric" in statement for statement in found) == 1, "only bob has logged anything"


def test_each_is_asked_privately_with_a_form(growth: Talk) -> None:
    heard = growth("! now 2026-01-05T09:30")
    assert not heard.to("#growth")
    for who in ("@alice", "@bob", "@小李"):
        asked = heard.one(who)
        assert asked.at.startswith("2026-01-05T09:30:00")
        assert asked.form is not None
        fields = [(f["name"], f["required"]) for f in asked.form["fields"]]
        assert fields == [("yesterday", False), ("today", True), ("blockers", False)]
    heard.one("@bob").has("Standup · Growth · Mon 5 Jan 2026", "What will you do today?").button("Away today")
    heard.one("@小李").has("站会 · Growth · 2026年1月5日 周一", "今天打算做什么")


def test_each_is_asked_at_the_time_of_their_own_zone(growth: Talk, move: Move) -> None:
    move(growth, "bob", "America/New_York")
    growth("alice: /standup show").answer.has("(Asia/Shanghai)", "(America/New_York)")
    morning = growth("! now 2026-01-05T22:29")
    assert len(prompts(morning, "@alice")) == 1
    assert not prompts(morning, "@bob")
    evening = growth("! now 2026-01-05T22:30")
    assert datetime.fromisoformat(prompts(evening, "@bob")[0].at).astimezone(NEW_YORK).hour == 9
    assert not prompts(evening, "@alice")


def test_whoever_says_where_they_live_is_asked_at_their_time(growth: Talk) -> None:
    growth("bob: /my tz Europe/Berlin")
    assert [m.at for m in prompts(growth("! now 2026-01-05T20:00"), "@bob")] == ["2026-01-05T16:30:00+08:00"]


def test_who_moves_is_not_asked_twice_a_day(growth: Talk, move: Move) -> None:
    assert len(prompts(growth("! now 2026-01-05T10:00"), "@bob")) == 1
    move(growth, "bob", "America/New_York")
    assert not prompts(growth("! now 2026-01-06T08:00"), "@bob")
    assert len(prompts(growth("! now 2026-01-07T08:00"), "@bob")) == 1


def test_who_joins_late_in_another_zone_is_asked_there(growth: Talk, move: Move) -> None:
    growth("dave: /help")
    move(growth, "dave", "Europe/Berlin")
    growth("alice: /team add @dave")
    heard = growth("! now 2026-01-05T23:00")
    assert [m.at for m in prompts(heard, "@dave")] == ["2026-01-05T16:30:00+08:00"]
    growth("alice: /team remove @dave")
    assert not prompts(growth("! now 2026-01-06T23:00"), "@dave")


def test_a_time_set_on_purpose_does_not_wait_for_the_end_of_quiet_hours(found: Talk) -> None:
    found("alice: /standup set 07:30")
    heard = found("! now 2026-01-06T07:30")
    assert [m.at for m in prompts(heard, "@bob")] == ["2026-01-06T07:30:00+08:00"]


def test_named_days(found: Talk) -> None:
    found("alice: /standup set 09:30 --days mon,wed").answer.has("Monday and Wednesday, but for public holidays")
    heard = found("! now 2026-01-12T09:00")
    assert [m.at[:10] for m in prompts(heard, "@bob")] == ["2026-01-05", "2026-01-07"]


def test_set_again_replaces(growth: Talk) -> None:
    growth("! now 2026-01-05T09:30")
    growth("alice: /standup set 10:15 --days mon-fri").answer.has("Monday to Friday", "Tue 6 Jan 2026, 10:15")
    heard = growth("! now 2026-01-06T12:00")
    assert [m.at for m in prompts(heard, "@bob")] == ["2026-01-06T10:15:00+08:00"]


def test_setting_it_again_ends_a_pause(growth: Talk) -> None:
    line = next(m for m in growth("alice: /schedule list").answer.text.splitlines() if "Standup questions" in m)
    growth(f"alice: /schedule pause {line.split(' | ')[0]}")
    assert not prompts(growth("! now 2026-01-06T08:00"), "@bob")
    growth("alice: /standup set 09:30")
    assert len(prompts(growth("! now 2026-01-06T09:30"), "@bob")) == 1


def test_off_asks_nobody_and_the_button_turns_it_on_again(growth: Talk) -> None:
    again = growth("alice: /standup off").answer.has("off").button("Turn it on again")
    assert not growth("! now 2026-01-06T12:00").to("@bob")
    growth(f"alice: {again}").answer.has("Growth’s standup is set", "Wed 7 Jan 2026, 09:30")
    assert len(prompts(growth("! now 2026-01-07T09:30"), "@bob")) == 1


def test_off_ends_what_is_going_on(growth: Talk) -> None:
    growth("! now 2026-01-05T09:30")
    growth("alice: /standup off")
    growth("bob: fix the page").answer.lacks("Noted")
    assert not growth("! now 2026-01-05T18:00").to("#growth")


def test_who_has_answered_before_the_prompt_is_not_asked(growth: Talk) -> None:
    growth("bob: /standup --today early copy").answer.has("Noted", "early copy", "at the latest Mon 5 Jan 2026, 11:30")
    heard = growth("! now 2026-01-05T09:30")
    assert not prompts(heard, "@bob")
    assert len(prompts(heard, "@alice")) == 1


def test_a_prompt_that_is_more_than_two_hours_late_is_dropped(growth: Talk) -> None:
    clock = growth.chat.clock
    clock.move(clock.now() + timedelta(hours=4))  # the bot was not there
    heard = growth("! advance 1m")
    assert not prompts(heard, "@bob")
    assert len(prompts(growth("! now 2026-01-06T09:30"), "@bob")) == 1


def test_the_lead_hears_whom_a_standstill_has_kept_from_being_asked(growth: Talk) -> None:
    growth("bob: /standup --today early copy")
    clock = growth.chat.clock
    clock.move(clock.now() + timedelta(days=1, hours=4))  # Tuesday, 13:00
    heard = growth("! advance 1m")
    told = heard.one("@alice").has("Growth · Tue 6 Jan 2026", "not running at 09:30", "not asked alice, bob and 小李")
    assert not heard.to("@bob")
    assert told.button("When it is") == "/standup show --team Growth"
    late = growth("bob: /standup --today late copy")
    late.answer.has("Noted")
    late.thread("#growth").has("late copy").lacks("alice")


def test_nobody_who_is_away_is_said_not_to_have_been_asked(growth: Talk) -> None:
    growth("bob: /standup away --until 2026-01-07")
    clock = growth.chat.clock
    clock.move(clock.now() + timedelta(hours=4))
    growth("! advance 1m").one("@alice").has("not asked alice and 小李")


def test_who_moves_past_the_hour_is_asked_at_once_and_once(growth: Talk) -> None:
    growth("! now 2026-01-06T08:00")
    heard = growth("bob: /my tz Australia/Sydney")  # eleven there
    assert [m.at for m in prompts(heard, "@bob")] == ["2026-01-06T08:00:00+08:00"]
    assert not prompts(growth("bob: /my tz Asia/Shanghai"), "@bob")
    assert not prompts(growth("! now 2026-01-06T20:00"), "@bob")
    assert len(prompts(growth("! now 2026-01-07T12:00"), "@bob")) == 1


def test_who_moves_hours_past_it_is_not_asked_any_more(growth: Talk) -> None:
    growth("! now 2026-01-06T08:00")
    assert not prompts(growth("bob: /my tz Pacific/Auckland"), "@bob")  # one in the afternoon there
    growth("alice: /standup show").answer.has("bob: not asked today")


def test_a_prompt_that_is_an_hour_late_still_comes(growth: Talk) -> None:
    clock = growth.chat.clock
    clock.move(clock.now() + timedelta(hours=1, minutes=30))
    heard = growth("! advance 1m")
    assert len(prompts(heard, "@bob")) == 1
    growth("bob: copy").answer.has("at the latest Mon 5 Jan 2026, 12:30")


def test_two_replicas_ask_once(growth: Talk) -> None:
    async def both() -> None:
        await asyncio.gather(growth.app.scheduler.tick(), growth.app.scheduler.tick())

    growth.chat.clock.move(growth.chat.clock.now() + timedelta(minutes=30))
    growth._runner.run(both())
    assert len(prompts(growth("! advance 1m"), "@bob")) == 1


@pytest.mark.parametrize(
    ("first", "end", "begins"),
    [
        (date(2026, 1, 1), date(2026, 1, 13), "Sun 4 Jan 2026, 09:30 (Asia/Shanghai)"),
        (date(2026, 2, 9), date(2026, 3, 1), "Mon 9 Feb 2026, 09:30 (Asia/Shanghai)"),
    ],
)
def test_one_prompt_a_person_a_working_day_over_holidays_and_made_up_weekends(
    make_talk: MakeTalk, move: Move, first: date, end: date, begins: str
) -> None:
    talk = make_talk(after=FOUND, now=f"{first}T06:00")
    move(talk, "bob", "America/New_York")
    talk("alice: /standup set 09:30").answer.has(begins)
    heard = talk(f"! now {end}T08:00")
    expected = [day for day in working_days() if first <= day < end]
    for who, zone in (("@alice", ZoneInfo("Asia/Shanghai")), ("@bob", NEW_YORK), ("@小李", ZoneInfo("Asia/Shanghai"))):
        moments = [datetime.fromisoformat(m.at).astimezone(zone) for m in prompts(heard, who)]
        assert [m.date() for m in moments] == expected, who
        assert {(m.hour, m.minute) for m in moments} == {(9, 30)}


def working_days() -> list[date]:
    """January and February 2026 as the State Council has published them."""
    off = {date(2026, 1, 1), date(2026, 1, 2), *(date(2026, 2, day) for day in range(15, 24))}
    worked = {date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)}
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(59)]
    return [day for day in days if day in worked or (day.weekday() < 5 and day not in off)]


def test_a_year_without_published_make_up_days_says_so(make_talk: MakeTalk) -> None:
    talk = make_talk(after=FOUND, now="2027-01-04T09:00")
    talk("alice: /standup set 09:30").answer.has("2027 are not published yet")
    talk("alice: /standup set 09:30 --days mon-fri").answer.lacks("published")


# --- rights and refusals ------------------------------------------------------------------------


def test_only_a_lead_sets_it_or_turns_it_off(growth: Talk) -> None:
    growth("bob: /standup set 10:00").answer.has("team lead")
    growth("bob: /standup off").answer.has("team lead")
    growth("alice: /team new Sales")
    growth("alice: /team lead @bob --team Sales")
    growth("bob: /standup set 10:00 --team Growth").answer.has("That is for a lead of Growth")
    growth("bob: /standup set 10:00 --team Sales").answer.has("Sales’s standup is set")


def test_what_cannot_be_read_is_refused_and_nothing_is_stored(growth: Talk) -> None:
    growth("alice: /standup set 25:00").answer.has("25:00")
    growth("alice: /standup set 10:00 --days someday").answer.has("someday")
    growth("alice: /standup set 10:00 --window 3d").answer.has("5 min to 12 h", "--window 2h")
    growth("alice: /standup sett 10:00").answer.has("/standup set")
    growth("alice: /standup show").answer.has("09:30", "2 h")


def test_bare_set_opens_a_form(growth: Talk) -> None:
    asked = growth("alice: /standup set").answer
    assert asked.form is not None
    names = ["at", "name", "days", "questions", "channel", "window", "clock", "mood", "team"]
    assert [f["name"] for f in asked.form["fields"]] == names
    growth("alice: 10:00").answer.has("10:00")


def test_a_team_without_a_standup(found: Talk) -> None:
    found("alice: /standup").answer.has("None of your teams").button("Set up")
    assert not found("bob: /standup").answer.has("/standup set 09:30").buttons
    found("bob: /standup show").answer.has("None of your teams")
    found("alice in #growth: /standup show").answer.has("Growth has no standup").button("Set up")
    found("alice: /standup off").answer.has("Growth has no standup")


def test_help_in_each_language_shows_lines_that_work(growth: Talk) -> None:
    growth("alice: /standup help").answer.has("/standup set 09:30 --days workdays --window 2h")
    growth("小李: /站会 帮助").answer.has("/站会 请假 --到 周五")
    growth("小李: /站会 请假 --到 周五").answer.has("2026年1月9日 周五", "含当天")
    growth("小李: /晨会 回来").answer.has("欢迎回来")
    growth("alice: /站會 設定 9:30 --哪幾天 工作日 --時限 2小時").answer.has("09:30", "上班日")
    growth("小李: /站会 --昨天 落地页上线 --今天 写投放文案 --阻碍 等法务确认").answer.has("写投放文案", "等法务确认")


def test_a_channel_named_in_what_is_known_keeps_nobody_from_being_asked(growth: Talk) -> None:
    growth("bob: /todo add @bob post the numbers in #growth --due 2026-01-06")
    growth("! now 2026-01-05T18:00")
    assert prompts(growth("! now 2026-01-06T09:30"), "@bob"), "asked, though a clock is in no channel"
