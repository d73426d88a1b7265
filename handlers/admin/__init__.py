"""Administration: rights, forgetting somebody, undelivered messages, the audit, the working calendar."""

from handlers.admin.commands import COMMANDS
from handlers.kit.feature import Feature

FEATURE = Feature("admin", COMMANDS)
