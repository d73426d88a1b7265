"""A meeting while it runs: point after point, until when, what is noted and taken back; and what was decided, found."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.meetings.rules import point_lengths
from tests.dialog import MakeTalk, Talk
from tests.meetings.conftest import START

AGENDA = "--agenda figures 10m; blockers; next steps"


def test_point_after_point_each_with_its_time(team: Talk) -> None:
    team(f"alice in #growth: /meeting new Weekly --for 30m {AGENDA} --goal know what lags")
    begun = team("alice in #growth: /meeting start")
    begun.to("#growth")[-1].has("What it is for: know what lags", "• figures 10m · until 09:10\n• blockers\n")
    team("! advance 8m")
    heard = team("bob in #growth: /meeting next")
    heard.answer.has("• ✓ figures 10m\n• blockers · until 09:18\n• next steps")
    assert all(m.updates for m in heard.to("#growth") if m.only is None)  # nobody is disturbed
    heard.answer.button("Next point")
    team("bob in #growth: /meeting next").answer.has("• ✓ blockers\n• next steps · until 09:18")
    team("bob in #growth: /meeting next").answer.has("That was the last point").button("End")
    team("alice: /meeting show M1").answer.has("Time-box: 30 min · until 09:30")


def test_a_points_own_time_is_warned_of_and_its_overrun_recorded(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly --for 2h --agenda figures 10m; blockers; next steps 5m --taker @bob")
    team("alice in #growth: /meeting start")
    assert not team("! advance 7m")
    warned = team("! advance 1m")
    assert [message.to for message in warned] == ["@bob"]  # one line, to whoever takes minutes
    warned.one("@bob").has("2 min left for “figures 10m”.").button("Next point")
    assert not team("! advance 7m")
    team("bob in #growth: /meeting next").answer.has("• ✓ figures 10m · 5 min over\n• blockers")
    assert not team("! advance 20m")  # it has no time of its own
    team("bob in #growth: /meeting next")
    team("bob in #growth: /meeting end")
    assert not team("! advance 10m")
    team("alice: /meeting show M1").answer.has("• figures 10m · 5 min over\n• blockers\n• next steps 5m")


def test_whoever_takes_minutes_has_a_card_that_changes_in_place(team: Talk) -> None:
    told = team(f"alice in #growth: /meeting new Weekly {AGENDA} --taker @bob").one("@bob")
    told.has("alice asks you to take the minutes of M1 · Weekly")
    card = team("alice in #growth: /meeting start").one("@bob").has("You take the minutes", "• figures 10m")
    noted = team("carol in #growth: #decision we raise the price").one("@bob")
    assert noted.updates == card.id
    noted.has("Noted so far\n> #decision we raise the price")
    assert noted.button("Take the last back") == "/minutes undo"
    team("alice in #growth: /meeting next").one("@bob").has("✓ figures 10m")
    heard = team("alice in #growth: /meeting end")
    heard.one("@bob").lacks("Take the last back")
    assert any("Taken by bob" in m.text for m in heard.to("#growth"))


def test_what_was_noted_is_taken_back_line_by_line(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly")
    team("alice in #growth: /meeting start")
    team("alice in #growth: #decision we raise the price")
    team("alice in #growth: #action @bob sends the deck by Friday")
    team("alice in #growth: #undo").answer.has("Taken back:\n> #action @bob sends the deck by Friday")
    team("alice: /minutes show M1").answer.has("we raise the price").lacks("deck")
    team("alice in #growth: /minutes undo").answer.has("> #decision we raise the price")
    team("alice in #growth: /minutes undo").answer.has("Nothing has been noted")
    team("alice in #growth: /meeting end").answer.has("Now the minutes")
    team("alice in #growth: #undo")  # no meeting runs: it is just a text
    team("bob: /todo").answer.has("Nothing on your list")


def test_a_meeting_of_a_kind_is_asked_what_it_is_for(team: Talk) -> None:
    team("alice in #growth: /meeting new Retro --at tomorrow 10:00 --type retro --agenda what went well")
    asked = team("! now 2026-01-05T10:00").one("@alice").has("what is it for?")
    assert asked.button("Say what it is for") == "/meeting goal M1"
    heard = team("alice: agree on one thing to do differently")
    heard.answer.has("What it is for: agree on one thing to do differently")
    heard.one("#growth").has("What for: agree on one thing", "Time-box: 1 h")


def test_guests_are_told_and_see_it(team: Talk) -> None:
    heard = team("alice: /meeting new Talk --at tomorrow 10:00 --with @bob --type one --goal how are you")
    heard.one("@bob").has("alice asks you to take part in M1 · Talk")
    team("bob: /meeting show M1").answer.has("how are you", "Time-box: 30 min")
    team("zoe: /meeting suggest M1 me too").answer.has("M1 is for those who were in it")
    team("bob: /meeting suggest M1 holidays; holidays").answer.has("• holidays (bob)")
    asked = team("! now 2026-01-05T10:00")
    asked.one("@bob").has("is there anything for the agenda?", "• holidays (bob)")


def test_decisions_are_found_by_those_who_may_see_them(team: Talk) -> None:
    team("alice in #growth: /minutes Decision: we raise the price to 20. Decision: no fair this year.")
    team("zoe: /minutes Decision: my own price is secret")
    found = team("bob: /minutes find PRICE").answer
    found.has("Decisions with “PRICE”", "• M1 · Mon 5 Jan 2026 · we raise the price to 20").lacks("fair", "secret")
    team("zoe: /minutes find price").answer.has("M2", "secret").lacks("raise")
    team("carol: /minutes find weather").answer.has("No decision is found with “weather”")


def test_in_traditional_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=START, language="zh-Hant")
    team("怡君 in #growth: /會議 新增 週會 --時長 30分鐘 --議程 看數據10分鐘；說卡關 --目標 找出落後的指標")
    team("怡君 in #growth: /會議 開始")
    team("怡君 in #growth: /會議 下一項").answer.has("✓ 看數據10分鐘", "說卡關 · 到 09:20")
    team("怡君 in #growth: #決定 調整價格")
    team("怡君 in #growth: #復原").answer.has("已撤回", "調整價格")


@given(st.lists(st.sampled_from(["a", "b 5m", "c 10 分钟", "d（3分鐘）"]), max_size=8), st.integers(1, 120) | st.none())
def test_points_share_the_time_that_is_left(points: list[str], minutes: int | None) -> None:
    box = timedelta(minutes=minutes) if minutes is not None else None
    lengths = point_lengths(points, box)
    assert len(lengths) == len(points)
    told = {"b 5m": 5, "c 10 分钟": 10, "d（3分鐘）": 3}
    for point, length in zip(points, lengths, strict=True):
        if point in told:
            assert length == timedelta(minutes=told[point])
        else:
            assert (length is None) == (box is None)
    if box is not None and "a" in points:
        known = sum(
            (length for point, length in zip(points, lengths, strict=True) if point != "a" and length), timedelta()
        )
        free = sum(
            (length for point, length in zip(points, lengths, strict=True) if point == "a" and length), timedelta()
        )
        assert abs(free - max(timedelta(), box - known)) < timedelta(seconds=1)
