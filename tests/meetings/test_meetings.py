"""Meetings, in a user's words: planned with an agenda, begun, timed, ended."""

from __future__ import annotations

from tests.dialog import MakeTalk, Talk
from tests.meetings.conftest import START

AGENDA = "--agenda figures; blockers; next steps"


def test_a_meeting_is_planned_and_its_agenda_posted(team: Talk) -> None:
    heard = team(f"alice in #growth: /meeting new Weekly sync --at tomorrow 10:00 --for 30m {AGENDA}")
    heard.answer.has("M1 · Weekly sync", "Planned for Tue 6 Jan 2026, 10:00 (Asia/Shanghai)")
    assert heard.answer.only == "@alice"
    posted = heard.one("#growth")
    posted.has("Called by: alice", "When: Tue 6 Jan 2026, 10:00 (Asia/Shanghai)", "Time-box: 30 min")
    posted.has("• figures\n• blockers\n• next steps")
    assert posted.button("Start") == "/meeting start M1"


def test_the_agenda_may_come_line_by_line_and_later(team: Talk) -> None:
    posted = team("alice in #growth: /meeting new Retro").one("#growth").has("No agenda yet")
    heard = team("alice in #growth: /meeting agenda M1 what went well\n| - what did not\n| ideas")
    heard.answer.has("• what went well\n• what did not\n• ideas")
    assert heard.one("#growth").updates == posted.id
    heard.one("#growth").has("• what did not")


def test_in_chinese_of_both_scripts(make_talk: MakeTalk) -> None:
    team = make_talk(after=START, language="zh-Hant")
    made = team("怡君 in #growth: /會議 新增 週會 --時間 明天10點 --時長 30分鐘 --議程 看數據；說卡關")
    made.answer.has("排在 2026年1月6日 週二 10:00（上海時間）")
    made.one("#growth").has("召集人: 怡君", "• 看數據\n• 說卡關", "時長: 30 分鐘")
    team("小李 in #growth: /会议 开始").answer.has("开始了")
    team("怡君 in #growth: /會議 結束").answer.has("預計 30 分鐘")


