"""A worded card as a platform's own marked-up lines: the platform says how it escapes and marks, this how it reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.worded import (
    Piece,
    WordedBlock,
    WordedBullets,
    WordedFacts,
    WordedFigures,
    WordedFile,
    WordedPara,
    WordedQuote,
    WordedTable,
    Words,
)

MORE = "…"


class Markup(Protocol):
    """A platform's way to write each kind of piece; every text it is given is literal and is to be escaped."""

    def text(self, text: str) -> str: ...

    def bold(self, text: str) -> str: ...

    def code(self, text: str) -> str: ...

    def mention(self, account: str, name: str) -> str: ...

    def channel(self, channel: str, name: str) -> str: ...

    def link(self, url: str, label: str) -> str: ...

    def note(self, line: str) -> str:
        """A line (already marked up) said quietly."""

    def heading(self, line: str) -> str:
        """A line (already marked up) that heads what follows."""

    def quote(self, line: str) -> str:
        """A line (already escaped) of somebody's own words."""

    def bullet(self, line: str) -> str:
        """A line (already marked up) of a list."""


def inline(words: Words, markup: Markup) -> str:
    """Words on one line, marked up."""
    return "".join(_piece(piece, markup) for piece in words)


def lines(block: WordedBlock, markup: Markup) -> list[str]:
    """A block as marked-up lines; a table as one line a row, with each cell's column where there is room for none."""
    match block:
        case WordedPara(style="note"):
            return [markup.note(inline(block.words, markup))]
        case WordedPara(style="heading"):
            return [markup.heading(inline(block.words, markup))]
        case WordedPara():
            return [inline(block.words, markup)]
        case WordedQuote():
            return [markup.quote(markup.text(line)) for line in block.text.splitlines() or [""]]
        case WordedFacts():
            return [f"{inline(label, markup)}: {inline(value, markup)}" for label, value in block.rows]
        case WordedBullets():
            return [markup.bullet(inline(item, markup)) for item in block.items]
        case WordedTable():
            return [" | ".join(inline(cell, markup) for cell in row) for row in (block.head, *block.rows)]
        case WordedFigures():
            return [markup.heading(markup.text(block.chart.title)), *lines(block.table, markup)]
        case WordedFile():
            return [markup.bold(block.name)]


def cut(text: str, limit: int) -> str:
    """A text of at most ``limit`` characters; one that was cut ends in an ellipsis. For texts without marks: cutting
    may not fall into one."""
    return text if len(text) <= limit else text[: limit - len(MORE)].rstrip() + MORE


def pages(parts: Iterable[str], limit: int) -> list[str]:
    """Lines joined into as few texts of at most ``limit`` characters as there can be; none is broken that fits."""
    made: list[str] = []
    for part in parts:
        if made and len(made[-1]) + 1 + len(part) <= limit:
            made[-1] += f"\n{part}"
        else:
            made.append(part)
    return made


def _piece(piece: Piece, markup: Markup) -> str:
    match piece.kind:
        case "bold":
            return markup.bold(piece.text)
        case "code":
            return markup.code(piece.text)
        case "mention":
            return markup.mention(piece.target or "", piece.text)
        case "channel":
            return markup.channel(piece.target or "", piece.text)
        case "link":
            return markup.link(piece.target or "", piece.text)
        case _:
            return markup.text(piece.text)
