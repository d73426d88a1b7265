"""What other features may use of meetings: the next one, and hearing of minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.meetings import series, service
from handlers.meetings.rules import AGENDA, LETTER, AgendaWanted, Meeting
from handlers.meetings.series import Wish
from handlers.meetings.service import Plan
from handlers.meetings.views import as_meeting, find
from handlers.team import api as team_api
from storage.repos import meetings as repo

__all__ = [
    "JOB_EXTRACTED",
    "LETTER",
    "TOPICS",
    "AgendaWanted",
    "MinutesShared",
    "NextMeeting",
    "Plan",
    "Wish",
    "add_points",
    "begin_series",
    "next_meeting",
    "plan",
    "stop_series",
]

TOPICS = (AGENDA,)
JOB_EXTRACTED = "minutes-extracted"
"""The job that offers the minute-taker what the extractor found: its subject is the meeting."""


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A meeting to come; ``agenda`` says whether it has one."""

    id: int
    title: str
    at: When
    agenda: bool

    @property
    def ref(self) -> str:
        """What people type: ``M4``."""
        return f"{LETTER}{self.id}"


@dataclass(frozen=True, slots=True)
class MinutesShared:
    """A meeting's minutes were shared; ``items`` are the ids of the action items that came of it."""

    meeting: int
    channel: int | None
    items: tuple[int, ...]


def plan(ctx: Ctx, wanted: Plan) -> Meeting:
    """Plans a meeting as one who plans it in chat does: posted in its channel, its people told and reminded."""
    return service.plan(ctx, wanted).meeting


def begin_series(ctx: Ctx, wish: Wish) -> int:
    """Begins a series as one who plans it in chat does, in the place of the command; its id."""
    return series.begin(ctx, wish).series.id


def stop_series(ctx: Ctx, series_id: int) -> None:
    """Ends a series that goes on; what is planned of it is called off."""
    series.end(ctx, series_id)


def add_points(ctx: Ctx, meeting_id: int, points: Sequence[str]) -> None:
    """Puts points on a meeting's agenda; those that are on it already stay as they are."""
    if points:
        service.add_points(ctx, find(ctx, meeting_id), points)


def next_meeting(scene: Scene, person_id: int) -> NextMeeting | None:
    """The soonest meeting planned at a time to come that somebody made, or that their teams have."""
    teams = [team.id for team in team_api.teams_of(scene, person_id)]
    channels = [channel for team in teams for channel in team_api.channels_of(scene, team)]
    for row in repo.planned_for(scene.session, person_id, channels, teams, scene.now):
        meeting = as_meeting(row)
        if meeting.planned is not None:
            return NextMeeting(meeting.id, meeting.title, meeting.planned, bool(meeting.agenda))
    return None
