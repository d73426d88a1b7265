"""``muster serve``: the process around the app, from start to drain."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import structlog
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette

from bot import trouble
from bot.adapters import ADAPTERS
from bot.app import App
from bot.catalogue import load_words
from bot.clock import Clock, SystemClock
from bot.platforms.base import Platform
from bot.settings import Settings
from bot.web.health import health_routes
from bot.web.local import local_chat_routes, may_serve_chat, shifted_clock
from bot.web.page import page_routes
from storage.db import Database
from storage.schema import SchemaError, prepare

log = structlog.get_logger()

TICK = timedelta(seconds=1)
DELIVER_EVERY = 0.5
ASK_EVERY = 1.0  # seconds between looks at what the extractor is to read
DRAIN_SECONDS = 8.0
END_SECONDS = 9.5  # from being told to end until the process ends, come what may


class StartError(Exception):
    """It cannot start; the text is one line that says why."""


def run(settings: Settings, host: str, port: int) -> str | None:
    """Serves until it is told to stop; one line that says why it could not start, if so."""
    try:
        with_chat = may_serve_chat(settings, host)
        check(settings, with_chat=with_chat)
        database = Database(settings.database_url)
        try:
            if why := trouble.unreachable(database):
                raise StartError(why)
            prepare(database, settings.muster_auto_migrate)
            clock: Clock = shifted_clock(database) if with_chat else SystemClock()
            adapters = [ADAPTERS[name] for name in settings.platforms]
            asyncio.run(serve(App(settings, database, clock, with_local=with_chat, adapters=adapters), host, port))
        finally:
            database.close()
    except (StartError, SchemaError) as error:
        return str(error)
    return None


def check(settings: Settings, *, with_chat: bool) -> None:
    """Refuses to start with a secret missing that a chosen mode needs, or with nothing to serve on PostgreSQL."""
    missing = settings.missing_secrets()
    if missing:
        raise StartError(missing[0])
    unbuilt = ", ".join(name for name in settings.platforms if name not in ADAPTERS)
    if unbuilt:
        raise StartError(f"{unbuilt}: this release does not connect to it yet; unset its credentials to start")
    if not with_chat and not settings.platforms and not settings.sqlite:
        raise StartError("no platform's credentials are set: set SLACK_…, FEISHU_… or DINGTALK_… (see the README)")
    if not with_chat and not settings.platforms:
        log.warning("nobody can talk to the bot: no platform is set, and the local chat page is off for this --host")


async def serve(app: App, host: str, port: int, ready: Callable[[], Awaitable[None]] | None = None) -> None:
    """Runs the HTTP side, the tick and the delivery worker until SIGTERM or SIGINT, then drains."""
    await app.set_up()
    await asyncio.to_thread(load_words)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(app.pictures.close)
        await stack.enter_async_context(working(app))
        theirs = [route for platform in app.platforms.values() for route in platform.routes()]
        web = Starlette(routes=[*health_routes(app), *page_routes(app), *local_chat_routes(app, app.pictures), *theirs])
        config = uvicorn.Config(
            web, host=host, port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=3
        )
        server = uvicorn.Server(config)
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, _stopper(server, app))
        gc.collect()
        gc.freeze()  # what is alive now stays: a full collection would stop everything for 70 ms
        if ready is not None:
            await ready()
        where = f"http://{'127.0.0.1' if host in ('0.0.0.0', '') else host}:{port}"  # noqa: S104  only compared
        log.info("serving", address=where, chat=f"{where}/chat" if app.local else None)
        with contextlib.suppress(asyncio.CancelledError):
            await server.serve()
    log.info("stopped")


def _stopper(server: uvicorn.Server, app: App) -> Callable[[], None]:
    def stop() -> None:
        deadline = threading.Timer(END_SECONDS, _give_up)
        deadline.daemon = True  # it keeps no process that ends by itself
        deadline.start()
        if app.local is not None:
            app.local.let_go()  # an open page would hold the server for its whole grace
        server.should_exit = True

    return stop


def _give_up() -> None:
    """Ends the process where something hangs, such as a database that does not answer: what is not committed is undone,
    what is not acknowledged comes again, and what is owed is sent after the next start."""
    log.error("not everything ended in time; the rest is done after the next start")
    os._exit(1)


@contextlib.asynccontextmanager
async def working(app: App, deliver_every: float = DELIVER_EVERY) -> AsyncIterator[None]:
    """The platforms, the tick and the delivery worker at work; at the end what is under way is finished.

    ``deliver_every`` is the pause between looks at an outbox into which nothing is put here, in seconds.
    """
    for platform in app.platforms.values():
        await platform.start()
    ticking = AsyncIOScheduler(timezone="UTC")
    ticking.add_job(
        _tick, "interval", seconds=TICK.total_seconds(), args=[app], id="tick",
        max_instances=1, coalesce=True, misfire_grace_time=None,
    )  # fmt: skip
    ticking.start()
    delivering = asyncio.create_task(app.delivery.run(deliver_every))
    extracting = asyncio.create_task(app.extractor.run(ASK_EVERY)) if app.extractor is not None else None
    try:
        yield
    finally:
        ticking.shutdown(wait=False)
        if app.extractor is not None:
            app.extractor.stop()
        await asyncio.gather(*map(_stop, app.platforms.values()))  # at once: whoever stops a process gives it seconds
        app.delivery.stop()
        try:
            await asyncio.wait_for(delivering, DRAIN_SECONDS)
        except TimeoutError:
            log.warning("the outbox was not drained in time; the rest is sent after the next start")
        if extracting is not None:
            await extracting


async def _stop(platform: Platform) -> None:
    try:
        await platform.stop()
    except Exception:  # the others still have to finish what they received
        log.exception("a platform did not stop", platform=platform.name)


async def _tick(app: App) -> None:
    try:
        await app.scheduler.tick()
    except Exception as error:  # noqa: BLE001  told, and done again in a second
        trouble.tell("the tick failed", error)
    else:
        app.health.ticked()
