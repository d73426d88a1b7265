"""Revisions: asked for by whoever is answerable, decided by somebody else, in force from their own day on (K5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.goals import aims
from handlers.goals.cards import revisions as cards
from handlers.goals.cards.revisions import Shown
from handlers.goals.rules.revisions import LETTER, MOST_REMINDERS, PATIENCE_WORKDAYS, Revision, read_weight, within
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import Code, Day, Items, say
from handlers.kit.numbers import Quantity, in_unit
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Metric, Target
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.goals import MilestonePlan
from storage.models.goals import Revision as RevisionRow
from storage.repos import goals as repo
from storage.states import Cause, RevisionState, Right

JOB = "goal-remind"
REMIND_AT = time(9)


@dataclass(frozen=True, slots=True)
class Why:
    """What is said with a revision: the class of its cause, the reason, proof of it, and the day it is to hold from."""

    cause: Cause
    reason: str
    evidence: str | None
    since: date


# --- asking -------------------------------------------------------------------------------------


def ask_target(
    ctx: Ctx,
    metric: Metric,
    quantity: Quantity | None,
    percents: tuple[Decimal, ...] | None,
    why: Why,
    period: Period | None,
    asked: Person | Team | None,
) -> Shown:
    """Asks for another value or other milestones of a target."""
    target = _target(ctx, metric, period, asked, why.since)
    new = in_unit(quantity, metric.unit) if quantity is not None else None
    if new is None and percents is None:
        raise BadInput("value", say("goal-revise-what", example=Code("--milestones 20% 45%")))
    if new == target.value and percents is None:
        raise BadInput("value", say("goal-revise-same", value=kpi_api.figure(metric, target.value)))
    if percents is not None and target.period.kind != "year":
        raise BadInput("milestones", say("goal-period-year", bad=target.period.code))
    _require_within(why.since, target.period.first, target.period.last)
    row = RevisionRow(
        metric_id=metric.id, period=target.period.code, person_id=target.person, team_id=target.team,
        old_value=target.value if new is not None else None, new_value=new, cause=why.cause, reason=why.reason,
        evidence=why.evidence, valid_from=why.since, asked_by=ctx.actor.id, asked_at=ctx.now,
    )  # fmt: skip
    if percents is not None:
        before = repo.plans(ctx.session, target.period.year).get((metric.id, target.person, target.team))
        row.old_percents = [str(percent) for percent in before or ()]
        row.new_percents = [str(percent) for percent in percents]
    return _ask(ctx, row)


def ask_goal(ctx: Ctx, number: int, quantity: Quantity | None, weight: Quantity | None, why: Why) -> Shown:
    """Asks for another figure or another weight of a goal."""
    goal = aims.own(ctx, number)
    metric = kpi_api.metric(ctx, goal.metric_id) if goal.metric_id is not None else None
    if quantity is None and weight is None:
        raise BadInput("value", say("goal-revise-what-goal", example=Code("--weight 2")))
    if quantity is not None and (metric is None or goal.target is None):
        raise BadInput("value", say("goal-revise-no-figure", id=aims.ref(goal)), Code(f"/goal edit {aims.ref(goal)}"))
    if goal.first is not None and goal.due is not None:
        _require_within(why.since, goal.first, goal.due)
    heavy = read_weight(weight) if weight is not None else None
    old, was = aims.in_force(goal, repo.of_goals(ctx.session), why.since)
    row = RevisionRow(
        metric_id=goal.metric_id, goal_id=goal.id, team_id=goal.team_id,
        person_id=goal.owner_id if goal.team_id is None else None, cause=why.cause, reason=why.reason,
        evidence=why.evidence, valid_from=why.since, asked_by=ctx.actor.id, asked_at=ctx.now,
    )  # fmt: skip
    if quantity is not None and metric is not None:
        row.old_value, row.new_value = old, in_unit(quantity, metric.unit)
    if heavy is not None:
        row.old_weight, row.new_weight = was, heavy
    return _ask(ctx, row)


def _ask(ctx: Ctx, row: RevisionRow) -> Shown:
    """Stores it, tells those who may decide, and sees to it that they are reminded."""
    waiting = next((other for other in repo.waiting(ctx.session) if _same(other, row)), None)
    if waiting is not None:
        raise Refused(say("goal-revise-waiting", id=f"{LETTER}{waiting.id}"))
    repo.add(ctx.session, row)
    shown = view(ctx, row)
    deciding = approvers(ctx, row)
    for person in deciding:
        ctx.tell(person.id, cards.approver_card(shown), key=_key(row))
    for lead in sorted(set(_sharing(ctx, row)) - {person.id for person in deciding}):
        ctx.tell(lead, cards.heard_card(shown))
    _remind_later(ctx, row, 1)
    return shown


def _sharing(ctx: Ctx, row: RevisionRow) -> tuple[int, ...]:
    """The leads of teams that share a target but whoever asks: none changes it unheard by the other."""
    if row.team_id is None or not team_api.get(ctx, row.team_id).joint:
        return ()
    return tuple(lead.id for lead in team_api.leads(ctx, row.team_id) if lead.id != row.asked_by)


def _same(one: RevisionRow, other: RevisionRow) -> bool:
    mine, theirs = ((r.metric_id, r.period, r.person_id, r.team_id, r.goal_id) for r in (one, other))
    return mine == theirs


def _require_within(day: date, first: date, last: date) -> None:
    if not within(day, first, last):
        raise BadInput("from", say("goal-revise-outside", day=Day(day), first=Day(first), last=Day(last)))


def _target(scene: Scene, metric: Metric, period: Period | None, asked: Person | Team | None, day: date) -> Target:
    """The target meant: of the period named, else of the day's year, quarter or month, whichever has one."""
    periods = (period,) if period is not None else tuple(Period.of(k, day) for k in ("year", "quarter", "month"))
    seen: list[Target] = []
    for one in periods:
        found = [t for t in kpi_api.targets(scene, one, on=day) if t.metric.id == metric.id]
        seen += found
        meant = [t for t in found if (_is(t, asked) if asked is not None else _may_ask(scene, t))]
        if meant:
            return _one(scene, meant)
    if seen:
        whose = whose_name(scene, seen[0].person, seen[0].team)
        raise Refused(say("goal-revise-not-yours", who=asked.name if asked is not None else whose))
    example = Code(f"/kpi target {metric.name} 1000 --period {periods[0].code}")
    raise BadInput("name", say("goal-revise-none", metric=metric.name), example)


