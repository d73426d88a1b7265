"""Words as Slack's ``rich_text``, which takes every text for what it is, and quiet lines as ``mrkdwn``. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.platforms.common.markup import cut
from bot.platforms.slack import RESERVED
from bot.worded import Piece, WordedCard, WordedPara, WordedTable, Words, plain

Json = dict[str, Any]

TEXT, CONTEXT, NOTICE = 2900, 2000, 300  # characters of a block, of a quiet line, of a notification
WIDE = 64  # columns of a table that still fit a desktop's window; a wider one is read line by line
_WORD = re.compile(r"^/([^\s/]+)")
_MARKS = re.compile(r"([*_~`])")
_APART = "\u2060"  # joins words without being seen: a mark beside it marks nothing


# --- what is said aloud -----------------------------------------------------------------------------


def paragraph(words: Words | str, *, bold: bool = False, sign: str = "") -> Iterator[Json]:
    """A paragraph, with a sign before it."""
    said = (Piece(words),) if isinstance(words, str) else words
    if sign:
        said = (Piece(f"{sign} "), *said)
    for part in _parts(said):
        yield _rich([{"type": "rich_text_section", "elements": [_element(piece, bold=bold) for piece in part]}])


def facts(rows: Sequence[tuple[Words, Words]]) -> Iterator[Json]:
    """A line for each, its label in bold."""
    lines: list[Words] = [
        (*(Piece(p.text, "bold") if p.kind == "text" else p for p in label), Piece(": "), *value)
        for label, value in rows
    ]
    for group in _grouped(lines):
        elements = [_element(piece) for line in group for piece in (*line, Piece("\n"))][:-1]
        yield _rich([{"type": "rich_text_section", "elements": elements}])


def bullets(items: Sequence[Words]) -> Iterator[Json]:
    """A list."""
    for group in _grouped(items):
        sections = [{"type": "rich_text_section", "elements": [_element(p) for p in _whole(item)]} for item in group]
        yield _rich([{"type": "rich_text_list", "style": "bullet", "elements": sections}])


def quote(text: str) -> Iterator[Json]:
    """Somebody's own words."""
    for part in _parts((Piece(text),)):
        yield _rich([{"type": "rich_text_quote", "elements": [_element(piece) for piece in part]}])


def preformatted(table: WordedTable) -> Iterator[Json]:
    """A table in columns, or line by line where it is too wide for that."""
    cells = [[typed_here(plain(cell)) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(table.head))]
    if sum(widths) + 2 * (len(widths) - 1) > WIDE:
        yield from bullets([_line(table.head, row) for row in table.rows])
        return
    lines: list[Words] = [(Piece("  ".join(map(_padded, row, widths)).rstrip()),) for row in cells]
    for group in _grouped(lines):
        text = "\n".join(plain(line) for line in group)
        yield _rich([{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text or " "}]}])


def _line(head: Sequence[Words], row: Sequence[Words]) -> Words:
    """A row as a sentence: what it is about, then each other cell behind its column's name."""
    first, *others = zip(head, row, strict=True)
    told = [(Piece(" · "), *name, Piece(" "), *cell) for name, cell in others if plain(cell)]
    return (*(Piece(p.text, "bold") if p.kind == "text" else p for p in first[1]), *(p for one in told for p in one))


def _rich(elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": elements}


def _element(piece: Piece, *, bold: bool = False) -> Json:
    style = {"style": {"bold": True}} if bold or piece.kind == "bold" else {}
    match piece.kind:
        case "code":
            return {"type": "text", "text": typed_here(piece.text), "style": {"code": True}}
        case "mention" if piece.target:
            return {"type": "user", "user_id": piece.target}
        case "channel" if piece.target:
            return {"type": "channel", "channel_id": piece.target}
        case "link" if piece.target:
            return {"type": "link", "url": piece.target, "text": piece.text or piece.target}
    return {"type": "text", "text": piece.text or " "} | style


def _whole(words: Words) -> Words:
    """Words as one item of a list: cut where they are longer than a block may be."""
    return next(iter(_parts(words)), (Piece(" "),))


def _parts(words: Words) -> list[Words]:
    """Words in parts of at most ``TEXT`` characters; a piece that is longer alone goes on in the next part."""
    parts: list[list[Piece]] = [[]]
    room = TEXT
    for piece in words:
        for at in range(0, max(1, len(piece.text)), TEXT):
            some = piece.text[at : at + TEXT]
            if len(some) > room and parts[-1]:
                parts.append([])
                room = TEXT
            parts[-1].append(Piece(some, piece.kind, piece.target))
            room -= len(some)
    return [tuple(part) for part in parts if part]


def _grouped(lines: Iterable[Words]) -> Iterator[list[Words]]:
    """Lines in groups of at most ``TEXT`` characters."""
    group: list[Words] = []
    size = 0
    for line in lines:
        whole = _whole(line)
        length = sum(len(piece.text) for piece in whole) + 1
        if group and size + length > TEXT:
            yield group
            group, size = [], 0
        group.append(whole)
        size += length
    if group:
        yield group


# --- what is said quietly ---------------------------------------------------------------------------


def context(words: Words | str) -> Json:
    """A quiet line."""
    said = (Piece(words),) if isinstance(words, str) else words
    text = "".join(map(_mrkdwn, said))
    if len(text) > CONTEXT:
        text = cut(_literal(plain(said)), CONTEXT)
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text or " ", "verbatim": True}]}


def summary(card: WordedCard) -> str:
    """What a notification says of a card."""
    first = next((plain(block.words) for block in card.blocks if isinstance(block, WordedPara)), "")
    said = " · ".join(part for part in (plain(card.title) if card.title else "", first) if part)
    return _literal(cut(" ".join(said.split()), NOTICE)) or "Muster"


def _mrkdwn(piece: Piece) -> str:
    match piece.kind:
        case "code":
            return f"`{_escaped(typed_here(piece.text).replace('`', 'ˋ'))}`"
        case "bold":
            return f"*{_literal(piece.text)}*"
        case "mention" if piece.target:
            return f"<@{piece.target}>"
        case "channel" if piece.target:
            return f"<#{piece.target}>"
        case "link" if piece.target:
            return f"<{_escaped(piece.target)}|{_escaped(piece.text.replace('|', '¦'))}>"
    return _literal(piece.text)


def _literal(text: str) -> str:
    """A text in ``mrkdwn`` of which no mark, mention or address is one."""
    return _MARKS.sub(rf"{_APART}\1{_APART}", _escaped(text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- small things -----------------------------------------------------------------------------------


def typed_here(text: str) -> str:
    """A command as one types it on Slack: words that Slack keeps for itself, or cannot have, go behind ``/muster``."""
    word = _WORD.match(text)
    if word is None or word[1] == "muster" or (word[1].isascii() and word[1] not in RESERVED):
        return text
    return f"/muster {text[1:]}"


def _width(text: str) -> int:
    """Columns a text takes in a fixed font: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
