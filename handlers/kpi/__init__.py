"""KPIs: metrics by role, logged values with every correction, figures against target and before."""

from handlers.kit.events import PeopleJoined, PersonForgotten
from handlers.kit.feature import Feature, Maker, Subscription
from handlers.kpi.commands import COMMANDS
from handlers.kpi.exporting import MAKER, make
from handlers.kpi.service import let_go, on_joined, on_membership
from handlers.team.api import MembershipChanged

_SUBSCRIPTIONS = (
    Subscription(MembershipChanged, on_membership),
    Subscription(PeopleJoined, on_joined),
    Subscription(PersonForgotten, let_go),
)
FEATURE = Feature("kpi", COMMANDS, subscriptions=_SUBSCRIPTIONS, makers=(Maker(MAKER, make),))
