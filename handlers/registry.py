"""The features, by hand: a broken one stops the start."""

from handlers import help as help_feature
from handlers import overview, team

FEATURES = (
    team.FEATURE,
    overview.FEATURE,
    help_feature.FEATURE,
)
