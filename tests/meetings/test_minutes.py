"""Minutes, in a user's words: read, checked, shared, corrected in place."""

from __future__ import annotations

import pytest

from bot.platforms.local.parse import Speech, inbound
from handlers.kit.inbound import Answer
from tests.counting import reads
from tests.dialog import MakeTalk, Talk
from tests.meetings.conftest import START

CLEAR = (
    "Decision: launch on 12 May. Action: @bob sends the deck by Friday. Action: @小李 updates the page by 12 January"
)
UNCLEAR = """Weekly
| Decisions:
| - raise the budget
| Action items:
| - bob: send the deck by Friday
| - Find a venue by Wednesday
| - 小李: landing page
| - zoe: order samples by Friday
| Everybody was happy"""


def test_clear_minutes_are_shared_at_once(team: Talk) -> None:
    heard = team(f"alice in #growth: /minutes {CLEAR}")
    assert heard.answer.only == "@alice"
    heard.answer.has("Shared in #growth", "launch on 12 May")
    heard.answer.has("T1 · bob · sends the deck · due Fri 9 Jan 2026 (Asia/Shanghai)")
    posted = heard.one("#growth").has("Decisions\n• launch on 12 May", "T1 · bob · sends the deck", "T2 · 小李")
    assert posted.button("Correct") == "/minutes correct M1"
    heard.one("@bob").has("T1 · sends the deck").lacks("T2")
    heard.one("@小李").has("T2 · updates the page")
    assert heard.one("@bob").button("Done T1") == "/todo done T1"
    team("bob: /todo").answer.has("T1", "sends the deck")


def test_each_owner_is_told_once_of_all_that_is_theirs_and_the_taker_has_the_answer(team: Talk) -> None:
    lines = [
        "| - bob: one by Friday",
        "| - bob: two by Friday",
        "| - alice: three by Friday",
        "| - bob and carol: four by Friday",
    ]
    heard = team("\n".join(["alice in #growth: /minutes Action items", *lines]))
    heard.one("@bob").has("T1 · one", "T2 · two", "T4 · four")
    heard.one("@carol").has("T5 · four")
    assert [m for m in heard if m.to == "@alice"] == []
    heard.answer.has("T3 · alice · three")


def test_unclear_minutes_wait_and_say_what_is_unclear(team: Talk) -> None:
    heard = team(f"alice in #growth: /minutes {UNCLEAR}")
    assert [m.only for m in heard] == ["@alice"]
    heard.answer.has("Not clear yet", "Find a venue · due Wed 7 Jan 2026 (Asia/Shanghai): I see no owner.")
    heard.answer.has(
        "小李 · landing page: I see no due date.", "zoe: order samples", "Mon 5 Jan 2026, 09:30 (Asia/Shanghai)"
    )
    assert heard.answer.button("Share as it is") == "/minutes confirm M1"
    assert heard.answer.button("Correct") == "/minutes correct M1"
    team("bob: /todo").answer.lacks("send the deck")
    team("bob: /minutes show M1").answer.has("alice is still checking them")


def test_confirming_shares_them_with_what_is_unclear_marked_so(team: Talk) -> None:
    team(f"alice in #growth: /minutes {UNCLEAR}")
    team("bob: /minutes confirm M1").answer.has("Only alice or a team lead can change M1")
    posted = team("alice: /minutes confirm M1").one("#growth")
    posted.has("M1 · Weekly", "• raise the budget", "T1 · bob · send the deck")
    posted.has(
        "Not clear yet", "Find a venue", "I see no owner", "T2 · 小李 · landing page · please check: I see no due date."
    )
    posted.has("zoe: order samples", "Also noted", "Everybody was happy")
    team("alice: /minutes confirm M1").answer.has("shared already")
    assert not team("! advance 1h").to("#growth")


def test_confirm_without_an_id_means_ones_own(team: Talk) -> None:
    team("alice: /minutes confirm").answer.has("No minutes of yours wait")
    team(f"alice in #growth: /minutes {UNCLEAR}")
    team("alice: /minutes confirm").answer.has("Shared in #growth")


