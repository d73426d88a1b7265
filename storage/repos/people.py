"""Queries on people, their accounts, workspaces, channels and the organisation's settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists
from sqlalchemy import delete as sa_delete
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from storage.models.base import table
from storage.models.messaging import Question
from storage.models.people import Account, Channel, Leave, MutedTopic, OrgSetting, Person, Workspace
from storage.repos.prepared import Prepared
from storage.states import QuestionState, Right


def workspace(session: Session, platform: str, external_id: str) -> Workspace:
    """The platform's installation, made at first sight."""
    query = select(Workspace).where(Workspace.platform == platform, Workspace.external_id == external_id)
    row = session.exec(query).first()
    if row is None:
        row = Workspace(platform=platform, external_id=external_id)
        session.add(row)
        session.flush()
    return row


def find_workspace(session: Session, platform: str, external_id: str) -> Workspace | None:
    """The platform's installation, if it is known."""
    query = select(Workspace).where(Workspace.platform == platform, Workspace.external_id == external_id)
    return session.exec(query).first()


def muted(session: Session, person_id: int) -> frozenset[str]:
    """The kinds of private message that somebody turned down."""
    return frozenset(session.exec(select(MutedTopic.topic).where(MutedTopic.person_id == person_id)))


def mute(session: Session, person_id: int, topic: str) -> None:
    """Somebody turns a kind of private message down."""
    session.merge(MutedTopic(person_id=person_id, topic=topic))
    session.flush()


def unmute(session: Session, person_id: int, topic: str) -> None:
    """Somebody wants to have a kind of private message again."""
    row = session.get(MutedTopic, (person_id, topic))
    if row is not None:
        session.delete(row)
        session.flush()


def workspace_by_id(session: Session, workspace_id: int) -> Workspace:
    """An installation that is known to be there."""
    return session.get_one(Workspace, workspace_id)


def account(session: Session, workspace_id: int, external_id: str) -> Account | None:
    """The account with the platform's own id."""
    query = select(Account).where(Account.workspace_id == workspace_id, Account.external_id == external_id)
    return session.exec(query).first()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who is behind a platform's own ids, and where: all that a command needs to know, in one look."""

    workspace: int
    account: int
    spoken: str | None
    account_zone: str | None
    spoke_at: datetime | None
    greeted_at: datetime | None
    left_at: datetime | None
    person: int
    name: str
    right: Right
    language: str | None
    zone: str | None
    active: bool
    channel: int | None
    channel_name: str | None
    asked: bool


# Made once: these run for every command, and building a statement costs more than running it.
_W, _A, _P, _C, _Q = (table(model).c for model in (Workspace, Account, Person, Channel, Question))
_SENDER = Prepared(
    lambda _: sa_select(
        _W.id, _A.id, _A.language, _A.zone, _A.spoke_at, _A.greeted_at, _A.left_at,
        _P.id, _P.name, _P.right, _P.language, _P.zone, _P.active, _C.id, _C.name,
        exists().where(_Q.person_id == _P.id, _Q.state == QuestionState.OPEN),
    )
    .select_from(table(Workspace))
    .join(table(Account), _A.workspace_id == _W.id)
    .join(table(Person), _P.id == _A.person_id)
    .outerjoin(table(Channel), (_C.workspace_id == _W.id) & (_C.external_id == bindparam("channel")))
    .where(
        _W.platform == bindparam("platform"),
        _W.external_id == bindparam("workspace"),
        _A.external_id == bindparam("account"),
    )
)  # fmt: skip
_BEHIND = Prepared(
    lambda _: sa_select(_A.person_id).where(
        _A.workspace_id == bindparam("workspace"), _A.external_id == bindparam("account")
    )
)
_KNOWN_CHANNEL = Prepared(
    lambda _: sa_select(_C.id).where(_C.workspace_id == bindparam("workspace"), _C.external_id == bindparam("channel"))
)
_CHANNEL_WORKSPACE = Prepared(lambda _: sa_select(_C.workspace_id).where(_C.id == bindparam("channel")))


def sender(
    session: Session, platform: str, workspace_id: str, account_id: str, channel_id: str | None
) -> Sender | None:
    """Who and where, None while the account is unknown; an unknown channel leaves ``channel`` empty."""
    found = _SENDER.run(session, platform=platform, workspace=workspace_id, account=account_id, channel=channel_id)
    return Sender(*found[0]) if found else None


