"""Answers: by form, in plain words, in Chinese; changed later; blockers followed."""

from __future__ import annotations

import pytest

from bot.platforms.local.parse import Speech, inbound
from handlers.kit.inbound import Answer
from tests.dialog import MakeTalk, Talk
from tests.standup.conftest import STANDUP


def test_a_plain_reply_is_todays(asked: Talk) -> None:
    answer = asked("bob: write the ad copy").answer
    answer.has("Standup · Growth · Mon 5 Jan 2026", "Noted", "Today\n> write the ad copy").lacks(
        "Yesterday", "Blockers"
    )
    answer.has(
        "The summary goes to #growth when all have answered, at the latest Mon 5 Jan 2026, 11:30 (Asia/Shanghai)"
    )


def test_a_labelled_reply_fills_all_three(asked: Talk) -> None:
    answer = asked("bob: Yesterday: page live\n| Today: ad copy\n| Blockers: waiting for legal; no budget").answer
    answer.has("Yesterday\n> page live", "Today\n> ad copy", "T1 · waiting for legal", "T2 · no budget")
    asked("bob: /todo list").answer.has("T1", "waiting for legal", "T2")


def test_three_lines_are_yesterday_today_and_blockers(asked: Talk) -> None:
    asked("bob: page live\n| ad copy\n| none").answer.has("Yesterday\n> page live", "Today\n> ad copy").lacks("T1")


def test_in_chinese(asked: Talk) -> None:
    answer = asked("小李: 昨天：写方案；今天：投放；卡点：等法务确认").answer
    answer.has("站会 · Growth · 2026年1月5日 周一", "记下了", "昨天\n> 写方案", "今天\n> 投放", "T1 · 等法务确认")
    answer.has("最晚 2026年1月5日 周一 11:30（上海时间）")


def test_in_traditional_chinese(asked: Talk) -> None:
    answer = asked("bob: /早會 --昨日 寫企劃 --今日 投放廣告 --障礙 沒有").answer
    answer.has("站會 · Growth", "記下了", "寫企劃", "投放廣告").lacks("T1")


def test_by_the_form_typed_with_an_option_a_field(asked: Talk) -> None:
    answer = asked("bob: /standup --yesterday page live —today ad copy —blockers legal").answer
    answer.has("> page live", "> ad copy", "T1 · legal")
    asked("bob: thanks").answer.lacks("Noted", "Changed")  # the question is answered: this is small talk


def test_said_in_the_channel_only_the_speaker_sees_the_answer(asked: Talk) -> None:
    heard = asked("bob in #growth: /standup --today ad copy")
    assert heard.answer.only == "@bob"
    assert not heard.to("#growth")
    asked("bob: thanks").answer.lacks("Noted", "Changed")


def test_today_is_required(asked: Talk) -> None:
    form = asked("bob: /standup --blockers legal").answer.form
    assert form is not None
    asked("bob: ad copy").answer.has("> ad copy", "T1 · legal")


def test_bare_opens_the_form_with_what_was_answered(asked: Talk) -> None:
    asked("bob: /standup --yesterday page live --today ad copy --blockers legal")
    asked("bob: /standup").answer.has("Yesterday: page live", "Today *: ad copy", "Blockers: legal")
    asked("bob: ad copy and mails").answer.has("Changed", "> page live", "> ad copy and mails", "T1 · legal")


def test_a_second_answer_edits_and_leaves_what_it_does_not_name(asked: Talk) -> None:
    asked("bob: /standup --yesterday page live --today ad copy --blockers legal")
    asked("bob: /standup --today mails").answer.has("Changed", "> page live", "> mails", "T1 · legal")


def test_a_blocker_edited_keeps_its_item_and_one_taken_back_is_withdrawn(asked: Talk) -> None:
    asked("bob: /standup --today copy --blockers waiting for legal; no budget")
    edited = asked("bob: /standup --today copy --blockers waiting for legal review").answer
    edited.has("T1 · waiting for legal review", "Withdrawn: T2")
    asked("bob: /todo list").answer.has("waiting for legal review").lacks("no budget")
    asked("bob: /standup --today copy --blockers none").answer.has("Withdrawn: T1")
    asked("bob: /todo list").answer.lacks("legal")


def test_a_field_emptied_in_the_form_takes_the_blocker_back(asked: Talk) -> None:
    asked("bob: /standup --yesterday page live --today copy --blockers legal")
    asked("bob: /standup")
    values = {"yesterday": "page live", "today": "copy", "blockers": ""}
    answer = submit(asked, "bob", values)
    assert answer is not None
    asked("bob: /todo list").answer.lacks("legal")


def submit(talk: Talk, who: str, values: dict[str, str]) -> Answer | None:
    """Submits the newest form of somebody, as a platform with real ones does."""
    forms = [e for e in talk._seen if e.body["form"] and e.place == f"@{who}"]
    spoken = inbound(Speech(who, None, ""), f"form-{len(talk._seen)}", ())
    question = forms[-1].body["form"]["question"]
    submitted = type(spoken)(
        spoken.platform, spoken.workspace, spoken.event_id, spoken.sender, "/standup", "form",
        question=question, values=values,
    )  # fmt: skip
    return talk._runner.run(talk.app.dispatcher.dispatch(submitted))


def test_a_blocker_that_stays_from_day_to_day_is_one_item(asked: Talk) -> None:
    asked("bob: /standup --today copy --blockers waiting for legal")
    asked("! now 2026-01-06T09:30")
    asked("bob: /standup --today copy --blockers Waiting for legal").answer.has("T1 · Waiting for legal")
    # Taken back on the second day only, it is still what blocked on the first.
    asked("bob: /standup --today copy --blockers none").answer.lacks("Withdrawn")
    asked("bob: /todo list").answer.has("T1")


