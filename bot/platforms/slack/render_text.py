"""Words as Slack's ``rich_text``, which takes every text for what it is, and quiet lines in small. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.platforms.common.markup import MORE, cut
from bot.platforms.slack import RESERVED
from bot.worded import (
    Piece,
    WordedBlock,
    WordedBullets,
    WordedCard,
    WordedFacts,
    WordedFigures,
    WordedFile,
    WordedPara,
    WordedQuote,
    WordedTable,
    Words,
    plain,
)

Json = dict[str, Any]

TEXT, CONTEXT, NOTICE = 2900, 2000, 300  # characters of a block, of a quiet line, of a notification
BREAK = 300  # characters at a long text's end among which it is broken
PIECE, GROUP = 60, 5000  # characters that a piece costs besides its own, characters of the lines of one block
WIDE = 48  # columns of a table that a phone still shows without breaking its lines; a wider one is read line by line
_WORD = re.compile(r"^/([^\s/]+)")
_GAP = "\u200b"  # a space without width
_MARKING = re.compile(r"[*_~`]|:[\w+'-]+:|^>", re.MULTILINE)  # what ``mrkdwn`` would take for more than text


# --- what is said aloud -----------------------------------------------------------------------------


def signed(block: WordedBlock, sign: str) -> WordedBlock | None:
    """A block with a sign before its first words, which may be a sign already; None for one that begins with none."""
    match block:
        case WordedPara():
            return replace(block, words=_signed(block.words, sign))
        case WordedBullets(items=(first, *more)):
            return replace(block, items=(_signed(first, sign), *more))
        case WordedFacts(rows=((label, value), *more)):
            return replace(block, rows=((_signed(label, sign), value), *more))
    return None


def _signed(words: Words, sign: str) -> Words:
    return words if unicodedata.category(plain(words)[:1] or "x") == "So" else (Piece(f"{sign} "), *words)


def paragraph(words: Words | str, *, bold: bool = False) -> Iterator[Json]:
    """A paragraph."""
    said = (Piece(words),) if isinstance(words, str) else words
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
    cells = [[" ".join(spoken(cell).splitlines()) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(table.head))]
    if sum(widths) + 2 * (len(widths) - 1) > WIDE:
        yield from bullets([_line(table.head, row) for row in table.rows])
        return
    lines = "\n".join("  ".join(map(_padded, row, widths)).rstrip() for row in cells)
    for text in _slices(lines):
        shown = [{"type": "text", "text": text.rstrip("\n") or " "}]
        yield _rich([{"type": "rich_text_preformatted", "elements": shown}])


def _line(head: Sequence[Words], row: Sequence[Words]) -> Words:
    """A row as a sentence: what it is about, then each other cell behind its column's name."""
    first, *others = zip(head, row, strict=True)
    told = [(Piece(" · "), *name, Piece(" "), *cell) for name, cell in others if plain(cell) not in ("", "–")]
    return (*(Piece(p.text, "bold") if p.kind == "text" else p for p in first[1]), *(p for one in told for p in one))


