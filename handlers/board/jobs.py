"""What a clock does for boards: each once soon after a change, all of them as a day begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.board import service
from handlers.board.service import JOB
from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Subscription, Work
from handlers.kpi.api import EntryChanged, EntryLogged, TargetPut
from handlers.team import api as team_api

CRON = "1 0 * * *"  # a new month begins, targets come into force


def set_up(ctx: Ctx) -> None:
    """A daily schedule for each time zone there is."""
    for zone in team_api.zones(ctx):
        _ensure(ctx, zone)


def to_refresh(scene: Scene, firing: Firing) -> Iterable[Work]:
    """The board that changed, or all of the zone."""
    boards = (firing.subject,) if firing.subject is not None else service.boards(scene, firing.zone)
    return tuple(Work(str(board), board) for board in boards)


def refresh(ctx: Ctx, board_id: Any) -> None:
    """Brings one of them up to date."""
    service.refresh(ctx, board_id)


def _on_membership(ctx: Ctx, event: team_api.MembershipChanged) -> None:
    _ensure(ctx, team_api.get(ctx, event.team).zone)


def _on_moved(ctx: Ctx, event: team_api.TeamMoved) -> None:
    _ensure(ctx, team_api.get(ctx, event.team).zone)


def _ensure(ctx: Ctx, zone: str) -> None:
    ctx.schedules.ensure(f"{JOB}:{zone}", JOB, CRON, zone)


JOBS = (Job(JOB, to_refresh, refresh, settable=True),)
SUBSCRIPTIONS = (
    Subscription(EntryLogged, service.on_entry),
    Subscription(EntryChanged, service.on_entry),
    Subscription(TargetPut, service.on_target),
    Subscription(team_api.MembershipChanged, _on_membership),
    Subscription(team_api.TeamMoved, _on_moved),
)
