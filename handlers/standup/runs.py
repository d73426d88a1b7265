"""A standup's day: who is asked, when it ends, its one summary that changes in place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.kit.anonymity import floor_of
from handlers.kit.context import Ctx
from handlers.standup import cards, rules, views
from handlers.standup.rules import Plan, State
from handlers.team import api as team_api
from storage.models.standup import StandupRun
from storage.repos import standup as repo

JOB_PROMPT = "standup-prompt"
JOB_CLOSE = "standup-close"


def begin(ctx: Ctx, plan: Plan, day: date) -> StandupRun:
    """The run of a day, made at the first prompt or answer."""
    floor = floor_of(len(team_api.members(ctx, plan.team))) if plan.mood else None
    return repo.begin_run(ctx.session, plan.id, day, ctx.now + plan.window, plan.asks.code, floor)


def refresh(ctx: Ctx, plan: Plan, run: StandupRun) -> None:
    """Brings a run up to date: its posted summary in place, a complete one posted, else the moment at which it ends."""
    if run.posted_at is not None:
        ctx.update(_posted_key(run), cards.summary_card(views.summary(ctx, plan, run)))
        return
    made = views.entries(ctx, run)
    known = views.standings_by(ctx, plan, run.day, made)
    if rules.complete(standing.state for standing in known if standing.counts):
        _post(ctx, plan, run)
        return
    free = {standing.person.id for standing in known if standing.optional}
    moments = [standing.moment for standing in known if standing.state is State.COMING and not standing.optional]
    moments += [e.prompted_at for e in made if e.prompted_at is not None and e.person_id not in free]
    moments = moments or [e.prompted_at for e in made if e.prompted_at is not None]
    run.closes_at = rules.closing(plan.window, moments, ctx.now)
    repo.save_run(ctx.session, run)
    ctx.schedules.once(_close_key(run), JOB_CLOSE, run.closes_at, "UTC", subject=run.id)


def close(ctx: Ctx, run_id: int) -> None:
    """Posts what there is at the end of the window, however many are missing; once."""
    run = repo.run(ctx.session, run_id)
    plan = views.plan(ctx, run.standup_id) if run is not None else None
    if run is None or plan is None or run.posted_at is not None or ctx.now < run.closes_at:
        return
    summary = views.summary(ctx, plan, run)
    if summary.said or summary.missing:
        _post(ctx, plan, run)


def recent(ctx: Ctx, plan: Plan) -> Iterator[StandupRun]:
    """The runs that may still be going on somewhere on earth."""
    for row in repo.runs_since(ctx.session, plan.id, ctx.now.date() - timedelta(days=1)):
        run = repo.run(ctx.session, row.id or 0)
        if run is not None:
            yield run


def excuse(ctx: Ctx, run: StandupRun, person_id: int, *, excused: bool = True) -> bool:
    """Waits for somebody no longer, or again; whether that makes a difference."""
    entry = repo.entry(ctx.session, run.id or 0, person_id)
    if entry is None or entry.prompted_at is None or entry.answered_at is not None or entry.excused is excused:
        return False
    if excused and entry.question_id is not None:
        ctx.unask(entry.question_id)
    entry.excused = excused
    repo.save_entry(ctx.session, entry)
    return True


def end(ctx: Ctx, run: StandupRun) -> None:
    """Ends a run without a summary, its questions with it."""
    ctx.schedules.drop(_close_key(run))
    for entry in views.entries(ctx, run):
        if entry.question_id is not None:
            ctx.unask(entry.question_id)


def _post(ctx: Ctx, plan: Plan, run: StandupRun) -> None:
    card, key = cards.summary_card(views.summary(ctx, plan, run)), _posted_key(run)
    if plan.channel is not None:
        ctx.post(plan.channel, card, key=key)
    else:
        team_api.post(ctx, plan.team, card, key=key)
    run.posted_at = ctx.now
    repo.save_run(ctx.session, run)
    ctx.schedules.drop(_close_key(run))


def _posted_key(run: StandupRun) -> str:
    return f"standup:{run.id}"


def _close_key(run: StandupRun) -> str:
    return f"{JOB_CLOSE}:{run.id}"
