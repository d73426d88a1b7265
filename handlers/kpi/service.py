"""What happens to metrics, entries and targets; every change keeps what was there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.kit.context import Ctx, Scene
from handlers.kit.directory import unnamed
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PeopleJoined, PersonForgotten
from handlers.kit.messages import Button, Code, Day, PeriodName, Run, say
from handlers.kit.numbers import Quantity, in_unit
from handlers.kit.people import FORGOTTEN, Person
from handlers.kit.periods import Period
from handlers.kpi import api, book, cards, histories, reports
from handlers.kpi.doubts import Doubt, doubts, unusual
from handlers.kpi.naming import require_in_use
from handlers.kpi.receipts import receipts
from handlers.kpi.rules import Metric, Target, added, fold, is_closed, open_until, stated
from handlers.kpi.views import Receipt, TargetSet, Whose
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.kpi import Entry, EntryChange
from storage.repos import kpi as repo
from storage.states import Combine, Dimension, EntryChangeKind

Named = Mapping[Dimension, str]
ADD, REPLACE, LEAVE = "add", "replace", "leave"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said along with a value: whose it is, its day (None: today), a note, its dimensions."""

    person: Person | None = None
    day: date | None = None
    note: str | None = None
    names: Named | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Values that are not stored before somebody says what is meant."""

    doubts: tuple[Doubt, ...]
    values: Sequence[tuple[Metric, Decimal]]
    said: Said


# --- logging, correcting, undoing -----------------------------------------------------------------


def log(
    ctx: Ctx, pairs: Iterable[tuple[Metric, Quantity]], said: Said, sure: str | None = None
) -> tuple[Receipt, ...] | Asked:
    """Logs values, all or none: one's own, or as a lead a member's, who then hears of each.

    Nothing is stored as long as one is doubtful and it is not said what shall be done: ``add`` it all the same,
    ``replace`` what is there, or ``leave`` that as it is.
    """
    values = [(metric, _value(ctx, metric, quantity)) for metric, quantity in pairs]
    person = said.person or ctx.actor
    day = said.day or ctx.today
    may_log(ctx, person, day, said.note)
    if sure == ADD:
        return _logged(ctx, values, said)
    found = doubts(ctx, person.id, day, values, said.names or {})
    if found and sure is None:
        return Asked(found, values, replace(said, person=person, day=day))
    there = {(doubt.metric.id, doubt.value): doubt.there for doubt in found if doubt.there is not None}
    new = [(metric, value) for metric, value in values if (metric.id, value) not in there]
    changed: tuple[Receipt, ...] = ()
    if sure == REPLACE:
        changed = tuple(
            _changed(ctx, entry, metric, EntryChangeKind.FIX, value, said.note)
            for metric, value in values
            if (entry := there.get((metric.id, value))) is not None and entry.value != value
        )
    return (*changed, *(_logged(ctx, new, said) if new else ()))


def may_log(scene: Scene, person: Person, day: date, note: str | None) -> None:
    """Refuses a value for somebody's day: to whom it is not theirs to log, and in a closed month."""
    team_api.require_for(scene, person)
    _require_open(scene, person.id, day, note)


def _logged(ctx: Ctx, values: Sequence[tuple[Metric, Decimal]], said: Said) -> tuple[Receipt, ...]:
    person, day = said.person or ctx.actor, said.day or ctx.today
    rows = [
        Entry(
            metric_id=metric.id, person_id=person.id, day=day, zone=ctx.zone, value=value, note=said.note,
            logged_by=ctx.actor.id, logged_at=ctx.now,
        )
        for metric, value in values
    ]  # fmt: skip
    for dimension, name in (said.names or {}).items():
        value_id = repo.dimension_value(ctx.session, dimension, fold(name), " ".join(name.split()))
        for row in rows:
            setattr(row, f"{dimension.value}_id", value_id)
    repo.add_entries(ctx.session, rows, [team.id for team in team_api.teams_of(ctx, person.id)])
    metrics, by = [metric for metric, _ in values], ctx.actor.name
    if person.id != ctx.actor.id:
        for receipt in receipts(ctx.seen_by(person.id), rows, metrics, by=by):
            ctx.tell(person.id, cards.logged_for_card(receipt))
    for row, metric in zip(rows, metrics, strict=True):
        ctx.publish(api.EntryLogged(row.id or 0, metric, person.id, day))
    return receipts(ctx, rows, metrics, by=by, dated=said.day is not None)


def _value(scene: Scene, metric: Metric, quantity: Quantity) -> Decimal:
    if metric.combine is Combine.RATIO:
        raise _ratio_refusal(scene, metric)
    require_in_use(metric)
    return in_unit(quantity, metric.unit)


