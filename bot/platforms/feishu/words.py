"""The few words that only Feishu's cards say, by the language of the card."""

from __future__ import annotations

from functools import lru_cache

from bot.wording import Wording
from handlers.kit.messages import say


@lru_cache
def word(language: str, message: str) -> str:
    """A message of the catalogues without arguments."""
    return Wording(language).text(say(message))


def more(language: str, lines: int) -> str:
    """That some lines are not shown."""
    return Wording(language).text(say("feishu-more", count=lines))
