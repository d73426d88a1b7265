"""What runs by the clock: seen, paused, resumed, moved."""

from handlers.kit.feature import Feature
from handlers.schedule.commands import commands


def feature(others: tuple[Feature, ...]) -> Feature:
    """Schedules of the other features' jobs."""
    return Feature("schedule", commands({job.name: job for other in others for job in other.jobs}))