def fix(ctx: Ctx, entry_id: int, quantity: Quantity, note: str | None, *, sure: bool = False) -> Receipt:
    """Corrects an entry's value, one's own or as a lead a member's; the old one is kept."""
    entry = repo.get_entry(ctx.session, entry_id)
    if entry is None:
        raise BadInput("id", say("kpi-no-entry", id=f"K{entry_id}"), Code("/kpi fix K12 15"))
    team_api.require_for(ctx, ctx.people.get(entry.person_id))
    if entry.value is None:
        raise Refused(say("kpi-entry-undone", id=f"K{entry_id}"))
    metric = api.metric(ctx, entry.metric_id)
    value = in_unit(quantity, metric.unit)
    if value == entry.value:
        raise BadInput("value", say("kpi-fix-same", id=f"K{entry_id}", value=stated(metric, value)))
    _require_open(ctx, entry.person_id, entry.day, note)
    usual = None if sure else unusual(ctx, entry.person_id, metric, entry.day, value)
    if usual is not None:
        yes = Button(say("kpi-sure-fix"), f"/kpi fix K{entry_id} {value:f} --sure add")
        raise Refused(cards.unusual(metric, value, usual), (yes,))
    return _changed(ctx, entry, metric, EntryChangeKind.FIX, value, note)


def undo(ctx: Ctx, note: str | None) -> Receipt:
    """Reverses one's own last log or correction; the next undo goes one further back."""
    last = repo.last_undoable(ctx.session, ctx.actor.id)
    if last is None:
        raise Refused(say("kpi-nothing-to-undo"))
    entry = repo.get_entry(ctx.session, last.entry_id)
    assert entry is not None
    team_api.require_for(ctx, ctx.people.get(entry.person_id))
    live = repo.live_change(ctx.session, last.entry_id)
    assert live is not None
    code = f"K{last.entry_id}"
    if live.id != last.id:
        fix_it = Button(say("cmd-kpi-fix"), f"/kpi fix {code}")
        raise Refused(say("kpi-changed-since", id=code, who=ctx.people.name(live.by_id)), (fix_it,))
    _require_open(ctx, entry.person_id, entry.day, note)
    metric = api.metric(ctx, entry.metric_id)
    return _changed(ctx, entry, metric, EntryChangeKind.UNDO, last.old, note, undoes=last.id)


def _changed(
    ctx: Ctx,
    entry: Entry,
    metric: Metric,
    kind: EntryChangeKind,
    new: Decimal | None,
    note: str | None,
    undoes: int | None = None,
) -> Receipt:
    """Writes a change beside the entry's others; whoever else the entry concerns hears of it."""
    assert entry.id is not None
    old = entry.value
    made = EntryChange(
        entry_id=entry.id, kind=kind, old=old, new=new, by_id=ctx.actor.id, at=ctx.now, note=note, undoes=undoes
    )
    repo.change(ctx.session, entry, made)
    for person_id in sorted({entry.person_id, entry.logged_by} - {ctx.actor.id}):
        theirs = ctx.seen_by(person_id)
        if team_api.sees(theirs, entry.person_id):  # whoever logged it may have left the team since
            (told,) = receipts(theirs, (entry,), (metric,), by=ctx.actor.name, old=old)
            ctx.tell(person_id, cards.changed_card(told))
    ctx.publish(api.EntryChanged(entry.id, metric, entry.person_id, entry.day))
    (receipt,) = receipts(ctx, (entry,), (metric,), by=ctx.actor.name, old=old)
    return receipt


def _ratio_refusal(scene: Scene, metric: Metric) -> BadInput:
    """A ratio is never logged itself: its two parts are, with a line to copy for each."""
    top, bottom = (book.metrics(scene)[part] for part in metric.parts)
    why = say("kpi-ratio-not-logged", name=metric.name, top=top.name, bottom=bottom.name)
    lines = Run((Code(f"/kpi log {top.name} 3"), " · ", Code(f"/kpi log {bottom.name} 12")))
    return BadInput("name", why, lines, (cards.log_button(top), cards.log_button(bottom)))


def _require_open(scene: Scene, person_id: int, day: date, note: str | None) -> None:
    """Refuses a change to a closed month, but to a lead with a note."""
    if Period.of("month", day).contains(scene.today) or not is_closed(day, scene.today, scene.calendar):
        return  # the running month needs no calendar
    month = reports.month_name(day)
    if not team_api.leads_person(scene, person_id):
        raise Refused(say("kpi-closed", month=month, last=Day(open_until(day, scene.calendar))))
    if not note:
        raise BadInput("note", say("kpi-closed-note", month=month), say("kpi-closed-example"))


# --- targets --------------------------------------------------------------------------------------


