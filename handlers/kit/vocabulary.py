"""All commands by the words people type: aliases in three languages, verbs, nearest names."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from handlers.kit.commands import Command, Shortcut, Word
from handlers.kit.feature import Feature, Job, Maker, Subscription
from handlers.kit.likeness import LEAST, alike

T = TypeVar("T")


@dataclass(slots=True)
class Group:
    """A word with its commands."""

    word: Word
    bare: Command | None = None
    verbs: dict[str, tuple[Command, str | None]] = field(default_factory=dict)
    commands: list[Command] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """What a text's first words stand for: the commands to try in turn, each with the text left to its arguments.

    ``language`` is the one a Chinese alias betrays, ``zh`` where both scripts write it so. ``group`` is None when the
    word is unknown; with a group and no candidate the verb is (``rest`` then begins with it). ``help`` says that
    ``/word help`` was asked.
    """

    word: str
    rest: str
    group: Group | None = None
    language: str | None = None
    candidates: tuple[tuple[Command, str], ...] = ()
    help: bool = False


HELP = Word("help", ("帮助", "怎么用"), ("說明", "幫助", "怎麼用"), ("?", "？"))


class Vocabulary:
    """The declared features, indexed."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.features = tuple(features)
        self.groups: dict[str, Group] = {}
        self._words: dict[str, tuple[Group, str | None]] = {}
        self.commands: dict[str, Command] = {}
        self.shortcuts: list[tuple[Command, Shortcut]] = []
        self.jobs: dict[str, Job] = {}
        self.makers: dict[str, Maker] = {}
        self._subscriptions: dict[type, list[Subscription[object]]] = {}
        for feature in self.features:
            for command in feature.commands:
                self._add(command)
            self.jobs |= {job.name: job for job in feature.jobs}
            self.makers |= {maker.name: maker for maker in feature.makers}
            for subscription in feature.subscriptions:
                self._subscriptions.setdefault(subscription.event, []).append(subscription)

    def publish(self, ctx: object, event: object) -> None:
        """Calls whoever subscribed to the event's type."""
        for subscription in self._subscriptions.get(type(event), ()):
            subscription.run(ctx, event)  # type: ignore[arg-type]  # a Ctx, kept opaque to spare a circle

    def opens_form(self, line: str) -> bool:
        """Whether a command line, its slash left out or not, is sure to open a form: a bare word or verb that asks."""
        found = self.match(line.strip().lstrip("/／"))
        command, rest = found.candidates[0] if found.candidates else (None, "")
        return command is not None and command.bare == "form" and not rest and bool(command.arguments())

    def match(self, text: str) -> Match:
        """What a command line without its slash stands for."""
        word, rest = first_word(text)
        if word == "muster" and rest:
            word, rest = first_word(rest.lstrip("/／"))
        entry = self._words.get(word)
        if entry is None:
            return Match(word, rest)
        group, language = entry
        verb, after = first_word(rest)
        if verb in _HELP and not after:
            return Match(word, rest, group, _surer(language, _HELP[verb]), help=True)
        candidates: list[tuple[Command, str]] = []
        if verb in group.verbs:
            command, betrayed = group.verbs[verb]
            candidates.append((command, after))
            language = _surer(language, betrayed)
        options_only = not candidates and rest.startswith(("--", "—", "–"))
        if group.bare is not None and (not rest or takes_text(group.bare) or options_only):
            candidates.append((group.bare, rest))
        return Match(word, rest, group, language, tuple(candidates))

    def nearest_words(self, word: str, language: str = "en", score: float = LEAST) -> tuple[str, ...]:
        """The known words most like one that is not, each once, in the spelling that is nearest."""
        return _nearest(word, self._words, lambda entry: entry[0].word.en, language, score)

    def nearest_verbs(self, group: Group, verb: str, language: str = "en", score: float = LEAST) -> tuple[str, ...]:
        """The verbs of a word most like one that is not, as likely as ``score`` of a hundred."""
        return _nearest(verb, group.verbs, lambda entry: entry[0].id, language, score)

    def _add(self, command: Command) -> None:
        if command.id in self.commands:
            raise ValueError(f"declared twice: {command.id}")
        self.commands[command.id] = command
        group = self.groups.get(command.word.en)
        if group is None:
            group = self.groups[command.word.en] = Group(command.word)
            for spelling, language in command.word.all().items():
                if self._words.setdefault(fold(spelling), (group, language))[0] is not group:
                    raise ValueError(f"two words are called {spelling}")
        group.commands.append(command)
        self.shortcuts += [(command, shortcut) for shortcut in command.shortcuts]
        if command.verb is None:
            group.bare = command
            return
        for spelling, language in command.verb.all().items():
            if fold(spelling) in group.verbs:
                raise ValueError(f"/{command.word.en}: two verbs are called {spelling}")
            group.verbs[fold(spelling)] = (command, language)


_HELP: Mapping[str, str | None] = dict(HELP.all())


def _surer(word: str | None, verb: str | None) -> str | None:
    """The language that word and verb betray together; a spelling of both scripts says the least."""
    return verb if word in (None, "zh") and verb else word


def takes_text(command: Command) -> bool:
    """Whether a text may follow the bare word."""
    return any(arg.positional for arg in command.arguments())


def fold(word: str) -> str:
    """A word as it is compared: full-width and capital letters are one with the plain ones."""
    return unicodedata.normalize("NFKC", word).casefold()


def first_word(text: str) -> tuple[str, str]:
    """The folded first word of a text, and the rest."""
    parts = text.split(maxsplit=1)
    return (fold(parts[0]), parts[1].strip() if len(parts) > 1 else "") if parts else ("", "")


def _nearest(
    said: str, known: Mapping[str, tuple[T, str | None]], what: Callable[[tuple[T, str | None]], str], language: str,
    score: float,
) -> tuple[str, ...]:  # fmt: skip
    """The spellings most like a word, one for each thing meant, if need be in the script of the reader's language."""
    found: dict[str, str] = {}
    for spelling in alike(said, known, score, lambda name: known[name][1] in (language, language[:2])):
        found.setdefault(what(known[spelling]), spelling)
    return tuple(found.values())[:3]
