"""Numbers as people type them, in English and Chinese, into exact decimals.

Read are: digits in plain, full-width or grouped form (``3,000``, ``3，000``, ``1'000``), ``k`` ``w`` ``m`` ``b``
``bn``, ``万`` ``亿`` and their kin, English scale words, Chinese numerals, a sign (``+ - − 负``),
``%`` ``‰`` ``成`` ``百分之``, currency signs and names, and a measure word (``12 个``).
Refused are: what could be two things (``1.234,5``), several numbers or a range, groups parted by a plain space,
accounting brackets, fractions, scientific notation, anything vague (``十几``, ``12+``) or not finite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import Final

from handlers.kit import hanzi
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, Figure, say
from handlers.kit.units import DURATIONS, NUMBER, PERCENT, PERMILLE, SIGNS, WORDS, currencies

COUNT: Final = "count"
MAX_DIGITS: Final = 38
_LONG_RUN: Final = 100  # characters; more are refused before they are counted


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the mark it bore: None, ``percent``, ``permille``, ``count`` (a measure word), a duration or money.

    A duration is ``minutes``, ``hours`` or ``days``. Money is a currency code, or a sign that several share
    (``units.SHARED``). ``12.5%`` holds 12.5.
    """

    value: Decimal
    mark: str | None = None
    text: str = field(default="", compare=False)


def read_quantity(text: str, field: str = "value") -> Quantity:
    """The one number that ``text`` is, to its last character. Raises ``BadInput``."""
    quantity, rest = take_number(text, field)
    if rest in ("", *".。!！"):  # the end of a sentence
        return quantity
    id_ = "number-many" if _HAS_NUMBER.search(_plain(rest)) else "number-unreadable"
    raise _bad(field, id_, text)


def read_number(text: str, unit: str, field: str = "value") -> Decimal:
    """``text`` as a value of a metric in ``unit``: ``read_quantity`` and ``in_unit`` in one."""
    return in_unit(read_quantity(text, field), unit, field)


def read_count(text: str, low: int, high: int, field: str = "value") -> int:
    """A whole number from ``low`` to ``high``, without a mark."""
    quantity = read_quantity(text, field)
    if quantity.mark not in (None, COUNT) or quantity.value != quantity.value.to_integral_value():
        raise _bad(field, "number-not-whole", text, str(low))
    if not low <= quantity.value <= high:
        bounds = {"low": Figure(Decimal(low), exact=True), "high": Figure(Decimal(high), exact=True)}
        raise BadInput(field, say("number-out-of-range", bad=_short(text), **bounds), Code(str(low)))
    return int(quantity.value)


def take_number(text: str, field: str = "value") -> tuple[Quantity, str]:
    """The longest number at the start of ``text``, and what follows it without the space between.

    The number must end where a word ends: ``12个月`` and ``12:30`` do not begin with a number.
    """
    plain = _plain(text)
    start = len(plain) - len(plain.lstrip())
    if start == len(plain):
        raise _bad(field, "number-empty", text)
    if (span := _compound(plain, start)) is not None:
        minutes, end = span
        return Quantity(minutes, "minutes", text[start:end]), text[end:].lstrip()
    ends = [(quantity, end) for quantity, end in _candidates(plain, start, field) if _ends_word(plain, end)]
    if not ends:
        raise _bad(field, _why_unreadable(plain[start:]), text)
    (value, mark), end = ends[-1]
    if _SPACED_GROUP.match(plain, end) and plain[end - 1].isdigit():
        raise _bad(field, "number-many", text)  # 12 345: one number or two?
    if _digits(value) > MAX_DIGITS:
        raise _bad(field, "number-too-long", text)
    return Quantity(value, mark, text[start:end]), text[end:].lstrip()


def in_unit(quantity: Quantity, unit: str, field: str = "value") -> Decimal:
    """The value as a metric in ``unit`` stores it; a mark of another kind is refused.

    In a percent metric ``12.5`` and ``12.5%`` both are 12.5, and ``3‰`` is 0.3; in one of hours ``90 min`` is 1.5, with
    six decimals where it does not come out even.
    """
    value, mark = quantity.value, quantity.mark
    if mark is None and unit in DURATIONS and _OR_MILLION.search(quantity.text):
        raise _bad(field, "number-minutes", quantity.text, f"{quantity.text.strip()[:-1].strip()} min")
    if mark is None or mark == unit or (mark == COUNT and unit == NUMBER):
        return value
    if mark == PERMILLE and unit == PERCENT:
        return _tidy(value.scaleb(-1, _EXACT))
    if mark == PERCENT and unit == PERMILLE:
        return _tidy(value.scaleb(1, _EXACT))
    if unit in currencies(mark):
        return value
    if mark in DURATIONS and unit in DURATIONS:
        minutes = _EXACT.multiply(value, DURATIONS[mark])
        return _tidy(_EXACT.divide(minutes, DURATIONS[unit]).quantize(_MILLIONTH, context=_EXACT))
    raise _foreign(quantity, unit, field)


