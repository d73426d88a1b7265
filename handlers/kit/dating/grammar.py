"""Phrases: the pieces that the rules read, with the words that stand around a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from handlers.kit.dating import chinese, clocks, english, numeric
from handlers.kit.dating.rules import Rule, kind_of
from handlers.kit.dating.values import DateScope, Piece, Purpose

Link: TypeAlias = Literal["", "by", "before", "plain"]

_BOOKS = (numeric.book, english.book, chinese.book, clocks.english, clocks.chinese)
_RULES: dict[str, tuple[Rule, ...]] = {
    kind: tuple(rule for book in _BOOKS for rule in book.rules.get(kind, ())) for kind in "daz"
}

_EN_BEFORE = r"before|prior +to|ahead +of"
_EN_BY = (
    r"by|due(?: +date| +on| +by| +before)?|until|till?|up +to|through|no +later +than|not +later +than|latest"
    r"|at +the +latest|deadline(?: +is)?|complete[d]? +by|finish(?:ed)? +by"
)
_EN_ON = r"on|at|for|@|starting|from|as +of|since"
_ZH_BY = r"最?(?:迟|晚)(?:于|在)?|截止(?:日期?|时间)?(?:到|至|为|于|是)?|截至|不(?:晚|迟)于|务?必?须?[在于]|赶在|期限|限期|直?到|至"
_ZH_ON = r"在|于|从|自"
_GAP = r" *[:：,，]? *"

_BEFORE = re.compile(rf"(?:{_EN_BEFORE})(?![a-z0-9]){_GAP}(?:the +(?=[\d]))?")
_BY = re.compile(rf"(?:(?:{_EN_BY})(?![a-z0-9])|(?:{_ZH_BY})){_GAP}")
_ON = re.compile(rf"(?:(?:{_EN_ON})(?![a-z0-9])|(?:{_ZH_ON})) *")
_LEADS: dict[Purpose, tuple[tuple[re.Pattern[str], Link], ...]] = {
    "due": ((_BEFORE, "before"), (_BY, "by"), (_ON, "plain")),
    "day": ((_BY, "by"), (_ON, "plain")),
    "past": ((_ON, "plain"),),
    "moment": ((_ON, "plain"),),
}

_TRAIL_BEFORE = re.compile(r" *(?:的时候)? *(?:之前|以前|前)")
_TRAIL_BY = re.compile(
    r" *(?:截止|为止|止|到期|以内|之内|内|(?:at +the +latest|the +latest|latest|or +(?:earlier|sooner|before))(?![a-z0-9]))"
)
_TRAIL_PLAIN = re.compile(r" *(?:当天|当日|那天|这天|sharp(?![a-z0-9])|[整])")
_TRAILS: dict[Purpose, tuple[tuple[re.Pattern[str], Link], ...]] = {
    "due": ((_TRAIL_BEFORE, "before"), (_TRAIL_BY, "by"), (_TRAIL_PLAIN, "plain")),
    "day": ((_TRAIL_BY, "by"), (_TRAIL_PLAIN, "plain")),
    "past": ((_TRAIL_PLAIN, "plain"),),
    "moment": ((_TRAIL_PLAIN, "plain"),),
}

_BETWEEN = re.compile(
    r" *(?:[,，、的/]|\bat +the\b|-(?= ))? *(?:(?:on|at|@|by|before|the|in|due)(?![a-z0-9]) *)?(?:在|于)? *"
)
_OPEN, _CLOSE = re.compile(r" *\( *"), re.compile(r" *\)")
_MOST = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a stretch of the text says of a date; ``lead`` and ``trail`` are the words around it."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    lead: Link
    trail: Link

    @property
    def marked(self) -> bool:
        """Whether words say that it is a deadline."""
        return (
            self.lead in {"by", "before"}
            or self.trail in {"by", "before"}
            or any(p.clock is not None and p.clock.minutes is None for p in self.pieces)
        )

    @property
    def links(self) -> frozenset[Link]:
        """The words around it, in whatever order."""
        return frozenset({self.lead, self.trail})


def phrases(text: str, start: int, scope: DateScope, purpose: Purpose) -> Iterator[Phrase]:
    """Every way to read a phrase that begins at ``start``, in order of preference."""
    for at, lead in _leads(text, start, purpose):
        for end, pieces in _pieces(text, at, scope, ()):
            alone = any(piece.bare for piece in pieces)
            if alone and lead in {"by", "before"}:
                continue
            yield Phrase(start, end, pieces, lead, "")
            if alone:
                continue
            for pattern, trail in _TRAILS[purpose]:
                hit = pattern.match(text, end)
                if hit is not None:
                    yield Phrase(start, hit.end(), pieces, lead, trail)
                    yield from _more_trail(text, hit.end(), start, pieces, lead, trail, purpose)


def _more_trail(
    text: str, end: int, start: int, pieces: tuple[Piece, ...], lead: Link, trail: Link, purpose: Purpose
) -> Iterator[Phrase]:
    """A second word after it, as in 周五当天前; the one that says more decides."""
    for pattern, other in _TRAILS[purpose]:
        hit = pattern.match(text, end)
        if hit is not None:
            yield Phrase(start, hit.end(), pieces, lead, "before" if "before" in {trail, other} else "by")


def _leads(text: str, start: int, purpose: Purpose) -> Iterator[tuple[int, Link]]:
    yield start, ""
    for pattern, link in _LEADS[purpose]:
        hit = pattern.match(text, start)
        if hit is None:
            continue
        for at, inner in _leads(text, hit.end(), purpose):
            yield at, _stronger(link, inner)


def _stronger(a: Link, b: Link) -> Link:
    for link in ("before", "by", "plain"):
        if link in {a, b}:
            return link  # type: ignore[return-value]
    return ""


def _pieces(text: str, at: int, scope: DateScope, sofar: tuple[Piece, ...]) -> Iterator[tuple[int, tuple[Piece, ...]]]:
    """One to three pieces in a row that go together, the longest rows first."""
    if at >= len(text):
        return
    for rule in _RULES[kind_of(text[at])]:
        found = rule.read(text, at, scope)
        if found is None or not _fits(sofar, found[1]):
            continue
        end, pieces = found[0], (*sofar, found[1])
        if len(pieces) < _MOST and end < len(text):
            gap = _BETWEEN.match(text, end)
            if gap is not None:
                yield from _pieces(text, gap.end(), scope, pieces)
            opened = _OPEN.match(text, end)
            if opened is not None:
                yield from _in_brackets(text, opened.end(), scope, pieces)
        yield end, pieces


def _in_brackets(
    text: str, at: int, scope: DateScope, sofar: tuple[Piece, ...]
) -> Iterator[tuple[int, tuple[Piece, ...]]]:
    for end, pieces in _pieces(text, at, scope, sofar):
        closed = _CLOSE.match(text, end)
        if closed is None:
            continue
        gap = _BETWEEN.match(text, closed.end())
        if len(pieces) < _MOST and gap is not None:
            yield from _pieces(text, gap.end(), scope, pieces)
        yield closed.end(), pieces


def _fits(sofar: tuple[Piece, ...], piece: Piece) -> bool:
    """Two days (one tells the other's weekday) and one time of day at most; all else stands alone."""
    if not sofar:
        return True
    row = (*sofar, piece)
    if any(p.bare or p.delta is not None or p.moment is not None for p in row):
        return False
    return sum(p.clock is not None for p in row) <= 1 and sum(p.day is not None for p in row) <= 2
