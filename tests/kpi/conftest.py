"""A team with a lead and two members, and a few metrics."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk

TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob --role sales",
    "alice: /team add @carol --role channel",
    "alice: /kpi define leads --roles sales",
    "alice: /kpi define won --roles sales",
    'alice: /kpi define win rate --unit percent --of "won / leads" --roles sales',
    "alice: /kpi define spend --unit CNY --better lower --roles channel",
    "alice: /kpi define satisfaction --unit percent",
)
TEAMS = (
    "alice: /team lead @bob",
    "alice: /team new Sales",
    "alice: /team add @dave --team Sales",
    "alice: /team add @erin --team Sales",
    "alice: /team lead @dave --team Sales",
)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Alice, who made everything and is administrator, leads bob and carol; it is Monday 2026-01-05, 09:00."""
    return make_talk(after=TEAM)


@pytest.fixture
def led(make_talk: MakeTalk) -> Talk:
    """The same with Bob as a lead who is no administrator, and Dave and Erin in a team of their own."""
    return make_talk(after=TEAM + TEAMS)
