"""Customers' praise: handed in with proof, approved by a lead, worth points or a privilege, once (methods.md R2)."""

from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Feature, Subscription
from handlers.praise.commands import COMMANDS
from handlers.praise.jobs import JOBS
from handlers.praise.service import forget

FEATURE = Feature("praise", COMMANDS, JOBS, (Subscription(PersonForgotten, forget),))
