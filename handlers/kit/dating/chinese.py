"""How days are named in Chinese; the text is already simplified."""

from __future__ import annotations

from handlers.kit.dating import days
from handlers.kit.dating.days import Edge, Unit
from handlers.kit.dating.durations import ZH_COUNT, ZH_HOURS, count, length
from handlers.kit.dating.english import festival
from handlers.kit.dating.festivals import FESTIVALS
from handlers.kit.dating.lunar import lunar_day, lunar_year
from handlers.kit.dating.rules import Match, Rulebook
from handlers.kit.dating.text import NUMERAL, number
from handlers.kit.dating.values import DateScope, DayWords, Piece, Stretch, Wrong, on
from handlers.kit.messages import say

book = Rulebook(space=" *", loose=" *", end="")
rule = book.rule

_YEAR_WORDS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "来": 1, "后": 2}
_MONTH_WORDS = {
    "本": 0, "这": 0, "这个": 0, "这一": 0, "这一个": 0, "当": 0,
    "上": -1, "上个": -1, "上一个": -1, "上上": -2, "上上个": -2,
    "下": 1, "下个": 1, "下一个": 1, "下下": 2, "下下个": 2,
}  # fmt: skip
_WD = "一二三四五六日天"

# 2026年, 二〇二六年, 26年, 明年, 民国115年.
_Y = (
    rf"(?:(?P<y>民国~(?:\d{{2,3}}|[{NUMERAL}]{{1,4}})|\d{{4}}|\d\d|[〇一二三四五六七八九]{{4}})~年"
    rf"|(?P<yw>[{''.join(_YEAR_WORDS)}])年)~的?~"
)
_MO = rf"(?P<mo>\d{{1,2}}|[{NUMERAL}]{{1,2}})~月"
_D = rf"(?P<d>\d{{1,2}}|[{NUMERAL}]{{1,3}})"
_WHICH = rf"(?P<which>{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})"
_WEEK = "(?:周|星期|礼拜)"
_N = rf"(?P<n>{ZH_COUNT})"


def _figure(text: str) -> int:
    """A figure of the date; one that is not a numeral (三四) names no day."""
    value = number(text)
    if value is None:
        raise Wrong(say("date-no-such-figure", figure=text))
    return value


def _year(hit: Match, scope: DateScope) -> int | None:
    if hit["yw"]:
        return scope.today.year + _YEAR_WORDS[hit["yw"]]
    said: str | None = hit["y"]
    if said is None:
        return None
    if said.startswith("民国"):
        return _figure(said.removeprefix("民国").strip()) + 1911
    year = _figure(said)
    return year + 2000 if len(said) == 2 else year


# --- relative days --------------------------------------------------------------------------------

_NAMED = {
    "今天": 0, "今日": 0, "今儿": 0, "当天": 0, "当日": 0, "本日": 0, "今": 0, "明天": 1, "明日": 1, "明儿": 1, "明": 1,
    "大后天": 3, "大后日": 3, "后天": 2, "后日": 2, "昨天": -1, "昨日": -1, "前天": -2, "前日": -2, "大前天": -3,
}  # fmt: skip


@rule(rf"(?P<named>{'|'.join(name for name in sorted(_NAMED, key=len, reverse=True) if len(name) > 1)})", "z")
@rule(r"(?P<named>[今明])(?=~[早晚])", "z")
def _named_day(hit: Match, scope: DateScope) -> Piece:
    shift = _NAMED[hit["named"]]
    return Piece(day=days.from_today(scope, shift), shy=2 if shift < 0 or hit[0].startswith("当") else 0)


_UNITS: dict[str, Unit] = {
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year",
    "季": "quarter", "季度": "quarter",
}  # fmt: skip
_LONG = r"(?:(?P<work>个?~(?:工作日|工作天|交易日|上班日))|(?P<unit>天|周|个?~(?:星期|礼拜)|个~(?:月|季度|季)|年))"
_UNIT = r"(?:(?P<work>个?~(?:工作日|工作天|交易日|上班日))|(?P<unit>天|日|周|个?~(?:星期|礼拜)|个~(?:月|季度|季)|年))"


