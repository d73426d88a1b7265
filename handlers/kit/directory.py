"""What people choose for themselves, what administrators decide about them, and how somebody is forgotten."""

from __future__ import annotations

import re
from datetime import time

from handlers.kit.context import Ctx, Scene
from handlers.kit.events import PersonForgotten, ZoneChanged
from handlers.kit.people import FORGOTTEN
from handlers.kit.topics import Topic
from storage.models.people import Account
from storage.models.people import Person as PersonRow
from storage.repos import messaging
from storage.repos import people as repo
from storage.states import Right


def set_language(ctx: Ctx, person_id: int, language: str) -> None:
    """The language somebody reads from now on."""
    row = _row(ctx, person_id)
    row.language = language
    _keep(ctx, row)


def set_zone(ctx: Ctx, person_id: int, zone: str) -> None:
    """The time zone (IANA) somebody lives in from now on."""
    row, before = _row(ctx, person_id), ctx.zone_of(person_id)
    row.zone = zone
    _keep(ctx, row)
    ctx.publish(ZoneChanged(person_id, zone, before))


def set_country(ctx: Ctx, person_id: int, country: str) -> None:
    """The country (ISO 3166) whose holidays somebody has from now on."""
    row = _row(ctx, person_id)
    row.country = None if country == ctx.org.country else country
    _keep(ctx, row)


def set_quiet(ctx: Ctx, person_id: int, begin: time, end: time) -> None:
    """Somebody's quiet hours, local time; equal ends are none."""
    row = _row(ctx, person_id)
    row.quiet_from, row.quiet_to = begin, end
    _keep(ctx, row)


def turned_down(scene: Scene, person_id: int) -> frozenset[str]:
    """The names of the kinds of private message that somebody turned down."""
    return repo.muted(scene.session, person_id)


def turn_down(ctx: Ctx, person_id: int, topic: Topic, *, muted: bool) -> None:
    """Turns a kind of private message down for somebody, or lets them have it again."""
    (repo.mute if muted else repo.unmute)(ctx.session, person_id, topic.name)


def set_right(ctx: Ctx, person_id: int, right: Right) -> None:
    """What somebody may do from now on."""
    row = _row(ctx, person_id)
    row.right = right
    _keep(ctx, row)


def learn(
    ctx: Ctx, account: Account, name: str, zone: str | None, email: str | None, language: str | None = None
) -> None:
    """What a platform says of one of its accounts now; a name chosen there is the person's. The ``language`` counts
    where none is known yet."""
    moved, before = zone is not None and zone != account.zone, ctx.zone_of(account.person_id)
    account.zone, account.email = zone or account.zone, email or account.email
    account.language = account.language or language
    ctx.session.add(account)
    row = _row(ctx, account.person_id)
    if name and row.forgotten_at is None:
        row.name = name
    _keep(ctx, row)
    if moved and account.zone and ctx.people.get(account.person_id).zone == account.zone:
        ctx.publish(ZoneChanged(account.person_id, account.zone, before))


def close_account(ctx: Ctx, account: Account) -> None:
    """The platform closed an account: it opens nothing from now on; with the last one the person is no member."""
    account.left_at = account.left_at or ctx.now
    ctx.session.add(account)
    ctx.session.flush()
    row = _row(ctx, account.person_id)
    row.active = bool(repo.accounts_of(ctx.session, account.person_id))
    _keep(ctx, row)


def reopen_account(ctx: Ctx, account: Account) -> None:
    """The platform opened an account again, and its person is back."""
    account.left_at = None
    ctx.session.add(account)
    row = _row(ctx, account.person_id)
    row.active = row.forgotten_at is None
    _keep(ctx, row)


def administrators(ctx: Ctx) -> tuple[int, ...]:
    """The administrators, held by this transaction: two who unseat each other at once come one after the other."""
    return tuple(row.id for row in repo.lock_with(ctx.session, Right.ADMIN) if row.id is not None)


def forget(ctx: Ctx, person_id: int) -> None:
    """Blanks a person and keeps sums: no name, no accounts, nothing they were told; figures stay, and are nobody's."""
    name = ctx.people.name(person_id)
    accounts = repo.blank(ctx.session, person_id, FORGOTTEN, ctx.now)
    messaging.forget_person(ctx.session, person_id, [row.id for row in accounts if row.id is not None])
    for entry in messaging.audit_naming(ctx.session, name):
        entry.arguments = unnamed(entry.arguments, name)
        ctx.session.add(entry)
    ctx.people.refresh()
    ctx.publish(PersonForgotten(person_id, name))


def unnamed(text: str, name: str) -> str:
    """A text in which a name is blanked wherever it stands by itself."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name), FORGOTTEN, text)


def _row(ctx: Ctx, person_id: int) -> PersonRow:
    row = repo.person(ctx.session, person_id)
    if row is None:
        raise LookupError(f"no person {person_id}")
    return row


def _keep(ctx: Ctx, row: PersonRow) -> None:
    ctx.session.add(row)
    ctx.session.flush()
    ctx.people.refresh()
