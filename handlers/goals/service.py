"""What happens to milestones: set by those who set the targets, checked when a month has ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handlers.goals.cards import milestones as cards
from handlers.goals.cards import notes
from handlers.goals.rules.milestones import MONTHS, Aim, Course, Row, Start, Verdict, forecast_by_day, forecast_by_month
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Button, Code, Items, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Metric, Target
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.goals import MilestoneConfirmed, MilestonePlan
from storage.repos import goals as repo
from storage.states import Better, Combine, Right

COACHING_WORKDAYS = 5  # from the check to the talk

# --- setting milestones -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whose target is meant: a person's or a team's."""

    name: str
    person: int | None = None
    team: int | None = None


def set_milestones(
    ctx: Ctx, metric: Metric, percents: tuple[Decimal, ...], year: int, asked: Person | Team | None
) -> cards.Plan:
    """Sets the milestones of a yearly target; a person whose they are hears of it."""
    subject = _subject(ctx, metric, year, asked)
    plan = MilestonePlan(
        metric_id=metric.id, year=year, person_id=subject.person, team_id=subject.team, set_by=ctx.actor.id,
        set_at=ctx.now,
    )  # fmt: skip
    repo.add_plan(ctx.session, plan, percents)
    period = Period(f"{year:04}")
    target = kpi_api.target_for(ctx, metric, period, person=subject.person, team=subject.team)
    aim = aim_of(metric, target.value) if target else None
    made = cards.Plan(subject.name, metric.name, metric.unit, year, Course.of(percents), aim)
    if subject.person is not None and subject.person != ctx.actor.id:
        ctx.tell(subject.person, cards.plan_told_card(made, ctx.actor.name))
    return made


def _subject(scene: Scene, metric: Metric, year: int, asked: Person | Team | None) -> _Subject:
    """Whose target: the one named, the one of the team here, or the only one that the actor may set."""
    if isinstance(asked, Person):
        if not team_api.leads_person(scene, asked.id):
            raise Refused(say("goal-lead-only", who=asked.name))
        return _Subject(asked.name, person=asked.id)
    if asked is not None:
        team_api.require_lead(scene, asked)
        return _Subject(asked.name, team=asked.id)
    theirs = [t for t in kpi_api.yearly_targets(scene, year) if t.metric.id == metric.id and _sets(scene, t)]
    here = _team_here(scene)
    if len(theirs) == 1 and (here is None or theirs[0].team in (here.id, None)):
        return _Subject(whose_of(scene, theirs[0]), theirs[0].person, theirs[0].team)
    if theirs and (here is None or here.id not in [t.team for t in theirs]):
        names = tuple(whose_of(scene, target) for target in theirs)
        raise BadInput("for", say("goal-which", known=Items(names, any_of=True)), Code(f"--for {names[0]}"))
    team = team_api.team_here(scene, None)
    team_api.require_lead(scene, team)
    return _Subject(team.name, team=team.id)


def _team_here(scene: Scene) -> Team | None:
    try:
        return team_api.team_here(scene, None)
    except (BadInput, Refused):  # none, or more than one: the target decides
        return None


def _sets(scene: Scene, target: Target) -> bool:
    """Whether the actor sets a target and its milestones: one of several teams, whoever leads all of them."""
    return team_api.leads_team(scene, target.team) if target.team is not None else _may_set(scene, target)


def _may_set(scene: Scene, target: Target) -> bool:
    """Whether the actor is answerable for a target: one of several teams, a lead of any of them."""
    if target.team is not None:
        return team_api.leads_part(scene, team_api.get(scene, target.team))
    return target.person is not None and team_api.leads_person(scene, target.person)


# --- checking -----------------------------------------------------------------------------------


def subjects(scene: Scene, year: int) -> Mapping[str, str]:
    """Who is to be checked for a year: ``team:3``, or ``person:5`` of somebody in no team; with their time zone."""
    return {subject: zone for subject, zone, _ in _by_subject(scene, year)}


def post_check(ctx: Ctx, subject: str, month: Period) -> None:
    """Checks a month for a subject and posts the result, once: to a team, or to a person who is in none."""
    kind, _, number = subject.partition(":")
    targets = [target for found, _, target in _by_subject(ctx, month.year, month.last) if found == subject]
    rows = month_rows(ctx, targets, month)
    if not rows or not repo.claim_check(ctx.session, subject, month.code, ctx.now):
        return
    if kind == "team":
        team = team_api.get(ctx, int(number))
        told = tuple(row for row in rows if not row.private)
        if told:
            card = cards.check_card(cards.Check(month, told, starts(ctx, told, team), team.name))
            team_api.post(ctx, team.id, card, key=f"goal-check:{subject}:{month.code}")
        _note(ctx, team, month, rows)
    else:
        begun = starts(ctx, rows, None)
        ctx.tell(int(number), cards.check_card(cards.Check(month, rows, begun)))
        _tell_managers_of(ctx, rows[0].whose, month, begun)


