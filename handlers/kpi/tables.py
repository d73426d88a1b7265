"""A file that holds a table, CSV or Excel, as rows of texts; dates and shares come as people write them. Pure."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree import ElementTree as ET

from handlers.kit.errors import BadInput
from handlers.kit.inbound import File
from handlers.kit.messages import Msg, say

MOST_ROWS: Final = 2000
MOST_COLUMNS: Final = 60
_MOST_BYTES: Final = 30_000_000  # of an Excel file's parts, unpacked

Rows = tuple[tuple[int, tuple[str, ...]], ...]  # each with its number in the file


def read_table(file: File, traditional: bool = False) -> Rows:
    """The rows that hold anything; ``traditional`` says which Chinese a text without Unicode is in."""
    rows = _excel(file.content) if file.content.startswith(b"PK") else _csv(file.content, traditional)
    found = tuple((number, row) for number, row in enumerate(rows, 1) if any(row))
    if len(found) < 2:
        raise bad_file(say("kpi-import-empty"))
    if len(found) > MOST_ROWS + 1 or max(len(row) for _, row in found) > MOST_COLUMNS:
        raise bad_file(say("kpi-import-long", limit=MOST_ROWS))
    return found


def bad_file(why: Msg) -> BadInput:
    """A file that cannot be taken."""
    return BadInput("file", why, say("kpi-import-example"))


# --- CSV ------------------------------------------------------------------------------------------


def _csv(content: bytes, traditional: bool) -> Iterator[tuple[str, ...]]:
    text = _decoded(content, traditional)
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        yield from (tuple(map(_cell, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise bad_file(say("kpi-import-not-text")) from error


def _decoded(content: bytes, traditional: bool) -> str:
    """Excel writes the system's own encoding where it is not told otherwise."""
    bom = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if bom else ("utf-8-sig", *(("big5", "gb18030") if traditional else ("gb18030",)))
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise bad_file(say("kpi-import-not-text"))


def _cell(text: str) -> str:
    """A cell's text without the apostrophe that keeps a spreadsheet from running it."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") else text


# --- Excel ----------------------------------------------------------------------------------------

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REF: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COLUMN = re.compile(r"[A-Z]+")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATES: Final = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_SHARES: Final = frozenset({9, 10})
_EPOCH: Final = date(1899, 12, 30)


def _excel(content: bytes) -> Iterator[tuple[str, ...]]:
    """The rows of the first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > _MOST_BYTES:
                raise bad_file(say("kpi-import-long", limit=MOST_ROWS))
            yield from _sheet(_part(book, _first_sheet(book)), _texts(book), _formats(book))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, ValueError, IndexError) as error:
        raise bad_file(say("kpi-import-not-excel")) from error


def _part(book: zipfile.ZipFile, name: str) -> ET.Element:
    # Expat, which parses, refuses texts that grow without end; there is no other danger in a file without includes.
    return ET.fromstring(book.read(name))  # noqa: S314


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheet = next(_part(book, "xl/workbook.xml").iter(f"{_MAIN}sheet"))
    for link in _part(book, "xl/_rels/workbook.xml.rels"):
        if link.get("Id") == sheet.get(_REF):
            target = str(link.get("Target"))
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError("no sheet")


def _texts(book: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number, without the readings that Chinese and Japanese ones may bear."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text_of(item) for item in _part(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _text_of(item: ET.Element) -> str:
    runs = [item, *item.findall(f"{_MAIN}r")]
    return "".join(run.findtext(f"{_MAIN}t") or "" for run in runs)


def _formats(book: zipfile.ZipFile) -> list[str]:
    """What each style shows a number as: ``date``, ``share`` or nothing special."""
    if "xl/styles.xml" not in book.namelist():
        return []
    styles = _part(book, "xl/styles.xml")
    own = {int(f.get("numFmtId", 0)): f.get("formatCode", "") for f in styles.iter(f"{_MAIN}numFmt")}
    cells = styles.find(f"{_MAIN}cellXfs")
    return [_shown_as(int(style.get("numFmtId", 0)), own) for style in (cells if cells is not None else ())]


def _shown_as(number: int, own: dict[int, str]) -> str:
    code = _QUOTED.sub("", own.get(number, "")).lower()
    if number in _DATES or ("d" in code and ("y" in code or "m" in code)):
        return "date"
    return "share" if number in _SHARES or "%" in code else ""


def _sheet(sheet: ET.Element, texts: Sequence[str], formats: Sequence[str]) -> Iterator[tuple[str, ...]]:
    last = 0
    for row in sheet.iter(f"{_MAIN}row"):
        number = int(row.get("r", last + 1))
        for _ in range(min(number - last - 1, MOST_ROWS)):
            yield ()
        last = number
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            at = _place(cell.get("r"), len(cells))
            if at > MOST_COLUMNS:
                raise ValueError("too many columns")
            cells += [""] * (at - len(cells))
            cells.append(_value(cell, texts, formats).strip())
        yield tuple(cells)


def _place(name: str | None, default: int) -> int:
    """Which column a cell's name such as ``AB12`` means, from 0."""
    letters = _COLUMN.match(name or "")
    if letters is None:
        return default
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _value(cell: ET.Element, texts: Sequence[str], formats: Sequence[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return _text_of(inline) if inline is not None else ""
    if kind == "s":
        return texts[int(value)]
    if kind != "n" or not value:
        return value
    style = int(cell.get("s", 0))
    return _number(value, formats[style] if style < len(formats) else "")


def _number(value: str, shown_as: str) -> str:
    """A number as its cell shows it: Excel keeps fifteen digits of it, a date as a count of days."""
    try:
        number = Decimal(f"{float(value):.15g}")
    except (InvalidOperation, OverflowError) as error:
        raise ValueError(value) from error
    if shown_as == "date" and 0 < number < 2_958_466:
        return (_EPOCH + timedelta(days=int(number))).isoformat()
    return f"{number.scaleb(2):f}%" if shown_as == "share" else f"{number:f}"
