"""The reception desk: one person's acts are done in the order they came, whoever waits meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, cast

import pytest

from bot.platforms.base import Host
from bot.platforms.common.patience import NotStored, Patience
from bot.platforms.common.reception import Reception
from bot.worded import WordedCard
from bot.wording import Wording
from handlers.kit.inbound import Answer, Inbound, Sender
from handlers.kit.messages import card


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


class Worded(Slow):
    """Answers each act; the words for the first take longest."""

    def __init__(self, away: int = 0) -> None:
        super().__init__()
        self.away = away
        self.shown: list[str] = []

    async def dispatch(self, inbound: Inbound) -> Answer | None:
        await super().dispatch(inbound)
        self.away -= 1
        return Answer(card(inbound.text), "en", again=self.away >= 0)

    async def word(self, answer: Answer, _workspace: str) -> WordedCard:
        text = Wording("en").card(answer.card)
        for _ in range(9 if "1" in str(answer.card) else 1):
            await asyncio.sleep(0)
        return text

    async def handed(self, _answer: Answer) -> None:
        """Nothing to mark."""


async def test_what_was_done_first_is_shown_first_however_long_its_words_take() -> None:
    host = Worded()
    reception = Reception(cast(Host, cast(Any, host)))

    async def done(text: str) -> None:
        reply = await reception.take(act(text))
        assert reply is not None

        async def how(card: WordedCard) -> None:
            host.shown.append(str(card.blocks))

        reception.show(reply, how)

    await asyncio.gather(*(done(text) for text in ("1", "2", "3")))
    await reception.close()
    assert [number in shown for number, shown in zip("123", host.shown, strict=True)] == [True] * 3


async def test_while_the_database_is_away_later_acts_wait_behind() -> None:
    host = Worded(away=2)
    reception = Reception(cast(Host, cast(Any, host)))
    patience = Patience(tries=(0.0, 0.0))

    async def ready(text: str) -> Inbound:
        return act(text)

    await asyncio.gather(*(reception.take_in_turn("U1", lambda t=text: ready(t), patience) for text in ("1", "2")))  # type: ignore[misc]
    assert [one for one in host.seen if one.startswith("end")] == ["end 1", "end 1", "end 1", "end 2"]
    host.away = 9
    with pytest.raises(NotStored):
        await reception.take_in_turn("U1", lambda: ready("3"), Patience(seconds=0.0))


async def test_while_the_database_is_away_one_tries_for_all_and_then_they_go_on_together() -> None:
    host = Worded(away=14)
    reception = Reception(cast(Host, cast(Any, host)))
    patience = Patience(tries=(0.0, 0.0))

    async def done(number: int) -> None:
        await reception.take_in_turn(f"U{number}", lambda: ready(str(number)), patience)

    async def ready(text: str) -> Inbound:
        return act(text, f"U{text}")

    await asyncio.gather(*(done(number) for number in range(10)))
    tried = Counter(one.removeprefix("begin ") for one in host.seen if one.startswith("begin"))
    assert sorted(tried.values()) == [2] * 9 + [6]  # ten tries at first, four more of one, and then each


async def test_whoever_waits_when_it_ends_waits_no_more() -> None:
    host = Worded(away=1000)
    reception = Reception(cast(Host, cast(Any, host)))
    patience = Patience(tries=(60.0, 60.0))

    async def ready(text: str) -> Inbound:
        return act(text, f"U{text}")

    waiting = [asyncio.create_task(reception.take_in_turn(t, lambda t=t: ready(t), patience)) for t in "12"]  # type: ignore[misc]
    while len(host.seen) < 4:  # noqa: ASYNC110  both have tried once
        await asyncio.sleep(0)
    patience.end()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [NotStored, NotStored]
    assert patience.given_up()