def test_after_half_an_hour_they_are_shared_by_themselves(team: Talk) -> None:
    team(f"alice in #growth: /minutes {UNCLEAR}")
    assert not team("! advance 29m").to("#growth")
    heard = team("! advance 1m")
    heard.one("#growth").has("T1 · bob · send the deck", "Not clear yet", "Find a venue")
    heard.one("@bob").has("T1 · send the deck")
    told = heard.one("@alice").has("Half an hour has passed", "I see no owner")
    assert told.button("Mend 2") == "/minutes fix M1 2"  # nobody owns it, so it is no action item yet
    team("alice: /minutes fix M1 2 --owner bob --due Friday").one("#growth").has("T3 · bob · Find a venue")
    assert told.button("Mend 3") == "/minutes fix M1 3"
    team("alice: /minutes fix M1 3 --due Friday").one("#growth").has("T2 · 小李 · landing page · due Fri 9 Jan")


def test_a_correction_before_sharing_shares_once_all_is_clear(team: Talk) -> None:
    team(f"alice in #growth: /minutes {UNCLEAR}")
    form = team("alice: /minutes correct M1").answer.form
    assert form is not None
    assert form["command"] == "/minutes correct"
    heard = team(
        "alice: /minutes correct M1 --text Action items:\n"
        "| - bob: send the deck by Friday\n| - carol: find a venue by Wednesday"
    )
    heard.one("#growth").has("T1 · bob · send the deck", "T2 · carol · find a venue")


def test_the_form_of_a_correction_holds_the_text_word_for_word(team: Talk) -> None:
    team(f"alice in #growth: /minutes {UNCLEAR}")
    asked = team("alice: /minutes correct M1").answer
    asked.has("- Find a venue by Wednesday", "Everybody was happy")
    team("bob: /minutes correct M1").answer.lacks("Find a venue")


def test_a_correction_changes_posts_and_items_in_place(team: Talk) -> None:
    text = [
        "Action items:",
        "| - bob: send the deck by Friday",
        "| - carol: find a venue by Wednesday",
        "| - 小李: update the page by Friday",
    ]
    posted = team("\n".join([f"alice in #growth: /minutes {text[0]}", *text[1:]])).one("#growth")
    text[2] = "| - bob: find a venue by Thursday"
    text[3] = "| - carol: call the printer by 14 January"
    heard = team("\n".join([f"alice: /minutes correct M1 {text[0]}", *text[1:]]))
    changed = heard.one("#growth")
    assert changed.updates == posted.id
    changed.has("T1 · bob · send the deck · due Fri 9 Jan", "T2 · bob · find a venue · due Thu 8 Jan")
    changed.has("T4 · carol · call the printer").lacks("T3")
    heard.one("@bob").has("alice has corrected M1", "T2 · find a venue").lacks("T1")
    heard.one("@carol").has("T2 · bob · find a venue", "T4 · call the printer")
    heard.one("@小李").has("T3 · update the page", "dropped")
    team("小李: /todo").answer.lacks("T3")
    team("alice: /minutes show M1").answer.has("find a venue by Thursday").lacks("update the page")


def test_what_is_done_is_marked_in_the_post_and_survives_a_correction(team: Talk) -> None:
    team(f"alice in #growth: /minutes {CLEAR}")
    team("bob: /todo done T1").one("#growth").has("✓ T1 · bob · sends the deck")
    heard = team(
        "alice: /minutes correct M1 Decision: launch on 13 May. Action: @bob sends the whole deck by Monday 12 January"
    )
    heard.one("#growth").has("launch on 13 May", "✓ T1").lacks("T2")
    assert not heard.to("@bob")


def test_a_correction_that_leaves_lines_out_changes_the_post_once(team: Talk) -> None:
    text = "Action items:\n| - bob: send the deck by Friday\n| - bob: find a venue by Friday\n| - bob: call by Friday"
    posted = team(f"alice in #growth: /minutes {text}").one("#growth")
    heard = team("alice: /minutes correct M1 Action items:\n| - bob: call by Friday")
    changed = heard.one("#growth")
    assert changed.updates == posted.id
    changed.has("T3 · bob · call").lacks("T1", "T2")
    heard.one("@bob").has("T1 · send the deck · due Fri 9 Jan 2026 · dropped", "T2").lacks("T3")


def test_thirty_items_are_shared_with_as_many_reads_as_three(team: Talk) -> None:
    counts = []
    for length in (3, 3, 30):  # the first time something is read that is kept
        lines = "".join(f"\n| - bob: write chapter {n} by Friday" for n in range(length))
        with reads(team.database) as found:
            team(f"alice in #growth: /minutes Action items:{lines}").answer.has("Shared in #growth")
        counts.append(len(found))
    assert counts[1] == counts[2]


