"""What happens to alerts: set, checked as values come and as time passes, taken on, put off, removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from handlers.alerts import cards, views
from handlers.alerts.rules import Alert, Crossed, Judged, Rule, Watch, is_on, takes_floor
from handlers.alerts.views import Part
from handlers.kit.context import Ctx, Scene
from handlers.kit.directory import unnamed
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import Card, Code, say
from handlers.kit.people import Person
from handlers.kpi import api as kpi_api
from handlers.kpi.api import Metric
from handlers.team import api as team_api
from handlers.team.api import Team
from handlers.todo import api as todo_api
from storage.models.alerts import Alert as AlertRow
from storage.models.alerts import Crossing
from storage.repos import alerts as repo
from storage.states import Dimension

JOB_WAKE = "alert-wake"
On: TypeAlias = dict[Part, Crossing]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an alert is to watch: whose figure of which metric, when it speaks, by what, who looks after it."""

    metric: Metric
    subject: Person | Team | None
    rule: Rule
    by: Dimension | None
    owner: Person | None


@dataclass(frozen=True, slots=True)
class Made:
    """An alert as it is now, what of it is on at once, and whether it was there before."""

    alert: Alert
    on: int
    changed: bool


# --- setting, removing ----------------------------------------------------------------------------


def put(ctx: Ctx, wanted: Wanted) -> Made:
    """Sets an alert; one that watches the same on the same side is changed. It is checked at once."""
    if not wanted.rule.sound:
        raise BadInput("clear", say("alerts-clear-side"))
    if wanted.rule.floor is not None and not takes_floor(wanted.rule, wanted.metric):
        raise BadInput("floor", say("alerts-floor-level", name=wanted.metric.name))
    person, team = _subject(ctx, wanted.subject)
    row, changed = _row(ctx, wanted, person, team)
    rule = wanted.rule
    row.value, row.clear, row.floor = rule.limit, rule.clear, rule.floor
    if wanted.owner is not None or not changed:
        row.owner_id = (wanted.owner or ctx.actor).id
    repo.keep(ctx.session, row)
    alert = views.as_alert(ctx, row)
    if alert.owner is None:
        raise BadInput("owner", say("alerts-owner-outside", who=alert.owner_name, team=alert.whose))
    if alert.owner != ctx.actor.id and (wanted.owner is not None or not changed):
        ctx.tell(alert.owner, cards.given_card(alert, ctx.actor.name))
    return Made(alert, check(ctx, alert), changed)


def _subject(ctx: Ctx, subject: Person | Team | None) -> tuple[int | None, int | None]:
    """Whose figure: a person's (their own, or of somebody they lead), or a team's (of which they are a lead)."""
    if isinstance(subject, Person):
        team_api.require_for(ctx, subject)
        return subject.id, None
    team = team_api.team_here(ctx, subject)
    team_api.require_part(ctx, team)
    return None, team.id


def _row(ctx: Ctx, wanted: Wanted, person: int | None, team: int | None) -> tuple[AlertRow, bool]:
    rule = wanted.rule
    for row in repo.watching(ctx.session, (wanted.metric.id,)):
        same = (row.person_id, row.team_id, row.watched, row.side, row.every, row.dimension)
        if same == (person, team, rule.watched, rule.side, rule.every, wanted.by):
            return row, True
    made = AlertRow(
        metric_id=wanted.metric.id, person_id=person, team_id=team, owner_id=ctx.actor.id, watched=rule.watched,
        side=rule.side, value=rule.limit, every=rule.every, dimension=wanted.by, made_by=ctx.actor.id, made_at=ctx.now,
    )  # fmt: skip
    return made, False


def remove(ctx: Ctx, alert_id: int) -> Alert:
    """Ends an alert, whatever of it is on; its posts say so."""
    row = views.find(ctx, alert_id)
    alert = views.as_alert(ctx, row)
    views.require_change(ctx, alert)
    _end(ctx, row)
    return alert


def _end(ctx: Ctx, row: AlertRow) -> None:
    alert = views.as_alert(ctx, row)
    row.ended_at = ctx.now
    repo.keep(ctx.session, row)
    ctx.schedules.drop(_wake_key(alert))
    for one in repo.open_crossings(ctx.session, (alert.id,)):
        one.cleared_at = ctx.now
        repo.keep(ctx.session, one)
        _refresh(ctx, alert, one)


# --- checking -------------------------------------------------------------------------------------