def _ahead(hit: Match, scope: DateScope, sign: int = 1) -> DayWords | None:
    many = count(hit["n"])
    if many is None:
        return None
    unit: Unit = "workday" if hit["work"] else _UNITS[hit["unit"].removeprefix("个").strip()]
    return days.ahead(scope, sign * many, unit)


@rule(rf"(?:在|于)?~(?:未来|接下来)?~的?~{_N}~{_UNIT}~(?:以内|之内|内|以后|之后|过后|后)", "dz")
@rule(rf"(?:再)?过~{_N}~{_UNIT}", "z")
def _in_days(hit: Match, scope: DateScope) -> DayWords | None:
    return _ahead(hit, scope)


@rule(rf"{_N}~{_LONG}~(?:以前|之前|前)", "dz", shy=2)
def _ago(hit: Match, scope: DateScope) -> Piece | None:
    day = _ahead(hit, scope, -1)
    return None if day is None else Piece(day=day, bare=True)


@rule(rf"{_N}~{_LONG}", "dz", shy=2)  # without 日: 5日 is a date
def _bare(hit: Match, scope: DateScope) -> Piece | None:
    day = _ahead(hit, scope)
    return None if day is None else Piece(day=day, bare=True)


@rule(r"半个月~(?:以内|之内|内|以后|之后|后)", "z")
def _half_month(_hit: Match, scope: DateScope) -> DayWords:
    return days.from_today(scope, 15)


@rule(r"半年~(?:以内|之内|内|以后|之后|后)", "z")
def _half_year(_hit: Match, scope: DateScope) -> DayWords:
    return days.ahead(scope, 6, "month")


@rule(rf"(?P<length>{ZH_HOURS})~(?:以内|之内|内|以后|之后|过后|后)", "dz")
@rule(rf"(?:再)?过~(?P<length>{ZH_HOURS})", "z")
def _in_hours(hit: Match, _scope: DateScope) -> Piece | None:
    found = length(hit["length"])
    return None if found is None else Piece(delta=found)


@rule(rf"(?P<length>{ZH_HOURS})", "dz", shy=2)
def _bare_hours(hit: Match, _scope: DateScope) -> Piece | None:
    found = length(hit["length"])
    return None if found is None else Piece(delta=found, bare=True)


# --- weekdays and weeks ---------------------------------------------------------------------------


@rule(rf"(?:{_WHICH}|(?P<en>this|next) )?~{_WEEK}~(?P<wd>[{_WD}]|[1-7](?![\d:]))(?![年月日号点时个次])", "za")
@rule(rf"{_WHICH}~{_WEEK}~的?~{_WEEK}~(?P<wd>[{_WD}])(?P<en>)", "z")
def _weekday(hit: Match, scope: DateScope) -> Piece:
    named = hit["wd"]
    day = int(named) - 1 if named.isdigit() else "一二三四五六日".index(named.replace("天", "日"))
    weeks = None if hit["which"] is None else _MONTH_WORDS[hit["which"]]
    if hit["en"]:
        weeks = 1 if hit["en"] == "next" else 0
    return Piece(day=days.weekday(scope, day, weeks), shy=2 if weeks is not None and weeks < 0 else 0)


@rule(r"(?<=\()(?P<wd>[一二三四五六日])(?=\))", "z")
def _weekday_in_brackets(hit: Match, scope: DateScope) -> DayWords:
    """As written in Taiwan beside a date: 12/1（二）."""
    return days.weekday(scope, "一二三四五六日".index(hit["wd"]))


@rule(rf"{_WHICH}?~(?:周|星期|礼拜)末", "z", shy=1)
def _weekend(hit: Match, scope: DateScope) -> DayWords:
    which = hit["which"]
    return days.weekend(scope, 0 if which is None else _MONTH_WORDS[which], rolls=which is None)


# --- dates ----------------------------------------------------------------------------------------


