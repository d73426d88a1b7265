"""What DingTalk says to a call, and what is made of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import aiohttp
import pytest

from bot.platforms.base import Passing
from bot.platforms.dingtalk.runtime_api import Api, NoRight, Refused
from tests.platforms.dingtalk.emulator import Emulator
from tests.platforms.dingtalk.organisation import CLIENT_ID, SECRET, Organisation, staff


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    made = Emulator()
    yield made
    made.close()


def said(emulator: Emulator, work: Callable[[Api], Coroutine[Any, Any, Any]], *answers: tuple[int, object]) -> Any:
    """What becomes of a call that is answered so; what it raises, or what it gives."""
    emulator.faults.scripted = [
        (status, body if isinstance(body, str) else json.dumps(body)) for status, body in answers
    ]
    emulator.do(lambda org: org.person("boss"))

    async def asked() -> Any:
        async with aiohttp.ClientSession() as session:
            api = Api(emulator.url, CLIENT_ID, SECRET, session, 1000.0)
            try:
                return await work(api)
            except (Passing, Refused) as error:
                return error
            finally:
                await api.close()

    found = asyncio.run(asked())
    assert emulator.faults.scripted == []
    return found


def update(api: Api) -> Coroutine[Any, Any, Any]:
    return api.ask("PUT", "/v1.0/card/instances", {"outTrackId": "x"})


def look_up(api: Api) -> Coroutine[Any, Any, Any]:
    return api.ask_old("/topapi/v2/user/get", {"userid": staff("boss")})


@pytest.mark.parametrize(
    ("status", "body", "kind", "after"),
    [
        (429, {"code": "Throttling"}, Passing, 1.0),
        (403, {"code": "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"}, Passing, 1.0),
        (403, {"code": "Forbidden.AccessDenied.QpsLimitForApi"}, Passing, 1.0),
        (200, {"errcode": 90018, "errmsg": "too many"}, Passing, 1.0),
        (200, {"errcode": 88, "sub_code": "90018"}, Passing, 1.0),
        (200, {"errcode": 90002}, Passing, 1.0),
        (200, {"errcode": -1}, Passing, 1.0),
        (500, {"code": "system.busy"}, Passing, 1.0),
        (200, {"errcode": 130101, "errmsg": "send too fast"}, Passing, 60.0),
        (200, {"status": 1111, "wait": 5, "source": "x5", "punish": "deny"}, Passing, 300.0),
        (500, "<html>", Passing, None),
        (502, "", Passing, None),
        (200, "<html>", Passing, None),
        (403, {"code": "Forbidden.AccessDenied.AccessTokenPermissionDenied"}, NoRight, 60.0),
        (200, {"errcode": 60011}, NoRight, 60.0),
        (400, {"code": "param.cardNotExist"}, Refused, None),
        (200, {"errcode": 60121}, Refused, None),
        (404, {}, Refused, None),
    ],
)
def test_each_refusal_is_what_it_means(
    emulator: Emulator, status: int, body: object, kind: type[Exception], after: float | None
) -> None:
    for call in (update, look_up):
        found = said(emulator, call, (status, body))
        assert type(found) is kind
        if isinstance(found, Passing):
            assert found.after == after
            assert not found.held


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, {"errcode": 90020}), (403, {"code": "Forbidden.AccessDenied.ApiCountLimitForOrg"})],
)
def test_a_used_up_month_is_held_back(emulator: Emulator, status: int, body: object) -> None:
    async def twice(api: Api) -> Any:
        with pytest.raises(Passing) as first:
            await update(api)
        assert first.value.held
        assert api.used_up()
        return await update(api)  # which is not even asked

    found = said(emulator, twice, (status, body))
    assert (found.held, found.after > 3000) == (True, True)


def test_a_token_that_is_not_taken_is_fetched_anew_once(emulator: Emulator) -> None:
    before = emulator.tokens
    assert said(emulator, look_up, (401, {"code": "InvalidAuthentication"}))["result"]["name"] == "boss"
    assert said(emulator, look_up, (200, {"errcode": 40014}))["result"]["name"] == "boss"
    assert emulator.tokens == before + 4
    twice = said(emulator, look_up, (401, {"code": "InvalidAuthentication"}), (401, {"code": "InvalidAuthentication"}))
    assert (type(twice), twice.after) == (Passing, None)


def test_a_wrong_secret_is_no_storm(emulator: Emulator) -> None:
    async def asked() -> Passing:
        async with aiohttp.ClientSession() as session:
            with pytest.raises(Passing) as caught:
                await look_up(Api(emulator.url, CLIENT_ID, "other", session, 1000.0))
            return caught.value

    assert asyncio.run(asked()).after == 60.0


def test_nothing_against_the_rules(emulator: Emulator) -> None:
    def broken(org: Organisation) -> list[str]:
        return list(org.violations)

    assert emulator.do(broken) == []
