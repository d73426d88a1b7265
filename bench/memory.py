"""How much the process grows over many commands: ``python -m bench.memory [COMMANDS [sqlite|postgresql]]``, 50,000 on
both databases where none are named.

Each is a member's ``/kpi log`` with everything it causes, through the local platform. What the C library keeps of freed
memory is given back before each look, so that what is left is held by somebody.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.databases import databases
from bot.app import App
from bot.chat import Chat
from bot.clock import StandingClock
from bot.platforms.local.parse import line
from bot.settings import Settings
from storage.db import Database
from storage.schema import create

COMMANDS = 50_000
LOOKS = 5
PAGE = 4096
BEGIN = datetime(2026, 1, 5, 1, tzinfo=UTC)


def main(commands: int, kind: str | None) -> None:
    """Prints the resident megabytes after a warm-up of a tenth, and how they have grown at each fifth."""
    for name, url in databases():
        if kind in (None, name.lower()):
            print(name)
            database = Database(url, durable=False)
            create(database.engine)
            asyncio.run(_measure(database, commands))
            database.close()


async def _measure(database: Database, commands: int) -> None:
    settings = Settings(_env_file=None, database_url=database.url)  # type: ignore[call-arg]  # pydantic's own
    clock = StandingClock(BEGIN)
    chat = Chat(App(settings, database, clock, with_local=True), clock, lambda _entry: None)
    await chat.begin()
    for said in ("alice: /team new Growth", "alice: /kpi define leads"):
        await _say(chat, said)
    await _log(chat, commands // 10)
    before, objects = _resident(), len(gc.get_objects())
    print(f"after {commands // 10:,} commands: {before:.1f} MB, {objects:,} objects")
    for look in range(1, LOOKS + 1):
        await _log(chat, commands // LOOKS)
        grown = _resident() - before
        print(f"after {look * commands // LOOKS:,} more: {grown:+.1f} MB, {len(gc.get_objects()) - objects:+,} objects")


async def _log(chat: Chat, times: int) -> None:
    for n in range(times):
        await _say(chat, f"alice: /kpi log leads {n % 100}")


async def _say(chat: Chat, said: str) -> None:
    made = line(said, None)
    assert made is not None
    await chat.take(made)


def _resident() -> float:
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COMMANDS, sys.argv[2] if len(sys.argv) > 2 else None)
