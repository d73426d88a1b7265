"""The local chat page: what a newcomer opens first, and the demo's stage. No log-in, so ``guard`` stands before it."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

import jinja2
from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web.guard import Guard

FILE_SIZE = 5 * 1024 * 1024  # bytes
FILES = 5
LEAP = timedelta(days=366)  # the furthest the clock goes in one step: everything due on the way has to happen
LANGUAGES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}

_HERE = Path(__file__).parent
_HEARTBEAT = 15.0  # seconds of silence after which the page is told the time, and a dead connection is noticed
_DURATION = re.compile(r"(?P<count>[1-9]\d{0,4})(?P<unit>[mhdw])")
_PERSON = re.compile(r"[^\s@#:：＠＃/|+!\"'][^@#:：＠＃\n\r]{0,59}(?<!\s)")
_CHANNEL = re.compile(r"[^\s@#:：＠＃]{1,60}")


class LocalChat(Protocol):
    """What the page needs of the local platform."""

    def people(self) -> list[str]:
        """The names of all who are known, in a stable order."""

    def channels(self) -> list[str]:
        """The names of the channels, without ``#``."""

    def now(self) -> datetime:
        """The clock, aware."""

    def zone(self) -> str:
        """The clock's time zone (IANA)."""

    def words(self, language: str) -> list[dict[str, str]]:
        """What may be typed, in a language: ``command``, ``summary`` and ``example`` of each."""

    def messages(self, viewer: str, after: int = 0) -> list[dict[str, Any]]:
        """All that a person may see, in order, with a ``number`` above ``after``.

        Each has number, id, at (ISO), to (``#channel`` or ``@person``), from (None is the bot), only, updates, under
        (of a reply alone), and either the keys of ``render.body`` or, when somebody typed it, text and files.
        """

    async def say(self, speaker: str, channel: str | None, text: str, files: list[tuple[str, bytes]]) -> None:
        """Says something in a channel, or to the bot privately, and waits until all it causes is delivered."""

    async def move_clock(self, to: datetime) -> None:
        """Moves the clock; all that falls due on the way happens. Raises ValueError when ``to`` is in the past."""

    async def picture(self, number: int, index: int, *, dark: bool) -> bytes:
        """The PNG of a message's chart, counted from 0. Raises LookupError where there is none."""

    async def file(self, number: int, index: int) -> tuple[str, bytes]:
        """The name and content of a message's file, counted from 0. Raises LookupError where there is none."""

    def changes(self) -> AsyncIterator[None]:
        """Yields after something changed; ends when the process is about to stop."""


def chat_routes(chat: LocalChat, hosts: frozenset[str]) -> list[BaseRoute]:
    """The page's routes; ``hosts`` are the names it answers to (see ``guard.this_machine``)."""
    page = _Page(chat)
    guard = Middleware(Guard, hosts=hosts)
    small = Middleware(RequestBodyLimitMiddleware, max_body_size=64 * 1024)
    large = Middleware(RequestBodyLimitMiddleware, max_body_size=FILES * FILE_SIZE + 1024 * 1024)
    return [
        Route("/chat", page.page, middleware=[guard]),
        Route("/chat/state", page.state, middleware=[guard]),
        Route("/chat/words", page.words, middleware=[guard]),
        Route("/chat/events", page.events, middleware=[guard]),
        Route("/chat/picture/{number:int}/{index:int}.png", page.picture, middleware=[guard]),
        Route("/chat/file/{number:int}/{index:int}", page.file, middleware=[guard]),
        Route("/chat/say", page.say, methods=["POST"], middleware=[guard, large]),
        Route("/chat/clock", page.clock, methods=["POST"], middleware=[guard, small]),
        Mount("/chat/static", StaticFiles(directory=_HERE / "static"), middleware=[guard]),
    ]


