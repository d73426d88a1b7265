"""Between Feishu and the bot: its OpenAPI and token, the long connection, the slash menu."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest

from bot.pacing import taken
from bot.platforms.base import Passing
from bot.platforms.feishu import ADAPTER
from bot.platforms.feishu.runtime_api import Api, BadCredentials
from bot.platforms.feishu.runtime_socket import LongConnection
from bot.settings import Settings
from tests.platforms.feishu.emulator import Emulator
from tests.platforms.feishu.organisation import APP_ID, APP_SECRET
from tests.platforms.feishu.stage import FeishuStage, staged

T = TypeVar("T")


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    """Feishu without a bot."""
    made = Emulator()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def as_it_was(emulator: Emulator) -> Iterator[None]:
    """Every fault ends with its test, and nothing was against the rules."""
    yield
    emulator.faults = type(emulator.faults)()
    assert emulator.do(lambda org: org.violations) == []


def api(emulator: Emulator, work: Callable[[Api], Awaitable[T]], secret: str = APP_SECRET) -> T:
    """Does something with an OpenAPI of its own."""

    async def done() -> T:
        async with aiohttp.ClientSession() as session:
            made = Api(emulator.url, APP_ID, secret, session)
            try:
                return await work(made)
            finally:
                await made.close()

    return asyncio.run(done())


# --- the OpenAPI ----------------------------------------------------------------------------------


def test_a_token_that_is_over_is_fetched_once_for_all_who_find_out(emulator: Emulator) -> None:
    async def at_once(made: Api) -> int:
        await made.ask("GET", "bot/v3/info")
        emulator.do(lambda org: org.tokens.clear())
        return len(await asyncio.gather(*(made.ask("GET", "bot/v3/info") for _ in range(30))))

    assert api(emulator, at_once) == 30
    assert emulator.do(lambda org: len(org.tokens)) == 1


def test_a_file_is_fetched_whole(emulator: Emulator) -> None:
    content = bytes(range(256)) * 4000
    emulator.do(lambda org: org.files.update(big=content))
    assert api(emulator, lambda made: made.fetch("im/v1/messages/om_1/resources/big", {"type": "file"})) == content


def test_too_many_requests_say_how_long_to_wait(emulator: Emulator) -> None:
    body = {"receive_id": "ou_1", "msg_type": "interactive", "content": "{}", "uuid": "u"}
    emulator.faults.busy = 50

    async def refused(made: Api) -> list[float | None]:
        waits: list[float | None] = []
        for _ in range(2):  # with 429, and with 400
            with pytest.raises(Passing) as caught:
                await made.ask("POST", "im/v1/messages", body, {"receive_id_type": "open_id"})
            waits.append(caught.value.after)
        return waits

    assert api(emulator, refused) == [1.0, 1.0]


def test_the_outbox_keeps_the_limits_of_a_second_and_of_a_minute() -> None:
    allowed = ADAPTER.limits(Settings(_env_file=None)).app  # type: ignore[call-arg]  # pydantic's own
    assert allowed is not None
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    now, next_at, sent = begin, None, list[float]()
    while now < begin + timedelta(minutes=2):
        granted, next_at = taken(allowed, next_at, now)
        sent += [(now - begin).total_seconds()] * granted
        now = now if granted or next_at is None else next_at
    assert max(sum(at <= one < at + 1 for one in sent) for at in sent[::7]) <= 50
    assert max(sum(at <= one < at + 60 for one in sent) for at in sent[::50]) <= 1040


def test_a_secret_that_is_refused_is_told_and_uses_up_no_try(emulator: Emulator) -> None:
    async def refused(made: Api) -> tuple[bool, bool, bool]:
        before = made.locked_out()
        with pytest.raises(BadCredentials) as caught:
            await made.ask("GET", "bot/v3/info")
        return before, made.locked_out(), caught.value.held

    assert api(emulator, refused, "another") == (False, True, True)


# --- the connection -------------------------------------------------------------------------------


def test_what_was_read_is_acknowledged_before_the_line_is_hung_up(emulator: Emulator) -> None:
    async def acknowledged() -> list[Any]:
        async with aiohttp.ClientSession() as session:
            began, may_end = asyncio.Event(), asyncio.Event()

            async def take(_payload: bytes) -> dict[str, Any]:
                began.set()
                await may_end.wait()
                return {"done": True}

            line = LongConnection(APP_ID, APP_SECRET, emulator.url, session, take)
            task = asyncio.create_task(line.run())
            while not line.connected():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            answer = emulator.start(emulator.tell(emulator.event("any", {})))  # to the newest line
            await began.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            asyncio.get_running_loop().call_later(0.05, may_end.set)
            await line.close(5)
            told: list[Any] = await asyncio.wrap_future(answer)
            return told

    assert asyncio.run(asyncio.wait_for(acknowledged(), 20)) == [{"done": True}]


def test_the_sdk_may_be_imported_while_a_loop_runs(emulator: Emulator) -> None:
    names = ("lark_oapi.ws.client", "bot.platforms.feishu.runtime_socket")

    async def connected() -> bool:
        kept = {name: sys.modules.pop(name) for name in names}
        try:
            fresh = importlib.import_module(names[1])  # the SDK takes this loop for its own
        finally:
            sys.modules.update(kept)
        async with aiohttp.ClientSession() as session:
            line = fresh.LongConnection(APP_ID, APP_SECRET, emulator.url, session, None)
            task = asyncio.create_task(line.run())
            while not line.connected():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await line.close(1)
            return True

    assert asyncio.run(asyncio.wait_for(connected(), 10))


# --- the slash menu -------------------------------------------------------------------------------


def test_a_command_that_the_menu_refuses_keeps_none_of_the_others_out(tmp_path: Path, empty_database: Path) -> None:
    with staged(FeishuStage(tmp_path, empty_database, down=True)) as late:
        late.emulator.do(lambda org: org.refused.add("kpi"))
        late.down(False)
        late.until(lambda: late.emulator.do(lambda org: len(org.commands) >= 11), "the rest of the menu")
        assert "kpi" not in late.emulator.do(lambda org: {one["command"] for one in org.commands.values()})
