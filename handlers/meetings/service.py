"""What happens to meetings: planned, begun, ended, called off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Button, Code, say
from handlers.meetings import cards
from handlers.meetings.cards import Shown
from handlers.meetings.rules import (
    AGENDA,
    TIMEBOXES,
    WARN_AT,
    Meeting,
    agenda_lines,
    closest,
    day_ahead,
    point_lengths,
)
from handlers.meetings.views import as_meeting, find, may_see, require_change, require_sight
from handlers.team import api as team_api
from handlers.todo import api as todo_api
from storage.models.meetings import Meeting as MeetingRow
from storage.repos import meetings as repo
from storage.states import MeetingKind, MeetingState

JOB_ASK, JOB_COLLECT, JOB_SOON, JOB_WARN = "meeting-ask", "meeting-collect", "meeting-soon", "meeting-warn"
JOB_POINT = "meeting-point"
ASK_AT = time(9)  # when a meeting has a day only
SOON = timedelta(minutes=10)
LONGEST = timedelta(hours=12)
AGENDA_POINTS = 30
EARLIER = 8  # meetings looked through for open items
RECENT = timedelta(days=14)
FRESH = timedelta(hours=12)  # how long after its time a planned meeting is still one to come
EXAMPLE = Code("/meeting new Weekly sync --at tomorrow 10:00 --for 30m --agenda figures; blockers")


# --- planning -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting to be: whose it is and where, when, what for, and who takes part. Ids are people's, a channel's, …"""

    title: str
    owner: int
    at: When | None
    zone: str
    channel: int | None = None
    team: int | None = None
    kind: MeetingKind = MeetingKind.OWN
    timebox: timedelta | None = None
    goal: str | None = None
    agenda: tuple[str, ...] = ()
    taker: int | None = None
    guests: tuple[int, ...] = ()
    series: int | None = None


def new(ctx: Ctx, wanted: Plan) -> Shown:
    """Plans a meeting where and for whom the actor asks for it."""
    check_timebox(wanted.timebox)
    return plan(ctx, replace(wanted, channel=ctx.place.channel, team=own_team(ctx)))


def check_timebox(timebox: timedelta | None) -> None:
    """Refuses a length no meeting has."""
    if timebox is not None and not timedelta(minutes=1) <= timebox <= LONGEST:
        raise BadInput("for", say("meetings-length"), EXAMPLE)


def plan(ctx: Ctx, wanted: Plan) -> Shown:
    """Plans a meeting, posts its agenda in the channel, tells who takes part, and sees to the reminders."""
    at, box = wanted.at, wanted.timebox or TIMEBOXES.get(wanted.kind)
    row = MeetingRow(
        title=wanted.title, owner_id=wanted.owner, channel_id=wanted.channel, team_id=wanted.team, zone=wanted.zone,
        planned_day=at.day if at else None, planned_at=at.moment() if at and at.has_time else None,
        timebox=round(box / timedelta(minutes=1)) if box else None, agenda=list(wanted.agenda), made_at=ctx.now,
        kind=wanted.kind, goal=wanted.goal, taker_id=wanted.taker, series_id=wanted.series,
    )  # fmt: skip
    repo.add(ctx.session, row)
    shown = show(ctx, as_meeting(row))
    repo.put_guests(ctx.session, shown.meeting.id, wanted.guests)
    if row.channel_id is not None:
        ctx.post(row.channel_id, cards.meeting_card(shown), key=posted_key(shown.meeting))
    if wanted.series is None:  # who is in a series knows of it
        takers = (wanted.taker,) if wanted.taker is not None else ()
        for person in dict.fromkeys((*takers, *wanted.guests)):
            if person == wanted.owner:
                continue
            ctx.tell(person, cards.invited_card(shown, takes=person == wanted.taker))
    _remind(ctx, shown.meeting)
    return shown


def set_agenda(ctx: Ctx, meeting_id: int, text: str) -> Shown:
    """Sets the agenda of a meeting that is to come or runs, wherever it is shown."""
    row = _own(ctx, meeting_id, MeetingState.PLANNED, MeetingState.RUNNING)
    row.agenda = list(points(text))
    if not row.agenda:
        raise BadInput("agenda", say("kit-empty"))
    return _kept(ctx, row)


