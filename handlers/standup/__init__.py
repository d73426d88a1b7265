"""Standups: each person asked privately at their own time, blockers followed, one summary in the channel."""

from handlers.kit.events import LeaveChanged, PersonForgotten, ZoneChanged
from handlers.kit.feature import Feature, Subscription
from handlers.standup import service
from handlers.standup.commands import COMMANDS
from handlers.standup.jobs import JOBS
from handlers.team.api import MembershipChanged, TeamMoved

FEATURE = Feature(
    "standup",
    COMMANDS,
    JOBS,
    (
        Subscription(MembershipChanged, service.on_membership),
        Subscription(LeaveChanged, service.on_leave),
        Subscription(ZoneChanged, service.on_zone),
        Subscription(TeamMoved, service.on_moved),
        Subscription(PersonForgotten, service.on_forgotten),
    ),
)
