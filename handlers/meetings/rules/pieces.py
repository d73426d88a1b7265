"""A line of minutes in pieces, and where these stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from handlers.meetings.rules.marks import bullet


def lines_of(line: str, parts: Sequence[str]) -> list[str]:
    """The parts of a line as they stand in it: what came before the first part is the first's too."""
    tail = len("".join(parts[1:])) if len(parts) > 1 else 0
    first = line.rstrip()[: len(line.rstrip()) - tail] if tail else line
    return [first, *parts[1:]]


def listed(text: str) -> list[str]:
    """A text cut at its inner numbers (``1. … 2. …``), where they count up from one; else at semicolons."""
    hits = list(
        re.finditer(
            r"(?:(?<=\s)|(?<=[;；。，,.:：])|^)[(（]?(\d{1,2}|[①-⑨])[.)、．）]?(?![\d月日号號点點:%/-])\s*(?=\S)",
            text,
        )
    )
    numbers = [int(h[1]) if h[1].isdigit() and h[1].isascii() else ord(h[1]) - ord("①") + 1 for h in hits]
    starts = [h.start() for h in hits]
    if len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)] and not text[: starts[0]].strip():
        cuts = [0, *starts[1:], len(text)]
        return [text[a:b] for a, b in pairwise(cuts)]
    parts = re.findall(r"[^;；]*(?:[;；]\s*|$)", text)
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 and all(bullet(p).body.strip(" ;；") for p in parts) else []


def han(text: str) -> bool:
    """Whether a text is Chinese."""
    return re.search(r"[\u4e00-\u9fff]", text) is not None