def set_goal(ctx: Ctx, meeting_id: int, goal: str) -> Shown:
    """Says what a meeting that is to come or runs is for."""
    row = _own(ctx, meeting_id, MeetingState.PLANNED, MeetingState.RUNNING)
    row.goal = goal
    return _kept(ctx, row)


def suggest(ctx: Ctx, meeting_id: int, text: str) -> Shown:
    """Puts something on the agenda of a meeting one takes part in, with one's name if it is another's, who hears."""
    row = _in_state(find(ctx, meeting_id), MeetingState.PLANNED, MeetingState.RUNNING)
    require_sight(ctx, as_meeting(row))
    if row.owner_id == ctx.actor.id:
        return add_points(ctx, row, points(text))
    shown = add_points(ctx, row, [f"{point} ({ctx.actor.name})" for point in points(text)])
    ctx.tell(row.owner_id, cards.suggested_card(shown.meeting, ctx.actor.name, points(text)), topic=AGENDA)
    return shown


def ask_on(ctx: Ctx, meeting: Meeting) -> bool:
    """Asks its owner, who was asked for its agenda and has given it, what a meeting is for as well; whether it did."""
    private, owner = ctx.place.channel is None, ctx.actor.id == meeting.owner
    if not (private and owner and meeting.planned and "goal" in meeting.wants):
        return False
    if meeting.state is not MeetingState.PLANNED or ctx.schedules.of(JOB_ASK, meeting.id):
        return False
    ctx.ask(meeting.owner, "meeting-goal", {"id": meeting.ref}, None)
    return True


def add_points(ctx: Ctx, row: MeetingRow, more: Sequence[str]) -> Shown:
    """Adds to an agenda what is not on it yet."""
    known = {point.casefold() for point in row.agenda}
    row.agenda = [*row.agenda, *(point for point in more if point.casefold() not in known)]
    if len(row.agenda) > AGENDA_POINTS:
        raise BadInput("text", say("meetings-agenda-full", most=AGENDA_POINTS))
    return _kept(ctx, row)


def own_team(ctx: Ctx) -> int | None:
    """The team that hears of what is made privately: the actor's only one, or the only one that has a channel."""
    if ctx.place.channel is not None:
        return None
    teams = [team.id for team in team_api.teams_of(ctx, ctx.actor.id)]
    heard = [team for team in teams if team_api.channels_of(ctx, team)]
    return next((found[0] for found in (teams, heard) if len(found) == 1), None)


def points(agenda: str | None) -> tuple[str, ...]:
    """The points of an agenda as it is typed."""
    return agenda_lines(agenda or "")[:AGENDA_POINTS]


def _remind(ctx: Ctx, meeting: Meeting) -> None:
    planned = meeting.planned
    if planned is None:
        return
    at = planned.at or ASK_AT
    ask = datetime.combine(day_ahead(planned, ctx.calendar), at, ZoneInfo(planned.zone))
    if ask > ctx.now:
        for job in (JOB_ASK, JOB_COLLECT):
            ctx.schedules.once(f"{job}:{meeting.id}", job, ask, planned.zone, meeting.id)
    if planned.has_time and meeting.channel is not None and planned.moment() - SOON > ctx.now:
        ctx.schedules.once(f"{JOB_SOON}:{meeting.id}", JOB_SOON, planned.moment() - SOON, planned.zone, meeting.id)


# --- holding ------------------------------------------------------------------------------------


