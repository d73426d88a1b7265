"""DingTalk at the level of the wire, on the loopback in a thread of its own: ticket, frames, interfaces, addresses."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import WSMsgType, web

from tests.platforms.dingtalk.organisation import CLIENT_ID, CORP, SECRET, ApiError, Json, Organisation

T = TypeVar("T")
BOT_TOPIC, CARD_TOPIC = "/v1.0/im/bot/messages/get", "/v1.0/card/instances/callback"
CLICK_SECONDS = 2.0
_QPS = ("Forbidden.AccessDenied.QpsLimitForApi", 403), ("Throttling", 429)


@dataclass
class Faults:
    """What goes wrong. ``slow`` is seconds before an answer of an interface; ``busy`` sends are refused as too many, in
    DingTalk's ways; one that holds one of the ``dropped`` texts is done and its answer lost; ``down`` fails all of
    them; ``scripted`` are answers (status and what it says) for the next calls, answers to what somebody said aside;
    None lets one be done; ``refuse`` gives no ticket, ``hang`` no answer for one; ``mute`` leaves connections without
    a sign of life; ``brief`` ends every connection at once, as if all were well."""

    slow: float = 0.0
    busy: int = 0
    dropped: list[str] = field(default_factory=list)
    down: bool = False
    scripted: list[tuple[int, str] | None] = field(default_factory=list)
    refuse: bool = False
    hang: bool = False
    mute: bool = False
    brief: bool = False


@dataclass(eq=False)
class Push:
    """A frame, and what the bot says to it."""

    body: Json
    answered: asyncio.Future[Json] = field(default_factory=asyncio.Future)
    sent: float = 0.0
    took: float = 0.0


class Emulator:
    """The server. ``work`` and ``do`` run something in its loop, from the test's thread."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.organisation = Organisation()
        self.url = ""
        self.asked: list[float] = []  # when a ticket was asked for
        self.tokens = 0  # that were given
        self.overlaps: list[int] = []  # how many other connections there were when one came
        self.acks: list[float] = []
        self.late = 0
        self._numbers = itertools.count(1)
        self._tickets: set[str] = set()
        self._sockets: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._waiting: dict[str, Push] = {}
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()), name="dingtalk")
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

    # --- what DingTalk tells the bot -----------------------------------------------------------------

    async def tell(self, kind: str, topic: str, data: Json, *, times: int = 1, patience: float = 20.0) -> list[Json]:
        """Tells the bot, ``times`` over in frames of their own, and waits until all are acknowledged; what it said."""
        pushes = [Push(self.frame(kind, topic, data)) for _ in range(times)]
        for push in pushes:
            await self.push(push)
        async with asyncio.timeout(patience):
            return [await push.answered for push in pushes]

    async def push(self, push: Push, *, oldest: bool = False) -> None:
        """Sends a frame over the newest connection, or over the oldest, once there is one."""
        while not (live := [s for s in self._sockets if not s.closed]) or self.faults.mute:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        self._waiting[push.body["headers"]["messageId"]] = push
        push.sent = time.monotonic()
        await live[0 if oldest else -1].send_str(json.dumps(push.body, ensure_ascii=False))

    async def raw(self, text: str) -> None:
        """Sends whatever this is over every connection."""
        for socket in self._sockets:
            await socket.send_str(text)

    def frame(self, kind: str, topic: str, data: Json, **headers: str) -> Json:
        """A frame."""
        number = f"f{next(self._numbers)}"
        now = str(int(time.time() * 1000))  # noqa: TID251  DingTalk's own clock
        of_event = {
            "eventType": topic, "eventId": f"e-{number}", "eventCorpId": CORP, "eventUnifiedAppId": "app", "topic": "*",
            "eventBornTime": now,
        }  # fmt: skip
        more = of_event if kind == "EVENT" else {"topic": topic}
        made = {
            "appId": "app",
            "connectionId": "c",
            "messageId": number,
            "contentType": "application/json",
            "time": now,
        }
        return {
            "specVersion": "1.0", "type": kind, "headers": {**made, **more, **headers},
            "data": json.dumps(data, ensure_ascii=False),
        }  # fmt: skip

    def disconnect(self) -> None:
        """Asks for a new connection, as DingTalk does before it ends one."""
        self.work(self._to_all(self.frame("SYSTEM", "disconnect", {"reason": "connection is expired"})))

    def ping(self) -> list[Json]:
        """Asks whether the bot is there; what it says."""
        return self.work(self.tell("SYSTEM", "ping", {"opaque": "x1"}))

    def cut(self, *, cleanly: bool = False) -> None:
        """Ends the connections: without a word, or as one does."""

        async def cut() -> None:
            there = dict(self._sockets)
            for socket, transport in there.items():
                await socket.close() if cleanly else transport.abort()
            while there.keys() & self._sockets.keys():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

        self.work(cut())

    def connections(self) -> int:
        """How many connections there are."""
        return sum(not socket.closed for socket in self._sockets)

    async def _to_all(self, frame: Json) -> None:
        self._waiting[frame["headers"]["messageId"]] = Push(frame)
        for socket in list(self._sockets):
            await socket.send_str(json.dumps(frame))

    # --- the server ----------------------------------------------------------------------------------

    async def _serve(self) -> None:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_post("/v1.0/gateway/connections/open", self._ticket)
        app.router.add_get("/connect", self._socket)
        app.router.add_post("/v1.0/oauth2/accessToken", self._token)
        app.router.add_route("*", "/v1.0/{path:.*}", self._api)
        app.router.add_post("/topapi/{path:.*}", self._old)
        app.router.add_post("/media/upload", self._upload)
        app.router.add_post("/robot/sendBySession", self._session)
        app.router.add_get("/files/{file}", self._file)
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

    async def _ticket(self, request: web.Request) -> web.Response:
        self.asked.append(time.monotonic())
        while self.faults.hang and not self._end.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        given = await request.json()
        if self.faults.refuse or (given.get("clientId"), given.get("clientSecret")) != (CLIENT_ID, SECRET):
            return web.json_response({"code": "authFailed", "message": "no"}, status=401)
        topics = {(one["type"], one["topic"]) for one in given["subscriptions"]}
        if not {("EVENT", "*"), ("CALLBACK", BOT_TOPIC), ("CALLBACK", CARD_TOPIC)} <= topics:
            self.organisation.violations.append(f"subscribes to {sorted(topics)}")
        ticket = f"t+{next(self._numbers)}/="
        self._tickets.add(ticket)
        return web.json_response({"endpoint": f"{self.url.replace('http', 'ws')}/connect", "ticket": ticket})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            self.organisation.violations.append("a ticket used twice, or none")
            return web.Response(status=401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        assert request.transport is not None
        self.overlaps.append(self.connections())
        self._sockets[socket] = request.transport
        try:
            if self.faults.brief:
                await socket.close()
            async for message in socket:
                if self.faults.mute:
                    continue
                if message.type is WSMsgType.PING:
                    await socket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            del self._sockets[socket]
        return socket

    def _acknowledged(self, ack: Json) -> None:
        push = self._waiting.pop(str((ack.get("headers") or {}).get("messageId")), None)
        if push is None:
            self.organisation.violations.append(f"an acknowledgement of nothing: {ack}")
            return
        if not isinstance(ack.get("data"), str) or not isinstance(ack.get("code"), int):
            self.organisation.violations.append(f"an acknowledgement of another form: {ack}")
        push.took = time.monotonic() - push.sent
        self.acks.append(push.took)
        if push.body["headers"]["topic"] == CARD_TOPIC:
            self.late += push.took > CLICK_SECONDS
            click = json.loads(push.body["data"])
            said = json.loads(ack["data"]).get("response")
            self.organisation.clicked(str(click.get("outTrackId")), str(click.get("userId")), said or {})
        if not push.answered.done():
            push.answered.set_result({"code": ack["code"], **json.loads(ack["data"])})

    async def _token(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.faults.slow)
        if self.faults.down:
            return web.Response(status=500)
        if await request.json() != {"appKey": CLIENT_ID, "appSecret": SECRET}:
            return web.json_response({"code": "invalidClientIdOrSecret", "message": "no"}, status=400)
        token = f"at{next(self._numbers)}"
        self.tokens += 1
        self.organisation.tokens.add(token)
        return web.json_response({"accessToken": token, "expireIn": 7200})

    # --- the interfaces ------------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.Response:
        body = await request.json()
        if request.headers.get("x-acs-dingtalk-access-token") not in self.organisation.tokens:
            return web.json_response({"code": "InvalidAuthentication", "message": "token"}, status=401)
        sends = request.path.endswith(("/send", "/batchSend", "/createAndDeliver"))
        if (fault := await self._fault(sends=sends)) is not None:
            return fault
        try:
            found = self.organisation.call(request.method, request.path, body)
        except ApiError as error:
            return web.json_response({"code": error.code, "message": "no", **error.more}, status=error.status)
        if "downloadUrl" in found:
            found["downloadUrl"] = f"{self.url}/files/{found['downloadUrl']}"
        self._perhaps_lost(request, body)
        return web.json_response(found)

    async def _old(self, request: web.Request) -> web.Response:
        body = await request.json()
        if (fault := await self._fault(sends=False)) is not None:
            return fault
        if request.query.get("access_token") not in self.organisation.tokens:
            return web.json_response({"errcode": 40014, "errmsg": "token"})
        try:
            found = self.organisation.call_old(request.path, body)
        except ApiError as error:
            code = int(error.code) if error.code.isdigit() else 90018
            return web.json_response({"errcode": code, "errmsg": "no"})
        return web.json_response({"errcode": 0, "errmsg": "ok", **found})

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        if (fault := await self._fault(sends=False)) is not None:
            return fault
        media = form["media"]
        assert isinstance(media, web.FileField)
        try:
            found = self.organisation.upload(media.file.read(), str(request.query.get("type")))
        except ApiError as error:
            return web.json_response({"errcode": 88, "sub_code": error.code, "errmsg": "no"})
        return web.json_response({"errcode": 0, **found})

    async def _session(self, request: web.Request) -> web.Response:
        body = await request.json()
        if (fault := await self._fault(sends=True, old=True)) is not None:
            return fault
        try:
            self.organisation.answer(str(request.query.get("session")), body)
        except ApiError as error:
            return web.json_response({"errcode": int(error.code), "errmsg": "no"})
        self._perhaps_lost(request, body)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _file(self, request: web.Request) -> web.Response:
        content = self.organisation.files.get(request.match_info["file"])
        return web.Response(body=content) if content is not None else web.Response(status=404)

    async def _fault(self, *, sends: bool, old: bool = False) -> web.Response | None:
        await asyncio.sleep(self.faults.slow)
        if self.faults.down:
            return web.Response(status=500, text="<html>out of order</html>", content_type="text/html")
        if not old and self.faults.scripted and (answer := self.faults.scripted.pop(0)) is not None:
            status, said = answer
            return web.Response(status=status, text=said, content_type="application/json")
        if sends and self.faults.busy > 0:
            self.faults.busy -= 1
            if old:
                return web.json_response({"errcode": 90018, "errmsg": "too many"})
            code, status = _QPS[self.faults.busy % 2]
            return web.json_response({"code": code, "message": "too many"}, status=status)
        return None

    def _perhaps_lost(self, request: web.Request, body: Json) -> None:
        said = json.dumps(body, ensure_ascii=False)
        lost = next((text for text in self.faults.dropped if text in said), None)
        if lost is not None:
            self.faults.dropped.remove(lost)
            assert request.transport is not None
            request.transport.abort()
