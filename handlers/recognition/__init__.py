"""Recognition: kudos in public, with points that have an allowance and a ledger."""

from handlers.kit.events import PersonForgotten
from handlers.kit.feature import Feature, Subscription
from handlers.recognition.commands import COMMANDS
from handlers.recognition.service import forget

FEATURE = Feature("recognition", COMMANDS, subscriptions=(Subscription(PersonForgotten, forget),))
