"""Administrators hear of a platform's trouble on another one, once, or are named for that platform to tell them."""

from __future__ import annotations

import asyncio

from sqlmodel import Session

from bot.alerts import Alerts
from handlers.kit.messages import card, say
from storage.repos import people as repo
from storage.states import Right
from tests.bot.worlds import World

TROUBLE = card(say("dingtalk-used-up"), tone="bad")


def admin(session: Session, world: World, accounts: dict[str, str], language: str | None = None) -> None:
    person = repo.add_person(session, next(iter(accounts.values())), world.clock.now(), Right.ADMIN)
    person.language = language
    session.add(person)
    for platform, user in accounts.items():
        place = repo.workspace(session, platform, f"T-{platform}")
        repo.add_account(session, place.id or 0, person.id or 0, user)


def test_each_administrator_hears_once_where_it_can_be_said(made_url: str) -> None:
    world = World(made_url)
    world.write(lambda session: admin(session, world, {"dingtalk": "d1", "test": "t1"}))
    world.write(lambda session: admin(session, world, {"dingtalk": "d2", "slack": "s2"}, "zh-Hant"))
    named = frozenset({("dingtalk", "d1"), ("dingtalk", "d3"), ("test", "t4")})
    alerts = Alerts(world.database, world.org, world.clock, named, {"dingtalk", "test"})

    async def told() -> dict[str, str]:
        here = await alerts.tell("dingtalk", "used-up", TROUBLE)
        await world.delivery.drain()
        return dict(here)

    # d2's Slack is not connected, and d3 has not spoken yet.
    assert asyncio.run(told()) == {"d2": "zh-Hant", "d3": world.org.language}
    assert asyncio.run(told()) == {"d2": "zh-Hant", "d3": world.org.language}
    assert [to for to, _ in world.platform.sent] == ["t1"]
    assert "90020" in world.platform.sent[0][1]
    world.database.close()
