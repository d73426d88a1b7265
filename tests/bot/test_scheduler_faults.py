"""The scheduler where something fails: no firing is lost, none happens twice, and nothing holds the others up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.scheduler import Scheduler
from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Feature, Firing, Job, Work
from handlers.kit.messages import card, to_json
from storage.db import Database
from storage.repos import messaging
from tests.bot.worlds import ALICE, BOB, World
from tests.databases import Postgres


def due(_scene: Scene, firing: Firing) -> Iterable[Work]:
    return [Work(str(person), {"person": person, "wall": f"{firing.wall:%a %H:%M}"}) for person in (ALICE, BOB)]


def run(ctx: Ctx, payload: Any) -> None:
    ctx.tell(payload["person"], card(payload["wall"]), punctual=True)


def at_half_past_ten(job: str) -> Callable[[Ctx], object]:
    return lambda ctx: ctx.schedules.every(job, job, "30 10 * * *", "Asia/Shanghai")


@pytest.mark.postgres
def test_a_database_that_goes_while_it_is_asked_what_is_due_loses_no_firing(postgres: Postgres) -> None:
    gone = [True]

    def asking(scene: Scene, firing: Firing) -> Iterable[Work]:
        if gone:
            gone.pop()
            scene.session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return due(scene, firing)

    world = World(postgres.with_tables(), Feature("asking", jobs=(Job("nag", asking, run),)))
    world.act(at_half_past_ten("nag"))
    world.pass_time(minutes=30)
    with pytest.raises(OperationalError):
        world.tick()
    assert world.tick() == 2
    world.close()


def test_a_schedule_that_cannot_fire_holds_no_other_up(made_url: str) -> None:
    def unstorable(_scene: Scene, _firing: Firing) -> Iterable[Work]:
        return [Work("x", {"person": object()})]

    world = World(made_url, Feature("two", jobs=(Job("bad", unstorable, run), Job("nag", due, run))))
    for job in ("bad", "nag"):
        world.act(at_half_past_ten(job))
    world.pass_time(minutes=30)
    assert world.tick() == 2
    assert sorted(world.deliver()) == [("A", "Mon 10:30"), ("B", "Mon 10:30")]
    world.close()


@pytest.mark.postgres
def test_lost_answers_go_out_once_from_several_replicas(postgres: Postgres) -> None:
    world = World(postgres.with_tables())

    def claim(session: Session) -> None:
        for number in range(20):
            answer = {"card": to_json(card(str(number))), "language": "en"}
            messaging.claim(session, 1, f"e{number}", ALICE, None, world.clock.now(), answer)

    world.write(claim)
    world.pass_time(minutes=1)
    databases = [Database(world.database.url, durable=False) for _ in range(3)]
    replicas = [Scheduler(database, world.vocabulary, world.org, world.clock) for database in databases]

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(replica.tick() for replica in replicas))

    asyncio.run(all_at_once())
    for database in databases:
        database.close()
    assert sorted(int(told) for _, told in world.deliver()) == list(range(20))
    world.close()