def test_in_simplified_and_traditional_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=START, language="zh-Hans")
    text = "周会纪要\n| 决议：抖音预算上调\n| 行动项：\n| 1. 小李周五前完成落地页\n| 2. 请bob联系供应商，1月12日前"
    heard = team(f"alice in #growth: /纪要 {text}")
    heard.answer.has("已发到 #growth", "M1 · 周会纪要", "T1 · 小李 · 完成落地页 · 2026年1月9日 周五（上海时间） 截止")
    heard.one("#growth").has("决议\n• 抖音预算上调", "行动项\n• T1 · 小李 · 完成落地页", "T2 · bob · 联系供应商")
    heard.one("@小李").has("里要你做的", "T1 · 完成落地页")
    waiting = team("小李 in #growth: /会议纪要 待办：订场地")
    waiting.answer.has("有些地方不明确", "订场地：没看出由谁负责。")


def test_traditional_words_for_a_traditional_reader(make_talk: MakeTalk) -> None:
    team = make_talk(after=START, language="zh-Hant")
    heard = team("怡君 in #growth: /會議記錄 決議：預算提高\n| 待辦：小李週五前完成腳本\n| 待辦：訂場地")
    heard.answer.has("有些地方不明確", "訂場地：看不出由誰負責。 看不出截止日期。")
    team("怡君: /會議記錄 確認 M1").one("#growth").has("決議\n• 預算提高", "T1 · 小李 · 完成腳本", "還不明確")


def test_free_text_that_begins_like_a_verb_is_minutes(team: Talk) -> None:
    team("alice in #growth: /minutes show the figures to Bob").answer.has(
        "Shared in #growth", "no decision and no action"
    )
    team("alice in #growth: /minutes confirm the room").answer.has("M2")
    team("alice in #growth: /minutes show M1").answer.has("> show the figures to Bob")
    team("alice in #growth: /minutes show").answer.has("> confirm the room")


def test_options_in_the_text_are_text(team: Talk) -> None:
    team("alice in #growth: /minutes Decision: we test --fast and --slow")
    team("alice: /minutes show M1").answer.has("Decisions\n• we test --fast and --slow")


