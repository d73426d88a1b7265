"""What happens to meetings: planned, begun, ended, called off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.directory import unnamed
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import Button, Card, Code, say
from handlers.meetings import cards
from handlers.meetings.cards import Shown
from handlers.meetings.rules import AGENDA, WARN_AT, Meeting, agenda_lines, closest, day_ahead
from handlers.meetings.views import as_meeting, find, may_see, require_change
from handlers.team import api as team_api
from handlers.todo import api as todo_api
from storage.models.meetings import Decision, MinutesItem
from storage.models.meetings import Meeting as MeetingRow
from storage.repos import meetings as repo
from storage.states import MeetingState

JOB_ASK, JOB_SOON, JOB_WARN = "meeting-ask", "meeting-soon", "meeting-warn"
ASK_AT = time(9)  # when a meeting has a day only
SOON = timedelta(minutes=10)
LONGEST = timedelta(hours=12)
TITLE_LENGTH = 120
AGENDA_POINTS = 30
EARLIER = 8  # meetings looked through for open items
RECENT = timedelta(days=14)
FRESH = timedelta(hours=12)  # how long after its time a planned meeting is still one to come
EXAMPLE = Code("/meeting new Weekly sync --at tomorrow 10:00 --for 30m --agenda figures; blockers")


# --- planning -----------------------------------------------------------------------------------


def new(ctx: Ctx, name: str, at: When | None, timebox: timedelta | None, agenda: str | None) -> Shown:
    """Plans a meeting, posts its agenda in the channel, and sees to the reminders."""
    if timebox is not None and not timedelta(minutes=1) <= timebox <= LONGEST:
        raise BadInput("for", say("meetings-length"), EXAMPLE)
    row = MeetingRow(
        title=name, owner_id=ctx.actor.id, channel_id=ctx.place.channel, team_id=own_team(ctx), zone=ctx.zone,
        planned_day=at.day if at else None, planned_at=at.moment() if at and at.has_time else None,
        timebox=round(timebox / timedelta(minutes=1)) if timebox else None, agenda=_points(agenda), made_at=ctx.now,
    )  # fmt: skip
    repo.add(ctx.session, row)
    shown = show(ctx, as_meeting(row))
    if row.channel_id is not None:
        ctx.post(row.channel_id, cards.meeting_card(shown), key=posted_key(shown.meeting))
    _remind(ctx, shown.meeting)
    return shown


def set_agenda(ctx: Ctx, meeting_id: int, text: str) -> Shown:
    """Sets the agenda of a meeting that is to come or runs, wherever it is shown."""
    row = _own(ctx, meeting_id, MeetingState.PLANNED, MeetingState.RUNNING)
    row.agenda = _points(text)
    if not row.agenda:
        raise BadInput("agenda", say("kit-empty"))
    return _kept(ctx, row)


def own_team(ctx: Ctx) -> int | None:
    """The team that hears of what is made privately: the actor's only one, or the only one that has a channel."""
    if ctx.place.channel is not None:
        return None
    teams = [team.id for team in team_api.teams_of(ctx, ctx.actor.id)]
    heard = [team for team in teams if team_api.channels_of(ctx, team)]
    return next((found[0] for found in (teams, heard) if len(found) == 1), None)


def _points(agenda: str | None) -> list[str]:
    return list(agenda_lines(agenda or ""))[:AGENDA_POINTS]


def _remind(ctx: Ctx, meeting: Meeting) -> None:
    planned = meeting.planned
    if planned is None:
        return
    at = planned.at or ASK_AT
    ask = datetime.combine(day_ahead(planned, ctx.calendar), at, ZoneInfo(planned.zone))
    if ask > ctx.now:
        ctx.schedules.once(f"{JOB_ASK}:{meeting.id}", JOB_ASK, ask, planned.zone, meeting.id)
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
    _drop_reminders(ctx, row)
    shown = _kept(ctx, row)
    ctx.post(channel, cards.started_card(shown))
    if shown.meeting.timebox is not None:
        warn = ctx.now + shown.meeting.timebox * WARN_AT
        ctx.schedules.once(f"{JOB_WARN}:{row.id}", JOB_WARN, warn, row.zone, row.id)
    return shown


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
    _drop_reminders(ctx, row)
    return _kept(ctx, row)


def cancel(ctx: Ctx, meeting_id: int) -> Shown:
    """Calls a planned meeting off; its channel sees it."""
    row = _own(ctx, meeting_id, MeetingState.PLANNED)
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
    for job in (JOB_ASK, JOB_SOON, JOB_WARN):
        ctx.schedules.drop(f"{job}:{row.id}")


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
    return Shown(meeting, scene.people.name(meeting.owner), tuple(found))


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


# --- what a clock causes ------------------------------------------------------------------------


def ask(ctx: Ctx, meeting_id: int) -> None:
    """Asks who made a meeting for its agenda; a plain answer gives it."""
    meeting = as_meeting(find(ctx, meeting_id))
    ctx.ask(meeting.owner, "meeting-agenda", {"id": meeting.ref}, None)
    ctx.tell(meeting.owner, cards.ask_card(meeting), topic=AGENDA)


def announce(ctx: Ctx, meeting_id: int) -> None:
    """Posts the agenda shortly before a meeting."""
    _in_channel(ctx, meeting_id, cards.soon_card)


def warn(ctx: Ctx, meeting_id: int) -> None:
    """Says in the channel that the time-box is nearly used up."""

    def card(shown: Shown) -> Card:
        box = shown.meeting.timebox or timedelta(0)
        return cards.warning_card(shown.meeting, box * (1 - WARN_AT))

    _in_channel(ctx, meeting_id, card)


def _in_channel(ctx: Ctx, meeting_id: int, card: Callable[[Shown], Card]) -> None:
    meeting = as_meeting(find(ctx, meeting_id))
    if meeting.channel is not None:
        ctx.post(meeting.channel, card(show(ctx, meeting)))


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """Blanks a forgotten person's name in titles, agendas and minutes; what was decided stays."""
    titled, written = repo.naming(ctx.session, event.name)
    for row in titled:
        row.title = unnamed(row.title, event.name)
        row.agenda = [unnamed(line, event.name) for line in row.agenda]
        repo.save(ctx.session, row)
    for minutes in written:
        minutes.text = unnamed(minutes.text, event.name)
        minutes.notes = [unnamed(line, event.name) for line in minutes.notes]
        repo.save(ctx.session, minutes)
        decisions, items = repo.decisions(ctx.session, minutes.meeting_id), repo.items(ctx.session, minutes.meeting_id)
        parts: list[Decision | MinutesItem] = [*decisions, *items]
        for part in parts:
            part.what, part.line = unnamed(part.what, event.name), unnamed(part.line, event.name)
            repo.save(ctx.session, part)
