"""Readiness: what is down is named, and once it is back nobody has to restart anything."""

from __future__ import annotations

import json
import sqlite3
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

import bot.health
import storage.db
from bot.settings import Settings
from storage.db import Busy, open_engine  # the real one: tests share theirs
from storage.models.timing import Unit
from storage.repos import delivery, timing
from tests.databases import Postgres
from tests.platforms.running import START, Running
from tests.reliability.process import until


@pytest.fixture
def running(tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """The bot, whose database is not waited for long, and whose tick is soon missed."""
    monkeypatch.setattr(storage.db, "open_engine", open_engine)
    monkeypatch.setattr(storage.db, "SQLITE_BUSY_SECONDS", 0.05)
    monkeypatch.setattr(bot.health, "TICK_STALE", 2.5)
    made = Running(Settings(_env_file=None), (), tmp_path, empty_database, with_local=True)  # type: ignore[call-arg]
    made.start()
    yield made
    made.stop()


def down(running: Running) -> list[str]:
    """What is down, as readiness says."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/readyz", timeout=10) as answer:
            return list(json.loads(answer.read())["down"])
    except urllib.error.HTTPError as error:
        return list(json.loads(error.read())["down"])


def metrics(running: Running) -> dict[str, str]:
    """The figures, by name."""
    with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def writer(running: Running) -> storage.db.Writer:
    assert running.app is not None
    return running.app.database.writer


def test_a_database_that_takes_no_writes_is_down_until_it_does_again(running: Running) -> None:
    assert down(running) == []
    path = running.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = writer(running).submit(lambda session: delivery.probe(session, START))
        assert isinstance(refused.exception(10), Busy)
        assert down(running) == ["database"]
        found = metrics(running)
        assert (found["muster_database_ready"], found["muster_scheduler_alive"]) == ("0.0", "1.0")
        other.execute("COMMIT")
    assert down(running) == []  # though nobody else has written since
    found = metrics(running)
    assert (found["muster_database_ready"], found['muster_outbox_messages{state="dead"}']) == ("1.0", "0.0")


def test_a_scheduler_that_does_not_get_on_is_down_until_it_does(running: Running) -> None:
    gate, soon = threading.Event(), running.clock.now() + timedelta(seconds=1)
    work = Unit(key="u", job="?", payload=None, due_at=soon)
    writer(running).submit(lambda session: timing.add_unit(session, work)).result(10)
    held: Future[bool] = writer(running).submit(lambda _session: gate.wait(20))
    until(lambda: down(running) == ["scheduler"], "it is noticed")
    gate.set()
    assert held.result(10)
    until(lambda: down(running) == [], "it gets on again")


@pytest.mark.postgres
def test_a_server_that_is_cut_off_is_not_waited_for_for_ever(postgres: Postgres) -> None:
    engine = open_engine(postgres.new() + "&connect_timeout=9")
    with engine.connect() as connection:
        given = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    engine.dispose()
    assert given["connect_timeout"] == "9"  # what the URL says is not overruled
    assert int(given["tcp_user_timeout"]) <= 20_000
    assert int(given["keepalives_idle"]) <= 20
