"""What other features may use of recognition: the points people have."""

from __future__ import annotations

from handlers.kit.context import Scene
from handlers.kit.periods import Period
from storage.repos import recognition as repo


def balance(scene: Scene, person_id: int) -> int:
    """All points somebody has."""
    return repo.balance(scene.session, person_id)


def received(scene: Scene, person_id: int, period: Period) -> int:
    """The points somebody was given in a period, by the givers' calendar days."""
    return repo.points_received(scene.session, person_id, period.first, period.last)
