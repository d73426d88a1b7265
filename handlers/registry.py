"""The features, by hand: a broken one stops the start."""

from handlers import help as help_feature
from handlers import team

_FEATURES = (team.FEATURE,)
FEATURES = (*_FEATURES, help_feature.feature(_FEATURES))
