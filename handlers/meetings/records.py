"""Looking minutes up: as they stand, their text, and what was decided in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Button, Code, Moment, say
from handlers.meetings.minutes_parts import Outcome
from handlers.meetings.rules import Meeting
from handlers.meetings.views import as_meeting, as_proposal, as_record, find, may_change, may_see, places, require_sight
from handlers.todo import api as todo_api
from storage.models.meetings import Meeting as MeetingRow
from storage.models.meetings import Minutes as MinutesRow
from storage.repos import meetings as repo
from storage.states import MinutesState

PATIENCE = timedelta(minutes=30)


def outcome(scene: Scene, meeting: MeetingRow, row: MinutesRow) -> Outcome:
    """Minutes as they stand."""
    record = as_record(scene, as_meeting(meeting), row)
    made = {item.id: item for item in todo_api.of_meeting(scene, record.meeting.id)}
    items = {task.item: made[task.item] for task in record.tasks if task.item is not None}
    latest = Moment(row.written_at + PATIENCE, scene.zone) if row.state is MinutesState.WAITING else None
    proposals = tuple(map(as_proposal, repo.proposals(scene.session, record.meeting.id)))
    return Outcome(record, items, places(scene, record.meeting), latest, proposals)


def shown(scene: Scene, meeting_id: int | None) -> Outcome:
    """The minutes of a meeting, or the last of this channel, for whoever may see them."""
    found = meeting_id if meeting_id is not None else _last_here(scene)
    meeting = find(scene, found)
    view, row = as_meeting(meeting), repo.minutes(scene.session, found)
    require_sight(scene, view)
    if row is None:
        raise Refused(say("meetings-no-minutes", id=view.ref), (Button(say("meetings-button-write"), "/minutes"),))
    if row.state is not MinutesState.SHARED and not may_change(scene, view, row.taker_id):
        raise Refused(say("meetings-not-shared", who=scene.people.name(row.taker_id)))
    made = outcome(scene, meeting, row)
    return made if may_change(scene, view, row.taker_id) else replace(made, proposals=())


def decided(scene: Scene, text: str) -> tuple[tuple[Meeting, str], ...]:
    """The decisions that have all words of a text, each with its meeting, the newest first; those one may see."""
    words = text.split()
    if not words:
        raise BadInput("words", say("kit-empty"), Code("/minutes find price"))
    seen: dict[int, bool] = {}
    found: list[tuple[Meeting, str]] = []
    for decision, row in repo.deciding(scene.session, words):
        meeting = as_meeting(row)
        if meeting.id not in seen:
            seen[meeting.id] = may_see(scene, meeting)
        if seen[meeting.id]:
            found.append((meeting, decision.what))
    return tuple(found)


def text_of(scene: Scene, meeting_id: int) -> str:
    """The text of minutes, word for word; empty where there are none to be seen."""
    row = repo.minutes(scene.session, meeting_id)
    meeting = repo.get(scene.session, meeting_id)
    if row is None or meeting is None or not may_change(scene, as_meeting(meeting), row.taker_id):
        return ""
    return row.text


def _last_here(scene: Scene) -> int:
    found = repo.last_written(scene.session, scene.place.channel, scene.actor.id)
    if found is None:
        raise Refused(say("meetings-no-minutes-yet"), (Button(say("meetings-button-write"), "/minutes"),))
    return found.meeting_id
