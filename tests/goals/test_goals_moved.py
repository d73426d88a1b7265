"""The monthly check of a team whose days begin elsewhere from now on."""

from __future__ import annotations

import pytest

from tests.dialog import Heard, MakeTalk, Talk

STORY = (
    "alice: /team new Growth",
    "alice in #growth: /team bind",
    "alice: /kpi define leads",
    "alice: /kpi target leads 100 --period 2026",
)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """alice leads Growth in #growth, which is to bring 100 leads in 2026; January is about to end."""
    return make_talk(after=STORY, now="2026-01-30T12:00")


def checks(heard: Heard) -> Heard:
    """The milestone checks in the channel."""
    return Heard(m for m in heard.to("#growth") if "milestones for" in m.text)


def test_the_check_follows_the_team_to_its_new_time_zone(team: Talk) -> None:
    team("alice: /team tz Berlin").answer.has("For Growth it is Fri 30 Jan 2026, 05:00 (Europe/Berlin)")
    assert not checks(team("! now 2026-02-02T15:59"))
    assert len(checks(team("! now 2026-02-02T16:00"))) == 1


def test_a_team_that_moves_past_nine_on_the_day_is_checked_at_once_and_once(team: Talk) -> None:
    team("! now 2026-02-02T08:30")
    assert len(checks(team("alice: /team tz Tokyo"))) == 1
    assert not checks(team("alice: /team tz Shanghai"))
    assert not checks(team("! now 2026-02-03T12:00"))


def test_a_team_that_moves_on_another_day_is_not_checked_again(team: Talk) -> None:
    assert not checks(team("alice: /team tz Tokyo"))
    assert len(checks(team("! now 2026-02-03T08:00"))) == 1
    assert not checks(team("alice: /team tz Auckland"))
