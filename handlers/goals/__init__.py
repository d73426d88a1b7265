"""Goals: yearly targets with cumulative milestones, checked when each month has ended."""

from handlers.goals.commands import COMMANDS
from handlers.goals.jobs import JOBS, SUBSCRIPTIONS, set_up
from handlers.kit.feature import Feature

FEATURE = Feature("goals", COMMANDS, JOBS, SUBSCRIPTIONS, set_up)
