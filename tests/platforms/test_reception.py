"""The reception desk: one person's acts are done in the order they came, whoever waits meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from bot.platforms.base import Host
from bot.platforms.common.reception import Reception
from handlers.kit.inbound import Answer, Inbound, Sender


class Slow:
    """Does each act in its own time; notes when it begins and ends."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def dispatch(self, inbound: Inbound) -> Answer | None:
        self.seen.append(f"begin {inbound.text}")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        self.seen.append(f"end {inbound.text}")
        return None


def act(text: str, who: str = "U1") -> Inbound:
    return Inbound("slack", "T1", f"e{text}", Sender(who, who), text)


async def test_a_newcomer_does_not_pass_one_who_waits() -> None:
    host = Slow()
    reception = Reception(cast(Host, cast(Any, host)))

    async def late() -> None:
        while "end 1" not in host.seen:  # noqa: ASYNC110  to come just as the first one's turn ends
            await asyncio.sleep(0)
        await reception.take(act("3"))

    await asyncio.gather(reception.take(act("1")), reception.take(act("2")), late())
    assert host.seen == [f"{what} {number}" for number in (1, 2, 3) for what in ("begin", "end")]


async def test_what_is_still_to_be_completed_keeps_its_place() -> None:
    host = Slow()
    reception = Reception(cast(Host, cast(Any, host)))

    async def completed() -> Inbound:
        for _ in range(5):
            await asyncio.sleep(0)
        return act("1")

    await asyncio.gather(reception.take_in_turn("U1", completed), reception.take(act("2")))
    assert host.seen == ["begin 1", "end 1", "begin 2", "end 2"]


async def test_others_do_not_wait() -> None:
    host = Slow()
    reception = Reception(cast(Host, cast(Any, host)))
    await asyncio.gather(reception.take(act("1")), reception.take(act("2", "U2")))
    assert host.seen[:2] == ["begin 1", "begin 2"]
