"""How soon Feishu is acknowledged while events pour in and its OpenAPI is slow: ``python -m bench.feishu [SECONDS]``.

A real ``muster serve`` in a process of its own, over the long connection, against the tests' emulated organisation.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.start import MUSTER, _cpu, _wait
from tests.platforms.feishu.emulator import ACK_SECONDS, Emulator
from tests.platforms.feishu.organisation import APP_ID, APP_SECRET, BOT, TENANT, Json, Organisation, open_id

RATE = 100  # events a second
NAMES = [f"p{n}" for n in range(30)]
SLOW = 2.5  # seconds the OpenAPI takes for each call


def main(seconds: float) -> None:
    """One run: the acknowledgements' times."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # calls under way when the bot is ended
    emulator = Emulator()
    emulator.do(lambda org: [org.user(name) for name in ("boss", *NAMES)])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="muster-bench-", dir=Path.cwd()) as folder:
        env = {
            **os.environ, "DATABASE_URL": f"sqlite:///{folder}/bench.db", "FEISHU_APP_ID": APP_ID,
            "FEISHU_APP_SECRET": APP_SECRET, "FEISHU_API_URL": emulator.url, "MUSTER_LOG_LEVEL": "ERROR",
            "MUSTER_ADMINS": f"feishu:{open_id('boss')}",
        }  # fmt: skip
        bot = subprocess.Popen([str(MUSTER), "serve", "--port", str(port)], env=env, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", 60)  # the SDK alone takes seconds
            before = _cpu(bot.pid)
            emulator.work(_poured(emulator, seconds), seconds + 60)
            worked = _cpu(bot.pid) - before
        finally:
            bot.terminate()
            bot.wait(30)
            emulator.close()
    times = sorted(emulator.acks)
    print(f"{len(times)} events at {RATE}/s, OpenAPI {SLOW} s slow")
    for name, at in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("worst", 1.0)):
        print(f"  {name:7} {times[min(len(times) - 1, int(at * len(times)))] * 1000:8.1f} ms")
    print(f"  of a processor the bot took {worked / seconds:.0%}")
    late = sum(took > ACK_SECONDS for took in times)
    print(f"  mean    {statistics.mean(times) * 1000:8.1f} ms; later than {ACK_SECONDS:.0f} s: {late}")


async def _poured(emulator: Emulator, seconds: float) -> None:
    for said in ("my lang en", "kpi define leads"):
        await emulator.tell(_message(emulator, "boss", said))
    emulator.acks.clear()
    emulator.faults.slow = SLOW
    begin, told, choose = time.monotonic(), [], random.Random(7)
    for number in itertools.count():
        due = begin + number / RATE
        if due > begin + seconds:
            break
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        told.append(asyncio.create_task(emulator.tell(_event(emulator, choose, number), patience=60)))
    await asyncio.gather(*told)
    emulator.faults.slow = 0.0


def _event(emulator: Emulator, choose: random.Random, number: int) -> Json:
    """Six in ten a figure logged privately, two a question in a group, two a group's talk."""
    who, kind = choose.choice(NAMES), choose.random()
    if kind < 0.2:
        return _message(emulator, who, "good morning, all", "growth")
    if kind < 0.8:
        return _message(emulator, who, f"kpi log leads {number}")
    return _message(emulator, who, "@_user_1 /kpi show leads", "growth")


def _message(emulator: Emulator, who: str, text: str, group: str | None = None) -> Json:
    org: Organisation = emulator.organisation
    user, number = org.user(who), f"om_in{next(org.numbers)}"
    chat = org.chat(group) if group else org.private(user)
    org.said[number] = {"message_id": number, "chat_id": chat}
    bot = {"key": "@_user_1", "id": {"open_id": BOT}, "name": "点将", "tenant_key": TENANT}
    message = {
        "message_id": number, "chat_id": chat, "chat_type": "group" if group else "p2p", "message_type": "text",
        "content": json.dumps({"text": text}), "mentions": [bot] if text.startswith("@_user_1") else [],
    }  # fmt: skip
    sender = {"sender_id": {"open_id": user}, "sender_type": "user", "tenant_key": TENANT}
    return emulator.event("im.message.receive_v1", {"sender": sender, "message": message})


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