def on_entry(ctx: Ctx, event: kpi_api.EntryLogged | kpi_api.EntryChanged) -> None:
    """Checks the alerts whose figure a logged or changed value may have moved."""
    rows = repo.watching(ctx.session, kpi_api.resting_on(ctx, event.metric))
    if not rows:
        return
    teams = team_api.counted_for(ctx, event.person)
    alerts = views.as_alerts(ctx, [row for row in rows if row.person_id == event.person or row.team_id in teams])
    on = _on(ctx, alerts)
    for alert in alerts:
        stretch = alert.rule.judged(alert.metric, views.today(ctx, alert))
        if stretch.contains(event.day) or stretch.previous().contains(event.day):
            check(ctx, alert, on[alert.id])


def turning(scene: Scene, zone: str) -> tuple[int, ...]:
    """The alerts of a time zone whose state time alone has changed; a retired metric has none."""
    alerts = views.as_alerts(scene, repo.every(scene.session))
    alerts = tuple(alert for alert in alerts if alert.zone == zone and not alert.metric.retired)
    on = _on(scene, alerts)
    return tuple(alert.id for alert in alerts if _turns(views.judged(scene, alert, on[alert.id]), on[alert.id]))


def check_one(ctx: Ctx, alert_id: int) -> None:
    """Checks an alert, if it is still there."""
    row = repo.get(ctx.session, alert_id)
    if row is not None:
        check(ctx, views.as_alert(ctx, row))


def check(ctx: Ctx, alert: Alert, known: On | None = None) -> int:
    """Judges an alert and tells what has changed, once a crossing; how many of its parts are on then."""
    on = known if known is not None else _on(ctx, (alert,))[alert.id]
    found = views.judged(ctx, alert, on)
    for part in _turns(found, on):
        if part in on:
            _clear(ctx, alert, on.pop(part), found[part])
        else:
            on[part] = _cross(ctx, alert, part, found[part])
    return len(on)


def _on(scene: Scene, alerts: Iterable[Alert]) -> dict[int, On]:
    """What of each alert is on, by its part."""
    found: dict[int, On] = {alert.id: {} for alert in alerts}
    for row in repo.open_crossings(scene.session, found) if found else ():
        found[row.alert_id][row.part_id] = row
    return found


def _turns(found: Mapping[Part, Judged], on: Mapping[Part, Crossing]) -> tuple[Part, ...]:
    """The parts whose state changes."""
    return tuple(part for part, one in found.items() if is_on(part in on, one.verdict) != (part in on))


def _cross(ctx: Ctx, alert: Alert, part: Part, found: Judged) -> Crossing:
    assert found.now is not None
    row = Crossing(
        alert_id=alert.id, part_id=part, first=found.stretch.first, last=found.stretch.last, value=found.now,
        before=found.before, mover=views.mover_json(views.mover(ctx, alert, found.stretch)), at=ctx.now,
    )  # fmt: skip
    repo.keep(ctx.session, row)
    if alert.snoozed_until is None or alert.snoozed_until <= ctx.now:
        _announce(ctx, alert, row)
    return row


def _clear(ctx: Ctx, alert: Alert, row: Crossing, found: Judged) -> None:
    row.cleared_at, row.cleared_value = ctx.now, found.now
    repo.keep(ctx.session, row)
    if row.told_at is not None:
        shown = _refresh(ctx, alert, row)
        _tell(ctx, alert, cards.recovered_card(shown))


def _announce(ctx: Ctx, alert: Alert, row: Crossing, *, again: bool = False) -> None:
    row.told_at = ctx.now
    repo.keep(ctx.session, row)
    (shown,) = views.crossed(ctx, alert, (row,))
    _tell(ctx, alert, cards.crossed_card(shown, again=again), key=_posted_key(row))


def _refresh(ctx: Ctx, alert: Alert, row: Crossing) -> Crossed:
    """Brings a crossing's posts up to date."""
    (shown,) = views.crossed(ctx, alert, (row,))
    ctx.update(_posted_key(row), cards.crossed_card(shown))
    return shown