def _foreign(quantity: Quantity, unit: str, field: str) -> BadInput:
    """Why a mark does not fit the metric, with the bare number as the example."""
    mark = quantity.mark or ""
    example = format(quantity.value, "f")
    if mark in (PERCENT, PERMILLE):
        return _bad(field, "number-no-percent", quantity.text, example)
    if mark == COUNT:
        return _bad(field, "number-no-count", quantity.text, example)
    if mark in DURATIONS:
        return _bad(field, "number-no-duration", quantity.text, example)
    if unit in (NUMBER, PERCENT, PERMILLE, *DURATIONS):
        return _bad(field, "number-no-money", quantity.text, example)
    return BadInput(field, say("number-other-currency", bad=_short(quantity.text), unit=unit), Code(f"3,000 {unit}"))


# --- the grammar ------------------------------------------------------------------------------
# A number is read in stages, each of which may be the last. Every place where it could end is noted, and the
# last one at the end of a word is taken: so "12 元旦" is 12, and "12 元" is money.

_Stop = tuple[tuple[Decimal, str | None], int]

_EXACT: Final = Context(prec=400)
_MILLIONTH: Final = Decimal("0.000001")

_TRANSLATE: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u3000\u00a0\u200b\u200e\u200f\u2060\ufeff\t"), " ")
    | dict.fromkeys(map(ord, "−–‑﹣"), "-")
    | dict.fromkeys(map(ord, "’‘＇"), "'")
    | {0xFFE5: "¥", 0xFFE1: "£", 0xFFE6: "₩", 0xFE6A: "%", 0xFE50: ",", 0xFE52: ".", 0xFE69: "$", 0xFE62: "+"}
)

