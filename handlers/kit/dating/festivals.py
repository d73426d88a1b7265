"""Festivals of the western and the lunar calendar, and the days that marketing lives by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from handlers.kit.dating.lunar import lunar_day, new_year, qingming, winter_solstice

On: TypeAlias = Callable[[int, str | None], date]
"""The day of a festival in a (western) year, as ``country`` (ISO 3166) keeps it; ValueError where it is not known."""


def _at(month: int, day: int) -> On:
    return lambda year, _country: date(year, month, day)


def _lunar(month: int, day: int) -> On:
    return lambda year, _country: lunar_day(year, month, day)


def _nth(month: int, weekday: int, n: int) -> On:
    """The n-th weekday of a month; n = -1 is the last."""

    def on(year: int, _country: str | None) -> date:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7)
        if n > 0:
            return day + timedelta(weeks=n - 1)
        while (day + timedelta(weeks=1)).month == month:
            day += timedelta(weeks=1)
        return day

    return on


def _by_country(table: dict[str, On], otherwise: On) -> On:
    return lambda year, country: table.get(country or "", otherwise)(year, country)


def _easter(days: int) -> On:
    """So many days from Easter Sunday (Gauss's computus, as Butcher gave it for the Gregorian calendar)."""

    def on(year: int, _country: str | None) -> date:
        century, of = divmod(year, 100)
        golden = year % 19
        moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
        sunday = (32 + 2 * (century % 4) + 2 * (of // 4) - moon - of % 4) % 7
        late = (golden + 11 * moon + 22 * sunday) // 451
        month, day = divmod(moon + sunday - 7 * late + 114, 31)
        return date(year, month, day + 1) + timedelta(days=days)

    return on


def _after(on: On, days: int) -> On:
    return lambda year, country: on(year, country) + timedelta(days=days)


def _spring(days: int) -> On:
    return lambda year, _country: new_year(year) + timedelta(days=days)


def _qingming(year: int, _country: str | None) -> date:
    return qingming(year)


_US_THANKSGIVING = _nth(11, 3, 4)
_NATIONAL = _by_country(
    {"TW": _at(10, 10), "SG": _at(8, 9), "US": _at(7, 4), "MY": _at(8, 31), "AU": _at(1, 26), "CA": _at(7, 1)},
    _at(10, 1),
)
_LABOUR = _by_country({"US": _nth(9, 0, 1), "CA": _nth(9, 0, 1)}, _at(5, 1))
_CHILDREN = _by_country({"TW": _at(4, 4), "HK": _at(4, 4), "JP": _at(5, 5), "SG": _nth(10, 4, 1)}, _at(6, 1))
_TEACHERS = _by_country({"TW": _at(9, 28), "SG": _nth(9, 4, 1)}, _at(9, 10))
_MOTHERS = _by_country({"GB": _easter(-21)}, _nth(5, 6, 2))
_FATHERS = _by_country({"TW": _at(8, 8)}, _nth(6, 6, 3))

# Names in plain form (lower case, simplified), as patterns; the English ones without "the" and with blanks.
# fmt: off
FESTIVALS: tuple[tuple[str, str, On], ...] = (
    (r"new year'?s eve|nye", r"跨年夜?", _at(12, 31)),
    (r"new year(?:'?s)?(?: day)?", r"元旦节?", _at(1, 1)),
    (r"lantern festival", r"元宵节?|上元节|灯节|正月十五", _spring(14)),
    (r"(?:chinese|lunar) new year'?s eve|cny eve", r"大年三十|年三十|大年夜|年夜|除夕夜?", _spring(-1)),
    (
        r"(?:chinese|lunar) new year(?:'?s)?(?: day)?|cny|spring festival",
        r"(?:农历)?春节|大年初一|年初一|正月初一|农历新年|农历年|过年",
        _spring(0),
    ),
    (r"valentine'?s?(?: day)?", r"情人节", _at(2, 14)),
    (r"white day", r"白色情人节", _at(3, 14)),
    (r"peace memorial day", r"和平纪念日|二二八", _at(2, 28)),
    (r"(?:international )?women'?s day", r"(?:三八)?(?:妇女|女神|女王)节|三八节|38节", _at(3, 8)),
    (r"consumer rights day", r"(?:315|三一五)?消费者(?:权益)?日|三一五", _at(3, 15)),
    (r"st\.? patrick'?s(?: day)?", r"圣帕特里克节", _at(3, 17)),
    (r"april fools?'?(?: day)?|april fool'?s(?: day)?", r"愚人节", _at(4, 1)),
    (r"good friday", r"耶稣受难日|受难节|受难日", _easter(-2)),
    (r"easter monday", r"复活节星期一", _easter(1)),
    (r"easter(?: sunday)?", r"复活节", _easter(0)),
    (r"(?:qing ?ming|ching ming|tomb[- ]sweeping)(?: day| festival)?", r"清明节?|扫墓节", _qingming),
    (r"earth day", r"世界地球日|地球日", _at(4, 22)),
    (r"may day", r"五一(?:劳动)?节?|51节", _at(5, 1)),
    (r"labou?r day", r"劳动节", _LABOUR),
    (r"youth day", r"五四(?:青年)?节?|青年节", _at(5, 4)),
    (r"mother'?s'? day", r"母亲节", _MOTHERS),
    (r"520", r"520|五二〇", _at(5, 20)),
    (r"memorial day", r"阵亡将士纪念日", _nth(5, 0, -1)),
    (r"children'?s day", r"儿童节", _CHILDREN),
    (r"juneteenth", r"六月节", _at(6, 19)),
    (r"dragon boat(?: festival| day)?|duan ?wu(?: festival)?", r"端午节?|端阳节?|龙舟节", _lunar(5, 5)),
    (r"6\.?18|618 festival|june 18 sale", r"六一八|618(?:大促|购物节)?", _at(6, 18)),
    (r"father'?s'? day", r"父亲节|爸爸节", _FATHERS),
    (r"independence day|fourth of july|4th of july", r"独立日|独立纪念日", _at(7, 4)),
    (r"qi ?xi(?: festival)?|chinese valentine'?s?(?: day)?", r"七夕节?|乞巧节", _lunar(7, 7)),
    (r"ghost festival|zhong ?yuan(?: festival)?", r"中元节?|鬼节", _lunar(7, 15)),
    (r"mid[- ]?autumn(?: festival| day)?|moon ?cake festival|moon festival", r"中秋节?", _lunar(8, 15)),
    (r"teacher'?s'? day", r"教师节", _TEACHERS),
    (r"national day", r"国庆[节日]?|十一(?:黄金周|长假|假期|国庆节?)|十一(?=前|之前|以前)", _NATIONAL),
    (r"double (?:tenth|ten)(?: day)?", r"双十节|双十国庆节?", _at(10, 10)),
    (r"(?:double (?:ninth|nine)|chung yeung|chong ?yang)(?: festival)?", r"重阳节?|重九", _lunar(9, 9)),
    (r"hallowe'?en", r"万圣(?:节|夜)", _at(10, 31)),
    (r"veterans'? day", r"退伍军人节", _at(11, 11)),
    (r"singles'?(?:'s)? day|double (?:11|eleven)", r"双(?:十一|11)|光棍节", _at(11, 11)),
    (r"thanksgiving(?: day)?", r"感恩节", _by_country({"CA": _nth(10, 0, 2)}, _US_THANKSGIVING)),
    (r"black friday", r"黑色星期五|黑五", _after(_US_THANKSGIVING, 1)),
    (r"cyber monday", r"网络星期一|网购星期一|网一", _after(_US_THANKSGIVING, 4)),
    (r"double (?:12|twelve)", r"双(?:十二|12)", _at(12, 12)),
    (r"winter solstice|dong ?zhi(?: festival)?", r"冬至节?|冬节", lambda year, _c: winter_solstice(year)),
    (r"christmas eve|xmas eve", r"平安夜|圣诞夜", _at(12, 24)),
    (r"christmas(?: day)?|xmas(?: day)?|x-mas(?: day)?", r"圣诞节?", _at(12, 25)),
    (r"boxing day", r"节礼日|拆礼物日", _at(12, 26)),
)
# fmt: on
