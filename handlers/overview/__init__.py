"""What concerns oneself, and the first steps of whoever is new."""

from handlers.kit.events import Arrived, Greeted
from handlers.kit.feature import Feature, Subscription
from handlers.kpi.api import MetricMade
from handlers.overview import service
from handlers.overview.commands import COMMANDS
from handlers.standup.api import StandupSet
from handlers.team.api import TeamMade

FEATURE = Feature(
    "overview",
    COMMANDS,
    subscriptions=(
        Subscription(Greeted, service.greet),
        Subscription(Arrived, service.arrive),
        Subscription(TeamMade, service.on_team),
        Subscription(MetricMade, service.on_metric),
        Subscription(StandupSet, service.on_standup),
    ),
)
