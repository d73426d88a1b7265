"""Whoever leads hears once when messages do not arrive any more, and again only after some did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from bot.platforms.base import Outgoing, Permanent
from handlers.kit.events import Gone
from handlers.kit.messages import card
from handlers.team import FEATURE
from storage.repos import team as team_repo
from tests.bot.worlds import ALICE, BOB, START, C, World


@pytest.fixture
def world(made_url: str) -> Iterator[World]:
    """Alice leads a team that Bob is in; its channel is C."""
    made = World(made_url, FEATURE)

    def fill(session: Session) -> None:
        team = team_repo.add(session, "Growth", START)
        session.flush()
        assert team.id is not None
        team_repo.join(session, team.id, ALICE, None, True, START)
        team_repo.join(session, team.id, BOB, None, False, START)
        team_repo.bind(session, team.id, C)

    made.write(fill)
    yield made
    made.close()


def told(world: World, words: str) -> int:
    return sum(place == "A" and words in said for place, said in world.platform.sent)


def test_the_lead_hears_once_of_an_archived_channel_until_it_works_again(world: World) -> None:
    def archived(outgoing: Outgoing) -> None:
        if outgoing.channel == "C":
            raise Permanent("is_archived", Gone.ARCHIVED)

    for times in (1, 2):
        world.platform.fault = archived
        for _ in range(3):
            world.act(lambda ctx: ctx.post(C, card("a post")))
            world.deliver()
        assert told(world, "it is archived") == times
        world.platform.fault = lambda _outgoing: None
        world.act(lambda ctx: ctx.post(C, card("it works")))
        world.deliver()


def test_the_lead_hears_of_somebody_who_left(world: World) -> None:
    def left(outgoing: Outgoing) -> None:
        if outgoing.account == "B":
            raise Permanent("user_not_found", Gone.LEFT)

    world.platform.fault = left
    for _ in range(2):
        world.act(lambda ctx: ctx.tell(BOB, card("a word")))
        world.deliver()
    assert told(world, "cannot reach bob") == 1
