"""Two at once, on PostgreSQL, where several write at the same time: both right."""

from __future__ import annotations

import asyncio
from itertools import cycle

import pytest
from sqlmodel import col, select

from bot.platforms.local.parse import Speech, inbound
from handlers.kit.inbound import Answer
from handlers.kit.messages import Msg, Para
from storage.models.kpi import EntryChange
from tests.databases import Postgres
from tests.dialog import MakeTalk, Talk
from tests.kpi.conftest import TEAM

pytestmark = pytest.mark.postgres


@pytest.fixture
def talk(postgres: Postgres, make_talk: MakeTalk) -> Talk:
    """The team on PostgreSQL."""
    return make_talk(url=postgres.with_tables()).say(TEAM)


def at_once(talk: Talk, *lines: str, people: tuple[str, ...] = ("bob",)) -> list[str]:
    """Sends lines together, of these people in turn; the message ids of what each is answered first."""

    async def all_of() -> list[Answer | None]:
        spoken = zip(cycle(people), lines, strict=False)
        said = (inbound(Speech(name, None, line), f"{n}:{line}", ()) for n, (name, line) in enumerate(spoken))
        return await asyncio.gather(*(talk.app.dispatcher.dispatch(each) for each in said))

    answers = talk._runner.run(all_of())
    firsts = [answer.card.blocks[0] for answer in answers if answer is not None]
    return [first.text.id for first in firsts if isinstance(first, Para) and isinstance(first.text, Msg)]


def test_a_channel_named_by_all_for_the_first_time_is_one(talk: Talk) -> None:
    lines = (f"/kpi log spend {n + 1} --channel 抖音" for n in range(8))
    said = at_once(talk, *lines, people=("alice", "bob", "carol"))
    assert said == ["kpi-logged"] * 8
    talk("bob: /kpi show spend --by channel").answer.has("抖音 | ¥36 | 100% | –")


def test_each_undo_goes_one_further_back(talk: Talk) -> None:
    for value in (1, 2, 4, 8):
        talk(f"bob: /kpi log leads {value}")
    assert at_once(talk, *["/kpi undo"] * 3) == ["kpi-undone-log-own"] * 3
    talk("bob: /kpi show leads").answer.has("you | 1 |")


def test_each_correction_sees_the_one_before(talk: Talk) -> None:
    talk("bob: /kpi log leads 1")
    said = at_once(talk, *(f"/kpi fix K1 {value}" for value in range(2, 10)), people=("alice", "bob"))
    assert sorted(said) == ["kpi-fixed"] * 4 + ["kpi-fixed-own"] * 4
    changes = talk.database.read(lambda s: list(s.exec(select(EntryChange).order_by(col(EntryChange.id)))))
    assert [change.old for change in changes[1:]] == [change.new for change in changes[:-1]]


def test_a_name_belongs_to_one_metric(talk: Talk) -> None:
    talk("alice: /team lead @bob")
    said = at_once(talk, *["/kpi define followers --combine last"] * 4, people=("alice", "bob"))
    assert sorted(said) == ["kpi-defined", *["kpi-exists"] * 3]
