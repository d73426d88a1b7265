"""The composition root: the only place that names concrete classes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session

from bot.alerts import Alerts
from bot.catalogue import WordingError
from bot.clock import Clock
from bot.delivery import Delivery, Words
from bot.dispatcher import Dispatcher
from bot.endpoint import endpoint
from bot.extractor import Extractor
from bot.files import Files
from bot.health import Health
from bot.identity import Roll
from bot.pages import Pages
from bot.pictures import Pictures
from bot.platforms import local
from bot.platforms.base import Adapter, Host, Platform
from bot.platforms.local.runtime import Entry, LocalPlatform
from bot.roster import Roster
from bot.scheduler import Scheduler, next_time
from bot.settings import Settings
from bot.worded import WordedCard
from bot.wording import Wording
from handlers.kit.context import Org
from handlers.kit.feature import Feature
from handlers.kit.inbound import Answer
from handlers.kit.messages import ChannelRef, Code, Mention, card, say
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from storage.db import JOBS, Database
from storage.models.local import LocalMessage
from storage.repos import due as look
from storage.repos import extraction, messaging
from storage.repos import local as local_repo
from storage.repos import people as people_repo
from storage.repos.due import Due

log = structlog.get_logger()

HELD = timedelta(minutes=1)


class App:
    """Everything wired: a database, a clock, the platforms, and what works between them."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        *,
        with_local: bool,
        adapters: Iterable[Adapter] = (),
        features: Iterable[Feature] | None = None,
    ) -> None:
        adapters = tuple(adapters)
        self.settings = settings
        self.org = _org(settings, adapters, with_local=with_local)
        self.database = database
        self.clock = clock
        self.vocabulary = Vocabulary(FEATURES if features is None else features)
        self.pictures = Pictures(kept=self._kept)
        self.files = Files(database, self.vocabulary, self.org, clock)
        self.pages = Pages(settings)
        open_platforms = frozenset({local.NAME}) if with_local else frozenset()
        reserved = {adapter.name: adapter.capabilities.reserved for adapter in adapters}
        self._roll = Roll(settings.admins, open_platforms, reserved)
        self.dispatcher = Dispatcher(database, self.vocabulary, self.org, clock, self._roll, next_time)
        connected = {*open_platforms, *(adapter.name for adapter in adapters)}
        self._alerts = Alerts(database, self.org, clock, settings.admins, connected)
        self.local: LocalPlatform | None = self._local() if with_local else None
        self.platforms: dict[str, Platform] = {local.NAME: self.local} if self.local else {}
        self.platforms |= {adapter.name: adapter.connect(self._host(adapter.name)) for adapter in adapters}
        limits = {adapter.name: adapter.limits(settings) for adapter in adapters}
        self.delivery = Delivery(database, self.org, clock, self.platforms, limits, self.vocabulary.publish)
        self.scheduler = Scheduler(database, self.vocabulary, self.org, clock)
        asked = endpoint(settings)
        self.extractor = Extractor(database, clock, asked) if asked is not None else None
        self.health = Health()

    def _kept(self, number: int) -> bytes | None:
        """The content of a picture that somebody handed over."""
        return self.database.read(lambda session: messaging.picture(session, number))

    def _local(self) -> LocalPlatform:
        transcript = LocalTranscript(self.database)
        words = partial(self._words, local.NAME, local.WORKSPACE)
        return LocalPlatform(transcript, self.clock, self.dispatcher.dispatch, self.dispatcher.handed, words)

    def _host(self, platform: str) -> Host:
        async def word(answer: Answer, workspace: str) -> WordedCard:
            try:
                return _worded(Wording(answer.language, _ask_nobody), answer)
            except _Named:
                return await asyncio.to_thread(self._words, platform, workspace, answer)

        return Host(
            self.settings, self.vocabulary, self.dispatcher.dispatch, word, self.dispatcher.handed,
            Roster(self.database, self.vocabulary, self.org, self.clock), self.pictures, self.files,
            self.vocabulary.opens_form, partial(self._spent, platform), partial(self._alerts.tell, platform),
            lambda page, workspace, account: self.pages.link(page, platform, workspace, account),
        )  # fmt: skip

    async def _spent(self, platform: str, calls: int) -> int:
        month = self.clock.now().astimezone(ZoneInfo(self.org.zone)).strftime("%Y-%m")
        return await self.database.writer.run(lambda s: messaging.add_calls(s, platform, month, calls), JOBS)

    def _words(self, platform: str, place: str, answer: Answer) -> WordedCard:
        """An answer in words; where there is no database people and channels are plain names in it."""

        def worded(session: Session) -> WordedCard:
            workspace = people_repo.find_workspace(session, platform, place)
            resolve = Words(session, workspace.id if workspace and workspace.id else 0).resolve
            return _worded(Wording(answer.language, resolve), answer)

        if not answer.again:
            try:
                return self.database.read(worded)
            except (InterfaceError, OperationalError) as error:
                log.warning("worded without the database", error=type(error).__name__)
        return _worded(Wording(answer.language), answer)

    async def set_up(self) -> None:
        """Makes sure of what is always there: the features' own schedules, an administrator."""
        await self.scheduler.set_up()
        await self.database.writer.run(self._roll.appoint)

    async def settle(self) -> Due:
        """Does all that is due by now: asks, sends and ticks until there is nothing more; what falls due next."""
        while True:
            if self.extractor is not None:
                await self.extractor.drain()
            due = await self.due()
            if due.message is not None and due.message <= self.clock.now():
                await self.delivery.drain()
                due = await self.due()
            if not await self.scheduler.tick(due):
                return due if due.nothing_by(self.clock.now()) else await self.due()

    async def pass_until(self, to: datetime, move: Callable[[datetime], None]) -> None:
        """Moves a clock to a moment; all that falls due on the way happens at its own time, in order."""
        due = await self.settle()
        while (at := await self._first(due)) is not None and at <= to and self.clock.now() < to:
            now = self.clock.now()
            # What is due and was not done waits behind something that failed: it is looked at again a little later.
            move(at if at > now else min(to, now + HELD))
            due = await self.settle()
        if to > self.clock.now():
            move(to)
        await self.settle()

    async def due(self) -> Due:
        """What falls due next."""
        return await asyncio.to_thread(self.database.read, look.due)

    async def _first(self, due: Due) -> datetime | None:
        """The next moment at which anything falls due, what the extractor is to be asked among it."""
        first = due.first()
        if self.extractor is None:
            return first
        asking = await asyncio.to_thread(self.database.read, extraction.next_due)
        return min((at for at in (first, asking) if at is not None), default=None)