def _rich(elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": elements}


def _element(piece: Piece, *, bold: bool = False) -> Json:
    style = {"style": {"bold": True}} if bold or piece.kind == "bold" else {}
    match piece.kind:
        case "code":
            return {"type": "text", "text": typed_here(piece.text) or " ", "style": {"code": True}}
        case "mention" if piece.target:
            return {"type": "user", "user_id": piece.target}
        case "channel" if piece.target:
            return {"type": "channel", "channel_id": piece.target}
        case "link" if piece.target:
            return {"type": "link", "url": piece.target, "text": piece.text or piece.target}
    return {"type": "text", "text": piece.text or " "} | style


def _whole(words: Words) -> Words:
    """Words as one item of a list: cut where they are longer than a block may be."""
    first, *more = _parts(words) or [(Piece(" "),)]
    return (*first, Piece(MORE)) if more else first


def _parts(words: Words) -> list[Words]:
    """Words in parts of at most ``TEXT`` characters; a piece that is longer alone goes on in the next part."""
    parts: list[list[Piece]] = [[]]
    room = TEXT
    for piece in words:
        for some in _slices(piece.text):
            if len(some) > room and parts[-1]:
                parts.append([])
                room = TEXT
            parts[-1].append(Piece(some, piece.kind, piece.target))
            room -= len(some)
    return [tuple(part) for part in parts if part]


def _slices(text: str) -> Iterator[str]:
    """A text in slices of at most ``TEXT`` characters, between lines or words if it can be."""
    while len(text) > TEXT:
        near = text[TEXT - BREAK : TEXT]
        end = near.rfind("\n") if "\n" in near else near.rfind(" ")
        at = TEXT - BREAK + end + 1 if end >= 0 else TEXT
        yield text[:at]
        text = text[at:]
    yield text


def _grouped(lines: Iterable[Words]) -> Iterator[list[Words]]:
    """Lines in groups that a block may hold."""
    group: list[Words] = []
    size = 0
    for line in lines:
        whole = _whole(line)
        weight = sum(len(piece.text) + PIECE for piece in whole) + PIECE
        if group and size + weight > GROUP:
            yield group
            group, size = [], 0
        group.append(whole)
        size += weight
    if group:
        yield group


# --- what is said quietly ---------------------------------------------------------------------------


def context(words: Words | str) -> Json:
    """A quiet line.

    Slack shows in small what stands in a ``context``, and there marks exist only in ``mrkdwn``, which knows no way to
    take a mark for a letter. So a line is plain text if it can be, marked up if nobody's text in it would mark
    anything, and else said at the usual size.
    """
    said = (Piece(words),) if isinstance(words, str) else words
    if all(piece.kind in ("text", "bold") for piece in said):
        return _small({"type": "plain_text", "text": cut(spoken(said), CONTEXT) or " ", "emoji": False})
    text = _marked_up(said)
    if len(text) <= CONTEXT and not any(map(_marking, said)):
        return _small({"type": "mrkdwn", "text": text, "verbatim": True})
    return _rich([{"type": "rich_text_section", "elements": [_element(piece) for piece in _whole(said)]}])


def _small(text: Json) -> Json:
    return {"type": "context", "elements": [text]}


def _marking(piece: Piece) -> bool:
    """Whether a piece's own text would be taken for marks; a code's may have all but its own."""
    return bool(re.search(r"[`\n]", piece.text) if piece.kind == "code" else _MARKING.search(piece.text))


def _marked_up(words: Words) -> str:
    """Words as ``mrkdwn``. A code's marks count only apart from letters, and Chinese has no spaces between words: there
    one without width takes their place."""
    text = ""
    for piece in words:
        part = _mrkdwn(piece)
        beside = text[-1:] + part[:1]
        text += f"{_GAP}{part}" if len(beside) == 2 and "`" in beside and " " not in beside else part
    return text


def _mrkdwn(piece: Piece) -> str:
    match piece.kind:
        case "code":
            return f"`{escaped(typed_here(piece.text))}`"
        case "mention" if piece.target:
            return f"<@{piece.target}>"
        case "channel" if piece.target:
            return f"<#{piece.target}>"
        case "link" if piece.target:
            return f"<{escaped(piece.target)}|{escaped(piece.text.replace('|', '¦'))}>"
    return escaped(piece.text)


def summary(card: WordedCard) -> str:
    """What a notification says of a card: its title and its first words. Slack would make a link of every address."""
    parts = [spoken(card.title or ()), *map(_said_first, card.blocks[:1])]
    words = cut(" ".join(" · ".join(filter(None, parts)).split()), NOTICE)
    return escaped(words).replace("://", f":{_GAP}//") or "Muster"


def _said_first(block: WordedBlock) -> str:
    match block:
        case WordedPara():
            return spoken(block.words)
        case WordedBullets(items=(first, *_)):
            return spoken(first)
        case WordedFacts(rows=((label, value), *_)):
            return f"{spoken(label)}: {spoken(value)}"
        case WordedQuote():
            return block.text
        case WordedFigures():
            return block.chart.title
        case WordedFile():
            return block.name
    return ""


def escaped(text: str) -> str:
    """A text in which nothing calls anybody or leads anywhere."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- small things -----------------------------------------------------------------------------------


def plain_text(text: str) -> Json:
    """Text without any marks; ``:smile:`` stays what was typed."""
    return {"type": "plain_text", "text": text or MORE, "emoji": False}


def typed_here(text: str) -> str:
    """A command as one types it on Slack: words that Slack keeps for itself, or cannot have, go behind ``/muster``."""
    word = _WORD.match(text)
    if word is None or word[1] == "muster" or (word[1].isascii() and word[1] not in RESERVED):
        return text
    return f"/muster {text[1:]}"


def spoken(words: Words) -> str:
    """Words without their marks."""
    return "".join(typed_here(piece.text) if piece.kind == "code" else piece.text for piece in words)


def _width(text: str) -> int:
    """Columns a text takes in a fixed font: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
