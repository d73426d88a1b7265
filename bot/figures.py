"""Figures, dates and lists in the words of a language (``en``, ``zh-Hans``, ``zh-Hant``).

They are put into words here and not in the catalogues, which would turn exact decimals into floats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_location

from handlers.kit.messages import Clock, Day, Figure, Moment, PeriodName, Span

LOCALES: Final = {"en": "en_GB", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW"}

# --- figures ----------------------------------------------------------------------------------

_EXACT: Final = Context(prec=400)
_SCALES: Final[dict[str, tuple[tuple[int, str], ...]]] = {  # the powers of ten, the largest first
    "en": ((9, "B"), (6, "M"), (3, "k")),
    "zh-Hans": ((12, "万亿"), (8, "亿"), (4, "万")),
    "zh-Hant": ((12, "萬億"), (8, "億"), (4, "萬")),
}
_COMPACT_FROM: Final = {"en": 100_000, "zh-Hans": 10_000, "zh-Hant": 10_000}
_ROUND_FROM: Final = 1_000_000
_SIGNIFICANT: Final = 6
_SUFFIXES: Final[dict[str, dict[str, str]]] = {
    "percent": dict.fromkeys(LOCALES, "%"),
    "permille": dict.fromkeys(LOCALES, "‰"),
    "minutes": {"en": " min", "zh-Hans": "分钟", "zh-Hant": " 分鐘"},
    "hours": {"en": " h", "zh-Hans": "小时", "zh-Hant": " 小時"},
    "days": {"en": " days", "zh-Hans": "天", "zh-Hant": " 天"},
    "points": {"en": " pp", "zh-Hans": "个百分点", "zh-Hant": " 個百分點"},
}
_SIGNS: Final = {
    "CNY": "¥", "TWD": "NT$", "HKD": "HK$", "SGD": "S$", "MOP": "MOP$", "JPY": "JP¥", "EUR": "€", "GBP": "£",
    "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "KRW": "₩", "INR": "₹", "THB": "฿", "VND": "₫", "PHP": "₱",
}  # fmt: skip
_NO_CENTS: Final = frozenset({"JPY", "KRW", "VND", "TWD", "IDR", "CLP", "ISK"})


def figure(shown: Figure, language: str) -> str:
    """A figure with its unit: ``12,345``, ``1.2万``, ``-¥3,000``, ``+2.5 pp``; the minus can be copied and typed.

    From 10,000 in Chinese and 100,000 in English it is shortened where that loses nothing. Only from a million on
    is it rounded, to two decimals of its scale, and only where those show that it was: 1,200,001 stays whole.
    """
    size = shown.value.copy_abs()
    if shown.places is not None:
        size = _rounded(size, shown.places)
    sign = "" if not size else "-" if shown.value < 0 else "+" if shown.signed else ""
    if shown.unit == "number":
        return sign + _size(size, language, shown)
    if shown.unit in _SUFFIXES:
        return sign + _digits(size, shown) + _SUFFIXES[shown.unit][language]
    return sign + _currency_sign(shown.unit, language) + _money(size, language, shown)


def _size(size: Decimal, language: str, shown: Figure) -> str:
    compact = None if shown.exact or size < _COMPACT_FROM[language] else _compact(size, language)
    return compact or _digits(size, shown)


def _digits(size: Decimal, shown: Figure) -> str:
    """Not shortened: with the decimals asked for, or all of them, or as many as are read."""
    if shown.places is not None:
        return format(size, f",.{shown.places}f")
    return _grouped(size) if shown.exact else _full(size)


def _money(size: Decimal, language: str, shown: Figure) -> str:
    """An amount; with cents where it has any."""
    text = _size(size, language, shown)
    whole, point, cents = text.partition(".")
    one_cent_digit = point and len(cents) == 1 and cents.isdigit()
    return f"{whole}.{cents}0" if one_cent_digit and shown.places is None and shown.unit not in _NO_CENTS else text


def _currency_sign(currency: str, language: str) -> str:
    if currency == "USD":
        return "$" if language == "en" else "US$"
    return _SIGNS.get(currency) or f"{currency} "


def _compact(size: Decimal, language: str) -> str | None:
    """``size`` in k, M, 万, 亿…; None where it would hide digits."""
    power, name = next(scale for scale in _SCALES[language] if size >= 10 ** scale[0])
    scaled = size.scaleb(-power, _EXACT)
    # 123,450 reads better than 123.45k; 1.23万 and 1.23M are what people write.
    places = 1 if name == "k" else 2
    rounded = _rounded(scaled, places)
    if rounded == scaled:
        return _plain(rounded) + name
    shows_rounding = rounded != _rounded(rounded, places - 1)
    return _plain(rounded) + name if size >= _ROUND_FROM and shows_rounding else None


def _full(size: Decimal) -> str:
    """Six significant digits as they are; of more, two decimals, or three digits behind leading zeros."""
    digits = size.normalize(_EXACT).as_tuple()
    if len(digits.digits) <= _SIGNIFICANT:
        return _grouped(size)
    rounded = _rounded(size, 2 if size >= 1 else 2 - size.adjusted())
    # 19.9999999 becomes 20.00, and not a 20 that could be taken for exact.
    return _grouped(rounded) if rounded == size else format(rounded, ",f")


def _rounded(size: Decimal, places: int) -> Decimal:
    return size.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=_EXACT)


def _grouped(size: Decimal) -> str:
    return _trimmed(format(size, ",f"))


def _plain(size: Decimal) -> str:
    return _trimmed(format(size, "f"))


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- time -------------------------------------------------------------------------------------


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


def _date(day_: date, language: str, *, weekday: bool, year: bool = True) -> str:
    if language == "en":
        pattern = ("EEE " if weekday else "") + "d MMM" + (" y" if year else "")
    else:
        pattern = ("y年" if year else "") + "M月d日" + (" EEE" if weekday else "")
    text = format_date(day_, pattern, locale=_locale(language))
    return text.replace("Sept", "Sep")  # as short as the other eleven


def day(shown: Day, language: str) -> str:
    """``Thu 26 Nov 2026``, ``2026年11月26日 周四``; with the zone, if it has one."""
    return _date(shown.day, language, weekday=shown.weekday) + (_zone(shown.zone, language) if shown.zone else "")


def moment(shown: Moment, language: str) -> str:
    """``Thu 26 Nov 2026, 09:30 (Asia/Shanghai)``, ``2026年11月26日 周四 09:30（上海时间）``."""
    local = shown.at.astimezone(ZoneInfo(shown.zone))
    between = ", " if language == "en" else " "
    return f"{_date(local.date(), language, weekday=True)}{between}{local:%H:%M}{_zone(shown.zone, language)}"


@lru_cache(maxsize=512)
def _zone(zone: str, language: str) -> str:
    zone = zone.removeprefix("Etc/")
    if language == "en":
        return f" ({zone})"
    if "/" not in zone:  # UTC is nobody's city
        return f"（{zone}）"
    city = get_timezone_location(zone, locale=_locale(language), return_city=True)
    return f"（{city}{'时间' if language == 'zh-Hans' else '時間'}）"


def clock(shown: Clock, language: str) -> str:
    """``09:30``, in every language."""
    del language  # asked for so that all of these are called alike
    return f"{shown.at:%H:%M}"


_SPAN_UNITS: Final[dict[str, tuple[str, str, str, str]]] = {
    "en": (" days", " h", " min", " s"),
    "zh-Hans": ("天", "小时", "分钟", "秒"),
    "zh-Hant": (" 天", " 小時", " 分鐘", " 秒"),
}


def span(shown: Span, language: str) -> str:
    """``1 h 30 min``, ``1小时30分钟``; down to the second."""
    seconds = round(abs(shown.length).total_seconds())
    amounts = (seconds // 86_400, seconds // 3_600 % 24, seconds // 60 % 60, seconds % 60)
    units = _SPAN_UNITS[language]
    parts = [f"{amount}{unit}" for amount, unit in zip(amounts, units, strict=True) if amount]
    if language == "en" and amounts[0] == 1:
        parts[0] = "1 day"
    sign = "-" if shown.length < timedelta(0) and parts else ""
    return sign + ("" if language == "zh-Hans" else " ").join(parts or [f"0{units[2]}"])


_PERIOD: Final = re.compile(r"(\d{4})(?:-(Q[1-4]|0[1-9]|1[0-2]|W(?:0[1-9]|[1-4]\d|5[0-3])))?")


def period(shown: PeriodName, language: str) -> str:
    """``January 2026``, ``2026年第一季度``, ``week 5 of 2026 (26 Jan – 1 Feb)``; ``ValueError`` for another code."""
    code = _PERIOD.fullmatch(shown.code)
    if code is None:
        raise ValueError(f"not a period: {shown.code}")
    part = code[2] or ""
    return _PERIODS[part[:1]](int(code[1]), part, language)


def _year(year: int, part: str, language: str) -> str:
    del part
    return f"{year}" if language == "en" else f"{year}年"


def _quarter(year: int, part: str, language: str) -> str:
    if language == "en":
        return f"{part} {year}"
    return f"{year}年第{'一二三四'[int(part[1:]) - 1]}{'季度' if language == 'zh-Hans' else '季'}"


def _month(year: int, part: str, language: str) -> str:
    first = date(year, int(part), 1)
    return format_date(first, "MMMM y" if language == "en" else "y年M月", locale=_locale(language))


def _week(year: int, part: str, language: str) -> str:
    number = int(part[1:])
    monday = date.fromisocalendar(year, number, 1)
    first, last = (_date(monday + timedelta(days=n), language, weekday=False, year=False) for n in (0, 6))
    if language == "en":
        return f"week {number} of {year} ({first} – {last})"
    return f"{year}年第{number}{'周' if language == 'zh-Hans' else '週'}（{first}–{last}）"


_PERIODS: Final = {"": _year, "Q": _quarter, "W": _week, "0": _month, "1": _month}

# --- lists ------------------------------------------------------------------------------------

_AND: Final = {"en": " and ", "zh-Hans": "和", "zh-Hant": "和"}
_OR: Final = {"en": " or ", "zh-Hans": "或", "zh-Hant": "或"}


def items(parts: Sequence[str], any_of: bool, language: str) -> str:
    """``a, b and c``, ``甲、乙和丙``; with ``any_of`` "or"."""
    if not parts:
        return ""
    *head, last = parts
    if not head:
        return last
    join = (_OR if any_of else _AND)[language]
    before = (", " if language == "en" else "、").join(head)
    if language == "en":
        return before + join + last
    # Chinese sets Latin letters and digits off by a space.
    return before + (" " if _latin(before[-1:]) else "") + join + (" " if _latin(last[:1]) else "") + last


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
