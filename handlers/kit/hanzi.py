"""Chinese numerals, alone or mixed with digits (``一万二``, ``3亿5000万``): whole numbers, read strictly.

Vague (``十几``, ``三四十``) and malformed numerals are not numbers here; the caller refuses them.
"""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final[dict[str, int]] = {
    char: value
    for value, chars in enumerate(
        ("零〇○", "一壹", "二两兩贰貳", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
SMALL: Final[dict[str, int]] = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
WAN: Final = "万萬"
YI: Final = "亿億"

ANY_DIGIT: Final = "".join(DIGITS)
ANY_SMALL: Final = "".join(SMALL)
RUN: Final = re.compile(rf"[0-9{ANY_DIGIT}{ANY_SMALL}{WAN}{YI}]+")


def whole(text: str) -> int | None:
    """The value of a numeral, None where it is not one; ``text`` matches ``RUN``."""
    if all(char in DIGITS for char in text):
        return _digit_by_digit(text)
    return _sum(text, YI, 8)


def _digit_by_digit(text: str) -> int | None:
    # 二三 and 七八 mean "two or three"; with a zero, or from three digits on, it is a number spelt out.
    if len(text) == 2 and not any(DIGITS[char] == 0 for char in text):
        return None
    return int("".join(str(DIGITS[char]) for char in text))


def _sum(text: str, unit: str, power: int) -> int | None:
    """``text`` as so many 亿 (or 万) and the rest."""
    head, tail = _split(text, unit)
    if head is None:
        return _sum(tail, WAN, 4) if power == 8 else _below_wan(tail, last=True)
    if head[-1:] and head[-1] in WAN and len(tail) == 1:
        return None  # 三万亿五: of what?
    left = _count(head, power)
    right = _rest(tail, power)
    return None if left is None or right is None else left * 10**power + right


def _split(text: str, unit: str) -> tuple[str | None, str]:
    for at, char in enumerate(text):
        if char in unit:
            return text[:at], text[at + 1 :]
    return None, text


def _count(head: str, power: int) -> int | None:
    """How many 亿 (or 万): plain digits, or a numeral, itself with a 万 before 亿 (三万亿)."""
    if head.isascii() and head.isdigit():
        return int(head) or None
    if power == 8 and head[-1:] and head[-1] in WAN:
        many = _count(head[:-1], 4)
        return None if many is None else many * 10_000
    return _below_wan(head, last=False) or None


def _rest(tail: str, power: int) -> int | None:
    """What follows 亿 (or 万); a lone digit counts the next lower unit, as in 一万二."""
    if not tail:
        return 0
    if tail.isascii() and len(tail) == power:
        return int(tail)
    if (digit := _digit(tail)) is not None:
        return digit * 10 ** (power - 1) if digit else None
    zero = DIGITS.get(tail[0]) == 0
    inner = tail[1:] if zero else tail
    if power == 8 and any(char in WAN for char in inner):
        value = _sum(inner, WAN, 4)
    elif inner.isascii():
        value = int(inner) if zero and 0 < len(inner) < power and inner[0] != "0" else None
    elif power == 8 and not zero:
        value = None  # 一亿两千 is said for both 1.2 亿 and 1 亿 2,000
    else:
        value = _below_wan(inner, last=not zero, plain_digit=zero)
    if value is None or value >= 10**power or (zero and value >= 10 ** (power - 1)):
        return None
    return value


def _digit(text: str) -> int | None:
    if len(text) != 1:
        return None
    return int(text) if text.isascii() and text.isdigit() else DIGITS.get(text)


def _below_wan(text: str, *, last: bool, plain_digit: bool = True) -> int | None:
    """A numeral below 10,000; ``last`` allows the spoken tail (三千五 = 3,500)."""
    if len(text) == 1 and not plain_digit:
        return None
    total, power, zero, at = 0, 4, False, 0
    while at < len(text):
        char = text[at]
        digit = _digit(char)
        if digit == 0 and len(text) == 1:
            return 0
        if digit == 0:
            if zero or at == 0 or at == len(text) - 1 or power < 2:
                return None
            zero, at = True, at + 1
            continue
        if digit is None:  # only a bare ten may lack its digit: 十二, 一百十二
            if SMALL.get(char) != 1 or power <= 1 or zero:
                return None
            digit, at = 1, at - 1
        if at + 1 == len(text):
            return _with_tail(total, digit, power, zero=zero, last=last)
        unit = SMALL.get(text[at + 1])
        if unit is None or unit >= power or (zero and unit == power - 1):
            return None
        total, power, zero, at = total + digit * 10**unit, unit, False, at + 2
    return total


def _with_tail(total: int, digit: int, power: int, *, zero: bool, last: bool) -> int | None:
    if total == 0 or zero or power == 1:
        return total + digit
    return total + digit * 10 ** (power - 1) if last else None
