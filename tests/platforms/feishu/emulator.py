"""Feishu at the level of the wire, on the loopback in a thread of its own: endpoint, frames, OpenAPI, signed HTTP."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import itertools
import json
import os
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp
from aiohttp import WSMsgType, web
from Crypto.Cipher import AES
from lark_oapi.ws.pb.pbbp2_pb2 import Frame

from tests.platforms.feishu.organisation import APP_ID, APP_SECRET, TENANT, ApiError, Json, Organisation

T = TypeVar("T")
KEY, VERIFY = "encrypt-key", "verification-token"
SENDS = ("im/v1/messages", "ephemeral/v1/send")
ACK_SECONDS = 3.0
SPLIT = 700  # bytes from which an event comes in parts


@dataclass
class Faults:
    """What goes wrong. ``slow`` is seconds before an answer of the OpenAPI; while ``hang`` holds the endpoint gives
    none; ``busy`` sends are refused as too many, in one of Feishu's two ways; a message that holds one of the
    ``dropped`` texts is sent and its answer lost; ``refuse`` is the code with which the endpoint gives no address;
    ``mute`` leaves connections without a sign of life; ``backwards`` sends the last part of an event first;
    ``no_pictures`` takes none."""

    slow: float = 0.0
    hang: bool = False
    busy: int = 0
    dropped: list[str] = field(default_factory=list)
    down: bool = False
    backwards: bool = False
    no_pictures: bool = False
    refuse: int = 0
    mute: bool = False


@dataclass(eq=False)
class Event:
    """One that is sent until it is acknowledged."""

    payload: Json
    answered: asyncio.Future[Json] = field(default_factory=asyncio.Future)
    codes: list[int] = field(default_factory=list)
    sent: float = 0.0


class Emulator:
    """The server. ``work`` and ``do`` run something in its loop, from the test's thread."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.organisation = Organisation()
        self.target: str | None = None  # where HTTP mode is to be posted; None: the long connection
        self.url = ""
        self.acks: list[float] = []
        self.asked = 0  # addresses asked for
        self._numbers = itertools.count(1)
        self._sockets: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._waiting: dict[str, Event] = {}
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()), name="feishu")
        self._thread.start()
        assert self._up.wait(10)

    def work(self, work: Coroutine[Any, Any, T], seconds: float = 20) -> T:
        """Runs something that waits."""
        return self.start(work).result(seconds)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begins something that waits."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def do(self, look: Callable[[Organisation], T]) -> T:
        """Looks at the organisation, or changes it."""

        async def looked() -> T:
            return look(self.organisation)

        return self.work(looked())

    def close(self) -> None:
        """Ends it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)
        self._loop.close()

    # --- what Feishu tells the bot -------------------------------------------------------------------

    def event(self, kind: str, event: Json, tenant: str = TENANT, number: str | None = None) -> Json:
        """An event of schema 2.0."""
        header = {
            "event_id": number or f"ev_{next(self._numbers)}", "event_type": kind, "tenant_key": tenant,
            "app_id": APP_ID, "token": VERIFY, "create_time": "1767578400000",
        }  # fmt: skip
        return {"schema": "2.0", "header": header, "event": event}

    async def tell(self, payload: Json, *, times: int = 1, patience: float = 20.0) -> list[Json]:
        """Tells the bot, ``times`` over, and waits until it was acknowledged; what it said to each."""
        if self.target is not None:
            return list(await asyncio.gather(*(self._posted(payload) for _ in range(times))))
        events = [Event(payload) for _ in range(times)]
        for event in events:
            await self._sent(event)
        async with asyncio.timeout(patience):
            return [await event.answered for event in events]

    async def _sent(self, event: Event) -> None:
        """Over a live connection, once there is one; large ones in parts."""
        name = f"msg_{next(self._numbers)}"
        self._waiting[name] = event
        while not (live := [s for s in self._sockets if not s.closed]) or self.faults.mute:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        body = json.dumps(event.payload, ensure_ascii=False).encode()
        parts = [body[at : at + SPLIT] for at in range(0, len(body), SPLIT)]
        event.sent = time.monotonic()
        for number, part in sorted(enumerate(parts), reverse=self.faults.backwards):
            frame = _frame(method=1, payload=part, type="event", message_id=name, trace_id=name,
                           sum=str(len(parts)), seq=str(number))  # fmt: skip
            await live[-1].send_bytes(frame.SerializeToString())

    async def _posted(self, payload: Json) -> Json:
        status, said = await self.post(payload)
        if status != 200:
            raise AssertionError(f"not taken: {status} {said}")
        return json.loads(said) if said.startswith("{") else {}

    async def post(
        self,
        payload: Json | bytes,
        *,
        key: str = KEY,
        at: float | None = None,
        stamp: str | None = None,
        signature: str | None = None,
    ) -> tuple[int, str]:
        """Posts an event to the bot, encrypted and signed."""
        body = payload if isinstance(payload, bytes) else json.dumps({"encrypt": sealed(payload, key)}).encode()
        if stamp is None:
            stamp = str(int(time.time() if at is None else at))  # noqa: TID251  Feishu's own clock
        signed = hashlib.sha256(f"{stamp}n0nce{key}".encode() + body).hexdigest()
        headers = {
            "X-Lark-Request-Timestamp": stamp, "X-Lark-Request-Nonce": "n0nce",
            "X-Lark-Signature": signature if signature is not None else signed, "Content-Type": "application/json",
        }  # fmt: skip
        begin = time.monotonic()
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.target or "", data=io.BytesIO(body), headers=headers) as got,
        ):
            said = await got.text()
            self.acks.append(time.monotonic() - begin)
            return got.status, said

    def cut(self) -> None:
        """Drops the connections without a word."""

        async def cut() -> None:
            there = dict(self._sockets)
            for transport in there.values():
                transport.abort()
            while there.keys() & self._sockets.keys():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

        self.work(cut())

    def connections(self) -> int:
        """How many connections there are."""
        return sum(not socket.closed for socket in self._sockets)

    # --- the server ----------------------------------------------------------------------------------

    async def _serve(self) -> None:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_post("/callback/ws/endpoint", self._endpoint)
        app.router.add_get("/ws", self._socket)
        app.router.add_post("/open-apis/auth/v3/tenant_access_token/internal", self._token)
        app.router.add_route("*", "/open-apis/{path:.*}", self._api)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._up.set()
        await self._end.wait()
        for socket in list(self._sockets):
            await socket.close()
        await runner.cleanup()

    async def _endpoint(self, request: web.Request) -> web.Response:
        self.asked += 1
        while self.faults.hang and not self._end.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        given = await request.json()
        if self.faults.down:
            return web.Response(status=500)
        if self.faults.refuse or given != {"AppID": APP_ID, "AppSecret": APP_SECRET}:
            return web.json_response({"code": self.faults.refuse or 1000040344, "msg": "refused"})
        address = f"{self.url.replace('http', 'ws')}/ws?device_id=d{self.asked}&service_id=7"
        config = {"ReconnectCount": -1, "ReconnectInterval": 120, "ReconnectNonce": 30, "PingInterval": 120}
        return web.json_response({"code": 0, "data": {"URL": address, "ClientConfig": config}})

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        assert request.transport is not None
        self._sockets[socket] = request.transport
        unanswered = [event for event in self._waiting.values() if event.sent and not event.answered.done()]
        resending = asyncio.gather(*(self._sent(event) for event in unanswered))
        try:
            async for message in socket:
                if self.faults.mute:
                    continue
                if message.type is WSMsgType.PING:
                    await socket.pong(message.data)
                elif message.type is WSMsgType.BINARY:
                    await self._framed(socket, message.data)
        finally:
            del self._sockets[socket]
            await resending
        return socket

    async def _framed(self, socket: web.WebSocketResponse, data: bytes) -> None:
        frame = Frame()
        frame.ParseFromString(data)
        headers = {header.key: header.value for header in frame.headers}
        if frame.method == 0:
            await socket.send_bytes(_frame(method=0, payload=b"", type="pong").SerializeToString())
            return
        answer = json.loads(frame.payload)
        event = self._waiting.get(headers["message_id"])
        if event is None:
            self.organisation.violations.append("an acknowledgement of nothing")
            return
        event.codes.append(answer["code"])
        if answer["code"] != 200:  # it comes again
            self._waiting.pop(headers["message_id"])
            await self._sent(event)
        elif not event.answered.done():
            self.acks.append(time.monotonic() - event.sent)
            data_ = answer.get("data")
            event.answered.set_result(json.loads(base64.b64decode(data_)) if data_ else {})

    async def _token(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.faults.slow)
        given = await request.json()
        if self.faults.down:
            return web.Response(status=500)
        if given != {"app_id": APP_ID, "app_secret": APP_SECRET}:
            return web.json_response({"code": 10014, "msg": "app secret invalid"})
        token = f"t-{next(self._numbers)}"
        self.organisation.tokens.add(token)
        return web.json_response({"code": 0, "tenant_access_token": token, "expire": 7200})

    async def _api(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        await asyncio.sleep(self.faults.slow)
        if self.faults.down:
            return web.Response(status=500, text="oops")
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.organisation.tokens:
            return web.json_response({"code": 99991663, "msg": "token invalid"}, status=400)
        if self.faults.busy and request.method != "GET" and path.startswith(SENDS):
            self.faults.busy -= 1
            status = 429 if self.faults.busy % 2 else 400
            headers = {"x-ogw-ratelimit-reset": "1"}
            return web.json_response({"code": 99991400, "msg": "too many"}, status=status, headers=headers)
        if path in ("im/v1/images", "im/v1/files"):
            return await self._uploaded(request, path)
        if "/resources/" in path:
            key = path.rpartition("/")[2]
            asked = "image" if key.startswith("img_") else "file"
            content = self.organisation.files.get(key) if request.query.get("type") == asked else None
            return web.Response(body=content) if content is not None else web.Response(status=404)
        body = await request.json() if request.can_read_body else {}
        self.organisation.calls.append((request.method, path, body))
        try:
            found = self.organisation.call(request.method, path, dict(request.query), body)
        except ApiError as error:
            return web.json_response({"code": error.code, "msg": "refused"}, status=error.status)
        lost = next((text for text in self.faults.dropped if path.startswith(SENDS[0]) and text in str(body)), None)
        if lost is not None:
            self.faults.dropped.remove(lost)
            assert request.transport is not None
            request.transport.abort()
        return web.json_response({"code": 0, "data": found, **({"bot": found["bot"]} if "bot" in found else {})})

    async def _uploaded(self, request: web.Request, path: str) -> web.Response:
        form = await request.post()
        if path == "im/v1/files":
            try:
                return web.json_response({"code": 0, "data": self.organisation.took(form)})
            except ApiError as error:
                return web.json_response({"code": error.code, "msg": "refused"}, status=error.status)
        if self.faults.no_pictures:
            return web.json_response({"code": 234011, "msg": "no picture"}, status=400)
        self.organisation.calls.append((request.method, path, {"image_type": form.get("image_type")}))
        return web.json_response({"code": 0, "data": {"image_key": f"img_{next(self._numbers)}"}})


def _frame(*, method: int, payload: bytes, **headers: str) -> Frame:
    frame = Frame()
    frame.SeqID, frame.LogID, frame.service, frame.method, frame.payload = 1, 1, 7, method, payload
    for key, value in headers.items():
        header = frame.headers.add()
        header.key, header.value = key, value
    return frame


def sealed(payload: Json, key: str = KEY) -> str:
    """An event as Feishu encrypts it."""
    text = json.dumps(payload).encode()
    pad = 16 - len(text) % 16
    start = os.urandom(16)
    cipher = AES.new(hashlib.sha256(key.encode()).digest(), AES.MODE_CBC, start)
    return base64.b64encode(start + cipher.encrypt(text + bytes([pad]) * pad)).decode()
