"""The terminal around ``Chat``: reads lines from a file, a pipe or a prompt, prints what somebody sees."""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App
from bot.chat import Chat, as_json, starting_clock
from bot.platforms.local.parse import BadLine
from bot.platforms.local.parse import line as parse_line
from bot.platforms.local.runtime import Entry
from bot.settings import Settings
from storage.db import Database
from storage.schema import SchemaError, create, prepare

IDLE = 0.25  # seconds without a new line after which a piped message counts as whole


async def run(settings: Settings, file: Path | None, now: str | None, *, json: bool, fresh: bool) -> str | None:
    """Runs a conversation to its end; one line that says what was wrong with it, if anything."""
    database = Database(settings.database_url, durable=not fresh)
    try:
        create(database.engine) if fresh else prepare(database, settings.muster_auto_migrate)
        clock = starting_clock(database, now, settings.muster_timezone)
        zone = ZoneInfo(settings.muster_timezone)
        chat = Chat(App(settings, database, clock, with_local=True), clock, _printer(zone, json=json))
        await chat.begin()
        if file is None and sys.stdin.isatty():
            await _prompt(chat)
        elif file is None:
            await chat.script(_piped())
        else:
            await chat.script(_lines(await asyncio.to_thread(_read, file)))
    except BrokenPipeError:
        return None  # whoever read has enough
    except (BadLine, SchemaError, OSError, ValueError) as error:
        return str(error)
    finally:
        database.close()
    return None


def _printer(zone: ZoneInfo, *, json: bool) -> Callable[[Entry], None]:
    def show(entry: Entry) -> None:
        print(as_json(entry, zone) if json else _for_eyes(entry, zone), flush=True)  # noqa: T201  the command's output

    return show


def _for_eyes(entry: Entry, zone: ZoneInfo) -> str:
    only = f" (only @{entry.only})" if entry.only else ""
    changed = f" changes m{entry.updates}" if entry.updates else ""
    under = f" under m{entry.under}" if entry.under else ""
    head = f"{entry.at.astimezone(zone):%a %Y-%m-%d %H:%M} → {entry.place}{only}{under}{changed}"
    lines = [f"  {text}" for text in entry.body["text"].splitlines()]
    buttons = [f"  [{b['label']}] {b['command']}" for b in entry.body["buttons"]]
    return "\n".join([head, *lines, *buttons])


async def _prompt(chat: Chat) -> None:
    """A prompt for human hands: each line at once; a mistake is said and the conversation goes on."""
    print("alice: /help — or `bob in #growth: /kudos @alice thanks`; `! advance 1d` moves the clock; Ctrl-D ends.")  # noqa: T201
    while True:
        print(f"{chat.clock.now().astimezone(chat.zone):%a %Y-%m-%d %H:%M} › ", end="", flush=True)  # noqa: T201
        raw = await asyncio.to_thread(sys.stdin.readline)
        if not raw:
            break
        try:
            made = parse_line(raw, None)
            if made is not None:
                await chat.take(made)
        except BadLine as error:
            print(f"  {error}")  # noqa: T201
    chat.keep_clock()


async def _lines(source: list[str]) -> AsyncIterator[str | None]:
    for raw in source:
        yield raw


async def _piped() -> AsyncIterator[str | None]:
    """The lines of a pipe, and None when nothing more has come for a moment: what was said is whole then."""
    waiting: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pump, args=(waiting,), daemon=True).start()
    while True:
        try:
            raw = await asyncio.to_thread(waiting.get, timeout=IDLE)
        except queue.Empty:
            yield None
            raw = await asyncio.to_thread(waiting.get)
        if raw is None:
            return
        yield raw


def _pump(waiting: queue.Queue[str | None]) -> None:
    for raw in sys.stdin:
        waiting.put(raw)
    waiting.put(None)


def _read(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