def _fitting(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError("name")
        return value

    return check


class _Saying(BaseModel):
    """Somebody says something; without a channel, to the bot privately."""

    speaker: Annotated[str, AfterValidator(_fitting(_PERSON))] = Field(alias="as")
    channel: Annotated[str, AfterValidator(_fitting(_CHANNEL))] | None = None
    text: Annotated[str, StringConstraints(max_length=100_000)] = ""


class _Move(BaseModel):
    """How far to move the clock, or to which moment (without an offset: in the clock's zone)."""

    advance: str | None = None
    to: datetime | None = None


class _Page:
    """The endpoints over one chat."""

    def __init__(self, chat: LocalChat) -> None:
        self._chat = chat
        self._run = secrets.token_hex(8)  # a page that outlives the process notices, and looks at everything anew
        environment = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(_HERE / "templates"))
        self._template = environment.get_template("chat.html")
        self._words = {
            language: json.loads((_HERE / "locales" / f"{language}.json").read_text("utf-8")) for language in LANGUAGES
        }

    async def page(self, request: Request) -> Response:
        language = preferred(request.headers.get("accept-language", ""))
        page = self._template.render(language=language, languages=LANGUAGES, words=self._words)
        return HTMLResponse(page, headers={"Cache-Control": "no-store", "Vary": "Accept-Language"})

    async def state(self, request: Request) -> Response:
        viewer, after = request.query_params.get("as", ""), _number(request.query_params.get("after", "0"))
        state = {
            "people": self._chat.people(),
            "channels": self._chat.channels(),
            "now": self._now().isoformat(),
            "zone": self._chat.zone(),
            "messages": self._chat.messages(viewer, after) if viewer else [],
        }
        return JSONResponse(state, headers={"Cache-Control": "no-store"})

    async def words(self, request: Request) -> Response:
        language = request.query_params.get("language", "")
        words = self._chat.words(language if language in LANGUAGES else "en")
        return JSONResponse(words, headers={"Cache-Control": "no-store"})

    async def picture(self, request: Request) -> Response:
        try:
            number, index = request.path_params["number"], request.path_params["index"]
            png = await self._chat.picture(number, index, dark=request.query_params.get("theme") == "dark")
        except LookupError as error:
            raise HTTPException(404) from error
        return Response(png, media_type="image/png", headers={"Cache-Control": "no-cache"})

    async def file(self, request: Request) -> Response:
        try:
            name, content = await self._chat.file(request.path_params["number"], request.path_params["index"])
        except LookupError as error:
            raise HTTPException(404, detail=str(error)) from error
        disposition = f"attachment; filename*=utf-8''{quote(name)}"
        headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    async def say(self, request: Request) -> Response:
        saying, files = await _said(request)
        if not saying.text.strip() and not files:
            return _wrong("empty")
        try:
            await self._chat.say(saying.speaker, saying.channel, saying.text, files)
        except ValueError as error:
            return _wrong("refused", str(error))
        return JSONResponse({"now": self._now().isoformat()})

    async def clock(self, request: Request) -> Response:
        move = await _model(request, _Move)
        to = self._target(move)
        if to is None:
            return _wrong("clock")
        if to - self._chat.now() > LEAP:
            return _wrong("too-far")
        try:
            await self._chat.move_clock(to)
        except ValueError as error:
            return _wrong("backward", str(error))
        return JSONResponse({"now": self._now().isoformat()})

    async def events(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        stream = self._stream(request.query_params.get("as", ""))
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def _stream(self, viewer: str) -> AsyncIterator[str]:
        """An event at once and after every change: the viewer's last message and the clock; in between, the clock."""
        changes = aiter(self._chat.changes())
        following = asyncio.ensure_future(anext(changes, StopAsyncIteration))
        last = 0
        try:
            # It must be listening before the first look, or a change in between would be missed.
            await asyncio.sleep(0)
            while True:
                seen = self._chat.messages(viewer, last) if viewer else []
                last = seen[-1]["number"] if seen else last
                yield _event("", last, {"run": self._run, "last": last, "now": self._now().isoformat()})
                while not (await asyncio.wait({following}, timeout=_HEARTBEAT))[0]:
                    yield _event("clock", last, {"now": self._now().isoformat()})
                if following.result() is StopAsyncIteration:
                    return
                following = asyncio.ensure_future(anext(changes, StopAsyncIteration))
        finally:
            following.cancel()

    def _now(self) -> datetime:
        return self._chat.now().astimezone(ZoneInfo(self._chat.zone()))

    def _target(self, move: _Move) -> datetime | None:
        """Where the clock is to go: days and weeks keep the time of day, also where the zone changes its offset."""
        if move.to is not None:
            return move.to if move.to.tzinfo else move.to.replace(tzinfo=ZoneInfo(self._chat.zone()))
        step = _DURATION.fullmatch(move.advance or "")
        if step is None:
            return None
        count, now = int(step["count"]), self._now()
        match step["unit"]:
            case "m":
                return self._chat.now() + timedelta(minutes=count)
            case "h":
                return self._chat.now() + timedelta(hours=count)
            case "d":
                return now + timedelta(days=count)
            case _:
                return now + timedelta(weeks=count)


def _event(kind: str, number: int, data: dict[str, Any]) -> str:
    return (f"event: {kind}\n" if kind else "") + f"id: {number}\ndata: {json.dumps(data)}\n\n"


def preferred(accept: str) -> str:
    """The page's language for an Accept-Language header: the reader's first that it has, else English."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        tag, _, weight = part.strip().partition(";")
        value = re.fullmatch(r"\s*q=([01](?:\.\d{1,3})?)\s*", weight)
        ranked.append((-float(value[1]) if value else -1.0, place, tag.strip().casefold()))
    for weighed, _, tag in sorted(ranked):
        parts = tag.split("-")
        if weighed == 0:
            continue
        if parts[0] == "en":
            return "en"
        if parts[0] == "zh":
            return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(parts) and "hans" not in parts else "zh-Hans"
    return "en"


async def _said(request: Request) -> tuple[_Saying, list[tuple[str, bytes]]]:
    if request.headers["content-type"].startswith("application/json"):
        return await _model(request, _Saying), []
    async with request.form(max_files=FILES, max_fields=3) as form:
        files: list[tuple[str, bytes]] = []
        for item in form.getlist("file"):
            if not isinstance(item, UploadFile) or not item.filename:
                raise _error(422, "file")
            if (item.size or 0) > FILE_SIZE:
                raise _error(413, "file-too-big")
            files.append((Path(item.filename.replace("\\", "/")).name, await item.read()))
        fields = {name: value for name, value in form.items() if name != "file" and value != ""}
    return _checked(_Saying, fields), files


M = TypeVar("M", bound=BaseModel)


async def _model(request: Request, model: type[M]) -> M:
    try:
        return _checked(model, await request.json())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _error(400, "json") from error


def _checked(model: type[M], values: object) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        raise _error(422, str(place[0]) if place else "body") from error


def _error(status: int, what: str) -> HTTPException:
    return HTTPException(status, detail=what)


def _wrong(what: str, text: str = "") -> Response:
    return JSONResponse({"error": what, "text": text}, status_code=400)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise _error(422, "after")
    return int(text)
