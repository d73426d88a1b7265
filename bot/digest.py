"""Several messages for one person as one, every quarter of an hour: for a platform whose month is nearly used up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.worded import WordedBlock, WordedButton, WordedCard, WordedPara
from bot.wording import Wording
from handlers.kit.messages import File, say
from storage.repos import messaging
from storage.repos.delivery import Owed

EVERY = timedelta(minutes=15)
COMPANY = 19  # messages that go with the first
BUTTONS = 30
_AT_ONCE = (messaging.ANSWER, "not-posted:")  # what somebody waits for
_ABOUT = re.compile(r"\b[A-Z]\d+\b")  # the id of what a command is about


def may_wait(row: Owed) -> bool:
    """Whether a message may go with others: a private one that asks nothing, and that nobody waits for."""
    made: dict[str, Any] = row.card if isinstance(row.card, dict) else {}
    asks = made.get("form") is not None
    asked_for = any(block["_"] == File.__name__ for block in made.get("blocks", ()))
    waited_for = asks or asked_for or row.key.startswith(_AT_ONCE)
    return row.account_id is not None and row.updates is None and not waited_for


def moment(now: datetime) -> datetime:
    """The next moment at which messages go together; ``now`` itself if it is one."""
    passed = (now.astimezone(UTC) - datetime(2000, 1, 1, tzinfo=UTC)) % EVERY
    return now + EVERY - passed if passed else now


def together(cards: Sequence[WordedCard], wording: Wording) -> WordedCard:
    """Messages as one; a button says what it is about."""
    if len(cards) == 1:
        return cards[0]
    blocks = tuple(block for card in cards for block in _blocks(card))
    buttons = tuple(_button(button) for card in cards for button in card.buttons)[:BUTTONS]
    return WordedCard(wording.language, wording.words(say("kit-together", count=len(cards))), blocks, buttons)


def _blocks(card: WordedCard) -> Iterator[WordedBlock]:
    if card.title is not None:
        yield WordedPara(card.title, "heading")
    yield from card.blocks


def _button(button: WordedButton) -> WordedButton:
    about = _ABOUT.findall(button.command)[:1]
    named = not about or about[0] in button.label
    return replace(button, style="plain", label=button.label if named else f"{button.label} {about[0]}")
