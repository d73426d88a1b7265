"""What other features build on: adding, correcting, withdrawing and reading action items, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event as sql_event
from sqlmodel import Session, col, select

from bot.scheduler import next_time
from handlers.kit.context import Ctx, Effects, Org, Scene
from handlers.kit.dates import When
from handlers.kit.feature import Firing
from handlers.kit.people import People, Person
from handlers.todo import api, digest
from handlers.todo.api import Item, ItemClosed, State
from storage.db import Database
from storage.models.messaging import Outbox
from storage.models.people import Workspace
from storage.repos import people as people_repo
from storage.repos import todo as repo

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)  # Monday, 09:00 in Shanghai
ZONE = "Asia/Shanghai"
FRIDAY = When(date(2026, 1, 9), None, ZONE)


class Desk:
    """A database with people of one workspace, and transactions on it; ``closed`` is what was published."""

    def __init__(self, database: Database, names: list[str]) -> None:
        self.database = database
        self.closed: list[Item] = []
        self.transactions = 0
        with self.writing() as ctx:
            place = Workspace(platform="test", external_id="W")
            ctx.session.add(place)
            ctx.session.flush()
            for name in names:
                row = people_repo.add_person(ctx.session, name, NOW)
                people_repo.add_account(ctx.session, place.id or 0, row.id or 0, name)

    @contextmanager
    def writing(self, actor: str | None = None, now: datetime = NOW) -> Iterator[Ctx]:
        """One transaction, by somebody or by a clock."""
        self.transactions += 1
        with Session(self.database.engine, expire_on_commit=False) as session, session.begin():
            who = People(session).named(actor)[0] if actor else None
            effects = Effects(f"t{self.transactions}", self._publish, next_time, by_clock=actor is None)
            yield Ctx(session, now, Org(), None, who, "en", effects)

    def _publish(self, ctx: object, event: object) -> None:
        assert isinstance(ctx, Ctx)
        if isinstance(event, ItemClosed):
            self.closed.append(event.item)

    @contextmanager
    def reading(self, now: datetime = NOW) -> Iterator[Scene]:
        """A look at it, by a clock."""
        with Session(self.database.engine) as session:
            yield Scene(session, now, Org(), None, None, None)

    def told(self) -> list[int]:
        """Who was told something, in order."""
        with self.reading() as scene:
            rows = scene.session.exec(select(Outbox).order_by(col(Outbox.id))).all()
            return [people_repo.account_by_id(scene.session, row.account_id or 0).person_id for row in rows]


@pytest.fixture
def desk(made_url: str) -> Iterator[Desk]:
    """Alice (1), Bob (2) and Carol (3)."""
    database = Database(made_url, durable=False)
    yield Desk(database, ["alice", "bob", "carol"])
    database.close()


def person(ctx: Scene, name: str) -> Person:
    """Somebody by name."""
    return ctx.people.named(name)[0]


def test_what_is_added_is_read_back_and_told(desk: Desk) -> None:
    with desk.writing("alice") as ctx:
        made = api.add(ctx, person(ctx, "bob"), "send it", FRIDAY, origin="meeting", meeting=4, overseer=3)
    with desk.reading() as scene:
        assert api.get(scene, made.id) == made
        assert (
            api.open_of(scene, 2)
            == api.of_meeting(scene, 4)
            == api.due_of(scene, (2,), FRIDAY.day, FRIDAY.day)[2]
            == (made,)
        )
        assert api.due_of(scene, (2,), *[FRIDAY.day + timedelta(1)] * 2)[2] == api.open_of(scene, 1) == ()
    assert (made.owner, made.maker, made.overseer, made.due, made.state) == (2, 1, 3, FRIDAY, State.OPEN)
    assert desk.told() == [2]


def test_a_moment_keeps_its_zone_and_comes_back_as_it_was(desk: Desk) -> None:
    due = When(date(2026, 1, 8), time(15), "America/New_York")
    with desk.writing("alice") as ctx:
        made = api.add(ctx, person(ctx, "bob"), "call", due, origin="typed")
    with desk.reading() as scene:
        assert api.get(scene, made.id).due == due
        assert api.due_of(scene, (2,), date(2026, 1, 9), date(2026, 1, 9))[2] == (
            made,
        )  # four in the morning in Shanghai


def test_a_clock_adds_too_and_nobody_is_told_where_that_is_not_wanted(desk: Desk) -> None:
    with desk.writing() as ctx:
        loud = api.add(ctx, person(ctx, "bob"), "look at the leads", None, origin="alert")
        api.add(ctx, person(ctx, "carol"), "quietly", None, origin="goal", tell=False)
    assert loud.maker is None
    assert desk.told() == [2]


def test_an_unclear_item_is_clear_once_it_is_changed(desk: Desk) -> None:
    with desk.writing("alice") as ctx:
        made = api.add(ctx, person(ctx, "bob"), "the thing", None, origin="meeting", meeting=1, needs_confirm=True)
        assert made.unclear
        same = api.change(ctx, made.id, owner=person(ctx, "bob"))
        assert not same.unclear
        changed = api.change(ctx, made.id, owner=person(ctx, "carol"), what="the other thing", due=FRIDAY)
    assert (changed.owner, changed.what, changed.due) == (3, "the other thing", FRIDAY)
    assert desk.told()[-2:] == [3, 2]
    with desk.writing("alice") as ctx:
        assert api.change(ctx, made.id, no_due=True).due is None


def test_a_withdrawn_item_is_dropped_once_and_published(desk: Desk) -> None:
    with desk.writing("alice") as ctx:
        made = api.add(ctx, person(ctx, "bob"), "a mistake", None, origin="meeting", meeting=1)
        gone = api.withdraw(ctx, made.id)
        assert api.withdraw(ctx, made.id) == gone
        assert api.open_of(ctx, 2) == ()
    assert gone.state is State.DROPPED
    assert desk.closed == [gone]


def test_closed_between_has_what_was_done_and_not_what_was_dropped(desk: Desk) -> None:
    with desk.writing("bob") as ctx:
        ids = [api.add(ctx, person(ctx, "bob"), f"task {n}", None, origin="typed").id for n in range(3)]
    for n, item_id in enumerate(ids[:2]):
        with desk.writing("bob", NOW + timedelta(hours=n)) as ctx:
            row = repo.get(ctx.session, item_id)
            assert row is not None
            row.state, row.closed_at = State.DONE, ctx.now
    with desk.writing("bob") as ctx:
        api.withdraw(ctx, ids[2])
    with desk.reading() as scene:
        day = NOW + timedelta(days=1)
        assert [i.id for i in api.closed_of(scene, {2: NOW}, day)[2]] == ids[:2]
        assert [i.id for i in api.closed_of(scene, {2: NOW}, NOW + timedelta(hours=1))[2]] == ids[:1]


def test_a_text_that_is_empty_or_too_long_is_a_mistake_of_the_caller(desk: Desk) -> None:
    with desk.writing("alice") as ctx:
        for text in ("", "x" * (api.WHAT_LENGTH + 1)):
            with pytest.raises(ValueError, match="characters"):
                api.add(ctx, person(ctx, "bob"), text, None, origin="typed")
        with pytest.raises(LookupError):
            api.get(ctx, 99)


def test_the_clock_strikes_once_in_each_zone_at_the_hour_that_was_set(desk: Desk) -> None:
    with desk.writing() as ctx:
        digest.ensure_zones(ctx, {ZONE})
        ctx.schedules.every(f"{digest.JOB}:{ZONE}", digest.JOB, "30 10 * * *", ZONE)
        digest.ensure_zones(ctx, {ZONE, "Europe/Berlin"})
        digest.ensure_zones(ctx, {"Europe/Berlin"})
        rows = [(row.zone, row.cron) for row in ctx.schedules.of(digest.JOB)]
    assert rows == [(ZONE, "30 10 * * *"), ("Europe/Berlin", "30 10 * * *")]


# --- how many queries a morning takes -------------------------------------------------------------


def statements(desk: Desk) -> tuple[int, int]:
    """How many statements it takes to find out who hears what, and how many hear."""
    firing = Firing(None, None, NOW, NOW + timedelta(hours=8), ZONE, NOW)
    count = 0

    def counted(*_args: object) -> None:
        nonlocal count
        count += 1

    with desk.reading() as scene:
        sql_event.listen(desk.database.engine, "before_cursor_execute", counted)
        work = list(digest.due(scene, firing))
        sql_event.remove(desk.database.engine, "before_cursor_execute", counted)
    return count, len(work)


def test_fifty_digests_take_as_many_queries_as_two(made_url: str) -> None:
    database = Database(made_url, durable=False)
    desk = Desk(database, [f"p{n}" for n in range(50)])
    counts = []
    for owners in (range(2), range(2, 50)):
        with desk.writing("p0") as ctx:
            everybody = ctx.people.everybody()
            for n in owners:
                for task in range(10):
                    due = When(date(2025, 12, 22) + timedelta(days=task * 2), None, ZONE)
                    api.add(ctx, everybody[n], f"task {task}", due, origin="typed", overseer=1, tell=False)
        counts.append(statements(desk))
    database.close()
    (few, two), (many, all_of_them) = counts
    assert (two, all_of_them) == (2, 50)
    assert few == many <= 8
