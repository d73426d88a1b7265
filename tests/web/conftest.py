"""A ``muster serve`` for each test file, in a process of its own as a newcomer starts it, and browsers to visit it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import need
from tests.web.browsing import BOSS, DESK, Visit, last_card, say

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).resolve().parent.parent.parent
START = 40.0  # seconds: a loaded machine imports slowly


@dataclass
class Served:
    """A running server; it can be stopped, and started again on the same port and database."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        # Nothing of the developer's own settings: a newcomer has none.
        environment = {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": f"sqlite:///{self.folder}/served.db",
        }
        log = (self.folder / "served.log").open("ab")
        command = [sys.executable, "-m", "bot", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"muster serve did not start:\n{(self.folder / 'served.log').read_text()}")
            time.sleep(0.1)

    def stop(self) -> int:
        """Asks it to stop; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with an empty database, shared by a file: its tests speak as people, and in channels, of their own."""
    made = Served(tmp_path_factory.mktemp("served"), free_port())
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without which none of this file runs."""
    need(CHROMIUM.exists(), "Chromium (/usr/bin/chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def boss(browser: Browser, served: Served) -> None:
    """Somebody speaks first."""
    page = browser.new_page()
    page.goto(f"{served.url}/chat?as={BOSS}")
    say(page, "/help")
    expect(last_card(page)).to_be_visible()
    page.close()


@pytest.fixture
def visit(browser: Browser, served: Served, boss: None) -> Iterator[Visit]:
    """Opens the page as somebody, somewhere, in a browser of their own; it must neither complain nor ask elsewhere."""
    troubles: list[str] = []
    contexts = []

    def visiting(
        person: str = "", channel: str = "", *, url: str = served.url, calm: bool = True, **options: Any
    ) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "en-GB"} | options)
        context.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.extend([f"error: {error}"] * calm))
        page.on("console", lambda said: troubles.extend([f"{said.type}: {said.text}"] * (calm and _odd(said.text))))
        page.on("request", lambda asked: troubles.extend([f"asks {asked.url}"] * (not asked.url.startswith(url))))
        query = "&".join([f"as={person}"] * bool(person) + [f"in={channel}"] * bool(channel))
        page.goto(f"{url}/chat?{query}")
        page.locator("#app:visible, #start:visible").first.wait_for()
        return page

    yield visiting
    for context in contexts:
        context.close()
    assert troubles == []


def _odd(text: str) -> bool:
    """A refused request, and a server that is away, are the browser's to mention."""
    return "Failed to load resource" not in text and "ERR_" not in text