def _note(ctx: Ctx, team: Team, month: Period, rows: Sequence[Row]) -> None:
    """Privately: to each owner how they stand, to the leads what lags; both are asked for the month that begins."""
    coming = month.next()
    due = month_rows(ctx, [t for found, _, t in _by_subject(ctx, coming.year) if found == f"team:{team.id}"], coming)
    for person in dict.fromkeys(row.person for row in rows if row.person is not None):
        own, ahead = ([row for row in some if row.person == person] for some in (rows, due))
        ctx.tell(person, notes.own_card(month, tuple(own), tuple(ahead)))
    lagging = starts(ctx, rows, team)
    leads = team_api.leads(ctx, team.id)
    for lead in leads:
        ctx.tell(lead.id, notes.lead_card(team.name, month, lagging, due))
    _tell_managers_of(ctx, team.name, month, lagging, leads)


def _tell_managers_of(
    ctx: Ctx, whose: str, month: Period, lagging: Sequence[Start], leads: Sequence[Person] = ()
) -> None:
    """Whoever leads a team, or is in none, is coached by who manages: they are told of those who lag."""
    for manager in team_api.managers(ctx):
        theirs = tuple(start for start in lagging if start.coach == manager.name and start.row.person is not None)
        if theirs and manager not in leads:
            ctx.tell(manager.id, notes.lead_card(whose, month, theirs, ()))


def tell_managers(ctx: Ctx, month: Period) -> None:
    """Tells managers, once, which teams lag and which are ahead: shifting resources is theirs to decide."""
    targets = [t for t in kpi_api.yearly_targets(ctx, month.year, on=month.last) if t.team is not None]
    rows = month_rows(ctx, targets, month)
    lagging = [row for row in rows if row.verdict is Verdict.LAGGING]
    if not lagging or not repo.claim_check(ctx.session, "managers", month.code, ctx.now):
        return
    ahead = [row for row in rows if row.verdict is Verdict.ON_TRACK]
    due = ctx.calendar.add_workdays(ctx.today, COACHING_WORKDAYS)
    for manager in team_api.managers(ctx):
        ctx.tell(manager.id, notes.resources_card(month, lagging, ahead, due, manager.name))


def confirm(ctx: Ctx, metric: Metric | None, asked: Person | Team | None) -> tuple[Period, tuple[Row, ...]]:
    """Confirms this month's milestones: of the targets named, else of all that are the actor's to confirm."""
    month = Period.of("month", ctx.today)
    mine = [t for t in visible(ctx, month.year) if _may_set(ctx, t) or t.person == ctx.actor.id]
    meant = [t for t in mine if (metric is None or t.metric.id == metric.id) and (asked is None or _meant(t, asked))]
    if not meant:
        raise Refused(say("goal-confirm-none"), (Button(say("cmd-goal-list"), "/goal list"),))
    there = repo.confirmed(ctx.session, month.code)
    for target in meant:
        if (target.metric.id, target.person, target.team) not in there:
            row = MilestoneConfirmed(
                metric_id=target.metric.id, month=month.code, person_id=target.person, team_id=target.team,
                by_id=ctx.actor.id, at=ctx.now,
            )  # fmt: skip
            repo.add(ctx.session, row)
    return month, month_rows(ctx, meant, month)


def _meant(target: Target, asked: Person | Team) -> bool:
    return (target.person if isinstance(asked, Person) else target.team) == asked.id


def confirmations(scene: Scene, rows: Iterable[Row]) -> tuple[tuple[Row, str], ...]:
    """Which of these milestones were confirmed for this month, and by whom."""
    there = repo.confirmed(scene.session, Period.of("month", scene.today).code)
    return tuple((row, scene.people.name(there[row.key])) for row in rows if row.key in there)


def month_rows(scene: Scene, targets: Iterable[Target], month: Period) -> tuple[Row, ...]:
    """Targets beside the milestone of a month that ended."""
    number = month.first.month
    return tuple(
        _row(scene, target, course, month.last, course.at(number))
        for target, course in with_course(scene, targets, month.year, month.last)
    )


def running_rows(scene: Scene, targets: Iterable[Target], year: int, today: date) -> tuple[Row, ...]:
    """Targets beside where they should be today, evenly within the month; of another year, beside its end."""
    day = min(max(today, date(year, 1, 1)), date(year, MONTHS, 31))
    ahead = today.year < year
    return tuple(
        _row(scene, target, course, day, Fraction(0) if ahead else course.on(day), by_day=day == today)
        for target, course in with_course(scene, targets, year, day)
    )


