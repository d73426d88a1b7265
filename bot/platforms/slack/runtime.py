"""Slack at work: who the bot is, what it hears over Socket Mode or HTTP, what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from starlette.routing import BaseRoute

from bot.clock import SystemClock
from bot.platforms.base import Host, Outgoing, Passing, Permanent
from bot.platforms.slack import NAME
from bot.platforms.slack.runtime_desk import ASIDE, FAILED, Desk, Told
from bot.platforms.slack.runtime_http import slack_route
from bot.platforms.slack.runtime_people import HOLDS, People
from bot.platforms.slack.runtime_socket import SocketMode, Take, Timing
from bot.platforms.slack.runtime_voice import Voice
from bot.platforms.slack.runtime_web import BadToken, Identity, Web, new_client, quiet_logger

log = structlog.get_logger()

SESSION_SECONDS = 30.0
AT_ONCE = 400  # calls under way: a slow Slack keeps each for seconds, and a look-up may not wait behind posts


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between looks at the token, between tries while there is no answer (the first and the longest), for
    what was received when it ends."""

    watch: float = 300.0
    tries: tuple[float, float] = (1.0, 30.0)
    ending: float = 3.0
    socket: Timing = field(default_factory=Timing)


class SlackPlatform:
    """One workspace of Slack."""

    name = NAME

    def __init__(self, host: Host, pace: Pace = Pace()) -> None:
        self._host, self._pace = host, pace
        self._me: Identity | None = None
        self._bad_token = False
        self._tasks: list[asyncio.Task[None]] = []
        self._warming: asyncio.Task[None] | None = None
        self._warmed = 0.0  # seconds since 1970
        self._parts: _Parts | None = None
        settings = host.settings
        assert settings.slack_bot_token is not None
        self._over_http = settings.slack_app_token is None

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message of the outbox; its id."""
        if self._parts is None or self._me is None:
            raise Passing("not connected")
        return await self._parts.voice.send(outgoing)

    def ready(self) -> bool:
        """Whether Slack knows the bot and, in Socket Mode, there is a connection."""
        if self._parts is None or self._me is None or self._bad_token:
            return False
        return self._parts.socket is None or self._parts.socket.connected()

    def routes(self) -> Sequence[BaseRoute]:
        """``/slack/events`` in HTTP mode."""
        secret = self._host.settings.slack_signing_secret
        if not self._over_http or secret is None:
            return ()
        return (slack_route(secret.get_secret_value(), SystemClock().now, self._received),)

    async def start(self) -> None:
        """Begins to listen."""
        self._parts = _parts(self._host, self._pace, self._identity, self._taken)
        self._tasks = [asyncio.create_task(self._watch())]
        if self._parts.socket is not None:
            self._tasks.append(asyncio.create_task(self._listen(self._parts.socket)))

    async def stop(self) -> None:
        """Stops listening, finishes what was received."""
        parts = self._parts
        if parts is None:
            return
        tasks = [*self._tasks, *([self._warming] if self._warming else ())]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        parts.desk.end()
        if parts.socket is not None:
            await parts.socket.close(self._pace.ending)
        await parts.desk.close(self._pace.ending)
        await parts.people.close()
        await parts.voice.close()
        await parts.session.close()
        self._parts = None

    # --- who the bot is ------------------------------------------------------------------------------

    def _identity(self) -> Identity:
        assert self._me is not None, "a payload was taken before the bot knew who it is"
        return self._me

    async def _watch(self) -> None:
        """Asks Slack who the bot is: at once, then every few minutes, for a token that was taken away."""
        failures = 0
        while True:
            try:
                await self._look()
                failures = 0
            except BadToken as error:
                failures += 1
                if not self._bad_token:
                    log.error("Slack does not take the bot's token", error=str(error))  # noqa: TRY400  no fault of ours
                self._bad_token = True
            except (Passing, Permanent) as error:
                failures += 1
                log.warning("Slack does not say who the bot is", error=str(error))
            first, longest = self._pace.tries
            lost = self._me is None or self._bad_token or failures
            await asyncio.sleep(min(longest, first * 2.0 ** min(failures, 10)) if lost else self._pace.watch)

    async def _look(self) -> Identity:
        assert self._parts is not None
        me = await self._parts.web.identity()
        now = SystemClock().now().timestamp()
        if now - self._warmed >= HOLDS:
            self._warmed = now
            self._warming = asyncio.create_task(self._parts.people.warm(me, now))
        if self._me is not None and me.team != self._me.team:
            log.error("the token is of another workspace now", before=self._me.team, now=me.team)
        self._me, self._bad_token = me, False
        return me

    # --- what it hears -------------------------------------------------------------------------------

    async def _listen(self, socket: SocketMode) -> None:
        while self._me is None:  # noqa: ASYNC110  what arrives has to be told from strangers'
            await asyncio.sleep(0.05)
        await socket.run()

    async def _received(self, payload: Mapping[str, Any]) -> Told:
        """What Slack posts in HTTP mode."""
        if not await self._known():
            log.warning("not taken: Slack has not said yet who the bot is")
            return FAILED
        return await self._taken(payload)

    async def _known(self) -> bool:
        """Whether it is known who the bot is; asked for, where it is not."""
        try:
            return self._me is not None or bool(await self._look())
        except (Passing, Permanent):
            return False

    async def _taken(self, payload: Mapping[str, Any]) -> Told:
        """Hands a payload to the desk, by way of bolt. Whatever it came by, it is verified and read: bolt takes it as
        an envelope's."""
        if self._parts is None:
            return FAILED
        try:
            request = AsyncBoltRequest(mode="socket_mode", body=dict(payload))
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # a shape that Slack does not send
            log.warning("refused", kind="payload", why=type(error).__name__)
            return ASIDE
        answer = await self._parts.app.async_dispatch(request)
        if not isinstance(answer, _Answer):  # bolt's own checks
            log.warning("refused", kind="payload", why=answer.status)
            return ASIDE
        return answer.told


