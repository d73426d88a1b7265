"""A large team: asked many at once, each exactly once; what the summary costs does not depend on how many they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlmodel import func, select

from handlers.standup.rules import MANY, SMALL_TEAM, groups
from storage.models.timing import Unit
from tests.counting import reads
from tests.dialog import MakeTalk, Talk
from tests.standup.conftest import STANDUP
from tests.standup.test_prompts import prompts

CROWD = tuple(f"p{number}" for number in range(SMALL_TEAM))


@pytest.fixture
def crowd(make_talk: MakeTalk) -> Talk:
    """Growth has twenty more members."""
    return make_talk(after=(*STANDUP, *(f"alice: /team add @{name}" for name in CROWD)))


def units(talk: Talk) -> int:
    count = select(func.count()).select_from(Unit).where(Unit.job == "standup-prompt")
    return talk.database.read(lambda session: session.exec(count).one())


def test_many_are_asked_at_once_and_each_once(crowd: Talk) -> None:
    heard = crowd("! now 2026-01-05T09:30")
    for name in ("alice", "bob", *CROWD):
        assert len(prompts(heard, f"@{name}")) == 1
    assert units(crowd) == 1
    crowd("p1: calls").answer.has("> calls")
    crowd("alice: /team remove @p2")
    assert not prompts(crowd("! now 2026-01-06T09:30"), "@p2")


def summary_queries(talk: Talk) -> Sequence[str]:
    talk("! now 2026-01-05T11:29:59")
    with reads(talk.database) as found:
        talk("! now 2026-01-05T11:30").one("#growth").has("Not heard from")
    return [statement for statement in found if "standup" in statement or "membership" in statement]


def test_a_summary_takes_the_same_queries_for_any_number_of_people(growth: Talk, crowd: Talk) -> None:
    for talk in (growth, crowd):
        talk("! now 2026-01-05T09:30")
        for name in ("bob", "小李", "p3", "p4", "p5"):
            if talk is crowd or not name.startswith("p"):
                talk(f"{name}: Today: calls. Blockers: no {name}")
    few, many = summary_queries(growth), summary_queries(crowd)
    assert len(few) == len(many) == 7, many


@pytest.mark.parametrize("count", [0, 1, SMALL_TEAM, SMALL_TEAM + 1, MANY, 5 * MANY, 5 * MANY + 1])
def test_groups_hold_everybody_once(count: int) -> None:
    made = list(groups(range(count)))
    assert [person for group in made for person in group] == list(range(count))
    assert all(0 < len(group) <= (1 if count <= SMALL_TEAM else MANY) for group in made)
