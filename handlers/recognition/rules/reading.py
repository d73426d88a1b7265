"""Reading a sentence of praise, pure: its words, its points, the values it names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from handlers.kit import hanzi
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, say

LONGEST_REASON = 1000
LONGEST_VALUE = 60
EXAMPLE = Code("/kudos @bob saved my launch +2 #teamwork")


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence of praise says: its words as they are shown, its points (None: none named), its values."""

    text: str
    points: int | None = None
    values: tuple[str, ...] = ()


_PLUS, _MINUS = "+＋", "-−－–—"
_HAN = "㐀-鿿"
_AMOUNT = re.compile(rf"[{_PLUS}](?:(?P<digits>\d[\d,，.．]*)|(?P<han>[{hanzi.ANY_DIGIT}{hanzi.ANY_SMALL}]+))")
_UNIT = re.compile(r"\s?(?:points?|pts?)\b|分(?![钟鐘之])|[点點](?![击擊赞讚名])", re.IGNORECASE)
# What makes the number before it a figure of the story: +5%, +3 pp, +20k, +2:30, +86 138…, +5个客户.
_FIGURE = re.compile(
    rf"\s?(?:[%％‰]|per ?cent\b|pct\b|pp\b|\d)|[-/:：]\d|[^\W\d{_HAN}]|_"
    r"|[个個名位天次条條件家人单單倍成百千万萬亿億元块塊年月周週日号號小时時秒度篇场場]|分[钟鐘之]|[点點][击擊赞讚名]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"$|[\s#＃,.!?;:，。！？；：、…~～)）]")
_GROUPED = re.compile(r"\d+|\d{1,3}(?:[,，]\d{3})+")
_PLUS_PLUS = re.compile(rf"[{_PLUS}]{{2}}(?![{_PLUS}\d])")
_TAKEN = re.compile(
    rf"(?:^|(?<=\s))[{_PLUS}]?[{_MINUS}]\d+(?:\s?(?:points?|pts?|分|点|點))?(?=\s*$)"
    rf"|^[{_PLUS}]?[{_MINUS}]\d+(?=\s)|(?<=\s)[{_PLUS}][{_MINUS}]\d+(?=\s)",
    re.IGNORECASE,
)
HASHTAG = re.compile(rf"(?<![\w&/#＃])[#＃](?P<value>[^\W\d_][\w-]{{0,{LONGEST_VALUE - 1}}})")
_LEADING = " \t\n,，、:：;；"
_NO_SPACE_BEFORE = ",.!?;:，。！？；：、…)）"


def read_said(text: str) -> Said:
    """What a sentence of praise says; ``+N`` is taken out of it wherever it stands, hashtags stay in it.

    Raises ``BadInput`` when it gives no reason, or points that are not one whole number from 1 up.
    """
    if len(text) > LONGEST_REASON:
        raise BadInput("reason", say("kit-too-long", limit=LONGEST_REASON))
    plus = _PLUS_PLUS.match(text.lstrip())
    said = text.lstrip()[plus.end() :] if plus else text
    found = _amounts(said)
    if len(found) > 1:
        first, second = (said[begin:end] for begin, end, _ in found[:2])
        raise BadInput("reason", say("kudos-points-two", first=first, second=second), EXAMPLE)
    for begin, end, _ in found:
        said = _without(said, begin, end)
    said = said.strip(_LEADING)
    values = tuple(dict.fromkeys(fold_value(hit["value"]) for hit in HASHTAG.finditer(said)))
    words = HASHTAG.sub("", said)
    if taken := _TAKEN.search(words.strip()):
        raise BadInput("reason", say("kudos-points-taken", bad=taken[0].strip()), EXAMPLE)
    if not any(char.isalnum() or unicodedata.category(char) == "So" for char in words):
        raise BadInput("reason", say("kudos-reason-missing"), EXAMPLE)
    return Said(said, found[0][2] if found else None, values)


def read_change(text: str) -> Said:
    """What a sentence of praise is to say from now on; points alone leave its words (the text is empty then)."""
    try:
        return Said("", read_points(text))
    except BadInput:
        return read_said(text)


def read_points(text: str) -> int:
    """The points that are the whole of a text: ``3``, ``+3``, ``3分``; raises ``BadInput``."""
    core = text.strip().removeprefix("+").removeprefix("＋").lstrip()
    for tried in (f"+{core}", f"+{core}分"):
        found = _amounts(tried)
        if len(found) == 1 and found[0][:2] == (0, len(tried)):
            return found[0][2]
    raise BadInput("points", say("kudos-points-whole", bad=text.strip()), Code("+2"))


def read_value(text: str) -> str:
    """One value, with or without its hash, as it is written; raises ``BadInput``."""
    hit = HASHTAG.fullmatch("#" + text.strip().lstrip("#＃"))
    if hit is None:
        raise BadInput("hashtag", say("kudos-hashtag-bad", bad=text.strip()), Code("#teamwork"))
    return hit["value"]


def amount_ahead(text: str) -> tuple[str, str]:
    """Points that stand before a name (``+2 @bob …``), and what follows; nothing and the text without any."""
    found = _amounts(text)
    if not found or found[0][0] != 0:
        return "", text
    end = found[0][1]
    return text[:end], text[end:].lstrip(_LEADING)


def fold_value(value: str) -> str:
    """A value's one spelling: full-width, capital and plain letters are one."""
    return unicodedata.normalize("NFKC", value).casefold()


def _amounts(text: str) -> list[tuple[int, int, int]]:
    """Where points stand in a text, and how many: (begin, end, points)."""
    return [found for hit in _AMOUNT.finditer(text) if (found := _amount(text, hit)) is not None]


def _amount(text: str, hit: re.Match[str]) -> tuple[int, int, int] | None:
    if not _stands_free(text, hit.start()):
        return None
    raw = (hit["digits"] or hit["han"]).rstrip(",，.．")
    end = hit.start() + 1 + len(raw)
    unit = _UNIT.match(text, end)
    if unit is None and (hit["han"] or _FIGURE.match(text, end)):
        return None
    if hit["han"] and unit and not _ENDS.match(text, unit.end()):
        return None  # +十分感谢 is thanks, not ten points
    return hit.start(), unit.end() if unit else end, _whole(raw, text[hit.start() : end])


def _stands_free(text: str, at: int) -> bool:
    """Whether a plus begins something: that of C++11, 20%+5 or 1+1 belongs to what stands before it."""
    if at == 0:
        return True
    before = text[at - 1]
    if before.isalnum():
        return re.match(f"[{_HAN}]", before) is not None
    return before not in f"{_PLUS}{_MINUS}_%％‰/=*^]}}"


def _whole(raw: str, bad: str) -> int:
    points = hanzi.whole(raw) if not raw[0].isdecimal() else _digits(raw)
    if not points:
        raise BadInput("reason", say("kudos-points-whole", bad=bad), EXAMPLE)
    return points


def _digits(raw: str) -> int | None:
    return int(re.sub("[,，]", "", raw)) if _GROUPED.fullmatch(raw) else None


def _without(text: str, begin: int, end: int) -> str:
    """A text without a part of it, the gap closed; everything else stays as it was written."""
    if text[begin - 1 : begin] in ("(", "（") and text[end : end + 1] in (")", "）"):
        begin, end = begin - 1, end + 1
    left, right = text[:begin], text[end:]
    head, tail = left.rstrip(" \t"), right.lstrip(" \t")
    spaced = head != left or tail != right
    if not tail or tail[0] in _NO_SPACE_BEFORE:
        head = head.rstrip(_LEADING)
    return head + (" " if spaced and head and tail and tail[0] not in f"\n{_NO_SPACE_BEFORE}" else "") + tail
