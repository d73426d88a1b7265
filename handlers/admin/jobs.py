"""What a clock does for the house itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from handlers.admin import service
from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.records import forget_old


def set_up(ctx: Ctx) -> None:
    """Every night, when nobody waits."""
    ctx.schedules.ensure("tidy", TIDY.name, "30 3 * * *", ctx.org.zone)
    ctx.schedules.ensure(OPEN_YEARS.name, OPEN_YEARS.name, "0 10 * * mon", ctx.org.zone)
    # In the year's last week every day: after it, nobody knows which Saturday is worked.
    ctx.schedules.ensure(f"{OPEN_YEARS.name}:last-week", OPEN_YEARS.name, "0 10 25-31 12 tue-sun", ctx.org.zone)


def _due(_scene: Scene, _firing: Firing) -> Iterable[Work]:
    return [Work("house")]


def _tidy(ctx: Ctx, _payload: object) -> None:
    forget_old(ctx)


TIDY = Job("tidy", _due, _tidy)


def _open(scene: Scene, _subject: int | None, day: date) -> bool:
    return bool(service.open_years(scene, day))


def _open_due(scene: Scene, firing: Firing) -> Iterable[Work]:
    return [Work("admins", firing.day.isoformat())] if _open(scene, None, firing.day) else ()


def _remind(ctx: Ctx, day: Any) -> None:
    service.remind_of_open_years(ctx, date.fromisoformat(day))


# A week later it is said again, so what a standstill has held up for days need not be.
OPEN_YEARS = Job("calendar-open", _open_due, _remind, timedelta(days=3), days=_open)
JOBS = (TIDY, OPEN_YEARS)
