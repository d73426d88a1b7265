"""A ``muster serve`` for each test file, in a process of its own as a newcomer starts it, and browsers to visit it."""

from __future__ import annotations

import json
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
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.conftest import need
from tests.web.browsing import BOSS, DESK, Visit

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


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that all tests share: they speak as people, and in channels, of their own. The boss has spoken first."""
    made = Served(tmp_path_factory.mktemp("served"), free_port())
    made.start()
    greeting = json.dumps({"as": BOSS, "text": "/help"}).encode()
    headers = {"Content-Type": "application/json", "Origin": made.url}
    urllib.request.urlopen(urllib.request.Request(f"{made.url}/chat/say", greeting, headers), timeout=20).close()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.stop()


Light = Literal["light", "dark"]


class Window:
    """A window that notes what its page complains of, and what it asks of anybody but ``home``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.home = ""
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", lambda said: self.complaints.extend([f"{said.type}: {said.text}"] * _odd(said.text)))
        page.on("request", lambda asked: self.asked.extend([asked.url] * (not asked.url.startswith(self.home))))

    def forget(self) -> None:
        """Nothing of the visit is left. It stays at home, on a page without anything: to leave takes a process more."""
        self.page.goto(f"{self.home}/healthz")
        session = self.page.context.new_cdp_session(self.page)
        session.send("Storage.clearDataForOrigin", {"origin": self.home, "storageTypes": "all"})
        session.detach()
        self.complaints.clear()
        self.asked.clear()


class Windows:
    """Browser windows, each for one visitor at a time: a new one costs a second.

    A visitor's language belongs to a window for good; its size and its light are set for each visit.
    """

    def __init__(self, browser: Browser, home: str) -> None:
        self._browser, self._home = browser, home
        self._free: dict[str, list[Window]] = {}

    def take(self, locale: str, viewport: ViewportSize, light: Light) -> Window:
        """A window nobody has been in, as far as a page can tell."""
        free = self._free.setdefault(locale, [])
        window = free.pop() if free else Window(self._browser.new_context(locale=locale).new_page())
        window.page.set_viewport_size(viewport)
        window.page.emulate_media(color_scheme=light)
        return window

    def give_back(self, locale: str, window: Window) -> None:
        """The visit is over."""
        if window.home != self._home:  # of a server that is gone
            window.page.context.close()
            return
        window.forget()
        self._free[locale].append(window)


@pytest.fixture(scope="module")
def windows(served: Served) -> Iterator[Windows]:
    """Chromium, without which none of this runs. A file's own: while Playwright is there no other loop can run."""
    need(CHROMIUM.exists(), "Chromium (/usr/bin/chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM)
        yield Windows(launched, served.url)
        launched.close()


@pytest.fixture
def visit(windows: Windows, served: Served) -> Iterator[Visit]:
    """Opens the page as somebody, somewhere, in a window of their own; it must neither complain nor ask elsewhere."""
    taken: list[tuple[str, Window, bool]] = []

    def visiting(
        person: str = "",
        channel: str = "",
        *,
        url: str = served.url,
        calm: bool = True,
        locale: str = "en-GB",
        viewport: ViewportSize = DESK,
        color_scheme: Light = "light",
    ) -> Page:
        expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
        window = windows.take(locale, viewport, color_scheme)
        taken.append((locale, window, calm))
        window.home = url
        query = "&".join([f"as={person}"] * bool(person) + [f"in={channel}"] * bool(channel))
        window.page.goto(f"{url}/chat?{query}")
        window.page.locator("#app:visible, #start:visible").first.wait_for()
        return window.page

    yield visiting
    complaints = [said for _, window, calm in taken if calm for said in window.complaints]
    asked = [url for _, window, _ in taken for url in window.asked]
    for locale, window, _ in taken:
        windows.give_back(locale, window)
    assert complaints == []
    assert asked == []


def _odd(text: str) -> bool:
    """A refused request, and a server that is away, are the browser's to mention."""
    return "Failed to load resource" not in text and "ERR_" not in text
