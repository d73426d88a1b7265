"""What runs by the clock, in an administrator's words."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk, verify


@pytest.fixture
def growth(make_talk: MakeTalk) -> Talk:
    """A team of alice and bob with a standup at 09:30; the welcome is behind them."""
    lines = ("alice: /team new Growth", "bob: /help", "alice: /team add @bob", "alice: /standup set 09:30")
    return make_talk(after=lines)


def _number(talk: Talk, job: str) -> str:
    rows = talk("alice: /schedule list").answer.text.splitlines()
    return next(row for row in rows if job in row).split(" | ", maxsplit=1)[0]


def test_the_list_says_what_for_whom_and_when_in_the_readers_zone(growth: Talk) -> None:
    shown = growth("alice: /schedule list").answer
    shown.has("Digest of action items | all (Asia/Shanghai) | Tue 6 Jan 2026, 09:00 (Asia/Shanghai)")
    shown.has("Standup questions | Growth (Asia/Shanghai) | Mon 5 Jan 2026, 09:30 (Asia/Shanghai)")
    growth("alice: /schedule").answer.has("Standup questions")
    growth("! now 2026-01-05T09:30")
    growth("alice: /schedule").answer.has("Standup summary: once, at Mon 5 Jan 2026, 11:30 (Asia/Shanghai)")


def test_it_is_listed_in_the_words_of_each_place(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    talk("阿明: /定时").answer.has(
        "定时任务", "待办每日提醒 | 全部（Asia/Shanghai） | 2026年1月6日 周二 09:00（上海时间）"
    )
    talk("阿明: /定时 暂停 digest").answer.has("已暂停：待办每日提醒")
    talk("美玲: /排程").answer.has("這需要「管理員」權限")
    talk("阿明: /管理 授权 @美玲 管理员")
    talk("美玲: /排程 清單").answer.has("待辦每日提醒", "已暫停")
    talk("美玲: /排程 恢復 digest").answer.has("已恢復：待辦每日提醒", "週二 09:00（上海時間）")


def test_what_is_paused_does_not_run_and_is_not_made_up_for(growth: Talk) -> None:
    number = _number(growth, "Standup questions")
    paused = growth(f"alice: /schedule pause {number}").answer
    paused.has(f"{number} is paused: Standup questions, Growth")
    assert not growth("! now 2026-01-06T08:00").to("@bob")
    growth("alice: /schedule list").answer.has("Standup questions | Growth (Asia/Shanghai) | paused")
    resumed = growth(f"alice: {paused.button('Resume')}")
    resumed.answer.has("runs again", "Next: Tue 6 Jan 2026, 09:30 (Asia/Shanghai)")
    assert not resumed.to("@bob")
    assert growth("! now 2026-01-06T09:30").to("@bob")


def test_a_job_is_named_by_number_name_or_a_part_of_it(growth: Talk) -> None:
    number = _number(growth, "Digest")
    verify(
        growth,
        [
            (f"alice: /schedule pause #{number}", "is paused: Digest"),
            ("alice: /schedule resume digest", "runs again: Digest"),
            ("alice: /schedule pause todo-digest", "is paused: Digest"),
            ("alice: /schedule pause digest", "That is paused already"),
            ("alice: /schedule resume todo-digest:Asia/Shanghai", "runs again: Digest"),
            ("alice: /schedule resume digest", "That is not paused"),
            ("alice: /schedule pause 999", "I know no schedule “999”. There is todo-digest"),
            ("alice: /schedule pause lunch", "I know no schedule “lunch”"),
        ],
    )


def test_the_digest_is_moved_to_another_hour(growth: Talk) -> None:
    growth("alice: /todo add @bob Call the printer --due tomorrow")
    moved = growth("alice: /schedule set digest 8:30").answer
    moved.has("runs at 08:30 from now on: Digest", "Next: Tue 6 Jan 2026, 08:30 (Asia/Shanghai)")
    growth("! now 2026-01-06T08:29")
    growth("! now 2026-01-06T08:30").one("@bob").has("Call the printer")
    growth("alice: /schedule set standup 08:00").answer.has("“Standup questions” has its time from where it was set up")
    growth("alice: /schedule set digest 25:00").answer.has("25:00")
    growth("alice: /schedule set digest").answer.has("When?")
    growth("alice: 9:15").answer.has("runs at 09:15 from now on")


def test_a_question_asks_which(growth: Talk) -> None:
    asked = growth("alice: /schedule pause").answer
    assert asked.form is not None
    growth("alice: digest").answer.has("is paused: Digest")


def test_only_an_administrator_looks_after_schedules(growth: Talk) -> None:
    growth("alice: /admin grant @bob manager")
    for line in (
        "",
        "list",
        "pause digest",
        "resume digest",
        "set digest 10:00",
        "skip digest",
        "run digest",
        "history",
    ):
        growth(f"bob: /schedule {line}").answer.has("That takes the right “administrator”")
    growth("bob: /help").answer.lacks("/schedule")


def test_the_next_five_times_are_those_of_working_days(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-02-12T12:00")  # make-up Saturday the 14th, then nine days off
    shown = talk("alice: /schedule show digest").answer
    shown.has("all (Asia/Shanghai)", "Fri 13 Feb 2026, 09:00 (Asia/Shanghai)", "Sat 14 Feb 2026, 09:00")
    shown.has("Tue 24 Feb 2026, 09:00", "Wed 25 Feb 2026, 09:00", "Thu 26 Feb 2026, 09:00").lacks("27 Feb", "16 Feb")
    talk("alice: /schedule list").answer.has("| Fri 13 Feb 2026, 09:00 (Asia/Shanghai) | Sat 14 Feb 2026, Tue 24 Feb")
    talk("alice: /my tz Berlin")
    talk("alice: /schedule show digest").answer.has("Fri 13 Feb 2026, 02:00 (Europe/Berlin)")
    talk("alice: /schedule pause digest")
    talk("alice: /schedule show digest").answer.has("paused").lacks("Feb 2026")
    talk("alice: /定时 详情 goal").answer.has("2026年3月2日", "2026年4月1日")


def test_a_preview_changes_nothing_until_it_is_saved(growth: Talk) -> None:
    seen = growth("alice: /schedule preview digest 8:30").answer
    seen.has("So it would be", "Tue 6 Jan 2026, 08:30 (Asia/Shanghai)", "Mon 12 Jan 2026, 08:30", "Nothing is changed")
    growth("alice: /schedule list").answer.has("Tue 6 Jan 2026, 09:00")
    growth(f"alice: {seen.button('Save')}").answer.has("runs at 08:30 from now on")
    growth("alice: /schedule preview standup 08:00").answer.has("has its time from where it was set up")


def test_one_time_is_skipped_and_the_next_is_not(growth: Talk) -> None:
    skipped = growth("alice: /schedule skip standup-prompt").answer
    skipped.has("leaves out Mon 5 Jan 2026, 09:30", "Next: Tue 6 Jan 2026, 09:30 (Asia/Shanghai)")
    assert not growth("! now 2026-01-06T09:00").to("@bob")
    assert growth("! now 2026-01-06T09:30").to("@bob")
    growth("alice: /schedule skip standup-prompt").answer.has("leaves out Wed 7 Jan 2026, 09:30")
    growth("alice: /schedule skip standup-prompt").answer.has("leaves out Thu 8 Jan 2026, 09:30")
    undone = growth("alice: /schedule resume standup-prompt").answer
    undone.has("runs again", "Next: Wed 7 Jan 2026, 09:30")
    assert growth("! now 2026-01-07T09:30").to("@bob")


def test_a_skip_is_the_next_working_time_and_outlives_a_restart(growth: Talk, make_talk: MakeTalk) -> None:
    growth("! now 2026-01-09T12:00")  # Friday
    growth("alice: /schedule skip digest").answer.has("leaves out Mon 12 Jan 2026, 09:00", "Next: Tue 13 Jan 2026")
    growth("alice: /todo add @bob Call the printer --due 2026-01-12")
    url, now = growth.settings.database_url, growth.now.isoformat()
    growth.close()
    again = make_talk(url, now=now)
    assert not [m for m in again("! now 2026-01-12T12:00").to("@bob") if m.text.startswith("Action items, ")]
    again("alice: /schedule pause digest").answer.has("is paused")
    again("alice: /schedule skip digest").answer.has("there is nothing to skip")


def test_one_runs_now_and_not_again_at_its_time(growth: Talk) -> None:
    growth("! now 2026-01-06T08:00")
    ran = growth("alice: /schedule run standup-prompt")
    ran.answer.has("runs now: Standup questions, Growth")
    assert ran.to("@bob")
    later = growth("! now 2026-01-06T09:30").to("@bob")
    assert not [m for m in later if "What will you do today?" in m.text]
    growth("! now 2026-01-10T12:00")  # Saturday
    growth("alice: /schedule run standup-prompt").answer.has("nothing to do today")


def test_who_changed_what_is_told(growth: Talk) -> None:
    growth("alice: /schedule pause digest")
    growth("alice: /schedule list")
    told = growth("alice: /schedule history").answer
    told.has("alice | /schedule pause", "digest", "alice | /standup set").lacks("/schedule list", "/team new")


def test_the_new_verbs_in_the_words_of_each_place(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    talk("阿明: /定时 记录").answer.has("还没有人改过")
    talk("阿明: /定时 跳过 digest").answer.has("跳过 2026年1月6日", "下一次：2026年1月7日")
    talk("阿明: /定时 预览 digest 8:30").answer.has("改后的时间", "还没有保存")
    talk("阿明: /定时 运行 digest").answer.has("马上运行：待办每日提醒")
    talk("美玲: /說明")
    talk("阿明: /管理 授权 @美玲 管理员")
    talk("美玲: /排程 略過 digest").answer.has("略過", "下一次")
    talk("美玲: /排程 詳情 digest").answer.has("待辦每日提醒")
