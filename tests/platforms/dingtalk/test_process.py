"""DingTalk and ``muster serve`` as a process that is told to stop while people write."""

from __future__ import annotations

import asyncio
import signal
import threading
from pathlib import Path

from tests.bot.test_serve import serving
from tests.platforms.dingtalk.emulator import BOT_TOPIC, Emulator, Push
from tests.platforms.dingtalk.organisation import CLIENT_ID, SECRET, staff
from tests.platforms.dingtalk.payloads import message

BEFORE = 20  # messages before it is told


def test_a_process_told_to_stop_while_messages_pour_in_loses_none(tmp_path: Path) -> None:
    emulator = Emulator()
    emulator.organisation.quotas.second = emulator.organisation.quotas.group_minute = 10_000
    url = f"sqlite:///{tmp_path}/muster.db"
    env = {
        "DINGTALK_CLIENT_ID": CLIENT_ID, "DINGTALK_CLIENT_SECRET": SECRET, "DINGTALK_API_URL": emulator.url,
        "MUSTER_ADMINS": f"dingtalk:{staff('boss')}", "MUSTER_LOG_LEVEL": "ERROR", "MUSTER_LANGUAGE": "en",
    }  # fmt: skip
    org, told, over = emulator.organisation, list[int](), threading.Event()

    async def says(text: str) -> Push:
        push = Push(emulator.frame("CALLBACK", BOT_TOPIC, message(org, emulator.url, "boss", text)))
        await emulator.push(push)
        return push

    async def asks(text: str) -> None:
        await (await says(text)).answered

    async def pours() -> None:
        while not over.is_set():
            told.append(1000 + len(told))
            await says(f"/kpi log leads {told[-1]}")
            await asyncio.sleep(0.01)

    async def sees(words: str) -> None:
        """An acknowledgement that comes after the goodbye reaches nobody: what counts is what was stored."""
        while not any(words in one.reading().text for one in org.at(staff("boss"))):
            await asks("/kpi show leads")
            await asyncio.sleep(0.1)

    try:
        with serving(url, **env) as (_, process):
            emulator.work(asks("/kpi define leads"))
            pouring = emulator.start(pours())
            while len(told) < BEFORE:
                emulator.work(asyncio.sleep(0.01))
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        with serving(url, **env):
            over.set()
            pouring.result(20)
            emulator.work(sees(f"{sum(told):,}"), 60)
        assert emulator.do(lambda org: list(org.violations)) == []
    finally:
        emulator.close()
