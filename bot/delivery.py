"""Drains the outbox: claims a destination, words the card, sends, marks; retries, in order, or gives up loudly."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TypeVar

import structlog
from sqlmodel import Session

from bot import digest
from bot.clock import Clock
from bot.pacing import Limits, Paces
from bot.platforms.base import Outgoing, Passing, Permanent, Platform, Sparing
from bot.wording import Wording
from handlers.kit.context import Org
from handlers.kit.messages import ChannelRef, Code, Mention, card, from_json, say, to_json
from storage.db import JOBS, Database
from storage.models.messaging import Outbox, Posted
from storage.models.people import Workspace
from storage.repos import messaging
from storage.repos import people as people_repo
from storage.states import OutboxState

T = TypeVar("T")
log = structlog.get_logger()

SEND_SECONDS = 15.0
# Longer than a send may take, so that no two workers hold one destination; what a dead one held is soon taken over.
LEASE = timedelta(seconds=20)
BACKOFF = (2.0, 600.0)  # the first and the longest wait, in seconds
TRIES = 12
AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row under a lease."""

    row_id: int
    destination: str
    fence: int
    version: int
    platform: str
    outgoing: Outgoing
    company: tuple[tuple[int, int], ...] = ()  # rows that go with it, and their versions


class Words:
    """Makes a card's words for a workspace's reader: ids of people and channels are that workspace's."""

    def __init__(self, session: Session, workspace: int) -> None:
        self._session = session
        self._workspace = workspace

    def resolve(self, part: Mention | ChannelRef) -> str | None:
        """The platform's id of a person or channel, None where it is not of this workspace."""
        if isinstance(part, ChannelRef):
            channel = people_repo.channel(self._session, part.channel)
            return channel.external_id if channel and channel.workspace_id == self._workspace else None
        accounts = people_repo.accounts_of(self._session, part.person)
        return next((a.external_id for a in accounts if a.workspace_id == self._workspace), None)


