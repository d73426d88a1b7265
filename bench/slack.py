"""How soon Slack is acknowledged while events pour in and its Web API is slow: ``python -m bench.slack [SECONDS]``.

A real ``muster serve`` in a process of its own, over Socket Mode, against the emulated workspace of the tests.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.start import MUSTER, _wait
from tests.platforms.slack.emulator import Emulator
from tests.platforms.slack.payloads import command, message
from tests.platforms.slack.workspace import APP_TOKEN, BOT_TOKEN, Json, Workspace

RATE = 100  # events a second
NAMES = [f"p{n}" for n in range(30)]
SLOW = 2.5  # seconds the Web API takes for each call


def main(seconds: float) -> None:
    """One run: the acknowledgements' times."""
    emulator = Emulator()
    emulator.do(lambda ws: [ws.add_user("boss", "U0BOSS"), *map(ws.add_user, NAMES)])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()) as folder:
        env = {
            **os.environ, "DATABASE_URL": f"sqlite:///{folder}/bench.db", "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": emulator.api, "MUSTER_ADMINS": "slack:U0BOSS",
            "MUSTER_LOG_LEVEL": "ERROR",
        }  # fmt: skip
        bot = subprocess.Popen([str(MUSTER), "serve", "--port", str(port)], env=env, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/readyz")
            emulator.work(_poured(emulator, seconds), seconds + 60)
        finally:
            bot.terminate()
            bot.wait(30)
            emulator.close()
    times = sorted(emulator.acks)
    print(f"{len(times)} events at {RATE}/s, Web API {SLOW} s slow")
    for name, at in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("worst", 1.0)):
        print(f"  {name:7} {times[min(len(times) - 1, int(at * len(times)))] * 1000:8.1f} ms")
    print(f"  mean    {statistics.mean(times) * 1000:8.1f} ms; later than 3 s: {emulator.late}")


async def _poured(emulator: Emulator, seconds: float) -> None:
    for said in ("my lang en", "kpi define leads"):
        await emulator.tell("events_api", message(emulator.workspace, "boss", said)[0])
    emulator.acks.clear()
    emulator.faults.slow = SLOW
    begin, told, choose = time.monotonic(), [], random.Random(7)
    for number in itertools.count():
        due = begin + number / RATE
        if due > begin + seconds:
            break
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        kind, payload = _event(emulator.workspace, choose, number)
        told.append(asyncio.create_task(emulator.tell(kind, payload, patience=60)))
    await asyncio.gather(*told)
    emulator.faults.slow = 0.0


def _event(ws: Workspace, choose: random.Random, number: int) -> tuple[str, Json]:
    """Six in ten a figure logged privately, two a command, two a channel's talk."""
    who, kind = choose.choice(NAMES), choose.random()
    if kind < 0.2:
        return "events_api", message(ws, who, "good morning, all", "growth")[0]
    if kind < 0.8:
        return "events_api", message(ws, who, f"kpi log leads {number}")[0]
    return "slash_commands", command(ws, who, "/kpi show leads", "growth")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
