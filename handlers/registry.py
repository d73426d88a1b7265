"""The features, by hand: a broken one stops the start."""

from handlers import (
    admin,
    alerts,
    awards,
    board,
    goals,
    kpi,
    meetings,
    overview,
    praise,
    projects,
    recognition,
    review,
    schedule,
    standup,
    team,
    todo,
)
from handlers import help as help_feature

_FEATURES = (
    team.FEATURE, kpi.FEATURE, todo.FEATURE, meetings.FEATURE, alerts.FEATURE, board.FEATURE, recognition.FEATURE,
    awards.FEATURE, praise.FEATURE, projects.FEATURE,
    goals.FEATURE, standup.FEATURE, review.FEATURE, overview.FEATURE, admin.FEATURE,
)  # fmt: skip
_SCHEDULED = (*_FEATURES, schedule.feature(_FEATURES))
FEATURES = (*_SCHEDULED, help_feature.feature(_SCHEDULED))
