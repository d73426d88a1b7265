"""The features, by hand: a broken one stops the start."""

from handlers import help as help_feature
from handlers import admin, recognition, team, todo

_FEATURES = (team.FEATURE, todo.FEATURE, recognition.FEATURE, admin.FEATURE)
FEATURES = (*_FEATURES, help_feature.feature(_FEATURES))
