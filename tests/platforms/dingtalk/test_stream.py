"""The connection: the SDK's faults are not its own, and nothing that it took in is lost."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import aiohttp
import pytest
from dingtalk_stream import DingTalkStreamClient

from bot.platforms.dingtalk.runtime_stream import Stream, Timing
from tests.platforms.dingtalk.emulator import BOT_TOPIC, CARD_TOPIC, Emulator, Push
from tests.platforms.dingtalk.organisation import CLIENT_ID, CORP, SECRET

T = TypeVar("T")
QUICK = Timing(connect=1.0, ping=5.0, silence=60.0, parting=0.3, tries=(0.02, 0.2), settled=0.02)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    made = Emulator()
    try:
        yield made
        assert made.do(lambda org: list(org.violations)) == []
    finally:
        made.close()


class Ears:
    """What came, and a gate that holds up whoever handles it."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.open = asyncio.Event()
        self.open.set()
        self.fails = 0

    async def take(self, *what: Any) -> None:
        """Handles what came."""
        if self.fails:
            self.fails -= 1
            raise RuntimeError("the database is away")
        await self.open.wait()
        self.heard.append(what)


@asynccontextmanager
async def streaming(emulator: Emulator, ears: Ears, timing: Timing = QUICK) -> AsyncIterator[Stream]:
    """A stream that runs."""
    async with aiohttp.ClientSession() as session:
        stream = Stream(emulator.url, CLIENT_ID, SECRET, session, ears.take, ears.take, ears.take, timing)
        task = asyncio.create_task(stream.start())
        try:
            yield stream
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await stream.close(2.0)
            assert not stream.connected()


async def there(emulator: Emulator, work: Coroutine[Any, Any, T]) -> T:
    """Does something in the emulator's own loop."""
    return await asyncio.wrap_future(emulator.start(work))


async def off(work: Callable[..., T], *given: Any, **more: Any) -> T:
    """Does something that blocks."""
    return await asyncio.to_thread(work, *given, **more)


async def until(look: Callable[[], object], what: str) -> None:
    try:
        async with asyncio.timeout(8):
            while not look():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"it never came: {what}") from None


def run(work: Callable[[Ears], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(20):
            await work(Ears())

    asyncio.run(bounded())


# --- frames ---------------------------------------------------------------------------------------


def test_each_frame_is_handed_on_and_acknowledged_in_its_form(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears) as stream:
            assert isinstance(stream, DingTalkStreamClient)
            (said,) = await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}))
            assert said["code"] == 200
            assert stream.connected()
            await there(emulator, emulator.tell("CALLBACK", CARD_TOPIC, {"outTrackId": "c1"}))
            (said,) = await there(emulator, emulator.tell("EVENT", "user_leave_org", {"userId": ["1"]}))
            assert (said["code"], said["status"]) == (200, "SUCCESS")
            assert ears.heard[0][0] == {"msgId": "m1"}
            assert ears.heard[1][0] == {"outTrackId": "c1"}
            assert ears.heard[1][1].startswith("f")
            assert ears.heard[2] == ("user_leave_org", CORP, {"userId": ["1"]})
            (pong,) = await off(emulator.ping)
            assert (pong["code"], pong["opaque"]) == (200, "x1")
            (strange,) = await there(emulator, emulator.tell("CALLBACK", "/v1.0/other", {}))
            assert strange["code"] == 404

    run(work)
    assert len(emulator.asked) == 1


def test_a_frame_that_nobody_can_read_ends_nothing(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears):
            await until(emulator.connections, "connected")
            for raw in ("", "no json", "[]", "{}", '{"type": "CALLBACK"}', '{"type": "CALLBACK", "headers": 7}', "null",
                        json.dumps({"type": "CALLBACK", "headers": {"topic": BOT_TOPIC}, "data": "no json"}),
                        '{"type": "OTHER"}', "[" * 50_000):  # fmt: skip
                await there(emulator, emulator.raw(raw))
            await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}))
            assert [what[0] for what in ears.heard] == [{"msgId": "m1"}]
        assert len(emulator.asked) == 1

    run(work)


def test_an_event_that_could_not_be_handled_is_asked_for_again_and_a_message_is_not_acknowledged(
    emulator: Emulator,
) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears):
            ears.fails = 1
            (said,) = await there(emulator, emulator.tell("EVENT", "user_leave_org", {"userId": ["1"]}))
            assert said["status"] == "LATER"
            ears.fails = 1
            with pytest.raises(TimeoutError):
                await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}, patience=0.1))
            await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}))

    run(work)


# --- connections ------------------------------------------------------------------------------------


def test_asked_for_a_new_connection_it_has_that_before_it_parts_with_the_old(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears):
            await until(emulator.connections, "connected")
            await off(emulator.disconnect)
            await until(lambda: emulator.overlaps == [0, 1], "the new one came while the old was there")
            push = Push(emulator.frame("CALLBACK", BOT_TOPIC, {"msgId": "late"}))
            await there(emulator, emulator.push(push, oldest=True))  # what DingTalk still sends over the old one
            await until(lambda: ears.heard, "it is heard")
            await until(push.answered.done, "and acknowledged")
            await until(lambda: emulator.connections() == 1, "the old one ends")
            await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m2"}))
        assert len(emulator.asked) == 2

    run(work)