def start(ctx: Ctx, meeting_id: int | None) -> Shown:
    """Begins the meeting of this channel: the one named, or the one planned for about now."""
    channel = ctx.place.channel
    if channel is None:
        raise Refused(say("meetings-where"))
    running = repo.running_in(ctx.session, channel)
    if running is not None:
        buttons = (Button(say("meetings-button-end"), "/meeting end"),)
        raise Refused(say("meetings-runs-already", meeting=cards.named(as_meeting(running))), buttons)
    row = _to_start(ctx, channel, meeting_id)
    row.channel_id, row.state, row.started_at = channel, MeetingState.RUNNING, ctx.now
    row.point, row.point_at = (0, ctx.now) if row.agenda else (None, None)
    _drop_reminders(ctx, row)
    shown = _kept(ctx, row)
    _watch_point(ctx, shown.meeting)
    ctx.post(channel, cards.started_card(shown), key=begun_key(shown.meeting))
    if row.taker_id is not None:
        ctx.tell(row.taker_id, cards.taking_card(shown.meeting, ""), key=taking_key(shown.meeting))
    if shown.meeting.timebox is not None:
        warn = ctx.now + shown.meeting.timebox * WARN_AT
        ctx.schedules.once(f"{JOB_WARN}:{row.id}", JOB_WARN, warn, row.zone, row.id)
    return shown


def next_point(ctx: Ctx) -> Shown:
    """Goes on to the next point of the agenda of the meeting that runs here."""
    row = running(ctx)
    if row.point is None or row.point + 1 >= len(row.agenda):
        raise Refused(say("meetings-last-point"), (Button(say("meetings-button-end"), "/meeting end"),))
    _close_point(ctx, row)
    row.point, row.point_at = row.point + 1, ctx.now
    shown = _kept(ctx, row)
    _watch_point(ctx, shown.meeting)
    ctx.update(begun_key(shown.meeting), cards.started_card(shown))
    show_taking(ctx, shown.meeting)
    return shown


def _close_point(ctx: Ctx, row: MeetingRow) -> None:
    """Records how long they were at a point."""
    if row.point is not None and row.point_at is not None:
        row.took = [*row.took, round((ctx.now - row.point_at).total_seconds())]


def _watch_point(ctx: Ctx, meeting: Meeting) -> None:
    """Sees to the warning for a point that has a length of its own."""
    ctx.schedules.drop(f"{JOB_POINT}:{meeting.id}")
    length = point_lengths(meeting.agenda, None)[meeting.point] if meeting.point is not None else None
    if length is not None:
        ctx.schedules.once(f"{JOB_POINT}:{meeting.id}", JOB_POINT, ctx.now + length * WARN_AT, meeting.zone, meeting.id)


def show_taking(ctx: Ctx, meeting: Meeting) -> None:
    """Changes the card of whoever takes minutes."""
    written = repo.minutes(ctx.session, meeting.id)
    ctx.update(taking_key(meeting), cards.taking_card(meeting, written.text if written else ""))


def _to_start(ctx: Ctx, channel: int, meeting_id: int | None) -> MeetingRow:
    if meeting_id is not None:
        row = _in_state(find(ctx, meeting_id), MeetingState.PLANNED)
        if row.channel_id not in (None, channel):
            raise Refused(say("meetings-elsewhere", channel=ctx.channel_ref(row.channel_id)))
        if row.channel_id is None:
            require_change(ctx, as_meeting(row))
        return row
    planned = {row.id: row for row in repo.planned_in(ctx.session, channel)}
    meant = closest([as_meeting(row) for row in planned.values()], ctx.now)
    if meant is None:
        raise Refused(say("meetings-none-here", example=EXAMPLE), (Button(say("meetings-button-new"), "/meeting new"),))
    return planned[meant.id]


def running(ctx: Ctx) -> MeetingRow:
    """The meeting that runs in this channel; privately, the only one that the actor made and that runs."""
    channel = ctx.place.channel
    if channel is not None:
        row = repo.running_in(ctx.session, channel)
    else:
        mine = repo.running_of(ctx.session, ctx.actor.id)
        row = mine[0] if len(mine) == 1 else None
    if row is None:
        raise Refused(say("meetings-none-runs"), (Button(say("meetings-button-list"), "/meeting list"),))
    return row


def end(ctx: Ctx, row: MeetingRow) -> Shown:
    """Ends a running meeting."""
    row.state, row.ended_at = MeetingState.ENDED, ctx.now
    _close_point(ctx, row)
    _drop_reminders(ctx, row)
    shown = _kept(ctx, row)
    show_taking(ctx, shown.meeting)
    return shown