def test_a_missing_agenda_is_asked_for_the_working_day_before_and_a_plain_answer_gives_it(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly --at next Monday 10:00")
    team("! now 2026-01-09T09:59")
    asked = team("! now 2026-01-09T10:00").one("@alice")
    asked.has("Mon 12 Jan 2026, 10:00 (Asia/Shanghai): what is the agenda?")
    assert asked.button("Add the agenda") == "/meeting agenda M1"
    heard = team("alice: figures; blockers")
    heard.answer.has("• figures\n• blockers")
    heard.one("#growth").has("• figures\n• blockers")


def test_an_answer_keeps_what_others_have_put_on_the_agenda_and_is_asked_for_the_goal(team: Talk) -> None:
    team("alice in #growth: /meeting new Launch --at tomorrow 15:00 --type cross-team --with @bob")
    team("! now 2026-01-05T15:00")
    team("bob: the budget").answer.has("• the budget (bob)")
    heard = team("alice: agree the date")
    heard.answer.has("• the budget (bob)\n• agree the date", "And what is it for?")
    assert heard.answer.button("Say what") == "/meeting goal M1"
    team("alice: one launch date for all").answer.has("What it is for: one launch date for all")
    team("alice: /meeting agenda M1 the date; the budget").answer.lacks("what is it for", "(bob)")


def test_with_an_agenda_nobody_is_asked_and_it_is_posted_ten_minutes_before(team: Talk) -> None:
    team(f"alice in #growth: /meeting new Weekly --at tomorrow 10:00 {AGENDA}")
    heard = team("! now 2026-01-06T09:50")
    assert not [m for m in heard.to("@alice") if "agenda" in m.text]
    heard.one("#growth").has("In a few minutes", "• figures")
    assert not team("! now 2026-01-06T12:00").to("#growth")


def test_a_meeting_of_a_day_alone_is_asked_for_and_not_announced(team: Talk) -> None:
    team("alice in #growth: /meeting new Offsite --at 2026-01-08").answer.has("Thu 8 Jan 2026 (Asia/Shanghai)")
    team("! now 2026-01-07T09:30").one("@alice").has("what is the agenda?")
    assert not team("! now 2026-01-08T18:00").to("#growth")


def test_start_takes_the_meeting_planned_for_about_now(team: Talk) -> None:
    team(f"alice in #growth: /meeting new Tomorrow --at tomorrow 10:00 {AGENDA}")
    team("alice in #growth: /meeting new Now")
    heard = team("bob in #growth: /meeting start")
    heard.answer.has("M2 · Now has begun")
    said = [m.text for m in heard.to("#growth")]
    assert any("#action @who what by when" in text for text in said)
    assert any("State: running" in text for text in said)
    team("bob in #growth: /meeting start").answer.has("M2 · Now is still running here. End it first.")
    team("bob in #growth: /meeting end")
    team("bob in #growth: /meeting start").answer.has("M1 · Tomorrow has begun")


def test_the_time_box_warns_and_an_overrun_is_kept(team: Talk) -> None:
    team(f"alice in #growth: /meeting new Weekly --for 30m {AGENDA}")
    team("alice in #growth: /meeting start")
    assert not team("! advance 23m").to("#growth")
    team("! advance 1m").one("#growth").has("6 min left")
    team("! advance 16m")
    heard = team("alice in #growth: /meeting end")
    heard.answer.has("It took 40 min: 10 min more than the 30 min planned.", "Now the minutes")
    heard.one("#growth").has("It took 40 min: 10 min more")
    team("alice: /meeting show M1").answer.has("10 min more")


def test_within_the_time_box_nobody_is_warned_afterwards(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly --for 30m")
    team("alice in #growth: /meeting start")
    team("! advance 12m")
    team("alice in #growth: /meeting end").answer.has("It took 12 min of the 30 min planned.")
    assert not team("! advance 2h").to("#growth")


def test_cancelling_stops_the_reminders_and_is_for_the_owner_or_a_lead(team: Talk) -> None:
    team("bob in #growth: /meeting new Weekly --at tomorrow 10:00")
    team("carol: /meeting cancel M1").answer.has("Only bob or a team lead can change M1")
    team("carol: /meeting agenda M1 mine").answer.has("Only bob or a team lead")
    heard = team("alice: /meeting cancel M1")
    heard.answer.has("M1 · Weekly is called off")
    heard.one("#growth").has("State: called off")
    assert not team("! now 2026-01-06T12:00").to("#growth")
    team("bob in #growth: /meeting start M1").answer.has("M1 · Weekly was called off")


def test_the_list_shows_what_one_may_see(team: Talk) -> None:
    team("alice in #growth: /meeting new Later --at Friday 10:00")
    team(f"alice in #growth: /meeting new Sooner --at Wednesday 10:00 {AGENDA}")
    team("zoe in #elsewhere: /meeting new Secret")
    shown = team("bob: /meeting").answer.has("M2 · Sooner", "M1 · Later", "no agenda yet").lacks("Secret")
    assert shown.text.index("Sooner") < shown.text.index("Later")
    team("bob: /meeting show M3").answer.has("M3 is for those who were in it")
    team("zoe: /meeting list").answer.has("Secret").lacks("Later")
    team("bob: /meeting show M9").answer.has("There is no meeting M9")


def test_a_private_meeting_is_begun_where_people_meet(team: Talk) -> None:
    heard = team("bob: /meeting new Talk --for 15m")
    heard.answer.has("You made it privately", "/meeting start M1")
    assert not heard.to("#growth")
    team("bob: /meeting start M1").answer.has("Send this in the channel where you meet")
    team("bob in #growth: /meeting start M1").answer.has("M1 · Talk has begun")


def test_what_is_still_open_stands_on_the_next_agenda_until_it_is_closed(team: Talk) -> None:
    team("alice in #growth: /minutes Action: @bob sends the deck by Friday")
    team("alice in #growth: /meeting new Weekly").one("#growth").has(
        "Still open from before\n• T1 · bob · sends the deck"
    )
    team("bob: /todo done T1")
    team("alice in #growth: /meeting new Next").one("#growth").lacks("Still open")


def test_what_cannot_be_read_is_refused(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly --at someday").answer.has("someday")
    team("alice in #growth: /meeting new Weekly --for 13h").answer.has("twelve hours at most", "--for 30m")
    team("alice in #growth: /meeting start").answer.has("No meeting is planned here")
    team("alice in #growth: /meeting end").answer.has("No meeting is running here")
    team("alice: /meeting").answer.has("No meetings yet")


def test_bare_new_opens_a_form(team: Talk) -> None:
    asked = team("alice in #growth: /meeting new").answer
    assert asked.form is not None
    fields = [field["name"] for field in asked.form["fields"]]
    assert fields == ["title", "at", "for", "agenda", "goal", "type", "taker", "with"]
    team("alice in #growth: /meeting new --title Weekly --for 1h --agenda one; two").one("#growth").has("M1 · Weekly")
