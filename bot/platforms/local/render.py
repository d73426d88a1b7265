"""A worded card as the local platform shows it: plain text, and JSON for the pipe and the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.worded import (
    Drawing,
    WordedBlock,
    WordedBullets,
    WordedCard,
    WordedFacts,
    WordedFigures,
    WordedFile,
    WordedForm,
    WordedPara,
    WordedQuote,
    WordedTable,
    Words,
    plain,
)
from handlers.kit.certificates import WordedCertificate
from handlers.kit.charts import WordedChart
from handlers.kit.messages import from_json, to_json
from handlers.kit.photos import WordedPhoto


def body(card: WordedCard) -> dict[str, Any]:
    """Everything the page and the pipe need of a card, as plain JSON values."""
    files = [b.name for b in card.blocks if isinstance(b, WordedFile)]
    return {
        "text": text(card),
        "buttons": [{"label": b.label, "command": b.command, "style": b.style} for b in card.buttons],
        "form": _form(card.form) if card.form else None,
        "images": [b.chart.title for b in card.blocks if isinstance(b, WordedFigures)],
        "title": _pieces(card.title) if card.title else None,
        "blocks": [_block(b) for b in card.blocks],
        "tone": card.tone,
        "language": card.language,
    } | ({"files": files} if files else {})


def text(card: WordedCard) -> str:
    """All words of a card in reading order; each list item and table row on a line of its own."""
    lines = [plain(card.title)] if card.title else []
    for block in card.blocks:
        lines += _lines(block)
    if card.form:
        lines += [f"{f.label}{' *' if f.required else ''}: {f.value or ''}".rstrip() for f in card.form.fields]
        lines += [f.error for f in card.form.fields if f.error]
    return "\n".join(lines)


def _lines(block: WordedBlock) -> list[str]:
    match block:
        case WordedPara():
            return [plain(block.words)]
        case WordedQuote():
            return [f"> {line}" for line in block.text.splitlines()]
        case WordedFacts():
            return [f"{plain(label)}: {plain(value)}" for label, value in block.rows]
        case WordedBullets():
            return [f"• {plain(item)}" for item in block.items]
        case WordedTable():
            return [" | ".join(plain(cell) for cell in row) for row in (block.head, *block.rows)]
        case WordedFigures():
            return [block.chart.title, *_lines(block.table)]
        case WordedFile():
            return [block.name]


def _form(form: WordedForm) -> dict[str, Any]:
    return {
        "command": form.command,
        "title": form.title,
        "question": form.question,
        "fields": [
            {
                "name": f.name, "label": f.label, "kind": f.kind, "required": f.required, "hint": f.hint,
                "value": f.value, "error": f.error,
                "choices": [{"value": value, "label": label} for value, label in f.choices],
            }
            for f in form.fields
        ],
    }  # fmt: skip


def _block(block: WordedBlock) -> dict[str, Any]:
    match block:
        case WordedPara():
            return {"kind": block.style, "words": _pieces(block.words)}
        case WordedQuote():
            return {"kind": "quote", "text": block.text}
        case WordedFacts():
            return {"kind": "facts", "rows": [[_pieces(cell) for cell in row] for row in block.rows]}
        case WordedBullets():
            return {"kind": "bullets", "items": [_pieces(item) for item in block.items]}
        case WordedTable():
            head, rows = [_pieces(cell) for cell in block.head], [[_pieces(c) for c in row] for row in block.rows]
            return {"kind": "table", "head": head, "rows": rows}
        case WordedFigures():
            drawn = block.chart
            chart = _picture(drawn)
            return {"kind": "chart", "caption": block.chart.title, "table": _block(block.table), "chart": chart}
        case WordedFile():
            made_of = {"maker": block.maker, "wants": to_json(block.wants), "person": block.person}
            return {"kind": "file", "name": block.name, "excuses": dict(block.excuses), **made_of}


def _pieces(words: Words) -> list[dict[str, str]]:
    return [
        {"text": p.text}
        | ({"kind": p.kind} if p.kind != "text" else {})
        | ({"href": p.target} if p.kind == "link" and p.target else {})
        for p in words
    ]


def _picture(drawn: Drawing) -> dict[str, Any]:
    match drawn:
        case WordedPhoto():
            return {"photo": drawn.number}
        case WordedCertificate():
            return _certificate(drawn)
    return _chart(drawn)


def _chart(chart: WordedChart) -> dict[str, Any]:
    """A chart's figures, decimals as text, to be drawn when somebody looks."""
    series = [[name, [None if v is None else str(v) for v in values]] for name, values in chart.series]
    mark = None if chart.mark is None else str(chart.mark)
    return {
        "kind": chart.kind, "labels": list(chart.labels), "series": series, "unit": chart.unit,
        "mark": mark, "mark_label": chart.mark_label,
    }  # fmt: skip


def _certificate(made: WordedCertificate) -> dict[str, Any]:
    return {
        "certificate": made.heading, "award": made.award, "who": made.who, "words": made.words,
        "foot": [list(pair) for pair in made.foot], "colours": made.colours,
    }  # fmt: skip


def files(shown: dict[str, Any]) -> list[WordedFile]:
    """The files of a body that ``body`` made, in order."""
    kept = [b for b in shown.get("blocks", ()) if b["kind"] == "file"]
    return [
        WordedFile(b["name"], b["maker"], from_json(b["wants"]), b["person"], shown["language"], b["excuses"])
        for b in kept
    ]


def charts(shown: dict[str, Any]) -> list[Drawing]:
    """The charts and certificates of a body that ``body`` made, in order."""
    return [_drawn(b, shown["language"]) for b in shown.get("blocks", ()) if b["kind"] == "chart"]


def _drawn(block: dict[str, Any], language: Any) -> Drawing:
    kept = block["chart"]
    if "photo" in kept:
        return WordedPhoto(block["caption"], kept["photo"])
    if "certificate" in kept:
        foot = tuple((label, value) for label, value in kept["foot"])
        words = kept["certificate"], kept["award"], kept["who"], kept["words"]
        return WordedCertificate(*words, foot, kept["colours"], language)
    series = tuple((name, tuple(None if v is None else Decimal(v) for v in values)) for name, values in kept["series"])
    return WordedChart(
        kind=kept["kind"],
        title=block["caption"],
        labels=tuple(kept["labels"]),
        series=series,
        unit=kept["unit"],
        mark=None if kept["mark"] is None else Decimal(kept["mark"]),
        mark_label=kept["mark_label"],
        axis_format=language,
    )