def cancel(ctx: Ctx, meeting_id: int) -> Shown:
    """Calls a planned meeting off; its channel sees it."""
    return call_off(ctx, _own(ctx, meeting_id, MeetingState.PLANNED))


def call_off(ctx: Ctx, row: MeetingRow) -> Shown:
    """The same for whoever may."""
    row.state = MeetingState.CANCELLED
    _drop_reminders(ctx, row)
    return _kept(ctx, row)


def _own(ctx: Ctx, meeting_id: int, *states: MeetingState) -> MeetingRow:
    row = find(ctx, meeting_id)
    require_change(ctx, as_meeting(row))
    return _in_state(row, *states)


def _in_state(row: MeetingRow, *states: MeetingState) -> MeetingRow:
    if row.state not in states:
        raise Refused(say(f"meetings-is-{row.state.value}", meeting=cards.named(as_meeting(row))))
    return row


def _kept(ctx: Ctx, row: MeetingRow) -> Shown:
    repo.save(ctx.session, row)
    shown = show(ctx, as_meeting(row))
    ctx.update(posted_key(shown.meeting), cards.meeting_card(shown))
    return shown


def _drop_reminders(ctx: Ctx, row: MeetingRow) -> None:
    for job in (JOB_ASK, JOB_COLLECT, JOB_SOON, JOB_WARN, JOB_POINT):
        ctx.schedules.drop(f"{job}:{row.id}")


def taking_key(meeting: Meeting) -> str:
    """The name of the card of whoever takes minutes."""
    return f"meeting-taking:{meeting.ref}"


def begun_key(meeting: Meeting) -> str:
    """The name of what its channel sees when a meeting begins."""
    return f"meeting-begun:{meeting.ref}"


def posted_key(meeting: Meeting) -> str:
    """The name of a meeting's posts, by which they change in place."""
    return f"meeting:{meeting.ref}"


# --- reading ------------------------------------------------------------------------------------


def show(scene: Scene, meeting: Meeting) -> Shown:
    """A meeting with what is still open from those before it."""
    found: list[tuple[todo_api.Item, str]] = []
    if meeting.state in (MeetingState.PLANNED, MeetingState.RUNNING):
        row = find(scene, meeting.id)
        for before in reversed(repo.earlier(scene.session, row, EARLIER)):
            items = todo_api.of_meeting(scene, before.id or 0)
            found += [(item, scene.people.name(item.owner)) for item in items if not item.state.closed]
    taker = scene.people.name(meeting.taker) if meeting.taker is not None else None
    return Shown(meeting, scene.people.name(meeting.owner), tuple(found), taker)


def listed(scene: Scene) -> tuple[tuple[Meeting, ...], tuple[Meeting, ...]]:
    """What is to come and what was lately, of this channel or of all that the actor may see; the nearest first."""
    here = scene.place.channel

    def wanted(meeting: Meeting) -> bool:
        return may_see(scene, meeting) and (here is None or meeting.channel == here)

    live = [m for m in map(as_meeting, repo.live(scene.session)) if wanted(m) and not _stale(m, scene.now)]
    past = [m for m in map(as_meeting, repo.ended_since(scene.session, scene.now - RECENT)) if wanted(m)]
    return tuple(sorted(live, key=_order(scene.now))), tuple(past)


def _order(now: datetime) -> Callable[[Meeting], tuple[bool, datetime, int]]:
    def key(meeting: Meeting) -> tuple[bool, datetime, int]:
        waits = meeting.state is MeetingState.PLANNED
        return waits, meeting.planned.moment() if meeting.planned and waits else now, meeting.id

    return key


def _stale(meeting: Meeting, now: datetime) -> bool:
    """Whether a planned meeting's time is long over."""
    if meeting.state is not MeetingState.PLANNED:
        return False
    return now - meeting.planned.moment() > FRESH if meeting.planned else now - meeting.made_at > RECENT
