"""A team that meets."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk

START = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @carol",
    "alice: /team add @小李",
    "alice in #growth: /team bind",
    "bob: /help",
)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Alice leads bob, carol and 小李, who talk in #growth; it is Monday 2026-01-05, 09:00 in Shanghai."""
    return make_talk(after=START)
