"""The summary: once, when all have answered or the window ends; changed in place afterwards."""

from __future__ import annotations

from tests.dialog import Talk
from tests.standup.conftest import Move


def test_it_is_posted_when_all_have_answered_blockers_first(asked: Talk) -> None:
    assert not asked("alice: plan the week").to("#growth")
    asked("! advance 1m")
    assert not asked("小李: 今天：投放\n| 卡点：等法务").to("#growth")
    asked("! advance 1m")
    heard = asked("bob: Today: ad copy. Blockers: no budget")
    post = heard.one("#growth")
    assert post.updates is None
    assert post.text.splitlines() == [
        "Standup · Growth · Mon 5 Jan 2026",
        "Blockers",
        "• T1 · 小李: 等法务",
        "• T2 · bob: no budget",
        "3 of 3 answered.",
        "What each says is in the thread.",
    ]
    assert [m.text for m in heard if m.under == post.id] == [
        "alice\nToday: plan the week",
        "小李\nToday: 投放\nBlockers: T1 · 等法务",
        "bob\nToday: ad copy.\nBlockers: T2 · no budget",
    ]
    heard.answer.has("The summary is in #growth, this included")
    assert not asked("! now 2026-01-05T20:00").to("#growth")


def test_the_window_names_the_missing_once_and_pings_nobody(asked: Talk) -> None:
    asked("alice: plan the week")
    heard = asked("! now 2026-01-05T19:00")
    post = heard.thread("#growth")
    assert post.at == "2026-01-05T11:30:00+08:00"
    post.has("1 of 3 answered", "Not heard from: bob and 小李", "alice\nToday: plan the week").lacks("@bob")
    assert not [m for m in heard.to("@bob") if "Not heard" in m.text]


def test_late_answers_and_edits_change_the_post_in_place(asked: Talk) -> None:
    asked("alice: plan the week")
    post = asked("! now 2026-01-05T11:30").one("#growth")
    heard = asked("bob: late copy")
    late = heard.thread("#growth").has("bob\nToday: late copy", "Not heard from: 小李").lacks("bob and", "alice")
    assert late.updates == post.id
    edit = asked("alice: /standup --today plan the month --blockers legal")
    head, reply = (m for m in edit if m.to == "#growth")
    assert head.updates == post.id
    head.has("T1 · alice: legal").lacks("plan the month")
    assert reply.under == post.id
    assert reply.updates is not None
    reply.has("alice\nToday: plan the month\nBlockers: T1 · legal")
    asked("小李: 投放").thread("#growth").has("3 of 3 answered", "小李\nToday: 投放").lacks("Not heard")
    gone = asked("alice: /standup --today plan the month --blockers none").thread("#growth")
    gone.has("plan the month").lacks("Blockers", "legal")


def test_nobody_has_answered(asked: Talk) -> None:
    post = asked("! now 2026-01-05T19:00").one("#growth")
    post.has("Nobody has answered", "Not heard from: alice, bob and 小李")
    assert post.button("Add or change mine") == "/standup --team Growth --day 2026-01-05"


def test_the_posts_button_opens_the_form_for_its_day(asked: Talk) -> None:
    post = asked("! now 2026-01-05T11:30").one("#growth")
    asked("! now 2026-01-06T08:00")
    opened = asked(f"bob in #growth: {post.button('Add or change mine')}").answer
    assert opened.only == "@bob"
    assert opened.form is not None
    late = asked("bob: Monday’s copy")
    late.answer.has("Standup · Growth · Mon 5 Jan 2026")
    assert late.one("#growth").updates == post.id


def test_the_window_runs_from_the_last_members_prompt(growth: Talk, move: Move) -> None:
    move(growth, "bob", "America/New_York")
    growth("! now 2026-01-05T09:30")
    answer = growth("alice: plan the week").answer
    answer.has("at the latest Tue 6 Jan 2026, 00:30 (Asia/Shanghai)")
    growth("小李: 投放")
    heard = growth("! now 2026-01-06T09:00")
    post = heard.thread("#growth")
    assert post.at == "2026-01-06T00:30:00+08:00"
    post.has("Mon 5 Jan 2026", "Today: plan the week", "Not heard from: bob")


