"""A worded card as Feishu shows it: card JSON 2.0, and the toast that answers a click. Pure.

Feishu refuses a card with a property it does not know, with more than 30 KB or 200 tagged objects: what does not fit is
left out from the end, and said so. Buttons and the form stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from bot.platforms.feishu.render_blocks import body
from bot.platforms.feishu.render_form import form
from bot.platforms.feishu.render_size import Json, Room, content
from bot.platforms.feishu.render_text import first_words
from bot.worded import (
    Piece,
    WordedBlock,
    WordedBullets,
    WordedButton,
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

__all__ = ["content", "message", "toast", "without_mentions"]

Tone = Literal["plain", "good", "warn", "bad"]

_TEMPLATES: Mapping[Tone, str] = {"plain": "blue", "good": "green", "warn": "orange", "bad": "red"}
# A sign beside the colour, for whoever does not tell colours apart.
_ICONS: Mapping[Tone, str] = {"good": "done_outlined", "warn": "warning_outlined", "bad": "close_outlined"}
_TOASTS: Mapping[Tone, str] = {"plain": "info", "good": "success", "warn": "warning", "bad": "error"}
_TITLE, _SUMMARY, _TOAST, _BUTTON = 150, 60, 80, 100
_BUTTONS = 40
_ROW = 44  # half-width characters of buttons that stand beside each other without being squeezed
_PADDING = 4  # of those, what a button takes beside its label
_WIDE = 4  # columns of a table, from which a card takes the whole width


def message(card: WordedCard, pictures: Mapping[int, str]) -> Json:
    """The card; ``pictures`` are the uploaded keys of the charts, by their place among the blocks."""
    frame = _frame(card)
    asked = [form(card.form, card.language, Room().without(frame, *_buttons(card.buttons)))] if card.form else []
    foot = [*asked, *_buttons(card.buttons)]
    elements = body(_numbered(card), pictures, card.language, Room().without(frame, *foot))
    if card.tone != "plain" and "header" not in frame:
        elements = [*_signed(elements[:1], card.tone), *elements[1:]]
    return frame | {"body": {"vertical_spacing": "8px", "elements": [*elements, *foot] or [_nothing()]}}


def toast(card: WordedCard) -> Json:
    """A click's answer in a few words."""
    return {"type": _TOASTS[card.tone], "content": first_words(_said(card), _TOAST) or "…"}


def without_mentions(card: WordedCard) -> WordedCard:
    """The same card with names for mentions: Feishu refuses a whole card for one id that it does not know."""
    blocks = tuple(_unpinged(block) for block in card.blocks)
    return replace(card, title=None if card.title is None else _named(card.title), blocks=blocks)


def _numbered(card: WordedCard) -> list[tuple[int, WordedBlock]]:
    """The blocks by their place; one that only says what stands beside a field of the form is left out."""
    beside = {field.error for field in card.form.fields} if card.form else set()
    return [
        (number, block)
        for number, block in enumerate(card.blocks)
        if not (isinstance(block, WordedPara) and plain(block.words) in beside)
    ]


def _frame(card: WordedCard) -> Json:
    wide = any(len(table.head) >= _WIDE for table in _tables(card.blocks))
    summary = first_words(_said(card), _SUMMARY)
    config = {
        "update_multi": True,
        **({"width_mode": "fill"} if wide else {}),
        **({"summary": {"content": summary}} if summary else {}),
    }
    return {"schema": "2.0", "config": config, **({"header": _header(card.title, card.tone)} if card.title else {})}


def _header(title: Words, tone: Tone) -> Json:
    return {
        "title": {"tag": "plain_text", "content": first_words([plain(title)], _TITLE)},
        "template": _TEMPLATES[tone],
        **({"icon": _icon(tone, None)} if tone in _ICONS else {}),
    }


def _icon(tone: Tone, colour: str | None) -> Json:
    return {"tag": "standard_icon", "token": _ICONS[tone], **({"color": colour} if colour else {})}


