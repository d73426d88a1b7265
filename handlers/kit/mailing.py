"""What a transaction puts into the outbox: messages, changes of those that stand, replies in a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers.kit.messages import Card, to_json
from storage.models.messaging import Posted
from storage.repos import messaging


def head_of(key: str) -> str:
    """The key of what heads a thread where there are threads: what stands elsewhere in one piece has the other."""
    return f"{key}:head"


def reply_of(key: str, name: str) -> str:
    """The key of one of its replies."""
    return f"{key}:{name}"


@dataclass(frozen=True, slots=True)
class Mail:
    """The outbox as one transaction sees it; ``next_key`` gives a row's unique key."""

    session: Session
    now: datetime
    next_key: Callable[[], str]

    def add(
        self,
        card: Card,
        destination: str,
        workspace: int,
        due: datetime,
        key: str | None,
        *,
        account: int | None = None,
        channel: int | None = None,
        under: str | None = None,
        updates: int | None = None,
    ) -> None:
        """A message to a destination, ``key`` its name for a change."""
        messaging.enqueue(
            self.session, key=self.next_key(), destination=destination, workspace_id=workspace, account_id=account,
            channel_id=channel, card=to_json(card), posted_key=key, under=under, updates=updates, now=self.now,
            due_at=due,
        )  # fmt: skip

    def update(self, key: str, card: Card) -> None:
        """Changes every message that stands under a key, in place; one still unsent is replaced."""
        for row in messaging.unsent(self.session, key):
            row.card, row.version = to_json(card), row.version + 1
            self.session.add(row)
        for posted in messaging.posted(self.session, key):
            assert posted.id is not None
            waiting = messaging.pending_update(self.session, posted.id)
            if waiting is None:
                self._change(posted, card)
            else:
                waiting.card, waiting.version = to_json(card), waiting.version + 1
                self.session.add(waiting)

    def reply(self, key: str, cards: Mapping[str, Card]) -> None:
        """Puts cards, each by a name of its own, under every head that stands for a key; what is there changes."""
        head = head_of(key)
        heads = messaging.standing_in(self.session, head)
        there = messaging.known_keys(self.session, [reply_of(key, name) for name in cards]) if heads else ()
        for name, card in cards.items():
            if reply_of(key, name) in there:
                self.update(reply_of(key, name), card)
                continue
            for destination, workspace, channel in heads:
                self.add(card, destination, workspace, self.now, reply_of(key, name), channel=channel, under=head)

    def _change(self, posted: Posted, card: Card) -> None:
        self.add(
            card, posted.destination, posted.workspace_id, self.now, posted.key,
            account=posted.account_id, channel=posted.channel_id, updates=posted.id,
        )  # fmt: skip
