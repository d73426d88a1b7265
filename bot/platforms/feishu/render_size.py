"""How heavy a card is: what Feishu takes of one message, and how much of that a part of a card uses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

BYTES = 28_000  # of the 30 KB of a request, in which the card stands as an escaped string beside ids
NODES = 180  # of 200: every object with a tag counts, the plain text inside a button too
MARKDOWN = 8_000  # characters of one text; more than about 10,000 are silently cut
TABLES = 3  # of 5
_COMMA = 1


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a card."""

    bytes: int = BYTES
    nodes: int = NODES
    tables: int = TABLES

    def takes(self, part: Json) -> bool:
        """Whether there is room for a part."""
        rest = self.without(part)
        return rest.bytes >= 0 and rest.nodes >= 0 and rest.tables >= 0

    def without(self, *parts: Json) -> Room:
        """What is left beside these."""
        left = self
        for part in parts:
            tables = left.tables - (part.get("tag") == "table")
            left = Room(left.bytes - weight(part) - _COMMA, left.nodes - nodes(part), tables)
        return left


def content(card: Json) -> str:
    """A card as the ``content`` of a message."""
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))


def weight(part: Json | str) -> int:
    """The bytes a part of a card takes in a request, where the card is a string inside JSON."""
    text = content(part) if isinstance(part, dict) else json.dumps(part, ensure_ascii=False)[1:-1]
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


def nodes(part: Any) -> int:
    """How many objects with a tag there are in a part."""
    if isinstance(part, dict):
        return ("tag" in part) + sum(nodes(value) for value in part.values())
    return sum(nodes(value) for value in part) if isinstance(part, list) else 0
