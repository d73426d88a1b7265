"""The connection alone, with its real waits and a clock that a test moves: an hour of refusals takes no time here."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from bot.platforms.slack.runtime_desk import Told
from bot.platforms.slack.runtime_socket import SocketMode, Timing
from bot.platforms.slack.runtime_web import new_client
from tests.platforms.slack.emulator import Emulator
from tests.platforms.slack.payloads import message
from tests.platforms.slack.workspace import APP_TOKEN


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """Slack."""
    made = Emulator()
    yield made
    made.close()


@dataclass
class Outage:
    """Waits that only add up; once they are ``seconds`` Slack is there again."""

    emulator: Emulator
    seconds: float
    waits: list[float] = field(default_factory=list)
    connected: list[bool] = field(default_factory=list)
    socket: SocketMode | None = None

    async def sleep(self, seconds: float) -> None:
        """A wait between two tries."""
        assert self.socket is not None
        self.waits.append(seconds)
        self.connected.append(self.socket.connected())
        if sum(self.waits) >= self.seconds:
            self.emulator.faults.refuse = self.emulator.faults.down = self.emulator.faults.mute = False
        await asyncio.sleep(0)


async def lived_through(outage: Outage, fault: str, timing: Timing) -> list[Mapping[str, Any]]:
    """Connects, loses the connection by a fault, has something said meanwhile; what was heard after it was over."""
    emulator, heard = outage.emulator, list[Mapping[str, Any]]()

    async def take(payload: Mapping[str, Any]) -> Told:
        heard.append(payload)
        return Told()

    async with aiohttp.ClientSession() as session:
        client = new_client(emulator.api, None, session)
        outage.socket = socket = SocketMode(client, APP_TOKEN, session, take, timing, outage.sleep)
        running = asyncio.create_task(socket.run())
        async with asyncio.timeout(20):
            while not socket.connected():  # noqa: ASYNC110  it says so to nobody
                await asyncio.sleep(0.01)
            for one in {fault, "refuse"} - {"down"}:
                setattr(emulator.faults, one, True)
            emulator.faults.down = fault == "down"
            if fault != "mute":
                await asyncio.to_thread(emulator.cut)
            said = emulator.start(emulator.tell("events_api", message(emulator.workspace, "ann", "kpi list")[0]))
            await asyncio.wrap_future(said)
        assert socket.connected()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await socket.close(1)
    return heard


async def ended_in_the_middle(emulator: Emulator) -> Mapping[str, Any]:
    """Hangs up while something is being done; its acknowledgement."""
    begun, done = asyncio.Event(), asyncio.Event()

    async def take(_payload: Mapping[str, Any]) -> Told:
        begun.set()
        await done.wait()
        return Told({"text": "done"})

    async with aiohttp.ClientSession() as session:
        socket = SocketMode(new_client(emulator.api, None, session), APP_TOKEN, session, take, Timing())
        running = asyncio.create_task(socket.run())
        said = emulator.start(emulator.tell("events_api", message(emulator.workspace, "ann", "kpi list")[0]))
        await asyncio.wait_for(begun.wait(), 20)
        running.cancel()
        ending = asyncio.create_task(socket.close(10))
        await asyncio.sleep(0)
        done.set()
        await ending
        assert not socket.connected()
        return (await asyncio.wrap_future(said))[0]


def test_what_was_read_is_acknowledged_before_it_hangs_up(emulator: Emulator) -> None:
    assert asyncio.run(ended_in_the_middle(emulator)) == {"text": "done"}


async def left_in_silence(emulator: Emulator) -> None:
    """A peer that answers pings and has forgotten whom it speaks to."""

    async def take(_payload: Mapping[str, Any]) -> Told:
        return Told()

    def opened() -> int:
        return len([call for call in emulator.workspace.calls if call.method == "apps.connections.open"])

    async with aiohttp.ClientSession() as session:
        timing = Timing(silence=0.05, parting=0.05)
        socket = SocketMode(new_client(emulator.api, None, session), APP_TOKEN, session, take, timing)
        running = asyncio.create_task(socket.run())
        async with asyncio.timeout(20):
            while opened() < 3:
                assert socket.connected() or opened() < 2  # the old one serves until the new one does
                await asyncio.sleep(0.005)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await socket.close(1)


def test_a_connection_without_any_event_is_given_up_for_a_new_one(emulator: Emulator) -> None:
    asyncio.run(left_in_silence(emulator))


@pytest.mark.parametrize("fault", ["refuse", "down", "mute"])
@pytest.mark.parametrize("seconds", [60.0, 3600.0])
def test_it_tries_for_as_long_as_it_takes_and_never_seldom(emulator: Emulator, fault: str, seconds: float) -> None:
    outage = Outage(emulator, seconds)
    heard = asyncio.run(lived_through(outage, fault, Timing(ping=0.2)))
    assert len(heard) == 1
    assert not any(outage.connected)
    assert outage.waits[0] <= 1.0
    assert max(outage.waits) <= 30.0
    assert min(outage.waits[6:], default=15.0) >= 15.0
    assert sum(outage.waits[:-1]) < seconds  # the first try after it was over was taken
