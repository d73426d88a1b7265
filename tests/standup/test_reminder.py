"""One reminder, half an hour before the window ends, to whoever was asked and has not answered."""

from __future__ import annotations

from tests.dialog import Heard, Seen, Talk
from tests.standup.conftest import Move


def reminders(heard: Heard, who: str) -> list[Seen]:
    """What reminds somebody of the standup."""
    words = ("not heard from you yet", "还没收到你的回答", "還沒收到你的回答")
    return [message for message in heard.to(who) if any(word in message.text for word in words)]


def test_who_has_not_answered_is_reminded_once_half_an_hour_before_the_end(asked: Talk) -> None:
    asked("bob: ad copy")
    heard = asked("! now 2026-01-05T20:00")
    (reminder,) = reminders(heard, "@alice")
    assert reminder.at == "2026-01-05T11:00:00+08:00"
    reminder.has("Standup · Growth · Mon 5 Jan 2026", "11:30")
    assert reminder.button("Answer") == "/standup --team Growth --day 2026-01-05"
    (chinese,) = reminders(heard, "@小李")
    chinese.has("还没收到你的回答", "11:30").button("今天请假")
    assert not reminders(heard, "@bob")


def test_a_plain_reply_to_it_answers(asked: Talk) -> None:
    asked("! now 2026-01-05T11:00")
    asked("alice: plan the week").answer.has("Noted", "plan the week")


def test_people_on_leave_and_complete_runs_are_left_alone(asked: Talk) -> None:
    asked("bob: /standup away")
    asked("alice: plan the week")
    asked("小李: 投放").one("#growth")
    heard = asked("! now 2026-01-05T20:00")
    assert not any(reminders(heard, who) for who in ("@alice", "@bob", "@小李"))


def test_it_can_be_turned_down(asked: Talk) -> None:
    reminder = reminders(asked("! now 2026-01-05T11:00"), "@alice")[0]
    asked(f"alice: {reminder.button('Do not remind me')}").answer.has("a reminder of an unanswered standup")
    asked("小李: /我的 不收 站会提醒").answer.has("没回答站会时的提醒")
    heard = asked("! now 2026-01-06T20:00")
    assert not reminders(heard, "@alice")
    assert not reminders(heard, "@小李")
    assert len(reminders(heard, "@bob")) == 1


def test_each_is_reminded_by_their_own_clock(growth: Talk, move: Move) -> None:
    move(growth, "bob", "America/New_York")
    heard = growth("! now 2026-01-06T09:00")
    assert [m.at for m in reminders(heard, "@alice")] == ["2026-01-05T11:00:00+08:00"]
    (late,) = reminders(heard, "@bob")
    assert late.at == "2026-01-06T00:00:00+08:00"
    late.has("11:30")  # where bob is


def test_a_window_shorter_than_an_hour_goes_without(found: Talk) -> None:
    found("alice: /standup set 09:30 --window 45m")
    assert not reminders(found("! now 2026-01-05T20:00"), "@alice")
    found("alice: /standup set 09:30 --window 1h")
    assert len(reminders(found("! now 2026-01-06T20:00"), "@alice")) == 1


def test_nobody_is_reminded_in_their_quiet_hours(found: Talk) -> None:
    found("alice: /standup set 19:30")
    heard = found("! now 2026-01-06T12:00")
    assert not reminders(heard, "@alice")


def test_a_standup_turned_off_reminds_nobody(asked: Talk) -> None:
    asked("alice: /standup off")
    assert not reminders(asked("! now 2026-01-05T20:00"), "@bob")
