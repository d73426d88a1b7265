"""Administration: rights, forgetting somebody, undelivered messages, the audit, the working calendar, tidying up."""

from handlers.admin.commands import COMMANDS
from handlers.admin.jobs import JOBS, set_up
from handlers.kit.feature import Feature

FEATURE = Feature("admin", COMMANDS, JOBS, setup=set_up)
