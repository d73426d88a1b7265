"""DingTalk takes so many in any stretch of a second or a minute, and so many in a month: no limit is broken."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.platforms.base import Outgoing, Passing
from bot.platforms.dingtalk import runtime_api
from bot.platforms.dingtalk.runtime_pace import Window
from tests.platforms.dingtalk.organisation import CORP, staff
from tests.platforms.dingtalk.stage import Made, line, status

LONG = 60.0
GAPS = st.lists(st.floats(0, 40, allow_nan=False), min_size=1, max_size=60)


@given(GAPS, st.integers(1, 20))
def test_in_no_stretch_are_there_more_than_are_allowed_and_none_waits_longer_than_it_must(
    gaps: list[float], count: int
) -> None:
    clock = [1000.0]
    window = Window(count, LONG, lambda: clock[0])
    sent: list[float] = []
    for gap in gaps:
        clock[0] += gap
        while (wait := window.wait("group")) > 0:
            assert wait <= LONG
            clock[0] += wait + 1e-9
        window.spend("group")
        sent.append(clock[0])
    for later, moment in enumerate(sent[count:]):
        assert moment - sent[later] >= LONG - 1e-6
    assert window.used("group") <= 1
    assert window.wait("another") == 0


def test_a_group_gets_no_more_than_it_takes_in_a_minute(made: Made) -> None:
    stage = made(dingtalk_group_messages_per_minute=20)
    group = stage.emulator.do(lambda org: org.group("growth"))
    for number in range(12):
        stage.running.do(stage.platform.send(Outgoing(CORP, f"k{number}", line(f"post {number}"), channel=group)))
    before = stage.count("ann")
    stage.says("ann", "/my", "growth")
    stage.sees("ann", "", after=before)  # in private; half of the minute is used up, so the group is spared the line
    after: float | None = None
    for number in range(12, 30):
        try:
            stage.running.do(stage.platform.send(Outgoing(CORP, f"k{number}", line(f"post {number}"), channel=group)))
        except Passing as passing:
            after = passing.after
            break
    assert after is not None
    assert 0 < after <= 61
    assert stage.count("ann", "growth") == 20
    assert not any("privately" in m.text for m in stage.seen("ann", "growth"))
    stage.running.do(stage.platform.send(Outgoing(CORP, "k22", line("private"), account=staff("ann"))))


def test_no_interface_is_asked_more_often_than_it_takes(made: Made) -> None:
    stage = made(dingtalk_calls_per_second=40.0)
    people = stage.emulator.do(lambda org: [org.person(f"p{n}") for n in range(70)])

    async def told(number: int, user: str) -> None:
        try:
            await stage.platform.send(Outgoing(CORP, f"q{number}", line(f"number {number}"), account=user))
        except Passing as passing:  # what was sent a second apart came at once, over a line that had stood still
            await asyncio.sleep(passing.after or 0)
            await told(number, user)

    async def all_of_them() -> float:
        begin = asyncio.get_running_loop().time()
        await asyncio.gather(*(told(number, user) for number, user in enumerate(people)))
        return asyncio.get_running_loop().time() - begin

    assert stage.running.do(all_of_them()) > 1  # thirty waited for the next second
    assert all(len(stage.seen(f"p{n}")) == 1 for n in range(70))


def test_a_month_that_is_used_up_stops_the_sending_with_one_alarm(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime_api, "LOOK_AGAIN", 0.5)
    stage = made()
    stage.asks("ann", "/my lang en", "English")
    stage.emulator.do(lambda org: setattr(org.quotas, "month", org.counted))
    before = stage.count(stage.BOSS)
    with capture_logs() as logs:
        for number in range(3):
            stage.asks(stage.BOSS, f"/todo add @ann water plant {number} --due tomorrow", "plant")
        stage.sees(stage.BOSS, "90020", after=before)
        stage.until(lambda: status(stage) == 503, "not ready")
    assert sum("used up: nothing more is sent" in one["event"] for one in logs) == 1
    stage.asks("ann", "/kpi log leads 12", "12")  # in private it answers still
    assert stage.owes() >= 1
    refused, begin = stage.emulator.do(lambda org: org.refusals), time.monotonic()
    stage.later(timedelta(minutes=5))
    stage.asks("ann", "/kpi log leads 13", "13")
    looks = 2 + (time.monotonic() - begin) / 0.5
    assert stage.emulator.do(lambda org: org.refusals) <= refused + looks  # now and then, no storm
    stage.emulator.do(lambda org: setattr(org.quotas, "month", None))

    def looked_later() -> bool:
        stage.later(timedelta(minutes=5))
        return status(stage) == 200 and stage.owes() == 0

    stage.until(looked_later, "ready again, and all is sent")
    for number in range(3):
        stage.sees("ann", f"water plant {number}")
    assert sum("90020" in m.text for m in stage.seen(stage.BOSS)) == 1


def test_with_cards_too_a_used_up_month_leaves_private_answers_and_the_group_a_word(made: Made) -> None:
    """An answer at the address of a message costs nothing; a group is told why it sees none."""
    stage = made(cards=True, dingtalk_calls_per_month=10_000)
    stage.asks("ann", "/my lang en", "English")
    stage.until(lambda: stage.owes() == 0, "all is sent")
    stage.emulator.do(lambda org: setattr(org.quotas, "month", org.counted))
    assert stage.asks("ann", "/kpi log leads 12", "12").buttons  # which is when it is found out
    assert stage.asks("ann", "/kpi log", "Metric?").buttons
    before = stage.count("bob")
    stage.says("bob", "/kpi show leads", "growth")
    said = stage.sees("bob", "in our private chat", channel="growth")
    assert said.pings == {"bob"}
    assert stage.count("bob") == before
    stage.asks("bob", "/kpi show leads", "leads")
