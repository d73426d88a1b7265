"""The values of a team, pure: which to begin with, which one a hashtag was meant to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import process

from handlers.recognition.rules.reading import HASHTAG, fold_value

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "en": ("teamwork", "customer-first", "ownership", "craft"),
    "zh-Hans": ("团队协作", "客户第一", "主动担当", "精益求精"),
    "zh-Hant": ("團隊合作", "客戶優先", "主動當責", "精益求精"),
}
MOST_VALUES = 20
ALIKE = 60  # of 100: how alike a hashtag is to the value it was meant to be
_COMMAS = re.compile(r"[,，、;；]")
_BETWEEN = re.compile(r"[\s#＃]+")


@dataclass(frozen=True, slots=True)
class Mend:
    """A hashtag that no team defined, and the value nearest to it; both as they are written."""

    unknown: str
    value: str


def named(text: str) -> tuple[str, ...]:
    """The values of a list, as they are written: hashtags, or words with commas between them."""
    parts = _COMMAS.split(text) if _COMMAS.search(text) else _BETWEEN.split(text)
    cleaned = ("-".join(part.strip(" #＃").split()) for part in parts)
    return tuple({fold_value(name): name for name in cleaned if name}.values())


def mend(text: str, known: Mapping[str, str]) -> Mend | None:
    """The first hashtag of a text that is no known value but much like one; ``known`` are names by their spelling."""
    for hit in HASHTAG.finditer(text):
        if fold_value(hit["value"]) not in known and (near := _nearest(hit["value"], known)) is not None:
            return Mend(hit["value"], near)
    return None


def with_value(text: str, value: str, known: Mapping[str, str]) -> str:
    """A text that names a value: in place of the hashtag that was meant to be it, or at its end."""
    name, folded = known.get(fold_value(value), value), fold_value(value)
    for hit in HASHTAG.finditer(text):
        written = fold_value(hit["value"])
        if written == folded:
            return text
        if written not in known and _nearest(hit["value"], known) == name:
            return f"{text[: hit.start('value')]}{name}{text[hit.end('value') :]}"
    return f"{text} #{name}"


def _nearest(value: str, known: Mapping[str, str]) -> str | None:
    found = process.extractOne(fold_value(value), list(known), score_cutoff=ALIKE)
    return known[found[0]] if found else None