def _is(target: Target, asked: Person | Team) -> bool:
    return (target.person if isinstance(asked, Person) else target.team) == asked.id


def _one(scene: Scene, meant: list[Target]) -> Target:
    """The only one; of several the one of the team here, else one's own."""
    if not all(_may_ask(scene, target) for target in meant):
        raise Refused(say("goal-revise-not-yours", who=whose_name(scene, meant[0].person, meant[0].team)))
    if len(meant) == 1:
        return meant[0]
    channel = scene.place.channel
    here = team_api.team_of_channel(scene, channel) if channel is not None else None
    for target in meant:
        if here is not None and target.team == here.id:
            return target
    names = tuple(whose_name(scene, target.person, target.team) for target in meant)
    raise BadInput("for", say("goal-which", known=Items(names, any_of=True)), Code(f"--for {names[0]}"))


def _may_ask(scene: Scene, target: Target) -> bool:
    if target.team is not None:
        return team_api.leads_part(scene, team_api.get(scene, target.team))
    return target.person is not None and team_api.acts_for(scene, target.person)


# --- who decides --------------------------------------------------------------------------------


def approvers(scene: Scene, row: RevisionRow) -> tuple[Person, ...]:
    """Who may decide: managers, of a person's target their leads too; never who asked or whose target it is."""
    involved = {row.asked_by, row.person_id}
    leads: Iterable[Person] = ()
    if row.person_id is not None:
        teams = team_api.teams_of(scene, row.person_id)
        leads = (person for team in teams for person in team_api.leads(scene, team.id))
    everybody = scene.people.everybody()
    ranks = [
        [p for p in everybody if p.right is right and p.id not in involved] for right in (Right.MANAGER, Right.ADMIN)
    ]
    managers = next((rank for rank in ranks if rank), [])
    found = {person.id: person for person in (*leads, *managers) if person.id not in involved}
    return tuple(found.values())


