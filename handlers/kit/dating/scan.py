"""Finding deadlines in running text, such as minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.kit.dating.grammar import Phrase, phrases
from handlers.kit.dating.resolve import resolve
from handlers.kit.dating.text import Plain, plain
from handlers.kit.dating.values import DateScope, When, Wrong
from handlers.kit.errors import BadInput
from handlers.kit.messages import Msg, say


@dataclass(frozen=True, slots=True)
class Span:
    """A date in a text, from ``start`` to ``end`` with the words that make it a deadline and the brackets around it.

    Either ``when`` is set, or ``error`` says why what stands there cannot be. ``marked`` dates are said to be
    deadlines ("by", 前); others are merely dates, and may be of something else.
    """

    start: int
    end: int
    when: When | None
    error: BadInput | None
    marked: bool


# Where nothing is a date: addresses, mentions, tags.
_MASKED = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]+|[@#][a-z][\w.-]*"
    r"|[\ue000-\uf8ff]\d+[\ue000-\uf8ff]",
    re.ASCII,
)

# How a phrase can begin: a filter, so that a page of minutes takes milliseconds.
_FIRST_WORDS = (
    "a an one two three four five six seven eight nine ten eleven twelve another the this next last end start "
    "beginning mid middle close before by until till til due deadline ddl no not latest at on for from starting "
    "as through prior ahead in within during today tod tomorrow tomorow tommorow tommorrow tmr tmrw tmw yesterday "
    "yday tonight day week month quarter year first second third fourth fifth final coming upcoming noon midday "
    "midnight half eod eob cob eow eom eoq eoy e c q weekend new chinese lunar cny lantern spring valentine white "
    "peace women international consumer st good easter qingming qing ching tomb earth labor labour youth mother "
    "memorial children juneteenth dragon duan duanwu father independence qi qixi ghost zhong zhongyuan mooncake "
    "teacher national double chung chong chongyang halloween hallowe veterans veteran singles single thanksgiving "
    "black cyber winter dong dongzhi christmas xmas x boxing laba nye couple fifteen twenty thirty forty sixty "
    "ninety "
)
_STEMS = "mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FIRST_CHARS = (
    "今明后大昨前本这上下周星礼月年季第〇一二两三四五六七八九十廿卅半未接再过最截不须务赶期限在直凌清早中正午"
    "傍晚夜深收打民农阴旧冬腊首春除元灯情白和妇女消圣愚耶受复扫世地劳青母阵儿端龙父爸独乞鬼教国双重万退光感黑网平节拆去来放假"
)
_START = re.compile(
    rf"(?<![a-z0-9_])(?:(?:{'|'.join(sorted(_FIRST_WORDS.split(), key=len, reverse=True))})(?![a-z])|(?:{_STEMS})|@)"
    rf"|(?<![a-z0-9_])(?<![0-9][.:/,-])[0-9]|[{_FIRST_CHARS}]"
)

_RECURS = re.compile(r"(?:\b(?:every|each|per|past|version) +|[每逢隔第])$")
_NUMERAL_BEFORE = re.compile(r"[〇一二三四五六七八九十百千万亿\d.]$")
_ATTRIBUTE = re.compile(
    r" +(?:week|day|month|quarter|round|draft|version|edition|floor|anniversary|time|batch|phase|sprint|wave|year|"
    r"place|one|birthday|half|people|person|customer|user|lead|of)s?\b|'s\b|%|[-/.:]\d"
)
_DOING = re.compile(
    r" *(?:要|需要?|须|必须|应该?)?(?:完成|提交|交付|交稿|交|搞定|上线|给出|发出|发布|定稿|出稿|落实|办妥|做完)"
)
_CLAUSE_END = re.compile(r" *(?:$|[\n,.;!?。;)\]】、])")
_CLEAR = re.compile(r"\d/\d|\d[日号]|\d(?:st|nd|rd|th)\b|\d:\d\d|\d *[ap]\.?m\b|(?:week|month|quarter)$|[周月季]$")
_ALSO_WORDS = re.compile(r"(?:may|march|mar|sun|sat|wed|mon)\b")
_WITHIN = re.compile("within|内")
_COMMA = re.compile("[,、/]")
_FAR = 270  # days: in passing, nobody speaks of a date that far ahead without its year
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}


def scan_due(text: str, scope: DateScope, field: str = "due") -> list[Span]:
    """The dates in a text, in order and apart, each read as ``read_due`` would; what recurs or is past is left out."""
    said = plain(text)
    seen = _MASKED.sub(lambda hit: "\0" * len(hit[0]), said.text)
    found: list[Span] = []
    at = 0
    while (start := _START.search(seen, at)) is not None:
        phrase = _longest(seen, start.start(), scope)
        if phrase is None:
            at = start.start() + 1
            continue
        at = phrase.end
        if _is_meant(said, seen, phrase):
            span = _span(said, phrase, scope, field)
            found += [span] if span is not None else []
    return found


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with these dates cut out, and no loose comma or space left where they stood."""
    for span in sorted(spans, key=lambda span: span.start, reverse=True):
        left, right = text[: span.start].rstrip(), text[span.end :].lstrip(" \u3000")
        if right[:1] in set(",，、:：;；") and (not left or left[-1] in ",，、:：;；。.!！?？\n"):
            right = right[1:].lstrip()
        if left[-1:] in set(",，、:：(（—–-") and (not right or right[0] in ",，、;；。.!！?？)）\n"):
            left = left[:-1].rstrip()
        spaced = text[: span.start][-1:].isspace() or text[span.end : span.end + 1].isspace()
        apart = (
            spaced and left and right and right[0] not in ",.;:!?)，。；：！？、）\n" and left[-1] not in "（(，。：\n"
        )
        text = f"{left}{' ' if apart else ''}{right}"
    return text


