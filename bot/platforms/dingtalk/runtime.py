"""DingTalk at work: what it hears over its stream, what it says over its interfaces."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
import structlog
from starlette.routing import BaseRoute

from bot.clock import SystemClock
from bot.platforms.base import Host, Outgoing, Passing
from bot.platforms.dingtalk import NAME, template
from bot.platforms.dingtalk.runtime_alarm import Alarm
from bot.platforms.dingtalk.runtime_api import Api
from bot.platforms.dingtalk.runtime_desk import Desk, Waiting
from bot.platforms.dingtalk.runtime_month import EVERY, Month
from bot.platforms.dingtalk.runtime_pace import Window
from bot.platforms.dingtalk.runtime_people import People
from bot.platforms.dingtalk.runtime_stream import Stream, Timing
from bot.platforms.dingtalk.runtime_voice import Voice

log = structlog.get_logger()

MINUTE = 61.0  # seconds: what is sent a minute apart may arrive with less between
AT_ONCE = 400  # calls under way: a slow DingTalk keeps each for seconds, and a look-up may not wait behind posts


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for what was received when the bot ends, and between counts of the month's calls; and those of the
    stream and of what waits."""

    ending: float = 3.0
    counting: float = EVERY
    stream: Timing = field(default_factory=Timing)
    waiting: Waiting = field(default_factory=Waiting)


class DingTalkPlatform:
    """One organisation on DingTalk."""

    name = NAME

    def __init__(self, host: Host, pace: Pace = Pace()) -> None:
        self._host, self._pace = host, pace
        self._parts: _Parts | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message of the outbox; its id."""
        if self._parts is None:
            raise Passing("not connected")
        return await self._parts.voice.send(outgoing)

    def ready(self) -> bool:
        """Whether there is a connection, and DingTalk takes messages this month."""
        return self._parts is not None and self._parts.stream.connected() and not self._parts.api.used_up()

    def sparing(self) -> bool:
        """Whether few calls are left of the month's."""
        return self._parts is not None and self._parts.month.sparing()

    def waiting(self) -> int:
        """How much of what was received is still being done, or waits for the database."""
        return self._parts.desk.waiting() if self._parts is not None else 0

    def routes(self) -> Sequence[BaseRoute]:
        """None: DingTalk is connected to, and calls nobody."""
        return ()

    async def start(self) -> None:
        """Begins to listen."""
        self._parts = _parts(self._host, self._pace)
        working = self._listen(self._parts.stream), self._parts.month.count()
        self._tasks = [asyncio.create_task(work) for work in working]

    async def stop(self) -> None:
        """Stops listening, finishes what was received."""
        parts = self._parts
        if parts is None:
            return
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        parts.desk.end()  # before what is under way on the wire is read: it may have to be told that it was lost
        await parts.stream.close(self._pace.ending)
        await parts.desk.close(self._pace.ending)
        await parts.alarm.close()
        await parts.people.close()
        await parts.voice.close()
        await parts.month.tell(self._pace.ending)
        await parts.api.close()
        await parts.session.close()
        self._parts = None

    async def _listen(self, stream: Stream) -> None:
        while True:
            try:
                await stream.start()
            except Exception:
                log.exception("the stream broke")
                await asyncio.sleep(self._pace.stream.tries[0])


@dataclass(frozen=True, slots=True)
class _Parts:
    """What lives from start to stop."""

    session: aiohttp.ClientSession
    api: Api
    people: People
    voice: Voice
    alarm: Alarm
    month: Month
    desk: Desk
    stream: Stream


def _parts(host: Host, pace: Pace) -> _Parts:
    settings = host.settings
    assert settings.dingtalk_client_id is not None
    assert settings.dingtalk_client_secret is not None
    url, client_id = settings.dingtalk_api_url, settings.dingtalk_client_id
    secret = settings.dingtalk_client_secret.get_secret_value()
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE))
    api = Api(url, client_id, secret, session, settings.dingtalk_calls_per_second)
    people = People(api, host.roster, host.vocabulary)
    groups = Window(settings.dingtalk_group_messages_per_minute, MINUTE)
    voice = Voice(api, host.pictures, host.files, groups, template(settings), lambda: SystemClock().now().timestamp())
    alarm = Alarm(voice, host.alert, api.used_up)
    api.on_used_up = alarm.rings
    desk = Desk(host, api, people, voice, alarm, pace.waiting)
    stream = Stream(url, client_id, secret, session, desk.heard, desk.clicked, desk.happened, pace.stream)
    month = Month(api, host.spent, settings.dingtalk_calls_per_month, pace.counting)
    voice.sparing, voice.page = month.sparing, host.page
    return _Parts(session, api, people, voice, alarm, month, desk, stream)
