"""Work that falls due, for tests: each firing tells somebody one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Feature, Firing, Job, Work
from handlers.kit.messages import card
from storage.db import Database
from storage.models.timing import Schedule


def _due(_scene: Scene, firing: Firing) -> Iterable[Work]:
    return [Work("told", firing.payload)]


def _run(ctx: Ctx, payload: Any) -> None:
    ctx.tell(payload["person"], card(payload["line"]), punctual=True)


FEATURE = Feature("burst", jobs=(Job("burst", _due, _run),))


def fall_due(database: Database, at: datetime, lines: Sequence[tuple[int, str]]) -> None:
    """These lines, each for a person, fall due at a moment."""

    def unit(session: Session) -> None:
        for person, line in lines:
            payload = {"person": person, "line": line}
            session.add(Schedule(key=f"burst:{line}", job="burst", zone="UTC", next_at=at, payload=payload))

    database.writer.submit(unit).result()
