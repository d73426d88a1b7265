"""What administrators do with schedules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handlers.kit import records
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.feature import Job
from handlers.kit.messages import Code, Items, say
from handlers.kit.schedules import listed
from handlers.schedule.cards import Board, job_name, list_button
from handlers.schedule.rules import Entry, at_time, jobs_meant, summed_up
from storage.models.timing import Schedule

Jobs = Mapping[str, Job]


TIMES = 5  # how many of the next times are shown
CHANGES = (
    "schedule-set",
    "schedule-pause",
    "schedule-resume",
    "schedule-skip",
    "schedule-run",
    "standup-set",
    "standup-off",
    "team-tz",
)


def board(scene: Ctx, jobs: Jobs) -> Board:
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
    """Resumes the schedules meant; those that were paused, or to skip a time."""
    paused = [row for row in meant(ctx, text) if row.paused or (row.skip_until or ctx.now) > ctx.now]
    if not paused:
        raise Refused(say("schedule-running-already"), (list_button(),))
    for row in paused:
        ctx.schedules.resume(row)
    return tuple(entry(ctx, jobs, row) for row in paused)


def skip(ctx: Ctx, jobs: Jobs, text: str) -> tuple[tuple[Entry, datetime], ...]:
    """Leaves out the next time of the schedules meant; each with the time that is left out (UTC)."""
    skipped: list[tuple[Entry, datetime]] = []
    for row in meant(ctx, text):
        before = entry(ctx, jobs, row)
        if row.paused or not before.coming:
            raise Refused(say("schedule-skip-nothing", job=job_name(row.job, jobs)), (list_button(),))
        ctx.schedules.skip(row, before.coming[0])
        skipped.append((entry(ctx, jobs, row), before.coming[0]))
    return tuple(skipped)


def run_now(ctx: Ctx, jobs: Jobs, text: str) -> tuple[Entry, ...]:
    """Runs the schedules meant once more, at once; on a day on which they have nothing to do, that is refused."""
    rows = meant(ctx, text)
    for row in rows:
        if not _on(ctx, jobs, row)(ctx.now.astimezone(ZoneInfo(row.zone)).date()):
            raise Refused(say("schedule-run-not-today", job=job_name(row.job, jobs)), (list_button(),))
        ctx.schedules.now(row)
    return tuple(entry(ctx, jobs, row) for row in rows)


def move(ctx: Ctx, jobs: Jobs, text: str, at: time) -> tuple[Entry, ...]:
    """Moves the schedules meant to another time of day."""
    moved = [
        ctx.schedules.every(row.key, row.job, cron, row.zone, row.subject, row.payload)
        for row, cron in _moved(ctx, jobs, text, at)
    ]
    return tuple(entry(ctx, jobs, row) for row in moved)


def preview(ctx: Ctx, jobs: Jobs, text: str, at: time) -> tuple[Entry, ...]:
    """The schedules meant as they would be at another time of day; nothing is changed."""
    return tuple(entry(ctx, jobs, row, cron) for row, cron in _moved(ctx, jobs, text, at))


def _moved(scene: Scene, jobs: Jobs, text: str, at: time) -> list[tuple[Schedule, str]]:
    found: list[tuple[Schedule, str]] = []
    for row in meant(scene, text):
        job, cron = jobs.get(row.job), at_time(row.cron or "", at)
        if job is None or not job.settable or cron is None:
            raise Refused(say("schedule-set-elsewhere", job=job_name(row.job, jobs)), (list_button(),))
        found.append((row, cron))
    return found


def show(ctx: Ctx, jobs: Jobs, text: str) -> tuple[Entry, ...]:
    """The schedules meant."""
    return tuple(entry(ctx, jobs, row) for row in meant(ctx, text))


def history(scene: Scene) -> tuple[records.Deed, ...]:
    """Who changed what of it, the latest first."""
    return records.deeds(scene, commands=CHANGES)


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


def entry(scene: Ctx, jobs: Jobs, row: Schedule, cron: str | None = None) -> Entry:
    """A schedule as it is shown, or as it would be with another cron."""
    assert row.id is not None
    job = jobs.get(row.job)
    about = job.about(scene, row.subject) if job and job.about and row.subject is not None else None
    coming = scene.schedules.coming(row, _on(scene, jobs, row), TIMES, cron)
    return Entry(row.id, row.job, about, row.zone, tuple(coming), row.paused)


def _on(scene: Scene, jobs: Jobs, row: Schedule) -> Callable[[date], bool]:
    """On which days a schedule may find something to do."""
    job = jobs.get(row.job)
    days = job.days if job is not None else None
    return (lambda day: days(scene, row.subject, day)) if days is not None else lambda _day: True
