"""A team's board in a channel: up to date soon after a change, at most once a minute, in place, until taken down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from handlers.board.rules import EVERY, GRACE, next_due
from storage.models.board import Board
from tests.alerts.conftest import TEAM
from tests.counting import reads
from tests.databases import Postgres
from tests.dialog import Heard, MakeTalk, Talk
from tests.kpi.test_at_once import at_once

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """Alice administers, bob leads Growth (#growth) with carol, dave is in Sales; Monday 2026-01-05, 09:00."""
    return make_talk(after=TEAM)


def changes(heard: Heard) -> list[str]:
    """What the board says after each change of it."""
    return [m.text for m in heard.to("#growth") if m.updates is not None]


@given(st.lists(st.integers(0, 200), max_size=40))
def test_at_most_once_a_minute_and_never_long_after_a_change(gaps: list[int]) -> None:
    """Changes so many seconds apart, against the moments at which the board is due."""
    now, due, moments = START, START - EVERY, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        coming = next_due(due, now)
        if coming is not None:
            due = coming
            moments.append(due)
        assert now <= due <= now + EVERY + GRACE, "each change is seen, and soon"
    assert all(later - earlier >= EVERY for earlier, later in pairwise(moments))


def test_a_board_shows_the_team_s_figures_and_changes_in_place(team: Talk) -> None:
    team("bob: /kpi target leads 100 --period 2026-01 --team Growth")
    heard = team("bob in #growth: /kpi board")
    heard.answer.has("Growth’s figures, kept up to date in place")
    board = heard.one("#growth").has("Growth · January 2026", "leads | – | 100", "As of Mon 5 Jan 2026, 09:00")
    assert [b["command"] for b in board.buttons] == ["/kpi log", "/kpi show --team Growth"]
    (now,) = changes(team("carol: /kpi log leads 12"))
    assert "leads | 12 | 100 (12%)" in now


def test_what_comes_in_quick_succession_comes_together(team: Talk) -> None:
    team("bob in #growth: /kpi board")
    team("carol: /kpi log leads 1")
    for _ in range(5):
        assert changes(team("carol: /kpi log leads 1")) == []
    assert changes(team("! now 2026-01-05T09:00:59")) == []
    (now,) = changes(team("! now 2026-01-05T09:01"))
    assert "leads | 6 |" in now
    assert changes(team("! advance 1h")) == []


def test_a_target_a_correction_and_a_new_month_are_seen(team: Talk) -> None:
    team("bob in #growth: /kpi board")
    team("carol: /kpi log leads 10")
    team("! advance 2m")
    assert "leads | 11" in changes(team("carol: /kpi fix K1 11"))[0]
    team("! advance 2m")
    assert "leads | 11 | 50 (22%)" in changes(team("bob: /kpi target leads 50 --period 2026-01 --team Growth"))[0]
    february = changes(team("! now 2026-02-01T00:01"))[-1]
    assert february.startswith("Growth · February 2026")
    assert "leads | – | –" in february


def test_other_teams_and_other_people_s_own_targets_change_nothing(team: Talk) -> None:
    team("bob in #growth: /kpi board")
    assert changes(team("dave: /kpi log leads 12")) == []
    team("bob: /kpi target leads 50 --period 2026-01 --for @carol")
    board = changes(team("carol: /kpi log leads 1"))[0]
    assert "50" not in board, "a person's target is theirs"


def test_one_a_channel_and_taken_down(team: Talk) -> None:
    team("bob: /kpi board").answer.has("A board stands in a channel")
    team("bob in #growth: /kpi board off").answer.has("There is no board in this channel.")
    team("bob in #growth: /kpi board")
    heard = team("bob in #growth: /kpi board")
    heard.answer.has("the earlier one has stopped")
    assert changes(heard) == ["Growth’s board goes on further down."]
    assert len(changes(team("carol: /kpi log leads 1"))) == 1
    assert changes(team("bob in #growth: /kpi board off"))[-1].startswith("Growth’s board is off.")
    team("! advance 5m")
    assert changes(team("carol: /kpi log leads 1")) == []
    assert changes(team("! now 2026-02-02T12:00")) == []


def test_a_lead_puts_it_up(team: Talk) -> None:
    team("carol in #growth: /kpi board").answer.has("team lead")
    team("bob in #growth: /kpi board --team Sales").answer.has("Sales")
    assert team.database.read(lambda s: list(s.exec(select(Board)))) == []


def test_in_chinese_in_both_scripts(team: Talk) -> None:
    team("alice: /team add @小李 --team Growth")
    team("alice: /team lead @小李 --team Growth")
    team("小李: /my lang 简体中文")
    team("小李 in #growth: /指标 看板").answer.has("Growth的看板放好了")
    team("小李: /my lang 繁體中文")
    team("小李 in #growth: /指標 看板 撤下").answer.has("Growth的看板已撤下")


def test_it_outlives_a_restart(make_talk: MakeTalk, made_url: str) -> None:
    first = make_talk(url=made_url).say(TEAM)
    first("bob in #growth: /kpi board")
    first("carol: /kpi log leads 3")
    first("carol: /kpi log leads 4")
    seen = first.all()
    first.close()
    again = make_talk(url=made_url, now=first.now.isoformat())
    (now,) = changes(again("! advance 1m"))
    assert "leads | 7 |" in now
    assert seen


def test_logging_asks_one_thing_more_whatever_there_is(team: Talk) -> None:
    team("carol: /kpi log leads 1")
    with reads(team.database) as without:
        team("carol: /kpi log leads 1")
    team("bob in #growth: /kpi board")
    team("carol: /kpi log leads 1")
    team("carol: /kpi log leads 1")
    with reads(team.database) as pending:
        team("carol: /kpi log leads 1")
    assert len(pending) == len(without)
    assert sum("FROM board" in statement for statement in pending) == 1


@pytest.mark.postgres
def test_many_at_once_make_one_change(postgres: Postgres, make_talk: MakeTalk) -> None:
    talk = make_talk(url=postgres.with_tables()).say(TEAM)
    talk("bob in #growth: /kpi board")
    at_once(talk, *(f"/kpi log leads {n + 1}" for n in range(8)), people=("bob", "carol"))
    boards = talk.database.read(lambda s: list(s.exec(select(Board).order_by(col(Board.id)))))
    assert len(boards) == 1
    (now,) = [text for text in changes(talk("! advance 2m")) if "leads" in text][-1:]
    assert "leads | 36 |" in now
