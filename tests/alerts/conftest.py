"""A team with a channel, a lead who is no administrator, another team, and a few metrics."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk

TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @carol",
    "alice: /team lead @bob",
    "alice in #growth: /team bind",
    "alice: /team new Sales",
    "alice: /team add @dave --team Sales",
    "alice: /team leave --team Sales",
    "alice: /kpi define leads",
    "alice: /kpi define won",
    'alice: /kpi define win rate --unit percent --of "won / leads"',
    "alice: /kpi define spend --unit CNY --better lower",
)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Alice administers, bob leads Growth (#growth) with carol, dave is in Sales; Monday 2026-01-05, 09:00."""
    return make_talk(after=TEAM)