def test_both_ends_of_the_world_belong_to_one_run(growth: Talk, move: Move) -> None:
    move(growth, "bob", "America/New_York")
    growth("! now 2026-01-05T09:30")
    growth("alice: plan the week")
    growth("小李: 投放")
    growth("! now 2026-01-05T22:30")
    growth("bob: ad copy").thread("#growth").has("Mon 5 Jan 2026", "plan the week", "bob\nToday: ad copy")


def test_another_channel_and_another_window(found: Talk) -> None:
    found("alice: /standup set 09:30 --channel #daily --window 30m").answer.has("in #daily", "30 min")
    heard = found("! now 2026-01-05T11:00")
    assert not [m for m in heard.to("#growth") if m.text.startswith("Standup")]
    assert heard.one("#daily").at == "2026-01-05T10:00:00+08:00"


def test_the_channel_where_it_is_said_is_the_default(found: Talk) -> None:
    found("alice in #daily: /standup set 09:30 --team Growth").answer.has("in #daily")
    found("alice: /team new Sales")
    found("alice in #sales: /team bind --team Sales")
    found("alice in #sales: /standup set 09:30 --team Growth").answer.has("in #growth")


def test_a_team_without_a_channel_has_its_lead_told(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("alice: /standup set 09:30").answer.has("to the team’s lead", "/team bind")
    talk("! now 2026-01-05T09:30")
    talk("bob: ad copy").answer.has("goes to the team’s lead")
    heard = talk("alice: plan the week")
    assert "bob: ad copy" in heard.to("@alice")[-1].text


def test_a_window_that_ends_in_the_night_still_posts_in_the_channel(found: Talk) -> None:
    found("alice: /standup set 21:00")
    assert found("! now 2026-01-05T23:30").one("#growth").at == "2026-01-05T23:00:00+08:00"


def test_who_leaves_the_team_is_not_waited_for(asked: Talk) -> None:
    asked("alice: plan the week")
    asked("小李: 投放")
    heard = asked("alice: /team remove @bob")
    heard.thread("#growth").has("2 of 2 answered", "alice\nToday: plan the week").lacks("Not heard")


def test_setting_another_window_moves_the_end_of_a_run(asked: Talk) -> None:
    asked("alice: /standup set 09:30 --window 4h")
    heard = asked("! now 2026-01-05T14:00")
    posts = [m for m in heard.to("#growth") if m.text.startswith("Standup")]
    assert [m.at for m in posts] == ["2026-01-05T13:30:00+08:00"]


def test_show_says_where_everybody_stands(asked: Talk) -> None:
    asked("bob: ad copy")
    asked("小李: /站会 请假")
    shown = asked("alice: /standup show").answer
    shown.has("09:30", "bob: has answered", "alice: asked, no answer yet", "小李: away")
    asked("dave: /standup show Growth").answer.has("members of Growth")


def test_long_texts_are_whole_in_the_thread_and_short_elsewhere(asked: Talk) -> None:
    asked("alice: " + "write " * 60)
    heard = asked("! now 2026-01-05T11:30")
    assert len(heard.one("#growth").text) < 180
    assert heard.thread("#growth").text.count("write") == 60
    asked("alice: /standup off")
    asked("alice: /team new Sales")
    asked("alice: /standup set 09:30 --team Sales")  # no channel: its lead has it in one piece, hence short
    asked("! now 2026-01-06T09:30")
    whole = asked("alice: " + "write " * 60).to("@alice")[-1].has("Standup · Sales")
    line = next(line for line in whole.text.splitlines() if line.startswith("• alice"))
    assert len(line) < 180
    assert line.endswith("…")
