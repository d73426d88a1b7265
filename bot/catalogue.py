"""A language's words, each read when it is first said: to read all of them takes longer than the rest of a start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource

Language = Literal["en", "zh-Hans", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")

_ROOT = Path(__file__).resolve().parent.parent
# What follows a message's first line is indented, or closes a brace. None speaks of another, as a test makes sure.
_ENTRY = re.compile(r"^([a-zA-Z][\w-]*) *=.*\n(?:(?![a-zA-Z#-]).*\n)*", re.MULTILINE)


class WordingError(Exception):
    """A message is missing or cannot be put together: a mistake of ours, never of the reader."""


def catalogues(language: str, root: Path = _ROOT) -> Iterable[Path]:
    """The files that hold a language's words."""
    return sorted([*root.glob(f"handlers/**/locales/{language}.ftl"), *root.glob(f"bot/**/locales/{language}.ftl")])


@lru_cache
def catalogue(language: Language) -> Catalogue:
    """All words of a language."""
    return Catalogue(language, (path.read_text(encoding="utf-8") for path in catalogues(language)))


def load_words() -> None:
    """Reads the files of all languages beforehand: a loop should not wait for a disk."""
    for language in LANGUAGES:
        catalogue(language)


class Catalogue:
    """The messages of some Fluent files."""

    def __init__(self, language: Language, files: Iterable[str]) -> None:
        self._language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        self._unread = {entry[1]: entry[0] for text in files for entry in _ENTRY.finditer(f"{text}\n")}

    def format(self, message_id: str, values: Mapping[str, str | int]) -> str:
        """A message, or its attribute (``id.attribute``), with its values in it."""
        name, _, attribute = message_id.partition(".")
        source = self._unread.get(name)
        if source is not None:
            self._bundle.add_resource(FluentResource(source))
            self._unread.pop(name, None)  # only now: another thread may look for it meanwhile
        if not self._bundle.has_message(name):
            raise WordingError(f"{self._language}: no message {name}")
        message = self._bundle.get_message(name)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            raise WordingError(f"{self._language}: {message_id} says nothing")
        made, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise WordingError(f"{self._language}: {message_id}: {errors[0]}")
        return str(made)
