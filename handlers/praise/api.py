"""What other features may use of customers' praise: what can be turned down of what is told of it."""

from handlers.praise.rules import REMINDER

TOPICS = (REMINDER,)
