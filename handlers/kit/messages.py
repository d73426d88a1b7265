"""The neutral message: what the bot says, before a language or a platform is chosen.

A ``str`` is always somebody's literal text. Words of the bot itself are ``Msg`` (a message id of the
catalogues with arguments); everything that pings, links or formats is an object of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeAlias

# --- inline parts -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Msg:
    """A message id of the catalogues (``.ftl``) with its arguments."""

    id: str
    args: Mapping[str, Inline | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact number; ``unit`` is one of ``units.read_unit``, or ``points``.

    A percent figure holds what people write: ``Decimal("12.5")`` is 12.5 %.
    """

    value: Decimal
    unit: str = "number"
    signed: bool = False
    exact: bool = False  # all digits, where a rounded 1.2万 would hide what was stored
    places: int | None = None  # so many decimals, whatever it has


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day; ``weekday`` also says which one, ``zone`` (IANA) whose day it is."""

    day: date
    weekday: bool = True
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment (aware, UTC) shown in ``zone`` (IANA), with its weekday and zone."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, in whatever zone the sentence speaks of."""

    at: time


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, such as 30 minutes."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class PeriodName:
    """A period by its code: ``2026``, ``2026-Q1``, ``2026-01``, ``2026-W05``."""

    code: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person who is to notice: pings where the platform can. A name in a list is a plain ``str``."""

    person: int
    name: str


@dataclass(frozen=True, slots=True)
class ChannelRef:
    """A channel to point at."""

    channel: int
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link the bot itself vouches for."""

    url: str
    label: Inline


@dataclass(frozen=True, slots=True)
class Bold:
    """Emphasis."""

    inner: Inline


@dataclass(frozen=True, slots=True)
class Code:
    """Something to copy or type: a command, an id."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """An enumeration, put into words as "a, b and c"; ``any_of`` joins with "or"."""

    parts: tuple[Inline, ...]
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Parts one after the other, nothing between them."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that is chosen or typed, and what it is called: in a sentence English readers see the value itself."""

    value: str
    label: Inline


Inline: TypeAlias = (
    str
    | Msg
    | Figure
    | Day
    | Moment
    | Clock
    | Span
    | PeriodName
    | Mention
    | ChannelRef
    | Link
    | Bold
    | Code
    | Items
    | Run
    | Choice
)


def say(message: str, **args: Inline | int) -> Msg:
    """``Msg`` with keyword arguments; an ``int`` is a plural count."""
    return Msg(message, args)


