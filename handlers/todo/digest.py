"""A person's digest of the day: what is due, and what of others' is overdue and has come to be their affair."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Work
from handlers.kit.messages import Card
from handlers.team import api as team_api
from handlers.todo.list_cards import Digest, digest_card
from handlers.todo.rules import AHEAD, DIGEST, Group, Item, Step, days_overdue, group, order, steps
from handlers.todo.views import as_item
from storage.models.todo import ActionItem
from storage.repos import todo as repo
from storage.repos.todo import Line
from storage.states import ItemState

JOB, JOB_OWN = "todo-digest", "todo-digest-own"
HOUR = time(9)
CRON = f"{HOUR.minute} {HOUR.hour} * * *"  # days off are left out by the working calendar, which no cron knows
STILL_GOOD = timedelta(hours=10)  # a digest later than this is tomorrow's affair

_LIVE = (ItemState.OPEN, ItemState.PROGRESS)


@dataclass(slots=True)
class _Listed:
    """The ids a person's digest names: their own, those they wanted to come back to, others' by step."""

    own: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    overseer: list[int] = field(default_factory=list)
    manager: list[int] = field(default_factory=list)

    def all(self) -> list[int]:
        return [*self.own, *self.back, *self.overseer, *self.manager]

    def as_json(self) -> dict[str, list[int]]:
        return {"own": self.own, "back": self.back, "overseer": self.overseer, "manager": self.manager}


def ensure(ctx: Ctx, people: Iterable[int | None]) -> None:
    """Sees to it that the clock strikes in these people's zones; a new zone's at the hour of the first."""
    zones = {ctx.zone_of(person) for person in people if person is not None}
    ensure_zones(ctx, zones)


def ensure_zones(ctx: Ctx, zones: Collection[str]) -> None:
    """The same by zone (IANA): one schedule each."""
    known = {row.zone: row.cron for row in ctx.schedules.of(JOB) if row.cron}
    cron = next(iter(known.values()), CRON)
    for zone in sorted(set(zones) - set(known)):
        ctx.schedules.every(f"{JOB}:{zone}", JOB, cron, zone)


def moved(ctx: Ctx, person: int, before: str, zone: str) -> None:
    """Somebody lives in another zone now; whom the day's digest has not reached in the old one, and whose new clock
    has passed its hour already, gets it at once: else they would hear nothing that day."""
    ensure_zones(ctx, {zone})
    at = repo.hours(ctx.session).get(person)
    if at is not None:
        _strike(ctx, person, zone, at)
    else:
        at = usual_hour(ctx, zone)
    here = ctx.now.astimezone(ZoneInfo(zone))
    if here.time() >= at and datetime.combine(here.date(), at, ZoneInfo(before)) > ctx.now:
        ctx.schedules.once(f"{JOB}:moved:{person}", JOB, ctx.now, zone, payload={"person": person})


def usual_hour(ctx: Ctx, zone: str) -> time:
    """When those of a zone (IANA) who chose no hour have their digest."""
    cron = next((row.cron for row in ctx.schedules.of(JOB) if row.cron and row.zone == zone), None) or CRON
    minute, hour = map(int, cron.split()[:2])
    return time(hour, minute)


def hour_of(ctx: Ctx) -> time:
    """When the actor has their digest, local time."""
    return repo.hours(ctx.session).get(ctx.actor.id) or usual_hour(ctx, ctx.zone)


def choose_hour(ctx: Ctx, at: time | None) -> None:
    """Gives the actor a digest at an hour of their own from now on, or (None) at everybody's again."""
    repo.set_hour(ctx.session, ctx.actor.id, at)
    if at is None:
        ctx.schedules.drop(_own_key(ctx.actor.id))
    else:
        _strike(ctx, ctx.actor.id, ctx.zone, at)


def _strike(ctx: Ctx, person: int, zone: str, at: time) -> None:
    cron = f"{at.minute} {at.hour} * * *"
    ctx.schedules.every(_own_key(person), JOB_OWN, cron, zone, person)


