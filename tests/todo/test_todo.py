"""Action items, in a user's words."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms import local
from handlers.kit.inbound import Inbound, Sender
from tests.dialog import MakeTalk, Talk, verify

TEAM = (
    "alice: /team new Growth",
    "alice in #growth: /team bind",
    "alice: /team add @bob",
    "bob: /help",
    "alice: /team add @carol",
    "carol: /help",
    "dave: /help",
)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Alice (administrator) leads Growth, with Bob and Carol, in #growth; Dave is in no team."""
    return make_talk(after=TEAM)


def test_an_item_for_somebody_is_told_to_them_with_three_buttons(team: Talk) -> None:
    heard = team("alice: /todo add @bob send the report --due Friday")
    heard.answer.has("T1 for bob: send the report", "Due Fri 9 Jan 2026 (Asia/Shanghai)")
    told = heard.one("@bob").has("alice gave you T1: send the report", "Fri 9 Jan 2026")
    assert [b["label"] for b in told.buttons] == ["Done", "Later", "Can’t"]
    assert told.button("Done") == "/todo done T1"
    assert told.button("Can’t") == "/todo cannot T1"


def test_an_item_of_ones_own_needs_no_name_and_nobody_else_hears(team: Talk) -> None:
    heard = team("bob: /todo add water the plants")
    heard.answer.has("T1 is on your list: water the plants", "No due date", "/todo edit T1 --due Friday")
    assert len(heard) == 1
    team("bob: /todo add me buy pens --due tomorrow").answer.has("T2 is on your list: buy pens", "Tue 6 Jan 2026")


@pytest.mark.parametrize(
    ("typed", "what", "due"),
    [
        ("@bob send the report by Friday", "send the report", "Fri 9 Jan 2026"),
        ("bob: send the report by Friday.", "send the report", "Fri 9 Jan 2026"),
        ("＠bob send the report tomorrow at 3pm", "send the report", "Tue 6 Jan 2026, 15:00"),
        ("@bob send the report —due next Monday", "send the report", "Mon 12 Jan 2026"),
        ("@bob 把报告发给客户，周五前", "把报告发给客户", "Fri 9 Jan 2026"),
        ("@bob 周五前把报告发给客户", "把报告发给客户", "Fri 9 Jan 2026"),
        ("@bob 在1月20日之前寄出邀請函", "寄出邀請函", "Tue 20 Jan 2026"),
        ("@bob compare Monday and Tuesday", "compare Monday and Tuesday", None),
        ("@bob Friday newsletter: write the draft", "Friday newsletter: write the draft", None),
        ("@bob answer the mail of 30 February", "answer the mail of 30 February", None),
        ("@bob by Friday", "by Friday", None),
    ],
)
def test_a_deadline_in_the_text_itself_is_taken_where_it_is_plain(
    team: Talk, typed: str, what: str, due: str | None
) -> None:
    answer = team(f"alice: /todo add {typed}").answer.has(f"T1 for bob: {what}\n")
    answer.has(f"Due {due}") if due else answer.has("No due date")


def test_a_name_that_only_begins_the_task_is_no_owner(team: Talk) -> None:
    team("alice: /team add @小李")
    verify(
        team,
        [
            ("alice: /todo add Bob’s report has to be checked", "T1 is on your list: Bob’s report has to be checked"),
            ("alice: /待办 添加 小李的报告要核对", "T2 已加入你的待办：小李的报告要核对"),
            ("alice: /待办 添加 小李核对报告", "T3 交给 小李：核对报告"),
            ("alice: /todo add bob check it", "T4 for bob: check it"),
        ],
    )


def test_what_is_wrong_is_named_and_nothing_is_stored(team: Talk) -> None:
    verify(
        team,
        [
            ("alice: /todo add @bbo send it", "Did you mean bob"),
            ("alice: /todo add @bob send it --due yesterday", "has passed"),
            ("alice: /todo add @bob send it --due someday soon", "someday soon"),
            (f"alice: /todo add @bob {'x' * 501}", "500"),
            ("alice: /todo done T1", "There is no T1"),
            ("alice: /todo done report", "not an id"),
            ("alice: /todo dnoe T1", "/todo done"),
        ],
    )
    team("alice: /todo list team").answer.has("Nothing is open in Growth")


