"""How a plain answer is taken apart into yesterday, today and blockers; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

PARTS = ("yesterday", "today", "blockers")

_LABELS = {
    "yesterday": r"yesterday|done|昨天|昨日|昨|已完成",
    "today": r"today|plan|今天|今日|今|计划|計畫|計劃",
    "blockers": r"blockers?|blocked|blocking|impediments?|阻碍|阻礙|障碍|障礙|卡点|卡點|卡关|卡關|困难|困難",
}
_NAMED = "|".join(f"(?P<{part}>{words})" for part, words in _LABELS.items())
_LABEL = rf"[*_]{{0,2}}(?:{_NAMED})[*_]{{0,2}}\s*[:：][*_]{{0,2}}"
_AT_LINE = re.compile(rf"^[ \t>#•·-]*{_LABEL}", re.IGNORECASE | re.MULTILINE)
_ANYWHERE = re.compile(rf"(?:^[ \t>#•·-]*|(?<=[\s.。;；,，、|/!！])){_LABEL}", re.IGNORECASE | re.MULTILINE)

_NUMBER = re.compile(r"^[ \t]*[(（]?(?:([0-9０-９]{1,2}|[一二三四五六七八九])[.．、)）:：](?![0-9０-９])|([①-⑨]))\s*")
_ONE_LINE = re.compile(r"[1１][.．、)）](.+?)\s[2２][.．、)）](.+?)\s[3３][.．、)）](.+)")
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


def unfold(text: str) -> Mapping[str, str]:
    """A plain answer as raw arguments.

    Labelled (``Yesterday: …``, ``今天：…``), numbered 1 to 3, or three lines without bullets: in that order what was
    done, what comes, what blocks. Anything else is all of it today.
    """
    text = text.strip()
    return _labelled(text) or _numbered(text) or _three_lines(text) or {"today": text}


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


def _labelled(text: str) -> Mapping[str, str]:
    # Inside a line a label counts only where the answer begins with one: "call about today: agenda" is no answer form.
    pattern = _ANYWHERE if _AT_LINE.match(text) else _AT_LINE
    hits = list(pattern.finditer(text))
    if not hits:
        return {}
    found: dict[str, list[str]] = {"today": [text[: hits[0].start()]]}
    for hit, end in zip(hits, [*(h.start() for h in hits[1:]), len(text)], strict=True):
        found.setdefault(str(hit.lastgroup), []).append(text[hit.end() : end])
    return _kept({part: "\n".join(filter(None, map(_trimmed, pieces))) for part, pieces in found.items()})


def _numbered(text: str) -> Mapping[str, str]:
    if one_line := _ONE_LINE.fullmatch(text):
        return _in_order(one_line.groups())
    pieces: list[list[str]] = []
    for line in filter(str.strip, text.splitlines()):
        hit = _NUMBER.match(line)
        if hit and _value(hit[1] or hit[2]) == len(pieces) + 1:
            pieces.append([line[hit.end() :]])
        elif not pieces:
            return {}
        else:
            pieces[-1].append(line)
    return _in_order("\n".join(piece) for piece in pieces)


def _value(number: str) -> int:
    return int(number) if len(number) > 1 else int(unicodedata.numeric(number))


def _three_lines(text: str) -> Mapping[str, str]:
    lines = [line for line in text.splitlines() if line.strip()]
    return {} if any(_BULLET.match(line) or _NUMBER.match(line) for line in lines) else _in_order(lines)


def _in_order(pieces: Iterable[str]) -> Mapping[str, str]:
    found = [piece.strip() for piece in pieces]
    return _kept(dict(zip(PARTS, found, strict=True))) if len(found) == len(PARTS) else {}


def _kept(found: Mapping[str, str]) -> Mapping[str, str]:
    return {part: text for part, text in found.items() if text}


def _trimmed(text: str) -> str:
    return text.strip().rstrip(",，、;；|/").rstrip()


def _unmarked(line: str) -> str:
    return _BULLET.sub("", _NUMBER.sub("", line)).strip()
