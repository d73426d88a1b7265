"""Tables as files that a spreadsheet opens: CSV and Excel, the same bytes for the same rows. Pure.

No cell is run as a formula: CSV defuses what looks like one, in a workbook a text is a text.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

from storage.sheets import cell as as_text

Cell: TypeAlias = str | Decimal | date | None
Row: TypeAlias = Sequence[Cell]

DIGITS: Final = 15  # of a number that a spreadsheet keeps exactly
_EPOCH: Final = date(1899, 12, 30)
_WIDTHS: Final = (8, 40)  # characters
_SPREADSHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN, _DATE, _BOLD = 0, 1, 2  # cell styles, by their place in the list

_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Muster" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/styles.xml": f'<styleSheet xmlns="{_SPREADSHEET}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font>'
    '<font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def as_csv(rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark that Excel knows it by, dates as 2026-11-24, numbers with all their digits."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows([as_text(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(rows: Sequence[Row]) -> bytes:
    """A workbook of one sheet, its first row the headings: dates are dates there, and numbers numbers."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in (*_PARTS.items(), ("xl/worksheets/sheet1.xml", _sheet(rows))):
            book.writestr(zipfile.ZipInfo(name), f"{_HEAD}{content}", zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _sheet(rows: Sequence[Row]) -> str:
    width = max(map(len, rows), default=1)
    columns = "".join(
        f'<col min="{n + 1}" max="{n + 1}" width="{_room(rows, n)}" customWidth="1"/>' for n in range(width)
    )
    body = "".join(
        f'<row r="{n}">{"".join(_cell(f"{_letters(at)}{n}", cell, n == 1) for at, cell in enumerate(row))}</row>'
        for n, row in enumerate(rows, 1)
    )
    return (
        f'<worksheet xmlns="{_SPREADSHEET}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData>{body}</sheetData><autoFilter ref="A1:{_letters(width - 1)}{len(rows)}"/>'
        "</worksheet>"
    )


def _cell(name: str, cell: Cell, head: bool) -> str:
    match cell:
        case None | "":
            return ""
        case date():
            return f'<c r="{name}" s="{_DATE}"><v>{(cell - _EPOCH).days}</v></c>'
        case Decimal() if len(cell.as_tuple().digits) <= DIGITS:
            return f'<c r="{name}"><v>{cell:f}</v></c>'
    text = _NO_XML.sub("", as_number(cell) if isinstance(cell, Decimal) else cell)
    style = _BOLD if head else _PLAIN
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def as_number(number: Decimal) -> str:
    """All digits of a number."""
    return format(number, "f")


def _room(rows: Sequence[Row], at: int) -> int:
    """How wide a column is; Chinese characters take two places."""
    texts = [as_text(row[at]) for row in rows[:200] if at < len(row)]
    least, most = _WIDTHS
    return min(most, max([least, *(sum(1 + (char > "\u2e80") for char in text) + 2 for text in texts)]))


def _letters(at: int) -> str:
    """A column's name, counted from 0."""
    name = ""
    while at >= 0:
        name, at = chr(65 + at % 26) + name, at // 26 - 1
    return name
