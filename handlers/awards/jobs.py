"""What a clock does for awards: it closes the vote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.awards import service
from handlers.awards.rules import LETTER
from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from storage.repos import awards as repo


def _due(scene: Scene, firing: Firing) -> Iterable[Work]:
    if firing.subject is not None and repo.running(scene.session, firing.subject):
        yield Work(f"{LETTER}{firing.subject}", firing.subject)


def _run(ctx: Ctx, payload: Any) -> None:
    if repo.running(ctx.session, int(payload)):
        service.finish(ctx, int(payload))


def _about(scene: Scene, award_id: int) -> Inline:
    row = repo.get(scene.session, award_id)
    return row.title if row is not None else f"{LETTER}{award_id}"


JOBS = (Job(service.JOB_CLOSE, _due, _run, about=_about),)