def person_behind(session: Session, workspace_id: int, external_id: str) -> int | None:
    """The person whose account it is; None while it is unknown."""
    found = _BEHIND.run(session, workspace=workspace_id, account=external_id)
    return found[0][0] if found else None


def knows_channel(session: Session, workspace_id: int, external_id: str) -> bool:
    """Whether a channel has been seen."""
    return bool(_KNOWN_CHANNEL.run(session, workspace=workspace_id, channel=external_id))


def channel_workspace(session: Session, channel_id: int) -> int | None:
    """The workspace a channel is in."""
    found = _CHANNEL_WORKSPACE.run(session, channel=channel_id)
    return found[0][0] if found else None


def open_accounts(session: Session) -> Sequence[tuple[str, str, str]]:
    """Every account that is open: its platform, and the platform's ids of its workspace and of itself."""
    query = select(Workspace.platform, Workspace.external_id, Account.external_id).join(
        Workspace, col(Workspace.id) == col(Account.workspace_id)
    )
    return session.exec(query.where(col(Account.left_at).is_(None))).all()


def spoke(session: Session, account_id: int, now: datetime) -> None:
    """An account was used now."""
    row = session.get_one(Account, account_id)
    row.spoke_at = now
    session.add(row)


def account_by_id(session: Session, account_id: int) -> Account:
    """An account that is known to be there."""
    return session.get_one(Account, account_id)


def accounts_of(session: Session, person_id: int) -> Sequence[Account]:
    """A person's open accounts: the one they prefer first, then the one last spoken from."""
    query = select(Account).where(Account.person_id == person_id, col(Account.left_at).is_(None))
    rows = session.exec(query.order_by(col(Account.id))).all()
    # A newcomer's account has no time yet: sorted here, as the databases order NULL differently.
    spoke = sorted(rows, key=lambda row: row.spoke_at.timestamp() if row.spoke_at else 0.0, reverse=True)
    return sorted(spoke, key=lambda row: not row.preferred)


def addresses(session: Session) -> dict[str, int]:
    """Whose the known mail addresses are, in small letters."""
    query = select(Account.email, Account.person_id).where(col(Account.email).is_not(None))
    return {email.casefold(): person for email, person in session.exec(query).all() if email}


@dataclass(frozen=True, slots=True)
class Known:
    """A person, with what the account last spoken from says of language and zone."""

    id: int
    name: str
    right: Right
    language: str | None
    spoken: str | None
    zone: str | None
    account_zone: str | None
    active: bool
    country: str | None


_PEOPLE = Prepared(
    lambda _: (
        sa_select(
            _P.id,
            _P.name,
            _P.right,
            _P.language,
            _A.language,
            _P.zone,
            _A.zone,
            _P.active,
            _P.country,
            _A.spoke_at,
        )
        .select_from(table(Person))
        .outerjoin(table(Account), _A.person_id == _P.id)
        .where(_P.forgotten_at.is_(None))
        .order_by(_P.id, _A.id)
    )
)


def known(session: Session) -> Sequence[Known]:
    """All people who have not been forgotten, in the order they joined."""
    found: dict[int, tuple[Any, ...]] = {}
    for row in _PEOPLE.run(session):
        before = found.get(row[0])
        if before is None or (row[-1] is not None and (before[-1] is None or row[-1] > before[-1])):
            found[row[0]] = row
    return [Known(*row[:-1]) for row in found.values()]


def add_person(session: Session, name: str, now: datetime, right: Right = Right.MEMBER) -> Person:
    """A new person."""
    row = Person(name=name, right=right, joined_at=now)
    session.add(row)
    session.flush()
    return row


def add_account(session: Session, workspace_id: int, person_id: int, external_id: str) -> Account:
    """A new account of a person."""
    row = Account(workspace_id=workspace_id, person_id=person_id, external_id=external_id)
    session.add(row)
    session.flush()
    return row


def person(session: Session, person_id: int) -> Person | None:
    """A person by id."""
    return session.get(Person, person_id)


def everybody(session: Session) -> Sequence[Person]:
    """All people who have not been forgotten, in the order they joined."""
    return session.exec(select(Person).where(col(Person.forgotten_at).is_(None)).order_by(col(Person.id))).all()


