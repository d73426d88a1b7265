"""What other features may use of awards."""

from handlers.awards.rules import REMINDER

TOPICS = (REMINDER,)