class _Answer(BoltResponse):
    """A response that remembers what is told."""

    def __init__(self, told: Told) -> None:
        super().__init__(status=200)
        self.told = told


class _Everything(AsyncMiddleware):
    """Hands every payload to the desk. As the last middleware it leaves nothing to bolt's listeners, which are matched
    one after the other and leave unacknowledged what none of them wants."""

    def __init__(self, take: Callable[[Mapping[str, Any]], Awaitable[Told]]) -> None:
        self._take = take

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse:
        """What the desk tells."""
        try:
            return _Answer(await self._take(req.body))
        except Exception:  # bolt would tell of it as of a payload that is none
            log.exception("not taken")
            return _Answer(FAILED)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What lives from start to stop."""

    session: aiohttp.ClientSession
    web: Web
    people: People
    voice: Voice
    desk: Desk
    app: AsyncApp
    socket: SocketMode | None


def _parts(
    host: Host,
    pace: Pace,
    me: Callable[[], Identity],
    taken: Take,
) -> _Parts:
    settings = host.settings
    assert settings.slack_bot_token is not None
    token, url = settings.slack_bot_token.get_secret_value(), settings.slack_api_url
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    session = aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=SESSION_SECONDS))
    web = Web(url, token, session)
    people = People(web, host.roster)
    voice = Voice(web, host.pictures, host.files, 1 / settings.slack_messages_per_second)
    desk = Desk(host, web, people, voice, me)
    socket = None
    if settings.slack_app_token is not None:
        app_token = settings.slack_app_token.get_secret_value()
        socket = SocketMode(new_client(url, None, session), app_token, session, taken, pace.socket)
    return _Parts(session, web, people, voice, desk, _app(url, session, me, desk), socket)


def _app(url: str, session: aiohttp.ClientSession, me: Callable[[], Identity], desk: Desk) -> AsyncApp:
    """Bolt, which asks Slack nothing on its own: who the bot is, is known."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=me().team, bot_user_id=me().user)

    app = AsyncApp(
        name="muster", client=new_client(url, None, session), authorize=authorize, logger=quiet_logger(),
        process_before_response=True, request_verification_enabled=False, ignoring_self_events_enabled=False,
    )  # fmt: skip
    app.use(_Everything(desk.take))
    return app
