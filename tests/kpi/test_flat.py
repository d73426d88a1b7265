"""What is asked of the database for a figure does not grow with what was logged: the entries are not even touched."""

from __future__ import annotations

import pytest

from tests.counting import reads
from tests.dialog import Talk

MOST = {
    "bob: /kpi": 7,
    "bob: /kpi show": 14,
    "bob: /kpi show leads": 12,
    "bob: /kpi show win rate --period 2026": 12,
    "bob: /kpi show leads --period this week": 12,
    "bob: /kpi show leads --by channel": 4,
    "bob: /kpi show satisfaction --by person": 4,
    "alice: /goal check": 3,
}


def asked(talk: Talk, line: str) -> list[str]:
    """The statements about what was logged, and targets, that a line runs."""
    with reads(talk.database) as found:
        talk(line)
    return [statement for statement in found if "kpi_" in statement or "FROM target" in statement]


@pytest.mark.parametrize("line", MOST)
def test_figures_come_from_as_many_statements_however_much_was_logged(team: Talk, line: str) -> None:
    team("alice: /kpi target leads 900 --period 2026")
    team("bob: /kpi log leads 12 won 2 satisfaction 80 --channel 抖音")
    before = asked(team, line)
    for day in ("2025-12-05", "2025-12-20", "2026-01-02", "2026-01-05"):
        for value in (3, 5):
            team(f"bob: /kpi log leads {value} won 1 satisfaction {value} --channel 小红书 --date {day}")
            team(f"carol: /kpi log leads {value} won 1 satisfaction {value} --date {day}")
    after = asked(team, line)
    assert len(after) == len(before) <= MOST[line], after
    assert not any("FROM kpi_entry" in statement for statement in (*before, *after))
    assert any("FROM kpi_tally" in statement for statement in after)


def test_one_more_small_count_does_not_read_what_was_logged_that_day(team: Talk) -> None:
    team("bob: /kpi log leads 3")
    assert not any("FROM kpi_entry " in statement for statement in asked(team, "bob: /kpi log leads 3"))
    assert any("FROM kpi_entry " in statement for statement in asked(team, "bob: /kpi log leads 300"))
