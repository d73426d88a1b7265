"""What platforms report of people and channels without being asked: a new name, somebody who left, a group joined."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable

from sqlmodel import Session

from bot.clock import Clock
from bot.identity import arrive
from bot.scheduler import next_time
from handlers.kit import directory
from handlers.kit.context import Ctx, Effects, Org
from handlers.kit.inbound import Sender
from handlers.kit.vocabulary import Vocabulary
from storage.db import JOBS, Database
from storage.models.people import Account
from storage.repos import people as repo


class Roster:
    """Keeps people and channels as their platforms know them; each report is a transaction of its own.

    Somebody or something that is not known here is left alone, save a channel that the bot arrives in.
    """

    def __init__(self, database: Database, vocabulary: Vocabulary, org: Org, clock: Clock) -> None:
        self._db = database
        self._vocabulary = vocabulary
        self._org = org
        self._clock = clock

    async def known(self, platform: str, workspace: str, sender: Sender) -> None:
        """An account's name, zone and e-mail are these now."""
        await self._about(
            platform, workspace, sender.external_id,
            lambda ctx, account: directory.learn(
                ctx, account, sender.name, sender.zone, sender.email, sender.language
            ),
        )  # fmt: skip

    async def left(self, platform: str, workspace: str, account: str) -> None:
        """An account was closed; it has no access from now on."""
        await self._about(platform, workspace, account, directory.close_account)

    async def back(self, platform: str, workspace: str, account: str) -> None:
        """A closed account is open again."""
        await self._about(platform, workspace, account, directory.reopen_account)

    async def channel(self, platform: str, workspace: str, channel: str, name: str) -> None:
        """A channel is called this now."""

        def unit(session: Session) -> None:
            place = repo.find_workspace(session, platform, workspace)
            row = repo.find_channel(session, place.id, channel) if place and place.id else None
            if row is not None and row.name != name:
                row.name = name
                session.add(row)

        await self._write(unit)

    async def arrived(self, platform: str, workspace: str, channel: str, name: str, language: str | None) -> None:
        """The bot came to a channel; the first time, it says hello there."""

        def unit(session: Session) -> None:
            place = repo.workspace(session, platform, workspace)
            assert place.id is not None
            row = repo.find_channel(session, place.id, channel)
            arrive(self._ctx(session), row or repo.add_channel(session, place.id, channel, name, language))

        await self._write(unit)

    async def _about(
        self, platform: str, workspace: str, external_id: str, change: Callable[[Ctx, Account], None]
    ) -> None:
        def unit(session: Session) -> None:
            place = repo.find_workspace(session, platform, workspace)
            account = repo.account(session, place.id, external_id) if place and place.id else None
            if account is not None:
                change(self._ctx(session), account)

        await self._write(unit)

    def _ctx(self, session: Session) -> Ctx:
        effects = Effects(f"roster:{secrets.token_hex(8)}", self._vocabulary.publish, next_time)
        return Ctx(session, self._clock.now(), self._org, None, None, None, effects)

    async def _write(self, unit: Callable[[Session], None]) -> None:
        await asyncio.wrap_future(self._db.writer.submit(unit, JOBS))
