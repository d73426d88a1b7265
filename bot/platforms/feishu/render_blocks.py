"""The blocks of a card as elements of its body, as much of each as there is room for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.platforms.feishu.render_size import MARKDOWN, Json, Room, weight
from bot.platforms.feishu.render_text import BREAK, escaped, inline, one_line, shortened, strong
from bot.platforms.feishu.words import more
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
    plain,
)

GREY, END = "<font color='grey'>", "</font>"
_COLUMNS = 50
_LONG_CELL = 24  # characters, from which a row is as high as its text
_A_FIGURE = re.compile(r"[-–+−]?\s*(?:[A-Z]{0,3}[$¥€£₩₹฿₫₱])?\s*\d[\d.,]*\s*\S{0,6}|[–-]")
_LEAST = 40  # characters, below which a shortened line tells nothing


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: words, and what stands around them, already marked up."""

    words: Words
    before: str = ""
    after: str = ""

    def text(self, limit: int = MARKDOWN) -> str:
        """The line, with its words' first ``limit`` characters."""
        return f"{self.before}{inline(shortened(self.words, limit))}{self.after}"


def body(
    blocks: Sequence[tuple[int, WordedBlock]], pictures: Mapping[int, str], language: str, room: Room
) -> list[Json]:
    """The elements of numbered blocks; where there is no room for some, the last says how many lines are missing."""
    left, made, hidden = room.without(_more(language, 999_999)), list[Json](), 0
    for number, block in blocks:
        elements, missing = ([], _lines_of(block)) if hidden else _fitted(block, pictures.get(number), left)
        made += elements
        left = left.without(*elements)
        hidden += missing
    return [*made, _more(language, hidden)] if hidden else made


def note(text: str) -> Json:
    """Something said quietly, already marked up."""
    return {"tag": "markdown", "content": f"{GREY}{text}{END}", "text_size": "notation"}


def _more(language: str, lines: int) -> Json:
    return note(escaped(more(language, lines)))


def _fitted(block: WordedBlock, picture: str | None, room: Room) -> tuple[list[Json], int]:
    """The elements of a block that fit, and the number of lines left out."""
    match block:
        case WordedTable():
            return _table(block, room)
        case WordedFigures():
            return _figures(block, picture, room)
        case _:
            return _texts(_lines(block), _joint(block), _looks(block), room)


def _lines_of(block: WordedBlock) -> int:
    match block:
        case WordedFigures():
            return 1 + len(block.table.rows)
        case WordedTable():
            return len(block.rows)
        case _:
            return len(_lines(block))


# --- texts ----------------------------------------------------------------------------------------


def _lines(block: WordedBlock) -> list[Line]:
    match block:
        case WordedPara(style="note"):
            return [Line(block.words, GREY, END)]
        case WordedPara(style="heading"):
            return [Line(strong(one_line(block.words)))]
        case WordedPara():
            return [Line(block.words)]
        case WordedQuote():
            return [Line((Piece(line),), "> ") for line in block.text.splitlines() or [""]]
        case WordedFacts():
            return [Line(value, _label(label)) for label, value in block.rows]
        case WordedBullets():
            return [Line(item, "- ") for item in block.items]
        case WordedFile():
            return [Line((Piece(block.name, "bold"),))]
        case WordedTable() | WordedFigures():
            return _rows(block if isinstance(block, WordedTable) else block.table)


def _label(label: Words) -> str:
    full_width = any("一" <= c <= "鿿" for c in plain(label))
    return f"{GREY}{escaped(plain(one_line(label)))}{'：' if full_width else ':'}{END}{'' if full_width else ' '}"


def _rows(table: WordedTable) -> list[Line]:
    """A table as lines, where it can be none."""
    between = Piece(" · ")
    heads = [strong(one_line(cell)) for cell in table.head]
    rows = [_between(heads, between), *(_between([one_line(c) for c in row], between) for row in table.rows)]
    return [Line(row) for row in rows if plain(row).strip(" ·")]


def _between(cells: Sequence[Words], mark: Piece) -> Words:
    filled = [cell for cell in cells if plain(cell).strip()]
    return tuple(piece for number, cell in enumerate(filled) for piece in ((mark, *cell) if number else cell))


def _joint(block: WordedBlock) -> str:
    return "\n" if isinstance(block, WordedBullets | WordedQuote) else BREAK


