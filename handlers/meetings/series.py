"""Meetings that recur: when they meet next, who takes minutes, whether they meet often enough (methods.md M2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import Weekdays, When, read_days
from handlers.kit.errors import BadInput, Refused
from handlers.kit.feature import Firing, Work
from handlers.kit.messages import Code, Span, say
from handlers.kit.people import Person
from handlers.meetings import reminding, service
from handlers.meetings import series_cards as cards
from handlers.meetings.rules import SERIES, TIMEBOXES, Rhythm, Series, Went, turn
from handlers.meetings.series_cards import Recurring
from handlers.meetings.service import Plan
from handlers.meetings.views import as_meeting
from handlers.team import api as team_api
from storage.models.meetings import MeetingSeries, SeriesPerson
from storage.repos import meetings as repo
from storage.states import MeetingKind, MeetingState, Right

JOB_NEXT, JOB_PHASE = "meeting-series", "meeting-phase"
PREPARED_AT = time(9)  # on the working day before each meeting
STILL_GOOD = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Wish:
    """A series as it is asked for; ``takers`` take turns at the minutes."""

    title: str
    days: Weekdays
    at: time
    weeks: int = 1
    kind: MeetingKind = MeetingKind.OWN
    timebox: timedelta | None = None
    goal: str | None = None
    agenda: str | None = None
    takers: tuple[Person, ...] = ()
    guests: tuple[Person, ...] = ()
    phase_ends: date | None = None


def begin(ctx: Ctx, wish: Wish) -> Recurring:
    """Begins a series, with its first meeting; whoever is in it hears of it."""
    service.check_timebox(wish.timebox)
    box = wish.timebox or TIMEBOXES.get(wish.kind)
    team = service.own_team(ctx)
    row = MeetingSeries(
        title=wish.title, kind=wish.kind, owner_id=ctx.actor.id, channel_id=ctx.place.channel, team_id=team,
        days=wish.days.code, weeks=wish.weeks, begins=_first_day(ctx, wish.at), at=wish.at, zone=ctx.zone,
        timebox=round(box / timedelta(minutes=1)) if box else None, goal=wish.goal,
        agenda=list(service.points(wish.agenda)), phase_ends=wish.phase_ends, made_at=ctx.now,
    )  # fmt: skip
    repo.add_series(ctx.session, row, _people(wish))
    cron = f"{PREPARED_AT.minute} {PREPARED_AT.hour} * * *"
    ctx.schedules.every(f"{JOB_NEXT}:{row.id}", JOB_NEXT, cron, row.zone, row.id)
    _ask_at(ctx, row)
    day = rhythm(row).on_or_after(row.begins, _calendar(ctx, row))
    if day is None:
        raise BadInput("on", say("meetings-never"), Code("/meeting repeat Weekly --on mon --at 10:00"))
    prepare(ctx, row, day)
    for soon in _unplanned(ctx, row, ctx.now):
        prepare(ctx, row, soon)
    shown = shown_of(ctx, row)
    for person in {p.person_id for p in repo.series_people(ctx.session, shown.series.id)} - {ctx.actor.id}:
        ctx.tell(person, cards.joined_card(shown))
    return shown


def stop(ctx: Ctx, series_id: int) -> Recurring:
    """Ends a series: what is planned of it is called off."""
    return _ended(ctx, _own(ctx, series_id))


def end(ctx: Ctx, series_id: int) -> None:
    """The same for whoever may end what it belongs to; one that has ended stays as it is."""
    row = repo.series(ctx.session, series_id)
    if row is not None and row.ended_at is None:
        _ended(ctx, row)


def _ended(ctx: Ctx, row: MeetingSeries) -> Recurring:
    row.ended_at = ctx.now
    repo.save(ctx.session, row)
    for job in (JOB_NEXT, JOB_PHASE):
        ctx.schedules.drop(f"{job}:{row.id}")
    for meeting in repo.of_series(ctx.session, row.id or 0):
        if meeting.state is MeetingState.PLANNED:
            service.call_off(ctx, meeting)
    return shown_of(ctx, row)


def set_rhythm(ctx: Ctx, series_id: int, weeks: int, phase_ends: date | None) -> Recurring:
    """How often a series meets from now on, and when its owner is asked again. What is planned already stays."""
    row = _own(ctx, series_id)
    planned = [m.planned_day for m in repo.of_series(ctx.session, series_id) if m.planned_day is not None]
    row.weeks, row.begins = weeks, max([*planned, ctx.today])
    row.phase_ends = phase_ends
    repo.save(ctx.session, row)
    _ask_at(ctx, row)
    return shown_of(ctx, row)


def listed(scene: Scene) -> tuple[Recurring, ...]:
    """The series that go on and that the actor may see."""
    here = scene.place.channel
    mine = {team.id for team in team_api.teams_of(scene, scene.actor.id)}
    found = []
    for row in repo.live_series(scene.session):
        people = {person.person_id for person in repo.series_people(scene.session, row.id or 0)}
        near = row.team_id in mine or (row.channel_id is not None and _team(scene, row) in mine)
        if scene.actor.id in {row.owner_id, *people} or near or (here is not None and row.channel_id == here):
            found.append(shown_of(scene, row))
    return tuple(found)


# --- what a clock causes ------------------------------------------------------------------------


def to_prepare(scene: Scene, firing: Firing) -> Iterable[Work]:
    """The next meetings of a series, from the working day before on."""
    row = repo.series(scene.session, firing.subject or 0)
    if row is not None and row.ended_at is None:
        for day in _unplanned(scene, row, firing.at):
            yield Work(day.isoformat(), {"series": row.id, "day": day.isoformat()})


def _calendar(scene: Scene, row: MeetingSeries) -> WorkingCalendar:
    return scene.calendar if row.team_id is None else scene.calendar_for(row.team_id)


def _unplanned(scene: Scene, row: MeetingSeries, at: datetime) -> Iterable[date]:
    """The days on which a series meets after a moment, that are to be planned by then and are not."""
    zone, meets, calendar = ZoneInfo(row.zone), rhythm(row), _calendar(scene, row)
    day = meets.on_or_after(at.astimezone(zone).date(), calendar)
    while day is not None:
        if datetime.combine(calendar.previous_workday(day), PREPARED_AT, zone) > at:
            return
        if datetime.combine(day, row.at, zone) > at and repo.held_on(scene.session, row.id or 0, day) is None:
            yield day
        day = meets.on_or_after(day + timedelta(days=1), calendar)


def prepare_due(ctx: Ctx, payload: Any) -> None:
    """Plans it."""
    row, day = repo.series(ctx.session, payload["series"]), date.fromisoformat(payload["day"])
    if row is not None and row.ended_at is None and repo.held_on(ctx.session, payload["series"], day) is None:
        reminding.gather(ctx, prepare(ctx, row, day))


def prepare(ctx: Ctx, row: MeetingSeries, day: date) -> int:
    """Plans a series' meeting of a day: whose turn the minutes are, and who takes part. Its id."""
    people = repo.series_people(ctx.session, row.id or 0)
    takers = [person.person_id for person in people if person.takes]
    away = [person for person in takers if not _there(ctx, person, day)]
    guests = [person.person_id for person in people if _there(ctx, person.person_id, day)]
    if not people and (team := _team(ctx, row)) is not None:
        members = [member.person.id for member in team_api.members(ctx, team)]
        guests = [person for person in members if _there(ctx, person, day)]
    held = len(repo.of_series(ctx.session, row.id or 0))
    wanted = Plan(
        title=row.title, owner=row.owner_id, at=When(day, row.at, row.zone), zone=row.zone, channel=row.channel_id,
        team=row.team_id, kind=row.kind, timebox=timedelta(minutes=row.timebox) if row.timebox else None, goal=row.goal,
        agenda=tuple(row.agenda), taker=turn(takers, held, away), guests=tuple(guests), series=row.id,
    )  # fmt: skip
    return service.plan(ctx, wanted).meeting.id


