"""What administrators do with schedules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.feature import Job
from handlers.kit.messages import Code, Items, say
from handlers.kit.schedules import listed
from handlers.schedule.cards import Board, job_name, list_button
from handlers.schedule.rules import Entry, at_time, jobs_meant, summed_up
from storage.models.timing import Schedule

Jobs = Mapping[str, Job]


def board(scene: Scene, jobs: Jobs) -> Board:
    """All that runs by the clock: what recurs one by one, the rest summed up."""
    rows = listed(scene.session)
    recurring = tuple(entry(scene, jobs, row) for row in rows if row.cron is not None)
    once = [(row.job, row.next_at) for row in rows if row.cron is None and row.next_at is not None]
    return Board(recurring, summed_up(once), frozenset(jobs))


def pause(ctx: Ctx, jobs: Jobs, text: str) -> tuple[Entry, ...]:
    """Pauses the schedules meant; those that were running."""
    running = [row for row in meant(ctx, text) if not row.paused]
    if not running:
        raise Refused(say("schedule-paused-already"), (list_button(),))
    for row in running:
        ctx.schedules.pause(row)
    return tuple(entry(ctx, jobs, row) for row in running)


def resume(ctx: Ctx, jobs: Jobs, text: str) -> tuple[Entry, ...]:
    """Resumes the schedules meant; those that were paused."""
    paused = [row for row in meant(ctx, text) if row.paused]
    if not paused:
        raise Refused(say("schedule-running-already"), (list_button(),))
    for row in paused:
        ctx.schedules.resume(row)
    return tuple(entry(ctx, jobs, row) for row in paused)


def move(ctx: Ctx, jobs: Jobs, text: str, at: time) -> tuple[Entry, ...]:
    """Moves the schedules meant to another time of day."""
    moved: list[Schedule] = []
    for row in meant(ctx, text):
        job = jobs.get(row.job)
        cron = at_time(row.cron or "", at)
        if job is None or not job.settable or cron is None:
            raise Refused(say("schedule-set-elsewhere", job=job_name(row.job, jobs)), (list_button(),))
        moved.append(ctx.schedules.every(row.key, row.job, cron, row.zone, row.subject, row.payload))
    return tuple(entry(ctx, jobs, row) for row in moved)


def meant(scene: Scene, text: str) -> Sequence[Schedule]:
    """The recurring schedules that a number, a key or a job's name stands for; ``BadInput`` when there is none."""
    rows = [row for row in listed(scene.session) if row.cron is not None]
    exact = [row for row in rows if text.lstrip("#") == str(row.id) or text == row.key]
    named = jobs_meant(text, dict.fromkeys(row.job for row in rows))
    if exact or len(named) == 1:
        return exact or [row for row in rows if row.job == named[0]]
    known = Items(tuple(Code(job) for job in named or dict.fromkeys(row.job for row in rows)), any_of=True)
    if not known.parts:
        raise Refused(say("schedule-none"))
    raise BadInput("job", say("schedule-unknown", bad=text, known=known), buttons=(list_button(),))


def entry(scene: Scene, jobs: Jobs, row: Schedule) -> Entry:
    """A schedule as it is shown."""
    assert row.id is not None
    job = jobs.get(row.job)
    about = job.about(scene, row.subject) if job and job.about and row.subject is not None else None
    return Entry(row.id, row.job, about, row.zone, row.next_at, row.paused)
