"""The scheduler: rows decide, each firing has its effect once, at local wall time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.clock import StandingClock
from bot.scheduler import TRIES, Scheduler, last_time, next_time
from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Feature, Firing, Job, Work
from handlers.kit.messages import card
from storage.models.timing import Unit
from storage.repos import timing
from storage.states import UnitState
from tests.bot.worlds import ALICE, BOB, START, World

FAULTS: list[Exception] = []
SINCE: list[datetime] = []


def due(_scene: Scene, firing: Firing) -> Iterable[Work]:
    SINCE.append(firing.since)
    return [Work(str(person), {"person": person, "wall": f"{firing.wall:%a %H:%M}"}) for person in (ALICE, BOB)]


def run(ctx: Ctx, payload: Any) -> None:
    ctx.tell(payload["person"], card(payload["wall"]), punctual=True)
    if FAULTS:
        raise FAULTS.pop()


def missed(ctx: Ctx, payloads: Sequence[Any]) -> None:
    ctx.tell(ALICE, card("missed: " + ", ".join(payload["wall"] for payload in payloads)))
    if FAULTS:
        raise FAULTS.pop()


NAGGING = Feature(
    "nagging", jobs=(Job("nag", due, run), Job("soon", due, run, lateness=timedelta(hours=2), missed=missed))
)


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
    world.tick()
    assert world.deliver() == [("A", "missed: Mon 10:30, Mon 10:30")], "one note for all"
    assert [unit.state for unit in units(world)] == [UnitState.DROPPED, UnitState.DROPPED]
    assert world.tick() == 0


def test_work_that_a_standstill_holds_up_after_its_firing_is_dropped_likewise(world: World) -> None:
    world.act(every("30 10 * * *", job="soon"))
    world.pass_time(minutes=30)
    put_out = world.scheduler._fire
    schedules = world.database.read(lambda session: timing.due_schedules(session, world.clock.now()))
    asyncio.run(put_out(schedules[0], world.clock.now()))  # and then it was killed
    world.pass_time(hours=3)
    world.tick()
    assert world.deliver() == [("A", "missed: Mon 10:30, Mon 10:30")]


def test_a_note_that_fails_holds_nothing_up(world: World) -> None:
    world.act(every("30 10 * * *", job="soon"))
    FAULTS[:] = [RuntimeError("the note")]
    world.pass_time(hours=2, minutes=31)
    world.tick()
    assert world.deliver() == []
    assert [unit.state for unit in units(world)] == [UnitState.DROPPED, UnitState.DROPPED]


@pytest.mark.parametrize("job", ["nag", "soon"])
def test_after_more_than_a_day_the_newest_firing_counts(world: World, job: str) -> None:
    world.act(every("30 10 * * *", job=job))
    world.pass_time(days=9, hours=1)  # an hour after the tenth, which is not too late
    world.tick()
    assert world.deliver() == [("A", "Wed 10:30"), ("B", "Wed 10:30")]
    assert SINCE[-1] == START + timedelta(minutes=30)


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=400)])
def test_a_clock_that_ran_ahead_is_put_back_and_no_slot_is_lost_or_doubled(world: World, ahead: timedelta) -> None:
    world.act(every("30 10 * * *"))
    world.clock = world.scheduler._clock = StandingClock(START + ahead)
    world.tick()
    world.clock = world.scheduler._clock = StandingClock(START)
    for _ in range(3):
        world.tick()
        world.pass_time(minutes=30)
        world.tick()
        world.pass_time(hours=23, minutes=30)
    slots = [unit.key for unit in units(world) if unit.due_at < START + timedelta(days=3)]
    assert slots == list(dict.fromkeys(slots))
    assert [key[-18:] for key in slots] == [f"2026-01-0{day}T10:30/{who}" for day in (5, 6, 7) for who in (ALICE, BOB)]


def test_a_clock_that_ran_ahead_before_a_restart_is_noticed_at_the_start(world: World) -> None:
    world.act(every("30 10 * * *"))
    world.clock = world.scheduler._clock = StandingClock(START + timedelta(days=400))
    world.tick()
    world.clock = StandingClock(START)
    world.scheduler = Scheduler(world.database, world.vocabulary, world.org, world.clock)
    asyncio.run(world.scheduler.set_up())
    (row,) = world.act(lambda ctx: ctx.schedules.of("nag"))
    assert row.next_at == START + timedelta(minutes=30)


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


# Both directions, at every hour of the night, by half an hour, at midnight (where a day begins at one), and around a
# month (Ramadan) in which the clocks go back.
CHANGING = (
    "Europe/Berlin", "America/New_York", "America/Havana", "America/Santiago", "Africa/Cairo", "Africa/Casablanca",
    "Asia/Beirut", "Australia/Lord_Howe", "Antarctica/Troll", "Asia/Shanghai",
)  # fmt: skip


@pytest.mark.parametrize("zone", CHANGING)
def test_each_time_on_the_wall_comes_once_a_day_however_the_clocks_are_changed(zone: str) -> None:
    place, first, days = ZoneInfo(zone), date(2026, 1, 1), 366
    for at in (time(0), time(0, 30), time(1, 30), time(2), time(2, 30), time(9), time(23, 30)):
        found: list[datetime] = []
        after = datetime.combine(first, time(), place).astimezone(UTC) - timedelta(microseconds=1)
        for _ in range(days):
            after = next_time(f"{at.minute} {at.hour} * * *", zone, after) or after
            found.append(after)
        expected = [datetime.combine(first + timedelta(days=n), at, place).astimezone(UTC) for n in range(days)]
        assert found == expected, (zone, at)


def test_the_repeated_hour_fires_first_and_the_missing_one_as_much_later() -> None:
    berlin = "Europe/Berlin"
    autumn = next_time("30 2 * * *", berlin, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half past two for the first time
    assert next_time("30 2 * * *", berlin, autumn) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)
    spring = next_time("30 2 * * *", berlin, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert spring == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # half past three, for half past two
    assert next_time("30 2 * * *", berlin, spring) == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)


def test_of_two_times_the_skipped_hour_loses_neither() -> None:
    begin = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)  # Berlin, one o'clock in the night
    found = [begin]
    for _ in range(3):
        found.append(next_time("0,30 2,3 * * *", "Europe/Berlin", found[-1]) or begin)
    assert [f"{moment:%d %H:%M}" for moment in found[1:]] == ["29 01:00", "29 01:30", "30 00:00"]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis' way
    st.timedeltas(timedelta(), timedelta(days=500)),
    st.sampled_from(["30 2 * * *", "0 9 * * mon", "0 9 1 * *", "15 */6 * * *"]),
    st.sampled_from(CHANGING),
)
def test_the_newest_firing_is_the_last_of_all(begin: datetime, length: timedelta, cron: str, zone: str) -> None:
    first = next_time(cron, zone, begin)
    assert first is not None
    now = first + length
    newest = last_time(cron, zone, first, now)
    assert first <= newest <= now
    following = next_time(cron, zone, newest)
    assert following is not None
    assert following > now


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
