"""What a thousand registered commands cost, against ten."""

from __future__ import annotations

from collections.abc import Iterator

from bench.measure import Row, in_turn
from handlers.kit.commands import Command, NoArgs, Word
from handlers.kit.context import Scene
from handlers.kit.feature import Feature
from handlers.kit.messages import Card, card
from handlers.kit.vocabulary import Vocabulary

CALLS = 2000


def _nothing(_scene: Scene, _args: NoArgs) -> Card:
    return card("")


def _vocabulary(commands: int) -> Vocabulary:
    words = [Word(f"word{n}", (f"词{n}",), (f"詞{n}",)) for n in range(commands // 10)]
    made = [Command(word, _nothing, "reads", Word(f"verb{n}")) for word in words for n in range(10)]
    return Vocabulary((Feature("bench", tuple(made)),))


def rows() -> Iterator[Row]:
    """Finding the command that a text means."""
    many, few = _vocabulary(1000), _vocabulary(10)

    def match(vocabulary: Vocabulary) -> None:
        for _ in range(CALLS):
            vocabulary.match("word0 verb9 leads 12")

    a, b = in_turn(lambda _n: match(many), lambda _n: match(few), 30)
    yield Row("finding a command, 1,000 beside 10", a / CALLS * 1000, b / CALLS * 1000, "µs", "at most 1.1")