def _signed(first: Sequence[Json], tone: Tone) -> list[Json]:
    """The first element with the tone's sign, where there is no header to carry it."""
    icon = _icon(tone, _TEMPLATES[tone])
    if first and first[0]["tag"] == "markdown":
        return [first[0] | {"icon": icon}]
    return [{"tag": "div", "text": {"tag": "plain_text", "content": " "}, "icon": icon}, *first]


def _nothing() -> Json:
    return {"tag": "markdown", "content": "…"}


# --- buttons --------------------------------------------------------------------------------------


def _buttons(buttons: Sequence[WordedButton]) -> list[Json]:
    """Buttons in rows that wrap on a phone. One that is the first among them is filled; of several none is."""
    alone = sum(button.style == "primary" for button in buttons) == 1
    return [_row(row, alone=alone) for row in _in_rows(buttons[:_BUTTONS])]


def _in_rows(buttons: Iterable[WordedButton]) -> Iterable[list[WordedButton]]:
    row: list[WordedButton] = []
    used = 0
    for button in buttons:
        width = _width(button.label) + _PADDING
        if row and used + width > _ROW:
            yield row
            row, used = [], 0
        row.append(button)
        used += width
    if row:
        yield row


def _row(buttons: Sequence[WordedButton], *, alone: bool) -> Json:
    columns = [{"tag": "column", "width": "auto", "elements": [_button(button, alone=alone)]} for button in buttons]
    return {"tag": "column_set", "flex_mode": "flow", "horizontal_spacing": "8px", "columns": columns}


def _button(button: WordedButton, *, alone: bool) -> Json:
    kinds = {"plain": "default", "primary": "primary_filled" if alone else "primary", "danger": "danger"}
    return {
        "tag": "button",
        "text": {"tag": "plain_text", "content": first_words([button.label], _BUTTON) or "…"},
        "type": kinds[button.style],
        "behaviors": [{"type": "callback", "value": {"run": button.command}}],
    }


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


# --- words ----------------------------------------------------------------------------------------


def _said(card: WordedCard) -> list[str]:
    """What a card says, in the order in which it is read."""
    parts = [plain(card.title)] if card.title else []
    for block in card.blocks:
        match block:
            case WordedPara():
                parts.append(plain(block.words))
            case WordedQuote():
                parts.append(block.text)
            case WordedFacts():
                parts += [f"{plain(label)}: {plain(value)}" for label, value in block.rows]
            case WordedBullets():
                parts += [plain(item) for item in block.items]
            case WordedFigures():
                parts.append(block.chart.title)
            case WordedFile():
                parts.append(block.name)
            case WordedTable():
                parts += [" · ".join(plain(cell) for cell in row) for row in block.rows]
    return [*parts, *([card.form.title] if card.form else [])]


def _tables(blocks: Iterable[WordedBlock]) -> Iterable[WordedTable]:
    for block in blocks:
        if isinstance(block, WordedTable):
            yield block


def _named(words: Words) -> Words:
    return tuple(Piece(piece.text) if piece.kind == "mention" else piece for piece in words)


def _unpinged(block: WordedBlock) -> WordedBlock:
    match block:
        case WordedPara():
            return replace(block, words=_named(block.words))
        case WordedFacts():
            return WordedFacts(tuple((_named(label), _named(value)) for label, value in block.rows))
        case WordedBullets():
            return WordedBullets(tuple(_named(item) for item in block.items))
        case WordedTable():
            return _unpinged_table(block)
        case WordedFigures():
            return replace(block, table=_unpinged_table(block.table))
        case WordedQuote() | WordedFile():
            return block


def _unpinged_table(table: WordedTable) -> WordedTable:
    rows = tuple(tuple(_named(cell) for cell in row) for row in table.rows)
    return WordedTable(tuple(_named(cell) for cell in table.head), rows)
