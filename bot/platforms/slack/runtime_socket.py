"""Socket Mode: one live websocket, renewed before Slack ends it, and again for ever when it breaks or goes mute.

The SDK's own client is not used for this: when a new connection is refused it tries the same spent address again and
again, and it does not say whether it is connected.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.base import Passing, Permanent
from bot.platforms.slack.runtime_desk import Told
from bot.platforms.slack.runtime_web import asked

log = structlog.get_logger()

Take = Callable[[Mapping[str, Any]], Awaitable[Told]]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: between pings, for a greeting, without any event before a new connection is tried, for what an old one
    still has, between tries to connect (the first and the longest)."""

    ping: float = 10.0
    hello: float = 10.0
    silence: float = 900.0
    parting: float = 15.0
    tries: tuple[float, float] = (1.0, 30.0)


@dataclass(slots=True)
class _Line:
    """A connection and who reads it; ``over`` is set when it ends or Slack wants another."""

    socket: aiohttp.ClientWebSocketResponse
    over: asyncio.Event = field(default_factory=asyncio.Event)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    reader: asyncio.Task[None] | None = None


class SocketMode:
    """Keeps a connection, and has what is in each envelope taken: one that could not be done is not acknowledged, and
    comes again. ``sleep`` waits between tries to connect."""

    def __init__(
        self, client: AsyncWebClient, app_token: str, session: aiohttp.ClientSession, take: Take, timing: Timing,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        self._client, self._app_token, self._session = client, app_token, session
        self._take, self._timing, self._sleep = take, timing, sleep
        self._lines: list[_Line] = []
        self._handling: set[asyncio.Task[None]] = set()
        self._parting: set[asyncio.Task[None]] = set()

    def connected(self) -> bool:
        """Whether there is a connection that was greeted and is not known to be broken."""
        return any(not line.socket.closed for line in self._lines)

    async def run(self) -> None:
        """Connects, and again, until it is cancelled."""
        failures = 0
        while True:
            try:
                line = await self._connect()
            except (Passing, Permanent, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                failures += 1
                wait = self._wait(failures, error)
                log.warning("not connected to Slack", error=f"{type(error).__name__}: {error}", again_in=round(wait, 1))
                await self._sleep(wait)
                continue
            failures = 0
            for old in [other for other in self._lines if other is not line]:
                self._part(old)
            await self._until_over(line)

    async def close(self, seconds: float) -> None:
        """Reads no more, acknowledges what was read, and hangs up."""
        for line in self._lines:
            if line.reader is not None:
                line.reader.cancel()
        if self._handling:
            await asyncio.wait(set(self._handling), timeout=seconds)
        for task in self._parting:
            task.cancel()
        await asyncio.gather(*self._parting, return_exceptions=True)
        await asyncio.gather(*(self._hang_up(line) for line in list(self._lines)))

    async def _connect(self) -> _Line:
        """A new connection, greeted. Its address serves once, so each try asks for a new one."""
        found = await asked(lambda: self._client.apps_connections_open(app_token=self._app_token))
        socket = await self._session.ws_connect(str(found.get("url") or ""), heartbeat=self._timing.ping)
        try:
            async with asyncio.timeout(self._timing.hello):
                while (await self._next(socket)).get("type") != "hello":
                    pass
        except BaseException:
            await socket.close()
            raise
        line = _Line(socket)
        self._lines.append(line)
        line.reader = asyncio.create_task(self._read(line))
        log.info("connected to Slack")
        return line

    async def _until_over(self, line: _Line) -> None:
        """Waits for the end of a connection; one without any event for long is given up for a new one, since a peer
        may answer pings and yet have forgotten it."""
        while not line.over.is_set():
            line.heard.clear()
            waits = [asyncio.create_task(line.over.wait()), asyncio.create_task(line.heard.wait())]
            try:
                done, _ = await asyncio.wait(waits, timeout=self._timing.silence, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
            if not done:
                log.info("no event for long: connecting anew")
                return

    async def _next(self, socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
        """The next message. Raises ``Passing`` at the end of the connection."""
        while True:
            message = await socket.receive()
            if message.type is aiohttp.WSMsgType.TEXT:
                with contextlib.suppress(ValueError, RecursionError):
                    found = json.loads(message.data)
                    if isinstance(found, dict):
                        return found
                log.warning("refused", kind="envelope", why="not JSON")
            elif message.type is not aiohttp.WSMsgType.BINARY:
                raise Passing(f"the connection ended: {message.type.name}")

    async def _read(self, line: _Line) -> None:
        try:
            while True:
                found = await self._next(line.socket)
                line.heard.set()
                if found.get("type") == "disconnect":  # in some seconds: meanwhile it goes on
                    log.info("Slack asks for a new connection", reason=found.get("reason"))
                    line.over.set()
                    continue
                envelope = SocketModeRequest.from_dict(found) if isinstance(found.get("payload"), dict) else None
                if envelope is not None:
                    task = asyncio.create_task(self._acknowledged(line, envelope))
                    self._handling.add(task)
                    task.add_done_callback(self._handling.discard)
        except (Passing, aiohttp.ClientError, OSError) as ended:
            log.info("connection to Slack lost", error=str(ended))
        except Exception:  # nobody reads it any more, so it may not be taken for a connection
            log.exception("connection to Slack given up")
        finally:
            line.over.set()
        await self._hang_up(line)

    async def _acknowledged(self, line: _Line, envelope: SocketModeRequest) -> None:
        told = await self._take(envelope.payload)
        if told.ack is None:
            return
        answer = SocketModeResponse(envelope.envelope_id, told.ack or None)
        try:
            await line.socket.send_str(json.dumps(answer.to_dict()))
        except (aiohttp.ClientError, OSError) as error:  # Slack sends it again, and it answers as the first did
            log.info("an acknowledgement was not sent", error=str(error))
        else:
            if told.handed is not None:
                await told.handed()

    def _part(self, line: _Line) -> None:
        """Lets an old connection end by itself, or after some seconds."""

        async def parting() -> None:
            if line.reader is not None:
                await asyncio.wait([line.reader], timeout=self._timing.parting)
            await self._hang_up(line)

        task = asyncio.create_task(parting())
        self._parting.add(task)
        task.add_done_callback(self._parting.discard)

    async def _hang_up(self, line: _Line) -> None:
        if line in self._lines:
            self._lines.remove(line)
        if line.reader is not None and line.reader is not asyncio.current_task():
            line.reader.cancel()
            await asyncio.gather(line.reader, return_exceptions=True)
        await line.socket.close()

    def _wait(self, failures: int, error: Exception) -> float:
        if isinstance(error, Passing) and error.after is not None:
            return min(error.after, self._timing.tries[1])
        first, longest = self._timing.tries
        return min(longest, first * 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1.0)  # noqa: S311  jitter
