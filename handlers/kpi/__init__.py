"""KPIs: metrics by role, logged values with every correction, figures against target and before."""

from handlers.kit.feature import Feature, Subscription
from handlers.kpi.commands import COMMANDS
from handlers.kpi.service import on_membership
from handlers.team.api import MembershipChanged

FEATURE = Feature("kpi", COMMANDS, subscriptions=(Subscription(MembershipChanged, on_membership),))