def _looks(block: WordedBlock) -> Json:
    match block:
        case WordedPara(style="note"):
            return {"text_size": "notation"}
        case WordedPara(style="heading"):
            return {"text_size": "heading"}
        case _:
            return {}


def _texts(lines: Sequence[Line], joint: str, looks: Json, room: Room) -> tuple[list[Json], int]:
    """Lines as few Markdown elements; the first that finds no room is shortened, the rest is left out."""
    made, held, left = list[Json](), "", room.without(_markdown("", looks))

    def closed() -> None:
        nonlocal held
        if held:
            made.append(_markdown(held, looks))
        held = ""

    for number, line in enumerate(lines):
        text = line.text()
        if not _fits(text, left):
            text = _short(line, left)
            if not text:
                closed()
                return made, len(lines) - number
        if held and len(held) + len(joint) + len(text) > MARKDOWN:
            closed()
            left = left.without(_markdown("", looks))
        left = Room(left.bytes - weight(text + joint), left.nodes, left.tables)
        held = f"{held}{joint}{text}" if held else text
    closed()
    return made, 0


def _fits(text: str, room: Room) -> bool:
    return room.nodes >= 0 and len(text) <= MARKDOWN and weight(text + BREAK) <= room.bytes


def _short(line: Line, room: Room) -> str:
    """As much of a line as fits; empty where that is next to nothing."""
    low, high = 0, min(len(plain(line.words)), MARKDOWN)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(line.text(middle), room) else (low, middle - 1)
    return line.text(low) if low >= _LEAST else ""


def _markdown(text: str, looks: Json) -> Json:
    return {"tag": "markdown", "content": text} | looks


# --- tables and pictures --------------------------------------------------------------------------


def _table(table: WordedTable, room: Room) -> tuple[list[Json], int]:
    """The table with as many rows as fit; as lines where a card takes no more tables, or it has too many columns."""
    frame = _frame(table)
    if not table.rows or len(table.head) > _COLUMNS or not room.takes(frame):
        return _texts(_rows(table), BREAK, {}, room)
    left, shown = room.without(frame), list[Json]()
    for row in _cells(table, frame):
        if not left.takes(row):
            break
        left = left.without(row)
        shown.append(row)
    if not shown:
        return _texts(_rows(table), BREAK, {}, room)
    return [frame | {"rows": shown, "page_size": min(10, len(shown))}], len(table.rows) - len(shown)


def _frame(table: WordedTable) -> Json:
    long = any(len(plain(cell)) > _LONG_CELL for row in table.rows for cell in row)
    return {
        "tag": "table",
        "page_size": 10,
        "row_height": "auto" if long else "low",
        "header_style": {"background_style": "grey", "bold": True},
        "columns": [_column(table, number) for number in range(len(table.head))],
        "rows": [],
    }


def _column(table: WordedTable, number: int) -> Json:
    cells = [row[number] for row in table.rows]
    title = plain(one_line(table.head[number])).strip()
    figures = bool(cells) and number > 0 and all(_A_FIGURE.fullmatch(plain(cell).strip()) for cell in cells)
    return {
        "name": f"c{number}",
        **({"display_name": title} if title else {}),
        "data_type": "markdown" if any(piece.kind != "text" for cell in cells for piece in cell) else "text",
        "horizontal_align": "right" if figures else "left",
    }


def _cells(table: WordedTable, frame: Json) -> Iterator[Json]:
    for row in table.rows:
        yield {column["name"]: _cell(cell, column) for column, cell in zip(frame["columns"], row, strict=True)}


def _cell(cell: Words, column: Mapping[str, Any]) -> str:
    return inline(one_line(cell)) if column["data_type"] == "markdown" else plain(one_line(cell))


def _figures(block: WordedFigures, picture: str | None, room: Room) -> tuple[list[Json], int]:
    """The picture; without one the title and the table."""
    if picture is not None:
        drawn = {
            "tag": "img",
            "img_key": picture,
            "alt": {"tag": "plain_text", "content": block.chart.title[:100]},
            "scale_type": "fit_horizontal",
        }
        if room.takes(drawn):
            return [drawn], 0
    title, hidden = _fitted(WordedPara((Piece(block.chart.title),), "heading"), None, room)
    table, missing = _table(block.table, room.without(*title)) if not hidden else ([], len(block.table.rows))
    return [*title, *table], hidden + missing
