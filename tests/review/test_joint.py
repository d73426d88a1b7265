"""What teams share is in the figures of each, and one deviation for all of them."""

from __future__ import annotations

from tests.dialog import MakeTalk
from tests.kpi.test_joint import BEGUN


def test_a_shared_target_is_one_deviation(make_talk: MakeTalk) -> None:
    talk = make_talk(after=BEGUN, now="2026-01-12T09:00")
    talk("boss: /kpi target deals 310 --period 2026-01 --for Growth, Sales")
    talk("carol: /kpi log deals 20")
    talk("boss in #all: /kpi review Monday 10:00")
    shown = talk("boss in #all: /kpi review").answer
    assert shown.text.count("deals · Growth + Sales | 20 | 310 (6.5%)") == 2, "in the figures of both"
    assert shown.text.count("• Growth + Sales · deals") == 1
    plan = shown.button("Plan")
    assert plan == "/kpi plan deals --team Growth + Sales"
    talk("bob: /kpi plan deals more calls --cause prices --due 2026-01-20 --team Growth + Sales").answer.has("T1")
    talk("boss in #all: /kpi review").answer.has("• Growth + Sales · deals", "prices", "more calls")
