"""From a text, or a form's raw values, to a command's typed arguments."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from rapidfuzz import process

from handlers.kit.commands import Arg, Command
from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import FLAG, is_yes_or_no, plain, read
from handlers.kit.messages import Code, say

# Phones and Chinese keyboards make one or two dashes of "--"; those count only before an option's known name.
_OPTION = re.compile(r"(?:(?<=\s)|^)(?P<dash>--|—{1,2}|–{1,2}|－{2})(?P<name>[^\W\d][\w-]*)(?:[=:：]|(?=\s)|$)")
_DASHES = frozenset("-—–－")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|「[^」]*」')


class Missing(Exception):
    """Required arguments are not there yet; ``given`` are the raw ones that are."""

    def __init__(self, names: tuple[str, ...], given: dict[str, str]) -> None:
        super().__init__(", ".join(names))
        self.names = names
        self.given = given


def bind(command: Command, text: str, values: Mapping[str, str], scene: Scene) -> Any:
    """The command's argument object.

    Options in the text and ``values`` are read by their kinds, what remains of the text goes to the positional
    arguments in order. Raises ``BadInput`` with the argument's name, or ``Missing``.
    """
    args = command.arguments()
    rest, options = split_options(command, text)
    raw = {name: value for name, value in values.items() if value.strip()} | options
    found: dict[str, Any] = {}
    given: dict[str, str] = dict(raw)
    for arg in args:
        if arg.name in raw:
            found[arg.name] = _read(arg, raw[arg.name], scene)
        elif arg.positional and rest:
            found[arg.name], left = _take(arg, rest, scene)
            given[arg.name] = rest[: len(rest) - len(left)].strip() if left else rest
            rest = left
    if rest:
        raise _left_over(command, rest, scene)
    missing = tuple(arg.name for arg in args if arg.required and arg.name not in found)
    if missing:
        raise Missing(missing, given)
    return command.args(**{_attribute(command, name): value for name, value in found.items()})


def split_options(command: Command, text: str) -> tuple[str, dict[str, str]]:
    """The text without its options, and the options by their canonical names, raw."""
    if not _DASHES.intersection(text):
        return text.strip(), {}
    hits = _options(command, text)
    if not hits:
        return text.strip(), {}
    flags = {arg.name for arg in command.arguments() if arg.kind is FLAG}
    options: dict[str, str] = {}
    rest = [text[: hits[0][0].start()].strip()]
    ends = [hit.start() for hit, _ in hits[1:]] + [len(text)]
    for (hit, name), end in zip(hits, ends, strict=True):
        if name in options:
            raise BadInput(name, say("kit-option-twice", bad=f"--{name}"))
        options[name] = text[hit.end() : end].strip()
        if name in flags and not is_yes_or_no(options[name]):  # what follows it is none of its own
            rest.append(options[name])
            options[name] = "yes"
        if not options[name]:
            raise BadInput(name, say("kit-option-empty", bad=f"--{name}"))
    return " ".join(part for part in rest if part), options


def _options(command: Command, text: str) -> list[tuple[re.Match[str], str]]:
    """Where options stand in a text, with their canonical names."""
    known = {spelling: arg.name for arg in command.arguments() for spelling in (arg.name, *arg.also)}
    # In a long text of somebody's own, such as pasted minutes, a word with two dashes before it is just a word.
    prose = any(arg.positional and getattr(arg.kind, "prose", False) for arg in command.arguments())
    quoted = [hit.span() for hit in _QUOTED.finditer(text)]
    hits: list[tuple[re.Match[str], str]] = []
    for hit in _OPTION.finditer(text):
        if any(begin < hit.start() < end for begin, end in quoted):
            continue
        name = known.get(unicodedata.normalize("NFKC", hit["name"]).casefold())
        if name is not None:
            hits.append((hit, name))
        elif hit["dash"] in ("--", "－－") and not prose:
            raise _unknown_option(command, hit["name"], tuple(known))
    return hits


def _read(arg: Arg, raw: str, scene: Scene) -> Any:
    try:
        return read(arg.kind, raw, scene)
    except BadInput as error:
        raise _placed(error, arg) from error


def _take(arg: Arg, text: str, scene: Scene) -> tuple[Any, str]:
    try:
        return arg.kind.take(text, scene)
    except BadInput as error:
        raise _placed(error, arg) from error


def _placed(error: BadInput, arg: Arg) -> BadInput:
    """The same error, named after the argument: a kind does not know which one it reads."""
    return BadInput(arg.name, error.why, error.example, error.buttons)


def _left_over(command: Command, rest: str, scene: Scene) -> BadInput:
    last = next((a.name for a in reversed(command.arguments()) if a.positional), "")
    return BadInput(last, say("kit-left-over", bad=plain(rest, scene)))


def _unknown_option(command: Command, name: str, known: tuple[str, ...]) -> BadInput:
    near = process.extractOne(name, known, score_cutoff=60)
    if near:
        return BadInput("", say("kit-option-near", bad=f"--{name}", near=Code(f"--{near[0]}")))
    return BadInput("", say("kit-option-unknown", bad=f"--{name}", command=Code(command.line)))


def _attribute(command: Command, name: str) -> str:
    wanted = name.replace("-", "_")
    return wanted if wanted in {f.name for f in dataclasses.fields(command.args)} else f"{wanted}_"
