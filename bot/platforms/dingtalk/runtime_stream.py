"""Stream mode: one live connection, renewed before the old one ends, and again for ever when it breaks or goes mute.

The SDK's client is the base, for its frames and its table of handlers; how it connects is not its own: that asks for
a ticket without a time-out on the bot's loop, swallows a cancellation, reconnects without a pause after a clean close,
and answers on whichever socket is the newest. DingTalk sends a message to the bot once and never again, so what a
socket has taken in is handled whatever becomes of the socket: an old one is read to its end, also when the bot is
stopped.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

import aiohttp
import structlog
import websockets
from dingtalk_stream import (
    AckMessage,
    CallbackHandler,
    CallbackMessage,
    ChatbotMessage,
    Credential,
    DingTalkStreamClient,
    EventHandler,
    EventMessage,
    SystemMessage,
)
from dingtalk_stream.version import VERSION_STRING

log = structlog.get_logger()

BOT, CARD = ChatbotMessage.TOPIC, CallbackHandler.TOPIC_CARD_CALLBACK

Json = Mapping[str, Any]
Heard = Callable[[Json, str], Awaitable[Json | None]]  # what came, and the frame's id; what DingTalk is told of it
Happened = Callable[[str, str, Json], Awaitable[None]]  # the event's type, the organisation, what it says


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: for a connection to be had, between pings and for their answer, without any frame before a new one is
    tried, for what an old one still has, between tries (the first and the longest), and how long a connection lives at
    least that was worth having."""

    connect: float = 10.0
    ping: float = 20.0
    silence: float = 600.0
    parting: float = 12.0
    tries: tuple[float, float] = (1.0, 60.0)
    settled: float = 10.0


class NotConnected(Exception):
    """DingTalk gives no connection now; the text says why."""


@dataclass(slots=True, eq=False)
class _Line:
    """A connection and who reads it; ``over`` is set when it ends or DingTalk wants another."""

    socket: websockets.ClientConnection
    since: float
    over: asyncio.Event = field(default_factory=asyncio.Event)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    reader: asyncio.Task[None] | None = None


