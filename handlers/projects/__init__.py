"""Projects that several teams share: a contact by name, what is needed, and a retro that recurs (methods.md C2)."""

from handlers.kit.feature import Feature, Subscription
from handlers.projects.commands import COMMANDS
from handlers.projects.service import notice
from handlers.todo.api import ItemsMade

FEATURE = Feature("projects", COMMANDS, subscriptions=(Subscription(ItemsMade, notice),))
