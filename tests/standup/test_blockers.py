"""Blockers that stay: their age in the summary, and the lead hears after two working days."""

from __future__ import annotations

from tests.dialog import Heard, Seen, Talk

FRIDAY = "! now 2026-01-09T09:30"


def risen(heard: Heard, who: str) -> list[Seen]:
    """What tells somebody of a blocker that stays."""
    return [message for message in heard.to(who) if "T1" in message.text and "Still blocked" in message.text]


def test_the_lead_hears_after_two_working_days_once(growth: Talk) -> None:
    growth(FRIDAY)
    growth("bob: /standup --today copy --blockers waiting for legal")
    assert not risen(growth("! now 2026-01-13T09:29"), "@alice")
    heard = growth("! now 2026-01-20T12:00")
    (told,) = risen(heard, "@alice")
    assert told.at == "2026-01-13T09:30:00+08:00"  # the weekend does not count
    told.has("Still blocked after 2 working days", "bob", "waiting for legal")
    assert told.button("What happened to it") == "/todo show T1"
    assert not risen(heard, "@bob")


def test_what_is_closed_or_taken_back_does_not_rise(growth: Talk) -> None:
    growth("! now 2026-01-05T09:30")
    growth("bob: /standup --today copy --blockers waiting for legal; no budget")
    growth("bob: /todo done T1")
    growth("bob: /standup --today copy --blockers waiting for legal")
    heard = growth("! now 2026-01-09T12:00")
    assert not [m for m in heard.to("@alice") if "Still blocked" in m.text]


def test_a_leads_own_blocker_rises_to_the_managers(growth: Talk) -> None:
    growth("dave: /help")
    growth("alice: /admin grant @dave manager")
    growth("! now 2026-01-05T09:30")
    growth("alice: /standup --today copy --blockers waiting for legal")
    heard = growth("! now 2026-01-09T12:00")
    assert len(risen(heard, "@dave")) == 1
    assert not risen(heard, "@alice")


def test_it_waits_for_the_end_of_quiet_hours(found: Talk) -> None:
    found("alice: /standup set 21:00")
    found("! now 2026-01-05T21:00")
    found("bob: /standup --today copy --blockers waiting for legal")
    (told,) = risen(found("! now 2026-01-08T12:00"), "@alice")
    assert told.at == "2026-01-08T08:00:00+08:00"


def test_the_summary_and_the_answer_show_the_age(growth: Talk) -> None:
    growth("! now 2026-01-05T09:30")
    growth("bob: /standup --today copy --blockers waiting for legal").answer.lacks("working day")
    growth("! now 2026-01-07T09:30")
    answer = growth("bob: /standup --today copy --blockers waiting for legal; no budget").answer
    answer.has("T1 · waiting for legal · 2 working days").lacks("no budget ·")
    post = growth("! now 2026-01-07T11:30").one("#growth")
    post.has("• T1 · bob: waiting for legal · 2 working days", "• T2 · bob: no budget").lacks("no budget ·")


def test_in_chinese(growth: Talk) -> None:
    growth("alice: /my lang 繁體中文")
    growth("! now 2026-01-05T09:30")
    growth("小李: 今天：投放；卡点：等法务")
    told = [m for m in growth("! now 2026-01-07T12:00").to("@alice") if "T1" in m.text and "上班日" in m.text]
    assert len(told) == 1
    told[0].has("小李", "2 個上班日", "等法务")