def test_the_text_is_kept_word_for_word(team: Talk) -> None:
    what = 'say "hello"  to *Acme* & <b>co</b>, =1+1 — 100%'
    team(f"alice: /todo add @bob {what} --due Friday").answer.has(f"T1 for bob: {what}")
    team(f"alice: /todo add @bob {'长' * 500}").answer.has("长" * 500)
    shown = team("alice: /todo add @bob first line\n| second line").answer.has("first line\nsecond line")
    assert shown.text.startswith("T3 for bob")
    team("bob: /todo").answer.has("• T3 · first line second line")
    team("bob: /todo show T3").answer.has("> first line\n> second line")


def test_in_a_channel_the_item_is_posted_and_changes_in_place(team: Talk) -> None:
    heard = team("alice in #growth: /todo add @bob call Acme by Thursday")
    assert heard.answer.only == "@alice"
    heard.answer.has("T1 for bob", "Due Thu 8 Jan 2026 (Asia/Shanghai)").lacks("call Acme")
    posted = heard.one("#growth").has("T1 · call Acme", "For: bob", "State: open")
    heard.one("@bob").has("alice gave you T1")
    changed = team("bob: /todo note T1 left a message").one("#growth")
    assert changed.updates == posted.id
    changed.has("State: in progress (left a message)")
    finished = team("bob: /todo done T1")
    assert finished.one("#growth").has("State: done").buttons == []
    answer, changed_too = finished.to("@bob")
    assert (answer.updates, changed_too.updates) == (None, heard.one("@bob").id)
    assert finished.to("@alice") == []  # who made it sees it in the channel


def test_done_closes_exactly_one_and_says_so_the_second_time(team: Talk) -> None:
    team("alice: /todo add @bob call Acme")
    team("alice: /todo add @bob call Globex")
    first = team("bob: /todo done T1")
    first.answer.has("T1 is done: call Acme")
    first.one("@alice").has("bob has done T1: call Acme")
    team("! advance 1h")
    again = team("bob: /todo done T1")
    again.answer.has("T1 has been done since Mon 5 Jan 2026, 09:00 (Asia/Shanghai)", "/todo note T1")
    assert len(again) == 1
    team("bob: /todo").answer.has("T2 · call Globex").lacks("T1")


def test_a_closed_item_is_taken_up_again_by_a_note_and_by_nothing_else(team: Talk) -> None:
    team("alice: /todo add @bob call Acme")
    team("bob: /todo done T1")
    for line in ("snooze T1 tomorrow", "cannot T1 no number", "give T1 @carol", "edit T1 --what x", "drop T1 over"):
        refused = team(f"bob: /todo {line}").answer.has("T1 has been done since")
        assert refused.button("Take it up again") == "/todo note T1"
    back = team("bob: /todo note T1 it was the wrong number")
    back.answer.has("T1 is open again, in progress", "> it was the wrong number")
    back.one("@alice").has("bob has taken T1 up again: call Acme")
    team("bob: /todo").answer.has("T1 · call Acme · in progress (it was the wrong number)")


def test_cannot_asks_why_and_tells_whoever_made_it(team: Talk) -> None:
    told = team("alice: /todo add @bob call Acme").one("@bob")
    asked = team(f"bob: {told.button('Can’t')}").answer.has("Reason?")
    assert asked.form is not None
    assert [f["name"] for f in asked.form["fields"]] == ["id", "reason"]
    heard = team("bob: nobody has their number")
    heard.answer.has("T1 is marked as “cannot be done”", "alice knows")
    card = heard.one("@alice").has("bob cannot do T1: call Acme", "> nobody has their number")
    assert card.button("Give to somebody else") == "/todo give T1"
    team("bob: /todo").answer.has("Cannot be done as it is\n• T1")
    asked = team("alice: /todo give T1").answer.has("Who?")
    assert team("alice: carol").one("@carol").has("alice gave you T1").button("Done") == "/todo done T1"
    team("carol: /todo").answer.has("T1 · call Acme").lacks("cannot")


