"""From the verified envelope to a person, a place and their rights; whoever is new joins in a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from handlers.kit.context import Ctx, Place
from handlers.kit.events import Arrived, Greeted, ZoneChanged
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN, Inbound, Sender
from handlers.kit.people import Person
from storage.models.people import Account, Channel
from storage.repos import people as repo
from storage.states import Right

SEEN_EVERY = timedelta(minutes=10)  # how fresh "last spoke from" is kept: often enough to choose a platform


@dataclass(frozen=True, slots=True)
class Seat:
    """Who speaks and where, as the database knows them, and whether a question of theirs is open.

    ``mentions`` are the people an inbound's mentions name.
    """

    account: int
    person: Person
    place: Place
    spoke_at: datetime | None
    asked: bool
    mentions: tuple[int, ...]

    def resolved(self, inbound: Inbound) -> Inbound:
        """The inbound with the mentions of its text and values pointing at people."""
        if not self.mentions:
            return inbound
        values = {name: self._pointing(value) for name, value in inbound.values.items()}
        return replace(inbound, text=self._pointing(inbound.text), values=values)

    def _pointing(self, text: str) -> str:
        for index, person_id in enumerate(self.mentions):
            text = text.replace(f"{MENTION_OPEN}{index}{MENTION_CLOSE}", f"\ue002{person_id}\ue003")
        return text.replace("\ue002", MENTION_OPEN).replace("\ue003", MENTION_CLOSE)


@dataclass(frozen=True, slots=True)
class Roll:
    """How people come in: who starts as administrator, and the platforms where a name alone makes an account.

    ``reserved`` are the words that a platform keeps for itself, by platform.
    """

    admins: frozenset[tuple[str, str]]
    open_platforms: frozenset[str]
    reserved: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def find(self, session: Session, inbound: Inbound) -> Seat | None:
        """The seat, None while anything of it is unknown yet (then ``join``)."""
        row = repo.sender(session, inbound.platform, inbound.workspace, inbound.sender.external_id, inbound.channel)
        if row is None or row.spoke_at is None:  # somebody only named so far: their first words say their language
            return None
        if row.greeted_at is None if inbound.channel is None else row.channel is None:
            return None
        mentioned = [repo.person_behind(session, row.workspace, m.external_id) for m in inbound.mentions]
        if any(person is None for person in mentioned):
            return None
        if not all(repo.knows_channel(session, row.workspace, channel) for channel, _ in inbound.channels):
            return None
        ids = tuple(person for person in mentioned if person is not None)
        zone = row.zone or row.account_zone
        active = row.active and row.left_at is None
        person = Person(row.person, row.name, row.right, row.language, row.spoken, zone, active)
        open_ = inbound.platform in self.open_platforms
        reserved = self.reserved.get(inbound.platform, frozenset())
        place = Place(row.workspace, inbound.platform, row.channel, row.channel_name, open_, reserved)
        return Seat(row.account, person, place, row.spoke_at, row.asked, ids)

    def join(self, ctx: Ctx, inbound: Inbound, language: str | None) -> None:
        """Adds whatever is unknown: workspace, account and person, channel, the people mentioned."""
        workspace = repo.workspace(ctx.session, inbound.platform, inbound.workspace)
        assert workspace.id is not None
        account = self._account(ctx, workspace.id, inbound.platform, inbound.sender, language)
        account.spoke_at = ctx.now
        _learn(ctx, account, inbound.sender, language)
        for sender in inbound.mentions:
            self._account(ctx, workspace.id, inbound.platform, sender, None)
        for external_id, name in inbound.channels:
            if repo.find_channel(ctx.session, workspace.id, external_id) is None:
                repo.add_channel(ctx.session, workspace.id, external_id, name, account.language)
        if inbound.channel is not None:
            name = inbound.channel_name or inbound.channel
            channel = repo.find_channel(ctx.session, workspace.id, inbound.channel) or repo.add_channel(
                ctx.session, workspace.id, inbound.channel, name, account.language
            )
            if inbound.present:
                arrive(ctx, channel)
        if inbound.channel is None and account.greeted_at is None:
            account.greeted_at = ctx.now
            ctx.session.add(account)
            ctx.session.flush()
            ctx.publish(Greeted(account.person_id))

    def appoint(self, session: Session) -> None:
        """Makes those named administrators who came before they were named, where nobody else could do it."""
        if repo.how_many_with(session, Right.ADMIN):
            return
        for platform, external_id in self.admins:
            for person in repo.people_behind(session, platform, external_id):
                person.right = Right.ADMIN
                session.add(person)

    def _account(self, ctx: Ctx, workspace: int, platform: str, sender: Sender, language: str | None) -> Account:
        known = repo.account(ctx.session, workspace, sender.external_id)
        if known is not None:
            return known
        person = repo.add_person(ctx.session, sender.name, ctx.now, self._first_right(ctx.session, platform, sender))
        assert person.id is not None
        account = repo.add_account(ctx.session, workspace, person.id, sender.external_id)
        account.language, account.zone, account.email = sender.language or language, sender.zone, sender.email
        ctx.session.add(account)
        ctx.session.flush()
        ctx.people.refresh()
        return account

    def _first_right(self, session: Session, platform: str, sender: Sender) -> Right:
        if (platform, sender.external_id) in self.admins:
            return Right.ADMIN
        first_here = platform in self.open_platforms and repo.how_many_with(session, Right.ADMIN) == 0
        return Right.ADMIN if first_here else Right.MEMBER


def arrive(ctx: Ctx, channel: Channel) -> None:
    """The bot is in a channel: the first time, that is news."""
    if channel.greeted_at is None:
        channel.greeted_at = ctx.now
        ctx.session.add(channel)
        ctx.session.flush()
        ctx.publish(Arrived(channel.id or 0))


def _learn(ctx: Ctx, account: Account, sender: Sender, language: str | None) -> None:
    """What the envelope and the first words say of somebody who was only named before."""
    account.language = account.language or sender.language or language
    account.email = account.email or sender.email
    moved, before = account.zone is None and sender.zone is not None, ctx.zone_of(account.person_id)
    account.zone = account.zone or sender.zone
    ctx.session.add(account)
    ctx.session.flush()
    ctx.people.refresh()
    if moved and account.zone and ctx.people.get(account.person_id).zone == account.zone:
        ctx.publish(ZoneChanged(account.person_id, account.zone, before))


def touch(session: Session, seat: Seat, ctx: Ctx) -> None:
    """Keeps which account was used last."""
    if seat.spoke_at is None or ctx.now - seat.spoke_at > SEEN_EVERY:
        repo.spoke(session, seat.account, ctx.now)