_SIGN = re.compile(r"[+-]|[负負]")
_RUN = re.compile(r"[0-9.,'\u2009\u202f]+")
_ASCII = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:([,'\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*)(?:\.[0-9]+)?|\.[0-9]+")
_LETTER_SCALE = re.compile(r" ?(k|w|m|bn|b)(?![a-z])", re.IGNORECASE)
_WORD_SCALE = re.compile(r" *(thousand|million|billion|trillion)(?![a-z])", re.IGNORECASE)
_HANZI_SCALE = re.compile(rf" *([{hanzi.ANY_SMALL}]?[{hanzi.WAN}]?[{hanzi.YI}]|[{hanzi.ANY_SMALL}]?[{hanzi.WAN}]"
                          rf"|[{hanzi.ANY_SMALL}])")  # fmt: skip
_POWERS: Final = {"k": 3, "w": 4, "m": 6, "b": 9, "bn": 9, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_POINT = re.compile(rf"[点點]([{hanzi.ANY_DIGIT}]+)")
_POINT_SCALE = re.compile(rf"[{hanzi.ANY_SMALL}]?[{hanzi.WAN}]?[{hanzi.YI}]|[{hanzi.ANY_SMALL}]?[{hanzi.WAN}]")
_PARTS_OF = re.compile(r"(百分之|百分|千分之|万分之|萬分之) *")
_PERCENT = re.compile(r" *(?:(%|percent|per cent|pct)|(‰|permille|per mille))(?![a-z])", re.IGNORECASE)
_TENTHS = re.compile(rf" *成(?:([0-9{hanzi.ANY_DIGIT}])|(半))?")
_MEASURE = re.compile(r" *(?:人次|[个個条條次人单單笔筆位份件篇场場家名])")
_DURATION = re.compile(r" *(?:(?P<minutes>mins?|minutes?|分钟|分鐘)|(?P<hours>h|hrs?|hours?|[个個]?小[时時])"
                       r"|(?P<days>days?|天))(?![a-z])", re.IGNORECASE)  # fmt: skip
_HOURS = r"(?:h|hrs?|hours?|[个個]?(?:小[时時]|[钟鐘][头頭]))"
_AND = r" *(?:and|[,零又])? *"
_COMPOUND = re.compile(  # 半小时, 2个半小时, 1h30m, 2 hours 5 min, 1天3小时
    r"(?:(?P<whole>[0-9]{1,6}) *[个個])?(?P<half>半)[个個]?(?:小[时時]|[钟鐘][头頭])"
    rf"|(?:(?P<days>[0-9]{{1,6}}) *(?:d|days?|天)(?![a-z]){_AND})?"
    rf"(?:(?P<hours>[0-9]{{1,6}}) *{_HOURS}(?![a-z]){_AND})?"
    r"(?:(?P<minutes>[0-9]{1,6}) *(?:m|mins?|minutes?|分[钟鐘]?))?(?![a-z0-9.])",
    re.IGNORECASE,
)
_OR_MILLION = re.compile(r"[0-9] ?[mM]$")
_SPACED_GROUP = re.compile(r" [0-9]{3}(?![0-9])")
_HAS_NUMBER = re.compile(rf"[0-9{hanzi.ANY_DIGIT}{hanzi.ANY_SMALL}]")


def _alternatives(names: Iterator[str]) -> str:
    return "|".join(
        re.escape(name) + ("(?![a-z])" if name[-1].isascii() and name[-1].isalpha() else "")
        for name in sorted(names, key=len, reverse=True)
    )


_ISO = r"(?-i:[A-Z]{3}(?![A-Za-z]))"
_BEFORE = re.compile(rf"({_alternatives(iter(SIGNS))}|{_ISO}) *", re.IGNORECASE)
_BEHIND = re.compile(rf" *({_alternatives(iter(SIGNS | WORDS))}|{_ISO})", re.IGNORECASE)


def _compound(text: str, at: int) -> tuple[Decimal, int] | None:
    """The minutes of a duration said in several units, or by the half hour, and where it ends."""
    hit = _COMPOUND.match(text, at)
    if hit is None or not hit[0]:
        return None
    if hit["half"]:
        return Decimal(60 * int(hit["whole"] or 0) + 30), hit.end()
    parts = {name: int(hit[name]) for name in DURATIONS if hit[name] is not None}
    if len(parts) < 2:
        return None
    return Decimal(sum(DURATIONS[name] * count for name, count in parts.items())), hit.start() + len(hit[0].rstrip())


def _candidates(text: str, at: int, field: str) -> Iterator[_Stop]:
    """Every number that begins at ``at``, the shorter first."""
    at, negative, mark = _front(text, at)
    parts_of = None if mark else _PARTS_OF.match(text, at)
    if parts_of:
        stops = _fraction(text, parts_of, field)
    else:
        stops = (stop for body in _bodies(text, at, field) for stop in _marked(text, body, mark))
    for (value, its_mark), end in stops:
        yield (_tidy(value.copy_negate() if negative else value), its_mark), end


def _front(text: str, at: int) -> tuple[int, bool, str | None]:
    """A sign and a currency before the number, in either order: ``-$5``, ``$-5``, ``负三``."""
    negative, mark, signed = False, None, False
    while True:
        if not signed and (sign := _SIGN.match(text, at)):
            signed, negative, at = True, sign[0] != "+", sign.end()
        elif (money := _BEFORE.match(text, at)) and (joined := _both(mark, _mark(money[1]))):
            mark, at = joined, money.end()
        else:
            return at, negative, mark


def _fraction(text: str, parts_of: re.Match[str], field: str) -> Iterator[_Stop]:
    """百分之十二点五, 千分之3, 万分之五, 百分百."""
    at, word = parts_of.end(), parts_of[1]
    if text.startswith("百", at) and word[0] == "百":
        yield (Decimal(100), PERCENT), at + 1
        return
    if word == "百分":
        return
    negative = text[at : at + 1] in ("-", "负", "負")
    for value, end in _bodies(text, at + negative, field):
        signed = value.copy_negate() if negative else value
        if word[0] == "千":
            yield (signed, PERMILLE), end
        else:
            yield (signed if word[0] == "百" else signed.scaleb(-2, _EXACT), PERCENT), end


def _bodies(text: str, at: int, field: str) -> Iterator[tuple[Decimal, int]]:
    """The number itself with its scale, without sign and mark."""
    mixed, run = hanzi.RUN.match(text, at), _RUN.match(text, at)
    if any(found and len(found[0]) > _LONG_RUN for found in (mixed, run)):
        raise _bad(field, "number-too-long", text)
    if run:
        digits = run[0].rstrip(".,'\u2009\u202f")
        end = at + len(digits)
        if mixed and not text[at:end].isdigit():
            mixed = None
        if not _ASCII.fullmatch(digits):
            raise _bad(field, "number-ambiguous", text)
        value = Decimal(re.sub(r"[,'\u2009\u202f]", "", digits))
        yield value, end
        yield from _scaled(text, value, end)
    if mixed and not mixed[0].isascii():
        yield from _hanzi_bodies(text, mixed)


def _scaled(text: str, value: Decimal, at: int) -> Iterator[tuple[Decimal, int]]:
    if letter := _LETTER_SCALE.match(text, at) or _WORD_SCALE.match(text, at):
        yield value.scaleb(_POWERS[letter[1].lower()], _EXACT), letter.end()
    elif scale := _HANZI_SCALE.match(text, at):
        yield value.scaleb(_power(scale[1]), _EXACT), scale.end()


def _hanzi_bodies(text: str, run: re.Match[str]) -> Iterator[tuple[Decimal, int]]:
    value = hanzi.whole(run[0])
    if value is None:
        return
    yield Decimal(value), run.end()
    if point := _POINT.match(text, run.end()):
        decimals = "".join(str(hanzi.DIGITS[char]) for char in point[1])
        exact = Decimal(f"{value}.{decimals}")
        yield exact, point.end()
        if scale := _POINT_SCALE.match(text, point.end()):
            yield exact.scaleb(_power(scale[0]), _EXACT), scale.end()


def _power(units: str) -> int:
    return sum(hanzi.SMALL.get(char, 4 if char in hanzi.WAN else 8) for char in units)


def _marked(text: str, body: tuple[Decimal, int], mark: str | None) -> Iterator[_Stop]:
    """The number bare, and with what may stand behind it."""
    value, at = body
    yield (value, mark), at
    if (money := _BEHIND.match(text, at)) and (joined := _both(mark, _mark(money[1]))):
        yield (value, joined), money.end()
    if mark is None:
        yield from _shares(text, value, at)
        if measure := _MEASURE.match(text, at):
            yield (value, COUNT), measure.end()
        if duration := _DURATION.match(text, at):
            yield (value, duration.lastgroup), duration.end()


def _shares(text: str, value: Decimal, at: int) -> Iterator[_Stop]:
    if share := _PERCENT.match(text, at):
        yield (value, PERCENT if share[1] else PERMILLE), share.end()
    elif tenths := _TENTHS.match(text, at):
        more = 5 if tenths[2] else int(hanzi.DIGITS.get(tenths[1], tenths[1])) if tenths[1] else 0
        if not more or value == value.to_integral_value():
            yield (_EXACT.add(value.scaleb(1, _EXACT), Decimal(more)), PERCENT), tenths.end()


def _mark(name: str) -> str | None:
    """A currency's code or shared sign; None where three capitals are no currency."""
    known = SIGNS.get(name.casefold()) or WORDS.get(name.casefold())
    return known or (name if currencies(name) else None)


def _both(first: str | None, second: str | None) -> str | None:
    """The currency that two signs agree on (``￥3,000元``), the narrower one; None where they do not."""
    if first is None or second is None:
        return first or second
    shared = currencies(first) & currencies(second)
    if len(shared) == 1:
        return next(iter(shared))
    return first if shared else None


def _ends_word(text: str, at: int) -> bool:
    if at == len(text) or text[at].isspace():
        return True
    return text[at] in ",.;:!?()、。…—" and not text[at + 1 : at + 2].isdigit()


# --- small things -----------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Full-width and typographic forms as plain ones; every character stays in its place."""
    return text.translate(_TRANSLATE)


def _tidy(value: Decimal) -> Decimal:
    """The same number without trailing zeros, exponent or negative zero."""
    value = value.normalize(_EXACT)
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1), context=_EXACT) if value == value.to_integral_value() else value


def _digits(value: Decimal) -> int:
    return len(format(value.copy_abs(), "f").replace(".", ""))


_REASONS: Final[tuple[tuple[Callable[[str], object], str], ...]] = (
    (re.compile(r"[+-]?(?:nan|inf|infinity|∞|[0-9.]+e[+-]?[0-9]+$)", re.IGNORECASE).match, "number-not-plain"),
    (re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[-~/:]|至|到)[0-9]").search, "number-many"),
)


def _why_unreadable(text: str) -> str:
    return next((id_ for fits, id_ in _REASONS if fits(text)), "number-unreadable")


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:39] + "…"


def _bad(field: str, id_: str, text: str, example: str = "1,234.5") -> BadInput:
    args = {} if id_ == "number-empty" else {"bad": _short(text)}
    return BadInput(field, say(id_, **args), Code(example))
