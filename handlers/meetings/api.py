"""What other features may use of meetings: the next one, and hearing of minutes."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.context import Scene
from handlers.kit.dates import When
from handlers.meetings.rules import AGENDA, LETTER
from handlers.meetings.views import as_meeting
from handlers.team import api as team_api
from storage.repos import meetings as repo

TOPICS = (AGENDA,)


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


def next_meeting(scene: Scene, person_id: int) -> NextMeeting | None:
    """The soonest meeting planned at a time to come that somebody made, or that their teams have."""
    teams = [team.id for team in team_api.teams_of(scene, person_id)]
    channels = [channel for team in teams for channel in team_api.channels_of(scene, team)]
    for row in repo.planned_for(scene.session, person_id, channels, teams, scene.now):
        meeting = as_meeting(row)
        if meeting.planned is not None:
            return NextMeeting(meeting.id, meeting.title, meeting.planned, bool(meeting.agenda))
    return None