@rule(rf"{_Y}{_MO}~份?~的?~{_D}~[日号]?(?![\d点时:])", "dz")
@rule(rf"(?P<y>)(?P<yw>){_MO}~份?~的?~{_D}~[日号]", "dz")
@rule(rf"(?P<y>)(?P<yw>){_MO}~{_D}(?![\d点时:周天个年月%])", "dz")
def _month_and_day(hit: Match, scope: DateScope) -> DayWords:
    year = _year(hit, scope) if hit["y"] or hit["yw"] else None
    return days.month_day(scope, _figure(hit["mo"]), _figure(hit["d"]), year)


@rule(rf"{_WHICH}~月份?~的?~{_D}~[日号]", "z")
def _day_of_that_month(hit: Match, scope: DateScope) -> DayWords:
    return days.day_of_month(scope, _figure(hit["d"]), _MONTH_WORDS[hit["which"]])


@rule(rf"{_D}~[日号](?![线楼店门馆位]|[之以]?内)", "dz", shy=1)
def _day_of_month(hit: Match, scope: DateScope) -> DayWords:
    return days.day_of_month(scope, _figure(hit["d"]))


_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


@rule(
    rf"(?:农历|阴历|旧历)?~(?P<mo>[正冬腊])~月~(?:初)?~(?P<d>\d{{1,2}}|[{NUMERAL}]{{1,3}})~[日号]?"
    rf"|(?:农历|阴历|旧历)~(?P<mo2>\d{{1,2}}|[{NUMERAL}]{{1,2}})~月~(?:初)?~(?P<d2>\d{{1,2}}|[{NUMERAL}]{{1,3}})~[日号]?",
    "z",
)
def _lunar(hit: Match, scope: DateScope) -> DayWords:
    month = _LUNAR_MONTHS[hit["mo"]] if hit["mo"] else _figure(hit["mo2"])
    return _lunar_words(scope, month, _figure(hit["d"] or hit["d2"]))


@rule(rf"大?年初~(?P<d>[{NUMERAL}]{{1,2}})", "z")
def _new_year_days(hit: Match, scope: DateScope) -> DayWords:
    return _lunar_words(scope, 1, _figure(hit["d"]))


@rule(r"腊八节?", "z", shy=1)
def _laba(_hit: Match, scope: DateScope) -> DayWords:
    return _lunar_words(scope, 12, 8)


def _lunar_words(scope: DateScope, month: int, day: int) -> DayWords:
    def pick(k: int) -> Stretch:
        try:
            return days.one(lunar_day(lunar_year(scope.today) + k, month, day))
        except ValueError:
            raise Wrong(say("date-no-such-lunar")) from None

    return DayWords(pick, rolls=True)


# --- stretches, their ends, and days counted in them ------------------------------------------------

_QUARTER = r"(?:第?~(?P<q>[1-4一二三四])~个?~季度?|q~(?P<q2>[1-4])(?:~季度?)?)"
_STRETCH = rf"(?:{_WHICH}~(?P<span>{_WEEK}|月份?|季度?)|(?:{_Y})?(?:{_MO}~份?|{_QUARTER})?)"


def _stretch(hit: Match, scope: DateScope) -> DayWords | None:
    """The stretch of a match of ``_STRETCH``, which also matches nothing."""
    if hit["span"]:
        unit = _UNITS[hit["span"].removesuffix("份")]
        return days.period(scope, unit, _MONTH_WORDS[hit["which"]])
    year = _year(hit, scope)
    if hit["mo"]:
        month = _figure(hit["mo"])
        return days.months(scope, month, month, year)
    if hit["q"] or hit["q2"]:
        return days.quarter(scope, _figure(hit["q"] or hit["q2"]), year)
    if year is None:
        return None
    return DayWords(lambda _k: Stretch(on(year, 1, 1), on(year, 12, 31)), kind="span")


_EDGES: dict[str, Edge] = {"底": "last", "末": "last", "初": "first", "中": "middle"}


_NO_DAY = rf"(?![旬\d{NUMERAL}])"


@rule(rf"{_STRETCH}~的?~[月年季]?度?~(?P<edge>[初中]){_NO_DAY}", "dza", shy=1)
@rule(rf"{_STRETCH}~的?~[月年季]?度?~(?P<edge>[底末]){_NO_DAY}", "dza")
def _edge(hit: Match, scope: DateScope) -> DayWords | None:
    words = _stretch(hit, scope)
    if words is None or words.kind == "week":
        return None  # 周末 is the weekend
    return days.edge(words, _EDGES[hit["edge"]])


