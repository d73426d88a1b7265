"""How a plain answer is taken apart into yesterday, today and blockers; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from handlers.standup.asking import DAILY, Asks

PARTS = ("yesterday", "today", "blockers")

_NUMBER = re.compile(r"^[ \t]*[(（]?(?:([0-9０-９]{1,2}|[一二三四五六七八九])[.．、)）:：](?![0-9０-９])|([①-⑨]))\s*")
_BULLET = re.compile(r"^[ \t]*[-*•·–]\s+")

_NONE = frozenset(
    {"none", "no", "nope", "nothing", "nil", "na", "n/a", "noblocker", "noblockers", "noneatall"}
    | {"没", "沒", "暂无", "暫無", "没了", "沒了"}
    | {
        no + what
        for no in ("无", "無", "没有", "沒有")
        for what in ("", "阻碍", "阻礙", "障碍", "障礙", "卡点", "卡點")
    }
)


def unfold(text: str, asks: Asks = DAILY) -> Mapping[str, str]:
    """A plain answer as raw arguments.

    Labelled (``Yesterday: …``, ``今天：…``, a question of the team's own), numbered, or as many lines without bullets
    as there are questions, in their order. Anything else is all of it today.
    """
    text, parts = text.strip(), tuple(asks.fields)
    return _labelled(text, asks) or _numbered(text, parts) or _lines(text, parts) or {"today": text}


def is_none(text: str) -> bool:
    """Whether words say that there is nothing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in folded if c == "/" or unicodedata.category(c)[0] not in "PZSC")
    return not bare or bare in _NONE


def stated(text: str | None) -> str:
    """A text as it is kept: nothing where it says that there is nothing."""
    return "" if text is None or is_none(text) else text.strip()


def blocker_lines(text: str) -> tuple[str, ...]:
    """Each thing that blocks: one a line, or between semicolons; none where the words say so."""
    lines = (_unmarked(part) for part in re.split(r"[\n;；]+", text))
    found: dict[str, str] = {}
    for line in lines:
        if not is_none(line):
            found.setdefault(line.casefold(), line)
    return tuple(found.values())


def short(text: str, limit: int = 160) -> str:
    """A text on one line, cut at a length."""
    line = " · ".join(_unmarked(part) for part in text.splitlines() if part.strip())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@lru_cache(maxsize=256)
def _patterns(asks: Asks) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What heads an answer, at the start of a line and anywhere."""
    named = "|".join(f"(?P<{part}>{words})" for part, words in asks.labels.items())
    label = rf"[*_]{{0,2}}(?:{named})[*_]{{0,2}}(?:\s*[:：]|(?<=[?？])(?=\s))[*_]{{0,2}}"
    start, inside = r"^[ \t>#•·-]*", r"(?<=[\s.。;；,，、|/!！])"
    flags = re.IGNORECASE | re.MULTILINE
    return re.compile(f"{start}{label}", flags), re.compile(f"(?:{start}|{inside}){label}", flags)


def _labelled(text: str, asks: Asks) -> Mapping[str, str]:
    at_line, anywhere = _patterns(asks)
    # Inside a line a label counts only where the answer begins with one: "call about today: agenda" is no answer form.
    hits = list((anywhere if at_line.match(text) else at_line).finditer(text))
    if not hits:
        return {}
    found: dict[str, list[str]] = {"today": [text[: hits[0].start()]]}
    for hit, end in zip(hits, [*(h.start() for h in hits[1:]), len(text)], strict=True):
        found.setdefault(str(hit.lastgroup), []).append(text[hit.end() : end])
    return _kept({part: "\n".join(filter(None, map(_trimmed, pieces))) for part, pieces in found.items()})


def _numbered(text: str, parts: Sequence[str]) -> Mapping[str, str]:
    if len(parts) > 1 and (one_line := _one_line(len(parts)).fullmatch(text)):
        return _in_order(one_line.groups(), parts)
    pieces: list[list[str]] = []
    for line in filter(str.strip, text.splitlines()):
        hit = _NUMBER.match(line)
        if hit and _value(hit[1] or hit[2]) == len(pieces) + 1:
            pieces.append([line[hit.end() :]])
        elif not pieces:
            return {}
        else:
            pieces[-1].append(line)
    return _in_order(("\n".join(piece) for piece in pieces), parts)


@lru_cache
def _one_line(count: int) -> re.Pattern[str]:
    numbers = (
        rf"[{number}{chr(0xFF10 + number)}][.．、)）](.+{'' if number == count else '?'})"
        for number in range(1, count + 1)
    )
    return re.compile(r"\s".join(numbers))


def _value(number: str) -> int:
    return int(number) if len(number) > 1 else int(unicodedata.numeric(number))


def _lines(text: str, parts: Sequence[str]) -> Mapping[str, str]:
    lines = [line for line in text.splitlines() if line.strip()]
    return {} if any(_BULLET.match(line) or _NUMBER.match(line) for line in lines) else _in_order(lines, parts)


def _in_order(pieces: Iterable[str], parts: Sequence[str]) -> Mapping[str, str]:
    found = [piece.strip() for piece in pieces]
    return _kept(dict(zip(parts, found, strict=True))) if len(found) == len(parts) else {}


def _kept(found: Mapping[str, str]) -> Mapping[str, str]:
    return {part: text for part, text in found.items() if text}


def _trimmed(text: str) -> str:
    return text.strip().rstrip(",，、;；|/").rstrip()


def _unmarked(line: str) -> str:
    return _BULLET.sub("", _NUMBER.sub("", line)).strip()
