"""``/help``: everything, by what the person may do."""

from __future__ import annotations

from handlers.kit.commands import Command, Word
from handlers.kit.context import Scene
from handlers.kit.feature import Feature
from handlers.kit.help import all_help
from handlers.kit.messages import Card
from handlers.kit.vocabulary import HELP, Vocabulary

WORD = Word("help", HELP.hans, HELP.hant, (*HELP.also, "muster"))  # a bare /muster asks for help too


def feature(others: tuple[Feature, ...]) -> Feature:
    """Help on the other features, and on itself."""

    def everything(scene: Scene, _args: object) -> Card:
        return all_help(vocabulary, scene.actor.right, scene.place.reserved)

    made = Feature("help", (Command(WORD, everything, "reads"),))
    vocabulary = Vocabulary((*others, made))
    return made
