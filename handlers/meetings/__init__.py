"""Meetings: agenda first, minutes after, and what was agreed followed up."""

from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Feature, Subscription
from handlers.meetings import forgetting, minutes
from handlers.meetings.commands import COMMANDS
from handlers.meetings.jobs import JOBS
from handlers.todo.api import ItemChanged, ItemClosed

FEATURE = Feature(
    "meetings",
    COMMANDS,
    JOBS,
    (
        Subscription(ItemClosed, minutes.refresh),
        Subscription(ItemChanged, minutes.refresh),
        Subscription(PersonForgotten, forgetting.let_go),
    ),
)
