"""How days are named in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from handlers.kit.dating import days
from handlers.kit.dating.days import Edge, Unit
from handlers.kit.dating.durations import COUNT, HOURS, count, length
from handlers.kit.dating.festivals import FESTIVALS
from handlers.kit.dating.rules import Match, Rulebook
from handlers.kit.dating.values import DateScope, DayWords, Piece, Stretch, Wrong, fixed, monday_of, on, plus_days
from handlers.kit.messages import say

book = Rulebook(space=" +", loose=" *", end=r"(?![a-z0-9])")
rule = book.rule

_DAYS = ("mon(?:day)?", "tue(?:s(?:day)?)?", "wed(?:s|nesday)?", "thu(?:r(?:s(?:day)?)?)?", "fri(?:day)?",
         "sat(?:urday)?", "sun(?:day)?")  # fmt: skip
_MONTHS = ("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
           "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?")  # fmt: skip
_DAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_KEYS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINAL_WORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]

_DOT = r"(?:\.(?= *[\d,]))?"  # of an abbreviation, not of the sentence
_WD = rf"(?P<wd>{'|'.join(_DAYS)}){_DOT}"
_MO = rf"(?P<mo>{'|'.join(_MONTHS)}){_DOT}"
_NTH_DAY = r"\d{1,2}(?:st|nd|rd|th)"
_SPELT = "|".join(sorted(_ORDINAL_WORDS, key=len, reverse=True))
_ORD = rf"(?:{_NTH_DAY}|{_SPELT})"
_D = rf"(?P<d>{_ORD}|\d{{1,2}}(?!~(?:[ap]\.?m\b|o'?clock))(?![\d:]))"
_Y = r"(?:,?~(?:of )?(?P<y>\d{4})(?![\d:]))"
_UNIT = r"(?P<unit>(?:working|business|work|week)[ -]?days?|days?|d|weeks?|wks?|w|fortnights?|months?|mos?|years?|yrs?)"
_N = rf"(?P<n>{COUNT})"
_WHICH = r"(?P<which>this|the current|next|last|the following|the coming|coming|the|that)"
_SHIFT = {"next": 1, "last": -1, "the following": 1}
_SPAN = r"(?P<span>week|month|quarter|year)"


def _weekday(text: str) -> int:
    return _DAY_KEYS.index(text[:3])


def _month(text: str) -> int:
    return _MONTH_KEYS.index(text[:3]) + 1


def _day_number(text: str) -> int:
    return _ORDINAL_WORDS.index(text) + 1 if text in _ORDINAL_WORDS else int(text.rstrip("stndrh"))


def _year(hit: Match) -> int | None:
    return int(hit["y"]) if hit["y"] else None


# --- relative days --------------------------------------------------------------------------------

_NAMED: tuple[tuple[str, int, int], ...] = (
    (r"(?:later )?today|tod", 0, 0),
    (r"tomorrow|tomorow|tommorow|tommorrow|tmrw?|tmw", 1, 0),
    (r"(?:the )?day after (?:tomorrow|tmrw?)", 2, 0),
    (r"yesterday|yday", -1, 2),
    (r"(?:the )?day before yesterday", -2, 2),
)


def _from_today(shift: int) -> Callable[[Match, DateScope], DayWords]:
    return lambda _hit, scope: days.from_today(scope, shift)


for _pattern, _shift, _shy in _NAMED:
    rule(rf"(?:{_pattern})", "a", shy=_shy)(_from_today(_shift))


_UNITS: dict[str, tuple[Unit, int]] = {
    "d": ("day", 1), "w": ("week", 1), "f": ("week", 2), "m": ("month", 1), "q": ("quarter", 1), "y": ("year", 1),
}  # fmt: skip


def _unit(text: str) -> tuple[Unit, int]:
    """A unit, and how many of it the word stands for."""
    if re.match("work|business|week[- ]?day", text):
        return "workday", 1
    return _UNITS[text[0]]


def _ahead(hit: Match, scope: DateScope, sign: int = 1) -> DayWords:
    unit, times = _unit(hit["unit"])
    return days.ahead(scope, sign * (count(hit["n"]) or 0) * times, unit)


@rule(rf"in (?:another )?{_N}[ -]?{_UNIT}(?:'s?)?(?: time)?", "a")
@rule(rf"{_N}[ -]?{_UNIT} (?:from (?:now|today)|later|hence)", "da")
@rule(rf"(?:with)?in (?:the )?(?:next )?{_N}[ -]?{_UNIT}", "a")
@rule(rf"(?:the )?next {_N} {_UNIT}", "a", shy=1)
def _in_days(hit: Match, scope: DateScope) -> DayWords:
    return _ahead(hit, scope)


@rule(rf"{_N} {_UNIT} (?:from|after) tomorrow", "da")
def _from_tomorrow(hit: Match, scope: DateScope) -> DayWords:
    unit, times = _unit(hit["unit"])
    later = DateScope(scope.now + timedelta(days=1), scope.zone, scope.calendar)
    return days.ahead(later, (count(hit["n"]) or 0) * times, unit)


@rule(rf"{_N} {_UNIT} ago", "da", shy=2)
def _ago(hit: Match, scope: DateScope) -> DayWords:
    return _ahead(hit, scope, -1)


@rule(rf"{_N}~{_UNIT}", "da", shy=2)
def _bare(hit: Match, scope: DateScope) -> Piece:
    return Piece(day=_ahead(hit, scope), bare=True)


@rule(rf"(?:in|within) (?:the next )?(?P<length>{HOURS})(?:'s?)?(?: time)?", "a")
@rule(rf"(?P<length>{HOURS}) (?:from now|later|hence)", "da")
def _in_hours(hit: Match, _scope: DateScope) -> Piece | None:
    found = length(hit["length"])
    return None if found is None else Piece(delta=found)


@rule(rf"(?P<length>{HOURS})", "da", shy=2)
def _bare_hours(hit: Match, _scope: DateScope) -> Piece | None:
    found = length(hit["length"])
    return None if found is None else Piece(delta=found, bare=True)


# --- weekdays and weeks ---------------------------------------------------------------------------

_RISKY = ("sat", "sun", "wed", "mon")  # words of their own, or of names, when short


@rule(rf"(?:(?:the )?(?:coming|upcoming) |this coming )?{_WD}", "a")
def _bare_weekday(hit: Match, scope: DateScope) -> Piece:
    shy = 1 if hit["wd"] in _RISKY and hit[0] == hit["wd"] else 0
    return Piece(day=days.weekday(scope, _weekday(hit["wd"])), shy=shy)


@rule(rf"(?P<which>this|next) {_WD}", "a")
@rule(rf"(?P<which>last) {_WD}", "a", shy=2)
@rule(rf"{_WD}(?:,| of| in)? (?P<which>this|next|last) week", "a")
@rule(rf"(?P<which>this|next|last) week(?:,|'s| on)? {_WD}", "a")
def _weekday_of(hit: Match, scope: DateScope) -> DayWords:
    return days.weekday(scope, _weekday(hit["wd"]), _SHIFT.get(hit["which"], 0))


@rule(rf"{_WD}(?: of)? (?:the )?week after next|(?:the )?week after next,?(?: on)? (?P<also>{'|'.join(_DAYS)})", "a")
def _weekday_after_next(hit: Match, scope: DateScope) -> DayWords:
    return days.weekday(scope, _weekday(hit["wd"] or hit["also"]), 2)


@rule(rf"{_N} weeks? (?:from|after|on) (?:this )?{_WD}", "a")
def _weeks_from_weekday(hit: Match, scope: DateScope) -> DayWords:
    coming = days.weekday(scope, _weekday(hit["wd"])).pick(0).first
    return fixed(plus_days(coming, 7 * (count(hit["n"]) or 0)))


@rule(r"(?:the )?week after next", "a", shy=1)
def _week_after_next(_hit: Match, scope: DateScope) -> DayWords:
    return days.period(scope, "week", 2)


@rule(rf"(?:the )?week of (?:the )?{_MO}~{_D}{_Y}?", "a", shy=1)
def _week_of(hit: Match, scope: DateScope) -> DayWords:
    words = days.month_day(scope, _month(hit["mo"]), _day_number(hit["d"]), _year(hit))

    def pick(k: int) -> Stretch:
        monday = monday_of(words.pick(k).first)
        return Stretch(monday, plus_days(monday, 6))

    return DayWords(pick, rolls=words.rolls, kind="week")


@rule(r"(?:this |the (?:coming )?|(?P<next>next ))?weekend", "a", shy=1)
def _weekend(hit: Match, scope: DateScope) -> DayWords:
    bare = not hit[0].startswith(("this", "next"))
    return days.weekend(scope, 1 if hit["next"] else 0, rolls=bare)


# --- dates ----------------------------------------------------------------------------------------


@rule(rf"{_MO}[ -]?(?:the )?{_D}{_Y}?", "a")
@rule(rf"(?:the )?{_D}(?: of )?[ -]?{_MO}[ -]?{_Y}?", "da")
def _month_and_day(hit: Match, scope: DateScope) -> DayWords:
    return days.month_day(scope, _month(hit["mo"]), _day_number(hit["d"]), _year(hit))


@rule(rf"(?:the )?(?P<d>{_NTH_DAY})(?: (?:of )?(?:the|(?P<which>this|next|last)) month)?", "da", shy=1)
@rule(rf"the (?P<d>{_SPELT})(?: (?:of )?(?:the|(?P<which>this|next|last)) month)?", "a", shy=2)
@rule(rf"(?P<which>this|next|last) month,?(?: on)?(?: the)? (?P<d>{_ORD})", "a", shy=1)
def _day_of_month(hit: Match, scope: DateScope) -> DayWords:
    which = hit["which"]
    return days.day_of_month(scope, _day_number(hit["d"]), None if which is None else _SHIFT.get(which, 0))


# --- stretches, their ends, and days counted in them ------------------------------------------------

_STRETCH = rf"(?:(?:{_WHICH} )?{_SPAN}|{_MO}{_Y}?|q(?P<q>[1-4])(?:,? (?:of )?(?P<qy>\d{{4}}))?|(?P<yy>20\d\d))"


def _stretch(hit: Match, scope: DateScope) -> DayWords:
    if hit["span"]:
        unit, _ = _UNITS[hit["span"][0]]
        vague = hit["which"] in {None, "the", "that"}
        return days.period(scope, unit, _SHIFT.get(hit["which"], 0), rolls=vague)
    if hit["mo"]:
        month = _month(hit["mo"])
        return days.months(scope, month, month, _year(hit))
    if hit["q"]:
        return days.quarter(scope, int(hit["q"]), int(hit["qy"]) if hit["qy"] else None)
    year = int(hit["yy"])
    return DayWords(lambda _k: Stretch(on(year, 1, 1), on(year, 12, 31)), kind="span")


_EDGES: dict[str, Edge] = {
    "e": "last",
    "c": "last",
    "l": "last",
    "s": "first",
    "b": "first",
    "f": "first",
    "m": "middle",
}


@rule(rf"(?:the )?(?:very )?(?P<edge>end|close|last day|start|beginning|first day|middle) (?:of|in) {_STRETCH}", "a")
@rule(rf"(?P<edge>mid)[ -]?{_STRETCH}", "a")
@rule(rf"(?:{_WHICH} )?(?P<span>month|quarter|year)(?:'s)?[ -]?(?P<edge>end)(?P<mo>)(?P<q>)(?P<y>)", "a")
@rule(r"(?P<edge>e)o(?P<span>[wmqy])(?P<which>)(?P<mo>)(?P<q>)(?P<y>)", "a")
@rule(rf"{_MO}[ -](?P<edge>end)(?P<span>)(?P<y>)(?P<q>)", "a")
def _edge(hit: Match, scope: DateScope) -> DayWords:
    if hit["span"] and len(hit["span"]) == 1:
        unit, _ = _UNITS[hit["span"]]
        return days.edge(days.period(scope, unit, rolls=True), "last")
    return days.edge(_stretch(hit, scope), _EDGES[hit["edge"][0]])


@rule(
    rf"(?:the )?(?P<nth>{_ORD}|last|final) (?:(?P<work>(?:working|business|work)[ -]?day)|{_WD})"
    rf"(?: (?:of|in) (?:the )?{_STRETCH})",
    "a",
)
@rule(
    rf"(?:the )?(?P<nth>\d{{1,2}}(?:st|nd|rd|th)) (?:(?P<work>(?:working|business|work)[ -]?day)|{_WD})"
    rf"(?: (?:of|in) (?:the )?{_STRETCH})",
    "d",
)
def _nth(hit: Match, scope: DateScope) -> DayWords:
    n = -1 if hit["nth"] in {"last", "final"} else _day_number(hit["nth"])
    return days.nth(_stretch(hit, scope), n, None if hit["work"] else _weekday(hit["wd"]), scope.calendar)


@rule(rf"(?P<within>within) {_STRETCH}", "a")
@rule(rf"(?:in|during|sometime(?: in)?) {_STRETCH}", "a", shy=1)
@rule(rf"{_STRETCH}", "a", shy=1)
@rule(rf"{_STRETCH}", "d", shy=2)
def _whole(hit: Match, scope: DateScope) -> DayWords | None:
    within = hit.re.groupindex.get("within") is not None
    if hit["span"] and hit["which"] in {None, "the", "that", "last"} and not (within and hit["which"] == "the"):
        return None  # "week" alone is no date, "last week" is several days
    return _stretch(hit, scope)


# --- festivals ------------------------------------------------------------------------------------

_NAMES = [f"(?P<f{at}>{english})" for at, (english, _, _) in enumerate(FESTIVALS)]


@rule(
    rf"(?:(?P<which>this|next|last) (?P<whole>year'?s? )?|the )?(?:{'|'.join(_NAMES)})"
    r"(?:,? (?:of )?(?P<y>\d{4})(?![\d:])| (?P<late>this|next|last) year)?",
    "da",
    shy=1,
)
def _festival(hit: Match, scope: DateScope) -> DayWords:
    at = next(i for i in range(len(FESTIVALS)) if hit[f"f{i}"])
    return festival(
        scope, at, _year(hit), hit["late"] or (hit["which"] if hit["whole"] or hit["which"] == "last" else None)
    )


@rule(r"the (?:next )?(?:public |bank |national )?holiday", "a", shy=1)
def _holiday(_hit: Match, scope: DateScope) -> DayWords:
    return days.next_holiday(scope)


def festival(scope: DateScope, at: int, year: int | None, which: str | None) -> DayWords:
    """The festival at a place of the list, in a year, in this, next or last year, or the coming one."""
    keep = FESTIVALS[at][2]

    def pick(k: int) -> Stretch:
        of = scope.today.year + k if year is None else year
        try:
            return days.one(keep(of, scope.calendar.country))
        except ValueError:
            raise Wrong(say("date-far")) from None

    if which is not None and year is None:
        year = scope.today.year + _SHIFT.get(which, 0)
    return DayWords(pick, rolls=year is None, kind="holiday")
