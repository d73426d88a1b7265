"""What other features may use of recognition: the points people have, and the one ledger they stand in."""

from __future__ import annotations

from handlers.kit.context import Ctx, Scene
from handlers.kit.periods import Period
from handlers.recognition.rules.rhythm import PAIRS
from storage.repos import recognition as repo

TOPICS = (PAIRS,)


def balance(scene: Scene, person_id: int) -> int:
    """All points somebody has."""
    return repo.balance(scene.session, person_id)


def received(scene: Scene, person_id: int, period: Period) -> int:
    """The points somebody was given in a period, by the givers' calendar days."""
    return repo.points_received(scene.session, person_id, period.first, period.last)


def credit(ctx: Ctx, person_id: int, points: int, source: str) -> None:
    """Gives points that are nobody's own to give, for a ``source`` (``praise:3``), which gives a person some once."""
    repo.credit(ctx.session, person_id, points, source, ctx.local(person_id).date(), ctx.now)


def take_back(ctx: Ctx, source: str) -> None:
    """Takes back whatever a source gave: by lines of their own, which count for the same days."""
    repo.take_back(ctx.session, source, ctx.now)