def test_cannot_on_ones_own_item_tells_nobody(team: Talk) -> None:
    team("bob: /todo add water the plants")
    heard = team("bob: /todo cannot T1 no water")
    heard.answer.has("no more reminders", "/todo edit T1")
    assert len(heard) == 1


def test_give_tells_both(team: Talk) -> None:
    team("alice: /todo add @bob call Acme --due Friday")
    heard = team("alice: /todo give T1 carol")
    heard.answer.has("T1 is carol’s now: call Acme")
    heard.one("@carol").has("alice gave you T1", "Fri 9 Jan 2026")
    updated, told = heard.to("@bob")
    assert updated.updates is not None
    assert (updated.buttons, told.updates) == ([], None)
    told.has("T1 is carol’s now: call Acme")
    team("alice: /todo give T1 carol").answer.has("T1 stays as it is")
    passed = team("carol: /todo give T1 bob")
    assert [m.updates is None for m in passed.to("@bob")] == [False, True]
    passed.to("@bob")[-1].has("carol gave you T1")
    passed.one("@alice").has("T1 is bob’s now")


def test_drop_needs_a_reason_and_tells_the_owner(team: Talk) -> None:
    team("alice: /todo add @bob call Acme")
    assert team("alice: /todo drop T1").answer.form is not None
    heard = team("alice: the campaign is off")
    heard.answer.has("T1 is off the list: call Acme", "> the campaign is off")
    told = heard.to("@bob")
    assert any("alice dropped T1: call Acme" in m.text for m in told)
    team("bob: /todo done T1").answer.has("T1 was dropped on Mon 5 Jan 2026")


def test_edit_changes_what_is_named_and_tells_whom_it_concerns(team: Talk) -> None:
    team("alice: /todo add @bob call Acme --due Friday")
    heard = team("alice: /todo edit T1 --due next Friday --what call Acme twice")
    heard.answer.has("T1 is changed", "What: call Acme twice", "Due: Fri 16 Jan 2026 (Asia/Shanghai)")
    assert any("alice changed T1" in m.text for m in heard.to("@bob"))
    heard = team("bob: /todo edit T1 --due none")
    heard.answer.has("Due: no due date")
    heard.one("@alice").has("bob changed T1", "call Acme twice", "no due date")
    team("alice: /todo edit T1 --owner carol").one("@carol").has("alice gave you T1: call Acme twice")
    team("alice: /todo edit T1 --owner carol").answer.has("T1 stays as it is")
    team("alice: /todo edit T1 --due 2025-12-01").answer.has("has passed")


def test_edit_without_a_change_opens_a_form_with_what_there_is(team: Talk) -> None:
    team("alice: /todo add @bob call Acme")
    asked = team("bob: /todo edit T1").answer.has("Due?", "What: call Acme", "Owner: @bob")
    assert asked.form is not None
    fields = [field["name"] for field in asked.form["fields"]]
    assert fields == ["id", "due", "what", "owner", "priority", "with", "after"]
    team("bob: next friday").answer.has("T1 is changed", "Fri 16 Jan 2026").lacks("Owner")


def test_only_whom_it_concerns_changes_an_item(team: Talk) -> None:
    team("bob: /todo add @carol call Acme")
    for line in ("done T1", "note T1 x", "cannot T1 x", "give T1 @dave", "drop T1 x", "edit T1 --what y", "edit T1",
                 "snooze T1 tomorrow"):  # fmt: skip
        team(f"dave: /todo {line}").answer.has("T1 is carol’s")
    team("dave: /todo show T1").answer.has("for its owner’s team")
    team("carol: /todo note T1 calling").answer.has("in progress")
    team("bob: /todo edit T1 --what call Acme again").answer.has("changed")
    team("alice: /todo done T1").answer.has("T1 is done")  # a lead of the team


def test_a_team_mate_sees_but_does_not_change(team: Talk) -> None:
    team("alice: /todo add @carol call Acme --due Friday")
    team("bob: /todo done T1").answer.has("T1 is carol’s")
    team("bob: /todo show T1").answer.has("T1 · call Acme", "For: carol", "From: alice")
    team("bob: /todo list team").answer.has("• T1 · carol · call Acme · due Fri 9 Jan 2026")
    team("dave: /todo list team --team Growth").answer.has("members of Growth")