def test_what_a_broken_connection_brought_is_handled_and_acknowledged_over_the_next(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears):
            ears.open.clear()
            pushes = [Push(emulator.frame("CALLBACK", BOT_TOPIC, {"msgId": f"m{n}"})) for n in range(20)]
            for push in pushes:
                await there(emulator, emulator.push(push))
            (pong,) = await off(emulator.ping)  # behind them on the same connection: they are in
            assert pong["code"] == 200
            await off(emulator.cut)
            await until(lambda: emulator.connections() == 1, "connected again")
            (pong,) = await off(emulator.ping)  # the bot listens on the new one
            assert pong["code"] == 200
            ears.open.set()
            await until(lambda: all(push.answered.done() for push in pushes), "all are acknowledged")
            assert sorted(what[0]["msgId"] for what in ears.heard) == sorted(f"m{n}" for n in range(20))

    run(work)


def test_hanging_up_reads_what_was_under_way_and_waits_for_it(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        ears.open.clear()
        pushes = [Push(emulator.frame("CALLBACK", BOT_TOPIC, {"msgId": f"m{n}"})) for n in range(50)]

        async def all_of_them() -> None:
            for push in pushes:
                await emulator.push(push)

        async with streaming(emulator, ears):
            await until(emulator.connections, "connected")
            await there(emulator, all_of_them())
            asyncio.get_running_loop().call_later(0.2, ears.open.set)
        assert len(ears.heard) == 50

    run(work)


def test_a_connection_that_ends_as_if_all_were_well_is_not_asked_for_at_once_again(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        emulator.faults.brief = True
        timing = Timing(tries=(0.04, 0.3), settled=10.0, connect=1.0, parting=0.3)
        async with streaming(emulator, ears, timing):
            await until(lambda: len(emulator.asked) >= 4, "four tries")
            gaps = [after - before for before, after in zip(emulator.asked, emulator.asked[1:4], strict=False)]
            assert gaps[0] >= 0.02
            assert gaps[2] >= 0.08  # twice as long each time, at least half of that
            emulator.faults.brief = False
            await until(emulator.connections, "connected")
            await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}))

    run(work)


def test_a_ticket_refused_or_never_given_is_asked_for_again(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        emulator.faults.refuse = True
        async with streaming(emulator, ears, Timing(connect=0.1, tries=(0.02, 0.1))) as stream:
            await until(lambda: len(emulator.asked) >= 3, "asked again and again")
            assert not stream.connected()
            emulator.faults.refuse, emulator.faults.hang = False, True
            before = len(emulator.asked)
            await until(lambda: len(emulator.asked) >= before + 2, "given up, and asked again")
            emulator.faults.hang = False
            await until(stream.connected, "connected")

    run(work)


def test_a_peer_without_a_sign_of_life_is_given_up(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears, Timing(connect=1.0, ping=0.15, tries=(0.02, 0.1), parting=0.2)) as stream:
            await until(stream.connected, "connected")
            emulator.faults.mute = True
            await until(lambda: len(emulator.asked) >= 2, "another is asked for")
            emulator.faults.mute = False
            await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}))

    run(work)


def test_a_peer_that_only_answers_pings_is_not_trusted_for_ever(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears, Timing(silence=0.2, parting=0.1, settled=0.01, tries=(0.02, 0.1))):
            await until(lambda: len(emulator.asked) >= 2, "another is asked for")
            await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}))
        assert emulator.overlaps[1] == 1

    run(work)


def test_it_ends_when_it_is_told_to_whatever_it_waits_for(emulator: Emulator) -> None:
    """The SDK's own swallows a cancellation."""

    async def work(_ears: Ears) -> None:
        for fault in ("hang", "refuse", ""):
            if fault:
                setattr(emulator.faults, fault, True)
            async with streaming(emulator, Ears(), Timing(tries=(30.0, 30.0))):
                await until(lambda: emulator.asked, "it has begun")
            emulator.asked.clear()
            emulator.faults = type(emulator.faults)()

    run(work)


def test_two_of_them_live_on_one_loop(emulator: Emulator) -> None:
    async def work(ears: Ears) -> None:
        async with streaming(emulator, ears) as one, streaming(emulator, ears) as other:
            await until(lambda: one.connected() and other.connected(), "both are connected")
            await there(emulator, emulator.tell("CALLBACK", BOT_TOPIC, {"msgId": "m1"}, times=2))

    run(work)


def test_the_sdk_is_loaded_only_where_dingtalk_is_set_up() -> None:
    code = "import sys, bot.app, bot.adapters, bot.serve; print([m for m in sys.modules if m.startswith('dingtalk')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
