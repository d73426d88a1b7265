"""How soon DingTalk is acknowledged while messages pour in and its interfaces are slow: ``python -m bench.dingtalk
[SECONDS]``.

A real ``muster serve`` in a process of its own, over its stream, against the emulated organisation of the tests.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.start import MUSTER, _wait
from tests.platforms.dingtalk.emulator import BOT_TOPIC, Emulator
from tests.platforms.dingtalk.organisation import CLIENT_ID, SECRET, Json, staff
from tests.platforms.dingtalk.payloads import message

RATE = 100  # messages a second
NAMES = [f"p{n}" for n in range(30)]
SLOW = 2.5  # seconds DingTalk's interfaces take for each call
BAR = 1.0  # second in which 99 % are to be acknowledged


def main(seconds: float) -> None:
    """One run: the acknowledgements' times."""
    emulator = Emulator()
    quotas = emulator.organisation.quotas
    quotas.group_minute, quotas.second = 100_000, 100_000
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()) as folder:
        env = {
            **os.environ, "DATABASE_URL": f"sqlite:///{folder}/bench.db", "DINGTALK_CLIENT_ID": CLIENT_ID,
            "DINGTALK_CLIENT_SECRET": SECRET, "DINGTALK_API_URL": emulator.url, "MUSTER_LOG_LEVEL": "ERROR",
            "MUSTER_ADMINS": f"dingtalk:{staff('boss')}", "DINGTALK_GROUP_MESSAGES_PER_MINUTE": "100000",
            "DINGTALK_CALLS_PER_SECOND": "100000",
        }  # fmt: skip
        begin = time.monotonic()
        bot = subprocess.Popen([str(MUSTER), "serve", "--port", str(port)], env=env, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/readyz")
            emulator.work(_poured(emulator, seconds), seconds + 60)
        finally:
            bot.terminate()
            bot.wait(30)
            took = time.monotonic() - begin
            emulator.close()
    times = sorted(emulator.acks)
    print(f"{len(times)} messages at {RATE}/s, DingTalk's interfaces {SLOW} s slow")
    for name, at in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("worst", 1.0)):
        print(f"  {name:7} {times[min(len(times) - 1, int(at * len(times)))] * 1000:8.1f} ms")
    late = sum(ack > BAR for ack in times)
    print(f"  mean    {statistics.mean(times) * 1000:8.1f} ms; later than {BAR:.0f} s: {late}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"  the bot took {(used.ru_utime + used.ru_stime) / took:.0%} of a core")


async def _poured(emulator: Emulator, seconds: float) -> None:
    for said in ("my lang en", "kpi define leads"):
        await emulator.tell("CALLBACK", BOT_TOPIC, message(emulator.organisation, emulator.url, "boss", said))
    emulator.acks.clear()
    emulator.faults.slow = SLOW
    begin, told, choose = time.monotonic(), [], random.Random(7)
    for number in itertools.count():
        due = begin + number / RATE
        if due > begin + seconds:
            break
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        said = _said(emulator, choose, number)
        told.append(asyncio.create_task(emulator.tell("CALLBACK", BOT_TOPIC, said, patience=60)))
    await asyncio.gather(*told)
    emulator.faults.slow = 0.0


def _said(emulator: Emulator, choose: random.Random, number: int) -> Json:
    """Six in ten a figure logged privately, two a command in a group, two talk that is none."""
    who, kind = choose.choice(NAMES), choose.random()
    org, url = emulator.organisation, emulator.url
    if kind < 0.2:
        return message(org, url, who, "good morning, all", "growth")
    if kind < 0.8:
        return message(org, url, who, f"kpi log leads {number}")
    return message(org, url, who, "/kpi show leads", "growth")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