def _org(settings: Settings, adapters: Sequence[Adapter], *, with_local: bool) -> Org:
    """The organisation's defaults, and what its platforms can do."""
    capabilities = {adapter.name: adapter.capabilities for adapter in adapters}
    capabilities |= {local.NAME: local.CAPABILITIES} if with_local else {}
    return replace(settings.org, threads=frozenset(name for name, can in capabilities.items() if can.threads))


class _Named(Exception):
    """A card names somebody or a channel, whose id only the database knows."""


def _ask_nobody(_part: Mention | ChannelRef) -> str | None:
    raise _Named


def _worded(wording: Wording, answer: Answer) -> WordedCard:
    try:
        return wording.card(answer.card)
    except WordingError:
        incident = secrets.token_hex(4)
        log.exception("an answer could not be worded", incident=incident)
        return wording.card(card(say("kit-failed", id=Code(incident)), tone="bad"))


class LocalTranscript:
    """The local platform's transcript, kept in the database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def add(
        self,
        at: datetime,
        place: str,
        body: dict[str, Any],
        speaker: str | None = None,
        only: str | None = None,
        updates: int | None = None,
        under: int | None = None,
        key: str | None = None,
    ) -> Entry:
        """Adds a message (once, where it has a key). What changes a reply stands under the same one."""

        def unit(session: Session) -> tuple[int, int | None]:
            changed = local_repo.get(session, updates) if updates is not None else None
            head = under if changed is None else changed.under
            row = LocalMessage(
                at=at, place=place, speaker=speaker, only=only, updates=updates, under=head, key=key, body=body
            )
            return local_repo.add(session, row), head

        number, head = await self._db.writer.run(unit)
        return Entry(number, at, place, speaker, only, updates, head, body)

    async def withhold(self, number: int) -> None:
        """Lets go of what was typed in secret."""
        await self._db.writer.run(lambda session: local_repo.withhold(session, number))

    async def seen_by(self, viewer: str, after: int) -> list[Entry]:
        """What a person sees after a number, the last 500."""
        rows = await asyncio.to_thread(self._db.read, lambda s: local_repo.seen_by(s, viewer, after, 500))
        return [
            Entry(row.id or 0, row.at, row.place, row.speaker, row.only, row.updates, row.under, row.body)
            for row in rows
        ]
