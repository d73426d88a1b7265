"""The month's allowance: what it costs is counted, few calls left are spared."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp

from bot.platforms.dingtalk.runtime_api import Api
from bot.platforms.dingtalk.runtime_month import Month
from tests.platforms.dingtalk.emulator import Emulator
from tests.platforms.dingtalk.organisation import CLIENT_ID, SECRET
from tests.platforms.dingtalk.stage import QUICK, DingTalkStage, staged


def test_when_few_calls_are_left_private_messages_go_together_and_answers_go_on(
    tmp_path: Path, empty_database: Path
) -> None:
    pace = replace(QUICK, counting=0.05)
    with staged(DingTalkStage(tmp_path, empty_database, pace=pace, cards=True, dingtalk_calls_per_month=12)) as stage:
        for who in (stage.BOSS, "ann"):
            stage.asks(who, "/my lang en", "English")
        told = 0
        while not stage.platform.sparing():
            told += 1
            stage.asks(stage.BOSS, f"/todo add @ann dust shelf {told} --due tomorrow", f"shelf {told}")
        stage.later(timedelta(minutes=15))
        stage.until(lambda: stage.owes() == 0, "the rest is sent")
        stage.running.again()  # it is counted on
        stage.until(stage.platform.ready, "connected")
        stage.until(stage.platform.sparing, "sparing again")
        before, counted = stage.count("ann"), stage.emulator.do(lambda org: org.counted)
        for number in (1, 2, 3):
            stage.asks(stage.BOSS, f"/todo add @ann mop floor {number} --due tomorrow", f"floor {number}")
        assert stage.count("ann") == before
        assert stage.emulator.do(lambda org: org.counted) == counted  # the answers cost nothing
        stage.later(timedelta(minutes=15))
        stage.sees("ann", "floor 1", "floor 2", "floor 3", after=before)
        assert stage.count("ann") == before + 1
        assert stage.emulator.do(lambda org: org.counted) == counted + 1
        assert stage.violations() == []


def test_calls_that_could_not_be_counted_are_counted_later_and_none_twice() -> None:
    emulator, added = Emulator(), list[int]()
    fails = [True, False, True, False]

    async def spent(calls: int) -> int:
        if fails.pop(0):
            raise OSError("the database is away")
        added.append(calls)
        return 80 + sum(added)

    async def counted() -> tuple[bool, bool, bool]:
        async with aiohttp.ClientSession() as session:
            api = Api(emulator.url, CLIENT_ID, SECRET, session, 100.0)
            month = Month(api, spent, 100)
            api.calls = 3
            await month.tell()
            await month.tell()
            first = month.sparing()
            api.calls = 10
            await month.tell()
            second = month.sparing()  # 90 of 100, seven of them not counted yet
            await month.tell()
            unlimited = Month(api, spent, 0)
            await api.close()
            return first, second, unlimited.sparing()

    try:
        assert asyncio.run(counted()) == (False, True, False)
        assert added == [3, 7]
    finally:
        emulator.close()