def _longest(seen: str, start: int, scope: DateScope) -> Phrase | None:
    if _NUMERAL_BEFORE.search(seen, max(0, start - 1), start):
        return None
    found = list(phrases(seen, start, scope, "due"))
    # Of equal ones the first that can be: 2026年 is also a length of time, and too long.
    best = max(found, key=lambda phrase: (phrase.end, not any(p.wrong for p in phrase.pieces)), default=None)
    comma = _COMMA.search(seen, start, best.end) if best is not None else None
    if best is None or comma is None or not _lists(best):
        return best
    return max((p for p in found if p.end <= comma.start()), key=lambda phrase: phrase.end, default=best)


def _lists(phrase: Phrase) -> bool:
    """Whether its days are two of an enumeration (Monday, Tuesday), and not a date with its weekday."""
    named = [piece.day for piece in phrase.pieces if piece.day is not None]
    return len(named) == 2 and not (any(day.dated for day in named) and any(not day.dated for day in named))


def _is_meant(said: Plain, seen: str, phrase: Phrase) -> bool:
    """Whether it is a date of something to be done, as far as the words around it tell."""
    words = seen[phrase.start : phrase.end]
    ends = _CLAUSE_END.match(seen, phrase.end) is not None
    if _RECURS.search(seen, max(0, phrase.start - 12), phrase.start) or _ATTRIBUTE.match(seen, phrase.end):
        return False
    if seen.startswith("的", phrase.end):
        return False  # 下周的会议, 周五前的数据
    shy = min(piece.shy for piece in phrase.pieces)
    if shy == 2 or (any(piece.shy == 2 for piece in phrase.pieces) and not ends):
        return False
    if _ALSO_WORDS.match(words) and said.typed(phrase.start, phrase.start + 1).islower():
        shy = 1
    marked = phrase.marked or bool(phrase.links) or _DOING.match(seen, phrase.end) is not None
    return shy == 0 or marked or (ends and _CLEAR.search(words) is not None)


def _span(said: Plain, phrase: Phrase, scope: DateScope, field: str) -> Span | None:
    start, end = said.starts[phrase.start], said.starts[phrase.end]
    words = said.original[start:end]
    within = _WITHIN.search(said.text, phrase.start, phrase.end) is not None
    marked = phrase.marked or within or _DOING.match(said.text, phrase.end) is not None
    when: When | None = None
    error: BadInput | None = None
    try:
        when = resolve(phrase, scope, "due")
    except Wrong as wrong:
        if not marked and wrong.why.id in _PASSING:
            return None
        why = Msg(wrong.why.id, {"bad": words.strip(), **wrong.why.args})
        error = BadInput(field, why, example=say("date-example-due"))
    if when is not None and not marked and (when.day - scope.today).days > _FAR and not re.search(r"\d{4}", words):
        return None
    if start > 0 and _BRACKETS.get(said.original[start - 1]) == said.original[end : end + 1] != "":
        start, end = start - 1, end + 1
    return Span(start, end, when, error, marked)


_PASSING = frozenset(
    {"date-past", "date-past-time", "date-order-month", "date-order-day", "date-unclear-hour", "date-far"}
)
