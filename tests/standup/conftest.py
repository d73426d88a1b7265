"""Teams that hold standups."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import Session

from bot.scheduler import next_time
from handlers.kit.context import Ctx, Effects
from handlers.kit.directory import set_zone
from tests.dialog import MakeTalk, Talk

Move = Callable[[Talk, str, str], None]


# alice leads Growth in #growth; bob and 小李 are in it.
FOUND = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @小李 --role content",
    "alice in #growth: /team bind",
    "bob: /help",
    "小李: /帮助",
)
STANDUP = (*FOUND, "alice: /standup set 09:30")


@pytest.fixture
def found(make_talk: MakeTalk) -> Talk:
    """alice leads Growth in #growth; bob and 小李 are in it; there is no standup."""
    return make_talk(after=FOUND)


@pytest.fixture
def growth(make_talk: MakeTalk) -> Talk:
    """alice leads Growth in #growth; bob and 小李 are in it; standup at 09:30 on working days."""
    return make_talk(after=STANDUP)


@pytest.fixture
def asked(make_talk: MakeTalk) -> Talk:
    """Monday 09:30: all three have been asked."""
    return make_talk(after=(*STANDUP, "! now 2026-01-05T09:30"))


@pytest.fixture
def move() -> Move:
    """Has somebody live in another time zone."""

    def to(talk: Talk, name: str, zone: str) -> None:
        def unit(session: Session) -> None:
            effects = Effects(f"move:{name}:{zone}", talk.app.vocabulary.publish, next_time)
            ctx = Ctx(session, talk.chat.clock.now(), talk.settings.org, None, None, None, effects)
            set_zone(ctx, ctx.people.named(name)[0].id, zone)

        talk.database.writer.submit(unit).result()

    return to
