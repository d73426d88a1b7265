"""The scheduler: rows decide, each firing has its effect once, at local wall time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.scheduler import TRIES, Scheduler, next_time
from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Feature, Firing, Job, Work
from handlers.kit.messages import card
from storage.models.timing import Unit
from storage.states import UnitState
from tests.bot.worlds import ALICE, BOB, START, World

FAULTS: list[Exception] = []


def due(_scene: Scene, firing: Firing) -> Iterable[Work]:
    return [Work(str(person), {"person": person, "wall": f"{firing.wall:%a %H:%M}"}) for person in (ALICE, BOB)]


def run(ctx: Ctx, payload: Any) -> None:
    ctx.tell(payload["person"], card(payload["wall"]), punctual=True)
    if FAULTS:
        raise FAULTS.pop()


NAGGING = Feature("nagging", jobs=(Job("nag", due, run), Job("soon", due, run, lateness=timedelta(hours=2))))


@pytest.fixture
def world(made_url: str) -> Iterator[World]:
    """A small world whose clock nags, on each kind of database."""
    made = World(made_url, NAGGING)
    yield made
    made.close()


def every(cron: str, zone: str = "Asia/Shanghai", job: str = "nag") -> Callable[[Ctx], object]:
    return lambda ctx: ctx.schedules.every(f"{job}:{cron}:{zone}", job, cron, zone)


def units(world: World) -> list[Unit]:
    return world.database.read(lambda session: list(session.exec(select(Unit).order_by(col(Unit.id)))))


def test_a_firing_has_a_unit_a_person_at_local_time(world: World) -> None:
    world.act(every("30 9 * * *", "America/New_York"))
    assert world.tick() == 0
    world.pass_time(hours=12, minutes=29)
    assert world.tick() == 0
    world.pass_time(minutes=1)
    assert world.tick() == 2
    assert world.tick() == 0
    assert world.deliver() == [("A", "Mon 09:30"), ("B", "Mon 09:30")]


def test_replicas_and_restarts_give_one_post(world: World) -> None:
    world.act(every("30 10 * * *"))
    world.pass_time(minutes=30)
    replicas = [Scheduler(world.database, world.vocabulary, world.org, world.clock) for _ in range(4)]

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(replica.tick() for replica in replicas))

    asyncio.run(all_at_once())
    assert sorted(world.deliver()) == [("A", "Mon 10:30"), ("B", "Mon 10:30")]
    assert [unit.state for unit in units(world)] == [UnitState.DONE, UnitState.DONE]


def test_after_downtime_there_is_one_firing_and_no_flood(world: World) -> None:
    world.act(every("30 10 * * *"))
    world.pass_time(days=5)
    world.tick()
    assert len(world.deliver()) == 2
    world.pass_time(days=1)
    world.tick()
    assert len(world.deliver()) == 4


def test_what_comes_too_late_is_dropped_and_noted(world: World) -> None:
    world.act(every("30 10 * * *", job="soon"))
    world.pass_time(hours=2, minutes=31)
    assert world.tick() == 0
    assert world.deliver() == []
    assert [unit.state for unit in units(world)] == [UnitState.DROPPED, UnitState.DROPPED]


def test_failing_work_leaves_nothing_and_is_tried_again(world: World) -> None:
    world.act(every("30 10 * * *"))
    FAULTS[:] = [RuntimeError("once")]
    world.pass_time(minutes=30)
    world.tick()
    assert world.deliver() == [("B", "Mon 10:30")]
    world.pass_time(minutes=3)
    world.tick()
    assert world.deliver() == [("B", "Mon 10:30"), ("A", "Mon 10:30")]


def test_work_that_keeps_failing_ends_and_holds_nothing_up(world: World) -> None:
    world.act(lambda ctx: ctx.schedules.once("k", "nag", world.clock.now(), "UTC"))
    FAULTS[:] = [RuntimeError("always")] * (2 * TRIES)
    for _ in range(TRIES + 1):
        world.tick()
        world.pass_time(hours=1)
    assert {unit.state for unit in units(world)} == {UnitState.FAILED}
    assert FAULTS == []


def test_one_moment_fires_once_and_is_gone(world: World) -> None:
    world.act(lambda ctx: ctx.schedules.once("k", "nag", START + timedelta(minutes=5), "Asia/Shanghai"))
    world.act(lambda ctx: ctx.schedules.once("k", "nag", START + timedelta(minutes=9), "Asia/Shanghai"))
    world.pass_time(minutes=5)
    assert world.tick() == 0
    world.pass_time(minutes=4)
    assert world.tick() == 2
    assert world.act(lambda ctx: ctx.schedules.of("nag")) == ()


def test_a_dropped_schedule_is_silent(world: World) -> None:
    world.act(every("30 10 * * *"))
    world.act(lambda ctx: ctx.schedules.drop("nag:30 10 * * *:Asia/Shanghai"))
    world.pass_time(days=2)
    assert world.tick() == 0


def fired(cron: str, zone: str, begin: datetime, end: datetime) -> list[str]:
    """The wall times at which a cron fires in a span, each once, as the schedule's key makes sure."""
    found: list[str] = []
    at = next_time(cron, zone, begin)
    while at is not None and at < end:
        found.append(f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}")
        at = next_time(cron, zone, at)
    return list(dict.fromkeys(found))


def test_the_repeated_hour_fires_once_and_the_missing_hour_once() -> None:
    berlin = "Europe/Berlin"
    autumn = fired("30 2 * * *", berlin, datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC))
    assert autumn == ["2026-10-24T02:30", "2026-10-25T02:30", "2026-10-26T02:30"]
    spring = fired("30 2 * * *", berlin, datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
    assert [wall[:10] for wall in spring] == ["2026-03-28", "2026-03-29", "2026-03-30"]


def test_weekdays_by_name_are_the_ones_they_say() -> None:
    monday = next_time("0 9 * * mon", "Asia/Shanghai", datetime(2026, 1, 6, tzinfo=UTC))
    assert monday is not None
    assert f"{monday.astimezone(ZoneInfo('Asia/Shanghai')):%a %d %H}" == "Mon 12 09"


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis' way
    st.integers(0, 23),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]),
)
def test_the_next_time_is_later_and_at_the_hour_it_says(after: datetime, hour: int, zone: str) -> None:
    found = next_time(f"0 {hour} * * *", zone, after)
    assert found is not None
    assert found > after
    assert found - after <= timedelta(hours=26)
    wall = found.astimezone(ZoneInfo(zone))
    assert wall.hour == hour or wall.dst() != (wall - timedelta(hours=2)).dst()
