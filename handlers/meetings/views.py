"""Rows as the feature sees them, and who may see and change them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.context import Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import ChannelRef, Msg, from_json, say
from handlers.meetings.rules import DECIDED, LETTER, NOTED, Line, Meeting, Offer, Proposal, Record, Task
from handlers.team import api as team_api
from storage.models.meetings import Decision, MinutesItem
from storage.models.meetings import Meeting as MeetingRow
from storage.models.meetings import Minutes as MinutesRow
from storage.models.meetings import Proposal as ProposalRow
from storage.repos import meetings as repo
from storage.states import Right


def as_meeting(row: MeetingRow) -> Meeting:
    """The view of a meeting."""
    assert row.id is not None
    return Meeting(
        id=row.id, title=row.title, owner=row.owner_id, channel=row.channel_id, team=row.team_id, state=row.state,
        planned=when(row.planned_day, row.planned_at, row.zone), zone=row.zone,
        timebox=timedelta(minutes=row.timebox) if row.timebox else None, agenda=tuple(row.agenda), made_at=row.made_at,
        started_at=row.started_at, ended_at=row.ended_at, kind=row.kind, goal=row.goal, taker=row.taker_id,
        series=row.series_id, point=row.point, point_at=row.point_at,
        took_points=tuple(timedelta(seconds=seconds) for seconds in row.took),
    )  # fmt: skip


def as_task(row: MinutesItem, number: int = 0) -> Task:
    """The view of something to be done."""
    unclear: tuple[Msg, ...] = from_json(row.unclear)
    return Task(number, row.what, row.owner_id, when(row.due_day, row.due_at, row.due_zone), unclear, row.item_id)


def as_record(scene: Scene, meeting: Meeting, row: MinutesRow) -> Record:
    """The view of minutes, with what was read out of them; a line that somebody's word makes an item is no note."""
    decisions, items = repo.decisions(scene.session, meeting.id), repo.items(scene.session, meeting.id)
    tasks = _tasks(items)
    decided = tuple(Line(f"{DECIDED}{n}", made.what) for n, made in enumerate(decisions, 1) if not made.removed)
    return Record(meeting, row.taker_id, row.text, row.state, decided, tasks, _notes(row, decisions, items))


def _tasks(items: Sequence[MinutesItem]) -> tuple[Task, ...]:
    """What is to be done, parts with the number of what they are parts of."""
    made: list[Task] = []
    whole: tuple[int, int] | None = None  # its place and number; a line of several owners has several numbers
    for number, item in enumerate(items, 1):
        if not item.part and (whole is None or whole[0] != item.place):
            whole = item.place, number
        if not item.removed:
            of = whole[1] if item.part and whole is not None and not items[whole[1] - 1].removed else None
            made.append(replace(as_task(item, number), whole=of))
    return tuple(made)


def _notes(row: MinutesRow, decisions: Sequence[Decision], items: Sequence[MinutesItem]) -> tuple[Line, ...]:
    """What was read as neither, and what somebody says is neither; without what they would not have there."""
    made: list[Decision | MinutesItem] = [*decisions, *items]
    live = {one.line for one in made if not one.removed}
    hidden = {*row.left_out, *(one.line for one in made if one.added and not one.removed)}
    own = [Line(f"{NOTED}{n}", line) for n, line in enumerate(row.notes, 1) if line not in hidden]
    labels = [*(f"{DECIDED}{n}" for n in range(1, len(decisions) + 1)), *map(str, range(1, len(items) + 1))]
    gone: dict[str, str] = {}  # several owners of a line have an item each
    for label, one in zip(labels, made, strict=True):
        if one.removed and not one.added and one.line not in hidden | live:
            gone.setdefault(one.line, label)
    return (*own, *(Line(label, line) for line, label in gone.items()))


def as_proposal(row: ProposalRow) -> Proposal:
    """The view of what the extractor found."""
    due, unclear = when(row.due_day, row.due_at, row.due_zone), from_json(row.unclear)
    return Proposal(row.number, Offer(row.kind, row.line, row.what, tuple(row.owners), due, unclear), row.state)


def when(day: date | None, at: datetime | None, zone: str | None) -> When | None:
    """A day, or a moment, from its columns."""
    if day is None or zone is None:
        return None
    return When(day, at.astimezone(ZoneInfo(zone)).time() if at is not None else None, zone)


# --- finding ------------------------------------------------------------------------------------


def find(scene: Scene, meeting_id: int) -> MeetingRow:
    """The meeting people mean by an id; ``BadInput`` when there is none."""
    row = repo.get(scene.session, meeting_id)
    if row is None:
        raise BadInput("id", say("meetings-unknown", id=f"{LETTER}{meeting_id}"))
    return row


def record(scene: Scene, meeting_id: int) -> Record | None:
    """A meeting's minutes."""
    row = repo.minutes(scene.session, meeting_id)
    return as_record(scene, as_meeting(find(scene, meeting_id)), row) if row is not None else None


def places(scene: Scene, meeting: Meeting) -> tuple[ChannelRef, ...]:
    """The channels that hear of a meeting."""
    if meeting.channel is not None:
        return (scene.channel_ref(meeting.channel),)
    channels = team_api.channels_of(scene, meeting.team) if meeting.team is not None else ()
    return tuple(scene.channel_ref(channel) for channel in channels)


# --- rights -------------------------------------------------------------------------------------


def team_of(scene: Scene, meeting: Meeting) -> team_api.Team | None:
    """The team whose meeting it is."""
    if meeting.channel is not None:
        return team_api.team_of_channel(scene, meeting.channel)
    return team_api.get(scene, meeting.team) if meeting.team is not None else None


def team_id(scene: Scene, meeting: Meeting) -> int | None:
    """The id of that team."""
    team = team_of(scene, meeting)
    return team.id if team is not None else None


def may_change(scene: Scene, meeting: Meeting, taker: int | None = None) -> bool:
    """Whether the actor may change a meeting or its minutes: who made or took them, a lead of its team, a manager."""
    if scene.actor.id in (meeting.owner, taker) or scene.actor.right.includes(Right.MANAGER):
        return True
    team = team_of(scene, meeting)
    return team is not None and team_api.leads_team(scene, team.id)


def require_change(scene: Scene, meeting: Meeting, taker: int | None = None) -> None:
    """Refuses whoever may not change it."""
    if not may_change(scene, meeting, taker):
        raise Refused(say("meetings-not-yours", id=meeting.ref, who=scene.people.name(taker or meeting.owner)))


def may_see(scene: Scene, meeting: Meeting) -> bool:
    """Whether the actor may see a meeting: those who may change it, its team, whoever asks in its channel or has a
    part in it."""
    written = repo.minutes(scene.session, meeting.id)
    if may_change(scene, meeting, written.taker_id if written else None):
        return True
    if meeting.channel is not None and scene.place.channel == meeting.channel:
        return True
    team = team_of(scene, meeting)
    if team is not None and team.id in {mine.id for mine in team_api.teams_of(scene, scene.actor.id)}:
        return True
    if scene.actor.id == meeting.taker or scene.actor.id in repo.guests(scene.session, meeting.id):
        return True
    items = repo.items(scene.session, meeting.id)
    return any(item.owner_id == scene.actor.id and not item.removed for item in items)


def require_sight(scene: Scene, meeting: Meeting) -> None:
    """Refuses whoever may not see it."""
    if not may_see(scene, meeting):
        raise Refused(say("meetings-not-seen", id=meeting.ref))
