"""Slack at the level of the wire, on the loopback in a thread of its own: Web API, Socket Mode, signed HTTP."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp
from aiohttp import WSMsgType, web

from bot.platforms.slack.manifest import SCOPES as MANIFEST
from tests.platforms.slack.workspace import Json, SlackError, Workspace, arguments

T = TypeVar("T")
SECRET = "shh"
SENDS = frozenset({"chat.postMessage", "chat.update", "chat.postEphemeral", "files.completeUploadExternal"})
ACK_SECONDS = 3.0


@dataclass
class Faults:
    """What goes wrong. ``slow`` is seconds before an answer; ``busy`` sends are refused with 429; a send that holds one
    of the ``dropped`` texts is done and its answer lost; ``refuse`` lets no socket in; ``mute`` leaves those there are
    without a sign of life; ``spent`` says that every response_url is used up."""

    slow: float = 0.0
    busy: int = 0
    dropped: list[str] = field(default_factory=list)
    down: bool = False
    refuse: bool = False
    mute: bool = False
    spent: bool = False


@dataclass(eq=False)
class Envelope:
    """One that is sent until it is acknowledged."""

    body: Json
    again: bool
    acknowledged: asyncio.Future[Json] = field(default_factory=asyncio.Future)
    sent: float = 0.0


class Emulator:
    """The server. ``work`` and ``do`` run something in its loop, from the test's thread."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.workspace = Workspace(lambda: self.url)
        self.target: str | None = None  # where HTTP mode is to be posted; None: Socket Mode
        self.url = ""
        self.acks: list[float] = []
        self.refused: list[tuple[float, str]] = []
        self.late = 0
        self._numbers = itertools.count(1)
        self._sockets: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._waiting: dict[str, Envelope] = {}
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()), name="slack")
        self._thread.start()
        assert self._up.wait(10)

    @property
    def api(self) -> str:
        """What ``SLACK_API_URL`` is set to."""
        return f"{self.url}/api/"

    def work(self, work: Coroutine[Any, Any, T], seconds: float = 20) -> T:
        """Runs something that waits."""
        return self.start(work).result(seconds)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begins something that waits."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def do(self, look: Callable[[Workspace], T]) -> T:
        """Looks at the workspace, or changes it."""

        async def looked() -> T:
            return look(self.workspace)

        return self.work(looked())

    def close(self) -> None:
        """Ends it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)
        self._loop.close()

    # --- what Slack tells the bot --------------------------------------------------------------------

    async def tell(self, kind: str, payload: Json, *, times: int = 1, patience: float = 20.0) -> list[Json]:
        """Tells the bot, ``times`` over, and waits until it was acknowledged; what it said to each."""
        if self.target is not None:
            return list(await asyncio.gather(*(self._posted(kind, payload) for _ in range(times))))
        envelopes = [Envelope({"type": kind, "payload": payload, "accepts_response_payload": kind != "events_api"},
                              kind == "events_api") for _ in range(times)]  # fmt: skip
        for envelope in envelopes:
            await self._sent(envelope)
        async with asyncio.timeout(patience):
            return [await envelope.acknowledged for envelope in envelopes]

    async def _sent(self, envelope: Envelope) -> None:
        """Over a live socket, once there is one; what was not acknowledged comes again over the next."""
        name = f"e{next(self._numbers)}"
        envelope.body["envelope_id"] = name
        self._waiting[name] = envelope
        while not (live := [s for s in self._sockets if not s.closed]) or self.faults.mute:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        envelope.sent = time.monotonic()
        await live[-1].send_json(envelope.body)

    async def _posted(self, kind: str, payload: Json) -> Json:
        """Over signed HTTP; an event that is not taken is posted again."""
        if kind == "events_api":
            body, content = json.dumps(payload), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content = urllib.parse.urlencode(form), "application/x-www-form-urlencoded"
        status, said = 0, ""
        for number in range(4 if kind == "events_api" else 1):
            more = {"X-Slack-Retry-Num": str(number)} if number else {}
            status, said = await self.post(body.encode(), {"Content-Type": content, **more})
            if status == 200:
                return json.loads(said) if said.startswith("{") else {}
        raise AssertionError(f"not taken: {status} {said}")

    async def post(
        self, body: bytes, headers: dict[str, str], *, at: float | None = None, secret: str = SECRET
    ) -> tuple[int, str]:
        """Posts bytes to the bot, signed."""
        stamp = str(int(time.time() if at is None else at))  # noqa: TID251  Slack's own clock
        made = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}", **headers}
        begin = time.monotonic()
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.target or "", data=body, headers=signed) as got,
        ):
            said = await got.text()
            self.acks.append(time.monotonic() - begin)
            return got.status, said

    def cut(self) -> None:
        """Drops the sockets without a word."""

        async def cut() -> None:
            there = dict(self._sockets)
            for transport in there.values():
                transport.abort()
            while there.keys() & self._sockets.keys():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

        self.work(cut())

    def warn(self) -> None:
        """Asks for new connections, as Slack does every few hours."""

        async def warn() -> None:
            for socket in self._sockets:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

        self.work(warn())

    def connections(self) -> int:
        """How many sockets there are."""
        return sum(not socket.closed for socket in self._sockets)

    # --- the server ----------------------------------------------------------------------------------

    async def _serve(self) -> None:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/socket/{ticket}", self._socket)
        app.router.add_post("/respond/{key}", self._respond)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files/{file}", self._file)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = str(runner.addresses[0] and f"http://127.0.0.1:{runner.addresses[0][1]}")
        self._up.set()
        await self._end.wait()
        for socket in list(self._sockets):
            await socket.close()
        await runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        bare = request.content_type == "application/json"
        args = arguments("", await request.json() if bare else None, {**request.query, **await request.post()})
        args["token"] = request.headers.get("Authorization", "").removeprefix("Bearer ") or args.get("token")
        if (fault := await self._fault(method in SENDS, json.dumps(args))) is not None:
            return fault
        try:
            found = {"ok": True, **self.workspace.do(method, args)}
        except SlackError as error:
            found = {"ok": False, "error": str(error)}
        lost = next((text for text in self.faults.dropped if method in SENDS and text in json.dumps(args)), None)
        if lost is not None:
            self.faults.dropped.remove(lost)
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(found, headers={"X-OAuth-Scopes": ",".join(MANIFEST)})

    async def _fault(self, sends: bool, what: str) -> web.Response | None:
        if self.faults.slow:
            await asyncio.sleep(self.faults.slow)
        if self.faults.down:
            return web.Response(status=500, text="<html>out of order</html>", content_type="text/html")
        if sends and self.faults.busy > 0:
            self.faults.busy -= 1
            self.refused.append((time.monotonic(), what))
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        return None

    async def _respond(self, request: web.Request) -> web.Response:
        if (fault := await self._fault(True, "response_url")) is not None:
            return fault
        key = request.match_info["key"]
        if self.faults.spent:
            self.workspace.addresses[key].uses = 0
        try:
            self.workspace.respond(key, await request.json())
        except SlackError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=404)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        self.workspace.content[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.Response:
        if "Authorization" not in request.headers:
            return web.Response(text="<html>log in</html>", content_type="text/html")
        return web.Response(body=self.workspace.content[request.match_info["file"]], content_type="text/csv")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        unspent = ticket in self.workspace.tickets
        self.workspace.tickets.discard(ticket)
        if self.faults.refuse or not unspent:
            return web.Response(status=403)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": self.connections() + 1})
        assert request.transport is not None
        self._sockets[socket] = request.transport
        resent = [self._sent(old) for old in self._waiting.values() if old.again and old.sent]
        resending = asyncio.gather(*resent)
        try:
            async for message in socket:
                if self.faults.mute:
                    continue
                if message.type is WSMsgType.PING:
                    await socket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            del self._sockets[socket]
            await resending
        return socket

    def _acknowledged(self, ack: Json) -> None:
        envelope = self._waiting.pop(ack["envelope_id"], None)
        if envelope is None or envelope.acknowledged.done():
            return
        took = time.monotonic() - envelope.sent
        self.acks.append(took)
        self.late += took > ACK_SECONDS
        envelope.acknowledged.set_result(ack.get("payload") or {})
