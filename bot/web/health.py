"""``/healthz``, ``/readyz``, ``/metrics``."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from storage.repos import messaging
from storage.states import OutboxState

LATE = timedelta(minutes=1)


def health_routes(app: App) -> list[BaseRoute]:
    """The three routes for whoever watches the process."""

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(_request: Request) -> Response:
        broken = await asyncio.to_thread(_broken, app)
        return JSONResponse({"ready": not broken, "down": broken}, status_code=503 if broken else 200)

    async def metrics(_request: Request) -> Response:
        registry = CollectorRegistry()
        registry.register(_Collector(app))
        page = await asyncio.to_thread(generate_latest, registry)
        return Response(page, media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]


def _broken(app: App) -> list[str]:
    """What is down: the database, the scheduler, a platform."""
    down = [name for name, platform in app.platforms.items() if not platform.ready()]
    if not app.health.scheduler_alive():
        down.append("scheduler")
    try:
        app.database.ping()
    except SQLAlchemyError:
        down.append("database")
    return down


class _Collector:
    """Reads the figures when they are asked for: no counter of a process could know the other replicas' work."""

    def __init__(self, app: App) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        """The outbox by state, what is late, what waits for the writer, which platforms are connected."""
        outbox = GaugeMetricFamily("muster_outbox_messages", "Messages in the outbox by state.", labels=["state"])
        now = self._app.clock.now()

        def counts(session: Session) -> tuple[dict[str, int], int]:
            by_state = {state.value: messaging.count_outbox(session, state) for state in OutboxState}
            return by_state, messaging.count_outbox(session, OutboxState.READY, due_before=now - LATE)

        by_state, late = self._app.database.read(counts)
        for state, count in by_state.items():
            outbox.add_metric([state], count)
        yield outbox
        yield GaugeMetricFamily("muster_outbox_late", "Messages due for more than a minute and not sent.", value=late)
        waiting = self._app.database.writer.waiting()
        yield GaugeMetricFamily("muster_writer_waiting", "Units of work that wait for the writer.", value=waiting)
        alive = float(self._app.health.scheduler_alive())
        yield GaugeMetricFamily("muster_scheduler_alive", "1 while the scheduler ticks.", value=alive)
        up = GaugeMetricFamily("muster_platform_ready", "1 while a platform is connected.", labels=["platform"])
        for name, platform in self._app.platforms.items():
            up.add_metric([name], float(platform.ready()))
        yield up
