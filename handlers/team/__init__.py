"""Teams: who is in them as what, who leads, where they talk."""

from handlers.kit.events import PersonForgotten, Unreachable
from handlers.kit.feature import Feature, Subscription
from handlers.team import service
from handlers.team.commands import COMMANDS

FEATURE = Feature(
    "team",
    COMMANDS,
    subscriptions=(Subscription(PersonForgotten, service.let_go), Subscription(Unreachable, service.tell_unreachable)),
)
