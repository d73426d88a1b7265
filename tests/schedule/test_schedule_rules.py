"""The rules of schedules by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scheduler import next_time
from handlers.schedule.rules import Once, at_time, jobs_meant, summed_up

JOBS = ("todo-digest", "todo-digest-own", "standup-prompt", "standup-close", "goals-check")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("todo-digest", ("todo-digest",)),
        ("Digest", ("todo-digest",)),
        ("standup", ("standup-prompt", "standup-close")),
        ("check", ("goals-check",)),
        ("own", ("todo-digest-own",)),
        ("todo", ("todo-digest", "todo-digest-own")),
        ("gest", ()),
        ("lunch", ()),
    ],
)
def test_which_job_is_meant(said: str, meant: tuple[str, ...]) -> None:
    assert jobs_meant(said, JOBS) == meant


@given(st.times(), st.sampled_from(["0 9 * * *", "30 17 1 * *", "5 8 * * mon,wed"]))
def test_a_cron_moved_to_another_hour_fires_then(at: time, cron: str) -> None:
    moved = at_time(cron, at)
    assert moved is not None
    fires = next_time(moved, "UTC", datetime(2026, 1, 5, tzinfo=UTC))
    assert fires is not None
    assert (fires.hour, fires.minute) == (at.hour, at.minute)


@pytest.mark.parametrize("cron", ["*/5 * * * *", "0 9,17 * * *", ""])
def test_a_cron_of_no_one_hour_is_left_alone(cron: str) -> None:
    assert at_time(cron, time(8)) is None


def test_what_comes_once_is_summed_up_by_job() -> None:
    early, late = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 6, tzinfo=UTC)
    assert summed_up([("a", late), ("b", late), ("a", early)]) == (Once("a", 2, early), Once("b", 1, late))
