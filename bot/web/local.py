"""The chat page's view of the app: who and what there is, saying something, moving the clock, drawing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session
from starlette.routing import BaseRoute

from bot.app import App
from bot.clock import ShiftedClock
from bot.files import FileError
from bot.pictures import PictureError, Pictures
from bot.platforms.local.parse import Speech
from bot.platforms.local.render import charts, files
from bot.settings import Settings
from bot.web.chat import chat_routes
from bot.web.guard import this_machine
from bot.wording import Wording
from handlers.kit.help import summaries
from handlers.kit.inbound import File
from storage.db import Database
from storage.repos import local as local_repo
from storage.repos import people as people_repo

AHEAD = "local.ahead"  # the organisation's setting that keeps how far the clock was moved, in seconds


def may_serve_chat(settings: Settings, host: str) -> bool:
    """Whether the page, which has no log-in, may exist: asked for, or nothing else to serve on this machine alone."""
    if settings.muster_local_chat is not None:
        return settings.muster_local_chat
    return not settings.platforms and settings.sqlite and is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def local_chat_routes(app: App, pictures: Pictures) -> list[BaseRoute]:
    """The page's routes, none where the local platform is off."""
    if app.local is None:
        return []
    more = {app.settings.muster_base_url.partition("://")[2].partition("/")[0].partition(":")[0]}
    return chat_routes(PageChat(app, pictures), this_machine(*more))


class PageChat:
    """What ``bot.web.chat`` asks of the local platform."""

    def __init__(self, app: App, pictures: Pictures) -> None:
        assert app.local is not None
        self._app = app
        self._local = app.local
        self._pictures = pictures
        self._moving = asyncio.Lock()

    def people(self) -> list[str]:
        """Everybody's name, in the order they joined."""
        rows = self._app.database.read(people_repo.everybody)
        return [row.name for row in rows if row.active]

    def channels(self) -> list[str]:
        """The channels' names."""
        return [row.name for row in self._app.database.read(people_repo.channels)]

    def now(self) -> datetime:
        """The clock, in the organisation's zone."""
        return self._app.clock.now().astimezone(ZoneInfo(self.zone()))

    def zone(self) -> str:
        """The organisation's zone."""
        return self._app.settings.muster_timezone

    def words(self, language: str) -> list[dict[str, str]]:
        """Every command with its summary and an example."""
        wording = Wording(language)
        return [
            {"command": line, "summary": wording.text(summary), "example": wording.text(example)}
            for line, summary, example in summaries(self._app.vocabulary.commands.values())
        ]

    def messages(self, viewer: str, after: int = 0) -> list[dict[str, Any]]:
        """What a person sees, in order."""
        zone = ZoneInfo(self.zone())
        rows = self._app.database.read(lambda session: local_repo.seen_by(session, viewer, after, 500))
        return [
            {
                "number": row.id, "id": f"m{row.id}", "at": row.at.astimezone(zone).isoformat(), "to": row.place,
                "from": row.speaker, "only": f"@{row.only}" if row.only else None,
                "updates": f"m{row.updates}" if row.updates else None,
                **({"under": f"m{row.under}"} if row.under else {}), **row.body,
            }
            for row in rows
        ]  # fmt: skip

    async def say(self, speaker: str, channel: str | None, text: str, files: list[tuple[str, bytes]]) -> None:
        """Says something; what it causes is delivered when this returns."""
        attached = tuple(File(name, content) for name, content in files)
        await self._local.say(Speech(speaker, channel, text), attached)
        await self._app.settle()

    async def move_clock(self, to: datetime) -> None:
        """Moves the clock; all that falls due on the way happens, in order."""
        clock = self._app.clock
        if not isinstance(clock, ShiftedClock):
            raise ValueError("this clock cannot be moved")  # noqa: TRY004  what the page shows, not a type of ours
        async with self._moving:
            target = to.astimezone(UTC)
            if target < clock.now():
                raise ValueError("the clock does not go back")
            await self._app.pass_until(target, clock.move)
            ahead = str(clock.ahead.total_seconds())
            await asyncio.wrap_future(
                self._app.database.writer.submit(lambda session: people_repo.put_setting(session, AHEAD, ahead))
            )
        self._local.changed()

    async def picture(self, number: int, index: int, *, dark: bool) -> bytes:
        """A message's chart, drawn; ``LookupError`` where there is none, or where it cannot be drawn."""
        row = await asyncio.to_thread(self._app.database.read, lambda session: local_repo.get(session, number))
        drawn = charts(row.body) if row is not None else []
        if index >= len(drawn):
            raise LookupError(f"m{number} has no picture {index}")
        try:
            return await self._pictures.draw(drawn[index], dark=dark)
        except PictureError as error:
            raise LookupError(str(error)) from error

    async def file(self, number: int, index: int) -> tuple[str, bytes]:
        """A message's file, made: its name and content; ``LookupError`` where there is none, or none any more."""
        row = await asyncio.to_thread(self._app.database.read, lambda session: local_repo.get(session, number))
        there = files(row.body) if row is not None else []
        if index >= len(there):
            raise LookupError(f"m{number} has no file {index}")
        try:
            return there[index].name, await self._app.files.made(there[index])
        except FileError as error:
            raise LookupError(there[index].excuses["unmade"]) from error

    def changes(self) -> AsyncIterator[None]:
        """Yields after something changed."""
        return self._local.changes()


def shifted_clock(database: Database) -> ShiftedClock:
    """The clock of a kept local workspace: as far ahead as it was moved."""

    def kept(session: Session) -> str | None:
        return people_repo.setting(session, AHEAD)

    return ShiftedClock(timedelta(seconds=float(database.read(kept) or 0)))
