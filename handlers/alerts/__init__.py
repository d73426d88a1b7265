"""Alerts: a figure beyond its limit surfaces by itself, has an owner, and becomes a plan."""

from handlers.alerts.commands import COMMANDS
from handlers.alerts.jobs import JOBS, SUBSCRIPTIONS, set_up
from handlers.kit.feature import Feature

FEATURE = Feature("alerts", COMMANDS, JOBS, SUBSCRIPTIONS, set_up)
