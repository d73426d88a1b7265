"""The outbox's worker: in order, once, in spite of faults; what cannot be delivered ends loudly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session, col, select

from bot.delivery import LEASE
from bot.pacing import Limits
from bot.platforms.base import Outgoing, Passing, Permanent
from bot.receipts import LONG, OUTAGE, TRIES
from handlers.kit.context import Ctx
from handlers.kit.messages import card, say, to_json
from storage.models.messaging import Outbox, Posted
from storage.models.people import Person
from storage.repos import delivery as repo
from storage.repos import messaging
from storage.states import OutboxState
from tests.bot.worlds import ALICE, BOB, C, D, World


@pytest.fixture
def world(made_url: str) -> Iterator[World]:
    """A small world on each kind of database."""
    made = World(made_url)
    yield made
    made.close()


def states(world: World) -> list[OutboxState]:
    return world.database.read(
        lambda session: [row.state for row in session.exec(select(Outbox).order_by(col(Outbox.id)))]
    )


def post(world: World, channel: int, text: str) -> None:
    world.act(lambda ctx: ctx.post(channel, card(text)))


def tell(ctx: Ctx, text: str) -> None:
    ctx.tell(ALICE, card(text))


def once(*, fail: int, error: Exception) -> Callable[[Outgoing], None]:
    """A fault that raises so many times."""
    left = [fail]

    def fault(_outgoing: Outgoing) -> None:
        if left[0] > 0:
            left[0] -= 1
            raise error

    return fault


def _raise(error: Exception) -> None:
    raise error


def _never(_outgoing: Outgoing) -> None:
    raise Permanent("not in the channel")


def test_messages_go_out_in_order_once(world: World) -> None:
    for n in range(3):
        post(world, C, f"c{n}")
        world.act(partial(tell, text=f"a{n}"))
    assert world.deliver() == [("C", "c0"), ("A", "a0"), ("C", "c1"), ("A", "a1"), ("C", "c2"), ("A", "a2")]
    assert len(world.deliver()) == 6
    assert set(states(world)) == {OutboxState.SENT}


def test_each_reader_gets_their_own_language(world: World) -> None:
    def speak_chinese(session: Session) -> None:
        row = session.get_one(Person, BOB)
        row.language = "zh-Hant"
        session.add(row)

    world.write(speak_chinese)
    for who in (ALICE, BOB):
        world.act(partial(Ctx.tell, person_id=who, card=card(say("kit-nothing-open"))))
    assert world.deliver() == [("A", "There is no open question."), ("B", "目前沒有等你回答的問題。")]


def test_a_row_that_waits_holds_those_behind_it_and_no_others(world: World) -> None:
    world.platform.fault = once(fail=1, error=Passing("slow down", after=30))
    world.act(lambda ctx: ctx.post(C, card("c1")))
    world.act(lambda ctx: ctx.post(C, card("c2")))
    world.act(lambda ctx: ctx.post(D, card("d1")))
    assert world.deliver() == [("D", "d1")]
    world.pass_time(seconds=29)
    assert len(world.deliver()) == 1
    world.pass_time(seconds=1)
    assert world.deliver() == [("D", "d1"), ("C", "c1"), ("C", "c2")]


def test_a_message_for_later_does_not_hold_those_behind_it(world: World) -> None:
    world.pass_time(hours=12)  # 22:00 in Shanghai: quiet
    world.act(lambda ctx: ctx.tell(ALICE, card("by the clock")), by_clock=True)
    world.act(lambda ctx: ctx.tell(ALICE, card("by a person")))
    assert world.deliver() == [("A", "by a person")]
    world.pass_time(hours=10)
    assert world.deliver() == [("A", "by a person"), ("A", "by the clock")]


def test_what_was_set_to_a_quiet_hour_on_purpose_is_punctual(world: World) -> None:
    world.pass_time(hours=12)
    world.act(lambda ctx: ctx.tell(ALICE, card("now"), punctual=True), by_clock=True)
    assert world.deliver() == [("A", "now")]


def test_the_same_key_is_used_when_it_is_tried_again(world: World) -> None:
    seen: list[str] = []

    def fault(outgoing: Outgoing) -> None:
        seen.append(outgoing.key)
        if len(seen) == 1:
            raise TimeoutError

    world.platform.fault = fault
    world.act(lambda ctx: ctx.post(C, card("c1")))
    world.deliver()
    world.pass_time(minutes=1)
    world.deliver()
    assert seen == [seen[0], seen[0]]


def test_a_permanent_error_buries_one_message_and_lets_the_next_through(world: World) -> None:
    world.platform.fault = once(fail=1, error=Permanent("the channel is archived"))
    world.act(lambda ctx: ctx.post(C, card("c1")))
    world.act(lambda ctx: ctx.post(C, card("c2")))
    assert world.deliver() == [("C", "c2")]
    assert states(world) == [OutboxState.DEAD, OutboxState.SENT]
    dead = world.database.read(messaging.dead_letters)
    assert [row.error for row in dead] == ["the channel is archived"]


def test_whoever_posts_hears_each_time_that_it_was_not_posted(world: World) -> None:
    world.platform.fault = lambda outgoing: _never(outgoing) if outgoing.channel else None
    now = world.clock.now()

    def posted(session: Session) -> None:
        messaging.claim(session, 1, "m:C:17.1", ALICE, C, now, None)
        messaging.enqueue(
            session, key="in:1:m:C:17.1:1", destination=f"c{C}", workspace_id=1, channel_id=C,
            card=to_json(card("c1")), now=now, due_at=now,
        )  # fmt: skip

    def again(session: Session) -> None:
        for row in messaging.dead_letters(session):
            row.state = OutboxState.READY
            session.add(row)

    world.write(posted)
    for times in (1, 2):
        assert [where for where, words in world.deliver() if "could not post it in" in words] == ["A"] * times
        world.write(again)


def _down(world: World, **every: float) -> timedelta:
    """C's message is tried until it is given up; how long that took, looked at so often."""
    begin = world.clock.now()
    while states(world)[0] is OutboxState.READY:
        world.deliver()
        world.pass_time(**every)
    return world.clock.now() - begin