def starts(scene: Scene, rows: Iterable[Row], team: Team | None) -> tuple[Start, ...]:
    """What each lagging target starts: a talk of the lead with the person, or the lead's plan for the team's own."""
    due = scene.calendar.add_workdays(scene.today, COACHING_WORKDAYS)
    leads = team_api.leads(scene, team.id) if team else ()
    coaches = (*leads, *team_api.managers(scene))
    return tuple(
        Start(row, next((c.name for c in coaches if c.id != row.person), None), due)
        for row in rows
        if row.verdict is Verdict.LAGGING
    )


def visible(scene: Scene, year: int, on: date | None = None) -> tuple[Target, ...]:
    """The yearly targets that the actor may see: their own, their teams' and team mates', all for a manager."""
    targets = tuple(target for target in kpi_api.yearly_targets(scene, year, on=on) if _active(scene, target))
    if scene.actor.right.includes(Right.MANAGER):
        return targets
    teams = team_api.counted_for(scene, scene.actor.id)
    people = frozenset(team_api.mates(scene))
    return tuple(
        target
        for target in targets
        if target.team in teams
        or (target.person in people and not (target.private and not team_api.acts_for(scene, target.person or 0)))
    )


def own_check(scene: Scene) -> cards.OwnCheck:
    """The check of the month that ended and the running month's pace, of what the actor may see."""
    today = scene.today
    ended = Period.of("month", today).previous()
    rows = month_rows(scene, visible(scene, ended.year, ended.last), ended)
    check = cards.Check(ended, rows, _own_starts(scene, rows)) if rows else None
    running = running_rows(scene, visible(scene, today.year), today.year, today)
    return cards.OwnCheck(check, running, today, scene.actor.right.includes(Right.LEAD))


def _own_starts(scene: Scene, rows: Sequence[Row]) -> tuple[Start, ...]:
    """The same for rows of several teams: each person's by the lead of the team they are in."""
    teams = {team.name: team for team in (*team_api.all_teams(scene), *team_api.joints(scene))}
    homes = team_api.homes(scene)
    found: list[Start] = []
    for row in rows:
        home = teams.get(row.whose) if row.person is None else homes.get(row.person)
        found += starts(scene, (row,), home)
    return tuple(found)


# --- targets ------------------------------------------------------------------------------------


def with_course(scene: Scene, targets: Iterable[Target], year: int, on: date) -> tuple[tuple[Target, Course], ...]:
    """Targets with their milestones as they are in force on a day, those of teams first."""
    plans = repo.plans(scene.session, year, on)
    ordered = sorted(targets, key=lambda t: (t.team is None, t.team or t.person or 0, t.id))
    found: list[tuple[Target, Course]] = []
    for target in ordered:
        typed = plans.get((target.metric.id, target.person, target.team))
        found.append((target, Course() if typed is None else Course.of(typed)))
    return tuple(found)


def _row(scene: Scene, target: Target, course: Course, last: date, share: Fraction, *, by_day: bool = False) -> Row:
    """A target with what was reached from the year's beginning to a day."""
    metric, aim = target.metric, aim_of(target.metric, target.value)
    first = date(last.year, 1, 1)
    actual = kpi_api.actual_between(scene, metric, first, last, person=target.person, team=target.team)
    forecast = forecast_by_day(aim, actual, last) if by_day else forecast_by_month(aim, actual, last.month)
    key = (metric.id, target.person, target.team)
    whose = whose_of(scene, target)
    return Row(
        whose, target.person, metric.name, metric.unit, aim, course, share, actual, forecast, key, target.private
    )  # fmt: skip


def aim_of(metric: Metric, value: Decimal) -> Aim:
    """A target as its arithmetic needs it."""
    return Aim(value, metric.combine is Combine.SUM, metric.better is Better.LOWER)


def whose_of(scene: Scene, target: Target) -> str:
    """Whose target it is, by name."""
    return team_api.get(scene, target.team).name if target.team is not None else scene.people.name(target.person)


def _active(scene: Scene, target: Target) -> bool:
    return target.person is None or scene.people.get(target.person).active


def _by_subject(scene: Scene, year: int, on: date | None = None) -> Iterator[tuple[str, str, Target]]:
    """The yearly targets with whom each is checked: its team, a person's first, else the person; and their zone."""
    return by_home(scene, kpi_api.yearly_targets(scene, year, on=on))


def by_home(scene: Scene, targets: Iterable[Target]) -> Iterator[tuple[str, str, Target]]:
    """Targets of active people and of teams, with whom they are told with (a joint one: each part) and its zone."""
    homes = team_api.homes(scene)
    for target in targets:
        if not _active(scene, target):
            continue
        if target.team is not None:
            for team in team_api.parts(scene, team_api.get(scene, target.team)):
                yield f"team:{team.id}", team.zone, target
        elif (home := homes.get(target.person or 0)) is not None:
            yield f"team:{home.id}", home.zone, target
        else:
            yield f"person:{target.person}", scene.org.zone, target
