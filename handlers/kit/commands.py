"""One declaration a command: its words, its typed arguments, and what runs it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from handlers.kit.messages import Card, Inline
from storage.states import Right

if TYPE_CHECKING:
    from handlers.kit.kinds import Kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a verb: canonical English and its aliases; the first of each script is the one that help shows."""

    en: str
    hans: tuple[str, ...] = ()
    hant: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def all(self) -> Mapping[str, str | None]:
        """Every spelling with the language it betrays: None for English, ``zh`` where both scripts write it so."""
        spellings: dict[str, str | None] = dict.fromkeys((self.en, *self.also))
        spellings |= dict.fromkeys(self.hant, "zh-Hant") | dict.fromkeys(self.hans, "zh-Hans")
        return spellings | dict.fromkeys(set(self.hans) & set(self.hant), "zh")


@dataclass(frozen=True, slots=True)
class Arg:
    """An argument: its kind, the name it has as an option and in a form, and whether a text may give it bare.

    ``label`` is the message id of what a form calls it.
    """

    name: str
    kind: Kind[Any]
    required: bool
    positional: bool
    also: tuple[str, ...] = ()
    form: bool = True
    label: str = ""


def arg(kind: Kind[T], *also: str, label: str | None = None) -> T:
    """A required argument that stands in the text by its place (or as an option, as forms send it).

    ``label`` is the message that names it in a form, where ``field-<name>`` would say something else.
    """
    return cast(T, dataclasses.field(metadata=_about(kind, also, positional=True, label=label)))


def maybe(kind: Kind[T], *also: str, form: bool = True, label: str | None = None) -> T | None:
    """The same, left out at will; ``form=False`` keeps it out of the form."""
    metadata = _about(kind, also, positional=True, form=form, label=label)
    return cast(T, dataclasses.field(default=None, metadata=metadata))


def opt(kind: Kind[T], *also: str, form: bool = True, label: str | None = None) -> T | None:
    """An argument given as ``--name``; ``also`` are its other spellings, ``form`` and ``label`` as above."""
    metadata = _about(kind, also, positional=False, form=form, label=label)
    return cast(T, dataclasses.field(default=None, metadata=metadata))


def must(kind: Kind[T], *also: str, label: str | None = None) -> T:
    """A required argument given as ``--name``."""
    return cast(T, dataclasses.field(metadata=_about(kind, also, positional=False, label=label)))


def _about(
    kind: Kind[Any], also: tuple[str, ...], *, positional: bool, form: bool = True, label: str | None = None
) -> dict[str, Any]:
    return {"kind": kind, "also": also, "positional": positional, "form": form, "label": label}


@dataclass(frozen=True)
class NoArgs:
    """For commands that take none."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A pattern in a channel's plain text that stands for this command; its named groups are raw arguments.

    ``applies`` says, on the scene, whether it holds just now (``#action`` only while a meeting runs). A ``private`` one
    holds in private chats instead, where no question of another word is open.
    """

    pattern: re.Pattern[str]
    applies: Callable[[Any], bool] = lambda _scene: True
    private: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A thing a person can do.

    ``run(ctx, args)`` gives the answer's card; a reading command gets a ``Scene`` and is simply done again when it
    comes twice. ``verb`` is None for what the bare word does, with or without text. ``right`` is the least one needs;
    for whom, the service checks. ``bare`` says what happens without any argument. ``reply`` names the argument that
    takes the whole of a free answer to this command's question, ``unfold(text, scene, given)`` takes such a text apart
    into raw arguments. ``prefill(scene, given)`` gives the raw arguments that a newly opened form begins with.
    ``fields(scene, given)`` are the arguments its form shows, in order, each with what it is called, where that depends
    on what it is about; ``about(scene, args)`` is what it is about where nobody says, as raw arguments.
    ``secret`` keeps arguments and answer out of inbox, audit, questions and log. ``files`` says that it may read a file
    handed over with it. ``hushed(scene, given)`` says of raw arguments that what was said stays out of the audit.
    """

    word: Word
    run: Callable[[Any, Any], Card]
    mode: Literal["reads", "writes"]
    verb: Word | None = None
    args: type = NoArgs
    bare: Literal["form", "overview"] = "overview"
    right: Right = Right.MEMBER
    reply: str | None = None
    secret: bool = False
    shortcuts: tuple[Shortcut, ...] = ()
    prefill: Callable[[Any, Mapping[str, str]], Mapping[str, str]] | None = None
    unfold: Callable[[str, Any, Mapping[str, str]], Mapping[str, str]] | None = None
    fields: Callable[[Any, Mapping[str, str]], Mapping[str, Inline]] | None = None
    about: Callable[[Any, Any], Mapping[str, str]] | None = None
    files: bool = False
    hushed: Callable[[Any, Mapping[str, str]], bool] | None = None

    @property
    def id(self) -> str:
        """``kpi-log``; the catalogues hold ``cmd-kpi-log`` with its ``.example``."""
        return f"{self.word.en}-{self.verb.en}" if self.verb else self.word.en

    @property
    def line(self) -> str:
        """The canonical command line without arguments: ``/kpi log``."""
        return f"/{self.word.en} {self.verb.en}" if self.verb else f"/{self.word.en}"

    def arguments(self) -> tuple[Arg, ...]:
        """The arguments, in the order they stand in a text."""
        return _arguments(self.args)


_ARGUMENTS: dict[type, tuple[Arg, ...]] = {}


def _arguments(args: type) -> tuple[Arg, ...]:
    if args not in _ARGUMENTS:
        _ARGUMENTS[args] = tuple(
            Arg(
                name=(name := f.name.rstrip("_").replace("_", "-")),
                kind=f.metadata["kind"],
                required=f.default is dataclasses.MISSING,
                positional=f.metadata["positional"],
                also=f.metadata["also"],
                form=f.metadata["form"],
                label=f.metadata["label"] or f"field-{name}",
            )
            for f in dataclasses.fields(args)
        )
    return _ARGUMENTS[args]