def test_yesterday_is_what_was_closed_since_the_last_working_day_and_today_what_is_due(growth: Talk) -> None:
    growth("alice: /team add @bob --role channel")
    growth("bob: /todo add @bob landing page --due tomorrow")
    growth("bob: /todo add @bob ad copy --due 2026-01-06")
    growth("bob: /todo done T1")
    prompt = growth("! now 2026-01-06T09:30").to("@bob")[-1]
    prompt.has("Since Mon 5 Jan 2026 you have", "T1 landing page", "Due today", "T2 ad copy")
    prompt.has("Yesterday: T1 landing page", "Today *: T2 ad copy")
    growth("bob: mails and the ad copy").answer.has("> T1 landing page", "> mails and the ad copy").lacks("T2")


def test_numbers_logged_since_then_are_part_of_it(growth: Talk) -> None:
    growth("alice: /kpi define leads")
    growth("bob: /kpi log leads 1.2k")
    prompt = growth("! now 2026-01-06T09:30").to("@bob")[-1]
    prompt.has("Since Mon 5 Jan 2026 you have", "leads 1,200", "Yesterday: leads 1200")


def test_a_typed_answer_takes_yesterday_from_what_is_known(growth: Talk) -> None:
    growth("bob: /todo add @bob landing page --due tomorrow")
    growth("bob: /todo done T1")
    growth("! now 2026-01-06T09:30")
    growth("bob: /standup --today mails").answer.has("Yesterday\n> T1 landing page")


def test_the_same_event_answers_as_it_did_and_changes_nothing(asked: Talk) -> None:
    def once() -> Answer | None:
        said = inbound(Speech("bob", None, "/standup --today copy --blockers legal"), "twice", ())
        return asked._runner.run(asked.app.dispatcher.dispatch(said))

    first = once()
    assert first is not None
    again = once()
    assert again is not None
    assert again.card == first.card
    asked("bob: /todo list").answer.has("T1").lacks("T2")


def test_no_standup_today_is_refused_with_the_next(growth: Talk) -> None:
    growth("! now 2026-01-10T10:00")
    growth("bob: /standup").answer.has("no standup on Sat 10 Jan 2026", "Mon 12 Jan 2026, 09:30 (Asia/Shanghai)")
    growth("bob: /standup --today rest").answer.has("no standup on Sat 10 Jan 2026")


def test_a_late_reply_to_a_prompt_counts_for_its_day(asked: Talk) -> None:
    asked("! now 2026-01-06T08:00")
    asked("bob: late copy").answer.has("Standup · Growth · Mon 5 Jan 2026")
    asked("bob: /standup --today new copy").answer.has("Standup · Growth · Tue 6 Jan 2026")


def test_a_window_past_midnight_is_still_that_days(growth: Talk) -> None:
    growth("alice: /standup set 23:30")
    growth("! now 2026-01-06T00:30")
    growth("bob: /standup --today copy").answer.has("Mon 5 Jan 2026")


def test_only_members_answer(asked: Talk) -> None:
    asked("dave: /standup --today spam").answer.has("None of your teams")
    asked("dave: /standup --today spam --team Growth").answer.has("You are not in Growth")
    asked("bob: /standup --today spam --day 2026-02-02").answer.has("There was no standup on Mon 2 Feb 2026")


def test_a_blocker_too_long_for_an_item_is_refused_and_nothing_is_stored(asked: Talk) -> None:
    asked(f"bob: /standup --today copy --blockers {'x' * 600}").answer.has("too long")
    asked("alice: /standup show").answer.has("bob: asked, no answer yet")


# --- two teams ----------------------------------------------------------------------------------


@pytest.fixture
def two(make_talk: MakeTalk) -> Talk:
    """bob is in Sales too, whose standup is at 09:45."""
    sales = (
        "alice: /team new Sales",
        "alice: /team add @bob --team Sales",
        "alice: /standup set 09:45 --team Sales",
        "! now 2026-01-05T09:45",
    )
    return make_talk(after=(*STANDUP, *sales))


def test_each_prompt_names_its_team_and_each_reply_answers_one(two: Talk) -> None:
    titles = [m.text.splitlines()[0] for m in two.all().to("@bob") if m.form]
    assert titles == ["Standup · Growth · Mon 5 Jan 2026", "Standup · Sales · Mon 5 Jan 2026"]
    two("bob: sales calls").answer.has("Taken as your answer", "Standup · Sales", "> sales calls")
    two("bob: ad copy").answer.has("Standup · Growth", "> ad copy")


def test_a_line_that_fits_both_is_asked_back(two: Talk) -> None:
    which = two("bob: /standup --today copy").answer.has("Which standup? Growth or Sales")
    two(f"bob: {which.button('Growth')}").answer.has("Today?")
    two("bob: copy").answer.has("Standup · Growth", "> copy")
    # Only Sales is still open: no need to ask.
    two("bob: /standup --today calls").answer.has("Standup · Sales", "> calls")
    two("bob: /standup --today calls and mails --team Sales").answer.has("Changed", "Standup · Sales")


def test_an_answer_for_one_team_leaves_the_others_question_open(two: Talk) -> None:
    two("bob: /standup --today copy --team Growth").answer.has("Standup · Growth")
    two("bob: sales calls").answer.has("Standup · Sales", "> sales calls")
