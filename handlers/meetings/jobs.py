"""What a clock does for meetings and minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.feature import Firing, Job, Work
from handlers.kit.messages import Inline
from handlers.meetings import cards, minutes, proposing, reminding, series, service
from handlers.meetings.api import JOB_EXTRACTED
from handlers.meetings.rules import SERIES, Meeting
from handlers.meetings.views import as_meeting
from storage.repos import meetings as repo
from storage.states import MeetingState, MinutesState


def _if(fits: Callable[[Scene, Meeting], bool]) -> Callable[[Scene, Firing], Iterable[Work]]:
    """Work on a schedule's meeting, if it is there and ``fits`` still holds."""

    def due(scene: Scene, firing: Firing) -> Iterable[Work]:
        row = repo.get(scene.session, firing.subject or 0)
        if row is not None and fits(scene, as_meeting(row)):
            yield Work(f"M{row.id}", row.id)

    return due


def _waits(scene: Scene, meeting: Meeting) -> bool:
    row = repo.minutes(scene.session, meeting.id)
    return row is not None and row.state is MinutesState.WAITING


def _on(run: Callable[[Ctx, int], None]) -> Callable[[Ctx, Any], None]:
    return lambda ctx, payload: run(ctx, int(payload))


def _about(scene: Scene, meeting_id: int) -> Inline:
    row = repo.get(scene.session, meeting_id)
    return cards.named(as_meeting(row)) if row is not None else f"M{meeting_id}"


def _about_series(scene: Scene, series_id: int) -> Inline:
    row = repo.series(scene.session, series_id)
    return row.title if row is not None else f"{SERIES}{series_id}"


JOBS = (
    Job(
        service.JOB_ASK,
        _if(lambda _scene, meeting: meeting.state is MeetingState.PLANNED and bool(meeting.wants)),
        _on(reminding.ask),
        timedelta(hours=12),
        _about,
    ),
    Job(
        service.JOB_COLLECT,
        _if(lambda _scene, meeting: meeting.state is MeetingState.PLANNED),
        _on(reminding.collect),
        timedelta(hours=12),
        _about,
    ),
    Job(
        service.JOB_SOON,
        _if(lambda _scene, meeting: meeting.state is MeetingState.PLANNED),
        _on(reminding.announce),
        service.SOON,
        _about,
    ),
    Job(
        service.JOB_WARN,
        _if(lambda _scene, meeting: meeting.state is MeetingState.RUNNING),
        _on(reminding.warn),
        timedelta(minutes=5),
        _about,
    ),
    Job(
        service.JOB_POINT,
        _if(lambda _scene, meeting: meeting.state is MeetingState.RUNNING),
        _on(reminding.warn_of_point),
        timedelta(minutes=1),
        _about,
    ),
    Job(series.JOB_NEXT, series.to_prepare, series.prepare_due, series.STILL_GOOD, _about_series),
    Job(series.JOB_PHASE, series.to_ask, series.ask, None, _about_series),
    Job(minutes.JOB_SHARE, _if(_waits), _on(minutes.share_late), None, _about),
    Job(JOB_EXTRACTED, _if(lambda _scene, _meeting: True), _on(proposing.merge), None, _about),
)
