"""Targets of a period's parts added up; the part that falls named."""

from __future__ import annotations

from tests.dialog import Talk


def test_targets_of_months_add_up_where_the_values_do(team: Talk) -> None:
    for month in range(1, 13):
        team(f"alice: /kpi target leads {month} --period 2026-{month:02}")
        team(f"alice: /kpi target satisfaction 90 --period 2026-{month:02}")
    team("bob: /kpi log leads 3 satisfaction 80")
    team("bob: /kpi show --team Growth --period 2026").answer.has("leads | 3 | 78 (3.8%)", "satisfaction | 80% | – |")
    team("bob: /kpi show leads --team Growth --period 2026-Q2").answer.has("Growth | – | 15")
    team("alice: /kpi target leads 90 --period 2026-Q1")
    team("bob: /kpi show leads --team Growth --period 2026").answer.has("Growth | 3 | 78")
    for quarter in (2, 3, 4):
        team(f"alice: /kpi target leads 100 --period 2026-Q{quarter}")
    team("bob: /kpi show leads --team Growth --period 2026").answer.has("Growth | 3 | 390")
    team("alice: /kpi target leads 400 --period 2026")
    team("bob: /kpi show leads --team Growth --period 2026").answer.has("Growth | 3 | 400")


def test_the_part_that_falls_is_said_ahead_of_the_rest(team: Talk) -> None:
    team("alice: /kpi define revenue --unit CNY")
    team('alice: /kpi define ROI --of "revenue / spend"')
    for channel, day, revenue in (
        ("抖音", "2025-12-02", 800),
        ("微信", "2025-12-02", 200),
        ("抖音", "2026-01-02", 900),
        ("微信", "2026-01-02", 100),
    ):
        team(f"bob: /kpi log revenue {revenue} spend 100 --channel {channel} --date {day}")
    shown = team("bob: /kpi show ROI --by channel").answer
    shown.has("微信 went the wrong way furthest: 1 (-50%).", "In all: 5")
    assert shown.text.index("furthest") < shown.text.index("抖音 | 9")
    team("bob: /kpi show spend --by channel").answer.lacks("furthest")
