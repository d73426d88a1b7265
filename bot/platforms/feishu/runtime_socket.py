"""The long connection: the SDK's client for frames and their parts, its own way to connect, to listen and to end.

The SDK's own ``start`` blocks a loop of its module, asks for its address without a time-out, and gives up for ever on a
refusal. Here a connection is asked for on the bot's loop, again and again, for as long as it takes.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlparse

import aiohttp
import structlog
import websockets
from lark_oapi.core.enum import LogLevel
from lark_oapi.ws.client import Client, _get_by_key, _new_ping_frame
from lark_oapi.ws.const import (
    DEVICE_ID,
    GEN_ENDPOINT_URI,
    HEADER_BIZ_RT,
    HEADER_MESSAGE_ID,
    HEADER_SEQ,
    HEADER_SUM,
    HEADER_TYPE,
    SERVICE_ID,
)
from lark_oapi.ws.enum import FrameType, MessageType
from lark_oapi.ws.exception import HeaderNotFoundException
from lark_oapi.ws.pb.pbbp2_pb2 import Frame

log = structlog.get_logger()

LARGEST = 20_000_000  # bytes of a frame

Handle = Callable[[bytes], Awaitable[Mapping[str, Any] | None]]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: for a connection to be had, between tries (the first and the longest), between the connection's pings
    where Feishu names no other, without any sign of life until it counts as dead, for a peer to say goodbye, and of a
    connection that counts as a success."""

    connect: float = 10.0
    tries: tuple[float, float] = (1.0, 60.0)
    ping: float = 120.0
    silence: float = 300.0
    parting: float = 2.0
    proven: float = 30.0


class NotConnected(Exception):
    """Feishu gives no connection now; the text says why."""


