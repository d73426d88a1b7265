"""What other features may use of projects: what can be turned down of what they tell."""

from handlers.projects.cards import LIAISON

TOPICS = (LIAISON,)
