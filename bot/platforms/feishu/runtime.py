"""Feishu at work: which bot it is, what it hears over the long connection or HTTP, what it says."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from starlette.routing import BaseRoute

from bot.clock import SystemClock
from bot.platforms.base import Host, Outgoing, Passing, Permanent
from bot.platforms.feishu import NAME
from bot.platforms.feishu.runtime_api import Api
from bot.platforms.feishu.runtime_desk import Desk
from bot.platforms.feishu.runtime_http import feishu_route
from bot.platforms.feishu.runtime_menu import register
from bot.platforms.feishu.runtime_people import People
from bot.platforms.feishu.runtime_socket import LongConnection, Timing
from bot.platforms.feishu.runtime_voice import Voice

log = structlog.get_logger()

AT_ONCE = 400  # calls under way: a slow Feishu keeps each for seconds, and a look-up may not wait behind posts


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between tries to learn which bot this is (the first and the longest), for what was received when it
    ends, between tries to register the slash menu; and those of the long connection."""

    tries: tuple[float, float] = (1.0, 60.0)
    ending: float = 2.0
    menu: float = 60.0
    socket: Timing = field(default_factory=Timing)


class FeishuPlatform:
    """One organisation on Feishu or Lark."""

    name = NAME

    def __init__(self, host: Host, pace: Pace = Pace()) -> None:
        self._host, self._pace = host, pace
        self._over_http = host.settings.feishu_mode == "http"
        self._me: str | None = None
        self._parts: _Parts | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message of the outbox; its id."""
        if self._parts is None:
            raise Passing("not connected")
        return await self._parts.voice.send(outgoing)

    def ready(self) -> bool:
        """Whether Feishu knows the bot and, where it is to be had, there is a connection."""
        if self._parts is None or self._me is None or self._parts.api.locked_out():
            return False
        return self._parts.line is None or self._parts.line.connected()

    def routes(self) -> Sequence[BaseRoute]:
        """``/feishu/events`` in HTTP mode."""
        settings = self._host.settings
        if not self._over_http or settings.feishu_encrypt_key is None:
            return ()
        token = settings.feishu_verification_token
        secret = settings.feishu_encrypt_key.get_secret_value()
        return (feishu_route(secret, token.get_secret_value() if token else None, SystemClock().now, self._received),)

    async def start(self) -> None:
        """Begins to listen."""
        self._parts = _parts(self._host, self._pace, self._who, self._framed, over_http=self._over_http)
        self._tasks = [asyncio.create_task(self._begin(self._parts))]

    async def stop(self) -> None:
        """Stops listening, finishes what was received."""
        parts = self._parts
        if parts is None:
            return
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        parts.desk.end()
        if parts.line is not None:
            await parts.line.close(self._pace.ending)
        await parts.desk.close(self._pace.ending)
        await parts.people.close()
        await parts.voice.close()
        await parts.api.close()
        await parts.session.close()
        self._parts = None

    def _who(self) -> str:
        assert self._me is not None, "an event was taken before the bot knew who it is"
        return self._me

    async def _begin(self, parts: _Parts) -> None:
        """Learns which bot this is, registers the menu, and listens."""
        failures = 0
        while self._me is None:
            try:
                self._me = await _bot(parts.api)
            except (Passing, Permanent) as error:
                first, longest = self._pace.tries
                log.warning("Feishu does not say which bot this is", error=str(error))
                await asyncio.sleep(min(longest, first * 2.0 ** min(failures, 10)) * random.uniform(0.7, 1.3))  # noqa: S311  jitter
                failures += 1
        menu = asyncio.create_task(register(parts.api, self._host.vocabulary, self._pace.menu))
        try:
            if parts.line is not None:
                await parts.line.run()
            await menu
        finally:
            menu.cancel()
            await asyncio.gather(menu, return_exceptions=True)

    async def _framed(self, payload: bytes) -> Mapping[str, Any] | None:
        """An event of the long connection."""
        try:
            event = json.loads(payload)
        except (ValueError, RecursionError):
            event = None
        if not isinstance(event, dict) or self._parts is None:
            log.warning("refused", why="unreadable")  # it would be no other when it came again
            return None
        return await self._parts.desk.take(event)

    async def _received(self, event: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """A verified event of HTTP mode."""
        if self._parts is None or self._me is None:
            raise Passing("not ready yet: Feishu sends it again")
        return await self._parts.desk.take(event)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What lives from start to stop."""

    session: aiohttp.ClientSession
    api: Api
    people: People
    voice: Voice
    desk: Desk
    line: LongConnection | None


def _parts(
    host: Host,
    pace: Pace,
    bot: Callable[[], str],
    framed: Callable[[bytes], Any],
    *,
    over_http: bool,
) -> _Parts:
    settings = host.settings
    assert settings.feishu_app_id is not None
    assert settings.feishu_app_secret is not None
    url, app_id, secret = settings.feishu_api_url, settings.feishu_app_id, settings.feishu_app_secret.get_secret_value()
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE))
    api = Api(url, app_id, secret, session)
    people, voice = People(api, host.roster), Voice(api, host.pictures, host.files)
    line = None if over_http else LongConnection(app_id, secret, url, session, framed, pace.socket)
    return _Parts(session, api, people, voice, Desk(host, api, people, voice, bot), line)


async def _bot(api: Api) -> str:
    """The bot's own open id. Raises ``Passing`` or ``Permanent``."""
    found = await api.ask("GET", "bot/v3/info")
    bot = found.get("bot")
    user = bot.get("open_id") if isinstance(bot, dict) else None
    if not isinstance(user, str) or not user:
        raise Passing("the app has no bot")
    return user
