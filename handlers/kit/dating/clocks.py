"""Times of day in English and Chinese."""

from __future__ import annotations

from handlers.kit.dating.rules import Match, Rulebook
from handlers.kit.dating.text import NUMERAL, number
from handlers.kit.dating.values import ClockWords, DateScope, Piece, Wrong, fixed
from handlers.kit.messages import say

NOON = 12 * 60
MIDNIGHT = 24 * 60

english = Rulebook(space=" +", loose=" *", end=r"(?![a-z0-9]|[.:/][0-9])")
chinese = Rulebook(space=" *", loose=" *", end="")

# --- English --------------------------------------------------------------------------------------

_HOURS = {
    word: hour
    for hour, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}  # fmt: skip
_H = rf"(?P<h>\d{{1,2}}|{'|'.join(_HOURS)})"
_M = r"(?P<m>[0-5]\d)"
_HALF = r"(?P<half>am|pm|a\.m\.?|p\.m\.?)"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_DUSK_FALLS = 18 * 60
_PART_OF_DAY = {
    "morning": ClockWords(NOON, begins=0),
    "afternoon": ClockWords(_DUSK_FALLS, begins=NOON),
    "evening": ClockWords(MIDNIGHT, begins=_DUSK_FALLS),
    "night": ClockWords(MIDNIGHT, begins=_DUSK_FALLS),
}
_ODD_HOURS = range(1, 7)  # "at 3" is said for the afternoon and written for the night


def _hour(text: str) -> int:
    return _HOURS.get(text) or int(text)


def _time(hour: int, minute: int, said: str) -> ClockWords:
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Wrong(say("date-no-such-time", bad=said))
    return ClockWords(hour * 60 + minute)


def _half_day(hour: int, minute: int, half: str, said: str) -> ClockWords:
    """``half`` is am or pm; an hour past 12 may stand with its own."""
    if half == "am" and hour == 12:
        return _time(0, minute, said)
    if half == "pm" and hour < 12:
        hour += 12
    if hour == 0 or (half == "am" and hour > 12):
        raise Wrong(say("date-no-such-time", bad=said))
    return _time(hour, minute, said)


def _of_part(part: str, hour: int, minute: int, said: str) -> ClockWords:
    if part in {"evening", "night"} and hour == 12:
        return _time(24, minute, said)
    if part == "night" and hour in range(1, 6):
        raise Wrong(say("date-unclear-hour", bad=said))
    return _half_day(hour, minute, "am" if part == "morning" else "pm", said)


@english.rule(rf"(?:at )?@?~{_H}[:.]{_M}~{_HALF}", "da", shy=1)
@english.rule(rf"(?:at )?@?~{_H}~{_HALF}", "da", shy=1)
def _am_pm(hit: Match, _scope: DateScope) -> ClockWords:
    minute = int(hit["m"]) if "m" in hit.re.groupindex else 0
    return _half_day(_hour(hit["h"]), minute, hit["half"].replace(".", ""), hit[0].strip())


@english.rule(rf"(?:at )?@?~(?P<h>\d{{1,2}}):{_M}(?::[0-5]\d)?(?: o'?clock)?", "da", shy=1)
def _colon(hit: Match, _scope: DateScope) -> ClockWords:
    return _time(int(hit["h"]), int(hit["m"]), hit[0].strip())


@english.rule(rf"(?:at |@~){_H}(?: o'?clock)?", "a", shy=2)
@english.rule(rf"{_H} o'?clock", "da", shy=1)
def _plain_hour(hit: Match, _scope: DateScope) -> ClockWords:
    hour = _hour(hit["h"])
    if hour in _ODD_HOURS:
        raise Wrong(say("date-unclear-hour", bad=hit[0].strip()))
    return _time(hour, 0, hit[0].strip())


@english.rule(rf"(?:at )?{_H}(?:[:.]{_M})?~{_HALF}?(?: o'?clock)? (?:in the|at|this) {_PART}", "da", shy=1)
@english.rule(rf"(?:in the )?{_PART}(?:,? (?:at|by))? {_H}(?:[:.]{_M})?~{_HALF}?", "a", shy=1)
def _in_part(hit: Match, _scope: DateScope) -> ClockWords:
    return _of_part(hit["part"], _hour(hit["h"]), int(hit["m"] or 0), hit[0].strip())


