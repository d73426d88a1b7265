"""Each card's words, once, in the three languages: ``words.txt`` is what people read.

A change of words is a change of that file, to be read as a native would; ``MUSTER_GOLDEN=write`` makes it anew. What is
said only when something breaks, or in a place the tour does not come to, is in the catalogues alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.catalogue import LANGUAGES
from bot.platforms.local.render import text
from bot.wording import Wording
from handlers.kit.context import Org, Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import Kind, OneOf
from handlers.kit.messages import Card, Choice, Items, Msg
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from tests.conftest import REWRITE
from tests.tour import lines

HERE = Path(__file__).parent
GOLDEN = HERE / "words.txt"


def test_each_cards_words_in_three_languages(tour: list[tuple[str, Card]]) -> None:
    kinds: dict[tuple[str, ...], tuple[str, Card]] = {}  # of cards made of the same messages the first
    for cause, card in tour:
        kinds.setdefault(_shape(card), (cause, card))
    entries = [_entry(cause, card) for cause, card in kinds.values()]
    made = "\n".join(entries)
    if REWRITE:
        GOLDEN.write_text(made, "utf-8")
    kept = GOLDEN.read_text("utf-8")
    assert made.splitlines() == kept.splitlines()


def test_every_command_is_on_the_tour() -> None:
    vocabulary, toured = Vocabulary(FEATURES), set[str]()
    for typed in lines():
        _, slash, command = typed.partition(": /")
        candidates = vocabulary.match(command).candidates if slash else ()
        toured |= {candidates[0][0].id} if candidates else set()
    assert set(vocabulary.commands) - toured == set()


def _shape(card: Card) -> tuple[str, ...]:
    """The messages a card is made of."""
    return tuple(sorted(set(_messages(card))))


def _messages(part: Any) -> Iterator[str]:
    if isinstance(part, Msg):
        yield part.id
    if is_dataclass(part):
        for one in fields(part):
            yield from _messages(getattr(part, one.name))
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _messages(value)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from _messages(value)


def _entry(cause: str, card: Card) -> str:
    """A card in each language, with its buttons."""
    made = [f"══ {cause.splitlines()[0]}"]
    for language in LANGUAGES:
        worded = Wording(language).card(card)
        buttons = " ".join(f"[{button.label}]" for button in worded.buttons)
        made += [f"── {language}", text(worded), *([buttons] if buttons else [])]
    return "\n".join([*made, ""])


def test_what_a_refusal_names_to_choose_from_can_be_typed() -> None:
    scene = Scene(Session(), datetime(2026, 1, 5, tzinfo=UTC), Org(), None, None, "en")
    choosing = {id(kind): kind for kind in _choosing()}
    assert len(choosing) > 20
    for kind in choosing.values():
        with pytest.raises(BadInput) as refused:
            kind.take("~", scene)
        known = refused.value.why.args["known"]
        assert isinstance(known, Items)
        for choice in known.parts:
            for language in LANGUAGES:
                taken, rest = kind.take(Wording(language).text(choice), scene)
                assert isinstance(choice, Choice)
                assert choice.value in (taken, getattr(taken, "name", "")), language
                assert rest == ""


def _choosing() -> Iterator[Kind[Any]]:
    """The kinds of argument that choose from a few values."""
    for command in Vocabulary(FEATURES).commands.values():
        for argument in command.arguments():
            kind = argument.kind
            if any(isinstance(one, OneOf) for one in (kind, *vars(type(kind)).values())):
                yield kind
