"""Teams that hold standups."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import Session

from bot.scheduler import next_time
from handlers.kit.context import Ctx, Effects
from handlers.kit.directory import set_zone
from tests.dialog import Talk

Move = Callable[[Talk, str, str], None]


@pytest.fixture
def growth(talk: Talk) -> Talk:
    """alice leads Growth in #growth; bob and 小李 are in it; standup at 09:30 on working days."""
    found(talk)
    talk("alice: /standup set 09:30")
    return talk


def found(talk: Talk) -> None:
    """The team without a standup."""
    for line in ("/team new Growth", "/team add @bob", "/team add @小李 --role content"):
        talk(f"alice: {line}")
    talk("alice in #growth: /team bind")
    talk("bob: /help")
    talk("小李: /帮助")


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