def _require_decision(scene: Scene, row: RevisionRow) -> None:
    if scene.actor.id in (row.asked_by, row.person_id):
        raise Refused(say("goal-revise-own", id=f"{LETTER}{row.id}"))
    if scene.actor.right.includes(Right.MANAGER):
        return
    if row.person_id is None or not team_api.leads_person(scene, row.person_id):
        raise Refused(say("goal-revise-not-approver", id=f"{LETTER}{row.id}"))


def _find(scene: Scene, number: int) -> RevisionRow:
    row = repo.revision(scene.session, number)
    if row is None:
        raise BadInput("id", say("goal-revision-unknown", id=f"{LETTER}{number}"))
    return row


def _to_decide(ctx: Ctx, number: int) -> RevisionRow:
    row = _find(ctx, number)
    if row.state is not RevisionState.WAITING:
        decided = say(f"goal-revision-{row.state.value}", who=ctx.people.name(row.decided_by))
        raise Refused(say("goal-revision-over", id=f"{LETTER}{number}", decided=decided))
    _require_decision(ctx, row)
    return row


def decidable(scene: Scene) -> tuple[tuple[int, str], ...]:
    """What the actor may decide, for a form."""
    mine = (row for row in repo.waiting(scene.session) if scene.actor.id in {p.id for p in approvers(scene, row)})
    return tuple((row.id or 0, view(scene, row).revision.what) for row in mine)


# --- deciding -----------------------------------------------------------------------------------


def approve(ctx: Ctx, number: int) -> Shown:
    """Puts it in force from its day on, beside what held before."""
    row = _to_decide(ctx, number)
    if row.metric_id is not None and row.period is not None:
        _put(ctx, row, kpi_api.metric(ctx, row.metric_id), Period(row.period))
    return _decided(ctx, row, RevisionState.APPROVED, None)


def _put(ctx: Ctx, row: RevisionRow, metric: Metric, period: Period) -> None:
    person, team = row.person_id, row.team_id
    if row.new_value is not None:
        now = kpi_api.target_for(ctx, metric, period, on=row.valid_from, person=person, team=team)
        row.old_value = now.value if now is not None else row.old_value
        kpi_api.put_target(
            ctx, metric, period, row.new_value, note=row.reason, valid_from=row.valid_from, person=person, team=team
        )
    if row.new_percents is not None:
        plan = MilestonePlan(
            metric_id=metric.id, year=period.year, person_id=row.person_id, team_id=row.team_id, set_by=ctx.actor.id,
            set_at=ctx.now, valid_from=row.valid_from,
        )  # fmt: skip
        repo.add_plan(ctx.session, plan, [Decimal(percent) for percent in row.new_percents])


def reject(ctx: Ctx, number: int, reason: str) -> Shown:
    """Leaves everything as it is, and says why."""
    return _decided(ctx, _to_decide(ctx, number), RevisionState.REJECTED, reason)


def _decided(ctx: Ctx, row: RevisionRow, state: RevisionState, answer: str | None) -> Shown:
    row.state, row.decided_by, row.decided_at, row.answer = state, ctx.actor.id, ctx.now, answer
    repo.add(ctx.session, row)
    ctx.schedules.drop(f"{JOB}:{row.id}")
    shown = view(ctx, row)
    told = cards.decided_card(shown)
    ctx.update(_key(row), told)
    concerned = (row.asked_by, *((row.person_id,) if state is RevisionState.APPROVED else ()), *_sharing(ctx, row))
    for person in dict.fromkeys(concerned):
        if person is not None and person != ctx.actor.id:
            ctx.tell(person, told)
    if row.team_id is not None and state is RevisionState.APPROVED:
        for channel in team_api.channels_of(ctx, row.team_id):
            ctx.post(channel, told)
    return shown


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """What waits of a forgotten person's, asked by them or about their target, is withdrawn; who decides hears."""
    rows = [row for row in repo.waiting(ctx.session) if event.person in (row.asked_by, row.person_id)]
    told = [{*(person.id for person in approvers(ctx, row)), row.asked_by, *_sharing(ctx, row)} for row in rows]
    aims.let_go(ctx, event)
    for row, people in zip(rows, told, strict=True):
        row.state, row.decided_at = RevisionState.WITHDRAWN, ctx.now
        repo.add(ctx.session, row)
        ctx.schedules.drop(f"{JOB}:{row.id}")
        shown = cards.decided_card(view(ctx, row))
        ctx.update(_key(row), shown)
        for person in sorted(people - {event.person, ctx.actor.id}):
            ctx.tell(person, shown)