@english.rule(rf"(?:in the |during the )?{_PART}", "a", shy=1)
def _part(hit: Match, _scope: DateScope) -> ClockWords:
    return _PART_OF_DAY[hit["part"]]


@english.rule(rf"this {_PART}(?:,? (?:at|by) {_H}(?:[:.]{_M})?~{_HALF}?)?", "a")
@english.rule(rf"to(?P<part>night)(?:,?(?: at| by)? {_H}(?:[:.]{_M})?~{_HALF}?)?", "a")
@english.rule(rf"(?:at )?{_H}(?:[:.]{_M})?~{_HALF}? to(?P<part>night)", "da")
def _this_part(hit: Match, scope: DateScope) -> Piece:
    clock = _PART_OF_DAY[hit["part"]]
    if hit["h"] is not None:
        part = "evening" if hit["part"] == "night" and _hour(hit["h"]) > 5 else hit["part"]
        clock = _of_part(part, _hour(hit["h"]), int(hit["m"] or 0), hit[0].strip())
    return Piece(day=fixed(scope.today), clock=clock)


@english.rule(r"(?:at )?(?:12 )?(?:noon|mid-?day)", "da", shy=1)
def _noon(_hit: Match, _scope: DateScope) -> ClockWords:
    return ClockWords(NOON)


@english.rule(r"(?:at )?(?:12 )?midnight", "da", shy=1)
def _midnight(_hit: Match, _scope: DateScope) -> ClockWords:
    return ClockWords(MIDNIGHT)


@english.rule(
    # Of "7 to 9 January" the 7 is no minute: before "to" digits are only with their word, or after "at".
    rf"(?:(?:at )?(?P<m>half|(?:a )?quarter|five|ten|twenty|\d{{1,2}}(?= (?:past|after) | minutes ))"
    rf"|at (?P<n>\d{{1,2}}))(?: minutes)? (?P<way>past|after|to) {_H}~{_HALF}?",
    "da",
    shy=1,
)
def _past(hit: Match, _scope: DateScope) -> ClockWords:
    hour, said = _hour(hit["h"]), hit[0].strip()
    words = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
    named = (hit["m"] or hit["n"]).split()[-1]
    minute = words[named] if named in words else int(named)
    if hit["half"] is None and hour in _ODD_HOURS:
        raise Wrong(say("date-unclear-hour", bad=said))
    if hour > 12 or (named == "half" and hit["way"] == "to"):
        raise Wrong(say("date-no-such-time", bad=said))
    clock = _half_day(hour, 0, hit["half"].replace(".", ""), said) if hit["half"] else _time(hour, 0, said)
    total = (clock.minutes or 0) + (-minute if hit["way"] == "to" else minute)
    return ClockWords(total % MIDNIGHT)


@english.rule(r"e\.?o\.?d\.?|eob|c\.?o\.?b\.?|(?:the )?(?:end|close) of (?:business|play)(?: day)?", "a")
@english.rule(r"(?:the )?end of (?:the |my |our )?(?:(?:working|work|business)[ -])?day", "a")
@english.rule(r"(?:the )?end of(?= (?:to|tom|tmr|mon|tue|wed|thu|fri|sat|sun))", "a")
def _end_of_day(_hit: Match, _scope: DateScope) -> ClockWords:
    return ClockWords(None)


# --- Chinese --------------------------------------------------------------------------------------

