"""``muster serve`` as a process: what it starts with, what it answers, how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import SystemClock
from bot.platforms.dingtalk import ADAPTER
from bot.serve import StartError, check, working
from bot.settings import Settings
from storage.db import Database
from tests.bot.worlds import Noting
from tests.databases import Postgres

MUSTER = Path(sys.executable).with_name("muster")


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type,call-arg]


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"slack_bot_token": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"slack_signing_secret": "s"}, "SLACK_BOT_TOKEN"),
        ({"feishu_app_id": "cli_1"}, "FEISHU_APP_SECRET"),
        ({"feishu_app_id": "c", "feishu_app_secret": "s", "feishu_mode": "http"}, "FEISHU_ENCRYPT_KEY"),
        ({"dingtalk_client_id": "d"}, "DINGTALK_CLIENT_SECRET"),
        ({"database_url": "postgresql+psycopg://x/y"}, "no platform's credentials"),
    ],
)
def test_what_is_missing_stops_the_start_with_one_line_that_names_it(values: dict[str, object], named: str) -> None:
    with pytest.raises(StartError) as refused:
        check(settings(**values), with_chat=False)
    assert named in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def fetch(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@contextmanager
def serving(url: str, *options: str, **env: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A process on a free port, ready; ended by its own id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(MUSTER), "serve", "--port", str(port), *options]
    with subprocess.Popen(
        command, env={"PATH": "/usr/bin:/bin", "DATABASE_URL": url, **env}, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            for _ in range(200):
                assert process.poll() is None, process.stderr.read() if process.stderr else ""
                try:
                    if fetch(port, "/readyz")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.1)
            yield port, process
        finally:
            process.kill()


class Stopping(Noting):
    """A platform that notes its end, or fails at it."""

    ended = False
    fails = False

    async def stop(self) -> None:
        """Ends."""
        if self.fails:
            raise RuntimeError("it does not end")
        self.ended = True


async def test_a_platform_that_fails_to_stop_keeps_no_other_from_it(empty_url: str) -> None:
    first, second = Stopping("feishu"), Stopping("dingtalk")
    first.fails = True
    adapters = [
        replace(ADAPTER, name="feishu", connect=lambda _: first),
        replace(ADAPTER, name="dingtalk", connect=lambda _: second),
    ]
    database = Database(empty_url, durable=False)
    app = App(settings(), database, SystemClock(), with_local=False, adapters=adapters)
    async with working(app):
        pass
    assert second.ended
    database.close()


def test_it_serves_says_how_it_is_and_ends_when_told(tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path}/muster.db") as (port, process):
        assert fetch(port, "/healthz") == (200, "ok\n")
        assert fetch(port, "/readyz")[0] == 200
        assert "muster_outbox_messages" in fetch(port, "/metrics")[1]
        assert fetch(port, "/chat")[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_host_that_others_reach_closes_the_page(tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path}/muster.db", "--host", "0.0.0.0") as (port, _process):
        assert fetch(port, "/healthz")[0] == 200
        assert fetch(port, "/chat")[0] == 404


@pytest.mark.postgres
def test_on_postgres_the_page_is_there_when_it_is_asked_for(postgres: Postgres) -> None:
    with serving(postgres.new(), MUSTER_LOCAL_CHAT="1") as (port, _process):
        assert fetch(port, "/chat")[0] == 200
