"""Recognition: kudos in public, with points that have an allowance and a ledger."""

from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Feature, Subscription
from handlers.recognition.commands import COMMANDS
from handlers.recognition.jobs import JOBS
from handlers.recognition.rhythm import move
from handlers.recognition.service import forget
from handlers.team.api import TeamMoved

SUBSCRIPTIONS = (Subscription(PersonForgotten, forget), Subscription(TeamMoved, move))
FEATURE = Feature("recognition", COMMANDS, JOBS, SUBSCRIPTIONS)
