"""What administrators look into: who did what, and which messages did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.kit.context import Ctx, Scene
from handlers.kit.inbound import File
from handlers.kit.messages import ChannelRef, Inline
from storage.models.messaging import Audit, Outbox
from storage.repos import messaging, timing
from storage.repos import people as people_repo
from storage.states import OutboxState

KEPT = timedelta(days=30)  # a repeated event is recognised for so long
LEAVE_KEPT = timedelta(days=400)
PROMPT = timedelta(minutes=1)  # what is due for longer is held up


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the audit: when, who (a name, None for a clock), the command's line, its arguments."""

    at: datetime
    who: str | None
    command: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that could not be delivered; what it says stays between its reader and the bot."""

    id: int
    to: Inline
    since: datetime
    error: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Post:
    """How the outbox stands: messages waiting for their time, held up, given up."""

    waiting: int
    held_up: int
    given_up: int


def deeds(scene: Scene, limit: int = 20, commands: Sequence[str] = ()) -> tuple[Deed, ...]:
    """The latest entries of the audit, newest first; of some commands only (``team-tz``), if any are named."""
    return tuple(_deed(scene, row) for row in messaging.audit_trail(scene.session, limit, commands))


def post(scene: Scene) -> Post:
    """How many messages are where."""
    held_up = messaging.count_held_up(scene.session, scene.now - PROMPT)
    waiting = messaging.count_outbox(scene.session, OutboxState.READY) - held_up
    return Post(waiting, held_up, messaging.count_outbox(scene.session, OutboxState.DEAD))


def letters(scene: Scene, limit: int = 10) -> tuple[Letter, ...]:
    """What could not be delivered, newest first."""
    return tuple(_letter(scene, row) for row in messaging.dead_letters(scene.session, limit))


def send_again(ctx: Ctx, letter_id: int) -> Letter | None:
    """Gives an undelivered message another round of tries; None when there is no such message."""
    row = _dead(ctx, letter_id)
    if row is None:
        return None
    row.state, row.attempts, row.due_at, row.owed_at = OutboxState.READY, 0, ctx.now, ctx.now
    ctx.session.add(row)
    return _letter(ctx, row)


def drop(ctx: Ctx, letter_id: int) -> Letter | None:
    """Gives an undelivered message up for good; None when there is no such message."""
    row = _dead(ctx, letter_id)
    if row is None:
        return None
    letter = _letter(ctx, row)
    ctx.session.delete(row)
    return letter


def oldest(scene: Scene) -> datetime | None:
    """When the oldest message that did not arrive was written."""
    return messaging.oldest_dead(scene.session)


def send_all_again(ctx: Ctx) -> int:
    """Gives every undelivered message another round of tries; how many there were."""
    return messaging.revive_all(ctx.session, ctx.now)


def drop_all(ctx: Ctx) -> int:
    """Gives every undelivered message up for good; how many there were."""
    return messaging.drop_dead(ctx.session)


def _deed(scene: Scene, row: Audit) -> Deed:
    who = None if row.person_id is None else scene.people.name(row.person_id)
    return Deed(row.at, who, "/" + row.command.replace("-", " ", 1), row.arguments)


def _dead(ctx: Ctx, letter_id: int) -> Outbox | None:
    row = messaging.letter(ctx.session, letter_id)
    return row if row is not None and row.state is OutboxState.DEAD else None


def _letter(scene: Scene, row: Outbox) -> Letter:
    assert row.id is not None
    return Letter(row.id, _to(scene, row), row.created_at, row.error or "", row.attempts)


def _to(scene: Scene, row: Outbox) -> Inline:
    if row.channel_id is not None:
        channel = people_repo.channel(scene.session, row.channel_id)
        return ChannelRef(row.channel_id, channel.name if channel else "?")
    assert row.account_id is not None
    return scene.people.name(people_repo.account_by_id(scene.session, row.account_id).person_id)


def keep_picture(ctx: Ctx, file: File) -> int:
    """Keeps a picture that was handed over; the number under which cards show it."""
    return messaging.keep_picture(ctx.session, file.content)


def drop_picture(ctx: Ctx, number: int) -> None:
    """Keeps a picture no longer: cards show it no more."""
    messaging.drop_picture(ctx.session, number)


def forget_old(ctx: Ctx) -> None:
    """Drops events, sent messages, ended questions and finished work from more than thirty days ago, and leave that
    ended more than a year ago."""
    messaging.forget_old(ctx.session, ctx.now - KEPT)
    timing.forget_old_units(ctx.session, ctx.now - KEPT)
    people_repo.forget_leave(ctx.session, (ctx.now - LEAVE_KEPT).date())
