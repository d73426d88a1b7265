"""Action items: who does what by when, and the following up."""

from handlers.kit.feature import Feature
from handlers.todo.commands import COMMANDS
from handlers.todo.jobs import JOBS, SUBSCRIPTIONS, set_up

FEATURE = Feature("todo", COMMANDS, JOBS, SUBSCRIPTIONS, set_up)