def test_one_message_that_fails_while_others_arrive_is_given_up_within_the_hour(world: World) -> None:
    failing = Passing("internal error")
    world.platform.fault = lambda outgoing: _raise(failing) if outgoing.channel == "C" else None
    world.act(lambda ctx: ctx.post(C, card("c1")))
    for _ in range(20):  # the platform takes what goes elsewhere
        world.act(lambda ctx: ctx.post(D, card("d1")))
        world.deliver()
        world.pass_time(minutes=5)
    assert states(world)[0] is OutboxState.DEAD
    assert timedelta(minutes=20) < LONG < timedelta(hours=1)


def test_a_platform_that_takes_nothing_for_hours_loses_nothing(world: World) -> None:
    world.platform.fault = once(fail=10_000, error=Passing("down"))
    world.act(lambda ctx: ctx.post(C, card("c1")))
    for _ in range(36):
        world.deliver()
        world.pass_time(minutes=10)
    world.platform.fault = lambda _outgoing: None
    world.pass_time(minutes=15)
    assert world.deliver() == [("C", "c1")]


def test_a_platform_that_never_comes_back_is_given_up_in_the_end(world: World) -> None:
    world.platform.fault = once(fail=10_000, error=Passing("down"))
    world.act(lambda ctx: ctx.post(C, card("c1")))
    assert OUTAGE <= _down(world, minutes=20) < 2 * OUTAGE


def test_being_told_to_wait_often_is_no_reason_to_give_up(world: World) -> None:
    world.platform.fault = once(fail=3 * TRIES, error=Passing("too many", after=1))
    world.act(lambda ctx: ctx.post(C, card("c1")))
    for _ in range(3 * TRIES):
        world.deliver()
        world.act(lambda ctx: ctx.post(D, card("d1")))
        world.pass_time(seconds=1)
    world.deliver()
    assert ("C", "c1") in world.platform.sent


def test_what_is_held_for_a_reason_of_the_platforms_own_uses_up_no_try(world: World) -> None:
    world.platform.fault = once(fail=2 * TRIES, error=Passing("the month is used up", after=3600, held=True))
    world.act(lambda ctx: ctx.post(C, card("c1")))
    world.act(lambda ctx: ctx.post(C, card("c2")))
    for _ in range(2 * TRIES):
        assert world.deliver() == []
        world.pass_time(hours=1)
    assert world.deliver() == [("C", "c1"), ("C", "c2")]


def test_a_change_that_makes_a_new_message_is_changed_there_next_time(world: World) -> None:
    changed: list[str | None] = []
    world.platform.fault = lambda outgoing: changed.append(outgoing.updates)
    world.act(lambda ctx: ctx.post(C, card("v1"), key="k"))
    for version in ("v2", "v3"):
        world.deliver()
        world.act(partial(Ctx.update, key="k", card=card(version)))
    world.deliver()
    assert changed == [None, "r1", "r2"]


def test_a_posted_card_changes_in_place_wherever_it_stands(world: World) -> None:
    for channel in (C, D):
        world.act(partial(Ctx.post, channel_id=channel, card=card("v1"), key="todo:T3"))
    world.deliver()
    world.act(lambda ctx: ctx.update("todo:T3", card("v2")))
    world.act(lambda ctx: ctx.update("todo:T3", card("v3")))
    world.deliver()
    assert world.platform.sent == [("C", "v1"), ("D", "v1")]
    assert world.platform.updates == [("C", "v3"), ("D", "v3")]


def test_a_change_of_what_is_unsent_replaces_it(world: World) -> None:
    world.act(lambda ctx: ctx.post(C, card("v1"), key="k"))
    world.act(lambda ctx: ctx.update("k", card("v2")))
    assert world.deliver() == [("C", "v2")]
    assert world.platform.updates == []


def test_a_change_while_it_is_under_way_is_not_lost(world: World) -> None:
    def fault(_outgoing: Outgoing) -> None:
        world.platform.fault = lambda _again: None
        world.act(lambda ctx: ctx.update("k", card("v2")))

    world.platform.fault = fault
    world.act(lambda ctx: ctx.post(C, card("v1"), key="k"))
    assert world.deliver() == [("C", "v1")]
    assert world.platform.updates == [("C", "v2")]
    assert world.database.read(lambda s: len(s.exec(select(Posted)).all())) == 1


