"""Writes down what came of sending: sent, tried again later, or given up and told to whom it concerns."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from sqlmodel import Session

from bot.clock import Clock
from bot.platforms.base import Outgoing, Passing, Permanent
from bot.scheduler import next_time
from handlers.kit.context import Ctx, Effects, Org
from handlers.kit.events import Unreachable
from handlers.kit.messages import ChannelRef, Code, card, say, to_json
from handlers.kit.ports import Publisher
from storage.db import JOBS, Database, is_away
from storage.models.messaging import Outbox, Posted
from storage.repos import delivery as repo
from storage.repos import messaging
from storage.repos import people as people_repo
from storage.states import OutboxState

log = structlog.get_logger()

BACKOFF = (2.0, 600.0)  # the first and the longest wait, in seconds
TRIES = 12
LONG = timedelta(
    minutes=40
)  # that the tries take: a platform that says itself when to come again is not given up before
OUTAGE = timedelta(hours=12)  # a platform that takes nothing from anybody is waited for
WRITE_AGAIN = 0.5  # seconds until what was sent is written down again, when the database is gone

Outcome: TypeAlias = str | Passing | Permanent
"""The platform's id of the message, or why there is none."""


class Unworded(Permanent):
    """A card that could not be put into words."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A message under a lease; ``company`` goes with it, ``next_at`` is when its destination takes the next."""

    row: repo.Owed
    platform: str
    outgoing: Outgoing | None
    company: tuple[repo.Owed, ...]
    fence: int
    next_at: datetime | None

    @property
    def headless(self) -> bool:
        """Whether it goes to the thread of a message that did not arrive."""
        return self.row.under is not None and self.row.head is None


@dataclass(frozen=True, slots=True)
class _Receipt:
    sending: Sending
    outcome: Outcome
    written: asyncio.Future[datetime | None]


