"""The tour: a conversation that comes by every command, and the cards that it brings forth."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.worded import WordedCard
from bot.wording import Wording
from handlers.kit.messages import Card
from tests.dialog import Talk

FILE = Path(__file__).parent / "words" / "tour.txt"


def lines() -> list[str]:
    """What is said on it, continued lines joined."""
    said: list[str] = []
    for raw in FILE.read_text("utf-8").splitlines():
        if raw.startswith("|"):
            said[-1] += f"\n{raw}"
        elif raw and not raw.startswith("#"):
            said.append(raw)
    return said


def toured(talk: Talk) -> list[tuple[str, Card]]:
    """Every different card, with the line that first brought it forth."""
    found: dict[str, tuple[str, Card]] = {}
    word = Wording.card
    cause = ""

    def noted(self: Wording, card: Card) -> WordedCard:
        found.setdefault(repr(card), (cause, card))
        return word(self, card)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Wording, "card", noted)
        for cause in lines():
            talk(cause)
    return list(found.values())
