"""While a platform's month is nearly used up, what is for one person goes together every quarter of an hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from bot import digest
from bot.catalogue import LANGUAGES
from bot.platforms.base import Outgoing, Passing, Sparing
from bot.worded import WordedButton, WordedCard, WordedPara, plain
from bot.wording import Wording
from handlers.kit.context import Ctx
from handlers.kit.messages import Button, File, Form, FormField, card, say, to_json
from storage.models.messaging import Outbox, Posted
from storage.repos import messaging
from storage.states import OutboxState
from tests.bot.worlds import ALICE, C, Noting, World


@dataclass
class Thrifty(Noting):
    """A platform that says whether it spares; it keeps the cards."""

    spares: bool = True
    cards: list[WordedCard] = field(default_factory=list)

    async def send(self, outgoing: Outgoing) -> str:
        self.cards.append(outgoing.card)
        return await super().send(outgoing)

    def sparing(self) -> bool:
        """As told."""
        return self.spares


@pytest.fixture
def world(made_url: str) -> Iterator[World]:
    """A small world on each kind of database, at three minutes past ten, whose platform spares."""
    made = World(made_url)
    made.platform = Thrifty()
    made.delivery = made.worker()
    made.pass_time(minutes=3)
    yield made
    made.close()


def cards(world: World) -> list[WordedCard]:
    assert isinstance(world.platform, Thrifty)
    return world.platform.cards


def tell(ctx: Ctx, text: str, *, key: str | None = None) -> None:
    ctx.tell(ALICE, card(text, buttons=[Button("Done", f"/todo done {text}")]), key=key)


def states(world: World) -> list[OutboxState]:
    return world.database.read(
        lambda session: [row.state for row in session.exec(select(Outbox).order_by(col(Outbox.id)))]
    )


def test_private_messages_wait_for_the_quarter_of_an_hour_and_are_one(world: World) -> None:
    assert isinstance(world.platform, Sparing)
    for number in (1, 2, 3):
        world.act(partial(tell, text=f"T{number}"))
        assert world.deliver() == []
        world.pass_time(minutes=3)
    world.act(lambda ctx: ctx.post(C, card("to all")))
    assert world.deliver() == [("C", "to all")]  # a channel's does not wait
    world.pass_time(minutes=3)  # a quarter past
    world.deliver()
    (_, together) = cards(world)
    assert plain(together.title or ()) == "3 messages at once"
    assert [plain(block.words) for block in together.blocks if isinstance(block, WordedPara)] == ["T1", "T2", "T3"]
    assert [button.label for button in together.buttons] == ["Done T1", "Done T2", "Done T3"]
    assert set(states(world)) == {OutboxState.SENT}
    world.pass_time(hours=1)
    world.deliver()
    assert len(cards(world)) == 2


def test_one_alone_goes_as_it_is(world: World) -> None:
    world.act(partial(tell, text="T1", key="todo:T1"))
    world.pass_time(minutes=12)
    assert world.deliver() == [("A", "T1")]
    assert cards(world)[0].title is None
    assert world.database.read(lambda session: len(session.exec(select(Posted)).all())) == 1


def test_what_somebody_waits_for_does_not_wait(world: World) -> None:
    def enqueue(session: Session) -> None:
        now = world.clock.now()
        messaging.enqueue(
            session, key="answer:7", destination="a1", workspace_id=1, account_id=1, card=to_json(card("12 logged")),
            now=now, due_at=now,
        )  # fmt: skip

    world.write(enqueue)
    assert world.deliver() == [("A", "12 logged")]
    asked = Form("/kpi log", "Log", (FormField("name", "Metric", "text", required=True),))
    world.act(lambda ctx: ctx.tell(ALICE, card("Yesterday?", form=asked)))
    assert world.deliver()[-1] == ("A", "Yesterday?")
    world.act(lambda ctx: ctx.tell(ALICE, card("here", File("a.csv", "paper", {}, ALICE))))
    assert world.deliver()[-1] == ("A", "here")


def test_a_change_under_way_is_sent_besides(world: World) -> None:
    for number in (1, 2):
        world.act(partial(tell, text=f"T{number}", key=f"todo:T{number}"))
    world.pass_time(minutes=12)

    def change(_outgoing: Outgoing) -> None:
        world.platform.fault = lambda _: None
        world.act(lambda ctx: ctx.update("todo:T2", card("T2 is withdrawn")))

    world.platform.fault = change
    world.deliver()
    world.pass_time(minutes=15)
    world.deliver()
    assert len(cards(world)) == 2
    assert [plain(block.words) for block in cards(world)[1].blocks if isinstance(block, WordedPara)] == [
        "T2 is withdrawn"
    ]


def test_what_could_not_be_sent_together_is_tried_together_again(world: World) -> None:
    left = [2]

    def twice(_outgoing: Outgoing) -> None:
        if left[0]:
            left[0] -= 1
            raise Passing("not now", 1.0)

    world.platform.fault = twice
    for number in (1, 2):
        world.act(partial(tell, text=f"T{number}"))
    world.pass_time(minutes=12)
    for _ in range(3):
        world.deliver()
        world.pass_time(seconds=2)
    assert [len(one.blocks) for one in cards(world)] == [2, 2, 2]
    assert set(states(world)) == {OutboxState.SENT}


def test_when_there_is_plenty_again_each_goes_at_once(world: World) -> None:
    assert isinstance(world.platform, Thrifty)
    world.act(partial(tell, text="T1"))
    world.deliver()
    world.platform.spares = False
    world.act(partial(tell, text="T2"))
    assert world.deliver() == [("A", "T2")]
    world.pass_time(minutes=12)
    assert world.deliver() == [("A", "T2"), ("A", "T1")]


def test_calls_are_counted_by_month(world: World) -> None:
    def add(month: str, number: int) -> int:
        return world.write(lambda session: messaging.add_calls(session, "dingtalk", month, number))

    assert [add("2026-01", 3), add("2026-01", 4), add("2026-02", 1), add("2026-01", 0)] == [3, 7, 1, 7]


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC)))  # noqa: DTZ001
def test_the_moments_are_a_quarter_of_an_hour_apart(now: datetime) -> None:
    found = digest.moment(now)
    assert timedelta(0) <= found - now < digest.EVERY
    assert (found.minute % 15, found.second, found.microsecond) == (0, 0, 0)
    assert digest.moment(found) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_that_says_what_it_is_about_says_it_once(language: str) -> None:
    one = WordedCard(language, None, (), (WordedButton("Done T3", "/todo done T3"), WordedButton("Help", "/help")))
    other = WordedCard(language, None, (), (WordedButton("Done", "/todo done T4", "primary"),))
    made = digest.together([one, other], Wording(language))
    assert [button.label for button in made.buttons] == ["Done T3", "Help", "Done T4"]
    assert {button.style for button in made.buttons} == {"plain"}
    assert "2" in plain(made.title or ())
    assert digest.together([one], Wording(language)) is one


def test_the_message_of_several_is_said_in_each_language() -> None:
    said = [Wording(language).text(say("kit-together", count=3)) for language in LANGUAGES]
    assert len(set(said)) == len(LANGUAGES)