def _thread(ctx: Ctx) -> None:
    ctx.post(C, card("whole"), key="k", head=card("head"))
    ctx.reply("k", {"0": card("r0"), "1": card("r1")})


def test_replies_go_under_their_head_and_change_in_place(world: World) -> None:
    under: list[str | None] = []
    world.platform.fault = lambda outgoing: under.append(outgoing.under)
    world.act(_thread)
    assert world.deliver() == [("C", "head"), ("C", "r0"), ("C", "r1")]
    assert under == [None, "r1", "r1"]
    world.act(lambda ctx: ctx.reply("k", {"1": card("other"), "2": card("late")}))
    assert ("C", "late") in world.deliver()
    assert world.platform.updates == [("C", "other")]
    assert under[-1] == "r1"


def test_replies_wait_for_their_head_and_are_not_sent_without_it(world: World) -> None:
    world.platform.fault = once(fail=1, error=Permanent("the channel is archived"))
    world.act(_thread)
    assert world.deliver() == []
    assert states(world) == [OutboxState.DEAD] * 3
    world.write(lambda session: messaging.revive_all(session, world.clock.now()))
    assert world.deliver() == [("C", "head"), ("C", "r0"), ("C", "r1")]


def test_two_workers_send_each_message_once_and_in_order(world: World) -> None:
    for n in range(20):
        post(world, C, f"{n:02}")
        post(world, D, f"{n:02}")
    other = world.worker()

    async def both() -> None:
        await asyncio.gather(world.delivery.drain(), other.drain(), world.delivery.drain(), other.drain())

    asyncio.run(both())
    world.deliver()
    expected = [f"{n:02}" for n in range(20)]
    assert [text for place, text in world.platform.sent if place == "C"] == expected
    assert [text for place, text in world.platform.sent if place == "D"] == expected


def test_the_lease_of_a_dead_worker_runs_out(world: World) -> None:
    world.act(lambda ctx: ctx.post(C, card("c1")))

    class Killed(BaseException):
        """Ends a worker as SIGKILL would: nothing after it is done."""

    def die(_outgoing: Outgoing) -> None:
        raise Killed

    world.platform.fault = die
    with pytest.raises(Killed):
        world.deliver()
    world.platform.fault = lambda _outgoing: None
    assert world.deliver() == []
    world.pass_time(seconds=61)
    assert world.deliver() == [("C", "c1")]


def _take(session: Session, world: World) -> None:
    """Another worker takes the lease of C."""
    (lease,) = repo.leases(session, [f"c{C}"]).values()
    taken = {"destination": f"c{C}", "holder": "other", "until": world.clock.now() + LEASE, "next_at": None}
    repo.put_leases(session, [{**taken, "fence": lease.fence + 1}])


def test_a_late_acknowledgement_is_refused(world: World) -> None:
    """A worker whose lease ran out while it sent must not say 'sent' for the one who holds it now."""
    world.act(lambda ctx: ctx.post(C, card("c1")))

    def slow(_outgoing: Outgoing) -> None:
        world.platform.fault = lambda _again: None
        world.pass_time(seconds=61)
        world.write(lambda session: _take(session, world))

    world.platform.fault = slow
    world.deliver()
    assert states(world) == [OutboxState.READY]


def test_what_is_overdue_is_counted_by_platform_however_often_it_was_tried(world: World) -> None:
    world.platform.fault = once(fail=1, error=Passing("slow down", after=7200))
    world.act(lambda ctx: ctx.post(C, card("c1")))
    owed_at = world.clock.now()
    world.deliver()
    assert world.database.read(lambda session: messaging.overdue(session, owed_at)) == {"test": (0, None)}
    world.pass_time(hours=1)
    assert world.database.read(lambda session: messaging.overdue(session, world.clock.now())) == {"test": (1, owed_at)}


def test_two_workers_share_the_pace_of_a_channel_and_of_the_app(world: World) -> None:
    world.limits = Limits(channel=(1.0, 1.0), app=(2.0, 10.0))
    workers = (world.worker(), world.worker())
    for n in range(2):
        post(world, C, f"c{n}")
        post(world, D, f"d{n}")

    async def both() -> None:
        await asyncio.gather(*(worker.drain() for worker in workers))

    counts = list[int]()
    for _ in range(4):
        asyncio.run(both())
        counts.append(len(world.platform.sent))
        world.pass_time(seconds=5)
    assert counts == [2, 3, 4, 4]


def test_what_the_app_is_told_to_wait_holds_all_its_destinations(world: World) -> None:
    world.platform.fault = once(fail=1, error=Passing("too many", after=30, whole=True))
    post(world, C, "c1")
    post(world, D, "d1")
    assert world.deliver() == []
    world.pass_time(seconds=29)
    assert world.deliver() == []
    world.pass_time(seconds=1)
    assert sorted(world.deliver()) == [("C", "c1"), ("D", "d1")]
