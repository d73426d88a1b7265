"""What the reception desk does while the database is away."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.platforms.base import Host
from bot.platforms.common.reception import NotStored, Reception
from bot.worded import WordedCard
from handlers.kit.inbound import Answer, Inbound, Sender
from handlers.kit.messages import card


class Core:
    """Answers each inbound with its text, once ``away`` tries of it have failed."""

    def __init__(self, away: int) -> None:
        self.away = away
        self.heard: list[str] = []

    async def dispatch(self, inbound: Inbound) -> Answer:
        self.heard.append(inbound.text)
        if self.away > 0:
            self.away -= 1
            return Answer(card("busy"), "en", again=True)
        return Answer(card(inbound.text), "en")

    async def word(self, answer: Answer, workspace: str) -> WordedCard:
        return WordedCard(workspace, None, ())

    async def handed(self, answer: Answer) -> None:
        """Nothing is kept."""


def desk(core: Core) -> Reception:
    lent: Any = SimpleNamespace(dispatch=core.dispatch, word=core.word, handed=core.handed)
    return Reception(cast(Host, lent))


async def take(reception: Reception, text: str, tries: int) -> bool:
    async def make() -> Inbound:
        return Inbound("test", "T1", text, Sender("a", "a"), text)

    async def pause(done: int) -> bool:
        await asyncio.sleep(0)
        return done < tries

    return await reception.take_in_turn("a", make, pause) is not None


async def test_it_is_tried_again_and_what_came_later_waits_behind_it() -> None:
    core = Core(away=2)
    reception = desk(core)
    assert all(await asyncio.gather(take(reception, "first", 5), take(reception, "second", 5)))
    assert core.heard == ["first", "first", "first", "second"]


async def test_it_is_said_when_it_could_not_be_stored() -> None:
    core = Core(away=9)
    with pytest.raises(NotStored):
        await take(desk(core), "first", 3)
    assert core.heard == ["first"] * 3


async def test_without_a_pause_the_answer_is_that_it_is_busy() -> None:
    core = Core(away=1)
    reply = await desk(core).take(Inbound("test", "T1", "e", Sender("a", "a"), "first"))
    assert reply is not None
    assert reply.answer.again
