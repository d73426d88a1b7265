"""Teams: who is in them as what, who leads, where they talk."""

from handlers.kit.feature import Feature
from handlers.team.commands import COMMANDS

FEATURE = Feature("team", COMMANDS)