# --- reminding ----------------------------------------------------------------------------------


def remind(ctx: Ctx, number: int, count: int) -> None:
    """Asks those who may decide again; after the last time, tells whoever asked."""
    row = _find(ctx, number)
    if row.state is not RevisionState.WAITING:
        return
    shown = view(ctx, row)
    deciding = approvers(ctx, row)
    for person in deciding:
        ctx.tell(person.id, cards.approver_card(shown, reminder=True), key=_key(row))
    if count < MOST_REMINDERS:
        _remind_later(ctx, row, count + 1)
    elif deciding:
        ctx.tell(row.asked_by, cards.slow_card(shown))


def _remind_later(ctx: Ctx, row: RevisionRow, count: int) -> None:
    zone = ctx.org.zone
    day = ctx.calendar.add_workdays(ctx.now.astimezone(ZoneInfo(zone)).date(), PATIENCE_WORKDAYS)
    at = datetime.combine(day, REMIND_AT, ZoneInfo(zone)).astimezone(ctx.now.tzinfo)
    ctx.schedules.once(f"{JOB}:{row.id}", JOB, at, zone, payload={"id": row.id, "count": count})


# --- seeing -------------------------------------------------------------------------------------


def of_year(scene: Scene, year: int, targets: Iterable[Target]) -> tuple[Shown, ...]:
    """What was changed, or waits to be, of these targets of a year, oldest first."""
    wanted = {(t.metric.id, t.person, t.team) for t in targets}
    rows = repo.revisions(scene.session, f"{year:04}")
    return tuple(view(scene, row) for row in rows if (row.metric_id, row.person_id, row.team_id) in wanted)


def view(scene: Scene, row: RevisionRow) -> Shown:
    """A row with the names that belong to it."""
    assert row.id is not None
    metric = kpi_api.metric(scene, row.metric_id) if row.metric_id is not None else None
    whose = whose_name(scene, row.person_id, row.team_id)
    what = f"{aims.LETTER}{row.goal_id}" if metric is None or row.goal_id is not None else f"{whose} · {metric.name}"
    revision = Revision(
        row.id, what, metric.unit if metric else "number", Period(row.period) if row.period else None, row.goal_id,
        row.person_id, row.team_id, (row.old_value, row.new_value),
        (_percents(row.old_percents), _percents(row.new_percents)), (row.old_weight, row.new_weight), row.cause,
        row.reason, row.evidence, row.valid_from, row.state, row.asked_by, row.decided_by, row.answer,
    )  # fmt: skip
    decided_by = scene.people.name(row.decided_by) if row.decided_by is not None else None
    deciding = approvers(scene, row)
    return Shown(
        revision, scene.people.name(row.asked_by), decided_by, tuple(person.name for person in deciding),
        admins=all(person.right is Right.ADMIN for person in deciding),
    )  # fmt: skip


def whose_name(scene: Scene, person: int | None, team: int | None) -> str:
    """Whose a target is."""
    return team_api.get(scene, team).name if team is not None else scene.people.name(person)


def _percents(kept: list[str] | None) -> tuple[Decimal, ...] | None:
    return None if kept is None else tuple(map(Decimal, kept))


def _key(row: RevisionRow) -> str:
    return f"goal-revision:{row.id}"
