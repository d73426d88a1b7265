"""``muster demo``: the chat page on a sample team that has three months behind it, in a database thrown away."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.app import App
from bot.chat import Chat
from bot.clock import ShiftedClock, StandingClock, SystemClock
from bot.demo_story import story
from bot.platforms.local.parse import Speech
from bot.platforms.local.runtime import Entry
from bot.serve import serve
from bot.settings import Settings
from handlers.kit.calendar import WorkingCalendar
from storage.db import Database
from storage.schema import create

HOST = "127.0.0.1"
MONTHS = timedelta(weeks=13)


def run(settings: Settings, port: int) -> str | None:
    """Tells the story, then serves the page until it is told to stop."""
    screen = Console(stderr=True)
    database = Database(settings.database_url, durable=False)
    try:
        create(database.engine)
        with screen.status("Three months of a marketing team are happening…"):
            asyncio.run(tell(settings, database, SystemClock().now()))
        screen.print(f"Open [bold]http://{HOST}:{port}/chat[/bold]  (Ctrl-C ends it, and nothing is kept)")
        asyncio.run(serve(App(settings, database, ShiftedClock(), with_local=True), HOST, port))
    finally:
        database.close()
    return None


async def tell(settings: Settings, database: Database, now: datetime) -> list[Entry]:
    """Lets the story happen up to ``now`` through the real commands and schedules; what was answered on the way."""
    zone = ZoneInfo(settings.muster_timezone)
    clock = StandingClock((now - MONTHS).astimezone(UTC))
    seen: list[Entry] = []
    app = App(settings, database, clock, with_local=True)
    chat = Chat(app, clock, seen.append)
    await chat.begin()
    calendar = WorkingCalendar(settings.org.country)
    for at, speaker, channel, text in story((now - MONTHS).astimezone(zone), now.astimezone(zone), calendar):
        due = (await app.due()).first()
        if due is not None and due <= at:
            await chat.pass_until(at)
        else:  # nothing happens on the way
            clock.move(at)
        await chat.take(Speech(speaker, channel, text))
    await chat.pass_until(now)
    return seen