@rule(rf"(?P<unit>月|年|季度?)~(?:度)?~(?P<edge>[初中]){_NO_DAY}", "z", shy=1)
@rule(rf"(?P<unit>月|年|季度?)~(?:度)?~(?P<edge>[底末]){_NO_DAY}", "z")
def _bare_edge(hit: Match, scope: DateScope) -> DayWords:
    return days.edge(days.period(scope, _UNITS[hit["unit"]], rolls=True), _EDGES[hit["edge"]])


@rule(rf"{_STRETCH}~的?~(?P<edge>最后一|第一|首)[天日]", "dza")
def _edge_day(hit: Match, scope: DateScope) -> DayWords | None:
    words = _stretch(hit, scope)
    if words is None:
        return None
    last = words.kind != "week" and hit["edge"] == "最后一"
    return days.edge(words, "last" if last else "first") if last or hit["edge"] != "最后一" else None


@rule(r"(?P<unit>年|月|周|季度?)~(?:度)?~(?:以内|之内|内)", "z")
def _within_this(hit: Match, scope: DateScope) -> DayWords:
    return days.period(scope, _UNITS[hit["unit"]])


_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}


@rule(rf"{_STRETCH}~的?~(?P<third>[上中下])旬", "dz", shy=1)
def _third(hit: Match, scope: DateScope) -> DayWords:
    words = _stretch(hit, scope) or days.period(scope, "month", rolls=True)
    first, last = _THIRDS[hit["third"]]

    def pick(k: int) -> Stretch:
        month = words.pick(k)
        return Stretch(month.first.replace(day=first), month.first.replace(day=last) if last else month.last)

    return DayWords(pick, rolls=words.rolls, kind="span")


_NTH = rf"第~(?P<n>\d|[{NUMERAL}])~个?|最后~(?:一~)?个?|(?P<first>首个)"


@rule(rf"{_STRETCH}~的?~(?:{_NTH})~(?:(?P<work>工作日|工作天)|{_WEEK}(?P<wd>[{_WD}]))", "dza")
@rule(
    rf"(?P<which>)(?P<y>)(?P<yw>)(?P<mo>)(?P<q>)(?P<q2>)(?P<span>月|季度?|年)~(?:的|底|末)?~(?:{_NTH})~(?:(?P<work>工作日|工作天)|{_WEEK}(?P<wd>[{_WD}]))",
    "z",
)
def _nth(hit: Match, scope: DateScope) -> DayWords | None:
    bare = hit["which"] == ""
    words = days.period(scope, _UNITS[hit["span"]], rolls=True) if bare else _stretch(hit, scope)
    if words is None:
        return None
    n = 1 if hit["first"] else _figure(hit["n"]) if hit["n"] else -1
    weekday = None if hit["work"] else "一二三四五六日".index(hit["wd"].replace("天", "日"))
    return days.nth(words, n, weekday, scope.calendar)


@rule(rf"{_STRETCH}(?![的\d第初底末中上下])", "dza", shy=1)
def _whole(hit: Match, scope: DateScope) -> DayWords | None:
    words = _stretch(hit, scope)
    return None if hit["which"] and hit["which"].startswith("上") else words


# --- festivals ------------------------------------------------------------------------------------

_NAMES = [f"(?P<f{at}>{names})" for at, (_, names, _) in enumerate(FESTIVALS)]


@rule(rf"(?:{_Y})?~的?~(?:{'|'.join(_NAMES)})(?![\d年月号点元%:])~(?:长假|假期|小长假|大促|购物节)?", "dz", shy=1)
def _festival(hit: Match, scope: DateScope) -> DayWords:
    at = next(i for i in range(len(FESTIVALS)) if hit[f"f{i}"])
    return festival(scope, at, _year(hit, scope), None)


@rule(r"(?:放假|假期|长假|节日|节)(?=~(?:前|之前|以前))", "z", shy=1)
def _holiday(_hit: Match, scope: DateScope) -> DayWords:
    return days.next_holiday(scope)