def to_ask(scene: Scene, firing: Firing) -> Iterable[Work]:
    """A series whose phase ends."""
    row = repo.series(scene.session, firing.subject or 0)
    if row is not None and row.ended_at is None:
        yield Work("phase", row.id)


def ask(ctx: Ctx, payload: Any) -> None:
    """Asks a series' owner, when its phase ends, how often it is to meet from now on."""
    row = repo.series(ctx.session, int(payload))
    if row is not None:
        ctx.tell(row.owner_id, cards.phase_card(shown_of(ctx, row), went(ctx, row)))


def went(scene: Scene, row: MeetingSeries) -> Went:
    """How the meetings of a series went: how many took too long, how many decided nothing."""
    held = [m for m in repo.of_series(scene.session, row.id or 0) if m.state is MeetingState.ENDED]
    views = [as_meeting(meeting) for meeting in held]
    empty = [view for view in views if not _came_of(scene, view.id)]
    return Went(len(views), tuple(v for v in views if v.over is not None), tuple(empty))


def _came_of(scene: Scene, meeting_id: int) -> bool:
    """Whether anything was decided or given to somebody."""
    decisions, items = repo.decisions(scene.session, meeting_id), repo.items(scene.session, meeting_id)
    return any(not made.removed for made in decisions) or any(not item.removed for item in items)