def test_whoever_hears_of_anothers_change_is_told(team: Talk) -> None:
    team("bob: /todo add @carol call Acme")
    heard = team("alice: /todo done T1")
    assert any("alice has done T1" in m.text for m in heard.to("@carol"))
    heard.one("@bob").has("alice has done T1")


def test_lists(team: Talk) -> None:
    team("alice: /todo add @bob late one --due tomorrow")
    team("alice: /todo add @bob today’s --due Wednesday")
    team("alice: /todo add @bob later one --due next Friday")
    team("bob: /todo add someday")
    team("bob: /todo add @carol for carol --due tomorrow")
    team("! now 2026-01-07T10:00")
    mine = team("bob: /todo").answer
    lines = mine.text.splitlines()
    assert [line for line in lines if not line.startswith("•")] == [
        "Your action items", "Overdue", "Due today", "Coming up", "No due date", "With others, from you",
    ]  # fmt: skip
    mine.has("• T1 · late one", "• T4 · someday", "• T5 · carol · for carol")
    assert mine.button("Done T1") == "/todo done T1"
    assert team("bob: /todo list").answer.text == team("bob: /todo list mine").answer.text == mine.text
    team("bob: /待办 列表 逾期").answer.has("• T1 · bob · late one", "• T5 · carol · for carol").lacks("T2")
    team("carol: /todo list overdue").answer.has("T5").lacks("T1")
    team("alice: /todo list overdue").answer.has("T1", "T5")
    team("dave: /todo list overdue").answer.has("Nothing is overdue")
    team("dave: /todo").answer.has("Nothing on your list")


def test_history_says_who_when_and_from_what_to_what(team: Talk) -> None:
    team("alice: /todo add @bob call Acme --due Friday")
    team("! now 2026-01-05T10:00")
    for line in (
        "alice: /todo edit T1 --due 2026-01-20 15:00",
        "bob: /todo note T1 half done",
        "bob: /todo snooze T1 2026-01-08",
        "bob: /todo give T1 carol",
        "carol: /todo cannot T1 no time",
        "alice: /todo edit T1 --what call Acme soon",
    ):
        team(line)
    shown = team("alice: /todo show T1").answer
    shown.has(
        "09:00 (Asia/Shanghai) · alice · made it",
        "10:00 (Asia/Shanghai) · alice · Fri 9 Jan 2026 → Tue 20 Jan 2026, 15:00 (Asia/Shanghai)",
        "bob · open → in progress: half done",
        "bob · later, Thu 8 Jan 2026",
        "bob · bob → carol",
        "carol · in progress → cannot be done: no time",
        "alice · “call Acme” → “call Acme soon”",
    )


def test_simplified_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    talk("小王: /团队 新建 增长组")
    talk("小王: /团队 添加 @小李")
    heard = talk("小王: /待办 添加 @小李 发周报 --截止 周五")
    heard.answer.has("T1 交给 小李：发周报", "截止：2026年1月9日 周五（上海时间）")
    told = heard.one("@小李").has("小王 请你处理 T1：发周报")
    assert told.button("做不了") == "/todo cannot T1"
    verify(
        talk,
        [
            ("小李: /待办 进展 T1 写了一半", "T1 进行中：发周报"),
            ("小李: /待办 稍后 T1 明天下午三点", "2026年1月6日 周二 15:00（上海时间） 再提醒 T1"),
            ("小李: /任务", "我的待办"),
            ("小王: /待办 列表 团队", "• T1 · 小李 · 发周报 · 2026年1月9日 周五 截止 · 进行中（写了一半）"),
            ("小李: 待办 做不了 T1 数据没到", "已告诉小王"),
            ("小王: /待办 修改 T1 --截止 下周五 --内容 发月报", "截止: 2026年1月16日 周五（上海时间）"),
            ("小李: /待办 完成 T1", "T1 已完成：发月报"),
            ("小李: /待办 完成 T1", "T1 已于 2026年1月5日 周一 09:00（上海时间） 完成"),
        ],
    )


