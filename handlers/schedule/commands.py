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

    def board(ctx: Ctx, _args: NoArgs) -> Card:
        return cards.board_card(service.board(ctx, jobs), ctx.zone)

    def show(ctx: Ctx, args: Which) -> Card:
        return cards.shown_card(service.show(ctx, jobs, args.job), jobs, ctx.zone)

    def preview(ctx: Ctx, args: Move) -> Card:
        entries = service.preview(ctx, jobs, args.job, args.at)
        return cards.preview_card(entries, jobs, ctx.zone, f"/schedule set {args.job} {args.at:%H:%M}")

    def skip(ctx: Ctx, args: Which) -> Card:
        return cards.skipped_card(service.skip(ctx, jobs, args.job), jobs, ctx.zone)

    def run(ctx: Ctx, args: Which) -> Card:
        return cards.run_card(service.run_now(ctx, jobs, args.job), jobs)

    def history(scene: Scene, _args: NoArgs) -> Card:
        return cards.history_card(service.history(scene), scene.zone)

    def pause(ctx: Ctx, args: Which) -> Card:
        return cards.paused_card(service.pause(ctx, jobs, args.job), jobs)

    def resume(ctx: Ctx, args: Which) -> Card:
        return cards.running_card(service.resume(ctx, jobs, args.job), jobs, ctx.zone)

    def move(ctx: Ctx, args: Move) -> Card:
        return cards.running_card(service.move(ctx, jobs, args.job, args.at), jobs, ctx.zone, args.at)

    admin = Right.ADMIN
    return (
        Command(SCHEDULE, board, "writes", right=admin),
        Command(SCHEDULE, board, "writes", Word("list", ("列表", "查看"), ("清單", "檢視")), right=admin),
        Command(SCHEDULE, show, "writes", Word("show", ("详情",), ("詳情",)), Which, "form", admin),
        Command(SCHEDULE, move, "writes", Word("set", ("设置", "设定"), ("設定",)), Move, "form", admin),
        Command(SCHEDULE, preview, "writes", Word("preview", ("预览",), ("預覽",)), Move, "form", admin),
        Command(SCHEDULE, skip, "writes", Word("skip", ("跳过",), ("跳過", "略過")), Which, "form", admin),
        Command(SCHEDULE, run, "writes", Word("run", ("运行", "执行"), ("執行",)), Which, "form", admin),
        Command(SCHEDULE, history, "reads", Word("history", ("记录",), ("紀錄",)), right=admin),
        Command(SCHEDULE, pause, "writes", Word("pause", ("暂停",), ("暫停",)), Which, "form", admin),
        Command(SCHEDULE, resume, "writes", Word("resume", ("恢复", "继续"), ("恢復", "繼續")), Which, "form", admin),
    )
