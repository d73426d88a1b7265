"""A rule of the grammar: a pattern, and what it means where it matches."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from handlers.kit.dating.values import ClockWords, DateScope, DayWords, Piece, Wrong

Match: TypeAlias = "re.Match[str]"
Build: TypeAlias = Callable[[Match, DateScope], Piece | DayWords | ClockWords | None]


@dataclass(frozen=True)
class Rule:
    """Matched where a piece may begin; ``build`` may still say None: not meant here."""

    source: str
    build: Build
    shy: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first tried: all of them take 70 ms, which a start need not spend."""
        return re.compile(self.source, re.ASCII)

    def read(self, text: str, at: int, scope: DateScope) -> tuple[int, Piece] | None:
        """Where the piece ends, and the piece."""
        hit = self.pattern.match(text, at)
        if hit is None:
            return None
        try:
            built = self.build(hit, scope)
        except Wrong as error:
            return hit.end(), Piece(shy=self.shy, wrong=error.why)
        if built is None:
            return None
        if isinstance(built, DayWords):
            built = Piece(day=built)
        elif isinstance(built, ClockWords):
            built = Piece(clock=built)
        return hit.end(), replace(built, shy=max(built.shy, self.shy)) if self.shy else built


class Rulebook:
    """Rules in order of preference, found by the kind of character a piece begins with: d(igit), a(scii), z(other)."""

    def __init__(self, space: str, loose: str, end: str) -> None:
        self._space, self._loose, self._end = space, loose, end
        self.rules: dict[str, list[Rule]] = defaultdict(list)

    def rule(self, pattern: str, starts: str, shy: int = 0) -> Callable[[Build], Build]:
        """Adds a rule; in its pattern a blank stands for the language's space, ``~`` for one that may be missing."""
        source = re.sub(r" (?![+*?])", self._space, pattern).replace("~", self._loose) + self._end

        def add(build: Build) -> Build:
            made = Rule(source, build, shy)
            for kind in starts:
                self.rules[kind].append(made)
            return build

        return add


def kind_of(char: str) -> str:
    """Which rules may begin with a character."""
    if not char.isascii():
        return "z"
    return "d" if char.isdigit() else "a"
