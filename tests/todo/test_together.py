"""Action items that several have to do with: helped, given and taken, waiting, split, several at once, found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.todo.rules import goes_round, part_texts
from tests.dialog import MakeTalk, Talk, verify
from tests.todo.test_todo import TEAM


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Alice (administrator) leads Growth, with Bob and Carol, in #growth; Dave is in no team."""
    return make_talk(after=TEAM)


# --- urgency ------------------------------------------------------------------------------------


def test_what_is_urgent_says_so_and_comes_first_of_its_day(team: Talk) -> None:
    team("bob: /todo add water the plants --due Friday --priority low")
    team("bob: /todo add file the receipts --due Friday")
    team("bob: /todo add call Acme --due Friday --priority urgent")
    shown = team("bob: /todo").answer.has("T3 · call Acme · due Fri 9 Jan 2026 · urgent", "T1 · water the plants")
    assert [line[2:4] for line in shown.text.splitlines() if line.startswith("• ")] == ["T3", "T2", "T1"]
    team("bob: /todo edit T2 --priority 高").answer.has("Urgency: urgent")
    team("bob: /todo show T2").answer.has("Urgency: urgent", "bob · urgency: urgent")
    team("bob: /todo add x --priority somewhat").answer.has("somewhat", "high", "low")


def test_whoever_gets_an_urgent_item_reads_that(team: Talk) -> None:
    team("alice: /todo add @bob call Acme --priority high").one("@bob").has("gave you T1: call Acme", "Urgency: urgent")


# --- help ---------------------------------------------------------------------------------------


def test_helpers_hear_of_it_see_it_and_may_say_how_far_it_is(team: Talk) -> None:
    heard = team("alice in #growth: /todo add @bob launch the shop --due Friday --with @carol and @dave")
    heard.one("@carol").has("You help bob with T1: launch the shop", "Fri 9 Jan 2026", "/todo note T1")
    heard.one("@dave").has("You help bob with T1")
    posted = heard.one("#growth").has("For: bob", "Helped by: carol and dave")
    team("dave: /todo").answer.has("You help with\n• T1 · bob · launch the shop")
    changed = team("dave: /todo note T1 the texts are ready").one("#growth").has("in progress (the texts are ready)")
    assert changed.updates == posted.id
    team("dave: /todo done T1").answer.has("T1 is bob’s")
    team("dave: /todo show T1").answer.has("Helped by: carol and dave")
    team("bob: /todo edit T1 --with none").answer.has("Helped by: nobody")
    team("dave: /todo").answer.has("Nothing on your list")


def test_a_helper_who_is_told_once_is_not_told_again(team: Talk) -> None:
    team("alice: /todo add @bob launch --with @carol")
    heard = team("alice: /todo edit T1 --with @carol @dave")
    heard.one("@dave").has("You help bob with T1")
    assert heard.to("@carol") == []
    heard.answer.has("Helped by: carol and dave")


# --- given, taken, given back ---------------------------------------------------------------------


def test_whoever_is_given_an_item_is_asked_and_both_know(team: Talk) -> None:
    team("bob: /todo add call Acme --due Friday")
    heard = team("bob: /todo give T1 @carol")
    heard.answer.has("T1 is carol’s now", "carol is asked to take it")
    asked = heard.one("@carol").has("bob gave you T1: call Acme", "Do you take it?")
    assert asked.button("I take it") == "/todo accept T1"
    team("carol: /todo").answer.has("T1 · call Acme", "not accepted yet")
    team("bob: /todo").answer.has("With others, from you\n• T1 · carol", "not accepted yet")
    taken = team("carol: /todo accept T1")
    taken.answer.has("T1 is yours: call Acme", "bob knows")
    taken.one("@bob").has("carol takes T1: call Acme")
    team("carol: /todo").answer.lacks("not accepted")
    team("carol: /todo accept T1").answer.has("T1 is yours already")


def test_what_is_given_back_is_the_givers_again_with_the_reason(team: Talk) -> None:
    team("bob: /todo add call Acme --due Friday")
    team("bob: /todo give T1 @carol")
    asked = team("carol: /todo decline T1").answer.has("Reason?")
    assert asked.form is not None
    back = team("carol: I do not know them")
    back.answer.has("T1 is bob’s now")
    back.one("@bob").has("carol gave T1 back to you: call Acme", "> I do not know them").button("Done")
    team("bob: /todo").answer.has("T1 · call Acme").lacks("not accepted")
    team("bob: /todo show T1").answer.has("carol → bob", "gave it back: I do not know them")
    team("carol: /todo decline T1 no").answer.has("T1 is bob’s")
    team("bob: /todo decline T1 no").answer.has("T1 is yours already").button("Can’t")


def test_who_works_on_what_was_given_to_them_has_taken_it(team: Talk) -> None:
    team("bob: /todo add call Acme")
    team("bob: /todo give T1 @carol")
    team("carol: /todo note T1 left a message")
    team("carol: /todo").answer.lacks("not accepted")
    team("carol: /todo decline T1 no").answer.has("T1 is yours already")


