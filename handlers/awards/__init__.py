"""Awards by anonymous vote: nominated in the open, voted in secret, told at the close (methods.md R3)."""

from handlers.awards.changes import forget, on_joined, on_joining
from handlers.awards.commands import COMMANDS
from handlers.awards.jobs import JOBS
from handlers.kit.events import PeopleJoined, PeopleJoining, PersonForgotten
from handlers.kit.feature import Feature, Subscription

FEATURE = Feature(
    "awards",
    COMMANDS,
    JOBS,
    subscriptions=(
        Subscription(PersonForgotten, forget),
        Subscription(PeopleJoining, on_joining),
        Subscription(PeopleJoined, on_joined),
    ),
)
