"""The organisation's own working days and days off, as they are changed."""

from __future__ import annotations

from datetime import date

from handlers.kit.context import Ctx, Scene
from storage.repos import timing


def on_workdays(scene: Scene, _subject: int | None, day: date) -> bool:
    """A job's ``days``: those that are worked."""
    return scene.calendar.is_workday(day)


def put(ctx: Ctx, day: date, name: str | None, *, works: bool) -> None:
    """Makes a day a working day or a day off, whatever the country's calendar says."""
    timing.put_override(ctx.session, day, works, name)
    _changed(ctx)


def drop(ctx: Ctx, day: date) -> bool:
    """Gives a day back to the country's calendar; False when it was not the organisation's own."""
    dropped = timing.drop_override(ctx.session, day)
    _changed(ctx)
    return dropped


def _changed(ctx: Ctx) -> None:
    ctx.session.flush()
    ctx.forget_calendars()