def _own_key(person: int) -> str:
    return f"{JOB_OWN}:{person}"


def due(scene: Scene, firing: Firing) -> Iterable[Work]:
    """Everybody in the firing's zone who has something to hear today, found by a fixed number of queries."""
    had, only = repo.digests_on(scene.session, firing.day), firing.payload["person"] if firing.payload else None
    own = repo.hours(scene.session) if only is None else {}
    readers = {
        person.id
        for person in scene.people.everybody()
        if (person.zone or scene.org.zone) == firing.zone
        and not scene.people.away(person.id, firing.day)
        and scene.calendar_of(person.id).is_workday(firing.day)
        and person.id not in (had | own.keys())
        and only in (None, person.id)
    }
    return _works(scene, firing, readers, punctual=only is None and firing.wall.time() != HOUR)


def due_own(scene: Scene, firing: Firing) -> Iterable[Work]:
    """The same for somebody who chose an hour of their own."""
    person = scene.people.get(firing.subject or 0)
    had = person.id in repo.digests_on(scene.session, firing.day)
    works = scene.calendar_of(person.id).is_workday(firing.day) and not scene.people.away(person.id, firing.day)
    if had or not works or not person.active:
        return ()
    return _works(scene, firing, {person.id}, punctual=True)


def _works(scene: Scene, firing: Firing, readers: Collection[int], *, punctual: bool) -> list[Work]:
    if not readers:
        return []
    zone = ZoneInfo(firing.zone)
    begin = datetime.combine(firing.day, time(0), zone)
    lists = _lists(scene, firing.day, readers, repo.touched_since(scene.session, begin))
    shared = {"day": firing.day.isoformat(), "punctual": punctual}
    return [Work(str(n), {"person": n, "listed": made.as_json(), **shared}) for n, made in sorted(lists.items())]


def give(ctx: Ctx, payload: Any) -> None:
    """Gives one person their digest, once a day of theirs; what was done since is not in it."""
    person, day = payload["person"], date.fromisoformat(payload["day"])
    last = repo.digest(ctx.session, person)
    if ctx.people.away(person, day) or (last is not None and last.day >= day):
        return
    listed = _Listed(**payload["listed"])
    rows = repo.by_ids(ctx.session, listed.all())
    made = _digest(ctx, person, day, listed, rows)
    if not made.names_any:
        return
    # An hour other than the usual was set on purpose, so quiet hours do not hold it back.
    ctx.tell(person, digest_card(made), key=_key(person, day), punctual=payload["punctual"], topic=DIGEST)
    repo.keep_digest(ctx.session, person, day, listed.as_json())
    for row in rows:
        if row.id in (*listed.own, *listed.back) and row.snoozed_to is not None:
            row.snoozed_to = None
            repo.save(ctx.session, row)
    for step, ids in ((Step.OVERSEER, listed.overseer), (Step.MANAGER, listed.manager)):
        repo.mark_told(ctx.session, ids, person, step.value, ctx.now)
        repo.record(ctx.session, None, ctx.now, [Line(item_id, step.value, new=str(person)) for item_id in ids])


def refresh(ctx: Ctx, item: Item) -> None:
    """Changes today's digests that name an item in place."""
    people = [person for person in (item.owner, item.overseer, item.maker) if person is not None]
    known = repo.digests_of(ctx.session, people)
    for person in dict.fromkeys(people):
        last = known.get(person)
        if last is None or last.day != ctx.local(person).date():
            continue
        listed = _Listed(**last.listed)
        if item.id in listed.all():
            ctx.update(_key(person, last.day), _again(ctx, person, last.day, listed))


def _again(ctx: Ctx, person: int, day: date, listed: _Listed) -> Card:
    rows = repo.by_ids(ctx.session, listed.all())
    return digest_card(_digest(ctx, person, day, listed, rows))


