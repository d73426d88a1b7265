"""Awards by anonymous vote: nominated in the open, voted in secret, told at the close (methods.md R3)."""

from handlers.awards.commands import COMMANDS
from handlers.awards.jobs import JOBS
from handlers.awards.service import forget
from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Feature, Subscription

FEATURE = Feature("awards", COMMANDS, JOBS, subscriptions=(Subscription(PersonForgotten, forget),))