# --- parts ----------------------------------------------------------------------------------------


def rhythm(row: MeetingSeries) -> Rhythm:
    """When it meets."""
    return Rhythm(read_days(row.days), row.weeks, row.begins)


def shown_of(scene: Scene, row: MeetingSeries) -> Recurring:
    """A series with its next meeting."""
    assert row.id is not None
    people = repo.series_people(scene.session, row.id)
    today = scene.now.astimezone(ZoneInfo(row.zone)).date()
    meetings = repo.of_series(scene.session, row.id)
    planned = [m.planned_day for m in meetings if m.state is MeetingState.PLANNED and m.planned_day is not None]
    coming = [day for day in planned if day >= today]
    day = min(coming) if coming else rhythm(row).on_or_after(today + timedelta(days=1), _calendar(scene, row))
    series = Series(
        id=row.id, title=row.title, kind=row.kind, days=read_days(row.days), weeks=row.weeks, at=row.at, zone=row.zone,
        timebox=Span(timedelta(minutes=row.timebox)) if row.timebox else None, phase_ends=row.phase_ends,
        ended=row.ended_at is not None,
    )  # fmt: skip
    takers = tuple(scene.people.name(p.person_id) for p in people if p.takes)
    return Recurring(series, scene.people.name(row.owner_id), takers, When(day, row.at, row.zone) if day else None)


def _people(wish: Wish) -> list[SeriesPerson]:
    takers = {person.id for person in wish.takers}
    everybody = dict.fromkeys(person.id for person in (*wish.takers, *wish.guests))
    # The series' id is set when it has one.
    return [SeriesPerson(series_id=0, person_id=p, place=n, takes=p in takers) for n, p in enumerate(everybody)]


def _there(scene: Scene, person: int, day: date) -> bool:
    return scene.people.get(person).active and not scene.people.away(person, day)


def _team(scene: Scene, row: MeetingSeries) -> int | None:
    if row.channel_id is None:
        return row.team_id
    team = team_api.team_of_channel(scene, row.channel_id)
    return team.id if team is not None else None


def _first_day(ctx: Ctx, at: time) -> date:
    local = ctx.now.astimezone(ZoneInfo(ctx.zone))
    return local.date() if local.time() < at else local.date() + timedelta(days=1)


def _ask_at(ctx: Ctx, row: MeetingSeries) -> None:
    key = f"{JOB_PHASE}:{row.id}"
    if row.phase_ends is None:
        ctx.schedules.drop(key)
        return
    at = datetime.combine(row.phase_ends, PREPARED_AT, ZoneInfo(row.zone))
    ctx.schedules.once(key, JOB_PHASE, at, row.zone, row.id)


def _own(ctx: Ctx, series_id: int) -> MeetingSeries:
    row = repo.series(ctx.session, series_id)
    if row is None or row.ended_at is not None:
        raise BadInput("id", say("meetings-series-unknown", id=f"{SERIES}{series_id}"), Code("/meeting list"))
    team = _team(ctx, row)
    leads = team is not None and team_api.leads_team(ctx, team)
    if ctx.actor.id != row.owner_id and not leads and not ctx.actor.right.includes(Right.MANAGER):
        raise Refused(say("meetings-not-yours", id=f"{SERIES}{series_id}", who=ctx.people.name(row.owner_id)))
    return row
