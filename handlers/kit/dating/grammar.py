"""Phrases: the pieces that the rules read, with the words that stand around a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from handlers.kit.dating import chinese, clocks, english, numeric
from handlers.kit.dating.rules import Rule, kind_of
from handlers.kit.dating.values import DateScope, Piece, Purpose

Link: TypeAlias = Literal["before", "by", "due", "on"]
"""What the words around it make of a date: ``by`` leaves open whether a stretch's end is meant, ``due`` does not."""

Row: TypeAlias = tuple[Piece, ...]
_Words: TypeAlias = tuple[tuple["re.Pattern[str]", Link], ...]

_BOOKS = (numeric.book, english.book, chinese.book, clocks.english, clocks.chinese)
_RULES: dict[str, tuple[Rule, ...]] = {
    kind: tuple(rule for book in _BOOKS for rule in book.rules.get(kind, ())) for kind in "daz"
}

_GAP = r" *[:,]? *"
_END = "(?![a-z0-9])"


def _words(link: Link, *patterns: str) -> tuple[re.Pattern[str], Link]:
    return re.compile("|".join(patterns), re.ASCII), link


_BEFORE = _words("before", rf"(?:before|prior +to|ahead +of){_END}{_GAP}")
_BY = _words("by", rf"(?:by|until|till?){_END}{_GAP}")
_DUE = _words(
    "due",
    rf"(?:due(?: +(?:date|on|in|by))?|deadline(?: +is)?|ddl|(?:no|not) +later +than|at +the +latest|latest|through)"
    rf"{_END}{_GAP}",
    r"(?:最迟|最晚|不晚于|不迟于|截止(?:日期|时间|日)?|截至|赶在|限期|期限|务必在|须在|直到|到期日?|至|到)"
    rf"(?:于|在|到|至|为|是)?{_GAP}",
)
_ON = _words("on", rf"(?:on|at|for|from|starting|as +of){_END} *", r"[@在于从自] *")
_LEADS: dict[Purpose, _Words] = {
    "due": (_BEFORE, _BY, _DUE, _ON),
    "snooze": (_BY, _DUE, _ON),
    "day": (_BY, _DUE, _ON),
    "past": (_ON,),
    "moment": (_ON,),
}

_THEN_BEFORE = _words("before", r" *(?:的时候)? *(?:之前|以前|前)")
_THEN_DUE = _words(
    "due",
    r" *(?:截止|为止|止|到期|以内|之内|内)",
    rf" *(?:at +the +latest|the +latest|latest|or +(?:earlier|sooner|before)){_END}",
)
_THEN_ON = _words("on", rf" *(?:当天|当日|那天|这天|整|sharp{_END})")
_TRAILS: dict[Purpose, _Words] = {
    "due": (_THEN_BEFORE, _THEN_DUE, _THEN_ON),
    "snooze": (_THEN_ON,),
    "day": (_THEN_DUE, _THEN_ON),
    "past": (_THEN_ON,),
    "moment": (_THEN_ON,),
}

_BREAK = r" *(?:[,、的/]|-(?= ))? *"
_SPACE = re.compile(_BREAK)
_BETWEEN = re.compile(rf"{_BREAK}(?:(?:(?:on|at|the|in){_END}|[@在于]) *)*")
_THEN_BY = re.compile(rf"{_BREAK}(?:by|before|due){_END} *")
_OPEN, _CLOSE = re.compile(r" *\( *"), re.compile(r" *\)")
_MOST_PIECES = 3
_MOST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the text says of a date from ``start`` to ``end``; ``links`` come of the words around it."""

    start: int
    end: int
    pieces: Row
    links: frozenset[Link]

    @property
    def marked(self) -> bool:
        """Whether words say that it is a deadline."""
        closing = any(p.clock is not None and p.clock.minutes is None for p in self.pieces)
        return closing or not self.links <= {"on"}


def phrases(text: str, start: int, scope: DateScope, purpose: Purpose) -> Iterator[Phrase]:
    """Every way to read a phrase that begins at ``start`` of a plain text, in order of preference."""
    for at, before in _around(text, start, _LEADS[purpose]):
        for end, pieces in _rows(text, at, scope, ()):
            if not any(piece.bare for piece in pieces):
                for close, after in _around(text, end, _TRAILS[purpose]):
                    yield Phrase(start, close, pieces, before | after)
            elif before <= {"on"}:
                yield Phrase(start, end, pieces, before)


def _around(text: str, at: int, words: _Words, left: int = _MOST_WORDS) -> Iterator[tuple[int, frozenset[Link]]]:
    """No such word, then one, then two."""
    yield at, frozenset()
    if left == 0:
        return
    for pattern, link in words:
        hit = pattern.match(text, at)
        if hit is not None:
            for end, more in _around(text, hit.end(), words, left - 1):
                yield end, more | {link}


def _rows(text: str, at: int, scope: DateScope, sofar: Row) -> Iterator[tuple[int, Row]]:
    """One to three pieces in a row that go together, the longest rows first."""
    if at >= len(text):
        return
    for rule in _RULES[kind_of(text[at])]:
        found = rule.read(text, at, scope)
        if found is None or not _fits(sofar, found[1]):
            continue
        end, pieces = found[0], (*sofar, found[1])
        yield from _longer(text, end, scope, pieces)
        opened = _OPEN.match(text, end)
        if opened is not None and len(pieces) < _MOST_PIECES:
            yield from _in_brackets(text, opened.end(), scope, pieces)
        yield end, pieces


def _longer(text: str, end: int, scope: DateScope, pieces: Row) -> Iterator[tuple[int, Row]]:
    if len(pieces) >= _MOST_PIECES:
        return
    # "at" may stand between two pieces or begin the second: "at 9".
    starts = {hit.end() for pattern in (_BETWEEN, _SPACE) if (hit := pattern.match(text, end)) is not None}
    for start in sorted(starts, reverse=True):
        yield from _rows(text, start, scope, pieces)
    by = _THEN_BY.match(text, end)
    if by is not None:  # "Friday by 5pm", but not a second day
        for close, row in _rows(text, by.end(), scope, pieces):
            if row[len(pieces)].day is None:
                yield close, row


def _in_brackets(text: str, at: int, scope: DateScope, sofar: Row) -> Iterator[tuple[int, Row]]:
    for end, pieces in _rows(text, at, scope, sofar):
        closed = _CLOSE.match(text, end)
        if closed is not None:
            yield from _longer(text, closed.end(), scope, pieces)
            yield closed.end(), pieces


def _fits(sofar: Row, piece: Piece) -> bool:
    """Two days (one tells the other's weekday) and one time of day at most; all else stands alone."""
    if not sofar:
        return True
    row = (*sofar, piece)
    if any(p.bare or p.delta is not None or p.moment is not None for p in row):
        return False
    return sum(p.clock is not None for p in row) <= 1 and sum(p.day is not None for p in row) <= 2
