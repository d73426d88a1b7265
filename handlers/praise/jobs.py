"""What a clock does for customers' praise: it reminds whoever is slow to decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from handlers.praise import service
from handlers.praise.rules import LETTER


def _to_remind(_scene: Scene, firing: Firing) -> Iterable[Work]:
    return (Work(str(firing.payload["id"]), firing.payload),)


def _remind(ctx: Ctx, payload: Any) -> None:
    service.remind(ctx, payload["id"], payload["count"])


def _about(_scene: Scene, praise_id: int) -> Inline:
    return f"{LETTER}{praise_id}"


JOBS = (Job(service.JOB, _to_remind, _remind, about=_about),)
