"""The whole bot at work in a thread of its own: real database, scheduler and delivery, with the given platforms."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette

from bot.app import App
from bot.clock import SystemClock
from bot.platforms.base import Adapter
from bot.serve import working
from bot.settings import Settings
from bot.web.health import health_routes
from bot.web.page import page_routes
from storage.db import Database

T = TypeVar("T")
START = datetime(2026, 1, 5, 2, tzinfo=UTC)  # Monday, 10:00 in Shanghai
PACE = 0.01  # seconds between looks at the outbox, where a server takes its time


class MovedClock:
    """Goes on from ``START`` as time passes, and by what a test adds to it: no test depends on the day it is run."""

    def __init__(self) -> None:
        self.ahead = START - SystemClock().now()

    def now(self) -> datetime:
        """The time, UTC."""
        return SystemClock().now() + self.ahead


class Running:
    """The bot, which can be stopped and started again on the same database; ``port`` is its HTTP side's, once up."""

    def __init__(
        self,
        settings: Settings,
        adapters: Sequence[Adapter],
        folder: Path,
        template: Path,
        *,
        with_local: bool = False,
    ) -> None:
        path = folder / "muster.db"
        if not path.exists():
            shutil.copyfile(template, path)
        self.settings = settings.model_copy(update={"database_url": f"sqlite:///{path}"})
        self.clock = MovedClock()
        self.port = 0
        self._adapters, self._with_local = adapters, with_local
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self.app: App | None = None

    def start(self) -> None:
        """Connects in the main thread, as ``serve`` does before its loop runs, then runs until ``stop``."""
        self.app = App(
            self.settings, Database(self.settings.database_url, durable=False), self.clock,
            with_local=self._with_local, adapters=self._adapters,
        )  # fmt: skip
        up = threading.Event()
        failure: list[BaseException] = []

        def run() -> None:
            try:
                asyncio.run(self._run(up))
            except BaseException as error:  # noqa: BLE001  told to the test, in its own thread
                failure.append(error)
            finally:
                up.set()

        self._thread = threading.Thread(target=run, name="bot")
        self._thread.start()
        up.wait(20)
        if failure:
            raise failure[0]

    def stop(self) -> None:
        """Drains and ends."""
        if self._thread is None or self._loop is None or self._end is None or self.app is None:
            return
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(20)
        assert not self._thread.is_alive(), "the bot does not end"
        self.app.database.close()
        self._thread = None

    def again(self) -> None:
        """Stops and starts, as a new release would."""
        self.stop()
        self.start()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs something in the bot's own loop."""
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def later(self, by: timedelta) -> None:
        """Moves the clock forward, and has the scheduler look at it now."""
        self.clock.ahead += by
        assert self.app is not None
        self.do(self.app.scheduler.tick())

    async def _run(self, up: threading.Event) -> None:
        assert self.app is not None
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        await self.app.set_up()
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.app.pictures.close)
            await stack.enter_async_context(working(self.app, deliver_every=PACE))
            theirs = [route for platform in self.app.platforms.values() for route in platform.routes()]
            web = Starlette(routes=[*health_routes(self.app), *page_routes(self.app), *theirs])
            port = urlsplit(self.settings.muster_base_url).port or 0
            server = uvicorn.Server(uvicorn.Config(web, port=port, log_level="warning", lifespan="off"))
            serving = asyncio.create_task(server.serve())
            while not server.started:  # noqa: ASYNC110  the server has no event for it
                await asyncio.sleep(0.005)
            self.port = server.servers[0].sockets[0].getsockname()[1]
            up.set()
            await self._end.wait()
            server.should_exit = True
            await serving
