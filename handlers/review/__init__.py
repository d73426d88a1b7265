"""The weekly review across departments: figures, movements, deviations and remarks come before it as its agenda."""

from handlers.kit.feature import Feature
from handlers.review.commands import COMMANDS
from handlers.review.jobs import JOBS, SUBSCRIPTIONS

FEATURE = Feature("review", COMMANDS, JOBS, SUBSCRIPTIONS)
