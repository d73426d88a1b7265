"""A standup's day: who is asked, when it ends, its one summary that changes in place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from handlers.kit.anonymity import floor_of
from handlers.kit.context import Ctx
from handlers.kit.messages import Card
from handlers.standup import rules, views
from handlers.standup.rules import Plan, Said, State, Summary
from handlers.standup.summary_cards import head_card, reply_card, whole_card
from handlers.team import api as team_api
from storage.models.standup import StandupEntry, StandupRun
from storage.repos import standup as repo

JOB_PROMPT = "standup-prompt"
JOB_CLOSE = "standup-close"


def begin(ctx: Ctx, plan: Plan, day: date) -> StandupRun:
    """The run of a day, made at the first prompt or answer."""
    floor = floor_of(len(team_api.members(ctx, plan.team))) if plan.mood else None
    return repo.begin_run(ctx.session, plan.id, day, ctx.now + plan.window, plan.asks.code, floor)


def refresh(ctx: Ctx, plan: Plan, run: StandupRun, answer: StandupEntry | None = None) -> None:
    """Brings a run up to date: its posted summary in place, a complete one posted, else the moment at which it ends.

    ``answer`` is what made a difference, where somebody's answer did.
    """
    made = views.entries(ctx, run)
    if run.posted_at is not None:
        _change(ctx, plan, run, made, answer)
        return
    known = views.standings_by(ctx, plan, run.day, made)
    if rules.complete(standing.state for standing in known if standing.counts):
        _post(ctx, plan, run, views.summary(ctx, plan, run, _seated(ctx, made)))
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
    summary = views.summary(ctx, plan, run, _seated(ctx, views.entries(ctx, run)))
    if summary.said or summary.missing:
        _post(ctx, plan, run, summary)


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


def _seated(ctx: Ctx, made: Sequence[StandupEntry]) -> Sequence[StandupEntry]:
    """The same entries, each answer with the number of the reply that tells it."""
    said = views.answered(made)
    for entry, reply in zip(said, rules.seats([entry.reply for entry in said]), strict=True):
        entry.reply = reply
        ctx.session.add(entry)
    return made


def _post(ctx: Ctx, plan: Plan, run: StandupRun, summary: Summary) -> None:
    card, head, key = whole_card(summary), head_card(summary), _posted_key(run)
    if plan.channel is not None:
        ctx.post(plan.channel, card, key=key, head=head)
    else:
        team_api.post(ctx, plan.team, card, key=key, head=head)
    ctx.reply(key, _replies(summary, {said.reply for said in summary.said}))
    run.posted_at = ctx.now
    repo.save_run(ctx.session, run)
    ctx.schedules.drop(_close_key(run))


def _change(ctx: Ctx, plan: Plan, run: StandupRun, made: Sequence[StandupEntry], answer: StandupEntry | None) -> None:
    """The posted summary is another now, and so is the reply that tells an answer."""
    summary = views.summary(ctx, plan, run, _seated(ctx, made))
    ctx.update(_posted_key(run), whole_card(summary), head=head_card(summary))
    if answer is not None:
        ctx.reply(_posted_key(run), _replies(summary, {answer.reply}))


def _replies(summary: Summary, numbers: Collection[int | None]) -> Mapping[str, Card]:
    """What the thread says, by the numbers of its replies."""
    groups: dict[int, list[Said]] = {}
    for said in summary.said:
        if said.reply is not None and said.reply in numbers:
            groups.setdefault(said.reply, []).append(said)
    return {str(number): reply_card(summary.asks, groups[number]) for number in sorted(groups)}


def _posted_key(run: StandupRun) -> str:
    return f"standup:{run.id}"


def _close_key(run: StandupRun) -> str:
    return f"{JOB_CLOSE}:{run.id}"
