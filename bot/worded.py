"""A card in somebody's language: what ``wording`` makes and every platform's ``render`` takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from handlers.kit.certificates import WordedCertificate
from handlers.kit.charts import WordedChart
from handlers.kit.photos import WordedPhoto


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text. ``target`` is a mention's or channel's external id, or a link's address.

    Everything in ``text`` is literal: a render escapes it.
    """

    text: str
    kind: Literal["text", "bold", "code", "mention", "channel", "link"] = "text"
    target: str | None = None


Words: TypeAlias = tuple[Piece, ...]


def plain(words: Words) -> str:
    """The text without its marks."""
    return "".join(piece.text for piece in words)


@dataclass(frozen=True, slots=True)
class WordedPara:
    """A paragraph, a heading, or a note in small."""

    words: Words
    style: Literal["para", "heading", "note"] = "para"


@dataclass(frozen=True, slots=True)
class WordedQuote:
    """Somebody's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class WordedFacts:
    """Label and value pairs."""

    rows: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class WordedBullets:
    """A list."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class WordedTable:
    """A table with a header."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


Drawing: TypeAlias = WordedChart | WordedCertificate | WordedPhoto


@dataclass(frozen=True, slots=True)
class WordedFigures:
    """A picture: what is to be drawn, and the same as a table where no picture can be had."""

    chart: Drawing
    table: WordedTable


Excuse: TypeAlias = Literal["large", "refused", "unmade"]


@dataclass(frozen=True, slots=True)
class WordedFile:
    """A file still to be made, as ``messages.File`` says; ``excuses`` are what is said where it cannot be had."""

    name: str
    maker: str
    wants: Mapping[str, Any]
    person: int
    language: str
    excuses: Mapping[Excuse, str]


WordedBlock: TypeAlias = (
    WordedPara | WordedQuote | WordedFacts | WordedBullets | WordedTable | WordedFigures | WordedFile
)


@dataclass(frozen=True, slots=True)
class WordedButton:
    """A label and its command line; ``page`` as in ``Button``."""

    label: str
    command: str
    style: Literal["plain", "primary", "danger"] = "plain"
    page: str | None = None


@dataclass(frozen=True, slots=True)
class WordedField:
    """A form's field; choices are (value, label)."""

    name: str
    label: str
    kind: str
    required: bool
    hint: str | None
    value: str | None
    choices: tuple[tuple[str, str], ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class WordedForm:
    """A form: its command, the open question's row, its title and fields, and the field a plain answer goes to."""

    command: str
    question: int | None
    title: str
    fields: tuple[WordedField, ...]
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class WordedCard:
    """A message in ``language``, ready to be rendered."""

    language: str
    title: Words | None
    blocks: tuple[WordedBlock, ...]
    buttons: tuple[WordedButton, ...] = ()
    form: WordedForm | None = None
    tone: Literal["plain", "good", "warn", "bad"] = "plain"