# --- blocks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Heading:
    """A small heading inside a card."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Note:
    """Something said quietly: a hint, a source, a footnote."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, line breaks kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs."""

    rows: tuple[tuple[Inline, Inline], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is a line of its own."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header; every row has as many cells as ``head``."""

    head: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one colour of bars: a value for each of the chart's labels, None where there is none."""

    name: Inline
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures with a suggested drawing; ``unit`` as in ``Figure``. Where no picture can be had they go as a table.

    ``mark`` is a level to draw across (a target).
    """

    kind: Literal["line", "bar", "progress"]
    title: Inline
    labels: tuple[Inline, ...]
    series: tuple[Series, ...]
    unit: str = "number"
    mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A picture that honours somebody: what it is, what for, whose it is and why; each of ``foot`` is a label and a
    value. ``colours`` is one of ``certificates.COLOURS``. Where no picture can be had the same goes as a table."""

    heading: Inline
    award: Inline
    who: Inline
    words: Inline = ""
    foot: tuple[tuple[Inline, Inline], ...] = ()
    colours: str = "blue"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that somebody handed over, by the number under which it is kept; ``caption`` says what it is."""

    number: int
    caption: Inline


@dataclass(frozen=True, slots=True)
class File:
    """A file for ``person`` to keep, made when it is delivered, of what they may see then.

    ``maker`` names one of ``Feature.makers``, which is given ``wants`` (plain JSON values). ``name`` tells it from the
    other files they are sent. It goes by way of ``Ctx.hand``: of one in an answer the name is all that is shown.
    """

    name: str
    maker: str
    wants: Mapping[str, Any]
    person: int


Block: TypeAlias = Para | Heading | Note | Quote | Facts | Bullets | Table | Chart | Certificate | Photo | File


@dataclass(frozen=True, slots=True)
class Button:
    """A label and the complete command line, in canonical English, that a click stands for.

    ``page``, of a secret command, is what ``show`` shows with this button: its word and id (``award/W1``). Where a
    click would be read by others, it is done on a page of that.
    """

    label: Inline
    command: str
    style: Literal["plain", "primary", "danger"] = "plain"
    page: str | None = None


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form; ``kind`` is text, long, number, date, time, person, channel, choice or choices."""

    name: str
    label: Inline
    kind: str
    required: bool
    hint: Inline | None = None
    value: str | None = None
    choices: tuple[Choice, ...] = ()
    error: Inline | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A command whose missing arguments are asked for; ``question`` is the open question's row, ``asks`` names the
    field that a plain answer goes to."""

    command: str
    title: Inline
    fields: tuple[FormField, ...]
    question: int | None = None
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One message."""

    blocks: tuple[Block, ...]
    title: Inline | None = None
    buttons: tuple[Button, ...] = ()
    form: Form | None = None
    tone: Literal["plain", "good", "warn", "bad"] = "plain"


def card(
    *parts: Block | Inline | None,
    title: Inline | None = None,
    buttons: Iterable[Button] = (),
    form: Form | None = None,
    tone: Literal["plain", "good", "warn", "bad"] = "plain",
) -> Card:
    """A card of its parts; a bare inline is a paragraph, ``None`` is left out."""
    blocks = tuple(p if isinstance(p, _BLOCKS) else Para(p) for p in parts if p is not None)
    return Card(blocks, title, tuple(buttons), form, tone)


_BLOCKS = (Para, Heading, Note, Quote, Facts, Bullets, Table, Chart, Certificate, Photo, File)

# --- the card as JSON, for the outbox and the inbox -----------------------------------------------

_TYPES: dict[str, type] = {
    t.__name__: t
    for t in (
        Msg, Figure, Day, Moment, Clock, Span, PeriodName, Mention, ChannelRef, Link, Bold, Code, Items, Run,
        Para, Heading, Note, Quote, Facts, Bullets, Table, Series, Chart, Certificate, Photo, File,
        Button, Choice, FormField, Form, Card,
    )
}  # fmt: skip
_FIELDS = {t: tuple(f.name for f in fields(t)) for t in _TYPES.values()}


def to_json(value: object) -> Any:
    """A card (or any part of one) as plain JSON values, reversible by ``from_json``."""
    match value:
        case None | bool() | int() | str():
            return value
        case _ if (names := _FIELDS.get(type(value))) is not None:
            return {"_": type(value).__name__} | {name: to_json(getattr(value, name)) for name in names}
        case Decimal():
            return {"_": "Decimal", "v": str(value)}
        case datetime() | date() | time():
            return {"_": type(value).__name__, "v": value.isoformat()}
        case timedelta():
            return {"_": "timedelta", "v": value.total_seconds()}
        case tuple() | list():
            return [to_json(v) for v in value]
        case Mapping():
            return {"_": "map", "v": {k: to_json(v) for k, v in value.items()}}
        case _:
            raise TypeError(f"{type(value).__name__} has no place in a card")


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "Decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def from_json(value: Any) -> Any:
    """The inverse of ``to_json``; lists come back as tuples."""
    if isinstance(value, list):
        return tuple(from_json(v) for v in value)
    if not isinstance(value, dict):
        return value
    tag = value["_"]
    if tag == "map":
        return {k: from_json(v) for k, v in value["v"].items()}
    if tag in _PLAIN:
        return _PLAIN[tag](value["v"])
    return _TYPES[tag](**{k: from_json(v) for k, v in value.items() if k != "_"})
