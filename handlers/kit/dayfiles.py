"""Days as people hand them over in a file: text of any usual encoding, lines of CSV, ISO dates. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

from handlers.kit.errors import BadInput
from handlers.kit.messages import Inline, say

MOST_ROWS = 1000
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


def text_of(content: bytes, example: Inline) -> str:
    """The text of a file; Excel in China writes GB 18030 where it is not told otherwise."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("file", say("kit-file-not-text"), example)


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers; without the headings, a first line that holds no digit."""
    for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
        cells = [cell.strip() for cell in row]
        heads = number == 1 and not any(map(str.isdigit, "".join(cells)))
        if any(cells) and not heads:
            yield number, cells


def iso_day(line: int, text: str, example: Inline) -> date:
    """A day such as 2026-10-09; ``BadInput`` names the line."""
    written = _ISO.fullmatch(text)
    try:
        day = date(*map(int, written.groups())) if written else None
    except ValueError:
        day = None
    if day is None:
        raise BadInput("file", say("kit-file-date", line=str(line), bad=text), example)
    return day
