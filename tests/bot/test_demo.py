"""The demo's story, on whatever day it is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo import MONTHS
from bot.demo_story import TEAM, story
from handlers.kit.calendar import WorkingCalendar

ZONE = ZoneInfo("Asia/Shanghai")


def test_the_story_is_told_in_order_by_the_team_on_any_day() -> None:
    calendar = WorkingCalendar("CN")
    names = {name for name, _, _ in TEAM}
    for day in range(0, 365, 9):
        end = datetime(2026, 1, 5, 15, 0, tzinfo=ZONE) + timedelta(days=day)
        told = list(story(end - MONTHS, end, calendar))
        times = [at for at, *_ in told]
        assert times == sorted(times)
        assert times[-1] < end
        assert {speaker for _, speaker, *_ in told} == names
        done = [text for *_, text in told if text.startswith("/todo done")]
        assert len(done) == len(set(done)) > 6