class Stream(DingTalkStreamClient):  # type: ignore[misc]  # the SDK has no types
    """Keeps a connection and has every frame handled; a frame is acknowledged when its handler is done with it."""

    def __init__(
        self,
        url: str,
        client_id: str,
        secret: str,
        session: aiohttp.ClientSession,
        heard: Heard,
        clicked: Heard,
        happened: Happened,
        timing: Timing = Timing(),
    ) -> None:
        super().__init__(Credential(client_id, secret), logger=_quiet())
        self._url, self._session, self._timing = url.rstrip("/"), session, timing
        self._lines: list[_Line] = []
        self._handling: set[asyncio.Task[None]] = set()
        self._parting: set[asyncio.Task[None]] = set()
        self.register_callback_handler(BOT, _Callback(heard))
        self.register_callback_handler(CARD, _Callback(clicked))
        self.register_all_event_handler(_Event(happened))

    def connected(self) -> bool:
        """Whether there is a connection that is not known to be broken."""
        return any(line.socket.state is websockets.State.OPEN for line in self._lines)

    async def start(self) -> None:
        """Connects, and again, until it is cancelled."""
        failures = 0
        while True:
            try:
                line = await self._connect()
            except (NotConnected, aiohttp.ClientError, OSError, TimeoutError, ValueError, _Ended) as error:
                failures += 1
                await self._pause(failures, f"{type(error).__name__}: {error}")
                continue
            for old in [other for other in self._lines if other is not line]:
                self._part(old)
            await self._until_over(line)
            failures = failures + 1 if time.monotonic() - line.since < self._timing.settled else 0
            if failures:  # it did not last: the next may not either
                await self._pause(failures, "a connection that ended soon")

    async def close(self, seconds: float) -> None:
        """Acknowledges what has come, hangs up, and has handled what was under way before that. To be called when
        ``start`` has ended."""
        until = time.monotonic() + seconds
        if self._handling:  # a socket that is closed takes no acknowledgement
            await asyncio.wait(set(self._handling), timeout=seconds / 2)
        for task in self._parting:
            task.cancel()
        await asyncio.gather(*self._parting, return_exceptions=True)
        await asyncio.gather(*(self._hang_up(line, seconds / 2) for line in list(self._lines)))
        while (left := until - time.monotonic()) > 0 and self._handling:
            await asyncio.wait(set(self._handling), timeout=left)

    # --- connecting ----------------------------------------------------------------------------------

    async def _connect(self) -> _Line:
        """A new connection. A ticket serves once, so each try asks for a new one."""
        async with asyncio.timeout(self._timing.connect):
            address = await self._address()
            socket = await websockets.connect(
                address, proxy=None, max_size=None, open_timeout=None, ping_interval=self._timing.ping,
                ping_timeout=self._timing.ping, close_timeout=2.0,
            )  # fmt: skip
        line = _Line(socket, time.monotonic())
        self._lines.append(line)
        line.reader = asyncio.create_task(self._read(line))
        log.info("connected to DingTalk")
        return line

    async def _address(self) -> str:
        topics = [{"type": "EVENT", "topic": "*"}]
        topics += [{"type": "CALLBACK", "topic": topic} for topic in self.callback_handler_map]
        body = {
            "clientId": self.credential.client_id, "clientSecret": self.credential.client_secret,
            "subscriptions": topics, "ua": f"dingtalk-sdk-python/v{VERSION_STRING}-union",
        }  # fmt: skip
        async with self._session.post(f"{self._url}/v1.0/gateway/connections/open", json=body) as answer:
            found = await answer.json(content_type=None)
        if answer.status != 200 or not isinstance(found, dict) or not found.get("endpoint") or not found.get("ticket"):
            code = found.get("code") if isinstance(found, dict) else None
            raise NotConnected(f"the ticket is refused: {answer.status} {code}")
        return f"{found['endpoint']}?ticket={quote_plus(str(found['ticket']))}"

    async def _until_over(self, line: _Line) -> None:
        """Waits for the end of a connection; one without any frame for long is given up for a new one, since a peer may
        answer pings and yet have forgotten it."""
        while not line.over.is_set():
            line.heard.clear()
            waits = [asyncio.create_task(line.over.wait()), asyncio.create_task(line.heard.wait())]
            try:
                done, _ = await asyncio.wait(waits, timeout=self._timing.silence, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
            if not done:
                log.info("no frame for long: connecting anew")
                return

    async def _pause(self, failures: int, why: str) -> None:
        first, longest = self._timing.tries
        wait = min(longest, first * 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1.0)  # noqa: S311  jitter
        log.warning("not connected to DingTalk", error=why, again_in=round(wait, 1))
        await asyncio.sleep(wait)

    # --- reading -------------------------------------------------------------------------------------

    async def _read(self, line: _Line) -> None:
        try:
            async for raw in line.socket:
                line.heard.set()
                task = asyncio.create_task(self._framed(line, raw))
                self._handling.add(task)
                task.add_done_callback(self._handling.discard)
        except _Ended as ended:
            log.info("connection to DingTalk lost", error=str(ended))
        finally:
            line.over.set()
            if line in self._lines:
                self._lines.remove(line)

    async def _framed(self, line: _Line, raw: str | bytes) -> None:
        """Handles a frame and acknowledges it, over another connection if its own has ended."""
        try:
            ack = await self._handled(line, json.loads(raw))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            log.warning("refused", kind="frame", why=type(error).__name__)
            return
        except Exception:
            log.exception("a frame could not be handled")
            return
        if ack is None or not ack.headers.message_id:
            return
        said = json.dumps(ack.to_dict())
        for one in (line, *(other for other in self._lines if other is not line)):
            try:
                await one.socket.send(said)
            except (_Ended, OSError):
                continue
            return
        log.info("an acknowledgement was not sent")

    async def _handled(self, line: _Line, frame: dict[str, Any]) -> Any:
        """The acknowledgement of a frame; None where none is expected."""
        kind = frame.get("type")
        if kind == SystemMessage.TYPE:
            message = SystemMessage.from_dict(frame)
            if message.headers.topic == SystemMessage.TOPIC_DISCONNECT:  # in some seconds: meanwhile it goes on
                log.info("DingTalk asks for a new connection")
                line.over.set()
            return await self.system_handler.raw_process(message)
        if kind == EventMessage.TYPE:
            return await self.event_handler.raw_process(EventMessage.from_dict(frame))
        if kind == CallbackMessage.TYPE:
            message = CallbackMessage.from_dict(frame)
            handler = self.callback_handler_map.get(message.headers.topic)
            return await handler.raw_process(message) if handler is not None else _unknown(message)
        return None

    # --- parting -------------------------------------------------------------------------------------

    def _part(self, line: _Line) -> None:
        """Lets an old connection end by itself, or after some seconds."""

        async def parting() -> None:
            if line.reader is not None:
                await asyncio.wait([line.reader], timeout=self._timing.parting)
            await self._hang_up(line, self._timing.parting)

        task = asyncio.create_task(parting())
        self._parting.add(task)
        task.add_done_callback(self._parting.discard)

    async def _hang_up(self, line: _Line, seconds: float) -> None:
        """Says goodbye; what DingTalk had sent before it heard that is read first."""
        closing = asyncio.create_task(line.socket.close())
        waits = [closing, *([line.reader] if line.reader is not None else [])]
        await asyncio.wait(waits, timeout=seconds)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


_Ended = websockets.ConnectionClosed


class _Callback(CallbackHandler):  # type: ignore[misc]
    """Hands what came on, and says that it was taken when it was."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    async def process(self, message: Any) -> tuple[int, Any]:
        """The acknowledgement's code and what it holds."""
        told = await self._heard(message.data, str(message.headers.message_id or ""))
        return AckMessage.STATUS_OK, told or {}


class _Event(EventHandler):  # type: ignore[misc]
    """The same for events, which DingTalk sends again when it is told to."""

    def __init__(self, happened: Happened) -> None:
        self._happened = happened

    async def raw_process(self, event_message: Any) -> Any:
        """The acknowledgement."""
        ack, headers = AckMessage(), event_message.headers
        ack.headers.message_id, ack.headers.content_type = headers.message_id, headers.CONTENT_TYPE_APPLICATION_JSON
        ack.data = {"status": "SUCCESS", "message": "OK"}
        try:
            await self._happened(str(headers.event_type or ""), str(headers.event_corp_id or ""), event_message.data)
        except Exception:
            log.exception("an event could not be handled")
            ack.data = {"status": "LATER", "message": "again, please"}
        return ack


def _unknown(message: Any) -> Any:
    ack = AckMessage()
    ack.code = AckMessage.STATUS_NOT_IMPLEMENT
    ack.headers.message_id, ack.headers.content_type = message.headers.message_id, "application/json"
    return ack


def _quiet() -> logging.Logger:
    """A logger for the SDK that keeps to errors: its other lines hold what people wrote."""
    logger = logging.getLogger("bot.platforms.dingtalk.sdk")
    logger.setLevel(logging.ERROR)
    return logger
