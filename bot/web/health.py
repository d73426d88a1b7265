"""``/healthz``, ``/readyz``, ``/metrics``."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from storage.db import JOBS
from storage.repos import delivery, extraction, messaging
from storage.states import ExtractionState, OutboxState

LATE = timedelta(minutes=1)
LOOK_SECONDS = 3.0  # for the database to answer


class _Watch:
    """Looks at the database, one look at a time: one that hangs is not joined by others."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._look: asyncio.Task[None] | None = None

    async def database(self) -> bool:
        """Whether the database can be had, in some seconds."""
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._looked())
        done, _ = await asyncio.wait({self._look}, timeout=LOOK_SECONDS)
        return bool(done) and self._look.exception() is None

    async def _looked(self) -> None:
        database, now = self._app.database, self._app.clock.now()
        await asyncio.to_thread(database.ping)
        if database.writer.away:  # perhaps nobody writes any more, since it is not ready
            await database.writer.run(lambda session: delivery.probe(session, now), JOBS)


def health_routes(app: App) -> list[BaseRoute]:
    """The three routes for whoever watches the process."""
    watch = _Watch(app)

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(_request: Request) -> Response:
        broken = [*_broken(app), *(() if await watch.database() else ("database",))]
        return JSONResponse({"ready": not broken, "down": broken}, status_code=503 if broken else 200)

    async def metrics(_request: Request) -> Response:
        registry = CollectorRegistry()
        registry.register(_Collector(app, database=await watch.database()))
        page = await asyncio.to_thread(generate_latest, registry)
        return Response(page, media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]


def _broken(app: App) -> list[str]:
    """What is down beside the database: the scheduler, a platform."""
    down = [name for name, platform in app.platforms.items() if not platform.ready()]
    if not app.health.scheduler_alive():
        down.append("scheduler")
    return down


class _Collector:
    """Reads the figures when they are asked for: no counter of a process could know the other replicas' work."""

    def __init__(self, app: App, *, database: bool) -> None:
        self._app, self._database = app, database

    def collect(self) -> Iterator[Metric]:
        """What the process knows of itself; and the outbox, where there is a database."""
        there = float(self._database)
        yield GaugeMetricFamily("muster_database_ready", "1 while the database answers and takes writes.", value=there)
        waiting = self._app.database.writer.waiting()
        yield GaugeMetricFamily("muster_writer_waiting", "Units of work that wait for the writer.", value=waiting)
        alive = float(self._app.health.scheduler_alive())
        yield GaugeMetricFamily("muster_scheduler_alive", "1 while the scheduler ticks.", value=alive)
        up = GaugeMetricFamily("muster_platform_ready", "1 while a platform is connected.", labels=["platform"])
        for name, platform in self._app.platforms.items():
            up.add_metric([name], float(platform.ready()))
        yield up
        if self._database:
            yield from self._outbox()
            if self._app.extractor is not None:
                yield from self._extractions()

    def _extractions(self) -> Iterator[Metric]:
        """What the extractor has been asked, by what came of it."""
        now = self._app.clock.now()
        counts, oldest = self._app.database.read(lambda s: (extraction.counts(s), extraction.oldest(s)))
        made = GaugeMetricFamily(
            "muster_extractions", "Minutes that the extractor was asked about, by state.", labels=["state"]
        )
        for state in ExtractionState:
            made.add_metric([state.value], counts.get(state, 0))
        yield made
        waited = (now - oldest).total_seconds() if oldest is not None else 0.0
        yield GaugeMetricFamily(
            "muster_extraction_waiting_seconds", "For how long the oldest of them has had no answer.", value=waited
        )

    def _outbox(self) -> Iterator[Metric]:
        """The outbox by state, and what is late."""
        outbox = GaugeMetricFamily("muster_outbox_messages", "Messages in the outbox by state.", labels=["state"])
        now = self._app.clock.now()

        def counts(session: Session) -> tuple[dict[str, int], Mapping[str, tuple[int, datetime | None]]]:
            by_state = {state.value: messaging.count_outbox(session, state) for state in OutboxState}
            return by_state, messaging.overdue(session, now - LATE)

        by_state, overdue = self._app.database.read(counts)
        for state, count in by_state.items():
            outbox.add_metric([state], count)
        yield outbox
        late = GaugeMetricFamily(
            "muster_outbox_overdue", "Messages that should have gone more than a minute ago.", labels=["platform"]
        )
        age = GaugeMetricFamily(
            "muster_outbox_overdue_seconds", "For how long the oldest of them should have gone.", labels=["platform"]
        )
        for name, (count, oldest) in overdue.items():
            late.add_metric([name], count)
            age.add_metric([name], (now - oldest).total_seconds() if oldest else 0.0)
        yield late
        yield age