def test_traditional_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hant", zone="Asia/Taipei")
    talk("小王: /團隊 新增 成長組")
    talk("小王: /團隊 加入 @小李")
    heard = talk("小王: /待辦 新增 @小李 寄週報 --截止 週五")
    heard.answer.has("T1 交給 小李：寄週報", "期限：2026年1月9日")
    heard.one("@小李").has("小王 請你處理 T1：寄週報")
    verify(
        talk,
        [
            ("小李: /行動項目 進展 T1 寫了一半", "T1 進行中：寄週報"),
            ("小王: /任務 轉給 T1 @小王", "T1 現在由 小王 負責"),
            ("小王: /待辦 取消 T1 不寄了", "已取消 T1：寄週報"),
            ("小王: /待辦 檢視 T1", "進行中 → 已取消：不寄了"),
        ],
    )


def test_the_examples_of_help_work_in_each_language(make_talk: MakeTalk) -> None:
    for language, ask in (("en", "/todo help"), ("zh-Hans", "/待办 帮助"), ("zh-Hant", "/待辦 說明")):
        talk = make_talk(language=language)
        for line in ("/team new 增长组", "/team add @bob", "/team add @小李", *["/todo add one --due 2026-12-01"] * 3):
            talk(f"alice: {line}")
        talk("bob: /help")
        shown = talk(f"alice: {ask}").answer
        examples = [line.removeprefix("• ").split(" — ")[0] for line in shown.text.splitlines() if line.startswith("•")]
        assert len(examples) == 16
        for example in examples:
            if any(word in example for word in ("split", "拆分")):  # one that is split does not close before its parts
                talk("alice: /todo edit T3 --owner @bob")
            if any(word in example for word in ("decline", "退回")):
                talk("bob: /todo give T3 @alice")
            answer = talk(f"alice: {example}").answer
            answer.lacks("example", "例如", "比如", "/help")
            talk("alice: /todo note T3 go on")


def test_the_same_event_twice_has_one_effect(team: Talk) -> None:
    inbound = Inbound(local.NAME, local.WORKSPACE, "e1", Sender("alice", "alice"), "/todo add @bob call Acme")
    first, second = (asyncio.run(team.app.dispatcher.dispatch(inbound)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.card == second.card
    team("! advance 1m").one("@bob").has("alice gave you T1")
    team("bob: /todo").answer.has("T1 · call Acme").lacks("T2")


def test_what_somebody_forgotten_had_open_goes_back_and_their_words_are_blanked(team: Talk) -> None:
    team("carol: /todo add @bob ask bob’s bank")
    team("bob: /todo note T1 my bank is closed")
    team("bob: /todo add my doctor")
    told = team("alice: /admin forget @bob --yes").to("@carol")
    assert any("T1: ask —’s bank" in m.text for m in told)
    team("carol: /todo").answer.has("• T1 · ask —’s bank").lacks("closed")
    shown = team("alice: /todo show T1").answer.has("— → carol")
    shown.lacks("my bank", "bob")
    team("alice: /todo list team").answer.lacks("doctor", "T2")


def test_a_form_sends_the_same_as_options(team: Talk) -> None:
    asked = team("alice: /todo add").answer
    assert asked.form is not None
    assert {f["name"]: f["required"] for f in asked.form["fields"]} == {"who": False, "what": True, "due": False}
    heard = team("alice: /todo add --who @bob --what buy pens --due next Friday")
    heard.answer.has("T1 for bob: buy pens", "Fri 16 Jan 2026")
    team("alice: /todo add --what buy paper").answer.has("T2 is on your list: buy paper")
    team("alice: /todo add @bob")
    team("alice: buy ink by Friday").answer.has("T3 for bob: buy ink", "Fri 9 Jan 2026")


def test_english_and_chinese_mix_in_a_line(team: Talk) -> None:
    verify(
        team,
        [
            ("alice: /todo 添加 @bob buy pens —截止 下周五", "2026年1月16日"),
            ("bob: /待办 later T1 tomorrow", "2026年1月6日 周二（上海时间） 再提醒 T1"),
            ("carol: /todo show T1", "T1 · buy pens"),
            ("bob: todo done t1", "T1 is done: buy pens"),
            ("bob: /todo can’t 1 no", "T1 has been done"),
        ],
    )