# Hours a part of the day can have as said on a 12-hour clock, what is added to them, and when the part is over.
_EARLY, _MORNING, _NOONISH, _AFTERNOON, _DUSK, _EVENING, _NIGHT = range(7)
_PARTS = {
    "凌晨": _EARLY, "清晨": _EARLY, "清早": _EARLY, "早晨": _MORNING, "早上": _MORNING, "早间": _MORNING,
    "一早": _MORNING, "上午": _MORNING, "早": _MORNING, "中午": _NOONISH, "正午": _NOONISH, "午间": _NOONISH,
    "下午": _AFTERNOON, "午后": _AFTERNOON, "傍晚": _DUSK, "晚上": _EVENING, "晚间": _EVENING, "晚": _EVENING,
    "夜里": _NIGHT, "夜间": _NIGHT, "深夜": _NIGHT, "半夜": _NIGHT, "午夜": _NIGHT, "夜": _NIGHT,
}  # fmt: skip
_SAID: dict[int, dict[int, int]] = {
    _EARLY: {h: h for h in range(9)} | {12: 0},
    _MORNING: {h: h for h in range(4, 13)},
    _NOONISH: {11: 11, 12: 12, 13: 13, 14: 14, 1: 13, 2: 14},
    _AFTERNOON: {h: h + 12 for h in range(1, 8)} | {h: h for h in range(12, 20)},
    _DUSK: {h: h + 12 for h in range(4, 9)} | {h: h for h in range(16, 21)},
    _EVENING: {h: h + 12 for h in range(5, 12)} | {12: 24, 0: 24} | {h: h for h in range(17, 25)},
    _NIGHT: {h: h + 12 for h in range(8, 12)} | {12: 24, 0: 24} | {h: h for h in range(20, 25)},
}
_ZH_PART_OF_DAY = {
    _MORNING: _PART_OF_DAY["morning"],
    _AFTERNOON: _PART_OF_DAY["afternoon"],
    _DUSK: ClockWords(19 * 60, begins=17 * 60),
    _EVENING: _PART_OF_DAY["evening"],
    _NIGHT: _PART_OF_DAY["night"],
}
_ZH_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_ZH_H = rf"(?P<h>\d{{1,2}}|[{NUMERAL}]{{1,3}})"
_ZH_M = rf"(?P<m>\d{{1,2}}|[{NUMERAL}]{{1,3}})"


def _zh_time(part: str | None, hour: int | None, minute: int | None, said: str) -> ClockWords:
    if hour is None or minute is None:
        raise Wrong(say("date-no-such-time", bad=said))
    if part is None:
        if hour in _ODD_HOURS:
            raise Wrong(say("date-unclear-hour", bad=said))
        return _time(hour, minute, said)
    named = _PARTS[part]
    on_24 = _SAID[named].get(hour)
    if on_24 is None:
        raise Wrong(say("date-unclear-hour" if hour < 13 else "date-no-such-time", bad=said))
    return _time(on_24, minute, said)


@chinese.rule(rf"(?P<part>{_ZH_PART})?~{_ZH_H}~(?:点~钟?|时)~(?P<rest>半|[一1三3]刻|[整正])?", "dz", shy=1)
@chinese.rule(rf"(?P<part>{_ZH_PART})?~{_ZH_H}~[点时]~过?{_ZH_M}~分?(?!之)", "dz", shy=1)
def _zh_hour(hit: Match, _scope: DateScope) -> ClockWords:
    groups = hit.groupdict()
    rest = groups.get("rest") or ""
    minute = {"半": 30, "一": 15, "1": 15, "三": 45, "3": 45}.get(rest[:1], 0)
    if groups.get("m") is not None:
        said = number(groups["m"])
        minute = 60 if said is None else said
    return _zh_time(hit["part"], number(hit["h"]), minute if minute < 60 else None, hit[0])


@chinese.rule(rf"(?P<part>{_ZH_PART})~(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?!\d)", "z", shy=1)
def _zh_colon(hit: Match, _scope: DateScope) -> ClockWords:
    return _zh_time(hit["part"], int(hit["h"]), int(hit["m"]), hit[0])


@chinese.rule(r"正午|中午", "z", shy=1)
def _zh_noon(_hit: Match, _scope: DateScope) -> ClockWords:
    return ClockWords(NOON)


@chinese.rule(r"午夜", "z", shy=1)
def _zh_midnight(_hit: Match, _scope: DateScope) -> ClockWords:
    return ClockWords(MIDNIGHT)


@chinese.rule(r"早晨|早上|早间|上午|下午|午后|傍晚|晚上|晚间|夜里|深夜|(?<=[明今天一二三四五六日号])[早晚]", "z", shy=1)
def _zh_part(hit: Match, _scope: DateScope) -> ClockWords:
    return _ZH_PART_OF_DAY[_PARTS[hit[0]]]


@chinese.rule(r"(?:下班|收工|打烊)~(?:之前|以前|前)|(?:工作)?日终", "z")
def _zh_end_of_day(_hit: Match, _scope: DateScope) -> ClockWords:
    return ClockWords(None)
