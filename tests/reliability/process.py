"""The bot as a process of its own, which can be killed."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0  # seconds for a process to start, to die, to owe nothing any more


class Process:
    """``muster serve`` on a database; it dies where ``point`` says (see ``victim``)."""

    def __init__(
        self, url: str, folder: Path, environment: Mapping[str, str], point: str = "never", count: int = 0,
        *, port: int | None = None, patient: bool = False,
    ) -> None:  # fmt: skip
        self.port = port or free_port()
        given = {
            "PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(ROOT), "DATABASE_URL": url,
            "MUSTER_LANGUAGE": "en", **environment,
        }  # fmt: skip
        program = [sys.executable, "-m", "tests.reliability.victim", point, str(count), str(self.port)]
        self.log = folder / f"served-{self.port}.log"
        with self.log.open("ab") as log:  # through a pipe: to write there takes no place on the process's own disk
            self._writes = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=log)
        self._process = subprocess.Popen(
            [*program, *(["patient"] if patient else [])], cwd=folder, env=given, stdout=self._writes.stdin,
            stderr=self._writes.stdin,
        )  # fmt: skip
        assert self._writes.stdin is not None
        self._writes.stdin.close()

    def started(self) -> Process:
        """Itself, once it is ready or dead."""
        until(lambda: self.over() or self.ready(), "the bot is ready")
        return self

    def over(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def ready(self) -> bool:
        """Whether it says so."""
        return self.status("/readyz")[0] == 200

    def down(self) -> list[str]:
        """What it says is down."""
        return list(json.loads(self.status("/readyz")[1] or "{}").get("down", ()))

    def status(self, path: str, seconds: float = 5.0) -> tuple[int, str]:
        """What its HTTP side says; status 0 where it says nothing."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=seconds) as answer:
                return int(answer.status), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return 0, ""

    def disk_full(self, full: bool) -> None:
        """Whether no file of the process takes another byte."""
        _, most = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (1 if full else most, most))

    def stop(self, seconds: float = PATIENCE) -> tuple[int, float]:
        """Tells it to end: its exit code, and how many seconds that took."""
        begin = time.monotonic()
        self._process.terminate()
        code = self._process.wait(seconds)
        return code, time.monotonic() - begin

    def kill(self) -> None:
        """Ends it where it stands."""
        self._process.kill()
        self._process.wait()
        self._writes.wait()


def until(look: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Waits for something that has to come."""
    if not came(look, seconds):
        raise AssertionError(f"it never came: {what}")


def came(look: Callable[[], object], seconds: float) -> bool:
    """Whether it came within that time."""
    end = time.monotonic() + seconds
    while not look():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def free_port() -> int:
    """One on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