def test_who_takes_an_item_over_is_not_asked(team: Talk) -> None:
    team("bob: /todo add call Acme")
    team("alice: /todo give T1 me").answer.has("T1 is alice’s now").lacks("asked")
    team("alice: /todo").answer.has("T1 · call Acme").lacks("not accepted")


# --- waiting ------------------------------------------------------------------------------------


def test_an_item_waits_for_another_and_its_owner_hears_when_it_can_go_on(team: Talk) -> None:
    team("alice: /todo add @bob write the text --due Thursday")
    team("alice: /todo add @carol print it --due Friday --after T1").one("@carol").has("It waits for T1")
    team("carol: /todo").answer.has("T2 · print it · due Fri 9 Jan 2026 · waits for T1")
    heard = team("bob: /todo done T1")
    heard.to("@carol")[-1].has("T1 is done: T2 can go on: print it").button("Done")
    team("carol: /todo").answer.lacks("waits")
    team("carol: /todo show T2").answer.has("waits no longer")


def test_nothing_waits_for_itself_or_for_what_is_closed(team: Talk) -> None:
    for what in ("one", "two", "three"):
        team(f"bob: /todo add {what}")
    team("bob: /todo edit T1 --after T2").answer.has("Waits for: T2")
    team("bob: /todo edit T2 --after T3")
    team("bob: /todo edit T3 --after T1").answer.has("T1 waits for T3 already")
    team("bob: /todo edit T3 --after T3").answer.has("cannot wait")
    team("bob: /todo edit T3 --after T9").answer.has("There is no T9")
    team("bob: /todo edit T2 --after none").answer.has("Waits for: nothing")
    team("bob: /todo drop T2 not needed").one("@bob").has("T2 is off the list")
    team("bob: /todo edit T3 --after T2").answer.has("T2 is closed")


@given(
    st.dictionaries(st.integers(1, 8), st.one_of(st.none(), st.integers(1, 8))), st.integers(1, 8), st.integers(1, 8)
)
def test_a_circle_is_found_however_long(links: dict[int, int | None], item: int, after: int) -> None:
    chain: dict[int, int | None] = {}
    for one, other in links.items():
        if other is not None and not goes_round(one, other, chain):
            chain[one] = other
    reachable, at = set[int](), after
    while at not in reachable and at is not None:
        reachable.add(at)
        at = chain.get(at) or -1
    assert goes_round(item, after, chain) == (item in reachable)


# --- split --------------------------------------------------------------------------------------


def test_an_item_is_split_and_closes_with_its_last_part(team: Talk) -> None:
    team("alice: /todo add @bob launch the shop --due Friday --priority high")
    heard = team("bob: /todo split T1 write the text; @carol draw the pictures by Thursday")
    heard.answer.has("T1 is split: launch the shop", "T2 · bob · write the text · due Fri 9 Jan 2026 · urgent")
    heard.answer.has("T3 · carol · draw the pictures · due Thu 8 Jan 2026", "closes by itself")
    heard.one("@carol").has("bob gave you T3: draw the pictures")
    team("bob: /todo show T1").answer.has("Parts\n• T2 · bob · write the text", "• T3 · carol · draw the pictures")
    team("bob: /todo done T1").answer.has("T1 closes by itself with its last part", "T2 and T3")
    team("bob: /todo done T2")
    team("carol: /todo drop T3 there are pictures").answer.has("T3 is off the list")
    team("bob: /todo show T1").answer.has("State: done")


def test_a_whole_has_no_button_that_would_be_refused(team: Talk) -> None:
    team("bob: /help")
    posted = team("alice in #growth: /todo add @bob launch the shop --due Friday").one("#growth")
    heard = team("bob: /todo split T1 text; pictures by Thursday")
    for place in ("#growth", "@bob"):
        (changed,) = [m for m in heard.to(place) if m.updates and "T1 · launch the shop" in m.text]
        assert [b["command"] for b in changed.buttons] == ["/todo show T1"]
        changed.has("Open parts: T2 and T3")
    shown = team("bob: /todo show T1").answer
    assert [b["command"] for b in shown.buttons] == ["/todo done T2", "/todo done T3", "/todo edit T1"]
    assert not any(b["command"].endswith(" T1") for b in team("bob: /todo list").answer.buttons)
    changed = next(m for m in team("bob: /todo done T2").to("#growth") if m.updates == posted.id)
    changed.has("Open parts: T3")
    closed = next(m for m in team("bob: /todo done T3").to("#growth") if m.updates == posted.id)
    assert closed.lacks("Open parts").has("State: done").buttons == []


def test_the_whole_is_dropped_with_the_last_dropped_part(team: Talk) -> None:
    team("bob: /todo add launch the shop")
    team("bob: /todo split T1 text\n| 2. pictures")
    team("bob: /todo drop T2 T3 no shop this year").answer.has("2 off the list", "T2 · text", "T3 · pictures")
    team("bob: /todo show T1").answer.has("State: dropped")


def test_only_the_parts_remind(team: Talk) -> None:
    team("alice: /todo add @bob launch the shop --due Friday")
    team("bob: /todo split T1 text; pictures by Thursday")
    told = team("! now 2026-01-08T09:00").to("@bob")[-1].has("T3 · pictures", "T2 · text")
    told.lacks("launch the shop")


