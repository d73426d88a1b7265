"""A year of following up on a virtual clock: zones that change, holidays, make-up days, leave."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.kit.calendar import WorkingCalendar
from tests.conftest import AT_LENGTH
from tests.dialog import MakeTalk, Talk
from tests.todo.test_follow_up import PAIR, digests

CN = WorkingCalendar("CN")
MOVES = {date(2026, 3, 2): "Berlin", date(2026, 6, 1): "Los Angeles", date(2026, 9, 7): "Shanghai"}
# The shorter run has the Spring Festival, a move and a change of clocks in it too.
BEGIN, END = (date(2026, 1, 5), date(2027, 1, 4)) if AT_LENGTH else (date(2026, 2, 9), date(2026, 4, 3))
AWAY = (date(2026, 4, 13), date(2026, 4, 24)) if AT_LENGTH else (date(2026, 3, 9), date(2026, 3, 17))


@pytest.fixture
def pair(make_talk: MakeTalk) -> Talk:
    """Alice, who administers, and Bob, in a team."""
    owed = f"alice: /todo add @bob answer the customers --due {BEGIN + timedelta(days=1)}"
    return make_talk(now=f"{BEGIN}T09:00", after=(*PAIR, owed))


def test_a_year_of_digests_one_a_working_day_where_their_owner_is(pair: Talk) -> None:
    """One item is overdue all year: its owner hears of it once each of their working days, at nine, and never else."""
    zone, heard = ZoneInfo("Asia/Shanghai"), list[tuple[date, str]]()
    day = BEGIN
    while day < END:
        until = min((d for d in (*MOVES, AWAY[0], END) if day < d <= END), default=END)
        for seen in digests(pair(f"! now {until.isoformat()}T00:30")):
            local = datetime.fromisoformat(seen.at).astimezone(zone)
            heard.append((local.date(), f"{local:%H:%M}"))
            seen.has("T1 · answer the customers")
        day = until
        if day in MOVES:
            pair(f"bob: /my tz {MOVES[day]}")
            zone = {"Berlin": ZoneInfo("Europe/Berlin"), "Los Angeles": ZoneInfo("America/Los_Angeles")}.get(
                MOVES[day], ZoneInfo("Asia/Shanghai")
            )
        if day == AWAY[0]:
            pair(f"bob: /standup away --until {AWAY[1].isoformat()}")
    days = Counter(day for day, _ in heard)
    assert max(days.values()) == 1
    assert {at for _, at in heard} == {"09:00"}
    past = (BEGIN + timedelta(days=n) for n in range(1, (END - BEGIN).days))
    worked = {d for d in past if CN.is_workday(d)}
    off = {AWAY[0] + timedelta(days=n) for n in range((AWAY[1] - AWAY[0]).days + 1)}
    moved = {d + timedelta(days=n) for d in MOVES for n in (-1, 0)}  # where the clock was set half past midnight
    assert not set(days) - worked
    assert not set(days) & off
    assert worked - off - moved <= set(days)
