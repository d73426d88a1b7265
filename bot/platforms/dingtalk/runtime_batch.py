"""The same private message to several people in one call: each call counts for the month."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.platforms.base import Passing, Permanent
from bot.platforms.dingtalk.runtime_api import Api, Refused
from handlers.kit.events import Gone

SEND = "/v1.0/robot/oToMessages/batchSend"
PEOPLE = 20  # DingTalk takes in one call
COMPANY = 0.03  # seconds a message waits for others to say the same
SLOW_DOWN = 60.0
_GONE = frozenset({"staffid.notexisted", "invalidstaffid"})


@dataclass(slots=True)
class _Batch:
    """A message and whom it is for, each with who waits for it to be sent."""

    waiting: dict[str, list[asyncio.Future[str]]] = field(default_factory=dict)
    full: asyncio.Event = field(default_factory=asyncio.Event)


class Batches:
    """Gathers what is to be told to several people in the same words. Raises ``Passing`` or ``Permanent``."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._open: dict[str, _Batch] = {}
        self._sending: set[asyncio.Task[None]] = set()

    async def tell(self, user: str, robot: str, message: Mapping[str, str]) -> str:
        """Tells somebody; DingTalk's key of the message."""
        key = json.dumps([robot, sorted(message.items())])
        batch = self._open.get(key)
        if batch is None:
            batch = self._open[key] = _Batch()
            task = asyncio.create_task(self._sent(key, batch, {"robotCode": robot, **message}))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        batch.waiting.setdefault(user, []).append(done)
        if len(batch.waiting) >= PEOPLE:
            self._open.pop(key, None)
            batch.full.set()
        return await done

    async def close(self) -> None:
        """Sends what waits for company."""
        if self._sending:
            await asyncio.gather(*self._sending, return_exceptions=True)

    async def _sent(self, key: str, batch: _Batch, body: Mapping[str, object]) -> None:
        try:
            async with asyncio.timeout(COMPANY):
                await batch.full.wait()
        except TimeoutError:
            pass
        if self._open.get(key) is batch:
            del self._open[key]
        outcome: str | Exception
        invalid, slowed = set[str](), set[str]()
        try:
            found = await self._api.ask("POST", SEND, {**body, "userIds": list(batch.waiting)})
            outcome = str(found.get("processQueryKey") or "")
            invalid, slowed = _listed(found, "invalidStaffIdList"), _listed(found, "flowControlledStaffIdList")
        except Refused as refused:
            outcome = Permanent("nobody of that id", Gone.LEFT) if refused.code in _GONE else refused
        except Exception as error:  # noqa: BLE001  whoever waits has it
            outcome = error
        for user, waiting in batch.waiting.items():
            told: str | Exception = outcome
            if user in invalid:
                told = Permanent("nobody of that id", Gone.LEFT)
            elif user in slowed:
                told = Passing("DingTalk lets nobody write to them so often", SLOW_DOWN)
            for done in waiting:
                _settle(done, told)


def _listed(found: Mapping[str, object], name: str) -> set[str]:
    users = found.get(name)
    return {str(user) for user in users} if isinstance(users, list) else set()


def _settle(done: asyncio.Future[str], told: str | Exception) -> None:
    if done.done():
        return
    if isinstance(told, Exception):
        done.set_exception(told)
    else:
        done.set_result(told)
