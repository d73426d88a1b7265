"""Boards: a card in a channel with a team's figures against target, changed in place as they change."""

from handlers.board.commands import COMMANDS
from handlers.board.jobs import JOBS, SUBSCRIPTIONS, set_up
from handlers.kit.feature import Feature

FEATURE = Feature("board", COMMANDS, JOBS, SUBSCRIPTIONS, set_up)