class Delivery:
    """The outbox's worker."""

    def __init__(
        self,
        database: Database,
        org: Org,
        clock: Clock,
        platforms: Mapping[str, Platform],
        limits: Mapping[str, Limits] = MappingProxyType({}),
    ) -> None:
        self._db = database
        self._org = org
        self._clock = clock
        self._platforms = platforms
        self._paces = Paces(limits)
        self._sparing = {name: platform for name, platform in platforms.items() if isinstance(platform, Sparing)}
        self._holder = secrets.token_hex(6)

    async def step(self, at_once: int = AT_ONCE) -> int:
        """Sends the first due message of each destination (of ``at_once`` destinations at the most); how many."""
        now = self._clock.now()
        resting = self._paces.resting()
        rows = await self._read(lambda session: messaging.heads(session, now, at_once, *resting))
        await asyncio.gather(*(self._deliver(row) for row in rows))
        return len(rows)

    async def drain(self) -> None:
        """Sends all that is due, one after the other in order of due time and row."""
        while await self.step(at_once=1):
            pass

    async def _deliver(self, row_id: int) -> None:
        taken = await self._write(lambda session: self._take(session, row_id))
        if taken is None:
            return
        platform = self._platforms.get(taken.platform)
        try:
            remote_id = await _send(platform, taken)
        except Permanent as error:
            await self._write(lambda session, why=str(error): self._bury(session, taken, why))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001  whatever a platform does, the row is owed and tried again
            passing = error if isinstance(error, Passing) else Passing(str(error) or type(error).__name__)
            log.warning("not delivered", outbox=row_id, error=f"{type(error).__name__}: {error}")
            await self._write(lambda session: self._postpone(session, taken, passing))
        else:
            self._paces.spent(taken.platform, taken.destination)
            await self._write(lambda session: self._sent(session, taken, remote_id))

    def _take(self, session: Session, row_id: int) -> _Taken | None:
        row = session.get(Outbox, row_id)
        now = self._clock.now()
        if row is None or row.state != OutboxState.READY or row.due_at > now:
            return None
        workspace = session.get(Workspace, row.workspace_id)
        assert workspace is not None
        gathers = self._gathers(workspace.platform) and digest.may_wait(row)
        if gathers and row.attempts == 0 and digest.moment(row.due_at) > now:
            row.due_at = digest.moment(now)
            session.add(row)
            return None
        fence = messaging.take_lease(session, row.destination, self._holder, now, LEASE)
        if fence is None:
            return None
        row.attempts += 1
        session.add(row)
        beside = messaging.beside(session, row, now, digest.COMPANY) if gathers else ()
        company = [other for other in beside if digest.may_wait(other)]
        outgoing = self._outgoing(session, row, workspace, company)
        versions = tuple((other.id or 0, other.version) for other in company)
        return _Taken(row_id, row.destination, fence, row.version, workspace.platform, outgoing, versions)

    def _gathers(self, platform: str) -> bool:
        """Whether what is for one person on a platform goes together now."""
        return platform in self._sparing and self._sparing[platform].sparing()

    def _outgoing(self, session: Session, row: Outbox, workspace: Workspace, company: Sequence[Outbox]) -> Outgoing:
        language, account, channel = self._org.language, None, None
        if row.account_id is not None:
            account_row = people_repo.account_by_id(session, row.account_id)
            person = people_repo.person(session, account_row.person_id)
            account = account_row.external_id
            language = (person and person.language) or account_row.language or language
        elif row.channel_id is not None and (channel_row := people_repo.channel(session, row.channel_id)):
            channel, language = channel_row.external_id, channel_row.language or language
        updates = messaging.posted_by_id(session, row.updates).remote_id if row.updates is not None else None
        wording = Wording(language, Words(session, row.workspace_id).resolve)
        words = [wording.card(from_json(one.card)) for one in (row, *company)]
        made = digest.together(words, wording)
        again = row.attempts > 1 or row.key.startswith(messaging.ANSWER)  # which may have been shown at once
        return Outgoing(workspace.external_id, row.key, made, account, channel, updates, again=again)

    def _sent(self, session: Session, taken: _Taken, remote_id: str) -> None:
        row = self._held(session, taken)
        if row is None:
            return
        now = self._clock.now()
        row.state, row.sent_at, row.error = OutboxState.SENT, now, None
        for other_id, version in taken.company:
            other = session.get(Outbox, other_id)
            if other is not None and other.state == OutboxState.READY and other.version == version:
                other.state, other.sent_at, other.error = OutboxState.SENT, now, None
                session.add(other)
        if row.posted_key is not None and row.updates is None and not taken.company:  # one of many does not change
            posted = Posted(
                key=row.posted_key, outbox_id=taken.row_id, destination=row.destination, workspace_id=row.workspace_id,
                account_id=row.account_id, channel_id=row.channel_id, remote_id=remote_id,
            )  # fmt: skip
            session.add(posted)
            session.flush()
            if row.version != taken.version:  # it was changed while it was under way
                self._send_again(session, row, posted.id)
        elif row.version != taken.version:
            self._send_again(session, row, row.updates)
        if row.updates is not None and (changed := session.get(Posted, row.updates)) is not None:
            changed.remote_id = remote_id
        session.add(row)

    def _send_again(self, session: Session, row: Outbox, posted_id: int | None) -> None:
        now = self._clock.now()
        messaging.enqueue(
            session, key=f"{row.key}+{row.version}", destination=row.destination, workspace_id=row.workspace_id,
            account_id=row.account_id, channel_id=row.channel_id, card=row.card, posted_key=row.posted_key,
            updates=posted_id, now=now, due_at=now,
        )  # fmt: skip

    def _postpone(self, session: Session, taken: _Taken, passing: Passing) -> None:
        row = self._held(session, taken)
        if row is None:
            return
        row.error = str(passing)
        if passing.held:
            row.attempts = max(1, row.attempts - 1)  # as one that was tried it still holds those behind it
        elif row.attempts >= TRIES:
            row.state = OutboxState.DEAD
            log.error("given up", outbox=row.id, error=row.error)
            self._tell_who_posted(session, row)
        first, longest = BACKOFF
        backed_off = min(longest, first * 2.0**row.attempts) * random.uniform(0.7, 1.3)  # noqa: S311  jitter
        wait = passing.after if passing.after is not None else backed_off
        row.due_at = self._clock.now() + timedelta(seconds=wait)
        session.add(row)

    def _bury(self, session: Session, taken: _Taken, why: str) -> None:
        row = self._held(session, taken)
        if row is not None:
            row.state, row.error = OutboxState.DEAD, why
            session.add(row)
            log.error("cannot be delivered", outbox=row.id, error=why)
            self._tell_who_posted(session, row)

    def _tell_who_posted(self, session: Session, row: Outbox) -> None:
        """Whoever has something posted takes it for said: they hear that it was not."""
        channel = people_repo.channel(session, row.channel_id) if row.channel_id and row.updates is None else None
        inbox = messaging.owed_by(session, row.key)
        if channel is None or inbox is None or inbox.account_id is None:
            return
        now, where = self._clock.now(), ChannelRef(channel.id or 0, channel.name)
        told = card(say("kit-not-posted", channel=where, command=Code("/admin deliveries")), tone="warn")
        messaging.enqueue(
            session, key=f"not-posted:{row.id}:{secrets.token_hex(4)}",  # it may be sent again, and fail again
            destination=f"a{inbox.account_id}", workspace_id=inbox.workspace_id, account_id=inbox.account_id,
            card=to_json(told), now=now, due_at=now,
        )  # fmt: skip

    def _held(self, session: Session, taken: _Taken) -> Outbox | None:
        """The row, if the lease was still ours; the lease is given back."""
        if not messaging.release(session, taken.destination, taken.fence, self._clock.now()):
            return None
        return session.get(Outbox, taken.row_id)

    async def _read(self, query: Callable[[Session], T]) -> T:
        return await asyncio.to_thread(self._db.read, query)

    async def _write(self, unit: Callable[[Session], T]) -> T:
        return await self._db.writer.run(unit, JOBS)


async def _send(platform: Platform | None, taken: _Taken) -> str:
    if platform is None:
        raise Passing(f"{taken.platform} is not connected")
    async with asyncio.timeout(SEND_SECONDS):
        return await platform.send(taken.outgoing)
