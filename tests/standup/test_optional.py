"""Optional members: asked, but neither waited for, nor reminded, nor named as missing."""

from __future__ import annotations

from tests.dialog import Talk
from tests.standup.conftest import Move
from tests.standup.test_prompts import prompts
from tests.standup.test_reminder import reminders


def test_an_optional_member_is_asked_but_not_waited_for(growth: Talk) -> None:
    growth("alice: /standup optional @bob").answer.has("bob", "Asked like everybody", "neither waited for nor named")
    assert len(prompts(growth("! now 2026-01-05T09:30"), "@bob")) == 1
    growth("alice: plan the week")
    post = growth("小李: 投放").thread("#growth").has("alice\nToday: plan the week", "小李\nToday: 投放").lacks("bob")
    late = growth("bob: ad copy").thread("#growth")
    assert late.updates == post.id
    late.has("3 of 3 answered", "bob\nToday: ad copy")


def test_neither_named_as_missing_nor_reminded(growth: Talk) -> None:
    growth("alice: /standup optional @bob")
    heard = growth("! now 2026-01-05T12:00")
    heard.one("#growth").has("Not heard from: alice and 小李").lacks("bob")
    assert not reminders(heard, "@bob")
    assert len(reminders(heard, "@alice")) == 1
    growth("alice: /standup show").answer.has("bob: asked, no answer yet · optional")


def test_the_end_does_not_wait_for_their_clock(growth: Talk, move: Move) -> None:
    move(growth, "bob", "America/New_York")
    growth("alice: /standup optional @bob")
    post = growth("! now 2026-01-05T20:00").one("#growth")
    assert post.at == "2026-01-05T11:30:00+08:00"


def test_it_changes_what_is_going_on_and_is_taken_back(asked: Talk) -> None:
    asked("alice: plan the week")
    asked("小李: 投放")
    heard = asked("alice: /standup optional @bob")
    heard.thread("#growth").has("plan the week").lacks("bob")
    back = heard.answer.button("Wait for them again")
    asked(f"alice: {back}").answer.has("Waited for again")
    asked("! now 2026-01-06T12:00").one("#growth").has("bob")


def test_several_at_once_and_in_chinese(growth: Talk) -> None:
    growth("alice: /standup optional @bob @小李").answer.has("bob and 小李")
    growth("alice: /站会 必填 @小李").answer.has("小李", "照常等")
    growth("alice: /站會 選填 @bob").answer.has("bob", "不等", "不點名")


def test_refusals(growth: Talk) -> None:
    growth("bob: /standup optional @bob").answer.has("lead")
    growth("dave: /help")
    growth("alice: /standup optional @dave").answer.has("dave", "not in Growth")
    growth("alice: /team new Sales")
    growth("alice: /standup optional @bob --team Sales").answer.has("Sales has no standup")


def test_who_comes_back_to_the_team_is_waited_for(growth: Talk) -> None:
    growth("alice: /standup optional @bob")
    growth("alice: /team remove @bob")
    growth("alice: /team add @bob")
    growth("! now 2026-01-05T12:00").one("#growth").has("bob")
