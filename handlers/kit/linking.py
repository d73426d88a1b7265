"""One person on two platforms: a one-time code shown on one, typed on the other, makes two accounts one person's."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from handlers.kit.context import Ctx, Scene
from handlers.kit.events import PeopleJoined, PeopleJoining
from handlers.kit.people import FORGOTTEN, Person
from storage.models.people import LinkCode
from storage.repos import linking
from storage.repos import people as repo

CODE_LIFE = timedelta(minutes=10)
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Other:
    """Who showed a code: the person, and the platform they showed it on."""

    person: Person
    platform: str
    account: int


def issue(ctx: Ctx) -> str:
    """A code for the actor's account here; ``CODE_LIFE`` long, once."""
    made = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    linking.put_code(ctx.session, _digest(made), _account_here(ctx), ctx.now + CODE_LIFE)
    return f"{made[:4]}-{made[4:]}"


def shown_by(scene: Scene, code: str) -> Other | None:
    """Who showed a code, while it holds."""
    row = _row(scene, code)
    if row is None:
        return None
    account = repo.account_by_id(scene.session, row.account_id)
    workspace = repo.workspace_by_id(scene.session, account.workspace_id)
    return Other(scene.people.get(account.person_id), workspace.platform, row.account_id)


def join(ctx: Ctx, code: str, other: Other) -> Person:
    """Makes the actor and who showed the code one person: the one who was here longer, with the higher right."""
    row = _row(ctx, code)
    assert row is not None
    linking.drop_code(ctx.session, row)
    kept_id, gone_id = sorted((ctx.actor.id, other.person.id))
    kept, gone = repo.person(ctx.session, kept_id), repo.person(ctx.session, gone_id)
    assert kept is not None
    assert gone is not None
    if gone.right.includes(kept.right):
        kept.right = gone.right
    kept.language, kept.zone = kept.language or gone.language, kept.zone or gone.zone
    repo.spoke(ctx.session, _account_here(ctx), ctx.now)  # here is where they are, until they speak elsewhere
    ctx.publish(PeopleJoining(kept_id, gone_id))
    linking.join(ctx.session, kept_id, gone_id)
    repo.blank(ctx.session, gone_id, FORGOTTEN, ctx.now)
    ctx.people.refresh()
    ctx.publish(PeopleJoined(kept_id, gone_id))
    return ctx.people.get(kept_id)


def accounts(scene: Scene, person_id: int) -> tuple[str, ...]:
    """The platforms somebody has accounts on, the one private messages go to first."""
    rows = repo.accounts_of(scene.session, person_id)
    return tuple(repo.workspace_by_id(scene.session, row.workspace_id).platform for row in rows)


def prefer_here(ctx: Ctx, here: bool) -> None:
    """Private messages come to the platform the actor is on, or to wherever they spoke last."""
    linking.prefer(ctx.session, ctx.actor.id, ctx.place.workspace if here else None)
    ctx.session.expire_all()


def _account_here(scene: Scene) -> int:
    rows = repo.accounts_of(scene.session, scene.actor.id)
    found = next(row.id for row in rows if row.workspace_id == scene.place.workspace)
    assert found is not None
    return found


def _row(scene: Scene, code: str) -> LinkCode | None:
    return linking.code(scene.session, _digest(code), scene.now)


def _digest(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
