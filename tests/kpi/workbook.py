"""A small Excel workbook as Excel writes it: shared texts, dates as numbers, shares as fractions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = (
    f"<styleSheet {_MAIN}><numFmts count='1'><numFmt numFmtId='176' formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts>"
    "<cellXfs count='4'><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/><xf numFmtId='176'/></cellXfs>"
    "</styleSheet>"
)

Cell = str | int | float | Decimal | date | None


class Share(Decimal):
    """A number that the sheet shows as a percentage."""


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The bytes of an .xlsx with one sheet."""
    texts: list[str] = []
    made = io.BytesIO()
    body = "".join(
        f"<row r='{n}'>{''.join(_cell(f'{chr(65 + c)}{n}', cell, texts) for c, cell in enumerate(row))}</row>"
        for n, row in enumerate(rows, 1)
    )
    with zipfile.ZipFile(made, "w") as book:
        book.writestr(
            "xl/workbook.xml",
            f"<workbook {_MAIN} {_REL}><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f"<Relationships xmlns='{_PACKAGE}'>"
            "<Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>",
        )
        book.writestr("xl/styles.xml", _STYLES)
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {_MAIN}><sheetData>{body}</sheetData></worksheet>")
        shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        book.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}>{shared}</sst>")
    return made.getvalue()


def _cell(name: str, cell: Cell, texts: list[str]) -> str:
    match cell:
        case None:
            return ""
        case str():
            texts.append(cell)
            return f"<c r='{name}' t='s'><v>{len(texts) - 1}</v></c>"
        case date():
            style = 1 if cell.day % 2 else 3
            return f"<c r='{name}' s='{style}'><v>{(cell - date(1899, 12, 30)).days}</v></c>"
        case Share():
            return f"<c r='{name}' s='2'><v>{float(cell)!r}</v></c>"
    return f"<c r='{name}'><v>{float(cell)!r}</v></c>"