def _tell(ctx: Ctx, alert: Alert, card: Card, *, key: str | None = None) -> None:
    """To the team's channels and the owner; of a person's figure only to them and the owner, privately."""
    told = {person for person in (alert.owner, alert.person) if person is not None}
    for part in team_api.parts(ctx, team_api.get(ctx, alert.team)) if alert.team is not None else ():
        channels = team_api.channels_of(ctx, part.id)
        for channel in channels:
            ctx.post(channel, card, key=key)
        if not channels or alert.owner is None:
            told |= {person.id for person in team_api.leads(ctx, part.id) or team_api.managers(ctx)}
    for person in sorted(told):
        ctx.tell(person, card, key=key)


# --- what people do about one ---------------------------------------------------------------------


def ack(ctx: Ctx, alert_id: int) -> Alert:
    """Takes on all of an alert that is on; its posts say who."""
    alert, rows = _live(ctx, alert_id)
    for row in rows:
        row.acked_by, row.acked_at = ctx.actor.id, ctx.now
        repo.keep(ctx.session, row)
        _refresh(ctx, alert, row)
    return alert


def _live(ctx: Ctx, alert_id: int) -> tuple[Alert, Sequence[Crossing]]:
    alert = views.as_alert(ctx, views.find(ctx, alert_id))
    views.require_sight(ctx, alert)
    rows = repo.open_crossings(ctx.session, (alert.id,))
    if not rows:
        raise Refused(say("alerts-quiet", id=alert.ref), (cards.list_button(),))
    return alert, rows


def snooze(ctx: Ctx, alert_id: int, until: datetime) -> Alert:
    """Keeps an alert from speaking until a moment (UTC); what is on then is told once more."""
    row = views.find(ctx, alert_id)
    views.require_change(ctx, views.as_alert(ctx, row))
    if until <= ctx.now:
        raise BadInput("until", say("alerts-snooze-today"), Code(f"/kpi snooze A{alert_id} 2h"))
    row.snoozed_until = until
    repo.keep(ctx.session, row)
    alert = views.as_alert(ctx, row)
    ctx.schedules.once(_wake_key(alert), JOB_WAKE, until, alert.zone, alert.id)
    return alert


def wake(ctx: Ctx, alert_id: int) -> None:
    """Ends a snooze: what is on is told, again or for the first time."""
    row = repo.get(ctx.session, alert_id)
    if row is None or row.snoozed_until is None or row.snoozed_until > ctx.now:
        return
    row.snoozed_until = None
    repo.keep(ctx.session, row)
    alert = views.as_alert(ctx, row)
    before = list(repo.open_crossings(ctx.session, (alert.id,)))
    check(ctx, alert)
    for one in before:
        if one.cleared_at is None:
            _announce(ctx, alert, one, again=one.told_at is not None)


# --- the list -------------------------------------------------------------------------------------


def listed(scene: Scene) -> tuple[Watch, ...]:
    """The alerts that the actor may see, with what of them is on, oldest first."""
    alerts = views.as_alerts(scene, repo.every(scene.session))
    seen = views.seen(scene, alerts)
    on = _on(scene, seen)
    return tuple(Watch(alert, views.crossed(scene, alert, tuple(on[alert.id].values()))) for alert in seen)


def offered(scene: Scene) -> tuple[tuple[int, str], ...]:
    """The alerts to choose from in a form."""
    return tuple((w.alert.id, f"{w.alert.metric.name} ({w.alert.whose})") for w in listed(scene))


# --- what others do -------------------------------------------------------------------------------


def on_closed(ctx: Ctx, event: todo_api.ItemClosed) -> None:
    """An action item about a crossing was done or dropped: the posts say so."""
    plan = repo.plan_of_item(ctx.session, event.item.id)
    if plan is not None and plan.crossing_id is not None:
        refresh(ctx, plan.crossing_id)


def refresh(ctx: Ctx, crossing_id: int) -> None:
    """Brings a crossing's posts up to date."""
    row = repo.crossing(ctx.session, crossing_id)
    alert = repo.get(ctx.session, row.alert_id)
    if alert is not None:
        _refresh(ctx, views.as_alert(ctx, alert), row)


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """Ends the alerts on a forgotten person's figures, and blanks their name in causes."""
    for row in repo.every(ctx.session):
        if row.person_id == event.person:
            _end(ctx, row)
    for plan in repo.plans_naming(ctx.session, event.name):
        plan.cause = unnamed(plan.cause, event.name)
        repo.keep(ctx.session, plan)


def _posted_key(row: Crossing) -> str:
    return f"alert:{row.id}"


def _wake_key(alert: Alert) -> str:
    return f"{JOB_WAKE}:{alert.id}"