class Receipts:
    """Writes down outcomes, those that come together in one transaction."""

    def __init__(self, database: Database, org: Org, clock: Clock, publish: Publisher) -> None:
        self._db = database
        self._org = org
        self._clock = clock
        self._publish = publish
        self._waiting: list[_Receipt] = []
        self._writing: asyncio.Task[None] | None = None
        self._took: dict[str, datetime] = {}  # when a platform last took something, from this process

    async def keep(self, sending: Sending, outcome: Outcome) -> datetime | None:
        """Returns once it is written down: when the message is tried again, if it is.

        Where the database is gone it waits for it: what was sent is not to be sent twice.
        """
        written: asyncio.Future[datetime | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Receipt(sending, outcome, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await written

    async def _write_all(self) -> None:
        while self._waiting:
            receipts, self._waiting = self._waiting, []
            await self._write(receipts)

    async def _write(self, receipts: Sequence[_Receipt]) -> None:
        """Writes some down; a fault of ours with one of them spoils no other's."""
        again: dict[int, datetime] = {}
        while True:
            try:
                again = await self._db.writer.run(lambda session: self._settle(session, receipts), JOBS)
                break
            except Exception as error:
                if is_away(error):
                    log.warning("what was sent waits for the database", count=len(receipts), error=type(error).__name__)
                    await asyncio.sleep(WRITE_AGAIN)
                    continue
                if len(receipts) == 1:
                    log.exception("what came of a message could not be written down", outbox=receipts[0].sending.row.id)
                    break
                for receipt in receipts:
                    await self._write([receipt])
                return
        for receipt in receipts:
            if not receipt.written.done():
                receipt.written.set_result(again.get(receipt.sending.row.id))

    # --- in the transaction ----------------------------------------------------------------------------

    def _settle(self, session: Session, receipts: Sequence[_Receipt]) -> dict[int, datetime]:
        """Of those whose lease is still ours: gives it back, and writes down what came of the message."""
        now = self._clock.now()
        held = repo.leases(session, [receipt.sending.row.destination for receipt in receipts])
        ours = [r for r in receipts if held[r.sending.row.destination].fence == r.sending.fence]
        repo.release(session, [receipt.sending.row.destination for receipt in ours], now)
        taken = [receipt for receipt in ours if isinstance(receipt.outcome, str)]
        self._sent(session, taken, [d for d, lease in held.items() if lease.broken_at is not None], now)
        again = dict[int, datetime]()
        for receipt in ours:
            row = session.get(Outbox, receipt.sending.row.id) if not isinstance(receipt.outcome, str) else None
            if row is None or row.state != OutboxState.READY:
                continue
            if isinstance(receipt.outcome, Permanent):
                self._bury(session, receipt.sending, row, receipt.outcome)
            elif isinstance(receipt.outcome, Passing) and self._postpone(
                session, receipt.sending, row, receipt.outcome
            ):
                again[receipt.sending.row.id] = row.due_at
        return again

    def _sent(self, session: Session, taken: Sequence[_Receipt], broken: Sequence[str], now: datetime) -> None:
        if not taken:
            return
        sendings = {receipt.sending.row.id: receipt.sending for receipt in taken}
        remote = {receipt.sending.row.id: str(receipt.outcome) for receipt in taken}
        self._took.update({sending.platform: now for sending in sendings.values()})
        company = {other.id: other.version for sending in sendings.values() for other in sending.company}
        unsent = {row_id: version for row_id, (version, _) in repo.as_they_are(session, [*sendings, *company]).items()}
        # What went along and has changed meanwhile goes once more.
        repo.mark_sent(session, [n for n, version in unsent.items() if n in sendings or company[n] == version], now)
        ours = [sending for row_id, sending in sendings.items() if row_id in unsent]
        repo.add_posted(session, [_posted(sending.row, remote[sending.row.id]) for sending in ours if _is_new(sending)])
        for sending in ours:
            row = sending.row
            if unsent[row.id] != row.version:  # it was changed while it was under way
                _send_again(session, sending, now)
            if row.updates is not None and remote[row.id] != row.changes:
                changed = session.get_one(Posted, row.updates)
                changed.remote_id = remote[row.id]
                session.add(changed)
        again = [sending.row.destination for sending in sendings.values() if sending.row.destination in broken]
        if again:
            repo.works(session, again)

    def _postpone(self, session: Session, sending: Sending, row: Outbox, passing: Passing) -> bool:
        """Whether it is tried again."""
        now = self._clock.now()
        first, longest = BACKOFF
        backed_off = min(longest, first * 2.0**row.attempts) * random.uniform(0.7, 1.3)  # noqa: S311  jitter
        wait = timedelta(seconds=passing.after if passing.after is not None else backed_off)
        row.error, row.due_at = str(passing), now + wait
        session.add(row)
        if passing.whole:
            repo.rest(session, sending.platform, row.due_at)
        if passing.held:
            row.attempts = max(1, row.attempts - 1)  # as one that was tried it does not wait for company
        elif row.attempts >= TRIES and self._hopeless(sending.platform, now - row.owed_at, now):
            row.state = OutboxState.DEAD
            log.error("given up", outbox=row.id, error=row.error)
            self._tell_who_posted(session, row)
            return False
        repo.back_off(session, row.destination, row.due_at)
        return True

    def _hopeless(self, platform: str, overdue: timedelta, now: datetime) -> bool:
        """Whether a message was tried for long although others get through, or nothing does for very long."""
        took = self._took.get(platform)
        others = took is not None and now - took < timedelta(seconds=2 * BACKOFF[1])
        return overdue >= (LONG if others else OUTAGE)

    def _bury(self, session: Session, sending: Sending, row: Outbox, error: Permanent) -> None:
        row.state, row.error = OutboxState.DEAD, str(error)
        session.add(row)
        log.error("cannot be delivered", outbox=row.id, error=row.error)
        poster = None if sending.headless else self._tell_who_posted(session, row)
        if error.gone is None or not repo.breaks(session, row.destination, self._clock.now()):
            return
        person = people_repo.account_by_id(session, row.account_id).person_id if row.account_id is not None else None
        effects = Effects(f"broken:{row.destination}:{sending.fence}", self._publish, next_time, by_clock=True)
        ctx = Ctx(session, self._clock.now(), self._org, None, None, None, effects)
        ctx.publish(Unreachable(error.gone, row.channel_id, person, poster))

    def _tell_who_posted(self, session: Session, row: Outbox) -> int | None:
        """Whoever has something posted takes it for said: they hear that it was not. Who that is."""
        channel = people_repo.channel(session, row.channel_id) if row.channel_id and row.updates is None else None
        inbox = messaging.owed_by(session, row.key)
        if channel is None or inbox is None or inbox.account_id is None:
            return None
        now, where = self._clock.now(), ChannelRef(channel.id or 0, channel.name)
        told = card(say("kit-not-posted", channel=where, command=Code("/admin deliveries")), tone="warn")
        messaging.enqueue(
            session, key=f"not-posted:{row.id}:{secrets.token_hex(4)}",  # it may be sent again, and fail again
            destination=f"a{inbox.account_id}", workspace_id=inbox.workspace_id, account_id=inbox.account_id,
            card=to_json(told), now=now, due_at=now,
        )  # fmt: skip
        return people_repo.account_by_id(session, inbox.account_id).person_id


def _is_new(sending: Sending) -> bool:
    """Whether it becomes a message that can be changed later: one of many does not."""
    return sending.row.posted_key is not None and sending.row.updates is None and not sending.company


def _posted(row: repo.Owed, remote_id: str) -> dict[str, object]:
    return {
        "key": row.posted_key, "outbox_id": row.id, "destination": row.destination, "workspace_id": row.workspace_id,
        "account_id": row.account_id, "channel_id": row.channel_id, "remote_id": remote_id,
    }  # fmt: skip


def _send_again(session: Session, sending: Sending, now: datetime) -> None:
    """What a message became while it was under way goes after it: as its change, where it can be changed."""
    row = session.get_one(Outbox, sending.row.id)
    updates = row.updates
    if _is_new(sending) and row.posted_key is not None:
        updates = next(posted.id for posted in messaging.posted(session, row.posted_key) if posted.outbox_id == row.id)
    messaging.enqueue(
        session, key=f"{row.key}+{row.version}", destination=row.destination, workspace_id=row.workspace_id,
        account_id=row.account_id, channel_id=row.channel_id, card=row.card, posted_key=row.posted_key,
        under=row.under, updates=updates, now=now, due_at=now,
    )  # fmt: skip