def set_target(
    ctx: Ctx,
    metric: Metric,
    quantity: Quantity,
    period: Period,
    subject: Person | tuple[Team, ...] | None,
    private: bool | None = None,
) -> TargetSet:
    """Sets a target of a team (by default the one here), of several together, or a person; that before is kept."""
    value = in_unit(quantity, metric.unit)
    if isinstance(subject, Person):
        if not team_api.leads_person(ctx, subject.id):
            raise Refused(say("kpi-target-lead-only", who=subject.name))
        person, team = subject.id, None
        whose = reports.of_person(ctx, subject.id)
    else:
        if private:
            raise BadInput("private", say("kpi-target-private-team"), Code("--for @bob --private yes"))
        here = _holding(ctx, subject)
        person, team = None, here.id
        whose = reports.of_team(here)
    before = replaced(ctx, metric, period, whose, value)
    put = api.put_target(ctx, metric, period, value, person=person, team=team, private=private)
    made = TargetSet(metric, period, whose, value, before, put.private)
    for one in holders(ctx, whose):
        ctx.tell(one, cards.target_told_card(made, ctx.actor.name))
    return made


def holders(ctx: Ctx, whose: Whose) -> tuple[int, ...]:
    """Whose target it is, apart from the actor: the person, or the leads of the team, of all teams that share it."""
    people = (whose.person,) if whose.person else [lead.id for lead in team_api.leads(ctx, whose.team or 0)]
    return tuple(person for person in people if person != ctx.actor.id)


def add_up(ctx: Ctx, metric: Metric, period: Period, asked: Team | None) -> tuple[TargetSet, tuple[Target, ...]]:
    """Sets a team's target to the sum of its people's, that of several to the sum of theirs; and what went in."""
    here = team_api.team_here(ctx, asked)
    team_api.require_lead(ctx, here)
    if metric.combine is not Combine.SUM:
        raise Refused(say("kpi-total-level", name=metric.name))
    teams = {part.id for part in team_api.parts(ctx, here)} if here.joint else set()
    people = {member.person.id for member in team_api.members(ctx, here.id)} if not here.joint else set()
    found = [
        t for t in api.targets(ctx, period) if t.metric.id == metric.id and (t.team in teams or t.person in people)
    ]
    if not found:
        why = say("kpi-total-none", name=metric.name, team=here.name, period=PeriodName(period.code))
        raise Refused(why, (Button(say("cmd-kpi-target"), f"/kpi target {metric.name}"),))
    value, whose = added([target.value for target in found]), reports.of_team(here)
    before = replaced(ctx, metric, period, whose, value)
    api.put_target(ctx, metric, period, value, team=here.id)
    made = TargetSet(metric, period, whose, value, before)
    for lead in holders(ctx, whose):
        ctx.tell(lead, cards.target_told_card(made, ctx.actor.name))
    return made, tuple(found)


def _holding(ctx: Ctx, teams: tuple[Team, ...] | None) -> Team:
    """The team whose target it is to be: of several one for all of them, which a lead of one cannot speak for."""
    if teams is None or len(teams) == 1:
        here = team_api.team_here(ctx, teams[0] if teams else None)
        team_api.require_lead(ctx, here)
        return here
    here = team_api.put_together(ctx, teams)
    team_api.require_lead(ctx, here)
    return here


def replaced(scene: Scene, metric: Metric, period: Period, whose: Whose, value: Decimal) -> Decimal | None:
    """What a target would take the place of; another figure needs a revision, unless it corrects one's own of today."""
    before = api.target_for(scene, metric, period, person=whose.person, team=whose.team)
    if before is None or before.value == value:
        return before.value if before else None
    (row,) = (
        row
        for row in repo.targets(
            scene.session, (period.code,), metric_ids=(metric.id,), person=whose.person, team=whose.team
        )
        if row.id == before.id
    )
    set_on = row.set_at.astimezone(ZoneInfo(scene.zone)).date()
    if row.valid_from is not None or row.set_by != scene.actor.id or set_on != scene.today:
        made = TargetSet(metric, period, whose, value, before.value)
        raise Refused(cards.target_holds(made), (cards.revise_button(made),))
    return before.value


# --- joining a team -------------------------------------------------------------------------------


def on_membership(ctx: Ctx, event: team_api.MembershipChanged) -> None:
    """What somebody logged before they were in any team counts for the first they join."""
    if event.team in {team.id for team in team_api.teams_of(ctx, event.person)}:
        repo.adopt_unassigned(ctx.session, event.person, event.team)


def on_joined(ctx: Ctx, event: PeopleJoined) -> None:
    """What two accounts logged is one person's."""
    for person in (event.kept, event.gone):
        repo.recount(ctx.session, person)


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """The notes somebody wrote are gone, and their name in others'; the figures stay."""
    repo.forget_words(ctx.session, event.person, event.name, FORGOTTEN, lambda text: unnamed(text, event.name))


def entry_choices(scene: Scene) -> tuple[tuple[int, str], ...]:
    """One's own newest entries, for a form."""
    views = histories.entry_views(scene, repo.entries_of(scene.session, scene.actor.id, 20), book.metrics(scene))
    return tuple((v.id, f"{v.metric.name} {v.value} ({v.day:%m-%d})") for v in views)
