"""``/schedule``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from handlers.kit.commands import Command, NoArgs, Word, arg
from handlers.kit.context import Ctx, Scene
from handlers.kit.kinds import CLOCK, Kind, token
from handlers.kit.messages import Card, Choice
from handlers.kit.schedules import listed
from handlers.schedule import cards, service
from handlers.schedule.service import Jobs
from storage.states import Right

SCHEDULE = Word("schedule", ("定时", "定时任务"), ("排程", "定時"))


class _Which:
    """A schedule by its number, or a job by its name."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        """The word at the start of a text, and the rest."""
        return token(text)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The recurring ones."""
        rows = (row for row in listed(scene.session) if row.cron is not None)
        return tuple(Choice(str(row.id), f"{row.id} {row.job} ({row.zone})") for row in rows)


WHICH: Kind[str] = _Which()


@dataclass(frozen=True)
class Which:
    """``JOB``: a number of the list, or a job's name."""

    job: str = arg(WHICH, "任务", "任務")


@dataclass(frozen=True)
class Move:
    """``JOB HH:MM``."""

    job: str = arg(WHICH, "任务", "任務")
    at: time = arg(CLOCK, "时间", "時間")


def commands(jobs: Jobs) -> tuple[Command, ...]:
    """The commands over these jobs."""

    def show(scene: Scene, _args: NoArgs) -> Card:
        return cards.board_card(service.board(scene, jobs), scene.zone)

    def pause(ctx: Ctx, args: Which) -> Card:
        return cards.paused_card(service.pause(ctx, jobs, args.job), jobs)

    def resume(ctx: Ctx, args: Which) -> Card:
        return cards.running_card(service.resume(ctx, jobs, args.job), jobs, ctx.zone)

    def move(ctx: Ctx, args: Move) -> Card:
        return cards.running_card(service.move(ctx, jobs, args.job, args.at), jobs, ctx.zone, args.at)

    admin = Right.ADMIN
    return (
        Command(SCHEDULE, show, "reads", right=admin),
        Command(SCHEDULE, show, "reads", Word("list", ("列表", "查看"), ("清單", "檢視")), right=admin),
        Command(SCHEDULE, move, "writes", Word("set", ("设置", "设定"), ("設定",)), Move, "form", admin),
        Command(SCHEDULE, pause, "writes", Word("pause", ("暂停",), ("暫停",)), Which, "form", admin),
        Command(SCHEDULE, resume, "writes", Word("resume", ("恢复", "继续"), ("恢復", "繼續")), Which, "form", admin),
    )