def test_a_split_that_makes_no_sense_is_refused(team: Talk) -> None:
    team("bob: /todo add launch the shop")
    team("bob: /todo split T1 only this").answer.has("two to 10 parts", "/todo split T1 draft; print")
    team("bob: /todo split T1 a; b")
    team("bob: /todo split T2 a; b").answer.has("T2 is itself a part of T1")
    team("bob: /todo split T1 @bbo a; b").answer.has("Did you mean bob")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a; b；c", ("a", "b", "c")),
        ("- a\n• b\n3. c\n4、d\n5）e", ("a", "b", "c", "d", "e")),
        (" ;;a;\n", ("a",)),
        ("2026 plan; 3.5 pages", ("2026 plan", "3.5 pages")),
    ],
)
def test_parts_stand_on_lines_or_between_semicolons(text: str, parts: tuple[str, ...]) -> None:
    assert part_texts(text) == parts


# --- several at once ----------------------------------------------------------------------------


def test_several_are_done_moved_and_given_at_once(team: Talk) -> None:
    for what in ("one", "two", "three", "four"):
        team(f"bob: /todo add {what}")
    verify(
        team,
        [
            ("bob: /todo edit T1, T2 --due Friday", "2 changed.\n• T1 · one · due Fri 9 Jan 2026"),
            ("bob: /todo edit T1 T2", "Say what is to change of all of them"),
            ("bob: /todo edit T1 T2 --what x", "A text belongs to one item"),
            ("bob: /todo snooze T1 and T2 tomorrow", "I will come back to these 2 on Tue 6 Jan 2026"),
            ("bob: /todo give T1 T2 @carol", "2 are carol’s now"),
            ("bob: /待办 完成 T3、T4", "已完成 2 项。\n• T3 · three"),
            ("bob: /todo drop T3 2 reasons", "T3"),
        ],
    )
    team("bob: /todo").answer.has("With others, from you").lacks("T3", "T4")


def test_of_several_all_are_changed_or_none(team: Talk) -> None:
    team("bob: /todo add one")
    team("dave: /todo add two")
    team("bob: /todo done T1 T2").answer.has("T2 is dave’s")
    team("bob: /todo").answer.has("T1 · one")
    team("bob: /todo done T1 T9").answer.has("There is no T9")
    team("bob: /todo").answer.has("T1 · one")


# --- found --------------------------------------------------------------------------------------


def test_items_are_found_by_their_words_by_those_who_may_see_them(team: Talk) -> None:
    team("bob: /todo add send the Acme report")
    team("carol: /todo add Report of the fair")
    team("dave: /todo add secret report")
    team("bob: /todo done T1")
    found = team("bob: /todo find REPORT").answer.has("Items with “REPORT”", "T2 · carol", "T1 · bob").lacks("secret")
    assert found.text.index("T2") < found.text.index("T1")  # what is open comes first
    team("bob: /待办 查找 acme report").answer.has("T1").lacks("T2")
    team("bob: /todo find 100%").answer.has("Nothing is found with “100%”")


def test_what_came_of_a_meeting_is_listed(team: Talk) -> None:
    team("alice in #growth: /minutes @bob sends the offer by Friday")
    team("bob: /todo list --meeting M1").answer.has("From M1", "T1 · bob · sends the offer")
    team("bob: /todo list --meeting M7").answer.has("Nothing came of M7")


# --- in Chinese ---------------------------------------------------------------------------------


def test_in_simplified_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=("小陈: /团队 新建 增长组", "小陈: /团队 加人 @小李", "小李: /帮助"), language="zh-Hans")
    verify(
        team,
        [
            ("小陈: /待办 添加 @小李 上线商城 --截止 周五 --优先级 紧急", "T1 交给 小李"),
            ("小李: /待办 拆分 T1 写文案；周四前配图", "T1 已拆分：上线商城"),
            ("小李: /待办 转给 T2 @小陈", "已请小陈确认"),
            ("小陈: /待办 退回 T2 我没空", "T2 现在由 小李 负责"),
            ("小李: /待办 修改 T3 --等 T2", "等待: T2"),
            ("小李: /待办", "T3 · 配图 · 2026年1月8日 周四 截止 · 紧急 · 等 T2"),
            ("小李: /待办 完成 T2 T3", "已完成 2 项"),
            ("小李: /待办 查看 T1", "状态: 已完成"),
        ],
    )


def test_in_traditional_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=("小陳: /團隊 新增 成長組", "小陳: /團隊 加入 @小王", "小王: /說明"), language="zh-Hant")
    verify(
        team,
        [
            ("小陳: /待辦 新增 @小王 寄邀請函 --期限 週五 --協助 @小陳", "T1 交給 小王"),
            ("小王: /待辦 轉給 T1 @小陳", "已請小陳確認"),
            ("小陳: /待辦 接受 T1", "T1 歸你了：寄邀請函"),
            ("小陳: /待辦 搜尋 邀請", "含「邀請」的待辦"),
        ],
    )
