"""How soon ``muster chat`` answers, and how much memory an idle ``muster serve`` holds."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Row

MUSTER = Path(sys.executable).with_name("muster")


def rows() -> Iterator[Row]:
    """The start of a conversation, beside an interpreter that only starts; the memory of a server that waits."""
    ours = statistics.median(_seconds([str(MUSTER), "chat"], "alice: /help\n") for _ in range(5))
    bare = statistics.median(_seconds([sys.executable, "-c", "input()"], "x\n") for _ in range(5))
    yield Row("muster chat to its first answer, whole process", ours, bare, "s", "under 2 s")
    with tempfile.TemporaryDirectory() as folder:
        yield Row(
            "idle muster serve, resident", idle(f"sqlite:///{folder}/idle.db").resident, None, "MB", "under 150 MB"
        )


def _seconds(command: list[str], said: str) -> float:
    begin = time.perf_counter()
    subprocess.run(command, input=said, text=True, check=True, capture_output=True)
    return time.perf_counter() - begin


@dataclass(frozen=True)
class Idle:
    """What a server that waits takes: megabytes, and how much of a core."""

    resident: float
    core: float


def idle(url: str, seconds: float = 3.0) -> Idle:
    """``muster serve`` on a database, with the local chat page and nobody there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "DATABASE_URL": url, "MUSTER_LOCAL_CHAT": "1"}
    process = subprocess.Popen([str(MUSTER), "serve", "--port", str(port)], env=env, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/readyz")
        time.sleep(3)
        before = _cpu(process.pid)
        time.sleep(seconds)
        core = (_cpu(process.pid) - before) / seconds
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    finally:
        process.terminate()
        process.wait(10)
    return Idle(int(status.partition("VmRSS:")[2].split()[0]) / 1024, core)


def _cpu(pid: int) -> float:
    """Seconds of a processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait(url: str, seconds: int = 10) -> None:
    for _ in range(10 * seconds):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