class LongConnection(Client):  # type: ignore[misc]  # the SDK has no types
    """Keeps a connection and has each event handled. ``handle`` gives what the acknowledgement holds; what it raises
    makes Feishu send the event again."""

    def __init__(
        self,
        app_id: str,
        app_secret: str,
        url: str,
        session: aiohttp.ClientSession,
        handle: Handle,
        timing: Timing = Timing(),
    ) -> None:
        super().__init__(app_id, app_secret, log_level=LogLevel.CRITICAL, domain=url, auto_reconnect=False)
        self._session, self._handle, self._timing = session, handle, timing
        self._ping_interval = timing.ping
        self._alive_at = 0.0
        self._handling: set[asyncio.Task[None]] = set()

    def connected(self) -> bool:
        """Whether there is a connection that is not known to be broken."""
        return self._conn is not None

    async def run(self) -> None:
        """Connects, listens, and connects again, until it is cancelled."""
        failures = 0
        try:
            while True:
                begin = time.monotonic()
                why = await self._once()
                log.warning("not connected to Feishu", error=why)
                failures = 1 if time.monotonic() - begin > self._timing.proven else failures + 1
                await asyncio.sleep(self._wait(failures))
        finally:
            self._cache._cron.cancel()

    async def _once(self) -> str:
        """One connection, from its beginning to its end; why it ended. Cancelled, it leaves the connection open: what
        was read is still to be acknowledged."""
        try:
            await self._connect()
            await self._listen()
            why = "the connection ended"
        except Exception as error:  # noqa: BLE001  whatever Feishu or the network does, it is tried again
            why = f"{type(error).__name__}: {error}"
        await self._hang_up()
        return why

    async def _hang_up(self) -> None:
        try:
            async with asyncio.timeout(2 * self._timing.parting):
                await self._disconnect()
        except Exception as error:  # noqa: BLE001  it is gone either way
            log.info("not parted in peace", error=type(error).__name__)

    async def close(self, seconds: float) -> None:
        """Acknowledges what was read, and hangs up. To be called when ``run`` has been cancelled."""
        if self._handling:
            await asyncio.wait(set(self._handling), timeout=seconds)
        for task in self._handling:
            task.cancel()
        await asyncio.gather(*self._handling, return_exceptions=True)
        await self._hang_up()

    def _wait(self, failures: int) -> float:
        first, longest = self._timing.tries
        return float(min(longest, first * 2.0 ** min(failures - 1, 10)) * random.uniform(0.7, 1.3))  # noqa: S311  jitter

    async def _connect(self) -> None:
        async with asyncio.timeout(self._timing.connect):
            address = await self._address()
            query = parse_qs(urlparse(address).query)
            try:
                self._conn = await websockets.connect(
                    address, proxy=None, max_size=LARGEST, close_timeout=self._timing.parting
                )
            except websockets.InvalidURI as error:  # its text would tell the address, which is a key
                raise NotConnected("the address is none") from error
        self._conn_url, self._alive_at = address, time.monotonic()
        self._conn_id = query.get(DEVICE_ID, [""])[0]
        self._service_id = query.get(SERVICE_ID, ["0"])[0]
        log.info("connected to Feishu")

    async def _address(self) -> str:
        """Where to connect to; each address serves for one connection."""
        body = {"AppID": self._app_id, "AppSecret": self._app_secret}
        async with self._session.post(
            f"{self._domain.rstrip('/')}{GEN_ENDPOINT_URI}", json=body, headers={"locale": "zh"}
        ) as answer:
            found = await answer.json(content_type=None)
        if answer.status != 200 or not isinstance(found, dict) or found.get("code") != 0:
            code = found.get("code") if isinstance(found, dict) else None
            raise NotConnected(f"the address is refused: {answer.status} ({code})")
        data = found.get("data") or {}
        self._told(data.get("ClientConfig"))
        return str(data.get("URL") or "")

    def _told(self, config: object) -> None:
        """How often Feishu wants to hear from a connection."""
        if isinstance(config, dict) and isinstance(every := config.get("PingInterval"), int) and every > 0:
            self._ping_interval = min(float(every), self._timing.ping)

    async def _listen(self) -> None:
        """Reads until the connection ends, or nothing has come for too long."""
        reading, watching = asyncio.create_task(self._read()), asyncio.create_task(self._watch())
        try:
            done, _ = await asyncio.wait({reading, watching}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            reading.cancel()
            watching.cancel()
            await asyncio.gather(reading, watching, return_exceptions=True)

    async def _read(self) -> None:
        async for raw in self._conn:
            self._alive_at = time.monotonic()
            task = asyncio.create_task(self._handle_message(raw if isinstance(raw, bytes) else raw.encode()))
            self._handling.add(task)
            task.add_done_callback(self._handling.discard)

    async def _watch(self) -> None:
        """Pings; ends when even that brings no sign of life."""
        while time.monotonic() - self._alive_at < self._timing.silence:
            await self._write_message(_new_ping_frame(int(self._service_id or 0)).SerializeToString())
            await asyncio.sleep(min(self._ping_interval, self._timing.silence / 2))

    async def _handle_message(self, msg: bytes) -> None:
        """A frame; one that cannot be read, or not be answered any more, is left to come again."""
        try:
            frame = Frame()
            frame.ParseFromString(msg)
            if FrameType(frame.method) is FrameType.DATA:
                await self._handle_data_frame(frame)
            elif frame.payload and _get_by_key(frame.headers, HEADER_TYPE) == MessageType.PONG.value:
                self._told(json.loads(frame.payload))
        except HeaderNotFoundException as error:
            log.warning("a frame without its header", error=str(error))
        except Exception as error:  # noqa: BLE001  Feishu sends it again
            log.warning("a frame was not answered", error=f"{type(error).__name__}: {error}")

    async def _handle_data_frame(self, frame: Frame) -> None:
        headers, payload = frame.headers, frame.payload
        parts = int(_get_by_key(headers, HEADER_SUM))
        if parts > 1:
            payload = self._combine(
                _get_by_key(headers, HEADER_MESSAGE_ID), parts, int(_get_by_key(headers, HEADER_SEQ)), payload
            )
        if payload is None or _get_by_key(headers, HEADER_TYPE) != MessageType.EVENT.value:
            return
        begin = time.monotonic()
        answer: dict[str, Any] = {"code": 200}
        try:
            told = await self._handle(payload)
            if told is not None:
                answer["data"] = base64.b64encode(json.dumps(told, ensure_ascii=False).encode()).decode()
        except Exception:
            log.exception("an event could not be handled")
            answer = {"code": 500}
        took = headers.add()
        took.key, took.value = HEADER_BIZ_RT, str(round((time.monotonic() - begin) * 1000))
        frame.payload = json.dumps(answer).encode()
        await self._write_message(frame.SerializeToString())