def how_many_with(session: Session, right: Right) -> int:
    """How many active people hold a right."""
    query = select(func.count()).select_from(Person).where(Person.right == right, col(Person.active).is_(True))
    return session.exec(query).one()


def people_with(session: Session, right: Right) -> Sequence[Person]:
    """The active people who hold a right, in the order they joined."""
    query = select(Person).where(Person.right == right, col(Person.active).is_(True))
    return session.exec(query.order_by(col(Person.id))).all()


def people_behind(session: Session, platform: str, external_id: str) -> Sequence[Person]:
    """The active people with an open account of this id on a platform."""
    query = (
        select(Person)
        .join(Account, col(Account.person_id) == col(Person.id))
        .join(Workspace, col(Workspace.id) == col(Account.workspace_id))
        .where(Workspace.platform == platform, Account.external_id == external_id, col(Account.left_at).is_(None))
        .where(col(Person.active).is_(True))
    )
    return session.exec(query).all()


def lock_with(session: Session, right: Right) -> Sequence[Person]:
    """The active people who hold a right, held by this transaction: nobody else changes them meanwhile."""
    query = select(Person).where(Person.right == right, col(Person.active).is_(True)).order_by(col(Person.id))
    return session.exec(query.with_for_update(), execution_options={"populate_existing": True}).all()


def blank(session: Session, person_id: int, name: str, now: datetime) -> Sequence[Account]:
    """Leaves of a person no more than a ``name`` that is everybody's; their accounts, which fit nobody any more."""
    row = session.get_one(Person, person_id)
    row.name, row.right, row.active, row.forgotten_at = name, Right.MEMBER, False, now
    row.language = row.zone = row.quiet_from = row.quiet_to = row.country = None
    session.add(row)
    for spell in leave_of(session, person_id):
        session.delete(spell)
    rows = session.exec(select(Account).where(Account.person_id == person_id).order_by(col(Account.id))).all()
    for account in rows:
        account.external_id = f"forgotten:{account.id}"
        account.language = account.zone = account.email = account.spoke_at = account.greeted_at = None
        session.add(account)
    session.flush()
    return rows


def leave_since(session: Session, day: date) -> Sequence[tuple[int, date, date]]:
    """Everybody's leave that ends on a day or later: whose it is, its first and last day."""
    row = table(Leave).c
    query = sa_select(row.person_id, row.first, row.last).where(row.last >= day).order_by(row.first, row.id)
    return [(person, first, last) for person, first, last in session.execute(query)]


def leave_of(session: Session, person_id: int) -> Sequence[Leave]:
    """Somebody's leave, in order."""
    query = select(Leave).where(Leave.person_id == person_id)
    return session.exec(query.order_by(col(Leave.first), col(Leave.id))).all()


def add_leave(session: Session, person_id: int, first: date, last: date) -> None:
    """Somebody is on leave on these days too."""
    session.add(Leave(person_id=person_id, first=first, last=last))
    session.flush()


def keep_leave(session: Session, row: Leave, last: date) -> None:
    """A leave ends on another day; one that would end before it begins is gone."""
    if last < row.first:
        session.delete(row)
    else:
        row.last = last
        session.add(row)
    session.flush()


def forget_leave(session: Session, before: date) -> None:
    """Drops leave that ended before a day."""
    session.execute(sa_delete(Leave).where(col(Leave.last) < before))


def channel(session: Session, channel_id: int) -> Channel | None:
    """A channel by id."""
    return session.get(Channel, channel_id)


def find_channel(session: Session, workspace_id: int, external_id: str) -> Channel | None:
    """A channel by the platform's own id."""
    query = select(Channel).where(Channel.workspace_id == workspace_id, Channel.external_id == external_id)
    return session.exec(query).first()


def add_channel(session: Session, workspace_id: int, external_id: str, name: str, language: str | None) -> Channel:
    """A channel the bot has heard of."""
    row = Channel(workspace_id=workspace_id, external_id=external_id, name=name, language=language)
    session.add(row)
    session.flush()
    return row


def channels(session: Session) -> Sequence[Channel]:
    """All channels."""
    return session.exec(select(Channel).order_by(col(Channel.id))).all()


def setting(session: Session, name: str) -> str | None:
    """An organisation's setting."""
    row = session.get(OrgSetting, name)
    return row.value if row else None


def put_setting(session: Session, name: str, value: str) -> None:
    """Sets an organisation's setting."""
    session.merge(OrgSetting(name=name, value=value))
