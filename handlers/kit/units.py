"""Units of measure: what a metric may be counted in, and the signs and names of money."""

from __future__ import annotations

from typing import Final

from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, say

NUMBER: Final = "number"
PERCENT: Final = "percent"
PERMILLE: Final = "permille"

# Durations, by how many minutes there are in one.
DURATIONS: Final[dict[str, int]] = {"minutes": 1, "hours": 60, "days": 24 * 60}

# Without funds, metals and test codes.
_ISO_4217: Final = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES: Final = frozenset(_ISO_4217.split())

# Signs that several currencies share. Which one is meant is settled by the metric's own currency.
SHARED: Final[dict[str, frozenset[str]]] = {
    "$": frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP", "MXN", "CLP", "COP", "ARS", "BND"}),
    "¥": frozenset({"CNY", "JPY"}),
    "元": frozenset({"CNY", "TWD", "HKD", "MOP", "SGD"}),
    "块": frozenset({"CNY", "TWD", "HKD", "MOP", "SGD"}),
    "圆": frozenset({"CNY", "TWD", "HKD", "MOP", "JPY"}),
    "£": frozenset({"GBP", "EGP", "FKP", "GIP", "SHP"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "₨": frozenset({"INR", "PKR", "LKR", "NPR", "MUR"}),
    "盾": frozenset({"VND", "IDR"}),
}

# Stand before or after a number. Latin letters count in either case.
SIGNS: Final[dict[str, str]] = {
    "$": "$", "¥": "¥", "£": "£", "₨": "₨", "€": "EUR", "₩": "KRW", "₹": "INR", "฿": "THB", "₫": "VND", "₱": "PHP",
    "₽": "RUB", "₺": "TRY", "₪": "ILS", "₴": "UAH",
    "us$": "USD", "usd$": "USD", "nt$": "TWD", "twd$": "TWD", "ntd": "TWD", "hk$": "HKD", "hkd$": "HKD",
    "s$": "SGD", "sg$": "SGD", "sgd$": "SGD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD",
    "mop$": "MOP", "mx$": "MXN", "r$": "BRL", "cn¥": "CNY", "cny¥": "CNY", "rmb¥": "CNY", "rmb": "CNY", "jp¥": "JPY",
    "jpy¥": "JPY", "kr": "kr", "chf": "CHF", "rm": "MYR", "rp": "IDR",
    "usd": "USD", "cny": "CNY", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "hkd": "HKD", "twd": "TWD", "sgd": "SGD",
    "人民币": "CNY", "人民幣": "CNY", "美元": "USD", "美金": "USD", "新台币": "TWD", "新台幣": "TWD", "新臺幣": "TWD",
    "台币": "TWD", "台幣": "TWD", "臺幣": "TWD", "港币": "HKD", "港幣": "HKD", "港元": "HKD", "澳门币": "MOP",
    "澳門幣": "MOP", "澳门元": "MOP", "澳門元": "MOP", "新币": "SGD", "新幣": "SGD", "新元": "SGD", "新加坡元": "SGD",
    "日元": "JPY", "日圆": "JPY", "日圓": "JPY", "日币": "JPY", "日幣": "JPY", "欧元": "EUR", "歐元": "EUR",
    "英镑": "GBP", "英鎊": "GBP", "韩元": "KRW", "韓元": "KRW", "韩币": "KRW", "韓幣": "KRW", "韓圓": "KRW",
    "澳元": "AUD", "澳币": "AUD", "澳幣": "AUD", "加元": "CAD", "加币": "CAD", "加幣": "CAD", "纽币": "NZD",
    "紐幣": "NZD", "纽元": "NZD", "紐元": "NZD", "泰铢": "THB", "泰銖": "THB", "越南盾": "VND", "印尼盾": "IDR",
    "马币": "MYR", "馬幣": "MYR", "令吉": "MYR", "林吉特": "MYR", "瑞士法郎": "CHF", "卢布": "RUB", "盧布": "RUB",
}  # fmt: skip

# Stand only after a number.
WORDS: Final[dict[str, str]] = {
    "元": "元", "块": "块", "塊": "块", "块钱": "块", "塊錢": "块", "圆": "圆", "圓": "圆", "円": "JPY", "蚊": "HKD",
    "元人民币": "CNY", "元人民幣": "CNY", "元新台币": "TWD", "元新臺幣": "TWD", "元新台幣": "TWD", "元港币": "HKD",
    "元港幣": "HKD", "盾": "盾", "dollar": "$", "dollars": "$", "yuan": "CNY", "euro": "EUR", "euros": "EUR",
    "pound": "£", "pounds": "£", "yen": "JPY",
}  # fmt: skip

_NAMES: Final[dict[str, str]] = {
    "number": NUMBER, "count": NUMBER, "#": NUMBER, "数": NUMBER, "数字": NUMBER, "数值": NUMBER, "数量": NUMBER,
    "數字": NUMBER, "數值": NUMBER, "數量": NUMBER, "个": NUMBER, "個": NUMBER,
    "percent": PERCENT, "per cent": PERCENT, "percentage": PERCENT, "pct": PERCENT, "%": PERCENT, "％": PERCENT,
    "百分比": PERCENT, "百分数": PERCENT, "百分數": PERCENT, "百分率": PERCENT,
    "minutes": "minutes", "minute": "minutes", "min": "minutes", "分钟": "minutes", "分鐘": "minutes",
    "hours": "hours", "hour": "hours", "h": "hours", "小时": "hours", "小時": "hours",
    "days": "days", "day": "days", "天": "days", "天数": "days", "天數": "days",
    "permille": PERMILLE, "per mille": PERMILLE, "‰": PERMILLE, "千分比": PERMILLE, "千分率": PERMILLE,
}  # fmt: skip


def currencies(mark: str) -> frozenset[str]:
    """The currency codes that a sign or code can stand for."""
    return SHARED.get(mark, frozenset({mark}) & CURRENCIES)


def read_unit(text: str, home: str | None = None, field: str = "unit") -> str:
    """``number``, ``percent``, ``permille``, ``minutes``, ``hours``, ``days`` or a currency code.

    ``home`` (a code) settles a sign that several currencies share; without it such a sign is refused.
    """
    name = text.strip().casefold().replace("￥", "¥").replace("＄", "$")
    if name in _NAMES:
        return _NAMES[name]
    if name.upper() in CURRENCIES:
        return name.upper()
    mark = SIGNS.get(name) or WORDS.get(name)
    if mark is None:
        raise BadInput(field, say("number-unit-unknown", bad=text.strip()[:40]), Code("CNY"))
    candidates = currencies(mark)
    if len(candidates) == 1:
        return next(iter(candidates))
    if home in candidates:
        return str(home)
    raise BadInput(field, say("number-unit-ambiguous", bad=text.strip()[:40]), Code(min(candidates)))
