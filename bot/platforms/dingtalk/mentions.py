"""Where the people mentioned in a group stand in the text: DingTalk takes their names out of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.platforms.dingtalk.parse import Act
from handlers.kit.commands import Arg, Command
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN
from handlers.kit.vocabulary import Vocabulary, fold

_OPTION = re.compile(r"(?:--|—{1,2}|–{1,2}|－{2})(?P<name>[^\W\d][\w-]*)(?=\s*(?:$|--|—|–|－{2}))")
_GAP = re.compile(r" {2,}|(?<=\n) ")  # nobody begins a line with a space
_HASH = re.compile(r"#\S+\s*")


def mark(number: int) -> str:
    """What stands for the ``number``-th of those mentioned."""
    return f"{MENTION_OPEN}{number}{MENTION_CLOSE}"


def placed(act: Act, names: Sequence[str], vocabulary: Vocabulary) -> str:
    """The text with a mark for each of ``act.people``, whose names are given in the same order.

    A name that stands in the text is replaced. The others go where the command wants a person: behind an option left
    without its value, else before the first argument that is nobody. A command that wants none has free text: there
    they go where a gap is left, if there are as many. In other talk, and else, they go to the front.
    """
    text, left = _replaced(act, names)
    if not left:
        return text
    line = text.lstrip("/／ ")
    found = vocabulary.match(line)
    if found.help:
        return text
    if not found.candidates:
        hash_, word = _HASH.match(text), found.group is not None or text.startswith(("/", "／"))
        at = hash_.end() if hash_ else len(text) - len(found.rest) if word else 0
        return _joined(text[:at], *map(mark, left), text[at:])
    command, rest = found.candidates[0]
    head = text[: len(text) - len(rest)] if rest else text
    if not any(map(_is_person, command.arguments())) and (filled := _into_gaps(rest, left)) is not None:
        return head + filled
    rest, left = _into_options(command, rest, left)
    before, behind = _split(rest, _tokens_before_a_person(command))
    return _joined(head, before, *map(mark, left), behind)


def _replaced(act: Act, names: Sequence[str]) -> tuple[str, list[int]]:
    """The text with marks for the names in it, the bot's own name taken out; and the numbers still to be placed."""
    text, left = act.text, list(range(len(act.people)))
    for number in sorted(left, key=lambda number: -len(names[number])):
        called = f"@{names[number]}"
        if names[number] and called in text:
            text = text.replace(called, f" {mark(number)} ", 1)
            left.remove(number)
    for called in act.names:  # one that is none of theirs is the bot's
        if called.removeprefix("@") not in names:
            text = text.replace(called, " ", 1)
            break
    return re.sub(r" {2,}", " ", text).strip() if text != act.text else text, left


def _into_gaps(text: str, left: Sequence[int]) -> str | None:
    """Fills the gaps that names left in a text, in order; None where there are not as many of them."""
    gaps = list(_GAP.finditer(text))
    if len(gaps) != len(left):
        return None
    made, at = "", 0
    for gap, number in zip(gaps, left, strict=True):
        made += f"{text[at : gap.start()]} {mark(number)} "
        at = gap.end()
    return made + text[at:]


def _into_options(command: Command, rest: str, left: list[int]) -> tuple[str, list[int]]:
    """Fills options that name a person and have no value; the last of those mentioned stand last."""
    people = {fold(name) for arg in command.arguments() if _is_person(arg) for name in (arg.name, *arg.also)}
    empty = [hit for hit in _OPTION.finditer(rest) if fold(hit["name"]) in people]
    for hit in reversed(empty[: len(left)]):
        rest = f"{rest[: hit.end()]} {mark(left[-1])}{rest[hit.end() :]}"
        left = left[:-1]
    return rest, left


def _tokens_before_a_person(command: Command) -> int:
    """How many arguments stand before the first that is a person; none where there is no such."""
    positional = [arg for arg in command.arguments() if arg.positional]
    return next((number for number, arg in enumerate(positional) if _is_person(arg)), 0)


def _is_person(arg: Arg) -> bool:
    return arg.kind.form == "person"


def _split(rest: str, tokens: int) -> tuple[str, str]:
    """The first words of a text, and what follows."""
    parts = rest.split(maxsplit=tokens)
    if len(parts) <= tokens:
        return rest, ""
    return rest[: len(rest) - len(parts[-1])], parts[-1]


def _joined(*parts: str) -> str:
    return " ".join(_filled(parts))


def _filled(parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        if stripped := part.strip():
            yield stripped