def _key(person: int, day: date) -> str:
    return f"todo-digest:{person}:{day.isoformat()}"


def _lists(scene: Scene, day: date, readers: Collection[int], touched: Collection[int]) -> dict[int, _Listed]:
    calendars = {id(known): known for known in map(scene.calendar_of, readers)} or {0: scene.calendar}
    # A deadline on the days off after the third working day counts as that day, and another zone may be a day ahead.
    ahead = max(known.next_workday(known.add_workdays(day, AHEAD)) for known in calendars.values())
    horizon = ahead + timedelta(days=1)
    rows = repo.to_remind(scene.session, horizon, day)
    told = repo.told(scene.session, [row.id for row in rows if row.id is not None])
    managers = [person.id for person in team_api.managers(scene)]
    found: dict[int, _Listed] = {}
    for row in rows:
        item = as_item(row)
        zone, calendar = scene.zone_of(item.owner), scene.calendar_of(item.owner)
        # What its owner has had in hand today they need not be reminded of.
        if item.owner in readers and item.id not in touched and not _rests(scene, row, day):
            if group(item, scene.now, zone, calendar) is not None:
                found.setdefault(item.owner, _Listed()).own.append(item.id)
            elif row.snoozed_to is not None:
                found.setdefault(item.owner, _Listed()).back.append(item.id)
        for step in steps(days_overdue(item, scene.now, zone, calendar)):
            hearers = managers if step is Step.MANAGER else _overseers(scene, item)
            for who in hearers:
                if who in readers and who != item.owner and (item.id, who, step.value) not in told:
                    listed = found.setdefault(who, _Listed())
                    (listed.manager if step is Step.MANAGER else listed.overseer).append(item.id)
    return found


def _rests(scene: Scene, row: ActionItem, day: date) -> bool:
    """Whether its owner wants to hear of it later."""
    if row.snoozed_at is not None:
        return row.snoozed_at > scene.now
    return row.snoozed_to is not None and row.snoozed_to > day


def _overseers(scene: Scene, item: Item) -> list[int]:
    """The meeting's owner, else whoever made it: one who is still here, and not the owner themselves."""
    asked = (item.overseer, item.maker)
    return [p for p in asked if p is not None and p != item.owner and scene.people.get(p).active][:1]


def _digest(scene: Scene, person: int, day: date, listed: _Listed, rows: Sequence[ActionItem]) -> Digest:
    """What of the listed still stands, in its groups as of now."""
    items = {item.id: item for item in map(as_item, rows)}
    zone, calendar = scene.zone_of(person), scene.calendar_of(person)
    resting = {row.id for row in rows if _rests(scene, row, day)}
    mine = [item for n in (*listed.own, *listed.back) if (item := items[n]).owner == person and n not in resting]
    groups: dict[Group, list[Item]] = {}
    for item in order(mine):
        if item.state not in _LIVE:
            continue
        where = group(item, scene.now, zone, calendar) or (Group.BACK if item.id in listed.back else None)
        if where is not None:
            groups.setdefault(where, []).append(item)
    late = [items[n] for n in listed.manager]
    overseen = [items[n] for n in listed.overseer if n not in listed.manager]
    return Digest(
        day=day,
        groups=tuple((where, tuple(groups[where])) for where in Group if where in groups),
        overseen=_others(scene, overseen),
        late=_others(scene, late),
        closed=tuple(item for item in items.values() if item.state.closed),
    )


def _others(scene: Scene, items: Iterable[Item]) -> tuple[tuple[Item, str, date | None], ...]:
    """Others' items that are still overdue, each with its owner's name and the end of their leave."""
    found = []
    for item in order(items):
        owner = scene.people.get(item.owner)
        if item.overdue(scene.now, scene.zone_of(owner.id)):
            away = scene.people.away_until(owner.id, scene.local(owner.id).date())
            found.append((item, owner.name, away))
    return tuple(found)
