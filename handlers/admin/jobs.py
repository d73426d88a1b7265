"""What a clock does for the house itself."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.records import forget_old


def set_up(ctx: Ctx) -> None:
    """Every night, when nobody waits."""
    ctx.schedules.ensure("tidy", TIDY.name, "30 3 * * *", ctx.org.zone)


def _due(_scene: Scene, _firing: Firing) -> Iterable[Work]:
    return [Work("house")]


def _tidy(ctx: Ctx, _payload: object) -> None:
    forget_old(ctx)


TIDY = Job("tidy", _due, _tidy)
JOBS = (TIDY,)