def test_minutes_of_the_running_meeting_are_that_meetings(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly")
    team("alice in #growth: /meeting start")
    heard = team("bob in #growth: /minutes Decision: we launch")
    heard.answer.has("Minutes of M1 · Weekly")
    more = team("bob in #growth: /minutes Action: @carol books the room by Friday")
    assert more.one("#growth").updates == heard.one("#growth").id
    more.one("#growth").has("• we launch", "T1 · carol · books the room")
    more.one("@carol").has("T1 · books the room")


def test_minutes_right_after_the_end_are_still_that_meetings_and_later_ones_are_not(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly")
    team("alice in #growth: /meeting start")
    team("alice in #growth: /meeting end")
    team("alice in #growth: /minutes Decision: one").answer.has("M1 · Weekly")
    team("alice in #growth: /minutes Decision: two").answer.has("M2").lacks("Weekly")


def test_lines_noted_while_a_meeting_runs_become_its_minutes(team: Talk) -> None:
    assert not team("alice in #growth: #decision not now")
    team("alice in #growth: /meeting new Weekly")
    team("alice in #growth: /meeting start")
    team("bob in #growth: #decision we raise the budget").answer.has("Noted for M1", "Decision: we raise the budget")
    heard = team("alice in #growth: #action @bob send the deck by Friday")
    assert [m.only for m in heard] == ["@alice"]
    heard.answer.has("bob · send the deck · due Fri 9 Jan 2026 (Asia/Shanghai)")
    team("小李 in #growth: #行动 小李 周五前完成落地页").answer.has("小李 · 完成落地页")
    team("alice in #growth: #待辦 訂場地").answer.has("I see no owner")
    team("bob in #growth: #note the printer is late").answer.has("Noted for M1")
    assert not team("bob in #growth: hello #action everybody")
    ended = team("alice in #growth: /meeting end")
    ended.answer.has("It took", "something is not clear", "we raise the budget", "訂場地")
    shared = (
        team("alice: /minutes confirm")
        .one("#growth")
        .has("T1 · bob · send the deck", "T2 · 小李 · 完成落地页", "訂場地")
    )
    shared.has("> the printer is late").lacks("#note")


def test_written_privately_they_go_to_the_writers_team(team: Talk) -> None:
    team("bob: /minutes Decision: we launch").one("#growth").has("• we launch", "Taken by bob")
    team("zoe: /minutes Action: @bob calls me by Friday").answer.has(
        "Kept, and every owner has been told. No channel has them"
    )


def test_minutes_are_for_those_who_were_in_it(team: Talk) -> None:
    team(f"alice in #growth: /minutes {CLEAR}")
    team("zoe: /minutes show M1").answer.has("M1 is for those who were in it")
    team("bob: /minutes show M1").answer.has("Word for word", "> Decision: launch on 12 May.")
    team("zoe: /minutes correct M1 nothing").answer.has("Only alice or a team lead")
    team("zoe: /minutes show M7").answer.has("There is no meeting M7")


def test_an_unknown_or_doubled_name_is_never_guessed(team: Talk) -> None:
    heard = team("alice in #growth: /minutes Action: @bobb sends it by Friday")
    heard.answer.has("I do not know “bobb”. Did you mean bob?")
    assert not heard.to("@bob")


@pytest.mark.parametrize("bare", ["/minutes", "/纪要"])
def test_bare_opens_a_form_and_a_plain_text_answers_it(team: Talk, bare: str) -> None:
    asked = team(f"alice: {bare}").answer
    assert asked.form is not None
    assert [f["name"] for f in asked.form["fields"]] == ["text"]
    team("alice: Action items\n| - bob: send the deck by Friday").one("@bob").has("T1 · send the deck")


def test_an_overdue_item_of_a_meeting_goes_to_whoever_called_it(team: Talk) -> None:
    team("carol in #growth: /meeting new Weekly")
    team("carol in #growth: /meeting start")
    team("alice in #growth: /minutes Action: @bob sends the deck by Friday")
    told = [m for m in team("! now 2026-01-14T12:00").to("@carol") if "T1" in m.text]
    assert told


def test_the_same_event_again_answers_as_before_and_makes_nothing_new(team: Talk) -> None:
    def once() -> Answer:
        said = inbound(Speech("alice", "growth", "/minutes Action: @bob sends the deck by Friday"), "twice", ())
        answer = team._runner.run(team.app.dispatcher.dispatch(said))
        assert answer is not None
        return answer

    assert once().card == once().card
    team("bob: /todo list").answer.has("T1").lacks("T2")
    team("alice: /meeting list").answer.has("M1").lacks("M2")


def test_whoever_is_forgotten_is_named_in_no_minutes(team: Talk) -> None:
    team("alice in #growth: /minutes Recap of bob\n| Decision: bob leads the launch. Action: @bob sends it by Friday")
    team("alice: /admin forget @bob --yes")
    shown = team("alice: /minutes show M1").answer.lacks("bob")
    shown.has("leads the launch", "sends it")


def test_the_posted_minutes_show_whose_an_item_is_now_and_until_when(team: Talk) -> None:
    posted = team("alice in #growth: /minutes Action: bob sends the deck by Friday").one("#growth")
    changed = team("bob: /todo give T1 @carol").one("#growth")
    assert changed.updates == posted.id
    changed.has("T1 · carol")
    team("alice: /todo edit T1 --due Thursday").one("#growth").has("due Thu 8 Jan 2026")


def test_sub_items_belong_to_what_they_stand_under(team: Talk) -> None:
    text = "Actions\n| - bob: organise the fair by 30 January\n|   - carol: book the booth by 12 January"
    heard = team(f"alice in #growth: /minutes {text}\n|   - 小李 prints flyers\n|   - mind the budget")
    posted = heard.one("#growth")
    posted.has("T1 · bob · organise the fair, mind the budget", "0 of 2 parts done\n• ↳ T2 · carol · book the booth")
    posted.has("↳ T3 · 小李 · prints flyers · due Fri 30 Jan 2026")  # whose it is under says when
    heard.one("@carol").has("T2 · book the booth · due Mon 12 Jan 2026 · part of T1")
    team("bob: /todo done T1").answer.has("still open: T2 and T3")
    team("carol: /todo done T2").one("#growth").has("1 of 2 parts done\n• ↳ ✓ T2")
    asked = (
        team("小李: /todo done T3")
        .one("@bob")
        .has("Everything under T1 is closed: organise the fair", "Is it done as well?")
    )
    assert asked.button("Done") == "/todo done T1"
    team("bob: /todo done T1").one("#growth").has("✓ T1 · bob", "2 of 2 parts done")
